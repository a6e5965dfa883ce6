/** Layer 3 of the memory: what is known of a client, each thing with its kind and with the messages it stands on. */
import { z } from 'zod'

/** A fact is what is so in a client's life (home, work, family, health) and is none of the others. */
export const insightKinds = ['goal', 'blocker', 'breakthrough', 'pattern', 'preference', 'fact'] as const
export type InsightKind = (typeof insightKinds)[number]

const day = z.iso.date()

/**
 * What each kind holds beside its sentence. Only what a model says; what can be counted (first mentioned, times discussed,
 * pieces of evidence) is counted from the evidence.
 */
export const insightDetails = {
  goal: z.object({ status: z.enum(['active', 'achieved', 'abandoned']), targetDate: day.nullable() }),
  blocker: z.object({ severity: z.enum(['low', 'medium', 'high']), resolution: z.string().nullable() }),
  breakthrough: z.object({
    context: z.string().nullable(),
    impact: z.string().nullable(),
    recurrenceTrigger: z.string().nullable(),
  }),
  pattern: z.object({ frequency: z.string().nullable(), triggers: z.array(z.string()) }),
  preference: z.object({
    aspect: z.enum([
      'communication_style',
      'check_in_rhythm',
      'exercises',
      'sensitivities',
      'effective_approaches',
      'other',
    ]),
  }),
  fact: z.object({ about: z.enum(['home', 'work', 'family', 'health', 'other']) }),
} as const

export type InsightDetails<K extends InsightKind = InsightKind> = {
  [Each in K]: z.infer<(typeof insightDetails)[Each]>
}[K]

/** So many dated pieces of evidence, from different sessions, make a pattern. */
export const patternEvidence = 3

/** Where a client said it, in their own words. */
export type Evidence = { messageId: string; sessionId: string; saidAt: Date; quote: string }

type Known<K extends InsightKind> = {
  kind: K
  id: string
  clientId: string
  /** One sentence, in the client's language, about the client: "Wants to lead the team by June". */
  text: string
  details: InsightDetails<K>
  /** Since when it is so, as far as it is known. */
  validFrom: Date
  /** Past this it is a question, not a statement: an injury, a holiday, a deadline. */
  expiresAt: Date | undefined
  /** Since when it is so no longer; its history stays. */
  invalidatedAt: Date | undefined
  supersededBy: string | undefined
  /** The client, or the coach, has said that it is right. Unconfirmed ones are asked, never asserted. */
  confirmedAt: Date | undefined
  /** Counted from the evidence: in how many sessions the client spoke of it, and when last. */
  timesDiscussed: number
  lastSaidAt: Date
}

export type KnownInsight = { [K in InsightKind]: Known<K> }[InsightKind]
/** With what it stands on. */
export type Insight = KnownInsight & { evidence: Evidence[] }
