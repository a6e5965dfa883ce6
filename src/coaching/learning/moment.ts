/** What a coach is shown of what the AI takes from them: one silent message, kept as it stands. */
import type { Button } from '../deliveries.ts'
import type { InterventionAnalysis } from './analysis.ts'
import type { InterventionKind, Verdict } from './intervention.ts'

export type Moment = {
  id: string
  kind: InterventionKind
  /** Their name. */
  client: string
  analysis: InterventionAnalysis
  verdict: Verdict | undefined
  /** Where it has been shown; undefined: not yet. */
  place: { chatId: number; telegramMessageId: number } | undefined
}

/** What may be said of it now. */
export function momentButtons({ id, kind, client, verdict }: Moment): Button[][] {
  const undo: Button = { key: 'moment-undo-button', action: 'learn_undo', subject: id }
  const only: Button = { key: 'moment-only-button', params: { client }, action: 'learn_only_client', subject: id }
  // What was taught, or put in the place of a draft, is kept without a tap: for whom has not been said.
  if (verdict) return [kind !== 'takeover' && verdict === 'kept' ? [undo, only] : [undo]]
  return [
    [
      { key: 'moment-keep-button', action: 'learn_keep', subject: id },
      only,
      { key: 'moment-forget-button', action: 'learn_forget', subject: id },
    ],
  ]
}

/** Is something of what is shown not the same? */
export function isShownAnew(before: InterventionAnalysis | undefined, after: InterventionAnalysis): boolean {
  return (
    before?.outcome?.client_reaction !== after.outcome?.client_reaction ||
    before?.structure.join() !== after.structure.join() ||
    before?.situation !== after.situation
  )
}
