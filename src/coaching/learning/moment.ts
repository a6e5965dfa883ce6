/** What a coach is shown of what the AI takes from them: one silent message, kept as it stands. */
import type { Button } from '../deliveries.ts'
import type { InterventionAnalysis } from './analysis.ts'
import type { InterventionKind, Verdict } from './intervention.ts'

export type Moment = {
  id: string
  kind: InterventionKind
  /** Their name. */
  client: string
  /** Undefined: nothing of it is left that could be learned from. */
  analysis: InterventionAnalysis | undefined
  verdict: Verdict | undefined
  /** Where it has been shown; undefined: not yet. */
  place: { chatId: number; telegramMessageId: number } | undefined
}

/** What has been said of one by now. */
export type Standing = Pick<Moment, 'kind' | 'verdict'>
/** May this be said of it now? What was tapped may have been shown before something else was decided elsewhere. */
export type MayJudge = (now: Standing) => boolean

/** Below the message that shows it. */
export const onCard = {
  kept: ({ verdict }) => verdict === undefined,
  only_client: ({ kind, verdict }) => verdict === undefined || (verdict === 'kept' && kind !== 'takeover'),
  forgotten: ({ verdict }) => verdict === undefined,
  none: ({ verdict }) => verdict !== undefined,
} as const satisfies Record<Verdict | 'none', MayJudge>

/** In the list of what was learned: removed, and had back. */
export const inList = {
  kept: ({ verdict }) => verdict === 'forgotten',
  only_client: ({ verdict }) => verdict === 'forgotten',
  forgotten: ({ verdict }) => verdict === 'kept' || verdict === 'only_client',
} as const satisfies Record<Verdict, MayJudge>

/** What may be said of it now. */
export function momentButtons({ id, kind, client, analysis, verdict }: Moment): Button[][] {
  if (!analysis) return []
  const undo: Button = { key: 'moment-undo-button', action: 'learn_undo', subject: id }
  const only: Button = { key: 'moment-only-button', params: { client }, action: 'learn_only_client', subject: id }
  // What was taught, or put in the place of a draft, is kept without a tap: for whom has not been said.
  if (verdict) return [onCard.only_client({ kind, verdict }) ? [undo, only] : [undo]]
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
