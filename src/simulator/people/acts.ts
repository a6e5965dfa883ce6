import { specification } from '../bot-api/specification.ts'
import { notAllowed, notFound, refused } from '../refusal.ts'
import { deleteMessage, editMessage, markRead, pinMessage, setReactions, unpinMessage } from '../world/messages.ts'
import type { Chat, Message, PersonAccount } from '../world/state.ts'
import { tellBlocked, tellCallback } from '../world/updates.ts'
import { type CallbackAnswer, hasRight, type World } from '../world/world.ts'
import { readCaption, readText } from './contributions.ts'
import { type ChatName, findChat, getMessage, screenOf } from './screen.ts'
import { send } from './sending.ts'

/** What people do with their thumbs. Each act throws a `Refusal` where Telegram's app would not offer it. */

export function edit(
  world: World,
  person: PersonAccount,
  change: { chat?: ChatName; messageId: number; text: string },
): Message {
  const message = getMessage(findChat(world, person, change.chat), change.messageId)
  if (message.from.id !== person.id || message.service) throw notAllowed('Only their own messages can be edited')
  if (message.attachment) throw notAllowed('There is nothing in it to edit')
  const changed = message.media ? readCaption(change.text) : readText(change.text)
  if (changed.text !== message.text) editMessage(world, message, changed)
  return message
}

export function remove(
  world: World,
  person: PersonAccount,
  { chat: name, messageId }: { chat?: ChatName; messageId: number },
): void {
  const chat = findChat(world, person, name)
  const message = getMessage(chat, messageId)
  const mayDelete =
    chat.type === 'private' || message.from.id === person.id || hasRight(chat, person.id, 'can_delete_messages')
  if (!mayDelete) throw notAllowed(`${person.firstName} may not delete this message`)
  deleteMessage(world, message)
}

const reactionEmoji = specification.types['ReactionTypeEmoji']?.fields?.['emoji']?.values ?? []

/** `emoji: null` takes the reaction back. */
export function react(
  world: World,
  person: PersonAccount,
  { chat, messageId, emoji }: { chat?: ChatName; messageId: number; emoji: string | null },
): Message {
  const message = getMessage(findChat(world, person, chat), messageId)
  const known = emoji?.replaceAll('\ufe0f', '') // keyboards add a mark that asks for colour
  if (known !== undefined && !reactionEmoji.includes(known)) throw refused(400, `Telegram has no reaction ${emoji}`)
  setReactions(world, message, person, known === undefined ? [] : [{ type: 'emoji', emoji: known }])
  return message
}

export function pin(
  world: World,
  person: PersonAccount,
  { chat, messageId, silent = false }: { chat?: ChatName; messageId: number; silent?: boolean },
): void {
  const message = findToPin(world, person, chat, messageId)
  if (!message.pinned) pinMessage(world, message, person, silent)
}

export function unpin(
  world: World,
  person: PersonAccount,
  { chat, messageId }: { chat?: ChatName; messageId: number },
): void {
  unpinMessage(world, findToPin(world, person, chat, messageId))
}

function findToPin(world: World, person: PersonAccount, name: ChatName | undefined, messageId: number): Message {
  const chat = findChat(world, person, name)
  const message = getMessage(chat, messageId)
  const mayPin = chat.type === 'private' || hasRight(chat, person.id, 'can_pin_messages')
  if (message.service || !mayPin) throw notAllowed(`${person.firstName} may not pin this message`)
  return message
}

export function read(
  world: World,
  person: PersonAccount,
  { chat: name, topic }: { chat?: ChatName; topic?: number },
): void {
  const chat = findChat(world, person, name)
  const marked = screenOf(chat, topic).filter((message) => markRead(world, person.id, message))
  if (marked.length > 0) world.emit('chat', chat)
}

/** Pressing a deep link: the chat opens, a blocked bot is let in again, and Start is pressed. */
export function openLink(world: World, person: PersonAccount, link: string): Message {
  const { username, code } = parseLink(link)
  const bot = world.findByUsername(username)
  if (!bot?.isBot) throw notFound(`There is no bot @${username}`)
  const chat = world.openPrivateChat(person, bot)
  if (chat.blocked) setBlocked(world, person, `@${bot.username}`, false)
  return send(world, person, { chat: `@${bot.username}`, text: code ? `/start ${code}` : '/start' })
}

function parseLink(link: string): { username: string; code: string } {
  const url = URL.parse(link.includes('://') ? link : `https://${link}`)
  const isWeb = url && ['t.me', 'telegram.me'].includes(url.hostname) && /^\/\w+$/.test(url.pathname)
  const isApp = url?.protocol === 'tg:' && url.searchParams.has('domain')
  if (!url || (!isWeb && !isApp)) throw refused(400, `"${link}" is not a link to a bot`)
  if (url.searchParams.has('startgroup'))
    throw refused(400, 'Links that add a bot to a group are not followed: add it as a member')
  const code = url.searchParams.get('start') ?? ''
  if (code.length > 64 || /[^\w-]/.test(code))
    throw refused(400, 'A start code has 64 characters at most, of A-Z a-z 0-9 _ -')
  return { username: isWeb ? url.pathname.slice(1) : (url.searchParams.get('domain') ?? ''), code }
}

export function setBlocked(world: World, person: PersonAccount, botName: string, blocked: boolean): void {
  const chat = findChat(world, person, botName)
  if (chat.type !== 'private') throw refused(400, 'Only a bot can be blocked')
  if (chat.blocked === blocked) return
  chat.blocked = blocked
  tellBlocked(world, chat)
  world.emit('chat', chat)
}

export type Tapping = { chat?: ChatName; button: string; messageId?: number; topic?: number; timeoutMs?: number }

/**
 * Taps an inline button and waits until the bot has answered the callback query.
 *
 * @returns `answer` when it came in time (5 s unless said otherwise), `url` when the button or the answer opens one
 */
export async function tap(
  world: World,
  person: PersonAccount,
  tapping: Tapping,
): Promise<{ answer?: { text?: string; alert: boolean }; url?: string }> {
  const chat = findChat(world, person, tapping.chat)
  const { message, button } = findButton(chat, tapping)
  const url = button['url'] ?? undefined
  if (typeof url === 'string') return { url }
  const bot = world.bots.get(message.from.id)
  const data = button['callback_data']
  if (!bot || typeof data !== 'string') return {}

  const query = { id: world.ids.callback(), botId: bot.id, personId: person.id }
  world.callbacks.set(query.id, query)
  const answered = waitForAnswer(world, query.id, tapping.timeoutMs ?? world.patienceMs ?? 5000)
  const chatInstance = String(-Math.abs(chat.id) * 7919)
  tellCallback(bot, { id: query.id, chatInstance, from: person, message, data })
  const answer = await answered
  if (!answer) return {}
  return { answer: { text: answer.text, alert: answer.alert }, url: answer.url }
}

function findButton(chat: Chat, { button: label, messageId, topic }: Tapping) {
  const messages = messageId === undefined ? screenOf(chat, topic) : [getMessage(chat, messageId)]
  for (const message of messages.toReversed()) {
    const button = message.buttons?.flat().find((candidate) => candidate.text === label)
    if (button) return { message, button }
  }
  throw notFound(`There is no button "${label}" ${messageId === undefined ? 'on the screen' : 'on that message'}`)
}

function waitForAnswer(world: World, queryId: string, timeoutMs: number): Promise<CallbackAnswer | undefined> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer)
      stopListening()
      world.closing.removeEventListener('abort', finish)
      resolve(world.callbacks.get(queryId)?.answer)
    }
    const timer = setTimeout(finish, timeoutMs)
    const stopListening = world.onEvent(({ kind }) => {
      if (kind === 'answer' && world.callbacks.get(queryId)?.answer) finish()
    })
    world.closing.addEventListener('abort', finish)
  })
}
