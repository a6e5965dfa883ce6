import { expect, test } from 'vitest'
import { coachSettings } from '../../../src/coaching/coach.ts'
import { type CoachRule, coachRule, matchCoachRules } from '../../../src/coaching/handoff/rules.ts'
import fc from '../../support/property.ts'

const rule = (id: string, action: CoachRule['action'], ...phrases: string[]): CoachRule => ({ id, action, phrases })

test.each([
  ['divorce', 'I want a DIVORCE.', true],
  ['divorc*', 'We are divorcing.', true],
  ['divorc*', 'My divorce lawyer called.', true],
  ['divorce', 'We are divorcing.', false],
  ['my ex', 'I saw my ex', true],
  ['my ex', 'It is mine. Ex and hopp.', false],
  ['my ex', 'It was my. Ex was there.', false], // a sentence ends between the words
  ['kündigen', 'ich will kuendigen', true],
  ['niño', 'el nino', true],
  ["don't know", 'I dont know', true],
  ['panic attack', 'another p4nic attack!!', true],
  ['panic attack', 'panicattack', true],
  ['$self ?_3|', 'self', false], // signs of the pattern language mean nothing here
])('"%s" in "%s": %s', (phrase, text, isFound) => {
  expect(matchCoachRules([rule('one', 'handoff', phrase)], text).map(({ rule: { id } }) => id)).toEqual(
    isFound ? ['one'] : [],
  )
})

test('the strictest comes first, a rule once, and the phrase is the one that spoke', () => {
  const rules = [
    rule('c', 'offer', 'baby'),
    rule('b', 'never', 'job'),
    rule('a', 'handoff', 'money', 'loan'),
    rule('d', 'handoff', 'house'),
  ]
  const found = matchCoachRules(rules, 'A loan, a house, a job, a baby, and a loan again. Money!')
  expect(found.map(({ rule: { id }, phrase }) => [id, phrase])).toEqual([
    ['a', 'loan'],
    ['d', 'house'],
    ['b', 'job'],
    ['c', 'baby'],
  ])
})

test('a phrase needs a word', () => {
  expect(coachRule.safeParse(rule('x', 'handoff', '?!')).success).toBe(false)
  expect(coachRule.safeParse(rule('x', 'handoff')).success).toBe(false)
  expect(coachSettings.parse({}).rules).toBeUndefined()
})

test('whatever a coach writes and a client says, matching answers', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (phrase, text) => {
      matchCoachRules([rule('one', 'handoff', phrase)], text)
      const parsed = coachRule.safeParse(rule('one', 'handoff', phrase))
      // What is accepted as a rule can be found.
      if (parsed.success && /^[a-z]+( [a-z]+)*$/.test(parsed.data.phrases[0] ?? ''))
        expect(matchCoachRules([parsed.data], `so ${phrase} it is`)).toHaveLength(1)
    }),
  )
})
