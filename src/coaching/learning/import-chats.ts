/** A coach's own words out of a Telegram Desktop export (`result.json`): what they answered, and to what. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { namesAmong } from './find-names.ts'
import { messagesAround } from './intervention.ts'
import { redact } from './redact.ts'

/** Of a chat, the newest; each is one call to the model. */
export const runsAtMost = 60
/** What is shorter says "ok". */
const wordsAtLeast = 4
const messagesAtMost = 10
const charactersAtMost = 1_000
/** What the coach writes so long after the last word answers nothing. */
const answersWithinMs = 12 * 3_600_000

const exportedMessage = z.object({
  id: z.number(),
  type: z.literal('message'),
  date: z.string(),
  date_unixtime: z.string().optional(),
  from_id: z.union([z.string(), z.number()]),
  forwarded_from: z.unknown().optional(),
  via_bot: z.unknown().optional(),
  text: z.unknown(),
})
const exportedChat = z.object({
  name: z.string().nullish(),
  type: z.string(),
  id: z.number(),
  messages: z.array(z.unknown()),
})
const wholeExport = z.object({
  personal_information: z.object({ user_id: z.number() }).optional().catch(undefined),
  chats: z.object({ list: z.array(z.unknown()) }),
})

type Said = { id: number; isMine: boolean; at: Date; text: string }
export type ExportedChat = {
  id: number
  name: string
  said: readonly Said[]
  /** Messages with words in them, and how many of them are the coach's. */
  count: number
  mine: number
}

/** What the coach wrote at one go, and what that answers; names and figures are gone from both. */
export type ImportedRun = { id: string; before: string[]; said: string[]; from: Date; to: Date }

/** It is no export, or not one as JSON. */
export class NotAnExport extends Error {
  override readonly name = 'NotAnExport'
}

/**
 * The private chats in which the coach has written, those with most of their messages first: the same file gives the same order.
 *
 * @param text of a whole export, or of one chat's
 * @param ownTelegramId of the coach, who may have exported from another account
 * @throws {NotAnExport}
 */
export function readExport(text: string, ownTelegramId: number): ExportedChat[] {
  const parsed = parseJson(text)
  const whole = wholeExport.safeParse(parsed).data
  const list = whole?.chats.list ?? [parsed]
  const chats = list.flatMap((one) => exportedChat.safeParse(one).data ?? [])
  if (!whole && chats.length === 0) throw new NotAnExport()
  const own = whole?.personal_information?.user_id
  return chats
    .filter(({ type }) => type === 'personal_chat')
    .map((chat) => toChat(chat, own ?? ownTelegramId, own !== undefined))
    .filter(({ mine }) => mine > 0)
    .sort((one, other) => other.mine - one.mine || one.id - other.id)
}

/**
 * The coach's newest answers in a chat, oldest first, without names and figures. One at a time: to find those takes a
 * while, in which nobody else is answered.
 *
 * @param names of everyone who may be named, beside whose chat it is
 */
export function* runsOf(coachId: string, chat: ExportedChat, names: readonly string[]): Generator<ImportedRun> {
  const answers = answersIn(chat.said).filter(({ said }) => wordsIn(said) >= wordsAtLeast)
  for (const { before, said } of answers.slice(-runsAtMost)) {
    const [first] = said
    const last = said.at(-1)
    if (!first || !last) continue
    const facing = before.slice(-messagesAround).map(({ text }) => shortened(text))
    const answer = said.slice(0, messagesAtMost).map(({ text }) => shortened(text))
    const among = namesAmong([...facing, ...answer], { names: [chat.name, ...names] })
    const hide = (text: string) => redact(text, { names: among })
    yield {
      ...{ id: idOf(coachId, chat.id, first.id), from: first.at, to: last.at },
      ...{ before: facing.map(hide), said: answer.map(hide) },
    }
  }
}

/** Up to a word's end: half a name would be taken for none. */
function shortened(text: string): string {
  return text.length <= charactersAtMost ? text : text.slice(0, charactersAtMost).replace(/\S*$/u, '').trimEnd()
}

function answersIn(messages: readonly Said[]): { before: Said[]; said: Said[] }[] {
  const answers: { before: Said[]; said: Said[] }[] = []
  let before: Said[] = []
  let last: Said | undefined
  for (const message of messages) {
    const open = last?.isMine ? answers.at(-1) : undefined
    const isSoon = last !== undefined && message.at.getTime() - last.at.getTime() <= answersWithinMs
    if (!message.isMine) {
      if (last?.isMine) before = []
      before.push(message)
    } else if (isSoon && open && open.said.at(-1) === last) open.said.push(message)
    else if (isSoon && !last?.isMine) answers.push({ before, said: [message] })
    last = message
  }
  return answers
}

function toChat({ id, name, messages }: z.infer<typeof exportedChat>, own: number, isSure: boolean): ExportedChat {
  const found = messages.flatMap((one) => {
    const message = exportedMessage.safeParse(one).data
    // What was forwarded, or written by a bot, is nobody's way of saying it.
    if (!message || message.forwarded_from || message.via_bot) return []
    const text = wordsOf(message.text).trim()
    const at = new Date(message.date_unixtime ? Number(message.date_unixtime) * 1_000 : message.date)
    if (text === '' || Number.isNaN(at.getTime())) return []
    return { id: message.id, by: Number(String(message.from_id).replace(/^user/, '')), at, text }
  })
  // Of one chat alone nobody says who exported it: a private chat bears the id of the other one.
  const isOwn = isSure || found.some(({ by }) => by === own)
  const said = found.map(({ by, ...rest }) => ({ ...rest, isMine: isOwn ? by === own : by !== id }))
  const mine = said.filter(({ isMine }) => isMine).length
  return { id, name: name?.trim() || '?', said, count: said.length, mine }
}

/** Formatted text comes in pieces. */
function wordsOf(text: unknown): string {
  if (typeof text === 'string') return text
  if (!Array.isArray(text)) return ''
  return text.map((piece) => (typeof piece === 'string' ? piece : String(piece?.text ?? ''))).join('')
}

function wordsIn(said: readonly Said[]): number {
  return said.reduce((sum, { text }) => sum + text.split(/\s+/u).filter((word) => /\p{L}/u.test(word)).length, 0)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new NotAnExport() // what the parser says would quote it
  }
}

/** The same for the same words, so that a chat that is imported once more adds what is new; nobody's ids can be read off it. */
function idOf(coachId: string, chatId: number, messageId: number): string {
  const hex = createHash('sha256').update(`${coachId} ${chatId} ${messageId}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
