import type { Block } from '../../coaching/knowledge/document.ts'

const bullet = /^(\s*)(?:[-*•‣◦▪–]|\d{1,3}[.)])\s+(\S.*)$/

/**
 * Text as people type it: paragraphs apart by empty lines, lines that begin like a list, and lines underlined or written
 * in capitals above a paragraph as headings. Lines broken at the edge of a narrow window are one paragraph.
 */
export function readPlainText(text: string, emit: (block: Block) => void): void {
  for (const part of text.replace(/\r\n?/g, '\n').split(/\n[^\S\n]*(?:\n[^\S\n]*)+/)) readPart(part.split('\n'), emit)
}

function readPart(lines: readonly string[], emit: (block: Block) => void): void {
  let open: string[] = []
  const close = () => {
    if (open.length > 0) emit({ kind: 'paragraph', text: rejoin(open) })
    open = []
  }
  let item: { depth: number; lines: string[] } | undefined
  const closeItem = () => {
    if (item) emit({ kind: 'list_item', depth: item.depth, text: rejoin(item.lines) })
    item = undefined
  }

  for (const [index, line] of lines.entries()) {
    const [, indent, said] = bullet.exec(line) ?? []
    const next = lines[index + 1]
    if (said !== undefined) {
      close()
      closeItem()
      item = { depth: Math.min(5, Math.floor((indent?.replaceAll('\t', '  ').length ?? 0) / 2)), lines: [said] }
    } else if (item && /^\s+\S/.test(line)) {
      item.lines.push(line)
    } else if (/^\s*(={3,}|-{3,}|_{3,}|\*{3,})\s*$/.test(line)) {
      // The rule under a heading, or between two parts.
      closeItem()
      const above = open.length === 1 ? open.pop() : undefined
      if (above !== undefined) emit({ kind: 'heading', level: line.trim().startsWith('=') ? 1 : 2, text: above })
      close()
    } else if (open.length === 0 && isShouted(line) && (index === 0 || next === undefined)) {
      closeItem()
      emit({ kind: 'heading', level: 2, text: line })
    } else {
      closeItem()
      open.push(line)
    }
  }
  closeItem()
  close()
}

/** "CHAPTER ONE", and not "OK" or "I AM FINE!". */
function isShouted(line: string): boolean {
  const text = line.trim()
  return text.length >= 6 && text.length <= 80 && /\p{Lu}{3}/u.test(text) && !/\p{Ll}|[.!?,;]$/u.test(text)
}

/** Long lines were broken by a machine; short ones, as of an address or a poem, by whoever wrote them. */
function rejoin(lines: readonly string[]): string {
  const longest = Math.max(...lines.map(({ length }) => length))
  return lines.map((line) => line.trim()).join(longest >= 60 ? ' ' : '\n')
}
