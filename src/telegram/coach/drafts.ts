/** [Send] [Edit] [Reject], below a reply of the AI's that waits: in the group, and in private where there is none. */
import type { Context } from 'grammy'
import type { AtWork, CoachActions } from '../../coaching/coach-actions.ts'
import type { TextKey } from '../../locales/texts.ts'
import type { BotApi } from '../bot-api.ts'

const draftActions = ['send_draft', 'edit_draft', 'reject_draft', 'draft_again'] as const
export type DraftAction = (typeof draftActions)[number]

export function findDraftAction(action: string): DraftAction | undefined {
  return draftActions.find((one) => one === action)
}

type Deps = {
  actions: Pick<CoachActions, 'sendDraft' | 'askForWords' | 'rejectDraft' | 'tryDraftAgain'>
  botApi: Pick<BotApi, 'removeKeyboard'>
}
export type DecideDraft = ReturnType<typeof createDecideDraft>

/** `settled` and `replaced` say so themselves, in what showed the draft. */
const answers = {
  sent: 'tap-sent',
  decided_before: 'tap-decided-before',
  too_late: 'tap-draft-late',
  settled: 'tap-decided-before',
  replaced: 'tap-draft-replaced',
  rejected: 'tap-draft-rejected',
  asked: 'tap-draft-edit',
  again: 'tap-suggesting',
} as const satisfies Record<string, TextKey>

export function createDecideDraft({ actions, botApi }: Deps) {
  const doing = {
    send_draft: actions.sendDraft,
    edit_draft: actions.askForWords,
    reject_draft: actions.rejectDraft,
    draft_again: actions.tryDraftAgain,
  } satisfies Record<DraftAction, unknown>

  /** @returns what the tap is answered with */
  return async function decideDraft(
    ctx: Context,
    action: DraftAction,
    messageId: string,
    at: AtWork | undefined,
  ): Promise<TextKey> {
    const result = at && (await doing[action](at, messageId))
    const shown = ctx.callbackQuery?.message
    const isCaught = result === undefined || result.kind === 'too_late' || result.kind === 'decided_before'
    // In copilot the draft is edited once it is decided, and may have other buttons by then.
    if (shown && (isCaught || (result.kind === 'sent' && !result.isShown)))
      await botApi.removeKeyboard(shown.chat.id, shown.message_id).catch(() => {})
    return result ? answers[result.kind] : 'tap-decided-before'
  }
}
