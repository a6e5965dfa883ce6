/** Where an answer comes from, as a reader finds it: "Boundaries workbook, p. 12". */
import type { Anchor } from '../../coaching/knowledge/document.ts'
import type { Source } from '../../coaching/knowledge/sources.ts'
import type { Texts } from '../../locales/texts.ts'

const longestTitle = 80

/** Undefined when there is nothing to name. */
export function renderSources(
  sources: readonly Source[] | undefined,
  language: string,
  texts: Texts,
): string | undefined {
  if (!sources || sources.length === 0) return undefined
  const places = sources.map(({ title, anchor }) => renderPlace(title, anchor, language, texts))
  return `📄 ${[...new Set(places)].join(' · ')}`
}

/** With quotes and their places: "Workbook 3, p. 4". */
export function renderPlace(title: string, anchor: Anchor | undefined, language: string, texts: Texts): string {
  return [shortened(title), ...placeOf(anchor, language, texts)].join(', ')
}

function placeOf(anchor: Anchor | undefined, language: string, texts: Texts): string[] {
  if (!anchor) return []
  if (anchor.kind === 'time') return [clockTime(anchor.fromMs)]
  const { from, to } = anchor
  return [texts.render(language, `source-${anchor.kind}`, { at: from === to ? `${from}` : `${from}–${to}` })]
}

/** 3:05, 1:03:05 */
function clockTime(ms: number): string {
  const seconds = Math.floor(ms / 1_000)
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60]
  const shown = parts[0] === 0 ? parts.slice(1) : parts
  return shown.map((part, at) => (at === 0 ? `${part}` : `${part}`.padStart(2, '0'))).join(':')
}

function shortened(title: string): string {
  const line = title.replace(/\s+/g, ' ').trim()
  return line.length > longestTitle ? `${line.slice(0, longestTitle - 1).toWellFormed()}…` : line
}
