import { describe, expect, test } from 'vitest'
import {
  ambiguousMs,
  findAiWhileHumanLed,
  findDoubled,
  findLost,
  findOutOfOrder,
} from '../../../scripts/measure/judge-faults.ts'

const heard = (text: string, at: number) => ({ text, at })
const answer = 'Heard: Sarah thinks of part 1.'

describe('a message that comes twice', () => {
  test.each([
    ['a kill just after the first: nobody could know', [1_100], { inside: [answer], outside: [] }],
    ['no kill at all', [], { inside: [], outside: [answer] }],
    ['a kill before the first', [900], { inside: [], outside: [answer] }],
    ['a kill long after the first', [1_001 + ambiguousMs], { inside: [], outside: [answer] }],
    ['a kill after the second', [5_500], { inside: [], outside: [answer] }],
  ])('%s', (_case, killedAt, expected) => {
    expect(findDoubled([heard(answer, 1_000), heard(answer, 5_000)], killedAt)).toEqual(expected)
  })

  test('counts from the copy before it, and not for notices', () => {
    const arrivals = [heard('ℹ️ Dana is here now, in person.', 0), heard('ℹ️ Dana is here now, in person.', 9_000)]
    expect(findDoubled(arrivals, [])).toEqual({ inside: [], outside: [] })
    const thrice = [heard(answer, 1_000), heard(answer, 5_000), heard(answer, 9_000)]
    expect(findDoubled(thrice, [1_100])).toEqual({ inside: [answer], outside: [answer] })
  })
})

test('what was written and is not there is lost', () => {
  expect(findLost(['a', 'b', 'c'], ['c', 'a', 'a'])).toEqual(['b'])
})

describe('order', () => {
  test.each([
    ['kept', ['a', 'b', 'c'], []],
    ['kept with gaps', ['a', 'c'], []],
    ['kept though one came again', ['a', 'b', 'a', 'c'], []],
    ['kept by what was not written at all', ['x', 'a', 'y'], []],
    ['broken', ['b', 'a', 'c'], ['a']],
    ['broken twice', ['c', 'a', 'b'], ['a', 'b']],
  ])('%s', (_case, found, late) => {
    expect(findOutOfOrder(['a', 'b', 'c'], found)).toEqual(late)
  })
})

test('the AI speaks before the human has come and after she has left, not in between', () => {
  const texts = [
    'Heard: 1.',
    'ℹ️ Dana is here now, in person.',
    'Heard: 2.',
    'Dana: 3.',
    'ℹ️ Dana has left the chat. …',
    'Heard: 4.',
  ]
  expect(findAiWhileHumanLed({ arrivals: texts.map((text) => heard(text, 0)) })).toEqual(['Heard: 2.'])
})
