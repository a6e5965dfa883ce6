import { expect, test } from 'vitest'
import { assertLegalMove, conversationStates } from '../../src/coaching/conversation.ts'
import { IllegalMove } from '../../src/coaching/errors.ts'

const quiet = { episodeOpen: false, reason: '' }
const crisis = { episodeOpen: true, reason: '' }
const explained = { episodeOpen: true, reason: 'talked on the phone, she is safe' }

/** From, to: legal without an episode, with one and no reason, with one and a reason. */
const table = [
  ['ai', 'ai', false, false, false],
  ['ai', 'waiting', true, true, true],
  ['ai', 'human', true, true, true],
  ['waiting', 'ai', true, false, false],
  ['waiting', 'waiting', false, false, false],
  ['waiting', 'human', true, true, true],
  ['human', 'ai', true, false, true],
  ['human', 'waiting', true, true, true],
  ['human', 'human', false, false, false],
] as const

test('the table below has every pair of states', () => {
  expect(table).toHaveLength(conversationStates.length ** 2)
})

test.each(table)('%s -> %s: %s, in a crisis %s, with a reason %s', (from, to, inQuiet, inCrisis, withReason) => {
  const isLegal = (rule: typeof quiet) => {
    try {
      assertLegalMove(from, to, rule)
      return true
    } catch (error) {
      expect(error).toBeInstanceOf(IllegalMove)
      return false
    }
  }
  expect([isLegal(quiet), isLegal(crisis), isLegal(explained)]).toEqual([inQuiet, inCrisis, withReason])
})

test('blanks are no reason', () => {
  expect(() => assertLegalMove('human', 'ai', { episodeOpen: true, reason: ' \n' })).toThrow(IllegalMove)
})
