/**
 * The simulator's control API (docs/simulator.md), as the page uses it.
 *
 * @typedef {{ id: number, firstName: string, lastName?: string, username?: string, languageCode: string }} Person
 * @typedef {{ id: number, username: string, name: string, token: string }} Bot
 * @typedef {{ id: number, name: string, iconColor: number, icon?: string, closed: boolean }} Topic icon: an emoji
 * @typedef {{ id: number, type: 'private' | 'group' | 'supergroup', title: string, isForum: boolean, botIsAdmin: boolean,
 *   bot?: string, blocked?: boolean, members: number[], topics: Topic[], pinned: number[] }} Chat
 * @typedef {{ type: string, offset: number, length: number, url?: string, language?: string }} Entity
 * @typedef {{ text: string, data?: string, url?: string }} Button
 * @typedef {{ kind: 'photo' | 'voice' | 'video_note' | 'video' | 'animation' | 'audio' | 'document' | 'sticker', fileId: string,
 *   uniqueId: string, name?: string, mime: string, size: number, durationS?: number, width?: number, height?: number, emoji?: string }} Media
 * @typedef {{ kind: 'poll', question: string, options: { text: string, votes: number, voters: number[], mine?: true }[],
 *   multiple?: true, closed: boolean }} PollData
 * @typedef {PollData | { kind: 'location' | 'venue' | 'contact' | 'dice', payload: any }} Attachment
 * @typedef {{ id: number, text: string, entities: Entity[] }} Draft what a bot is writing
 * @typedef {{ id: string, label: string, text?: string,
 *   fields: { name: string, label: string, placeholder?: string, secret?: boolean, optional?: boolean }[] }} GuideAction
 * @typedef {{ id: number, chatId: number, topicId?: number, from: { id: number, name: string, isBot: boolean },
 *   date: string, editedAt?: string, text: string, entities: Entity[], deleted: boolean, silent: boolean,
 *   pinned: boolean, replyTo?: number, quote?: string, forwardedFrom?: string, service?: string, media?: Media,
 *   attachment?: Attachment, albumId?: string, buttons?: Button[][],
 *   reactions: { emoji: string, by: number[] }[], forceReply?: boolean }} Message
 * @typedef {{ now: string, bots: Bot[], people: Person[], chats: Chat[], lastEvent: number }} State
 * @typedef {number | string} ChatRef a group's id, or a bot's `@username` for the private chat with it
 * @typedef {{ chat: ChatRef, topic?: number }} Place
 */

/** Where the bytes of a file are. @param {Media} media */
export const fileAddress = ({ uniqueId }) => `/control/files/${encodeURIComponent(uniqueId)}`

/** The simulator said no; `message` is a sentence for the person at the page. */
class Refusal extends Error {
  /**
   * @param {number} status
   * @param {string} message
   */
  constructor(status, message) {
    super(message)
    this.name = 'Refusal'
    this.status = status
  }
}

/**
 * @param {'GET' | 'POST'} method
 * @param {string} path below /control
 * @param {unknown} [body]
 */
async function call(method, path, body) {
  const response = await fetch(`/control${path}`, {
    method,
    ...(method === 'POST' && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) }),
  })
  const answer = await response.json().catch(() => ({}))
  if (!response.ok) throw new Refusal(response.status, answer.error ?? `The simulator answered ${response.status}.`)
  return answer
}

/** @param {Record<string, string | number | undefined>} values */
function query(values) {
  const given = Object.entries(values).filter(([, value]) => value !== undefined)
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
}

/**
 * @param {number} person
 * @param {string} action
 * @param {unknown} body
 */
const act = (person, action, body) => call('POST', `/people/${person}/${action}`, body)

export const api = {
  /** @returns {Promise<State>} */
  state: () => call('GET', '/state'),
  /** @returns {Promise<{ steps: { title: string, hint: string }[], note?: string, actions?: GuideAction[] }>} */
  guide: () => call('GET', '/guide'),
  /** @param {string} id @param {Record<string, string>} values @returns {Promise<{ message: string }>} */
  runGuideAction: (id, values) => call('POST', `/guide/actions/${id}`, { values }),
  /**
   * @param {number} person
   * @returns {Promise<(Chat & { unread: number, lastMessage?: Message, topics: (Topic & { unread: number, lastMessage?: Message })[] })[]>}
   */
  chats: async (person) => (await call('GET', `/people/${person}/chats`)).chats,
  /**
   * @param {number} person
   * @param {Place} place
   * @param {number} [limit]
   * @returns {Promise<{ messages: Message[], typing: string[], drafts: Draft[] }>}
   */
  messages: (person, { chat, topic }, limit = 200) =>
    call('GET', `/people/${person}/messages?${query({ chat, topic, limit })}`),
  /**
   * @param {number} person
   * @param {ChatRef} chat
   * @returns {Promise<{ command: string, description: string }[]>}
   */
  commands: async (person, chat) => (await call('GET', `/people/${person}/commands?${query({ chat })}`)).commands,

  /** @param {number} person @param {Place} place */
  read: (person, place) => act(person, 'read', place),
  /** @param {number} person @param {Place & { text?: string, replyTo?: number, quote?: string, [what: string]: unknown }} body */
  send: (person, body) => act(person, 'send', body),
  /** @param {number} person @param {{ chat: ChatRef, messageId: number, text: string }} body */
  edit: (person, body) => act(person, 'edit', body),
  /** @param {number} person @param {{ chat: ChatRef, messageId: number }} body */
  delete: (person, body) => act(person, 'delete', body),
  /**
   * @param {number} person
   * @param {{ chat: ChatRef, button: string, messageId: number }} body
   * @returns {Promise<{ answer?: { text?: string, alert: boolean }, url?: string }>}
   */
  tap: (person, body) => act(person, 'tap', body),
  /** @param {number} person @param {{ chat: ChatRef, messageId: number, emoji: string | null }} body */
  react: (person, body) => act(person, 'react', body),
  /** @param {number} person @param {{ chat: ChatRef, messageId: number, to: ChatRef, topic?: number }} body */
  forward: (person, body) => act(person, 'forward', body),
  /** @param {number} person @param {{ chat: ChatRef, messageId: number, options: string[] }} body none takes the vote back */
  vote: (person, body) => act(person, 'vote', body),
  /** @param {number} person @param {{ chat: ChatRef, messageId: number }} body */
  pin: (person, body) => act(person, 'pin', body),
  /** @param {number} person @param {{ chat: ChatRef, messageId: number }} body */
  unpin: (person, body) => act(person, 'unpin', body),
  /** @param {number} person @param {string} link */
  open: (person, link) => act(person, 'open', { link }),
  /** @param {number} person @param {string} bot its username, without @ */
  block: (person, bot) => act(person, 'block', { bot: `@${bot}` }),
  /** @param {number} person @param {string} bot its username, without @ */
  unblock: (person, bot) => act(person, 'unblock', { bot: `@${bot}` }),

  /** @param {string} firstName @returns {Promise<Person>} */
  addPerson: async (firstName) => (await call('POST', '/people', { firstName })).person,
  /** @param {number} ms */
  advance: (ms) => call('POST', '/clock/advance', { ms }),
}
