/** What an answer says it stands on, and whether it does. */
import { z } from 'zod'
import type { TurnAnswer } from '../answer.ts'
import type { Anchor } from './document.ts'
import type { Material, MaterialPassage } from './material.ts'
import type { KnowledgeSetting } from './setting.ts'
import { stemsOf } from './words.ts'

const anchor: z.ZodType<Anchor> = z.union([
  z.object({ kind: z.enum(['page', 'slide', 'sheet']), from: z.number(), to: z.number() }),
  z.object({ kind: z.literal('time'), fromMs: z.number(), toMs: z.number() }),
])

/** A place in a document of the coach's, kept with what was said from it. */
export const source = z.object({
  document_id: z.string(),
  title: z.string(),
  anchor: anchor.optional(),
  chunk_ids: z.array(z.string()),
})
export type Source = z.infer<typeof source>

/** A reply that holds so many of a passage's words says something of what it says; one shared word is chance. */
const sharedStems = 2

export type Stood = {
  /** Its reply is the coach's own no-answer text where the documents are all that may be answered from. */
  answer: TurnAnswer
  sources: Source[]
  /** The client asked for something that the documents do not hold. */
  isGap: boolean
  /** 0 to 1: do the documents carry the answer? Undefined when that is no question. */
  support: number | undefined
}

/**
 * A citation counts when its passage was given for this turn and the reply holds words of it: a model that names what it
 * has not used does not get a page for it.
 *
 * @param noAnswer what strict mode says where the documents are silent
 */
export function standOn(answer: TurnAnswer, material: Material, { mode }: KnowledgeSetting, noAnswer: string): Stood {
  if (!material.wasAsked) return { answer, sources: [], isGap: false, support: undefined }
  const said = new Set(stemsOf(answer.reply))
  const used = material.passages.filter(({ id, text }) => answer.used.includes(id) && holds(said, text))
  const isGap = answer.asks_knowledge && used.length === 0
  return {
    answer: isGap && mode === 'strict' ? { ...answer, used: [], reply: noAnswer } : answer,
    // What the coach has told this client stands in no document.
    sources: isGap && mode === 'strict' ? [] : used.filter(isOfDocument).map(toSource),
    isGap,
    support: used.length > 0 ? 1 : isGap ? 0 : undefined,
  }
}

function holds(said: ReadonlySet<string>, text: string): boolean {
  const stems = new Set(stemsOf(text))
  let shared = 0
  for (const stem of stems) if (said.has(stem)) shared++
  return shared >= Math.min(sharedStems, stems.size)
}

function isOfDocument({ insteadOf }: MaterialPassage): boolean {
  return insteadOf?.holdsFor !== 'client'
}

function toSource({ documentId, title, anchor, chunkIds }: MaterialPassage): Source {
  return { document_id: documentId, title, chunk_ids: [...chunkIds], ...(anchor && { anchor }) }
}
