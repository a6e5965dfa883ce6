import type { z } from 'zod'

export type ParsedAnswer<T> = { ok: true; value: T } | { ok: false; problem: string }

/**
 * Reads a model's text as JSON and checks it. `problem` says what is wrong in words made for the model, and quotes
 * nothing of the answer: it also ends up in a log.
 */
export function parseAnswer<T>(content: string, schema: z.ZodType<T>): ParsedAnswer<T> {
  let json: unknown
  try {
    json = JSON.parse(withoutFence(content))
  } catch {
    return { ok: false, problem: 'It was not JSON.' } // JSON.parse's own message quotes the text
  }
  const result = schema.safeParse(json)
  if (result.success) return { ok: true, value: result.data }
  const issues = result.error.issues
    .slice(0, 10)
    .map(({ path, message }) => `${path.join('.') || 'the answer'}: ${message}`)
  return { ok: false, problem: issues.join('; ') }
}

/** Models without structured output like to wrap JSON in a Markdown fence. */
function withoutFence(content: string): string {
  return /^\s*```(?:json)?\s*\n([\s\S]*?)\n?```\s*$/.exec(content)?.[1] ?? content
}
