/** What a model proposes to change of what is known of a client, and what is left of it once it has been checked. */
import { z } from 'zod'
import { type Evidence, type InsightDetails, type InsightKind, insightDetails } from './insight.ts'

/** Days come as words: one that is none is left out, and does not spoil the rest. */
const content = z.discriminatedUnion('kind', [
  insightDetails.goal.extend({ kind: z.literal('goal'), targetDate: z.string().nullable() }),
  insightDetails.blocker.extend({ kind: z.literal('blocker') }),
  insightDetails.breakthrough.extend({ kind: z.literal('breakthrough') }),
  insightDetails.pattern.extend({ kind: z.literal('pattern') }),
  insightDetails.preference.extend({ kind: z.literal('preference') }),
  insightDetails.fact.extend({ kind: z.literal('fact') }),
])

export const proposedOperation = z.object({
  operation: z
    .enum(['add', 'update', 'invalidate', 'noop'])
    .describe(
      'add: new. update: the same thing, with more detail or another state. invalidate: it is so no longer; with text and content, what is so instead. noop: said again',
    ),
  insight: z.string().nullable().describe('label of the known one it is about, such as i3; null for add'),
  text: z
    .string()
    .max(2_000)
    .nullable()
    .describe("one short sentence about the client in the client's language and, where possible, words"),
  content: content.nullable(),
  until: z.string().nullable().describe('last day on which it holds, YYYY-MM-DD, if it holds for a time only'),
  evidence: z
    .array(z.object({ message: z.string(), quote: z.string() }))
    .describe("where the client says so: label of the message, such as m3, and the client's words, letter by letter"),
  rests_on: z.array(z.string()).describe('of a pattern: labels of known ones that show it too; else empty'),
})
export type ProposedOperation = z.infer<typeof proposedOperation>

type NewInsight = {
  id: string
  kind: InsightKind
  text: string
  details: InsightDetails
  validFrom: Date
  expiresAt: Date | undefined
}

/** What is done to the rows. Every piece of evidence was checked. */
export type MemoryChange =
  | { kind: 'add'; insight: NewInsight; evidence: Evidence[] }
  | {
      kind: 'update'
      insightId: string
      text: string
      details: InsightDetails
      expiresAt: Date | undefined
      evidence: Evidence[]
    }
  | { kind: 'support'; insightId: string; evidence: Evidence[] }
  /** It holds no longer, from then on; its row stays. */
  | { kind: 'end'; insightId: string; at: Date; supersededBy: string | undefined }

/** Why a proposed operation is not applied. */
export type Rejection =
  | 'no_evidence'
  | 'not_the_clients'
  | 'not_in_message'
  | 'quoted'
  | 'hypothetical'
  | 'question'
  | 'reported'
  | 'about_another'
  | 'says_nothing'
  | 'not_their_words'
  | 'unknown_insight'
  | 'older_than_known'
  | 'incomplete'
  | 'too_little_for_a_pattern'
  | 'known_already'
