import { ExtractionFailed } from '../../coaching/errors.ts'
import type { DocumentProblem } from '../../coaching/knowledge/document.ts'

/** What is wrong with the file when reading it threw this. A parser that stumbles has met what should not be there. */
export function problemOf(error: unknown): DocumentProblem {
  if (error instanceof ExtractionFailed) return error.problem
  return isOutOfMemory(error) ? 'too_hungry' : 'damaged'
}

function isOutOfMemory(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as NodeJS.ErrnoException
  return (
    code === 'ERR_MEMORY_ALLOCATION_FAILED' ||
    code === 'ENOMEM' ||
    /allocation failed|out of memory/i.test(error.message)
  )
}

/**
 * What failed and where, for the log. Messages stay out of it, since parsers quote what they stumble over, and so does the
 * first line of a stack, which repeats the message.
 */
export function detailOf(error: unknown): string {
  const cause = error instanceof ExtractionFailed && error.cause ? error.cause : error
  if (!(cause instanceof Error)) return typeof cause
  const places = (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const { code } = cause as NodeJS.ErrnoException
  return [code ? `${cause.name} ${code}` : cause.name, ...places.slice(0, 4).map((line) => line.trim())].join(' ')
}
