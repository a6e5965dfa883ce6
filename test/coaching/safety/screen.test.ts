import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { crisisPhrases } from '../../../src/coaching/safety/languages.ts'
import { createCrisisScreen } from '../../../src/coaching/safety/screen.ts'
import fc from '../../support/property.ts'

type Case = { text: string; grade?: number; kind?: string; indirect?: true; held_out?: true }

const screen = createCrisisScreen(crisisPhrases).screen

function casesOf(language: string): Case[] {
  const file = readFileSync(new URL(`cases/${language}.jsonl`, import.meta.url), 'utf8')
  return file
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Case)
}

describe.each(['en', 'es', 'de'])('%s', (language) => {
  const cases = casesOf(language)
  const tuned = cases.filter((one) => !one.held_out)
  const dangers = tuned.filter((one) => one.grade !== undefined)
  const ordinary = tuned.filter((one) => one.grade === undefined)

  test.each(dangers)('finds: $text', ({ text, grade, kind }) => {
    expect(screen(text)).toMatchObject({ grade, kind })
  })

  test.each(ordinary)('leaves alone: $text', ({ text }) => {
    expect(screen(text)).toBeUndefined()
  })

  // Lines that no phrase was made for: what the rules do with words they have not seen.
  test('finds most of what it was not tuned on, and raises little of what is harmless', () => {
    const heldOut = cases.filter((one) => one.held_out && !one.indirect)
    const grave = heldOut.filter((one) => (one.grade ?? 0) >= 3)
    const found = grave.filter((one) => screen(one.text))
    expect(found.length / grave.length).toBeGreaterThanOrEqual(0.9)
    const harmless = heldOut.filter((one) => one.grade === undefined)
    const raised = harmless.filter((one) => screen(one.text))
    expect(raised.length / harmless.length).toBeLessThanOrEqual(0.05)
  })

  test('has enough cases of both kinds to mean something', () => {
    expect(cases.length).toBeGreaterThanOrEqual(300)
    expect(cases.filter((one) => one.grade === undefined).length / cases.length).toBeGreaterThanOrEqual(0.4)
    expect(new Set(cases.map((one) => one.text)).size).toBe(cases.length)
  })
})

describe('disguises', () => {
  const disguises: Record<string, (text: string) => string> = {
    'capital letters': (text) => text.toUpperCase(),
    'curly apostrophes': (text) => text.replaceAll("'", '’'),
    'zero-width characters': (text) => [...text].join('\u200b'),
    'soft hyphens': (text) => [...text].join('\u00ad'),
    accents: (text) => text.replace(/[aeiou]/g, (vowel) => `${vowel}\u0301`),
    'bold letters of mathematics': (text) =>
      text.replace(/[a-z]/g, (letter) => String.fromCodePoint(0x1d41a + letter.charCodeAt(0) - 97)),
    'full width': (text) => text.replace(/[a-z]/g, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0)),
    'line breaks between words': (text) => text.replaceAll(' ', '\n'),
    'underscores between words': (text) => text.replaceAll(' ', '_'),
    'letters repeated': (text) => text.replace(/l/g, 'lllll'),
    'dots between letters': (text) => text.replace(/kill|die|suicid\w+/g, (word) => [...word].join('.')),
    'emoji between letters': (text) => text.replace(/kill|die|suicid\w+/g, (word) => [...word].join('🙂')),
    'digits for letters': (text) =>
      text.replace(/[oeas]/g, (letter) => ({ o: '0', e: '3', a: '4', s: '5' })[letter] ?? ''),
    'stars for letters': (text) => text.replace(/(?<=k)il(?=l)/g, '**'),
    'no spaces': (text) => `#${text.replace(/[' ]/g, '')}`,
    'in the middle of a long message': (text) =>
      `${'Work was fine. '.repeat(60)}${text}. ${'Then I slept. '.repeat(60)}`,
  }
  const plain = ['i want to kill myself', 'i wanna die', "i don't want to live anymore", 'i feel suicidal']

  test.each(Object.entries(disguises))('%s do not hide it', (_, disguise) => {
    for (const text of plain) expect(screen(disguise(text)), disguise(text)).toEqual(screen(text))
  })
})

describe('grades', () => {
  test('a denial lowers to the lowest grade and does not clear', () => {
    expect(screen('I am going to kill myself')?.grade).toBe(4)
    expect(screen('I am not going to kill myself')?.grade).toBe(1)
  })

  test('a denial only for now lowers by one', () => {
    expect(screen('I want to hurt myself')?.grade).toBe(3)
    expect(screen("I don't want to hurt myself right now")?.grade).toBe(2)
  })

  test('a denial of something else lowers nothing', () => {
    expect(screen("I don't know why but I want to kill myself")?.grade).toBe(3)
    expect(screen("I'm not okay. I want to kill myself")?.grade).toBe(3)
  })

  test('tonight raises, long ago lowers', () => {
    expect(screen('I want to kill myself tonight')?.grade).toBe(4)
    expect(screen('I wanted to kill myself ten years ago')?.grade).toBe(2)
  })

  test('the worst sentence of a message counts, wherever it stands', () => {
    expect(screen('I would never kill myself. But I took all the pills.')).toMatchObject({ grade: 4, kind: 'overdose' })
    expect(screen('I took all the pills. I said I would never kill myself.')).toMatchObject({
      grade: 4,
      kind: 'overdose',
    })
  })

  test("the client's own danger comes before another person's of the same grade", () => {
    const text = 'My friend wants to kill himself and I want to kill myself'
    expect(screen(text)).toMatchObject({ grade: 3, kind: 'suicide' })
  })
})

describe('what a language needs of its own', () => {
  test('a denial in the middle of a phrase lowers it, unless something turns it round', () => {
    expect(screen('Ich will mich umbringen')?.grade).toBe(3)
    expect(screen('Ich will mich nicht umbringen')?.grade).toBe(1)
    expect(screen('Ich weiß nicht, ob ich mich nicht doch umbringe')?.grade).toBeGreaterThanOrEqual(3)
  })

  test('umlauts are found however they are written', () => {
    for (const text of ['ich möchte mich töten', 'ich moechte mich toeten', 'ich mochte mich toten'])
      expect(screen(text), text).toMatchObject({ grade: 3, kind: 'suicide', language: 'de' })
  })

  test('where nobody is named, the verb says whether there is someone', () => {
    expect(screen('Se quiere matar')).toMatchObject({ kind: 'third_party', language: 'es' })
    expect(screen('Sich umzubringen war damals verboten')).toBeUndefined()
    expect(screen('Mein Bruder will sich erhängen')).toMatchObject({ kind: 'third_party', language: 'de' })
  })

  test('a word of one language is not cut into words of another', () => {
    // German alone reads "suicid" + "arme" here, and knows of no denial.
    expect(screen('No quiero suicidarme')).toMatchObject({ grade: 1, language: 'es' })
  })
})

describe('any language', () => {
  const german = {
    language: 'de',
    lists: { self: ['mich'], themself: ['sich'] },
    said_of_others: { self: 'themself' },
    rules: [{ id: 'suicide.statement', kind: 'suicide', grade: 3, phrases: ['$self umbringen', 'größte not'] }],
    harmless: ['$self umbringen vor lachen'],
    people: { client: ['ich'], someone: ['er'], nobody: ['leute'], unnamed: 'nobody' },
    negation: {
      before: ['nicht'],
      fillers: ['zu'],
      inside: ['nicht'],
      after: ['nie'],
      undone_by: ['warum'],
      for_now: ['heute'],
      stressed_by: ['mehr'],
    },
    past: ['vor # jahren'],
    now: ['jetzt'],
    fiction: ['film'],
    reporting: ['er sagt'],
  }

  test('all languages read every text', () => {
    const both = createCrisisScreen([...crisisPhrases, german]).screen
    expect(both('ich will mich umbringen')).toMatchObject({ language: 'de', kind: 'suicide', grade: 3 })
    expect(both('er will sich umbringen')).toMatchObject({ language: 'de', kind: 'third_party' })
    expect(both('GRÖSSTE NOT')).toMatchObject({ language: 'de' })
    expect(both('I want to kill myself')).toMatchObject({ language: 'en' })
  })

  test('a phrase that cannot be read is refused by name', () => {
    const broken = { ...german, harmless: ['vor $nothing'] }
    expect(() => createCrisisScreen([broken])).toThrow('"vor $nothing"')
    expect(() => createCrisisScreen([{ ...german, rules: [{ ...german.rules[0], grade: 5 }] }])).toThrow('grade')
  })
})

test('any text at all can be screened, and a danger in it is found', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (before, after) => {
      expect(() => screen(before)).not.toThrow()
      expect(screen(`${before}\n\nhello. I am going to kill myself. hello.\n\n${after}`)?.grade).toBeGreaterThan(0)
    }),
    { numRuns: 300, seed: 7 },
  )
})
