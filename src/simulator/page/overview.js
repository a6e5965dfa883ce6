import { useEffect, useRef } from 'preact/hooks'
import { api } from './api.js'
import { useLive } from './live.js'
import { notify } from './overlay.js'
import { inOneLine } from './words.js'
import { placeKey } from './world.js'

/**
 * What a person's chat list shows: the groups and the bots, and the topics of a forum, each with its last message.
 *
 * @typedef {import('./api.js').Message} Message
 * @typedef {{ place: import('./api.js').Place, id: number, title: string, unread: number, lastMessage?: Message,
 *   topic?: import('./api.js').Topic }} Entry
 * @typedef {Entry & { isGroup: boolean, members: number, topics: Entry[] }} ChatEntry topics: empty unless a forum
 */

/**
 * @param {import('./api.js').Person | undefined} person
 * @param {import('./api.js').Bot[]} bots
 * @returns {ChatEntry[] | undefined}
 */
export function useOverview(person, bots) {
  const [entries] = useLive(person ? `overview/${person.id}` : null, () =>
    person ? loadOverview(person.id, bots) : Promise.resolve([]),
  )
  return entries
}

/** @param {number} personId @param {import('./api.js').Bot[]} bots @returns {Promise<ChatEntry[]>} */
async function loadOverview(personId, bots) {
  const chats = await api.chats(personId)
  const groups = chats.filter((chat) => chat.type !== 'private')
  const privates = chats.filter((chat) => chat.type === 'private')
  return [
    ...groups.map(groupEntry),
    ...bots.map((bot) => {
      const chat = privates.find((each) => each.bot === `@${bot.username}`)
      const { unread = 0, lastMessage } = chat ?? {}
      const place = { chat: `@${bot.username}` }
      return { place, id: bot.id, title: bot.name, unread, lastMessage, isGroup: false, members: 2, topics: [] }
    }),
  ]
}

/** @param {Awaited<ReturnType<typeof api.chats>>[number]} chat @returns {ChatEntry} */
function groupEntry(chat) {
  const { id, title, unread, lastMessage } = chat
  const common = { id, title, lastMessage, isGroup: true, members: chat.members.length }
  if (!chat.isForum) return { ...common, place: { chat: id }, unread, topics: [] }

  const topics = chat.topics.map(({ unread, lastMessage, ...topic }) => {
    const place = { chat: id, topic: topic.id }
    return { place, topic, id: topic.id, title: topic.name, lastMessage, unread }
  })
  topics.sort(generalFirstThenNewest)
  return { ...common, place: { chat: id, topic: 1 }, topics, unread }
}

/** @param {Entry} a @param {Entry} b */
function generalFirstThenNewest(a, b) {
  if (a.id === 1 || b.id === 1) return a.id === 1 ? -1 : 1
  return (b.lastMessage?.date ?? '').localeCompare(a.lastMessage?.date ?? '') || b.id - a.id
}

/**
 * Says on screen what would sound on the person's phone: every new message that is not silent.
 *
 * @param {number | undefined} personId
 * @param {ChatEntry[] | undefined} entries
 * @param {string | undefined} openKey the place that is open: who looks at it needs no telling
 * @param {(place: import('./api.js').Place, messageId: number) => void} go
 */
export function useNotifications(personId, entries, openKey, go) {
  /** Last message by place, so that what was there when the page opened stays quiet. */
  const heard = useRef(/** @type {Map<string, number>} */ (new Map()))
  const people = useRef(/** @type {Set<number>} */ (new Set()))
  useEffect(() => {
    if (personId === undefined || !entries) return
    const isFirstLook = !people.current.has(personId)
    people.current.add(personId)
    for (const chat of entries) {
      for (const entry of chat.topics.length > 0 ? chat.topics : [chat]) {
        const message = entry.lastMessage
        const key = placeKey(personId, entry.place)
        if (!message || message.id <= (heard.current.get(key) ?? 0)) continue
        heard.current.set(key, message.id)
        if (key === openKey && document.visibilityState === 'visible') continue
        if (isFirstLook || message.silent || message.service || message.from.id === personId) continue
        const title = entry.topic ? `${chat.title} › ${entry.title}` : chat.title
        notify({
          place: key,
          from: message.from,
          title,
          text: inOneLine(message),
          open: () => go(entry.place, message.id),
        })
      }
    }
  }, [personId, entries])
}
