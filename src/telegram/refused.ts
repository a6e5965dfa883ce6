/** A token that Telegram refuses: nothing can be done without another one. */
import { GrammyError } from 'grammy'

export class BotRefused extends Error {
  override readonly name = 'BotRefused'
  constructor() {
    super('Telegram refuses TELEGRAM_BOT_TOKEN: get a valid one from @BotFather and start again.')
  }
}

/** Telegram answers so to a token it does not know. */
export function isRefusal(error: unknown): boolean {
  return error instanceof GrammyError && (error.error_code === 401 || error.error_code === 404)
}
