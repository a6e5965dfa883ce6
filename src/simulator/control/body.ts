import type { Context } from 'hono'
import { z } from 'zod'
import { refused } from '../refusal.ts'

/**
 * The JSON body of a control call.
 *
 * @throws {Refusal} 400 with a sentence when it is not JSON, not declared as such, or not of this shape
 */
export async function readBody<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  // A page elsewhere on the web can post a form here unasked, but not JSON.
  if (!/^application\/json\b/i.test(c.req.header('content-type') ?? '')) {
    throw refused(400, 'The body has to be sent as application/json')
  }
  return check(schema, await c.req.json().catch(() => undefined))
}

export function readQuery<T>(c: Context, schema: z.ZodType<T>): T {
  return check(schema, c.req.query())
}

/** An id in the path. */
export function readId(c: Context, name: string): number {
  return check(z.coerce.number().int(), c.req.param(name))
}

function check<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const place = issue?.path.join('.')
  throw refused(400, place ? `${place}: ${issue?.message}` : (issue?.message ?? 'The request is malformed'))
}

export const chatName = z.union([z.number(), z.string()])
export const memberName = z.union([z.number(), z.string()])
