/** How near the clone is to the coach, and what counts as nearer. */
import { expect, test } from 'vitest'
import {
  compareRuns,
  type Likeness,
  likenessOf,
  nearnessOf,
  type Rehearsed,
  sameWithin,
} from '../../src/coaching/learning/rehearsal.ts'

const coach: Rehearsed = {
  text: 'Okay, breathe with me. You are scared, and that makes sense. What could you put down today?',
  techniques: ['grounding', 'question'],
  structure: ['ground', 'acknowledge', 'question'],
}
const all = (value: 0 | 1): Likeness => ({ style: value, keyPoints: value, technique: value, structure: value })

test('the same words, named the same, are as near as can be; nothing said is as far', () => {
  expect(nearnessOf(likenessOf(coach, coach))).toBeCloseTo(1)
  expect(likenessOf(coach, undefined)).toEqual(all(0))
  expect(likenessOf(coach, { ...coach, text: ' ' })).toEqual(all(0))
})

test('key points are the words that say something, in any form and order, and what is added takes none away', () => {
  const points = (text: string) => likenessOf(coach, { ...coach, text }).keyPoints
  expect(points('Today, put it down: breathing makes sense when you are scared. Okay?')).toBe(1)
  expect(points('You are with me, and that is what you are.')).toBe(0)
  expect(points(`${coach.text} I like long walks in the forest.`)).toBe(1)
  const half = points('Breathe. You are scared.')
  expect(half).toBeGreaterThan(0)
  expect(half).toBeLessThan(0.6)
})

test('the technique that carries it has to be the same; of the moves their order counts', () => {
  const named = (techniques: Rehearsed['techniques'], structure: Rehearsed['structure']) =>
    likenessOf(coach, { ...coach, techniques, structure })
  expect(named(['grounding'], coach.structure)).toMatchObject({ technique: 1, structure: 1 })
  expect(named(['question', 'grounding'], ['question', 'acknowledge', 'ground']).technique).toBe(0)
  expect(named(['question'], ['question', 'acknowledge', 'ground']).structure).toBeCloseTo(1 / 3)
  expect(named(['question'], ['acknowledge', 'question']).structure).toBeCloseTo(0.8)
  // A move that goes on is one.
  expect(named(['question'], ['ground', 'ground', 'acknowledge', 'question']).structure).toBe(1)
  expect(likenessOf({ ...coach, techniques: [] }, { ...coach, techniques: [] }).technique).toBe(0)
})

test('a generic reply is farther than one in the way of the coach', () => {
  const other = { techniques: ['direct_advice'], structure: ['advise'] } as const
  const generic = likenessOf(coach, {
    text: 'Thank you for sharing. Consider making a prioritised list of tasks.',
    ...other,
  })
  const like = likenessOf(coach, {
    ...coach,
    text: 'Okay, breathe with me. That sounds heavy, and it makes sense. What could you leave for today?',
  })
  expect(nearnessOf(like) - nearnessOf(generic)).toBeGreaterThan(2 * sameWithin)
})

test('one technique that is named otherwise changes nothing by itself; both names and the words do', () => {
  const before = { a: all(1), b: all(1), c: all(1), d: { ...all(1), keyPoints: 0.4 } }
  const now: Record<string, Likeness> = {
    a: { ...all(1), technique: 0 },
    b: { ...all(1), technique: 0, structure: 0 },
    c: all(0),
    d: all(1),
  }
  expect(compareRuns(now, before)).toMatchObject({ nearer: 1, farther: 2, same: 1, worst: ['c', 'b'] })
})

test('what was not answered both times is not compared; a first time shows what is least near', () => {
  const now = { a: all(1), b: all(0), c: { ...all(1), style: 0 } }
  expect(compareRuns(now, { a: all(0) })).toMatchObject({ nearer: 1, farther: 0, same: 0, worst: [] })
  expect(compareRuns(now, undefined)).toMatchObject({ nearer: 0, farther: 0, same: 0, worst: ['b', 'c', 'a'] })
  expect(compareRuns(now, undefined).mean).toBeCloseTo((1 + 0 + 0.6) / 3)
  expect(compareRuns({}, undefined)).toEqual({ mean: undefined, nearer: 0, farther: 0, same: 0, worst: [] })
})
