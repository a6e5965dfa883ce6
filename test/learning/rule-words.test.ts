/** What one client was told, as a rule for all: the rule is left, the client is not. */
import { expect, test } from 'vitest'
import { ruleOf } from '../../src/coaching/learning/rule-words.ts'

const names = ['Sarah', 'Dana']
const charged = 'When a client cancels, the session is charged after 48 hours.'

test.each([
  ['Sarah, the session is charged after 24 hours.', 'The session is charged after 24 hours.'],
  ['The session is charged after 24 hours, Sarah.', 'The session is charged after 24 hours.'],
  ['The session is charged after 24 hours because your mother is ill.', 'The session is charged after 24 hours'],
  ['Because Ruth is ill, the session is charged after 24 hours.', 'The session is charged after 24 hours.'],
  ['With your chemo, the session is charged after 24 hours.', 'The session is charged after 24 hours.'],
  ['For Ruth the session is charged after 24 hours.', 'For [name] the session is charged after 24 hours.'],
  ['Call +34 612 345 678 when a client cancels.', 'Call [number] when a client cancels.'],
  ['With your chemo and your mother in hospital the session is free.', undefined],
  ['Take all the time you need.', undefined],
])('“%s” is the rule “%s”', (said, rule) => {
  const heard = [
    'My mother Ruth is ill, she is in hospital.',
    'My chemo starts on Monday. When is the session charged?',
  ]
  expect(ruleOf(said, { quote: charged, heard, names })).toBe(rule)
})

test('in Spanish and German as well; no figure stays where the document has none', () => {
  const german = {
    quote: 'Abgesagte Stunden werden nach 48 Stunden berechnet.',
    heard: ['Meine Mutter liegt im Koma.'],
    names,
  }
  expect(ruleOf('Abgesagte Stunden werden nach 24 Stunden berechnet, weil deine Mutter krank ist.', german)).toBe(
    'Abgesagte Stunden werden nach 24 Stunden berechnet',
  )
  const spanish = { quote: 'Nunca respondas mensajes de noche.', heard: ['Llego a las 23.'], names }
  expect(ruleOf('Responde mensajes de noche hasta las 23, porque llegas tarde.', spanish)).toBe(
    'Responde mensajes de noche hasta las [number]',
  )
})
