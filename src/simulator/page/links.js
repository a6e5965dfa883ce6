import { api } from './api.js'

/**
 * @typedef {{ kind: 'web' }
 *   | { kind: 'bot', username: string, start?: string, startsGroup: boolean }
 *   | { kind: 'message', chat: number, topic?: number, messageId: number }} Link
 */

/** What an address means inside Telegram. @param {string} address a whole URL @returns {Link} */
export function parseLink(address) {
  const url = new URL(address)
  const parts = url.pathname.split('/').filter(Boolean)
  if (!['t.me', 'telegram.me'].includes(url.hostname) || parts.length === 0) return { kind: 'web' }
  if (parts[0] !== 'c') {
    const start = url.searchParams.get('start') ?? undefined
    return { kind: 'bot', username: parts[0], start, startsGroup: url.searchParams.has('startgroup') }
  }
  // t.me/c/<group without -100>/<topic>/<message>, or without the topic
  const numbers = parts.slice(1).map(Number)
  if (numbers.length < 2 || numbers.some(Number.isNaN)) return { kind: 'web' }
  const messageId = /** @type {number} */ (numbers.at(-1))
  return {
    kind: 'message',
    chat: Number(`-100${parts[1]}`),
    topic: numbers.length > 2 ? numbers[1] : undefined,
    messageId,
  }
}

/**
 * Follows an address as Telegram would for this person.
 *
 * @param {string} address a whole URL
 * @param {{ personId: number, botUsernames: string[], go: (place: import('./api.js').Place, messageId?: number) => void,
 *   say: (text: string) => void }} where
 */
export async function followLink(address, { personId, botUsernames, go, say }) {
  const link = parseLink(address)
  if (link.kind === 'message') return go({ chat: link.chat, topic: link.topic }, link.messageId)
  if (link.kind === 'bot' && botUsernames.includes(link.username)) {
    if (link.startsGroup) return say('Adding the bot to a group is not played here.')
    try {
      if (link.start) await api.open(personId, address)
      go({ chat: `@${link.username}` })
    } catch (error) {
      say(error instanceof Error ? error.message : String(error))
    }
    return
  }
  window.open(address, '_blank', 'noopener,noreferrer')
}
