/** What is known of one intervention once it has been analysed: what a model says of it, and what code counts. */
import { z } from 'zod'
import {
  type ClientReaction,
  energies,
  formalities,
  frameworks,
  moves,
  paces,
  reactions,
  resolutions,
  shifts,
  situations,
  techniques,
  tones,
} from './vocabulary.ts'

const share = z.number().min(0).max(1)

/** What a model is asked for of an intervention, in one structured call. Checked by code before anything stands on it. */
export const modelAnalysis = z.object({
  style: z.object({
    tone: z.enum(tones),
    pace: z.enum(paces),
    formality: z.enum(formalities),
    energy: z.enum(energies),
  }),
  techniques: z.array(z.enum(techniques)).min(1).max(5).describe('what the coach did, the one that carried it first'),
  framework: z.enum(frameworks).nullable().describe('a named method that is plainly followed, else null'),
  structure: z.array(z.enum(moves)).min(1).max(8).describe('what the answer does, move by move, in order'),
  key_phrases: z
    .array(z.string().max(120))
    .max(5)
    .describe("the coach's own turns of phrase, word for word as they stand in the text; none that name anybody"),
  metaphor: z.string().max(200).nullable().describe('a picture that the coach used, word for word, else null'),
  emotional_handling: z.string().max(200).describe('how feelings were met, in a few words, naming nobody'),
  situation: z.enum(situations),
  situation_summary: z
    .string()
    .max(200)
    .describe('what the client was facing, for somebody who may know nothing of them: no names, places, numbers'),
  outcome: z
    .object({
      client_reaction: z.enum(reactions),
      conversation_shift: z.enum(shifts),
      resolution: z.enum(resolutions),
      follow_through: z.boolean().nullable().describe('did they do what was agreed, as far as they say; null: unknown'),
    })
    .nullable()
    .describe('by what the client said afterwards alone; null when they have said nothing yet'),
  why_it_worked: z.string().max(300).describe('in one sentence, naming nobody; empty when it did not'),
  applicable_to_similar: z.boolean().describe('would it help this client in a similar moment'),
  transferable_to_others: share.describe('how far it would help other clients'),
  confidence: share.describe('how sure you are of this analysis'),
  replication_value: share.describe('how much the AI gains by doing the same'),
})
export type ModelAnalysis = z.infer<typeof modelAnalysis>

/** Counted by code from what the human wrote. */
export const countedStyle = z.object({
  messages: z.number().int(),
  words: z.number().int(),
  sentences: z.number().int(),
  questions: z.number().int(),
  exclamations: z.number().int(),
  emojis: z.number().int(),
  /** The first and the last words of the human's run, lower case, at most four; without names. */
  opening: z.string(),
  closing: z.string(),
})
export type CountedStyle = z.infer<typeof countedStyle>

/** What is kept: after the check there may be no technique and no move left. */
export const interventionAnalysis = modelAnalysis.extend({
  techniques: z.array(z.enum(techniques)),
  structure: z.array(z.enum(moves)),
  // A placeholder may be longer than what it stands for.
  emotional_handling: z.string(),
  situation_summary: z.string(),
  why_it_worked: z.string(),
  counted: countedStyle,
})
export type InterventionAnalysis = z.infer<typeof interventionAnalysis>

/** How an intervention (or the AI's use of it) turned out, as a share of a success: 0, 0.5 or 1. */
export const successOf = { transformative: 1, positive: 1, neutral: 0.5, negative: 0 } as const satisfies Record<
  ClientReaction,
  number
>

/** One analysed intervention as the three levels take it in. */
export type LearnedFrom = {
  interventionId: string
  /** Undefined: of no client (taught, imported, a cold start). */
  clientId: string | undefined
  at: Date
  analysis: InterventionAnalysis
}
