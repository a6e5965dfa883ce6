/** What a coach sees of their documents: the list, and one of them. */
import type { DocumentView } from '../../coaching/knowledge/ports.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import type { ReplyButton } from '../replies.ts'

export type DocsScreen = { text: string; buttons: ReplyButton[][] }
export type DocsPage = { words: string; page: number }

export const docsPerPage = 8
const perRow = 4
const listedTitle = 80
/** Of the words that are looked for, so that they fit behind a button. */
const wordBytes = 30

type Reader = { language: string; timezone: string }

/** As much of the words as a button can carry: what is found by their beginning holds all that is found by them. */
export function clipWords(words: string): string {
  let clipped = words.trim()
  while (Buffer.byteLength(clipped) > wordBytes) clipped = clipped.slice(0, -1)
  return clipped.toWellFormed().replaceAll('\u{FFFD}', '').trim()
}

export function writePage({ words, page }: DocsPage): string {
  return `${page}${words ? `.${Buffer.from(words).toString('base64url')}` : ''}`
}

export function readPage(subject: string): DocsPage {
  const [page = '0', words = ''] = subject.split('.')
  return { page: Number(page), words: clipWords(Buffer.from(words, 'base64url').toString()) }
}

type DocsFacts = {
  total: number
  conflicts: number
  language: string
  hasPage: boolean
  reindexing: { done: number; total: number } | undefined
}

/** @param documents of this page, and one more if there is another page */
export function renderDocs(
  documents: readonly DocumentView[],
  { words, page }: DocsPage,
  { total, conflicts, language, hasPage, reindexing }: DocsFacts,
  texts: Texts,
): DocsScreen {
  const say = (key: TextKey, params = {}) => texts.render(language, key, params)
  if (total === 0) return { text: say(hasPage ? 'docs-none-upload' : 'docs-none'), buttons: [] }
  const all: ReplyButton = { key: 'docs-all-button', action: 'docs_page', subject: '0' }
  if (documents.length === 0)
    return { text: words ? say('docs-not-found', { words }) : say('docs-list', { count: total }), buttons: [[all]] }
  const shown = documents.slice(0, docsPerPage)
  const numberOf = (index: number) => page * docsPerPage + index + 1
  const lines = shown.map((document, index) => `${numberOf(index)}. ${describeShortly(document, language, texts)}`)
  const numbers = shown.map(
    ({ id }, index): ReplyButton => ({
      key: 'rules-number-button',
      params: { number: String(numberOf(index)) },
      action: 'doc_show',
      subject: id,
    }),
  )
  const turn = (to: number, key: TextKey): ReplyButton => ({
    ...{ key, action: 'docs_page', subject: writePage({ words, page: to }) },
  })
  const rows = [
    numbers.slice(0, perRow),
    numbers.slice(perRow),
    [
      ...(page > 0 ? [turn(page - 1, 'texts-back-button')] : []),
      ...(documents.length > docsPerPage ? [turn(page + 1, 'texts-next-button')] : []),
    ],
    conflicts > 0 ? [{ key: 'conflicts-button', action: 'conflicts', subject: 'open' } as const] : [],
    words ? [all] : [],
  ]
  const head = words ? say('docs-found', { words }) : say('docs-list', { count: total })
  const how = [
    ...(reindexing ? [say('docs-reindexing', reindexing)] : []),
    ...(conflicts > 0 ? [say('docs-conflicts', { count: conflicts })] : []),
    ...(words ? [] : [say('docs-how')]),
  ]
  return { text: [head, lines.join('\n'), ...how].join('\n\n'), buttons: rows.filter((row) => row.length > 0) }
}

export function renderDoc(document: DocumentView, { language, timezone }: Reader, texts: Texts): DocsScreen {
  const { id, title, fileName, status, problem, createdAt } = document
  const say = (key: TextKey, params = {}) => texts.render(language, key, params)
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: timezone }).format(createdAt)
  const lines = [
    say('batch-quoted', { title }),
    ...(document.origin === 'snippet' ? [] : [fileName]),
    [stateOf(document, language, texts), ...measuresOf(document, language, texts)].join(', '),
    say('docs-added', { date }),
    ...(problem ? ['', say(`document-problem-${problem.replaceAll('_', '-')}` as TextKey)] : []),
  ]
  const again: ReplyButton[] = [{ key: 'upload-again-button', action: 'doc_again', subject: id }]
  const start: ReplyButton[] = [{ key: 'batch-start-button', action: 'doc_again', subject: id }]
  return {
    text: lines.join('\n'),
    buttons: [
      ...(status === 'failed' ? [again] : []),
      ...(status === 'asked' ? [start] : []),
      [
        { key: 'docs-rename-button', action: 'doc_rename', subject: id },
        { key: 'docs-remove-button', action: 'doc_remove', subject: id },
      ],
      [{ key: 'docs-all-button', action: 'docs_page', subject: '0' }],
    ],
  }
}

/** What was removed can be had back for a while. */
export function renderRemoved(
  { id, title }: Pick<DocumentView, 'id' | 'title'>,
  language: string,
  texts: Texts,
): DocsScreen {
  return {
    text: texts.render(language, 'docs-removed', { title }),
    buttons: [
      [
        { key: 'docs-undo-button', action: 'doc_undo', subject: id },
        { key: 'docs-all-button', action: 'docs_page', subject: '0' },
      ],
    ],
  }
}

function describeShortly(document: DocumentView, language: string, texts: Texts): string {
  const title =
    document.title.length > listedTitle ? `${document.title.slice(0, listedTitle).toWellFormed()}…` : document.title
  const facts = [stateOf(document, language, texts), ...measuresOf(document, language, texts)]
  return `${title} (${facts.join(', ')})`
}

function stateOf({ status, progress }: DocumentView, language: string, texts: Texts): string {
  return texts.render(language, `docs-state-${status}`, { percent: Math.round(progress * 100) })
}

function measuresOf({ pages, durationMs, sizeBytes }: DocumentView, language: string, texts: Texts): string[] {
  const minutes = durationMs === undefined ? undefined : Math.max(1, Math.round(durationMs / 60_000))
  return [
    ...(pages === undefined ? [] : [texts.render(language, 'docs-pages', { pages })]),
    ...(minutes === undefined ? [] : [texts.render(language, 'batch-minutes', { minutes })]),
    sizeOf(sizeBytes, language),
  ]
}

function sizeOf(bytes: number, language: string): string {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 })
  if (bytes < 1024) return `${bytes} B`
  return bytes < 1024 ** 2 ? `${Math.round(bytes / 1024)} KB` : `${number.format(bytes / 1024 ** 2)} MB`
}
