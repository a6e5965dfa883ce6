import { ApiError, badRequest } from '../api-error.ts'
import { type Call, flag, list, type Method, number, text } from '../call.ts'
import { toUnix } from '../render.ts'
import { specification } from '../specification.ts'
import { isOnThisMachine } from '../this-machine.ts'

const longestPollMs = 50_000

const getUpdates: Method = async (call) => {
  const { bot } = call
  if (bot.webhook) {
    throw new ApiError(
      409,
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    )
  }
  allowUpdates(call)
  const limit = number(call, 'limit') ?? 100
  const answer = await bot.queue.poll({
    offset: number(call, 'offset') ?? 0,
    limit: limit >= 1 && limit <= 100 ? limit : 100,
    timeoutMs: Math.min(Math.max(number(call, 'timeout') ?? 0, 0) * 1000, longestPollMs),
    signal: AbortSignal.any([call.signal, call.world.closing]),
  })
  if (answer.kind === 'terminated') throw new ApiError(409, `Conflict: terminated by ${answer.by}`)
  return answer.updates
}

/** Left out, the setting stays as it was. */
function allowUpdates(call: Call) {
  const allowed = list<string>(call, 'allowed_updates')
  if (!allowed) return
  for (const kind of allowed) {
    // Telegram passes over them in silence.
    if (!specification.types['Update']?.fields?.[kind]) call.report(`there are no updates of kind "${kind}"`)
  }
  call.bot.queue.allow(allowed)
}

/** Stops polling, and has updates sent there (bot-api/webhooks.ts). */
const setWebhook: Method = (call) => {
  const url = text(call, 'url') ?? ''
  if (url === '') return deleteWebhook(call)
  const parsed = URL.parse(url)
  if (!parsed || (parsed.protocol !== 'https:' && !isOnThisMachine(url))) {
    throw badRequest('bad webhook: An HTTPS URL must be provided for webhook')
  }
  const secretToken = text(call, 'secret_token')
  if (secretToken && /[^\w-]/.test(secretToken)) throw badRequest('secret token contains unallowed characters')
  allowUpdates(call)
  if (flag(call, 'drop_pending_updates')) call.bot.queue.clear()
  call.bot.queue.terminate('setWebhook request')
  call.world.setWebhook(call.bot, {
    url,
    maxConnections: number(call, 'max_connections') ?? 40,
    secretToken,
    closing: new AbortController(),
  })
  return true
}

const deleteWebhook: Method = (call) => {
  if (flag(call, 'drop_pending_updates')) call.bot.queue.clear()
  call.world.setWebhook(call.bot, undefined)
  return true
}

const getWebhookInfo: Method = ({ bot }) => ({
  url: bot.webhook?.url ?? '',
  has_custom_certificate: false,
  pending_update_count: bot.queue.size,
  ...(bot.webhook && { max_connections: bot.webhook.maxConnections, ip_address: '127.0.0.1' }),
  ...(bot.webhook?.lastError && {
    last_error_date: toUnix(bot.webhook.lastError.at),
    last_error_message: bot.webhook.lastError.message,
  }),
  ...(bot.queue.allowedUpdates && { allowed_updates: bot.queue.allowedUpdates }),
})

/** For a callback query that is not known, or was answered long ago, Telegram has one sentence. */
const answerCallbackQuery: Method = (call) => {
  const query = call.world.callbacks.get(text(call, 'callback_query_id') ?? '')
  if (!query || query.botId !== call.bot.id) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid')
  }
  query.answer = { text: text(call, 'text') || undefined, alert: flag(call, 'show_alert'), url: text(call, 'url') }
  call.world.emit('answer', { id: query.personId })
  return true
}

export const updateMethods: Record<string, Method> = {
  getUpdates,
  setWebhook,
  deleteWebhook,
  getWebhookInfo,
  answerCallbackQuery,
}
