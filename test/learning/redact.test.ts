import { describe, expect, test } from 'vitest'
import { findNames } from '../../src/coaching/learning/find-names.ts'
import { findPersonal, redact } from '../../src/coaching/learning/redact.ts'
import fc from '../support/property.ts'

const bare = (text: string, names: readonly string[] = []) => redact(text, { names })

describe('who, where and how much is gone, in three languages', () => {
  test.each([
    ['My sister Zorva told me.', 'My sister [name] told me.'],
    ['I work with Brandquist in Harrowgate now.', 'I work with [name] in [name] now.'],
    ['Zorva said that it is fine.', '[name] said that it is fine.'],
    ['Zorva, I hear you.', '[name], I hear you.'],
    ['my brother is called zorvin and he drinks', 'my brother is called [name] and he drinks'],
    ['anna says no', '[name] says no'],
    ["I'm meeting Jean-Luc O'Brien on Monday.", "I'm meeting [name] on Monday."],
    ['Write to zo.va@post.example or @zorva_93', 'Write to [contact] or [contact]'],
    ['See https://example.org/a?b=1 or zorva.com', 'See [link] or [link]'],
    ['See zor.va/melvo and zorva.shop/x?id=1, now/later', 'See [link] and [link], now/later'],
    ['ask dr. zorvel, mrs melvo or herr zorva', 'ask dr. [name], mrs [name] or herr [name]'],
    ['you left siemens for a job at BMW, not at IBM', 'you left [name] for a job at [name], not at [name]'],
    ['Call +34 612 345 678 or (030) 123-4567.', 'Call [number] or [number].'],
    ['I owe €12,500 and 300 dollars', 'I owe [number] and [number] dollars'],
    ['I owe two hundred thousand euros', 'I owe [number] euros'],
    ['I am forty-three and have two things to say', 'I am [number] and have two things to say'],
    ['We met on 12.03.2024, on March 3rd, on the third of May', 'We met on [date], on [date], on [date]'],
    ['I live at 12 Baker Street.', 'I live at [address].'],
    ['Mi hermana Zorva me dijo que no.', 'Mi hermana [name] me dijo que no.'],
    ['Zorva me dijo que no, y yo le creo.', '[name] me dijo que no, y yo le creo.'],
    ['Vivo en la calle Mayor 5 de Zorvilla.', 'Vivo en la [address] de [name].'],
    ['Fue el 3 de marzo de 2024.', 'Fue [date].'],
    ['Meine Schwester Zorva hat Angst vor der Arbeit.', 'Meine Schwester [name] hat Angst vor der Arbeit.'],
    ['Ich habe mit Zorvin gesprochen, und das war gut.', 'Ich habe mit [name] gesprochen, und das war gut.'],
    ['Ich wohne in der Zorvastraße 12 in Zorvheim.', 'Ich wohne in der [address] in [name].'],
    ['Ich verdiene zweitausendfünfhundert Euro im Monat.', 'Ich verdiene [number] Euro im Monat.'],
    ['Das war am 3. März, da bin ich umgezogen.', 'Das war [date], da bin ich umgezogen.'],
    ['Er heißt zorvin.', 'Er heißt [name].'],
    ['Meine Kollegin Frau Dr. Zorvel-Öztürk nervt.', 'Meine Kollegin Frau Dr. [name] nervt.'],
    ['Wir wohnen am Zorvelring 7.', 'Wir wohnen am [address].'],
    ['insta: zorva.melvo, okay', '[contact], okay'],
    ['my therapist in brooklyn', 'my therapist in [name]'],
    ['Zorva & Melvo', '[name] & [name]'],
    ['Hey Zorva!', 'Hey [name]!'],
    ['ZORVIN is here. I told ZORVIN to stop', '[name] is here. I told [name] to stop'],
  ])('%s', (text, redacted) => {
    expect(bare(text)).toBe(redacted)
  })
})

describe('what names nobody stays', () => {
  test.each([
    'Take a breath. What would you say to a friend?',
    "I'm glad that you came on Monday. I think so too.",
    'Running helps you. Work is hard, and Mum knows it.',
    'One step, then two more. You have three options.',
    'Respira hondo. ¿Qué le dirías a una amiga?',
    'Hoy no te exijas nada. Siempre hay otro camino.',
    'Atme tief ein. Die Angst geht vorbei, und deine Arbeit kann warten.',
    'Ich höre Wut und Trauer in deinen Worten. Was brauchst du am Montag von deiner Mutter?',
    'Ein erster Schritt: Schreib ihm einen kurzen Brief.',
    'Ask the dr, and then decide: it is either/or. A dr. is there to help.',
    'However, this is hard. Therefore, pause. Someone from HR may help.',
  ])('%s', (text) => {
    expect(bare(text)).toBe(text)
  })
})

describe('names that are known are found in every form', () => {
  const names = ['Sarah Müller', 'Will', 'Jean-Luc']
  test.each([
    ['sarah, take your time', '[name], take your time'],
    ['SARAH!', '[name]!'],
    ['That is Sarahs way, sarah’s way', 'That is [name] way, [name] way'],
    ['Saraaaah', '[name]'],
    ['mueller and müller and MULLER', '[name] and [name] and [name]'],
    ['I will ask Will.', 'I will ask [name].'],
    ['jean-luc and Jean Luc', '[name] and [name]'],
  ])('%s', (text, redacted) => {
    expect(bare(text, names)).toBe(redacted)
  })
})

const syllable = fc.constantFrom('zo', 'ka', 'mi', 'ru', 'ta', 'vel', 'dor', 'pin', 'qua', 'bex', 'lum', 'jad')
const invented = fc
  .array(syllable, { minLength: 2, maxLength: 4 })
  .map((parts) => parts.join(''))
  .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
const real = fc.constantFrom(
  'Anna',
  'Thorsten',
  'Guillermo',
  'Siobhan',
  'Özlem',
  'María José',
  'Jürgen',
  'Nadia',
  'Piotr',
)
const figure = fc.oneof(
  fc.integer({ min: 11, max: 99_999_999 }).map(String),
  fc.integer({ min: 1000, max: 999_999 }).map((amount) => amount.toLocaleString('en-US')),
  fc.integer({ min: 1000, max: 999_999 }).map((amount) => amount.toLocaleString('de-DE')),
  fc
    .tuple(fc.integer({ min: 600, max: 799 }), fc.integer({ min: 100, max: 999 }), fc.integer({ min: 100, max: 999 }))
    .map((parts) => `+34 ${parts.join(' ')}`),
  fc
    .tuple(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1950, max: 2030 }))
    .map((parts) => parts.join('.')),
)

/** As clients write: # is who or where, in the middle of a sentence, at its start, typed in haste. */
const shapes = [
  'I told my boss # that I quit, and he laughed.',
  'My sister # has been ill since spring.',
  '# told me that I am not good enough.',
  '# is my best friend and she knows it.',
  'Yesterday I had dinner with # and it went badly.',
  'It happened in #, at the office, when I was alone.',
  'Honestly? I think that # hates me.',
  'My name is #, and I am afraid of this.',
  'I called #. She did not answer me.',
  'he is named # and I love him',
  'I had a fight with my husband, #, about money.',
  'I know it was #’s idea and not mine.',
  'My team at # does not listen to me.',
  'Le dije a # que no puedo más con esto.',
  'Mi jefe # me grita todos los días en la oficina.',
  '# me dijo que no valgo nada para ella.',
  'Vivo en # con mi madre y estoy cansada.',
  'Mi hijo se llama # y es lo que más quiero.',
  'Ayer hablé con # y me sentí muy mal.',
  'Mein Chef # hat mich vor allen angeschrien.',
  'Ich habe gestern mit # gesprochen und war nur traurig.',
  'Meine Tochter heißt # und ist alles für mich.',
  'Ich wohne seit einem Jahr in # und kenne niemanden.',
  'Ich glaube, dass # mich nicht mehr liebt.',
  'Das hat mir # gesagt, und ich weiß nicht weiter.',
  '# hat mir gesagt, dass ich nicht gut genug bin.',
  'Seit ich bei # arbeite, schlafe ich nicht mehr.',
  'Ich war mit meinem Bruder # im Urlaub und es war schön.',
  'Ich war bei Frau Dr. # und es hat nicht geholfen.',
  'Mrs. # from the office and I do not talk.',
  'La señora # de la oficina no me deja en paz.',
]
const amounts = [
  'I owe the bank # and cannot sleep.',
  'My number is #, call me.',
  'We got married on # and it is over.',
  'Le debo # a mi hermano y no puedo pagar.',
  'Mi teléfono es #.',
  'Ich verdiene # im Monat und das reicht nicht.',
  'Ich habe # Euro Schulden und sage es niemandem.',
]

describe('canaries', () => {
  test('no name survives in the shapes that clients use', () => {
    fc.assert(
      fc.property(fc.constantFrom(...shapes), fc.oneof(invented, real), (shape, name) => {
        expect(bare(shape.replace('#', name)).toLowerCase()).not.toContain(name.toLowerCase())
      }),
      { numRuns: 1_000 },
    )
  })

  test('no figure survives', () => {
    fc.assert(
      fc.property(fc.constantFrom(...amounts), figure, (shape, amount) => {
        expect(bare(shape.replace('#', amount))).not.toMatch(/\p{N}/u)
      }),
      { numRuns: 400 },
    )
  })

  test('a name that is known survives nowhere, however it is written', () => {
    const forms = [
      (name: string) => name.toLowerCase(),
      (name: string) => name.toUpperCase(),
      (name: string) => `${name}'s`,
      (name: string) => `${name}s`,
      (name: string) => `@${name}`,
      (name: string) => `“${name}”`,
      (name: string) => `${name}-${name}`,
    ]
    fc.assert(
      fc.property(
        fc.lorem({ maxCount: 8 }),
        invented,
        fc.constantFrom(...forms),
        fc.nat(8),
        (words, name, form, at) => {
          const text = words.split(' ').toSpliced(at, 0, form(name)).join(' ')
          expect(bare(text, [`${name} Smith`]).toLowerCase()).not.toContain(name.toLowerCase())
        },
      ),
      { numRuns: 400 },
    )
  })

  test('whatever the text, a second time changes nothing, and places are in order', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'grapheme' }), fc.lorem()),
        fc.array(invented, { maxLength: 2 }),
        (text, names) => {
          const once = redact(text, { names })
          expect(redact(once, { names })).toBe(once)
          const found = findPersonal(text, { names })
          for (const [at, { from, to }] of found.entries()) {
            expect(to).toBeGreaterThan(from)
            expect(from).toBeGreaterThanOrEqual(found[at - 1]?.to ?? 0)
          }
        },
      ),
      { numRuns: 400 },
    )
  })

  test('a long text takes no long time', () => {
    const started = performance.now()
    for (const piece of ['a', 'A ', '1 ', 'a.', 'hundert', 'Straße ', '@', 'my boss ']) {
      bare(piece.repeat(4_096 / piece.length))
      findNames(piece.repeat(4_096 / piece.length), { names: ['Sarah'] })
    }
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})
