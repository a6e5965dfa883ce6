/** What a person tried cannot be done: 400 the request is wrong, 404 no such thing, 409 Telegram would not allow it. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: 400 | 404 | 409
  constructor(status: 400 | 404 | 409, message: string) {
    super(message)
    this.status = status
  }
}

export const refused = (status: 400 | 404 | 409, message: string) => new Refusal(status, message)
export const notFound = (message: string) => new Refusal(404, message)
export const notAllowed = (message: string) => new Refusal(409, message)
