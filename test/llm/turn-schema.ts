import { z } from 'zod'
import type { ModelRequest } from '../../src/coaching/ports.ts'

/** The shape of a turn's answer, as the core asks for it. */
export const turnSchema = z.object({
  risk: z.enum(['none', 'low', 'high', 'imminent']),
  wants_human: z.boolean(),
  situation: z.string().max(200),
  sentiment: z.number().min(-1).max(1),
  stakes: z.enum(['none', 'low', 'high']),
  confidence: z.number().min(0).max(1).describe('How sure you are.'),
  used: z.array(z.string()),
  reply: z.string().min(1),
})

export type TurnValue = z.infer<typeof turnSchema>

/** A turn: a prompt that names the coach, then what was said, the client first and last. */
export function turnRequest(...said: string[]): ModelRequest<TurnValue> {
  return turnRequestUnder('You are the AI clone of the coach Dana.', ...said)
}

export function turnRequestUnder(system: string, ...said: string[]): ModelRequest<TurnValue> {
  const roles = ['user', 'assistant'] as const
  const messages = said.map((content, index) => ({ role: roles[index % 2] ?? 'user', content }))
  return {
    purpose: 'turn',
    messages: [{ role: 'system', content: system }, ...messages],
    schema: turnSchema,
    schemaName: 'turn',
  }
}
