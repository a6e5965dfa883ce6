import { describe, expect, test } from 'vitest'
import { interventionAnalysis, type ModelAnalysis } from '../../src/coaching/learning/analysis.ts'
import { checkAnalysis, type Ran } from '../../src/coaching/learning/check-analysis.ts'
import { moves, techniques } from '../../src/coaching/learning/vocabulary.ts'
import fc from '../support/property.ts'

const said: ModelAnalysis = {
  style: { tone: 'empathetic', pace: 'slow', formality: 'casual', energy: 'low' },
  techniques: ['reflection', 'question'],
  framework: null,
  structure: ['acknowledge', 'reflect', 'question'],
  key_phrases: ['Let that land first'],
  metaphor: 'like a river that has no hurry',
  emotional_handling: 'named and left room',
  situation: 'self_doubt',
  situation_summary: 'doubts before a talk',
  outcome: { client_reaction: 'positive', conversation_shift: 'deeper', resolution: 'partly', follow_through: null },
  why_it_worked: 'being heard came first',
  applicable_to_similar: true,
  transferable_to_others: 0.7,
  confidence: 0.8,
  replication_value: 0.8,
}
const ran: Ran = {
  coachTexts: [
    'Let that land  first, Sarah. It is “like a river that has no hurry”.',
    'It is like a river that has no hurry. What is it that you’d need?',
  ],
  clientTextsAfter: ['Thank you.'],
  names: ['Sarah Miller', 'Dana'],
}
const check = (change: Partial<ModelAnalysis>, of: Partial<Ran> = {}) =>
  checkAnalysis({ ...said, ...change }, { ...ran, ...of })

test('what the texts bear out stands, with what is counted', () => {
  expect(check({}, { coachTexts: ran.coachTexts.slice(1), names: [] })).toMatchObject({
    techniques: ['reflection', 'question'],
    structure: ['acknowledge', 'reflect', 'question'],
    metaphor: 'like a river that has no hurry',
    outcome: said.outcome,
    why_it_worked: said.why_it_worked,
    counted: { messages: 1, questions: 1 },
  })
})

describe('key phrases', () => {
  test.each([
    ['as they stand, whatever the marks', 'LET that land first', 'Let that land first'],
    ['apostrophes may differ', "What is it that you'd need", 'What is it that you’d need'],
    ['not said', 'Let that sink in', undefined],
    ['half a word', 'et that land', undefined],
    ['naming somebody', 'Let that land first, Sarah', undefined],
  ])('%s', (_, phrase, kept) => {
    expect(check({ key_phrases: [phrase] }).key_phrases).toEqual(kept ? [kept] : [])
  })

  test('what is in quotation marks is somebody else’s', () => {
    expect(check({ metaphor: said.metaphor }).metaphor).toBeNull()
    expect(
      check({ key_phrases: ['nobody wants me'] }, { coachTexts: ['You said "nobody wants me".'] }).key_phrases,
    ).toEqual([])
  })

  test('a name that nobody told us of, or a figure, is none of the coach’s turns of phrase', () => {
    const coachTexts = ['What would Kandor say to that? Take 300 breaths, then tell Zorva no']
    expect(
      check(
        { key_phrases: ['What would Kandor say', 'Take 300 breaths', 'Kandor say to that', 'tell Zorva no'] },
        { coachTexts },
      ).key_phrases,
    ).toEqual([])
  })
})

test('a short text is read in the language it is said to be in', () => {
  const short = { coachTexts: ['Angst braucht Geduld'] }
  expect(check({ key_phrases: ['Angst braucht Geduld'] }, short).key_phrases).toEqual([])
  expect(check({ key_phrases: ['Angst braucht Geduld'] }, { ...short, language: 'de' }).key_phrases).toEqual([
    'Angst braucht Geduld',
  ])
})

test('a question needs a question mark', () => {
  const { techniques: kept, structure } = check(
    {},
    { coachTexts: ['Tell me more about how it was for you back then, please.'] },
  )
  expect(kept).toEqual(['reflection'])
  expect(structure).toEqual(['acknowledge', 'reflect'])
})

test('silence is counted, never believed', () => {
  expect(check({ techniques: ['silence'] }).techniques).toEqual([])
  expect(check({ techniques: ['affirmation'] }, { coachTexts: ['I am here.'] }).techniques).toEqual([
    'silence',
    'affirmation',
  ])
  expect(check({ techniques: ['question'] }, { coachTexts: ['And?'] }).techniques).toEqual(['question'])
})

test('without a word of the client’s afterwards there is no outcome', () => {
  expect(check({}, { clientTextsAfter: [] }).outcome).toBeNull()
  expect(check({}, { clientTextsAfter: [' ', ''] }).outcome).toBeNull()
})

test('nothing worked that was taken badly', () => {
  expect(
    check({ outcome: { ...said.outcome, client_reaction: 'negative' } as ModelAnalysis['outcome'] }).why_it_worked,
  ).toBe('')
})

test('what names somebody in the model’s own words is emptied, what looks like one is replaced', () => {
  expect(
    check({
      emotional_handling: "met sarah's fear",
      situation_summary: 'The client fears Kandor and owes 300 euros',
      why_it_worked: 'Dana was warm',
    }),
  ).toMatchObject({
    emotional_handling: '',
    situation_summary: 'The client fears [name] and owes [number] euros',
    why_it_worked: '',
  })
})

const name = 'Zokami'
const phrase = fc
  .tuple(fc.lorem({ maxCount: 5 }), fc.boolean(), fc.nat(5))
  .map(([words, isNaming, at]) => (isNaming ? words.split(' ').toSpliced(at, 0, name).join(' ') : words))
const analysis: fc.Arbitrary<ModelAnalysis> = fc.record({
  style: fc.constant(said.style),
  techniques: fc.array(fc.constantFrom(...techniques), { minLength: 1, maxLength: 5 }),
  framework: fc.constant(null),
  structure: fc.array(fc.constantFrom(...moves), { minLength: 1, maxLength: 8 }),
  key_phrases: fc.array(phrase, { maxLength: 5 }),
  metaphor: fc.option(phrase),
  emotional_handling: phrase,
  situation: fc.constant(said.situation),
  situation_summary: phrase,
  outcome: fc.option(fc.constant(said.outcome)),
  why_it_worked: phrase,
  applicable_to_similar: fc.boolean(),
  transferable_to_others: fc.constant(0.5),
  confidence: fc.constant(0.5),
  replication_value: fc.constant(0.5),
}) as fc.Arbitrary<ModelAnalysis>

test('whatever a model says, what stands is in the coach’s text, names nobody, and can be kept', () => {
  fc.assert(
    fc.property(
      analysis,
      fc.array(fc.lorem({ mode: 'sentences' }), { maxLength: 4 }),
      fc.boolean(),
      (model, texts, isAnswered) => {
        // Half of the phrases are the coach's, so that some stand.
        const own = model.key_phrases.filter((_, at) => at % 2 === 0)
        const coachTexts = [...texts, ...own.map((one) => `And so: ${one} then.`)]
        const kept = checkAnalysis(model, {
          coachTexts,
          clientTextsAfter: isAnswered ? ['ok'] : [],
          names: [`${name} Smith`],
        })
        expect(interventionAnalysis.parse(kept)).toEqual(kept)
        for (const one of [...kept.key_phrases, ...(kept.metaphor === null ? [] : [kept.metaphor])]) {
          expect(coachTexts.some((text) => text.includes(one))).toBe(true)
          expect(one).not.toContain(name)
        }
        expect(kept.techniques.every((one) => one === 'silence' || model.techniques.includes(one))).toBe(true)
        expect(kept.structure.some((move, at) => move === kept.structure[at - 1])).toBe(false)
        if (!isAnswered) expect(kept.outcome).toBeNull()
        if (kept.counted.questions === 0) expect([...kept.techniques, ...kept.structure]).not.toContain('question')
      },
    ),
    { numRuns: 150 },
  )
})
