/** What `/v1/documents` is sent and answers: the routes answer so, and `/openapi.json` says so. */
import { z } from 'zod'
import { documentProblems, documentStatuses } from '../coaching/knowledge/document.ts'

const count = z.int().min(0).nullable()
const moment = z.iso.datetime()

export const documentAnswer = z
  .object({
    id: z.uuid(),
    title: z.string(),
    file_name: z.string(),
    mime: z.string().nullable().describe('As it was sent.'),
    size_bytes: z.int().min(0),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    origin: z.enum(['telegram', 'api', 'page', 'snippet']),
    status: z.enum(documentStatuses),
    progress: z.number().min(0).max(1).describe('Of the step it is in.'),
    problem: z
      .object({
        code: z.enum(documentProblems),
        detail: z.string().describe('What happened, and what to do about it.'),
      })
      .nullable(),
    replaces: z.uuid().nullable().describe('The document whose place it takes when it is ready.'),
    pages: count,
    duration_ms: count,
    price_usd: z
      .number()
      .min(0)
      .nullable()
      .optional()
      .describe('Of what is asked about: about what its speech would cost. Null: not known.'),
    chunks: count.describe('Known once it has been read.'),
    created_at: moment,
    ready_at: moment.nullable(),
  })
  .meta({ id: 'Document' })
export type DocumentAnswer = z.infer<typeof documentAnswer>

export const storedAnswer = documentAnswer
  .extend({
    created: z.boolean().describe('False when these bytes were there already: then it is the document they are.'),
  })
  .meta({ id: 'StoredDocument' })

export const addedAnswer = storedAnswer
  .extend({
    same_title: z
      .array(z.object({ id: z.uuid(), created_at: moment }))
      .describe('Older ones of the same title, newest first: perhaps this is a new version of one.'),
  })
  .meta({ id: 'AddedDocument' })

export const listAnswer = z
  .object({ documents: z.array(documentAnswer), next_cursor: z.uuid().nullable() })
  .meta({ id: 'DocumentPage' })

export const problemAnswer = z
  .object({
    type: z.literal('about:blank'),
    status: z.int(),
    code: z.string().describe('For programs.'),
    detail: z.string().describe('For people.'),
  })
  .meta({ id: 'Problem' })

export const listQuery = z.object({
  status: z.enum(documentStatuses).optional(),
  q: z.string().min(1).max(200).optional().describe('Part of the title or of the file’s name.'),
  cursor: z.uuid().optional().describe('The `next_cursor` of the page before.'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

export const changeBody = z
  .strictObject({
    title: z.string().trim().min(1).max(200),
    replaces: z.uuid().describe('The document whose place it takes.'),
  })
  .partial()
  .meta({ id: 'DocumentChange' })

export const fileForm = z
  .object({ file: z.file().describe('The bytes, streamed.'), title: z.string().optional() })
  .meta({ id: 'FileForm' })
