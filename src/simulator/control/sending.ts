import { z } from 'zod'
import type { Contribution } from '../people/contributions.ts'
import type { AlbumSending, Sending } from '../people/sending.ts'
import { mediaKinds } from '../world/media.ts'
import { chatName } from './body.ts'

/** The body of `POST /people/{id}/send`: a text, or one of everything else that can be sent, or an album of it. */

const entity = z.looseObject({ type: z.string(), offset: z.number().int(), length: z.number().int() })

const where = {
  chat: chatName.optional(),
  topic: z.number().int().optional(),
  replyTo: z.number().int().optional(),
  quote: z.string().optional(),
}

const file = z.object({ name: z.string().optional(), mime: z.string().optional(), base64: z.base64() })

const media = z
  .object({
    kind: z.enum(mediaKinds),
    caption: z.string().optional(),
    captionEntities: z.array(entity).optional(),
    file: file.optional(),
    durationS: z.number().int().min(0).optional(),
    hasSpoiler: z.boolean().optional(),
    emoji: z.string().optional(),
    albumOf: z.string().optional(),
  })
  .transform(({ file, ...rest }): Contribution => {
    if (!file) return rest
    return { ...rest, bytes: Buffer.from(file.base64, 'base64'), fileName: file.name, mimeType: file.mime }
  })

const coordinates = { latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }

const contribution = z.discriminatedUnion('kind', [
  media,
  z.object({ kind: z.literal('location'), ...coordinates }),
  z.object({ kind: z.literal('venue'), ...coordinates, title: z.string(), address: z.string() }),
  z.object({
    kind: z.literal('contact'),
    phoneNumber: z.string(),
    firstName: z.string(),
    lastName: z.string().optional(),
    userId: z.number().int().optional(),
  }),
  z.object({
    kind: z.literal('poll'),
    question: z.string().min(1).max(300),
    options: z.array(z.string().min(1).max(100)).min(1).max(12),
    isAnonymous: z.boolean().optional(),
    allowsMultiple: z.boolean().optional(),
  }),
  z.object({ kind: z.literal('dice'), emoji: z.string().optional() }),
])

const text = z.object({ ...where, text: z.string(), entities: z.array(entity).optional() })

/** `kind` or `album` say that it is no text, so that a complaint is about what was meant. */
export const sending = z
  .looseObject({ kind: z.string().optional(), album: z.unknown().optional() })
  .transform((body, context): Sending | AlbumSending => {
    const schema =
      body.album !== undefined
        ? z.object({ ...where, album: z.array(contribution).min(2).max(10) })
        : body.kind !== undefined
          ? z.intersection(z.object(where), contribution)
          : text
    const result = schema.safeParse(body)
    if (result.success) return result.data
    for (const issue of result.error.issues) context.addIssue({ ...issue, code: 'custom', message: issue.message })
    return z.NEVER
  })
