/** What a coach has set for copilot, and what is set for one client. */
import { z } from 'zod'
import type { ConversationSnapshot } from '../conversation.ts'
import { type Situation, situations } from '../learning/vocabulary.ts'

/** How long a draft waits: a quarter of an hour, an hour, or an hour of the coach's own hours. */
export const draftWaits = ['quarter', 'hour', 'hours'] as const
export type DraftWait = (typeof draftWaits)[number]
/** What then happens: it goes out if the AI is sure enough of it, or the client hears that the coach will see it. */
export const draftEnds = ['send', 'tell'] as const
/** After so many drafts in a row that went out unchanged the AI may send alone. */
export const rungCounts = [3, 5, 10] as const

export const copilotSetting = z.object({
  wait: z.enum(draftWaits),
  end: z.enum(draftEnds),
  unchanged: z.number().int().min(1).max(50),
})
export type CopilotSetting = z.infer<typeof copilotSetting>
export const copilotDefaults: CopilotSetting = { wait: 'hours', end: 'tell', unchanged: 5 }

/** What a coach has said of a situation of one client's, whatever has been earned there. */
export const situationRules = ['ask', 'alone'] as const
export type SituationRule = (typeof situationRules)[number]

/** For one client. Nothing in it: as for all of the coach's. */
export const copilotOfClient = z.object({
  mode: z.enum(['on', 'off']).optional(),
  situations: z.partialRecord(z.enum(situations), z.enum(situationRules)).optional(),
})
export type CopilotOfClient = z.infer<typeof copilotOfClient>

export type CopilotChange =
  | { kind: 'mode'; mode: 'on' | 'off' | 'default' }
  /** `earned`: by what has been earned there. */
  | { kind: 'situation'; situation: Situation; rule: SituationRule | 'earned' }

export function changeCopilot(before: CopilotOfClient, change: CopilotChange): CopilotOfClient {
  if (change.kind === 'mode') {
    const { mode: _, ...rest } = before
    return change.mode === 'default' ? rest : { ...rest, mode: change.mode }
  }
  const { [change.situation]: _, ...others } = before.situations ?? {}
  return { ...before, situations: change.rule === 'earned' ? others : { ...others, [change.situation]: change.rule } }
}

type Copiloted = { copilot: CopilotOfClient; coach: Pick<ConversationSnapshot['coach'], 'mode'> }

/** Do the AI's replies to this client wait for somebody of the team? */
export function isCopilotOn({ copilot, coach }: Copiloted): boolean {
  return coach.mode !== 'off' && (copilot.mode ?? (coach.mode === 'copilot' ? 'on' : 'off')) === 'on'
}

export function copilotSettingOf({ settings }: Pick<ConversationSnapshot['coach'], 'settings'>): CopilotSetting {
  return { ...copilotDefaults, ...settings.copilot }
}
