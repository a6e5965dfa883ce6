import { marked, type Token, type Tokens } from 'marked'
import type { Block } from '../../coaching/knowledge/document.ts'
import { readHtml } from './html.ts'
import { createTable } from './tables.ts'

/** GitHub's Markdown, with the marks taken off. What stands before it as YAML is about the file, not in it. */
export function readMarkdown(markdown: string, emit: (block: Block) => void): { title: string | undefined } {
  const { title, body } = withoutFrontMatter(markdown)
  for (const token of marked.lexer(body)) readBlock(token, emit, -1)
  return { title }
}

function readBlock(token: Token, emit: (block: Block) => void, depth: number): void {
  if (token.type === 'heading') emit({ kind: 'heading', level: token['depth'], text: plain(token) })
  else if (token.type === 'list') for (const item of (token as Tokens.List).items) readItem(item, emit, depth + 1)
  else if (token.type === 'code') emit({ kind: 'code', text: token['text'] })
  else if (token.type === 'table') readTable(token as Tokens.Table, emit)
  else if (token.type === 'html') readHtml(token['text'], emit)
  else if (token.type === 'blockquote') for (const inner of token['tokens'] ?? []) readBlock(inner, emit, depth)
  else if (token.type === 'paragraph' || token.type === 'text') emit({ kind: 'paragraph', text: plain(token) })
}

/** The words of an item up to the first list inside it are the item; its further blocks follow. */
function readItem(item: Tokens.ListItem, emit: (block: Block) => void, depth: number): void {
  const inline = item.tokens.findIndex(({ type }) => type === 'text' || type === 'paragraph')
  for (const [index, token] of item.tokens.entries()) {
    if (index === inline) emit({ kind: 'list_item', depth, text: plain(token) })
    else readBlock(token, emit, depth)
  }
}

function readTable({ header, rows }: Tokens.Table, emit: (block: Block) => void): void {
  const table = createTable(emit)
  table.row(header.map(plain), { isHeader: true })
  for (const row of rows) table.row(row.map(plain))
  table.end()
}

/** The words of a token, without what marks them. A picture is what is said of it. */
function plain(token: Token | Tokens.TableCell): string {
  if ('tokens' in token && token.tokens) return token.tokens.map(plain).join('')
  if (!('type' in token)) return token.text
  if (token.type === 'br') return '\n'
  if (token.type === 'html') return token['text'].startsWith('<br') ? '\n' : ''
  if (token.type === 'text' || token.type === 'codespan' || token.type === 'escape' || token.type === 'image') {
    return unescaped(token['text'])
  }
  return 'text' in token ? String(token['text']) : ''
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', apos: "'" }

function unescaped(text: string): string {
  return text.replace(/&(#\d{1,7}|#x[\da-f]{1,6}|[a-z]+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole
    const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}

function withoutFrontMatter(markdown: string): { title: string | undefined; body: string } {
  const [matter, yaml = ''] = /^\ufeff?---\r?\n([\s\S]{0,20000}?)\r?\n(?:---|\.\.\.)\s*\r?\n/.exec(markdown) ?? []
  if (matter === undefined) return { title: undefined, body: markdown }
  const title = /^title:\s*["']?(.+?)["']?\s*$/m.exec(yaml)?.[1]
  return { title, body: markdown.slice(matter.length) }
}
