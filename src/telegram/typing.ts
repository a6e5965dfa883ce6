/** "typing" for as long as an answer is being made: Telegram shows it for 5 s at a time. */
import type { ShowTyping } from '../coaching/ports.ts'
import type { BotApi } from './bot-api.ts'

const repeatMs = 4_500

export function createShowTyping({ botApi }: { botApi: Pick<BotApi, 'showTyping'> }): ShowTyping {
  return (telegramUserId) => {
    // A courtesy: a failure to show it must not cost the answer.
    const show = () => void botApi.showTyping(telegramUserId).catch(() => {})
    show()
    const timer = setInterval(show, repeatMs).unref()
    return { stop: () => clearInterval(timer) }
  }
}
