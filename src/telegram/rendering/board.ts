/** Who needs the coach, as one message; and the card that opens a client's topic. */
import { type CardFacts, knownTimezone, type Need } from '../../coaching/board.ts'
import type { BoardStyle, BoardView } from '../../coaching/ports/boards.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import { bold, concat, type Formatted, join, link, plain } from './formatted.ts'
import { messageLimit } from './split.ts'

/** More lines are read by nobody, and Telegram keeps no more than 100 links in a message. */
const linesAtMost = 60
/** Room for the title and "and 63 more". */
const reserved = 200
const longestName = 40
/** Stands for the name until it is put there as a link: no name has it. */
const namePlace = '\u0001'

type Style = Pick<BoardStyle, 'language' | 'timezone'>

/** One message, whatever there is to say: the most urgent that fit, and how many more there are. */
export function renderBoard(view: BoardView, texts: Texts): Formatted {
  const { language, needs } = view
  if (needs.length === 0 && !view.deadKey) return plain(texts.render(language, 'board-nobody'))
  const lines: Formatted[] = view.deadKey ? [renderDeadKey(view.deadKey, view, texts)] : []
  const others = lines.length
  let length = 0
  for (const need of needs.slice(0, linesAtMost)) {
    const line = renderNeed(need, view, texts)
    length += line.text.length + 1
    if (length > messageLimit - reserved) break
    lines.push(line)
  }
  const left = needs.length - (lines.length - others)
  if (left > 0) lines.push(plain(texts.render(language, 'board-more', { count: left })))
  return concat(bold(plain(texts.render(language, 'board-title'))), plain('\n\n'), join(lines, '\n'))
}

function renderDeadKey(
  { since, waiting }: NonNullable<BoardView['deadKey']>,
  view: BoardView,
  texts: Texts,
): Formatted {
  return plain(texts.render(view.language, 'board-key-dead', { count: waiting, since: timeOf(since, view, view.now) }))
}

function renderNeed(need: Need, view: BoardView, texts: Texts): Formatted {
  const { language } = view
  const params = {
    client: namePlace,
    since: need.kind === 'silent' ? dayOf(need.since, view) : timeOf(need.since, view, view.now),
    ...(need.kind === 'crisis' && { grade: need.grade, leader: need.leader ?? '' }),
    ...(need.kind === 'waiting' && { reason: texts.render(language, reasonKey(need.reason)) }),
    ...(need.kind === 'unanswered' && { leader: need.leader }),
  }
  const key = keyOf(need)
  const [before = '', ...after] = texts.render(language, key, params).split(namePlace)
  return concat(plain(before), renderPlace(need, view), plain(after.join('')))
}

function keyOf(need: Need): TextKey {
  if (need.kind === 'crisis' && need.isUnattended) return 'board-crisis-unattended'
  return need.kind === 'crisis' && need.leader
    ? 'board-crisis-led'
    : need.kind === 'left_alone'
      ? 'board-left-alone'
      : `board-${need.kind}`
}

/** Who is in danger, as the way to their topic. */
export function renderInDanger(view: BoardView): Formatted[] {
  return view.needs.filter(({ kind }) => kind === 'crisis').map((need) => renderPlace(need, view))
}

/** A client's name, as the way to their topic. */
export function renderPlace(
  { clientName, topicId }: Pick<Need, 'clientName' | 'topicId'>,
  { groupChatId, groupIsForum }: Pick<BoardView, 'groupChatId' | 'groupIsForum'>,
): Formatted {
  const name = plain(clientName.slice(0, longestName))
  const internalId = /^-100(\d+)$/.exec(String(groupChatId))?.[1]
  return groupIsForum && topicId !== undefined && internalId
    ? link(name, `https://t.me/c/${internalId}/${topicId}`)
    : bold(name)
}

/** Who the client is and who leads the conversation, as the topic's pinned message. */
export function renderCard(facts: CardFacts, style: Style, texts: Texts): Formatted {
  const { language } = style
  const about = [
    ...(facts.username ? [`@${facts.username}`] : []),
    new Intl.DisplayNames(language, { type: 'language', fallback: 'code' }).of(facts.clientLanguage) ??
      facts.clientLanguage,
    texts.render(language, 'card-since', { since: dayOf(facts.clientSince, style, true) }),
  ]
  const lines = [
    bold(plain(facts.clientName)),
    plain(about.join(' · ')),
    plain(''),
    ...stateLines(facts, style, texts).map(plain),
    plain(''),
    plain(texts.render(language, 'card', { client: facts.clientName })),
  ]
  return join(lines, '\n')
}

function stateLines(facts: CardFacts, style: Style, texts: Texts): string[] {
  const { language } = style
  const { episode, state, clientStatus, handoffReason } = facts
  const say = (key: TextKey, params = {}) => texts.render(language, key, params)
  const since = timeOf(facts.stateSince, style)
  const who = {
    ai: () => say(facts.aiEnabled ? 'card-ai' : 'card-ai-off'),
    waiting: () => say('card-waiting', { since, reason: say(reasonKey(handoffReason ?? 'explicit_request')) }),
    human: () => say('card-human', { since, leader: facts.leader ?? '' }),
  }[state]()
  return [
    ...(episode ? [say('card-crisis', { grade: episode.grade, since: timeOf(episode.openedAt, style) })] : []),
    ...(clientStatus === 'blocked' || clientStatus === 'paused' ? [say(`card-${clientStatus}`)] : []),
    ...(clientStatus === 'active' || state !== 'ai' ? [who] : []),
    ...(facts.assignee ? [say('card-assigned', { member: facts.assignee })] : []),
  ]
}

function reasonKey(reason: NonNullable<CardFacts['handoffReason']>) {
  return `reason-${reason.replaceAll('_', '-')}` as TextKey
}

/** "14:05" while it is today, else with its day; without `today` always with its day, for what nobody edits at midnight. */
export function timeOf(at: Date, style: Style, today?: Date): string {
  const time = format(at, style, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const day = dayOf(at, style)
  return today && dayOf(today, style) === day ? time : `${day}, ${time}`
}

function dayOf(at: Date, style: Style, withYear = false): string {
  return format(at, style, { day: 'numeric', month: 'short', ...(withYear && { year: 'numeric' }) })
}

function format(at: Date, { language, timezone }: Style, options: Intl.DateTimeFormatOptions): string {
  const locale = language === 'en' ? 'en-GB' : language // 24 hours, and the day before the month
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: knownTimezone(timezone) }).format(at)
}
