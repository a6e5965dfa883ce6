import { placeKey } from './world.js'

/**
 * How far each person has read in each topic. The simulator counts what is unread by chat; topics are counted here.
 *
 * @type {Map<string, number>}
 */
const lastRead = new Map()

/** @param {number} personId @param {import('./api.js').Place} place @param {number} messageId */
export function markRead(personId, place, messageId) {
  const key = placeKey(personId, place)
  lastRead.set(key, Math.max(lastRead.get(key) ?? 0, messageId))
}

/**
 * Counts what a person has not read of a topic's newest messages.
 *
 * @param {number} personId
 * @param {import('./api.js').Place} place
 * @param {import('./api.js').Message[]} messages
 */
export function countUnread(personId, place, messages) {
  const read = lastRead.get(placeKey(personId, place)) ?? 0
  return messages.filter((message) => message.id > read && message.from.id !== personId).length
}
