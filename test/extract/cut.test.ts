import { expect, test } from 'vitest'
import { chunk } from '../../src/coaching/knowledge/chunk.ts'
import type { Extraction } from '../../src/coaching/knowledge/document.ts'
import { weigh } from '../../src/coaching/knowledge/weighed-chunk.ts'
import { cut } from '../../src/extract/cut.ts'

const book = (paragraphs: number): Extraction => ({
  title: 'A long book',
  recognisedPages: [],
  blocks: Array.from({ length: paragraphs }, (_, at) => ({
    kind: 'paragraph' as const,
    text: `Paragraph ${at} is about boundaries, and says in one more sentence what number ${at} has to say of them.`,
    anchor: { kind: 'page' as const, from: at, to: at },
  })),
})

test.each([
  ['a leaflet, at once', 20],
  ['a long book, in a process of its own', 4_000],
])('%s: the chunks are the same', async (_, paragraphs) => {
  const chunks = await cut(book(paragraphs))
  expect(chunks).toEqual(chunk(book(paragraphs)).map(weigh))
})

test('while a long book is cut, this process does other things', async () => {
  let turns = 0
  const other = setInterval(() => turns++, 1)
  const chunks = await cut(book(20_000))
  clearInterval(other)
  expect(chunks.length).toBeGreaterThan(1_000)
  expect(turns).toBeGreaterThan(50)
})

test('long books that come together are cut one after the other, each into its own chunks', async () => {
  const books = [4_000, 5_000, 4_500].map((paragraphs) => book(paragraphs))
  expect(await Promise.all(books.map((one) => cut(one)))).toEqual(books.map((one) => chunk(one).map(weigh)))
})
