import { describe, expect, test } from 'vitest'
import { repeatsItself } from '../../../../src/coaching/handoff/signals/loop.ts'
import { read } from '../read.ts'

test.each([
  [true, 'You already said that.'],
  [true, 'this is the third time you ask'],
  [true, "we're going in circles"],
  [true, 'Eso ya me lo has dicho.'],
  [true, 'me acabas de dar el mismo consejo'],
  [true, 'Das hast du schon gesagt.'],
  [true, 'so kommen wir nicht weiter'],
  [false, 'He always says the same thing, my boss'],
  [false, 'she told me "you already said that"'],
  [false, 'I listen to the same song on repeat'],
  [false, 'Mañana quiero lo mismo: una mañana tranquila'],
  [false, 'Das habe ich meiner Frau schon gesagt'],
])('says that it goes in circles, %s: %s', (isSo, text) => {
  expect(read(text).saysLoop).toBe(isSo)
})

describe('the AI about to say again what it said', () => {
  const said = 'What would it mean for you to talk to your boss about the hours you work?'
  test.each([
    [true, said],
    [true, said.toUpperCase()],
    [true, 'What would it mean for you to talk to your boss about the hours you work now?'],
    [false, 'What would it mean for you to sleep on it and look at it again tomorrow?'],
    [false, 'Tell me more.'], // short: may well be said twice
  ])('%s: %s', (isSo, reply) => {
    expect(repeatsItself(reply, ['Tell me more.', said])).toBe(isSo)
  })
})
