/**
 * The model's Markdown as text and entities.
 *
 * Models write a small part of Markdown, and not always well: what is not clearly markup stays as it was written.
 */
import { blockquote, bold, concat, type Formatted, join, pre } from './formatted.ts'
import { renderInline } from './markdown-inline.ts'

/** Never throws, whatever the text. */
export function renderMarkdown(markdown: string): Formatted {
  const lines = markdown.toWellFormed().replaceAll('\r\n', '\n').split('\n')
  const blocks: Formatted[] = []
  for (let at = 0; at < lines.length; ) {
    const { block, next } = readFence(lines, at) ??
      readQuote(lines, at) ?? { block: renderLine(lines[at] ?? ''), next: at + 1 }
    blocks.push(block)
    at = next
  }
  return join(blocks, '\n')
}

type Block = { block: Formatted; next: number }

function readFence(lines: readonly string[], at: number): Block | undefined {
  const open = /^ {0,3}(`{3,}|~{3,}) ?([\w+#.-]{0,30})[ \t]*$/.exec(lines[at] ?? '')
  if (!open) return undefined
  const [, fence = '', language] = open
  const end = lines.findIndex((line, index) => index > at && line.trim() === fence)
  if (end < 0) return undefined
  return { block: pre(lines.slice(at + 1, end).join('\n'), language), next: end + 1 }
}

function readQuote(lines: readonly string[], at: number): Block | undefined {
  let next = at
  while (next < lines.length && /^ {0,3}>/.test(lines[next] ?? '')) next++
  if (next === at) return undefined
  const quoted = lines.slice(at, next).map((line) => renderLine(line.replace(/^ {0,3}>+ ?/, '')))
  return { block: blockquote(join(quoted, '\n')), next }
}

function renderLine(line: string): Formatted {
  const heading = /^ {0,3}#{1,6}[ \t]+(\S.*)$/.exec(line)
  if (heading?.[1]) return bold(withoutBold(renderInline(heading[1])))
  const item = /^([ \t]*)[-*+][ \t]+(\S.*)$/.exec(line)
  if (item?.[2]) return concat(`${item[1] ?? ''}• `, renderInline(item[2]))
  return renderInline(line)
}

/** "# **Title**" is bold once. */
function withoutBold({ text, entities }: Formatted): Formatted {
  return { text, entities: entities.filter((entity) => entity.type !== 'bold') }
}
