/**
 * Splits many ugly texts and checks every part by Telegram's rules: `node scripts/check-splitter.ts [--texts 100000]
 * [--seed 1] [--json]`. The texts come from the seed alone.
 */
import type { MessageEntity } from 'grammy/types'
import type { Formatted } from '../src/telegram/rendering/formatted.ts'
import { splitFormatted } from '../src/telegram/rendering/split.ts'
import { refusalOf, withoutSpace } from '../test/telegram/rendering/telegram-rules.ts'
import { readOptions } from './read-options.ts'

const { values } = readOptions(
  {
    command: 'npm run check:splitter --',
    about: 'splits many ugly texts, and checks each part by the rules of Telegram',
  },
  {
    texts: { type: 'string', default: '100000', atLeast: 1, about: 'how many' },
    seed: { type: 'string', default: '1', atLeast: 0, about: 'what the texts come from' },
    json: { type: 'boolean', default: false, about: 'figures for a program to read' },
  },
)
const count = Number(values.texts)
const seed = Number(values.seed)
const random = createRandom(seed)
const started = performance.now()
let partsMade = 0
let refused = 0
let lost = 0
let longest = 0

for (let at = 0; at < count; at++) {
  const formatted = makeText()
  const parts = splitFormatted(formatted)
  partsMade += parts.length
  longest = Math.max(longest, ...parts.map((part) => part.text.length))
  refused += parts.filter((part) => refusalOf(part) !== undefined).length
  const kept = withoutSpace(parts.map((part) => part.text).join(''))
  const expected = withoutSpace(formatted.text)
  if (kept !== expected) lost += Math.max(1, Math.abs(expected.length - kept.length))
}

const rows = [
  row('texts', count, 'texts', undefined),
  row('parts', partsMade, 'messages', undefined),
  row('longest part', longest, 'UTF-16 units', 4096),
  row('parts Telegram would refuse', refused, 'messages', 0),
  row('characters lost', lost, 'characters', 0),
  row('time', Math.round(performance.now() - started), 'ms', undefined),
]
if (values.json) {
  console.log(JSON.stringify({ name: 'check-splitter', seed, rows }))
} else {
  console.log(`seed ${seed}`)
  console.table(rows.map(({ metric, value, unit, goal, ok }) => ({ metric, value, unit, goal, ok })))
}

/** `goal` is the most that is allowed. */
function row(metric: string, value: number, unit: string, goal: number | undefined) {
  const isMet = goal === undefined || value <= goal
  return { metric, value, unit, against: null, ratio: null, goal: goal ?? null, ok: isMet }
}

function makeText(): Formatted {
  const pieces: string[] = []
  const length = pick([0, 5, 60, 400, 4090, 4097, 5000, 9000])
  for (let size = 0; size < length; ) {
    const piece = makePiece()
    pieces.push(piece)
    size += piece.length
  }
  const text = pieces.join('')
  const entities = Array.from({ length: pick([0, 0, 1, 3, 12]) }, () => makeEntity(text.length))
  return { text, entities }
}

function makePiece(): string {
  const words = [
    'word',
    'a',
    'Sleep.',
    'really?',
    'שלום',
    'مرحبا',
    '你好。',
    'e\u0301\u0302',
    '🙂',
    '👨‍👩‍👧‍👦',
    '🇩🇪',
    '👍🏽',
    '\u200f',
    '\u200b',
  ]
  switch (below(12)) {
    case 0:
      return '\n'.repeat(1 + below(3))
    case 1:
      return pick(['\ud83d', '\udc00', '\udfff\ud800'])
    case 2:
      return String.fromCodePoint(below(0x110000))
    case 3:
      return below(8) === 0 ? pick(words).repeat(below(1500)) : ' '
    case 4:
      return ' '.repeat(1 + below(4))
    case 5:
      return below(40) === 0 ? `a${'\u0301'.repeat(below(6000))}` : '. '
    default:
      return `${pick(words)}${below(4) === 0 ? '' : ' '}`
  }
}

function makeEntity(length: number): MessageEntity {
  const span = { offset: below(length + 20) - 10, length: below(length + 20) - 10 }
  const url = 'https://example.org'
  switch (below(4)) {
    case 0:
      return { ...span, type: 'text_link', url }
    case 1:
      return { ...span, type: 'pre', language: 'js' }
    case 2:
      return { ...span, type: 'expandable_blockquote' }
    default:
      return { ...span, type: 'bold' }
  }
}

function pick<T>(choices: readonly T[]): T {
  return choices[below(choices.length)] as T
}

function below(limit: number): number {
  return Math.floor(random() * limit)
}

/** mulberry32: small, fast, and the same everywhere. */
function createRandom(start: number): () => number {
  let state = start >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
