import { expect, test } from 'vitest'
import type { Recollection } from '../../../../src/coaching/memory/recall/recollection.ts'
import { selectRecollections } from '../../../../src/coaching/memory/recall/select.ts'

const said = (id: string, day: number, tokenCount: number): Recollection => ({
  ...{ kind: 'message', id, author: undefined, text: id, relevance: 0, tokenCount },
  at: new Date(Date.UTC(2026, 0, day)),
})

test('the best that fit, with room for their heads, in the order they were said', () => {
  const found = [said('best', 9, 40), said('too long', 3, 90), said('third', 5, 30), said('no room', 1, 1)]
  expect(selectRecollections(found, 90).map(({ id }) => id)).toEqual(['third', 'best'])
  expect(selectRecollections(found, 10)).toEqual([])
})
