/** An alert that says why now and quotes the client's last words; later with what else the coach should know. */
import { type BriefingPart, briefingParts } from '../../coaching/handoff/briefing.ts'
import type { ClaimedDelivery, PointedAt, WrittenBriefing } from '../../coaching/ports/deliveries.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import { timeOf } from './board.ts'
import { blockquote, bold, concat, type Formatted, join, link, mention, plain } from './formatted.ts'
import { splitFormatted } from './split.ts'

/** What is read at a glance, in UTF-16 units. */
export const briefingLimit = 899
const headAtMost = 200
const quoteAtMost = 400
const lineAtMost = 180
/** A line with less room than this says nothing. */
const lineAtLeast = 40
const pointersAtMost = 2

/** With little room, what a coach needs first. */
const byWeight: readonly BriefingPart[] = ['opening', 'wants', 'tried', 'matters']

type Briefing = Pick<WrittenBriefing, 'alert'> & Partial<Omit<WrittenBriefing, 'alert'>>
type Line = WrittenBriefing['lines'][number]
type Where = Pick<ClaimedDelivery, 'createdAt'> & {
  coach: Pick<ClaimedDelivery['coach'], 'language' | 'timezone' | 'groupChatId' | 'groupIsForum'>
  client: Pick<ClaimedDelivery['client'], 'topicId'>
}

/** One message of `briefingLimit` units at most, whatever it is made from: cut where sentences end. */
export function renderBriefing(briefing: Briefing, where: Where, texts: Texts): Formatted {
  const { alert, quoted, lines = [], isAsked = false } = briefing
  const { language } = where.coach
  const say = (key: string, params = {}) => texts.render(language, key as TextKey, params)
  const why = (alert.why ?? []).map(({ key, params }) => say(key, params)).join(' · ')
  const head = [cut(say(alert.key, alert.params), headAtMost), ...(why ? [cut(why, headAtMost)] : [])].map(plain)
  const words = alert.quote?.trim() ? [quoteOf(alert.quote.trim(), quoted, where)] : []
  const fixed = [...head, ...(alert.mention ? [mention(alert.mention)] : []), ...words]
  const failed = isAsked && briefing.place !== undefined && lines.length === 0
  const added = failed ? [plain(say('briefing-failed'))] : fitting(lines, lengthOf(fixed), where, say)
  return join([...fixed, ...added], '\n')
}

/** The weightiest that fit, in the order of a briefing. */
function fitting(lines: readonly Line[], taken: number, where: Where, say: (key: string) => string): Formatted[] {
  let left = briefingLimit - taken
  const shown = new Map<Line, Formatted>()
  const weighted = byWeight.flatMap((part) => lines.filter((line) => line.part === part))
  for (const line of weighted) {
    const label = bold(plain(`${say(`briefing-${line.part}`)}: `))
    const pointers = pointersOf(line.evidence, where)
    const room = Math.min(lineAtMost, left - label.text.length - pointers.text.length - 1)
    if (room < lineAtLeast) continue
    const rendered = concat(label, plain(cut(line.text, room)), pointers)
    left -= rendered.text.length + 1
    shown.set(line, rendered)
  }
  return briefingParts.flatMap((part) => lines.flatMap((line) => (line.part === part ? (shown.get(line) ?? []) : [])))
}

function quoteOf(words: string, message: PointedAt | undefined, where: Where): Formatted {
  return blockquote(concat(plain(cut(words, quoteAtMost)), pointersOf(message ? [message] : [], where)))
}

/** When it was said, as a link to it where the coach has it in the group: " (14:05)". */
function pointersOf(evidence: readonly PointedAt[], where: Where): Formatted {
  if (evidence.length === 0) return plain('')
  const newest = [...evidence].sort((one, other) => other.at.getTime() - one.at.getTime()).slice(0, pointersAtMost)
  const times = newest.reverse().map((message) => {
    const time = plain(timeOf(message.at, where.coach, where.createdAt))
    const url = message.shown && urlOf(message.shown, where)
    return url ? link(time, url) : time
  })
  return concat(' (', join(times, ', '), ')')
}

/** Only a supergroup's messages have addresses; what is older than the topic went with the one before it. */
function urlOf({ chatId, telegramMessageId }: NonNullable<PointedAt['shown']>, { coach, client }: Where) {
  const internalId = /^-100(\d+)$/.exec(String(chatId))?.[1]
  if (!internalId || chatId !== coach.groupChatId) return undefined
  if (!coach.groupIsForum || client.topicId === undefined) return `https://t.me/c/${internalId}/${telegramMessageId}`
  if (telegramMessageId < client.topicId) return undefined
  return `https://t.me/c/${internalId}/${client.topicId}/${telegramMessageId}`
}

/** At the end of a sentence where there is one, else of a word. */
function cut(text: string, atMost: number): string {
  const whole = text.toWellFormed()
  if (whole.length <= atMost) return whole
  const [first] = splitFormatted(plain(whole), atMost - 2)
  return `${first?.text ?? ''} …`
}

function lengthOf(parts: readonly Formatted[]): number {
  return parts.reduce((sum, { text }) => sum + text.length + 1, 0)
}
