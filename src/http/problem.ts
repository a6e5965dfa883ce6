/** Errors as RFC 9457 has them: a status, a word for programs, and a sentence for whoever writes them. */
import type { ErrorHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Logger } from 'pino'
import { CoachingError, type ErrorCode } from '../coaching/errors.ts'

type Known = { status: ContentfulStatusCode; detail: string }

/** A code without an entry does not compile. */
const known = {
  not_found: { status: 404, detail: 'There is no such thing, or it is not yours.' },
  illegal_move: { status: 409, detail: 'That cannot be done as things stand.' },
  ai_unavailable: { status: 503, detail: 'The model gave no usable answer. Try again later.' },
  not_extracted: { status: 422, detail: 'The file could not be read.' },
  file_too_large: { status: 413, detail: 'The file is larger than files may be here.' },
  wrong_part: { status: 422, detail: 'The part is none of this file, or not as long as it must be.' },
  no_room: { status: 507, detail: 'There is no room for the file. Whoever runs this must make some.' },
} satisfies Record<ErrorCode, Known>

/** Ends a request with an answer that says what is wrong with it. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem'
  readonly status: ContentfulStatusCode
  readonly code: string
  readonly headers: Record<string, string>
  constructor(status: ContentfulStatusCode, code: string, detail: string, headers: Record<string, string> = {}) {
    super(detail)
    this.status = status
    this.code = code
    this.headers = headers
  }
}

/** Whoever has hung up hears nothing; what nobody expected is logged and says nothing of the inside. */
export function createErrorHandler(log: Logger): ErrorHandler {
  return (error, c) => {
    // What is still to come of a body is not read: nothing more may be sent on that connection.
    const ending: Record<string, string> = ['POST', 'PUT'].includes(c.req.method) ? { connection: 'close' } : {}
    if (error instanceof HttpProblem)
      return answer(error.status, error.code, error.message, { ...error.headers, ...ending })
    if (error instanceof CoachingError) {
      const { status, detail } = known[error.code]
      return answer(status, error.code, detail, ending)
    }
    if (error instanceof HTTPException) return error.getResponse()
    if (!c.req.raw.signal.aborted) log.error({ err: error, method: c.req.method }, 'a request failed')
    return answer(500, 'internal', 'Something went wrong here. Try again later.', ending)
  }
}

function answer(status: number, code: string, detail: string, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify({ type: 'about:blank', status, code, detail }), {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  })
}
