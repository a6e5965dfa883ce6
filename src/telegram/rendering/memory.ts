/** What is remembered, as the client and the coach see it: all of it by kind, a page of a kind, one thing. */
import { languages } from '../../coaching/knowledge/languages.ts'
import { type InsightKind, insightKinds } from '../../coaching/memory/insight.ts'
import { goalStatuses, type MemoryItem, type MemoryOwner } from '../../coaching/memory/items.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import { writeMemoryPage } from '../memory/actions.ts'
import type { ReplyButton } from '../replies.ts'

export type MemoryScreen = { text: string; buttons: ReplyButton[][] }
/** The client's own words are said to them, the coach reads of them. */
export type MemoryReader = { language: string; timezone: string; isClient: boolean }

export const itemsPerPage = 5
const listedCharacters = 200
const quotedCharacters = 300
/** What is furthest back of one thing's evidence is left out, and said to be. */
const quotedAtMost = 5

export function renderKinds(
  owner: MemoryOwner,
  conversationId: string,
  counts: ReadonlyMap<InsightKind, number>,
  { language, isClient }: MemoryReader,
  texts: Texts,
): MemoryScreen {
  const { clientName: client, coachName: coach, wantsReceipts } = owner
  const say = (key: TextKey, params = {}) => texts.render(language, key, params)
  const isEmpty = counts.size === 0
  const head = isClient
    ? say(isEmpty ? 'memory-none' : 'memory-kinds', { coach })
    : say(isEmpty ? 'memory-none-coach' : 'memory-kinds-coach', { client })
  const kinds = insightKinds.flatMap((kind): ReplyButton[] => {
    const count = counts.get(kind)
    const subject = writeMemoryPage({ conversationId, kind, page: 0 })
    return count ? [{ key: `memory-kind-${kind}-button`, params: { count }, action: 'memory_page', subject }] : []
  })
  const receipts: ReplyButton = wantsReceipts
    ? { key: 'receipts-off-button', action: 'receipts_off', subject: conversationId }
    : { key: 'receipts-on-button', action: 'receipts_on', subject: conversationId }
  return {
    text: isClient ? [head, say(wantsReceipts ? 'receipts-are-on' : 'receipts-are-off')].join('\n\n') : head,
    buttons: [...inRows(kinds, 2), ...(isClient ? [[receipts]] : [])],
  }
}

/** @param items of this page, and one more if there is another page */
export function renderItems(
  items: readonly MemoryItem[],
  { conversationId, kind, page }: { conversationId: string; kind: InsightKind; page: number },
  reader: MemoryReader,
  texts: Texts,
): MemoryScreen {
  const say = (key: TextKey, params = {}) => texts.render(reader.language, key, params)
  const shown = items.slice(0, itemsPerPage)
  const lines = shown.map((item, at) => `${page * itemsPerPage + at + 1}. ${describeShortly(item, reader, texts)}`)
  const numbers = shown.map(
    ({ id }, at): ReplyButton => ({
      ...{ key: 'rules-number-button', params: { number: String(page * itemsPerPage + at + 1) } },
      ...{ action: 'memory_show', subject: id },
    }),
  )
  const turn = (to: number, key: TextKey): ReplyButton => ({
    ...{ key, action: 'memory_page', subject: writeMemoryPage({ conversationId, kind, page: to }) },
  })
  const pages = [
    ...(page > 0 ? [turn(page - 1, 'texts-back-button')] : []),
    ...(items.length > itemsPerPage && page < 99 ? [turn(page + 1, 'texts-next-button')] : []),
  ]
  const all: ReplyButton = { key: 'memory-all-button', action: 'memory_kinds', subject: conversationId }
  const title = say(`memory-kind-${kind}`)
  const how =
    shown.length > 0 ? say(reader.isClient ? 'memory-list-how' : 'memory-list-how-coach') : say('memory-list-none')
  return {
    text: [title, ...(lines.length > 0 ? [lines.join('\n')] : []), how].join('\n\n'),
    buttons: [numbers, pages, [all]].filter((row) => row.length > 0),
  }
}

export function renderItem(item: MemoryItem, reader: MemoryReader, texts: Texts): MemoryScreen {
  const { id, kind, conversationId, confirmedAt, standing } = item
  const say = (key: TextKey, params = {}) => texts.render(reader.language, key, params)
  const left = item.said.length - quotedAtMost
  const button = (key: TextKey, action: ReplyButton['action']): ReplyButton => ({ key, action, subject: id })
  const page = writeMemoryPage({ conversationId, kind, page: 0 })
  return {
    text: [
      say('memory-quoted', { text: item.text }),
      factsOf(item, reader, texts).join('\n'),
      [
        ...item.said
          .slice(-quotedAtMost)
          .map(({ at, quote }) =>
            say('memory-said', { date: dateOf(at, reader), quote: shortened(quote, quotedCharacters) }),
          ),
        ...(left > 0 ? [say('memory-said-more', { count: left })] : []),
      ].join('\n'),
      ...(standing === 'current' ? [say(reader.isClient ? 'memory-item-how' : 'memory-item-how-coach')] : []),
    ]
      .filter((part) => part !== '')
      .join('\n\n'),
    buttons: [
      ...(kind === 'goal' && standing === 'current' ? [statusButtons(item)] : []),
      [
        ...(confirmedAt ? [] : [button('memory-right-button', 'memory_right')]),
        button('memory-correct-button', 'memory_correct'),
        reader.isClient
          ? button('memory-forget-button', 'memory_forget')
          : button('memory-remove-button', 'memory_wrong'),
      ],
      [
        ...(item.hasEarlier ? [button('memory-earlier-button', 'memory_earlier')] : []),
        // Somebody has put it right, and may have been mistaken.
        ...(item.hasEarlier && confirmedAt ? [button('memory-revert-button', 'memory_revert')] : []),
        { key: 'memory-back-button', action: 'memory_page', subject: page },
      ],
    ],
  }
}

export function renderEarlier(
  item: MemoryItem,
  earlier: readonly MemoryItem[],
  reader: MemoryReader,
  texts: Texts,
): MemoryScreen {
  const lines = earlier.map(({ text, validFrom, endedAt }) =>
    texts.render(reader.language, 'memory-earlier', {
      text: shortened(text, quotedCharacters),
      from: dateOf(validFrom, reader),
      until: dateOf(endedAt ?? validFrom, reader),
    }),
  )
  return {
    text: [texts.render(reader.language, 'memory-quoted', { text: item.text }), ...lines].join('\n\n'),
    buttons: [[{ key: 'memory-back-button', action: 'memory_show', subject: item.id }]],
  }
}

function statusButtons({ id, details }: MemoryItem): ReplyButton[] {
  const now = 'status' in details ? details.status : undefined
  return goalStatuses
    .filter((status) => status !== now)
    .map((status) => ({ key: `goal-${status}-button`, action: `goal_${status}`, subject: id }))
}

function factsOf(item: MemoryItem, reader: MemoryReader, texts: Texts): string[] {
  const { details, confirmedAt, expiresAt } = item
  const say = (key: TextKey, params = {}) => texts.render(reader.language, key, params)
  return [
    ...('status' in details ? [say(`goal-is-${details.status}`)] : []),
    ...('targetDate' in details && details.targetDate && !namesDay(item.text, details.targetDate)
      ? [say('memory-by', { date: dateOf(new Date(details.targetDate), { ...reader, timezone: 'UTC' }) })]
      : []),
    ...(expiresAt ? [say('memory-until', { date: dateOf(expiresAt, reader) })] : []),
    confirmedAt ? say('memory-confirmed', { date: dateOf(confirmedAt, reader) }) : say('memory-unconfirmed'),
  ]
}

/** In its words in one of our languages, or as a number: then it need not be said once more. */
function namesDay(text: string, day: string): boolean {
  if (text.includes(day)) return true
  const at = new Date(day)
  const words = new Set(text.toLowerCase().split(/[^\p{L}\p{N}]+/u))
  const months = languages.flatMap((language) =>
    (['long', 'short'] as const).map((month) =>
      new Intl.DateTimeFormat(language, { month, timeZone: 'UTC' }).format(at).toLowerCase().replace('.', ''),
    ),
  )
  const number = String(at.getUTCDate())
  return (
    months.some((month) => words.has(month)) &&
    [number, `${number}st`, `${number}nd`, `${number}rd`, `${number}th`].some((one) => words.has(one))
  )
}

function describeShortly(item: MemoryItem, reader: MemoryReader, texts: Texts): string {
  const { text, said, validFrom, details } = item
  const date = dateOf(said.at(-1)?.at ?? validFrom, reader)
  const line = texts.render(reader.language, 'memory-line', { text: shortened(text, listedCharacters), date })
  if (!('status' in details) || details.status === 'active') return line
  return `${line} ${texts.render(reader.language, `goal-is-${details.status}`)}`
}

export function dateOf(at: Date, { language, timezone }: Pick<MemoryReader, 'language' | 'timezone'>): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: timezone }).format(at)
}

function shortened(text: string, characters: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > characters ? `${line.slice(0, characters - 1).toWellFormed()}…` : line
}

function inRows<T>(all: readonly T[], perRow: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / perRow) }, (_, at) => all.slice(at * perRow, (at + 1) * perRow))
}
