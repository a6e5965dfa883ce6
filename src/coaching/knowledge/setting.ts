/** How a coach's documents are used in answers. */
import { z } from 'zod'

/**
 * strict: what a client asks for is answered from the documents, or not at all. adaptive: the documents first, what the AI
 * knows of the coach's method where they are silent. creative: the documents are one voice among others.
 */
export const answerModes = ['strict', 'adaptive', 'creative'] as const
export type AnswerMode = (typeof answerModes)[number]

export const noAnswerCharacters = 500

export const knowledgeSetting = z.object({
  mode: z.enum(answerModes),
  /** Does the client see where an answer comes from? The coach always does. */
  showsSources: z.boolean(),
  /** Is the coach shown, after an upload, what a client would be told? */
  triesOut: z.boolean(),
  /** What a client reads in strict mode when the documents are silent; without it, a text of ours in their language. */
  noAnswer: z.string().trim().min(1).max(noAnswerCharacters).optional(),
})
export type KnowledgeSetting = z.infer<typeof knowledgeSetting>

export const knowledgeDefaults: KnowledgeSetting = { mode: 'adaptive', showsSources: false, triesOut: true }
