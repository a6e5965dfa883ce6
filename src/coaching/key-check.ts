/** Does a key open its model? One small call says so. */
import { z } from 'zod'
import { AiUnavailable, type AiUnavailableReason } from './errors.ts'
import type { ChatModel } from './ports.ts'

/** @returns why there was no answer; undefined when there was one */
export async function tryKey(model: ChatModel): Promise<AiUnavailableReason | undefined> {
  try {
    await model.answer({
      purpose: 'key_check',
      messages: [{ role: 'user', content: 'Answer with ok: true.' }],
      schema: z.object({ ok: z.boolean() }),
      schemaName: 'key_check',
    })
    return undefined
  } catch (error) {
    if (error instanceof AiUnavailable) return error.why
    throw error
  }
}
