/** What a coach reads of files that came together: how far they are, and what is to be done about those that got stuck. */
import { type BatchItem, type BatchView, isSettled } from '../../coaching/knowledge/batches.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import type { ReplyButton } from '../replies.ts'
import { renderConflict } from './conflict.ts'
import { type Formatted, join, plain } from './formatted.ts'

/** More are counted: a message of Telegram's has 4,096 characters. */
const linesAtMost = 12
const namesAtMost = 5
const titleLength = 60

export type BatchSetting = {
  /** Of what is asked about; undefined without a key, null where the price is not known. */
  speechCostUsd: number | null | undefined
  /** Where larger files can be sent. */
  hasPage: boolean
}
type Shown = { text: Formatted; buttons: ReplyButton[][] }

export function renderBatch(view: BatchView, { speechCostUsd, hasPage }: BatchSetting, texts: Texts): Shown {
  const { batchId, language, items, conflicts } = view
  const [conflict] = conflicts
  const say = (key: TextKey, params = {}) => texts.render(language, key, params)
  const [only] = items
  const asked = items.filter(({ state }) => state === 'asked')
  const leftOut = items.filter(({ state }) => state === 'left_out')
  const older = items.filter(({ hasOlder }) => hasOlder)
  if (!only) return { text: plain(say('batch-nothing')), buttons: [] }

  const paragraphs = [
    items.length === 1 ? sayOne(only) : summary(),
    problems(),
    known(),
    olderOnes(),
    contradiction(),
    speech(),
  ]
  return {
    text: join(
      paragraphs.flat().filter((part) => part !== ''),
      '\n\n',
    ),
    buttons: [...speechButtons(), ...olderButtons(), ...(conflict ? conflictButtons(conflict.id) : [])],
  }

  function sayOne(item: BatchItem): string {
    const title = short(item.title)
    if (whatIs(item) === 'needs_you' || item.state === 'asked') return ''
    if (item.state === 'left_out') return say('batch-left-out', { title })
    if (item.isKnown && item.document?.status === 'ready') return ''
    if (!item.document) return say('batch-come', { title })
    const { status, progress, pages } = item.document
    if (status === 'ready')
      return pages === undefined ? say('batch-ready', { title }) : say('batch-ready-pages', { title, pages })
    if (status === 'queued') return say('batch-waits', { title })
    const percent = Math.round(progress * 100)
    return say(status === 'extracting' ? 'batch-reading' : 'batch-learning', { title, percent })
  }

  function summary(): string {
    const counts = new Map<string, number>()
    for (const item of items) counts.set(whatIs(item), (counts.get(whatIs(item)) ?? 0) + 1)
    const parts = (['ready', 'under_way', 'needs_you', 'known', 'left_out'] as const).flatMap((what) => {
      const count = counts.get(what)
      return count ? [say(`batch-${what.replaceAll('_', '-')}-count` as TextKey, { count })] : []
    })
    const line = parts.join(', ')
    return isSettled(view) && counts.get('ready') === items.length
      ? say('batch-all-ready', { count: items.length })
      : line
  }

  function problems(): string {
    const stuck = items.filter((item) => whatIs(item) === 'needs_you')
    const lines = stuck.slice(0, linesAtMost).map((item) => {
      const line = say('batch-problem', { title: short(item.title), problem: say(problemKey(item, hasPage)) })
      return stuck.length > 1 ? `• ${line}` : line
    })
    if (stuck.length > linesAtMost) lines.push(say('batch-more', { count: stuck.length - linesAtMost }))
    return lines.join('\n')
  }

  function known(): string {
    const found = items.filter((item) => whatIs(item) === 'known')
    return found.length === 0 ? '' : say('batch-known', { count: found.length, titles: namesOf(found) })
  }

  function olderOnes(): string {
    return older.length === 0 ? '' : say('batch-older', { count: older.length, titles: namesOf(older) })
  }

  function contradiction(): string {
    if (!conflict) return ''
    const line = renderConflict(conflict, language, texts)
    return conflicts.length > 1 ? `${line} ${say('conflict-more', { count: conflicts.length - 1 })}` : line
  }

  function speech(): string {
    if (asked.length === 0) return ''
    const duration = durationOf(asked.reduce((sum, { speechMs = 0 }) => sum + speechMs, 0))
    const facts = { count: asked.length, duration }
    // What came by another way stands above no file that would say which it is.
    const named = asked.some(({ document }) => document) ? `${namesOf(asked)}\n` : ''
    if (speechCostUsd === undefined) return named + say('batch-speech-no-key', facts)
    if (speechCostUsd === null) return named + say('batch-speech-unpriced', facts)
    return named + say('batch-speech', { ...facts, cost: dollars(speechCostUsd) })
  }

  function speechButtons(): ReplyButton[][] {
    const start = { action: 'batch_start' as const, subject: batchId }
    if (asked.length > 0)
      return [
        [
          { key: 'batch-start-button', ...start },
          {
            key: asked.length < items.length ? 'batch-texts-button' : 'batch-leave-out-button',
            ...{ action: 'batch_leave_out', subject: batchId },
          },
        ],
      ]
    return leftOut.length > 0 ? [[{ key: 'batch-start-after-all-button', ...start }]] : []
  }

  function olderButtons(): ReplyButton[][] {
    if (older.length === 0) return []
    const [replace, keep] =
      older.length === 1
        ? (['batch-replace-button', 'upload-keep-button'] as const)
        : (['upload-replace-all-button', 'upload-keep-all-button'] as const)
    return [
      [
        { key: replace, action: 'batch_replace', subject: batchId },
        { key: keep, action: 'batch_keep', subject: batchId },
      ],
    ]
  }

  function namesOf(found: readonly BatchItem[]): string {
    const names = found.slice(0, namesAtMost).map(({ title }) => say('batch-quoted', { title: short(title) }))
    const more = found.length > namesAtMost ? [say('batch-more-names', { count: found.length - namesAtMost })] : []
    return [...names, ...more].join(', ')
  }

  function durationOf(ms: number): string {
    const minutes = Math.max(1, Math.round(ms / 60_000))
    const hours = Math.floor(minutes / 60)
    return hours > 0 ? say('batch-hours', { hours, minutes: minutes % 60 }) : say('batch-minutes', { minutes })
  }

  function dollars(usd: number): string {
    return new Intl.NumberFormat(language, { style: 'currency', currency: 'USD' }).format(Math.max(usd, 0.01))
  }
}

function conflictButtons(subject: string): ReplyButton[][] {
  return [
    [
      { key: 'upload-keep-button', action: 'batch_conflict_keep', subject },
      { key: 'conflict-remove-button', action: 'batch_conflict_remove', subject },
      { key: 'conflict-show-button', action: 'batch_conflict_show', subject },
    ],
  ]
}

function whatIs({ state, problem, isKnown, document }: BatchItem) {
  if (problem !== undefined) return 'needs_you'
  if (state === 'left_out') return 'left_out'
  if (document?.status !== 'ready') return 'under_way'
  return isKnown ? 'known' : 'ready'
}

function problemKey({ problem }: BatchItem, hasPage: boolean): TextKey {
  if (problem === 'too_big_for_telegram') return hasPage ? 'file-too-big-upload' : 'file-too-big-pieces'
  if (problem === 'not_fetched') return 'file-not-fetched'
  if (problem === 'no_room') return 'file-no-room'
  return `document-problem-${problem?.replaceAll('_', '-')}` as TextKey
}

function short(title: string): string {
  return title.length > titleLength
    ? `${title
        .slice(0, titleLength - 1)
        .trimEnd()
        .toWellFormed()}…`
    : title
}
