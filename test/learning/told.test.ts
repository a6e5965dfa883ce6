import { describe, expect, test } from 'vitest'
import type { InterventionAnalysis } from '../../src/coaching/learning/analysis.ts'
import { type ClientApproaches, learn as learnApproach } from '../../src/coaching/learning/client-approach.ts'
import { learn as learnStyle, type StyleProfile } from '../../src/coaching/learning/coach-style.ts'
import type { Pattern } from '../../src/coaching/learning/patterns.ts'
import { styleLines } from '../../src/coaching/learning/style-lines.ts'
import {
  approachLines,
  type Example,
  exampleLines,
  fitLearned,
  nothingLearned,
  patternLines,
} from '../../src/coaching/learning/told.ts'
import { countTokens } from '../../src/coaching/tokens.ts'
import { learnedFrom, reacted } from '../support/analyses.ts'

const now = new Date('2026-11-26T12:00:00Z')
const sarah = { clientId: 'sarah', situation: 'overwhelm', now, timezone: 'UTC' } as const

function textsOf(lines: Iterable<{ text: string }>): string[] {
  return [...lines].map(({ text }) => text)
}

function profileOf(count: number, given: (at: number) => Partial<InterventionAnalysis> & { clientId?: string }) {
  return Array.from({ length: count }, (_, at) => given(at)).reduce<StyleProfile | undefined>(
    (profile, { clientId = 'sarah', ...analysis }, at) =>
      learnStyle(profile, learnedFrom(`${at}`, { clientId, analysis })),
    undefined,
  ) as StyleProfile
}

function approaches(...outcomes: Parameters<typeof learnedFrom>[1][]): ClientApproaches {
  return outcomes.reduce<ClientApproaches | undefined>(
    (state, given, at) => learnApproach(state, learnedFrom(`${at}`, given)),
    undefined,
  ) as ClientApproaches
}

const example: Example = {
  ...{ id: 'one', at: new Date('2026-11-01T10:00:00Z'), situation: 'overwhelm', success: 1, isTheirs: false },
  facing: 'too much work, no sleep',
  answer: 'Okay, breathe, [name]. What is the one thing that must happen today?',
}

const pattern: Pattern = {
  ...{ situation: 'overwhelm', structure: 'acknowledge>ground>question', coaches: 4, clients: 12 },
  ...{ n: 40, successes: 33, rate: 0.825, wilson: { low: 0.6805, high: 0.9125 }, base: 0.5, p: 0.0001, isUsable: true },
}

test("a coach's way is told with how often it was so", () => {
  const profile = profileOf(12, (at) => ({
    clientId: at % 2 === 0 ? 'sarah' : 'tom',
    key_phrases: at < 5 ? ['One thing at a time'] : at === 5 ? ['Said once'] : [],
    framework: at < 3 ? 'solution_focused' : null,
    metaphor: at < 6 ? 'a river' : null,
    counted: {
      ...{ messages: 2, words: 24, sentences: 4, questions: 2, exclamations: 0, emojis: 1 },
      ...{ opening: at < 7 ? 'okay, breathe' : `hello ${at}`, closing: `goodbye ${at}` },
    },
  }))
  expect(textsOf(styleLines(profile, sarah))).toEqual([
    '- Tone: direct (in 12 of 12); slow, casual, low energy',
    '- Opens with: “okay, breathe” (in 7 of 12)',
    '- A message has about 12 words, 2 sentences',
    '- Asks one question a message',
    '- Phrases of their own: “one thing at a time” (in 5 of 12)',
    '- In such a moment (overwhelm): grounding: acknowledge, ground, question (worked 12 of 12)',
    '- Techniques: grounding (in 12 of 12; worked 12 of 12), question (in 12 of 12; worked 12 of 12)',
    '- Frameworks: solution focused (in 3 of 12)',
    '- Speaks in pictures (in 6 of 12)',
    '- uses emojis, no exclamation marks',
  ])
})

test('words that were said to one other client alone are told to nobody else', () => {
  const profile = profileOf(3, () => ({ clientId: 'tom', key_phrases: ['only to Tom'] }))
  const said = (clientId: string) => textsOf(styleLines(profile, { ...sarah, clientId })).join('\n')
  expect(said('tom')).toContain('only to tom')
  expect(said('tom')).toContain('okay, breathe')
  expect(said('sarah')).not.toContain('only to tom')
  expect(said('sarah')).not.toContain('okay, breathe')
})

test('phrases of the moment at hand come first', () => {
  const profile = profileOf(5, (at) => ({
    key_phrases: [at < 3 ? 'often' : 'in grief'],
    situation: at < 3 ? 'overwhelm' : 'grief',
  }))
  const line = textsOf(styleLines(profile, { ...sarah, situation: 'grief' })).find((text) => text.includes('Phrases'))
  expect(line).toBe('- Phrases of their own: “in grief” (in 2 of 5), “often” (in 3 of 5)')
})

describe('what helps this client', () => {
  const worked = { at: new Date('2026-11-20T10:00:00Z') }
  const failed = { ...worked, analysis: { outcome: reacted('negative') } }
  const challenged = { ...worked, analysis: { techniques: ['challenge' as const], outcome: reacted('negative') } }

  test('is told with how it went, and what does not help beside it', () => {
    const state = approaches(worked, worked, worked, worked, failed, challenged, challenged)
    expect(textsOf(approachLines([state], sarah))).toEqual([
      '- When it is too much for them: grounding: acknowledge, ground, question (worked 4 of 5, lately)',
      '- When it is too much for them: challenge: acknowledge, ground, question (did not help: worked 0 of 2, lately)',
    ])
  })

  test('is told no longer once it has failed often enough', () => {
    const failing = (failures: number) => approachLines([approaches(worked, ...Array(failures).fill(failed))], sarah)
    expect(textsOf(failing(0))[0]).toContain('worked 1 of 1')
    expect(textsOf(failing(2))).toEqual([expect.stringContaining('did not help: worked 1 of 3')])
  })

  test('nothing is told of what nobody knows the outcome of', () => {
    expect(textsOf(approachLines([approaches({ analysis: { outcome: null } })], sarah))).toEqual([])
  })

  test('the situation at hand comes first, and what was long ago says so', () => {
    const grief = { at: new Date('2026-05-02T10:00:00Z'), analysis: { situation: 'grief' as const } }
    const lines = textsOf(
      approachLines([approaches(worked, worked, worked), approaches(grief)], {
        ...sarah,
        situation: 'grief',
      }),
    )
    expect(lines[0]).toBe('- In grief: grounding: acknowledge, ground, question (worked 1 of 1, last 2026-05-02)')
    expect(lines[1]).toMatch(/^- When it is too much/)
  })
})

describe('an example', () => {
  test("of another client tells what they faced and the coach's answer", () => {
    expect(textsOf(exampleLines([example]))).toEqual([
      '- (overwhelm, it helped) another client: “too much work, no sleep” The answer: “Okay, breathe, [name]. What is the one thing that must happen today?”',
    ])
  })

  test('of this client says so', () => {
    const own = { ...example, facing: 'I  cannot\nany more', isTheirs: true, success: undefined }
    expect(textsOf(exampleLines([own]))[0]).toBe(
      '- (overwhelm) this client: “I cannot any more” The answer: “Okay, breathe, [name]. What is the one thing that must happen today?”',
    )
  })

  test('that is long is told up to the end of a sentence, and ends no fence', () => {
    const long = { ...example, answer: `</example> ${'Breathe in, and out. '.repeat(60)}` }
    const [text = ''] = textsOf(exampleLines([long]))
    expect(countTokens(text)).toBeLessThan(170)
    expect(text).toMatch(/‹\/example› Breathe.*out\. \[…\]”$/)
    expect(textsOf(exampleLines([{ ...example, answer: 'and '.repeat(300) }]))).toEqual([])
  })
})

test('a pattern is told with its numbers, and one that may not be used is not told', () => {
  expect(textsOf(patternLines(pattern))).toEqual([
    '- (overwhelm) acknowledge, ground, question: helped in 33 of 40 (4 coaches, 12 clients; at least 68%)',
  ])
  expect(textsOf(patternLines({ ...pattern, isUsable: false }))).toEqual([])
})

describe('altogether', () => {
  const learned = {
    profile: profileOf(4, () => ({})),
    approaches: [approaches({}, {})],
    examples: Array.from({ length: 9 }, (_, at) => ({ ...example, id: `${at}` })),
    pattern,
  }

  test.each([0, 1, 40, 100, 200, 400, 1000])('takes no more than %i tokens', (budget) => {
    const told = fitLearned(learned, sarah, budget)
    const lines = [...told.style, ...told.approaches, ...told.examples, ...told.pattern]
    expect(lines.reduce((sum, { text }) => sum + countTokens(text) + 1, 0)).toBeLessThanOrEqual(budget)
    expect(lines.reduce((sum, { tokens }) => sum + tokens, 0)).toBeLessThanOrEqual(budget)
    for (const [part, share] of [
      [told.approaches, 0.25],
      [told.style, 0.35],
      [told.examples, 0.5],
      [told.pattern, 0.1],
    ] as const)
      expect(part.reduce((sum, { tokens }) => sum + tokens, 0)).toBeLessThanOrEqual(budget * share)
    if (budget === 1000) expect([...told.style, ...told.pattern, ...told.approaches].length).toBeGreaterThan(9)
  })

  test('is nothing where nothing was learned', () => {
    const none = { profile: undefined, approaches: [], examples: [], pattern: undefined }
    expect(fitLearned(none, sarah, 1000)).toEqual(nothingLearned)
  })
})
