import { expect, test } from 'vitest'
import { splitSentences } from '../../../src/coaching/knowledge/sentences.ts'
import fc from '../../support/property.ts'

const cases: [string, string[]][] = [
  ['One. Two! Three? Four', ['One.', 'Two!', 'Three?', 'Four']],
  ['She said "Stop." Then she left.', ['She said "Stop."', 'Then she left.']],
  ['all in lower case. nobody shouts here.', ['all in lower case.', 'nobody shouts here.']],
  ['Dr. Ruiz and Mr. J. Bell met at 9 a.m. in no. 5.', ['Dr. Ruiz and Mr. J. Bell met at 9 a.m. in no. 5.']],
  [
    'It grew by 7.5 percent, e.g. in 2017. A year later it fell.',
    ['It grew by 7.5 percent, e.g. in 2017.', 'A year later it fell.'],
  ],
  [
    'Am 3. Oktober, d. h. morgen, bzw. am 4. Oktober. Danach nicht.',
    ['Am 3. Oktober, d. h. morgen, bzw. am 4. Oktober.', 'Danach nicht.'],
  ],
  ['¿Y la Sra. Gil? Vive en EE.UU. desde 2010. ¡Bien!', ['¿Y la Sra. Gil?', 'Vive en EE.UU. desde 2010.', '¡Bien!']],
  ['Well... maybe. Or not…\nWho knows?', ['Well...', 'maybe.', 'Or not…', 'Who knows?']],
  ['今日は疲れた。明日また話そう！', ['今日は疲れた。', '明日また話そう！']],
]

test.each(cases)('%s', (text, sentences) => {
  expect(splitSentences(text).map((sentence) => sentence.trim())).toEqual(sentences)
})

test('joined again the sentences are the text', () => {
  const bits = fc.constantFrom('word', 'Dr', '3', ' ', '. ', '! ', '? ', '\n', '。', '"', '... ', ')', 'é')
  fc.assert(
    fc.property(
      fc.array(bits).map((all) => all.join('')),
      (text) => {
        expect(splitSentences(text).join('')).toBe(text)
      },
    ),
  )
})
