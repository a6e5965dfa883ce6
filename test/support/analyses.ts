/** Analysed interventions: one to begin with, and any. */
import { type InterventionAnalysis, type LearnedFrom, modelAnalysis } from '../../src/coaching/learning/analysis.ts'
import {
  energies,
  formalities,
  frameworks,
  moves,
  paces,
  reactions,
  resolutions,
  shifts,
  situations,
  techniques,
  tones,
} from '../../src/coaching/learning/vocabulary.ts'
import fc from './property.ts'

/** Dana grounds a client to whom it is all too much, and it helps. */
export const grounding: InterventionAnalysis = {
  style: { tone: 'direct', pace: 'slow', formality: 'casual', energy: 'low' },
  techniques: ['grounding', 'question'],
  framework: null,
  structure: ['acknowledge', 'ground', 'question'],
  key_phrases: ['Okay, breathe.'],
  metaphor: null,
  emotional_handling: 'named it, slowed down',
  situation: 'overwhelm',
  situation_summary: 'too much work at once',
  outcome: { client_reaction: 'positive', conversation_shift: 'calmer', resolution: 'partly', follow_through: null },
  why_it_worked: 'it slowed them down',
  applicable_to_similar: true,
  transferable_to_others: 0.5,
  confidence: 0.8,
  replication_value: 0.7,
  counted: {
    ...{ messages: 2, words: 20, sentences: 4, questions: 2, exclamations: 0, emojis: 0 },
    ...{ opening: 'okay, breathe', closing: 'what is first' },
  },
}

export type Outcome = NonNullable<InterventionAnalysis['outcome']>

export function reacted(client_reaction: Outcome['client_reaction'], follow_through: boolean | null = null): Outcome {
  return { client_reaction, conversation_shift: 'none', resolution: 'open', follow_through }
}

export function learnedFrom(
  interventionId: string,
  given: { clientId?: string | undefined; at?: Date; analysis?: Partial<InterventionAnalysis> } = {},
): LearnedFrom {
  const clientId = 'clientId' in given ? given.clientId : 'sarah'
  const at = given.at ?? new Date('2026-11-20T10:00:00Z')
  return { interventionId, clientId, at, analysis: { ...grounding, ...given.analysis } }
}

const share = fc.double({ min: 0, max: 1, noNaN: true })
/** Few, so that they meet again; some are names of what every object has. */
const phrase = fc.constantFrom(
  'Okay, breathe.',
  'okay, breathe',
  'One thing…',
  'constructor',
  '__proto__',
  '',
  '¿Y tú?',
)
const few = fc.nat({ max: 9 })

const analysis: fc.Arbitrary<InterventionAnalysis> = fc
  .tuple(
    fc.record({
      style: fc.record({
        tone: fc.constantFrom(...tones),
        pace: fc.constantFrom(...paces),
        formality: fc.constantFrom(...formalities),
        energy: fc.constantFrom(...energies),
      }),
      techniques: fc.array(fc.constantFrom(...techniques), { minLength: 1, maxLength: 5 }),
      framework: fc.constantFrom(null, ...frameworks),
      structure: fc.array(fc.constantFrom(...moves), { minLength: 1, maxLength: 8 }),
      key_phrases: fc.array(phrase, { maxLength: 5 }),
      metaphor: fc.constantFrom(null, 'like a river'),
      situation: fc.constantFrom(...situations.slice(0, 3)),
      outcome: fc.option(
        fc.record({
          client_reaction: fc.constantFrom(...reactions),
          conversation_shift: fc.constantFrom(...shifts),
          resolution: fc.constantFrom(...resolutions),
          follow_through: fc.constantFrom(null, true, false),
        }),
      ),
      applicable_to_similar: fc.boolean(),
      transferable_to_others: share,
    }),
    fc.record({
      ...{ messages: few, words: few, sentences: few, questions: few, exclamations: few, emojis: few },
      ...{ opening: phrase, closing: phrase },
    }),
  )
  .map(([drawn, counted]) => ({ ...modelAnalysis.parse({ ...grounding, ...drawn }), counted }))

/** Some interventions, each with an id of its own. */
export const manyLearned: fc.Arbitrary<LearnedFrom[]> = fc
  .array(
    fc.record({
      clientId: fc.constantFrom(undefined, 'sarah', 'tom', 'ines'),
      at: fc.date({ min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true }),
      analysis,
    }),
    { maxLength: 12 },
  )
  .map((all) => all.map((one, at) => ({ ...one, interventionId: `intervention-${at}` })))
