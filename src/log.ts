/** The one place for logging: ids, durations and counts; never anyone's words, keys or tokens. */
import pino, { type Logger } from 'pino'

/** @param destination where lines go; standard error when left out */
export function createLog(level: string, destination?: pino.DestinationStream): Logger {
  return pino(
    { level, base: null, serializers: { err: describeError } },
    destination ?? pino.destination({ dest: 2, sync: false }),
  )
}

/**
 * An error without what it was about: Drizzle's messages carry the query's parameters, which are people's words, and
 * Telegram's carry the bot's token in their addresses.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: scrub(String(error)) }
  const cause: unknown = error.cause ?? (error as { error?: unknown }).error
  // The server's own words name values too ("invalid input syntax for ..."); its code says what happened.
  const isQuery = isOfDatabase(error)
  return {
    name: error.name,
    message: isQuery ? 'a query failed' : scrub(error.message),
    ...('code' in error && { code: error.code }),
    // Where in our code; the first line repeats the message.
    at: error.stack
      ?.split('\n')
      .filter((line) => /^\s+at .*\/src\//.test(line))
      .slice(0, 5)
      .map((line) => line.trim()),
    ...(cause instanceof Error && { cause: describeError(cause) }),
  }
}

function isOfDatabase(error: Error): boolean {
  return error.name === 'DrizzleQueryError' || error.message.includes('Failed query:') || 'severity' in error
}

function scrub(text: string): string {
  return text
    .replace(/\d+:[\w-]{20,}/g, '<token>')
    .replace(/\bsk-[\w-]{8,}/g, '<key>')
    .slice(0, 500)
}
