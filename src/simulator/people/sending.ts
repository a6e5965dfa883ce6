import { notAllowed, notFound, refused } from '../refusal.ts'
import { type NewMessage, originOf, postMessage } from '../world/messages.ts'
import { vote } from '../world/polls.ts'
import { type Chat, type Entity, generalTopicId, type Message, type PersonAccount, type Quote } from '../world/state.ts'
import { mayWriteIn } from '../world/topics.ts'
import { findMember, type World } from '../world/world.ts'
import { type Contribution, readContribution, readText } from './contributions.ts'
import { assertTopic, type ChatName, findChat, getMessage } from './screen.ts'

/** Everything a person can put into a chat. Each throws a `Refusal` where Telegram's app would not offer it. */

type Where = { chat?: ChatName; topic?: number; replyTo?: number; quote?: string }

export type Sending = Where & ({ text: string; entities?: Entity[] } | Contribution)

export type AlbumSending = Where & { album: Contribution[] }

type Content = Pick<NewMessage, 'text' | 'entities' | 'media' | 'attachment' | 'albumId' | 'forwardOf'>

export function send(world: World, person: PersonAccount, sending: Sending): Message {
  const place = findPlace(world, person, sending)
  if ('text' in sending) return put(world, person, place, readText(sending.text, sending.entities))
  const albumId = 'albumOf' in sending && sending.albumOf ? albumFor(world, place, person, sending.albumOf) : undefined
  return put(world, person, place, { ...readContribution(world, sending), albumId })
}

/** The first one answers, when there is something to answer. */
export function sendAlbum(world: World, person: PersonAccount, { album, ...where }: AlbumSending): Message[] {
  if (album.length < 2 || album.length > 10) throw refused(400, 'An album has 2 to 10 files')
  const place = findPlace(world, person, where)
  const contents = album.map((contribution) => readContribution(world, contribution))
  if (contents.some(({ media }) => !media)) throw refused(400, 'An album has nothing but files in it')
  const albumId = world.ids.callback()
  return contents.map((content) => put(world, person, place, { ...content, albumId }))
}

export function forward(
  world: World,
  person: PersonAccount,
  { chat, messageId, to, topic }: { chat?: ChatName; messageId: number; to?: ChatName; topic?: number },
): Message {
  const source = getMessage(findChat(world, person, chat), messageId)
  if (source.service || source.protected) throw notAllowed('This message cannot be forwarded')
  const place = findPlace(world, person, { chat: to, topic })
  const { text, entities, media, attachment } = source
  return put(world, person, place, { text, entities, media, attachment, forwardOf: originOf(source) })
}

export type Vote = { chat?: ChatName; messageId: number; options: string[] }

export function voteIn(world: World, person: PersonAccount, { chat, messageId, options }: Vote): Message {
  const message = getMessage(findChat(world, person, chat), messageId)
  if (message.attachment?.kind !== 'poll') throw refused(400, 'That message is no poll')
  const { poll } = message.attachment
  if (poll.isClosed) throw notAllowed('The poll is closed')
  if (options.length > 1 && !poll.allowsMultiple) throw notAllowed('The poll takes one answer')
  const indexes = options.map((text) => poll.options.findIndex((option) => option.text === text))
  if (indexes.includes(-1)) throw notFound(`The poll has no option "${options[indexes.indexOf(-1)]}"`)
  vote(world, message, poll, person, indexes)
  return message
}

type Destination = { chat: Chat; threadId?: number; replyToId?: number; quote?: Quote; anonymous: boolean }

function findPlace(world: World, person: PersonAccount, { chat: name, topic, replyTo, quote }: Where): Destination {
  const chat = findChat(world, person, name)
  const replied = replyTo === undefined ? undefined : getMessage(chat, replyTo)
  const threadId = chooseThread(chat, topic, replied)
  assertMayWrite(chat, person, threadId)
  const member = chat.type === 'private' ? undefined : findMember(chat, person.id)
  return {
    chat,
    threadId,
    replyToId: replyTo,
    quote: replied && quote !== undefined ? findQuote(replied, quote) : undefined,
    anonymous: member?.isAnonymous ?? false,
  }
}

function findQuote(replied: Message, text: string): Quote {
  const position = replied.text.indexOf(text)
  if (position < 0 || text === '') throw refused(400, 'The message replied to does not say that')
  return { text, position }
}

function put(world: World, person: PersonAccount, place: Destination, content: Content): Message {
  return postMessage(world, { ...place, ...content, from: person })
}

/** A reply goes where the message it answers is; otherwise into the topic that is open. */
function chooseThread(chat: Chat, topic: number | undefined, replied: Message | undefined): number | undefined {
  assertTopic(chat, topic)
  if (chat.type === 'private') return undefined
  if (chat.isForum) return replied?.threadId ?? topic ?? generalTopicId
  return replied && (replied.threadId ?? replied.id)
}

function assertMayWrite(chat: Chat, person: PersonAccount, threadId: number | undefined) {
  if (chat.type === 'private') {
    if (chat.blocked) throw notAllowed(`${person.firstName} has blocked @${chat.bot.username}`)
    return
  }
  const topic = threadId === undefined ? undefined : chat.topics.get(threadId)
  if (topic && !mayWriteIn(chat, topic, person.id)) {
    throw notAllowed(`The topic "${topic.name}" is closed`)
  }
}

function albumFor(world: World, { chat }: Destination, person: PersonAccount, word: string): string {
  const key = `${chat.id}:${person.id}:${word}`
  const id = world.albums.get(key) ?? world.ids.callback()
  world.albums.set(key, id)
  return id
}
