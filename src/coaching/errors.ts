import type { DocumentProblem } from './knowledge/document.ts'
import type { ModelUsage } from './ports.ts'

export type ErrorCode =
  | 'not_found'
  | 'illegal_move'
  | 'ai_unavailable'
  | 'not_extracted'
  | 'file_too_large'
  | 'wrong_part'
  | 'no_room'

/** Thrown on purpose by the core. Edges translate `code`; `message` is for the log, never for the client. */
export abstract class CoachingError extends Error {
  override readonly name: string = this.constructor.name
  abstract readonly code: ErrorCode
  /** Can the same call succeed later? Jobs retry only if so. */
  get retryable(): boolean {
    return false
  }
}

export class NotFound extends CoachingError {
  readonly code = 'not_found'
}

/** A change of state that docs/architecture.md does not allow; the database refuses it too. */
export class IllegalMove extends CoachingError {
  readonly code = 'illegal_move'
}

/** More bytes than a file may have here. */
export class FileTooLarge extends CoachingError {
  readonly code = 'file_too_large'
  readonly sizeAtMost: number
  constructor(sizeAtMost: number) {
    super(`The file has more than ${sizeAtMost} bytes`)
    this.sizeAtMost = sizeAtMost
  }
}

/** A part of a file that is not as long as it must be, or is none of the file's. */
export class WrongPart extends CoachingError {
  readonly code = 'wrong_part'
}

/** Where files are kept there is no room for another one. */
export class NoRoom extends CoachingError {
  readonly code = 'no_room'
  override get retryable(): boolean {
    return true
  }
}

export type AiUnavailableReason =
  | 'no_key'
  | 'key_refused'
  | 'quota_spent'
  | 'rate_limited'
  | 'timeout'
  | 'unreachable'
  | 'malformed'
  | 'refused'

export class AiUnavailable extends CoachingError {
  readonly code = 'ai_unavailable'
  readonly why: AiUnavailableReason
  /** What was spent on the way to no answer: it costs money all the same. */
  readonly usage: ModelUsage | undefined
  constructor(why: AiUnavailableReason, options?: ErrorOptions & { usage?: AiUnavailable['usage'] }) {
    super(`The model gave no usable answer (${why})`, options)
    this.why = why
    this.usage = options?.usage
  }
  override get retryable(): boolean {
    return this.why === 'rate_limited' || this.why === 'timeout' || this.why === 'unreachable'
  }
}

/** A file that did not become text. The cause, if any, holds nothing of what is in the file. */
export class ExtractionFailed extends CoachingError {
  readonly code = 'not_extracted'
  readonly problem: DocumentProblem
  constructor(problem: DocumentProblem, options?: ErrorOptions) {
    super(`The file was not read (${problem})`, options)
    this.problem = problem
  }
}
