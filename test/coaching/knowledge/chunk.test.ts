import { describe, expect, test } from 'vitest'
import { chunk } from '../../../src/coaching/knowledge/chunk.ts'
import type { Block, Chunk, Extraction } from '../../../src/coaching/knowledge/document.ts'
import { splitSentences } from '../../../src/coaching/knowledge/sentences.ts'
import { countTokens } from '../../../src/coaching/tokens.ts'
import fc from '../../support/property.ts'

const extraction = (blocks: readonly Block[]): Extraction => ({ blocks, recognisedPages: [] })
const chunksOf = (...blocks: Block[]) => chunk(extraction(blocks))

/** Every word of a document is another, so that each can be found again. */
let counted = 0
const freshWords = (count: number) => Array.from({ length: count }, () => `w${(counted++).toString(36)}`).join(' ')
const paragraphOf = (sentences: number, wordsEach = 8) =>
  Array.from({ length: sentences }, () => `${freshWords(wordsEach)}.`).join(' ')

const text = fc.string({
  unit: fc.constantFrom('a', 'b', 'é', '界', ' ', '  ', '. ', '! ', '\n', ',', '🙂', '7'),
  maxLength: 600,
})
const anchor = fc.option(
  fc.nat(20).map((page) => ({ kind: 'page' as const, from: page + 1, to: page + 1 })),
  { nil: undefined },
)
const blocks: fc.Arbitrary<Block[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('heading' as const), level: fc.integer({ min: 1, max: 4 }), text, anchor }),
    fc.record({ kind: fc.constantFrom('paragraph' as const, 'code' as const), text, anchor }),
    fc.record({ kind: fc.constant('list_item' as const), depth: fc.nat(3), text, anchor }),
    fc.record({
      kind: fc.constant('table_row' as const),
      header: fc.constantFrom(['Name', 'Value'], []),
      cells: fc.array(text, { maxLength: 3 }),
      anchor,
    }),
    fc.record({ kind: fc.constant('turn' as const), speaker: fc.constantFrom('Ana', undefined), text, anchor }),
  ),
  { maxLength: 40 },
)
const textsOf = (block: Block) => (block.kind === 'table_row' ? block.cells : [block.text])
const lettersOf = (words: string) => words.match(/[^\s]+/gu)?.join('') ?? ''

/** Without what is repeated from the chunk before, its letters stand in the chunks in this order. */
function standsIn(chunks: readonly Chunk[], words: readonly string[]): boolean {
  const all = lettersOf(chunks.map(({ headings, content }) => `${headings.join(' ')} ${content}`).join(' '))
  let at = 0
  for (const word of words) {
    at = all.indexOf(word, at)
    if (at < 0) return false
  }
  return true
}

describe('whatever the document', () => {
  test('nothing is lost, and the order is kept', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 30 }), fc.nat(), (sizes, salt) => {
        const words: string[] = []
        const parts = sizes.map((size, part): Block => {
          const own = Array.from({ length: size }, (_, at) => `p${part}x${at}q`)
          words.push(...own)
          const sentence = own.map((word, at) => (at % (5 + (salt % 17)) === 4 ? `${word}.` : word)).join(' ')
          const kinds: Block[] = [
            { kind: 'paragraph', text: sentence },
            { kind: 'list_item', depth: part % 3, text: sentence },
            { kind: 'turn', speaker: part % 2 ? 'Ana' : 'Ben', text: sentence },
            { kind: 'heading', level: 1 + (part % 4), text: sentence },
            { kind: 'table_row', header: ['Left', 'Right'], cells: [sentence, ''] },
          ]
          return kinds[(part * 7 + salt) % kinds.length] ?? { kind: 'paragraph', text: sentence }
        })
        expect(standsIn(chunk(extraction(parts)), words)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  test('no letter of any text is lost', () => {
    fc.assert(
      fc.property(blocks, (some) => {
        const seen = new Set<string>()
        for (const { headings, content } of chunk(extraction(some)))
          for (const one of headings.join('') + content) seen.add(one)
        for (const letter of lettersOf(some.flatMap(textsOf).join(' '))) expect(seen).toContain(letter)
      }),
    )
  })

  test('no chunk is empty or over 500 tokens, and each is counted to within a token in a hundred', () => {
    fc.assert(
      fc.property(blocks, (some) => {
        for (const { content, tokenCount } of chunk(extraction(some))) {
          const tokens = countTokens(content)
          expect(content.trim()).not.toBe('')
          expect(tokenCount).toBeLessThanOrEqual(500)
          expect(Math.abs(tokens - tokenCount)).toBeLessThanOrEqual(3 + tokens / 25)
        }
      }),
    )
  })

  test('the same document gives the same chunks, numbered in their order', () => {
    fc.assert(
      fc.property(blocks, (some) => {
        const first = chunk(extraction(some))
        expect(chunk(structuredClone(extraction(some)))).toEqual(first)
        expect(first.map(({ ordinal }) => ordinal)).toEqual(first.map((_, at) => at))
      }),
    )
  })
})

describe('a long text', () => {
  const paragraphs = Array.from(
    { length: 60 },
    (_, at): Block => ({ kind: 'paragraph', text: paragraphOf(4 + (at % 5)) }),
  )
  const sentences = paragraphs
    .flatMap(textsOf)
    .flatMap(splitSentences)
    .map((sentence) => sentence.trim())
  const chunks = chunk(extraction(paragraphs))

  test('fills its chunks with 250 to 500 tokens', () => {
    expect(chunks.length).toBeGreaterThan(5)
    for (const { tokenCount } of chunks.slice(0, -1)) expect(tokenCount).toBeGreaterThanOrEqual(250)
  })

  test('repeats whole sentences of the chunk before, about 15% of it, and nothing else twice', () => {
    const shares: number[] = []
    for (const [at, { content }] of chunks.entries()) {
      const own = sentences.filter((sentence) => content.includes(sentence))
      expect(own.join(' ')).toBe(content.replaceAll('\n\n', ' ')) // it is made of whole sentences
      const before = chunks[at - 1]
      if (!before) continue
      const repeated = own.filter((sentence) => before.content.includes(sentence))
      expect(own.slice(0, repeated.length)).toEqual(repeated)
      expect(before.content.replaceAll('\n\n', ' ').endsWith(repeated.join(' '))).toBe(true)
      shares.push(countTokens(repeated.join(' ')) / 500)
    }
    for (const share of shares) expect(share).toBeLessThanOrEqual(0.22)
    expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeGreaterThan(0.1)
  })

  test('that is changed in one place has the other chunks as they were', () => {
    const changed = paragraphs.with(20, { kind: 'paragraph', text: paragraphOf(11) })
    const known = new Set(chunks.map(({ content }) => content))
    const unknown = chunk(extraction(changed)).filter(({ content }) => !known.has(content))
    expect(unknown.length).toBeLessThanOrEqual(4)
    expect(unknown.length).toBeGreaterThan(0)
  })
})

describe('structure', () => {
  test('a heading begins a chunk when enough stands before it, and is above it, not in it', () => {
    const chunks = chunksOf(
      { kind: 'heading', level: 1, text: 'The workbook' },
      { kind: 'heading', level: 2, text: 'Boundaries' },
      { kind: 'paragraph', text: paragraphOf(15) },
      { kind: 'heading', level: 2, text: 'Energy' },
      { kind: 'paragraph', text: paragraphOf(15) },
    )
    expect(chunks.map(({ headings }) => headings)).toEqual([
      ['The workbook', 'Boundaries'],
      ['The workbook', 'Energy'],
    ])
    for (const { content } of chunks) expect(content).not.toMatch(/Boundaries|Energy|workbook/)
  })

  test('short sections share a chunk, each under its heading', () => {
    const [only, ...others] = chunksOf(
      { kind: 'heading', level: 1, text: 'Slides' },
      { kind: 'heading', level: 2, text: 'One' },
      { kind: 'paragraph', text: 'Say no.' },
      { kind: 'heading', level: 2, text: 'Two' },
      { kind: 'paragraph', text: 'Say it kindly.' },
    )
    expect(others).toEqual([])
    expect(only).toMatchObject({ headings: ['Slides', 'One'], content: 'Say no.\n\nTwo\n\nSay it kindly.' })
  })

  test('a table that does not fit tells its header in each of its chunks', () => {
    const header = ['Trigger', 'Response']
    const rows = Array.from(
      { length: 40 },
      (): Block => ({ kind: 'table_row', header, cells: [freshWords(5), freshWords(5)] }),
    )
    const chunks = chunksOf({ kind: 'paragraph', text: 'What to do when.' }, ...rows)
    expect(chunks.length).toBeGreaterThan(1)
    for (const { content } of chunks) expect(content.match(/Trigger \| Response/g)).toHaveLength(1)
    expect(chunks[1]?.content).toMatch(/^Trigger \| Response\n/)
  })

  test('who speaks is told where a chunk begins in the middle of what they say', () => {
    const turns = Array.from(
      { length: 40 },
      (): Block => ({ kind: 'turn', speaker: 'Dana', text: `${freshWords(9)}.` }),
    )
    const chunks = chunksOf({ kind: 'turn', speaker: 'Ben', text: 'How does one begin?' }, ...turns)
    expect(chunks[0]?.content).toMatch(/^Ben: How does one begin\?\nDana: w/)
    expect(chunks[1]?.content).toMatch(/^Dana: w/)
    expect(chunks[1]?.content.match(/Dana/g)).toHaveLength(1)
  })

  test('a list stays with the words that announce it, as a list', () => {
    const items = ['Breathe', 'Name it', 'Choose'].map((item): Block => ({ kind: 'list_item', depth: 0, text: item }))
    const [one] = chunksOf({ kind: 'paragraph', text: 'Three steps:' }, ...items)
    expect(one?.content).toBe('Three steps:\n\n- Breathe\n- Name it\n- Choose')
  })

  test('lines of code keep their shape', () => {
    const [one] = chunksOf({ kind: 'code', text: 'if (tired) {\n  rest()\n}\n\nwork()' })
    expect(one?.content).toBe('if (tired) {\n  rest()\n}\nwork()')
  })

  test('a chunk stands from the first of its places to the last', () => {
    const on = (page: number): Block => ({
      kind: 'paragraph',
      text: `${freshWords(6)}.`,
      anchor: { kind: 'page', from: page, to: page },
    })
    expect(chunksOf(on(3), on(4), on(6))[0]?.anchor).toEqual({ kind: 'page', from: 3, to: 6 })
    const at = (fromMs: number): Block => ({
      kind: 'turn',
      text: 'And so on.',
      anchor: { kind: 'time', fromMs, toMs: fromMs + 900 },
    })
    expect(chunksOf(at(1000), at(2000))[0]?.anchor).toEqual({ kind: 'time', fromMs: 1000, toMs: 2900 })
  })

  test('a sentence without an end, and a word without an end, are cut', () => {
    for (const endless of [freshWords(3000), '界'.repeat(5000), 'x'.repeat(20_000)]) {
      const chunks = chunksOf({ kind: 'paragraph', text: endless })
      expect(chunks.length).toBeGreaterThan(3)
      expect(chunks.map(({ content }) => content.replaceAll(/\s/g, '')).join('')).toBe(endless.replaceAll(' ', ''))
    }
  })

  test('headings alone are not lost', () => {
    expect(
      chunksOf({ kind: 'heading', level: 1, text: 'Part one' }, { kind: 'heading', level: 1, text: 'Part two' }),
    ).toMatchObject([{ headings: [], content: 'Part one\n\nPart two' }])
    expect(chunksOf()).toEqual([])
  })
})
