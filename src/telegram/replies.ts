/** Direct answers of the bot to a command or a stranger: what is repeated by repeating the command needs no outbox. */
import type { TextParams } from '../coaching/deliveries.ts'
import type { TextKey, Texts } from '../locales/texts.ts'
import type { BotApi, Place, SendOptions } from './bot-api.ts'
import { type Action, keyboard } from './buttons.ts'
import { plain } from './rendering/formatted.ts'
import { renderNotice } from './rendering/labels.ts'

export type ReplyButton = { key: TextKey; params?: TextParams; action: Action; subject: string }

export type Replies = ReturnType<typeof createReplies>

export function createReplies({ botApi, texts }: { botApi: BotApi; texts: Texts }) {
  return {
    /** To a client or a stranger, marked as the system's word. */
    async toClient(
      telegramUserId: number,
      language: string | undefined,
      key: TextKey,
      params?: TextParams,
      buttons: ReplyButton[][] = [],
    ): Promise<void> {
      for (const part of renderNotice(texts.render(language, key, params)))
        await botApi.sendText({ chatId: telegramUserId }, part, {
          keyboard: keyboard(buttons, texts, language ?? 'en'),
        })
    },

    /** To a coach, in private or in the group. */
    toCoach(
      place: Place,
      language: string,
      key: TextKey,
      params?: TextParams,
      options: Omit<SendOptions, 'keyboard'> & { buttons?: ReplyButton[][] } = {},
    ): Promise<number> {
      const { buttons = [], ...rest } = options
      return botApi.sendText(place, plain(texts.render(language, key, params)), {
        ...rest,
        keyboard: keyboard(buttons, texts, language),
      })
    },
  }
}
