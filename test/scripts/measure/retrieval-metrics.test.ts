import { expect, test } from 'vitest'
import { placesIn } from '../../../scripts/measure/places.ts'
import { indexPlainly } from '../../../scripts/measure/plain-bm25.ts'
import { judge, recallOf } from '../../../scripts/measure/retrieval-metrics.ts'

const at = (documentId: string, from: number, to: number) => ({ text: 'x', spans: [{ documentId, from, to }] })

test('of spans, what is covered counts once, and where it was covered', () => {
  const question = { kind: 'spans', text: '?', spans: [{ documentId: 'a', from: 0, to: 100, alsoFrom: [] }] } as const
  const found = [at('b', 0, 100), at('a', 0, 50), at('a', 25, 75)]
  const scores = judge(question, found)
  expect(scores).toMatchObject({ recallAt5: 0.75, mrrAt10: 0.5 })
  expect(scores.ndcgAt10).toBeCloseTo(0.5 / Math.log2(3) + 0.25 / Math.log2(4))
  expect(scores.iou).toBeCloseTo(75 / (100 + 200 - 75)) // 200 characters were shown
  expect(recallOf(question, found.slice(0, 2))).toBe(0.5)
})

test('what a document says twice may be shown from either place', () => {
  const spans = [{ documentId: 'a', from: 0, to: 100, alsoFrom: [500] }]
  const question = { kind: 'spans', text: '?', spans } as const
  expect(recallOf(question, [at('a', 480, 550)])).toBe(0.5)
  expect(recallOf(question, [at('a', 480, 550), at('a', 0, 50)])).toBe(0.5)
  expect(recallOf(question, [at('a', 480, 550), at('a', 50, 100)])).toBe(1)
})

test('of documents, each counts where its first part stands', () => {
  const question = { kind: 'documents', text: '?', relevant: new Set(['a', 'c']) } as const
  const scores = judge(question, [at('b', 0, 1), at('b', 1, 2), at('a', 0, 1), at('c', 0, 1)])
  expect(scores).toMatchObject({ recallAt5: 1, mrrAt10: 0.5 })
  expect(scores.ndcgAt10).toBeCloseTo((1 / Math.log2(3) + 1 / Math.log2(4)) / (1 + 1 / Math.log2(3)))
})

test('a piece is found where it stands, whatever its spaces, and only within where it is looked for', () => {
  const places = placesIn('a', 'One two.\n\nOne  two. Three.')
  expect(places.find('One two.')).toEqual({ documentId: 'a', from: 0, to: 8 })
  expect(places.find('One\ntwo.', { documentId: 'a', from: 9, to: 26 })).toEqual({ documentId: 'a', from: 10, to: 19 })
  expect(places.find('Three.', { documentId: 'a', from: 0, to: 9 })).toBeUndefined()
  expect(places.find('Four.')).toBeUndefined()
})

test('plain BM25 prefers the rare word, the word said twice, and the shorter text', () => {
  const { rank } = indexPlainly(['a cat and a dog', 'the dog', 'a dog and a dog', 'a cat', 'nothing of it'])
  expect(rank('dogs')).toEqual([2, 1, 0])
  expect(rank('cat dog')[0]).toBe(0)
  expect(rank('bird')).toEqual([])
})
