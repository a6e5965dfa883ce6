/** [Take over and send] [Keep as note], below words that were not sent: in the group, and in private where it takes nothing. */
import type { Context } from 'grammy'
import type { AtWork, CoachActions } from '../../coaching/coach-actions.ts'
import type { TextKey } from '../../locales/texts.ts'
import type { BotApi } from '../bot-api.ts'

type Deps = {
  actions: Pick<CoachActions, 'sendHeld' | 'keepHeldAsNote'>
  botApi: Pick<BotApi, 'removeKeyboard'>
}
export type DecideHeld = ReturnType<typeof createDecideHeld>

export function createDecideHeld({ actions, botApi }: Deps) {
  /** @returns what the tap is answered with */
  return async function decideHeld(
    ctx: Context,
    action: 'send_held' | 'keep_as_note',
    messageId: string,
    at: AtWork | undefined,
  ): Promise<TextKey> {
    const decide = action === 'send_held' ? actions.sendHeld : actions.keepHeldAsNote
    const result = at && (await decide(at, messageId))
    if (result?.kind === 'not_yours') return 'tap-not-yours'
    const shown = ctx.callbackQuery?.message
    if (shown) await botApi.removeKeyboard(shown.chat.id, shown.message_id).catch(() => {}) // decided: the buttons are stale
    return result?.kind === 'noted' ? 'tap-noted' : result?.kind === 'sent' ? 'tap-sent' : 'tap-decided-before'
  }
}
