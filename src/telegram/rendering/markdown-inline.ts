/** One line of Markdown: emphasis, code and links, paired the way CommonMark pairs them. */
import { bold, code, concat, type Formatted, italic, link, plain, strikethrough } from './formatted.ts'

/** A run of `*`, `_` or `~`: some of it may turn out to be markup, the rest is text. */
type Run = {
  marker: string
  length: number
  unused: number
  canOpen: boolean
  canClose: boolean
  opens: Pair[]
  closes: Pair[]
}
type Pair = { render: (part: Formatted) => Formatted }
type Node = Formatted | Run

/** @see https://spec.commonmark.org/0.31.2/#phase-2-inline-structure */
export function renderInline(text: string): Formatted {
  const nodes = readNodes(text)
  pairRuns(nodes.filter(isRun))
  return renderNodes(nodes)
}

function isRun(node: Node): node is Run {
  return 'marker' in node
}

function readNodes(text: string): Node[] {
  const nodes: Node[] = []
  // Backticks that found no partner find none further on either.
  const unpaired = new Set<string>()
  let literal = ''
  const add = (node: Node) => {
    if (literal !== '') nodes.push(plain(literal))
    literal = ''
    nodes.push(node)
  }
  for (let at = 0; at < text.length; ) {
    const escaped = /^\\[\\`*_~[\]()#>+.!-]/.test(text.slice(at, at + 2))
    const found = escaped ? undefined : (readCode(text, at, unpaired) ?? readLink(text, at) ?? readRun(text, at))
    if (found) add(found.node)
    else literal += text.charAt(escaped ? at + 1 : at)
    at += found?.length ?? (escaped ? 2 : 1)
  }
  if (literal !== '') nodes.push(plain(literal))
  return nodes
}

type Found = { node: Node; length: number } | undefined

function readCode(text: string, at: number, unpaired: Set<string>): Found {
  const marker = text[at] === '`' && text[at - 1] !== '`' ? /^`+/.exec(text.slice(at, at + 20))?.[0] : undefined
  if (!marker || unpaired.has(marker)) return undefined
  const end = text.indexOf(marker, at + marker.length)
  if (end < 0) unpaired.add(marker)
  const content = text.slice(at + marker.length, end)
  if (end < 0 || content.trim() === '') return undefined
  return { node: code(content), length: end + marker.length - at }
}

function readLink(text: string, at: number): Found {
  if (text[at] !== '[') return undefined
  const found = /^\[([^[\]]{1,500})\]\(([^()\s]{1,2000})\)/.exec(text.slice(at, at + 2600))
  const [whole = '', label = '', url = ''] = found ?? []
  const isSafe = /^(https?|tg):\/\//i.test(url) && URL.canParse(url)
  if (!isSafe || label.trim() === '') return undefined
  return { node: link(renderInline(label), url), length: whole.length }
}

function readRun(text: string, at: number): Found {
  const marker = text.charAt(at)
  if (marker !== '*' && marker !== '_' && marker !== '~') return undefined
  let end = at
  while (text[end] === marker) end++
  const before = kindOf([...text.slice(Math.max(0, at - 2), at)].at(-1))
  const after = kindOf([...text.slice(end, end + 2)][0])
  const opens = after !== 'space' && (after !== 'punctuation' || before !== 'word')
  const closes = before !== 'space' && (before !== 'punctuation' || after !== 'word')
  const isInWord = marker === '_' // snake_case_names are no emphasis
  const node: Run = {
    marker,
    length: end - at,
    unused: end - at,
    canOpen: opens && (!isInWord || !closes || before === 'punctuation'),
    canClose: closes && (!isInWord || !opens || after === 'punctuation'),
    opens: [],
    closes: [],
  }
  return { node, length: end - at }
}

function kindOf(character: string | undefined): 'space' | 'punctuation' | 'word' {
  if (character === undefined || /\s/u.test(character)) return 'space'
  return /[\p{P}\p{S}]/u.test(character) ? 'punctuation' : 'word'
}

function pairRuns(runs: readonly Run[]): void {
  const open: Run[] = []
  for (const run of runs) {
    while (run.canClose && run.unused > 0) {
      const at = open.findLastIndex((opener) => canPair(opener, run))
      const opener = open[at]
      if (!opener) break
      const isDouble = opener.unused >= 2 && run.unused >= 2
      const pair = { render: run.marker === '~' ? strikethrough : isDouble ? bold : italic }
      opener.opens.push(pair)
      run.closes.push(pair)
      opener.unused -= isDouble ? 2 : 1
      run.unused -= isDouble ? 2 : 1
      open.length = at + 1 // what opened in between and did not close is text
      if (opener.unused === 0) open.pop()
    }
    if (run.canOpen && run.unused > 0) open.push(run)
  }
}

function canPair(opener: Run, closer: Run): boolean {
  if (opener.marker !== closer.marker) return false
  if (opener.marker === '~') return opener.unused === 2 && closer.unused === 2
  const isAmbiguous = opener.canClose || closer.canOpen
  const isMultipleOfThree = (opener.length + closer.length) % 3 === 0
  return !isAmbiguous || !isMultipleOfThree || (opener.length % 3 === 0 && closer.length % 3 === 0)
}

function renderNodes(nodes: readonly Node[]): Formatted {
  const stack: Formatted[] = [plain('')]
  const append = (part: Formatted) => stack.push(concat(stack.pop() ?? '', part))
  for (const node of nodes) {
    if (!isRun(node)) {
      append(node)
      continue
    }
    for (const pair of node.closes) {
      const inner = stack.pop() ?? plain('')
      append(pair.render(inner))
    }
    append(plain(node.marker.repeat(node.unused)))
    for (const _ of node.opens) stack.push(plain(''))
  }
  return concat(...stack)
}
