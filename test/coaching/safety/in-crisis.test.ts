/** What counts only in a crisis: found there, no word of it outside, and nothing of it where it is denied or about something else. */
import { describe, expect, test } from 'vitest'
import { crisisPhrases } from '../../../src/coaching/safety/languages.ts'
import { createCrisisScreen } from '../../../src/coaching/safety/screen.ts'

const { screen, screenInCrisis } = createCrisisScreen(crisisPhrases)

const acute: Record<string, readonly [kind: string, lines: readonly string[]][]> = {
  en: [
    [
      'suicide',
      ["I'm going to do it tonight", 'I will do it now', 'tonight is the night', "I'm doing it", "I can't stop myself"],
    ],
    [
      'suicide',
      ["I'm about to jump", "I'm going to take them all", "I haven't taken them yet", "I've done it", 'I just did it'],
    ],
    [
      'overdose',
      ['I already took them', "I've taken them all", 'took them', 'I swallowed everything', 'i took it all'],
    ],
    ['medical', ['I cut', 'I cut too deep', "it won't stop bleeding", 'there is blood everywhere']],
    [
      'suicide',
      ['they are in front of me', 'The pills are on the table', 'I have it next to me', 'the knife is beside me'],
    ],
    ['suicide', ["I'm on the bridge", 'I am standing on the roof', "I'm by the tracks", 'walking to the bridge']],
    ['suicide', ['goodbye', 'Tell my mum I love her', 'please look after my dog']],
  ],
  de: [
    [
      'suicide',
      ['ich mach es heute Nacht', 'ich tu es jetzt', 'heute ist es soweit', 'ich ziehe es durch', 'ich spring jetzt'],
    ],
    [
      'suicide',
      [
        'ich nehme sie jetzt',
        'ich werde es tun',
        'noch nicht genommen',
        'ich hab es getan',
        'kann mich nicht mehr zurückhalten',
      ],
    ],
    [
      'overdose',
      [
        'ich hab sie genommen',
        'hab alle geschluckt',
        'schon genommen',
        'ich habe alles genommen',
        'ich hab sie alle geschluckt',
      ],
    ],
    ['medical', ['ich hab mich geschnitten', 'zu tief geschnitten', 'es hört nicht auf zu bluten', 'überall Blut']],
    [
      'suicide',
      [
        'ich habe die Tabletten schon vor mir',
        'sie liegen vor mir',
        'das Messer liegt neben mir',
        'hab sie in der Hand',
      ],
    ],
    ['suicide', ['ich bin auf der Brücke', 'ich stehe auf dem Dach', 'bin an den Gleisen', 'ich geh jetzt zur Brücke']],
    ['suicide', ['Leb wohl', "macht's gut", 'sag meiner Mama dass ich sie liebe', 'kümmert euch um meinen Hund']],
  ],
  es: [
    [
      'suicide',
      ['voy a hacerlo esta noche', 'lo voy a hacer', 'lo hago ahora', 'hoy es el día', 'estoy a punto de hacerlo'],
    ],
    [
      'suicide',
      ['voy a saltar', 'me las voy a tomar', 'todavía no las tomé', 'ya lo hice', 'no puedo controlarme más'],
    ],
    [
      'overdose',
      ['ya me las tomé', 'me las he tomado todas', 'las tomé', 'me tomé todo', 'me acabo de tomar las pastillas'],
    ],
    ['medical', ['me corté', 'corté muy profundo', 'no para de sangrar', 'hay mucha sangre']],
    [
      'suicide',
      ['las tengo delante', 'las pastillas están en la mesa', 'tengo el cuchillo al lado', 'las tengo en la mano'],
    ],
    ['suicide', ['estoy en el puente', 'estoy en la azotea', 'voy al puente', 'estoy junto a las vías']],
    ['suicide', ['adiós', 'dile a mi mamá que la quiero', 'cuiden a mi perro', 'perdónenme']],
  ],
}

const ordinary: Record<string, readonly string[]> = {
  en: [
    "I didn't take them",
    "I won't do it tonight",
    "I'm not going to do it",
    "I haven't taken anything",
    "I'm not on the bridge",
  ],
  'en, else': [
    'I took them to the park',
    'I cut my hair',
    'please help me',
    'can you do it tonight?',
    "I don't know",
    'I called the line',
  ],
  de: [
    'ich habe sie nicht genommen',
    'ich mach es heute nicht',
    'ich nehme sie jetzt nicht',
    'ich spring nicht',
    'ich bin nicht auf der Brücke',
    'ich habe nichts genommen',
  ],
  'de, else': [
    'bitte',
    'ich hab den Bus genommen',
    'in den Finger geschnitten',
    'ich weiß nicht',
    'ich habe angerufen',
    'bist du da?',
  ],
  es: ['no las tomé', 'no voy a hacerlo', 'no lo voy a hacer esta noche', 'no me corté', 'no estoy en el puente'],
  'es, else': [
    'me corté el pelo',
    'por favor',
    'no sé qué hacer',
    'ya llamé',
    '¿estás ahí?',
    'mi hermana viene a casa',
  ],
  quoted: ['In the film he says "I took them"', 'she wrote: "I took them for you" in the song'],
  'long past': ['I took them years ago'],
}

describe.each(Object.entries(acute))('%s', (_, groups) => {
  const lines = groups.flatMap(([kind, texts]) => texts.map((text) => [text, kind] as const))
  test.each(lines)('%s', (text, kind) => {
    expect(screenInCrisis(text)).toMatchObject({ grade: 4, kind })
  })
})

describe.each(Object.entries(ordinary))('%s: is no more than was known', (_, lines) => {
  test.each(lines)('%s', (text) => {
    expect(screenInCrisis(text)).toBeUndefined()
  })
})

test('what another has done is told as theirs', () => {
  expect(screenInCrisis('my sister took them')).toMatchObject({ kind: 'third_party' })
})

test.each(['I took them', 'I will do it tonight', 'ich hab sie genommen', 'lo voy a hacer', 'goodbye', 'adiós'])(
  'outside a crisis it says nothing: %s',
  (text) => {
    expect(screen(text)).toBeUndefined()
  },
)
