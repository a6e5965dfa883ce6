export type ErrorParameters = { retry_after?: number; migrate_to_chat_id?: number }

/** A refusal in Telegram's words: `description` is what the bot reads, "Bad Request: chat not found". */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  /** What stands beside it for the program: how long to wait, where a group has gone. */
  readonly parameters: ErrorParameters | undefined
  constructor(status: number, description: string, parameters?: ErrorParameters) {
    super(description)
    this.status = status
    this.parameters = parameters
  }
}

export function badRequest(what: string): ApiError {
  return new ApiError(400, `Bad Request: ${what}`)
}

export function forbidden(what: string): ApiError {
  return new ApiError(403, `Forbidden: ${what}`)
}
