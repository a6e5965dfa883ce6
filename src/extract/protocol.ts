/** What passes between the process that asks and the one that reads: a line of JSON each. */
import { z } from 'zod'
import { type Block, documentProblems } from '../coaching/knowledge/document.ts'

/** On the reader's standard input, then the end of it. */
export type ReadRequest = {
  path: string
  name: string
  limits: {
    documentBytes: number
    recordingBytes: number
    pages: number
    recognisedPages: number
    characters: number
    unpackedBytes: number
  }
}

/** On the recogniser's standard input. Without pages the file is itself a picture. */
export type RecogniseRequest = {
  path: string
  pages?: readonly number[]
  languages: readonly string[]
  characters: number
}

const count = z.int().nonnegative()
const anchor = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['page', 'slide', 'sheet']), from: count, to: count }),
  z.strictObject({ kind: z.literal('time'), fromMs: count, toMs: count }),
])
const shared = { anchor: anchor.optional(), text: z.string() }
const block: z.ZodType<Block> = z.discriminatedUnion('kind', [
  z.strictObject({ ...shared, kind: z.literal('heading'), level: count }),
  z.strictObject({ ...shared, kind: z.enum(['paragraph', 'code']) }),
  z.strictObject({ ...shared, kind: z.literal('list_item'), depth: count }),
  z.strictObject({
    anchor: anchor.optional(),
    kind: z.literal('table_row'),
    header: z.array(z.string()),
    cells: z.array(z.string()),
  }),
  z.strictObject({ ...shared, kind: z.literal('turn'), speaker: z.string().optional() }),
])

/** On the third pipe beside the usual ones, so that nothing a library prints gets between. */
export const message = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('blocks'), blocks: z.array(block) }),
  /** 0 to 1. */
  z.strictObject({ type: z.literal('progress'), share: z.number().min(0).max(1) }),
  z.strictObject({
    type: z.literal('done'),
    title: z.string().optional(),
    pages: count.optional(),
    durationMs: count.optional(),
    /** Pages whose text is in a picture, if anywhere. */
    unread: z.array(count).optional(),
    /** It is not for the reader: somebody has to look, or to listen. */
    is: z.enum(['picture', 'recording']).optional(),
  }),
  /** `detail` is for the log: what failed where, nothing of the file. */
  z.strictObject({ type: z.literal('problem'), problem: z.enum(documentProblems), detail: z.string().optional() }),
])
export type Message = z.infer<typeof message>
export type Done = Extract<Message, { type: 'done' }>
