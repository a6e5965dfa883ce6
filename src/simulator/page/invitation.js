import { api } from './api.js'

const INVITATION = /(?:https?:\/\/)?t\.me\/\w+\?start=[\w-]+/g

/**
 * The invitation link that a bot gave a coach last, so that a new client can be let in by it; '' when none was given.
 *
 * @param {import('./api.js').Person[]} coaches
 * @returns {Promise<string>}
 */
export async function newestInvitation(coaches) {
  const screens = await Promise.all(coaches.map(({ id }) => botChatsOf(id))).catch(() => [])
  const said = screens.flat().filter(({ from }) => from.isBot)
  const newestFirst = said.sort((a, b) => b.date.localeCompare(a.date) || b.id - a.id)
  for (const { text } of newestFirst) {
    const link = text.match(INVITATION)?.at(-1)
    if (link) return link
  }
  return ''
}

/** @param {number} personId what they and bots have written to each other, as far as they have met */
async function botChatsOf(personId) {
  const chats = (await api.chats(personId)).filter(({ type }) => type === 'private')
  const screens = await Promise.all(chats.map(({ bot = '' }) => api.messages(personId, { chat: bot })))
  return screens.flatMap(({ messages }) => messages)
}
