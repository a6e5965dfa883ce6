import { describe, expect, test } from 'vitest'
import { asksToForget } from '../../../src/coaching/memory/forget-words.ts'
import { sharesWords, withoutSentences } from '../../../src/coaching/memory/forgetting.ts'

describe('what is left of a message', () => {
  test.each([
    ['I moved to Berlin. I like tea.', ['moved to Berlin'], 'I like tea.'],
    ['I like tea.\nI moved to Berlin\nDr. Ray knows.', ['I moved to Berlin'], 'I like tea.\nDr. Ray knows.'],
    ['One. Two. Three.', ['One.', 'Three.'], 'Two.'],
    ['It began there. And it ended here.', ['there. And it'], ''],
    ['Only this', ['this'], ''],
    ['I moved! 🙂', ['I moved'], ''],
    ['Something else was said.', ['not there any more'], ''],
  ])('%j without %j', (content, quotes, rest) => {
    expect(withoutSentences(content, quotes)).toBe(rest)
  })
})

test.each([
  ['the words whole', 'So: my father drank. Why?', true],
  ['a piece of them', 'father drank', true],
  ['others', 'my mother sang', false],
  ['none', '', false],
])('a copy holds %s', (_, text, shares) => {
  expect(sharesWords(text, ['my father drank', ''])).toBe(shares)
})

describe('forget this', () => {
  test.each([
    'Forget this',
    'please forget that.',
    'Forget this message, please',
    'Olvida esto, por favor',
    '¡Olvídalo!',
  ])('%s', (text) => expect(asksToForget(text)).toBe(true))
  test.each(['Vergiss das', 'Bitte vergiss das wieder', 'Lösch das bitte', 'Don’t remember this'])('%s', (text) =>
    expect(asksToForget(text)).toBe(true),
  )
  test.each([
    'forget this whole week',
    'I want to forget this',
    'forget',
    'I never forget that',
    'Vergiss das nicht',
    'no olvides esto',
    '',
  ])('not: %s', (text) => expect(asksToForget(text)).toBe(false))
})
