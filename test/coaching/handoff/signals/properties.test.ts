import { describe, expect, test } from 'vitest'
import { handoffLanguages, readHandoffCases } from '../../../../scripts/measure/handoff-data.ts'
import fc from '../../../support/property.ts'
import { read } from '../read.ts'

const tuned = handoffLanguages.flatMap((language) => readHandoffCases(language).filter((one) => !one.held_out))
const anyText = fc.constantFrom(...tuned.map(({ text }) => text))
const anyPlace = fc.nat({ max: 200 })

/** What is decided on; how the client feels is read from emoji and letters as well, and is tested apart. */
function meaning(text: string) {
  const { wish, topics, isImmediate, saysLoop } = read(text)
  return { wish, topics: [...topics].sort(), isImmediate, saysLoop }
}

const rank = { ask: 3, hint: 2, decline: 0 } as const
function force(text: string) {
  const { wish, topics, isImmediate, saysLoop } = read(text)
  return {
    wish: wish ? rank[wish] : 0,
    topics: topics.length,
    isImmediate: Number(isImmediate),
    loop: Number(saysLoop),
  }
}

describe('the same words, whatever was done to them', () => {
  const ways: [string, (text: string, place: number) => string][] = [
    ['in capitals', (text) => text.toUpperCase()],
    ['without accents', (text) => text.normalize('NFD').replace(/\p{M}/gu, '')],
    ['composed otherwise', (text) => text.normalize('NFD')],
    ['with invisible characters', (text) => [...text].join('\u200b')],
    ['with spaces to spare', (text) => `  ${text.replace(/ /gu, '   ')} `],
    ['over several lines', (text) => text.replace(/ /gu, '\n')],
    ['with emoji between words', (text) => text.replace(/ /gu, ' 🍀 ')],
    ['with other apostrophes', (text) => text.replace(/'/gu, '’')],
    [
      'in wide letters',
      (text) => text.replace(/[a-z]/gu, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0)),
    ],
  ]
  test.each(ways)('%s', (_name, change) => {
    fc.assert(
      fc.property(anyText, anyPlace, (text, place) => {
        expect(meaning(change(text, place))).toEqual(meaning(text))
      }),
      { numRuns: 400 },
    )
  })

  test('a letter that goes on and on takes no wish away', () => {
    const asks = tuned.map(({ text }) => text).filter((text) => read(text).wish === 'ask')
    const stretched = asks.flatMap((text) => {
      const words = text.split(' ')
      return words.flatMap((word, at) =>
        // single letters are a word already taken apart
        word.length > 2 ? [words.with(at, word.replace(/(\p{L})(\P{L}*)$/u, '$1$1$1$1$2')).join(' ')] : [],
      )
    })
    expect(stretched.length).toBeGreaterThan(500)
    expect(stretched.filter((text) => read(text).wish !== 'ask')).toEqual([])
  })
})

describe("another's words are no wish of the client's", () => {
  test.each([
    ['en', (text: string) => `My friend said: "${text}"`],
    ['es', (text: string) => `Mi amiga dijo: «${text}»`],
    ['de', (text: string) => `Meine Freundin sagte: „${text}“`],
  ])('%s', (_language, quote) => {
    fc.assert(
      fc.property(
        anyText.filter((text) => !/["«»„“”]/u.test(text)),
        (text) => {
          const plain = force(text)
          const quoted = force(quote(text))
          for (const signal of ['wish', 'topics', 'isImmediate', 'loop'] as const)
            expect(quoted[signal]).toBeLessThanOrEqual(plain[signal])
        },
      ),
      { numRuns: 400 },
    )
  })
})

describe('a denial never makes more of it', () => {
  const pairs: Record<string, { said: (act: string) => string; denied: (act: string) => string; acts: string[] }> = {
    'en: decisions': {
      said: (act) => `I am ${act} today.`,
      denied: (act) => `I am not ${act} today.`,
      acts: ['quitting my job', 'leaving my husband', 'selling my house', 'stopping my medication', 'suing my boss'],
    },
    'en: the human': {
      said: (act) => `I want to ${act}.`,
      denied: (act) => `I don't want to ${act}.`,
      acts: ['talk to Dana', 'speak to a human', 'call Dana', 'chat with a real person'],
    },
    'es: decisions': {
      said: (act) => `Hoy voy a ${act}.`,
      denied: (act) => `Hoy no voy a ${act}.`,
      acts: ['dejar mi trabajo', 'dejar a mi marido', 'vender mi casa', 'renunciar', 'demandar a mi jefe'],
    },
    'es: the human': {
      said: (act) => `Quiero ${act}.`,
      denied: (act) => `No quiero ${act}.`,
      acts: ['hablar con Dana', 'hablar con una persona real', 'hablar con un humano'],
    },
    'de: decisions': {
      said: (act) => `${act} heute.`,
      denied: (act) => `${act} heute nicht.`,
      acts: ['Ich kündige', 'Ich verlasse meinen Mann', 'Ich verkaufe mein Haus', 'Ich verklage meinen Chef'],
    },
    'de: the human': {
      said: (act) => `Ich will mit ${act} sprechen.`,
      denied: (act) => `Ich will nicht mit ${act} sprechen.`,
      acts: ['Dana', 'einem Menschen', 'einem echten Menschen'],
    },
  }
  test.each(Object.entries(pairs))('%s', (_name, { said, denied, acts }) => {
    for (const act of acts) {
      const plain = force(said(act))
      const no = force(denied(act))
      expect(plain.wish + plain.isImmediate, said(act)).toBeGreaterThan(0)
      expect(no.wish + no.isImmediate, denied(act)).toBe(0)
      expect(no.topics).toBeLessThanOrEqual(plain.topics)
    }
  })
})

test('any text at all can be read, and a feeling stays between -1 and 1', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.array(fc.string(), { maxLength: 2 }),
      (text, names) => {
        const { sentiment = 0 } = read(text, names)
        expect(Math.abs(sentiment)).toBeLessThanOrEqual(1)
      },
    ),
  )
})
