import { describe, expect, test } from 'vitest'
import type { LearnedFrom } from '../../src/coaching/learning/analysis.ts'
import {
  byFrequency,
  learn,
  rated,
  responsesTo,
  type StyleProfile,
  saidTo,
  since,
  takeBack,
} from '../../src/coaching/learning/coach-style.ts'
import { confidenceTrend } from '../../src/coaching/learning/confidence-trend.ts'
import { learnedFrom, manyLearned, reacted } from '../support/analyses.ts'
import fc from '../support/property.ts'

function learnAll(all: readonly LearnedFrom[]): StyleProfile | undefined {
  return all.reduce<StyleProfile | undefined>(learn, undefined)
}

function profileOf(...all: LearnedFrom[]): StyleProfile {
  return learnAll(all) as StyleProfile
}

describe("a coach's style", () => {
  test('can be taken back, to exactly what was before', () => {
    fc.assert(
      fc.property(manyLearned, fc.nat(), (all, at) => {
        fc.pre(all.length > 0)
        const last = all[at % all.length] as LearnedFrom
        const before = learnAll(all.filter((one) => one !== last))
        expect(takeBack(learn(before, last), last)).toStrictEqual(before)
      }),
    )
  })

  test('is the same in whatever order it came and went', () => {
    fc.assert(
      fc.property(manyLearned, fc.array(fc.nat(), { maxLength: 30 }), (all, draws) => {
        let profile: StyleProfile | undefined
        const inside = new Set<LearnedFrom>()
        for (const draw of draws) {
          const one = all[draw % Math.max(1, all.length)]
          if (!one) continue
          profile = inside.has(one) ? profile && takeBack(profile, one) : learn(profile, one)
          if (!inside.delete(one)) inside.add(one)
        }
        expect(profile).toStrictEqual(learnAll(all.filter((one) => inside.has(one))))
      }),
    )
  })

  test('is plain JSON of whole numbers', () => {
    fc.assert(
      fc.property(manyLearned, (all) => {
        const profile = learnAll(all) ?? null
        expect(JSON.parse(JSON.stringify(profile))).toStrictEqual(profile)
        expect(JSON.stringify(profile)).not.toMatch(/\d\.\d|:-\d|NaN/)
      }),
    )
  })

  test('what was never learned is not taken back', () => {
    const profile = profileOf(learnedFrom('one'))
    expect(() => takeBack(profile, learnedFrom('two', { analysis: { framework: 'GROW' } }))).toThrow(RangeError)
    expect(() => takeBack(profile, learnedFrom('one', { clientId: 'tom' }))).toThrow(RangeError)
  })

  test('counts what was done, and how that went', () => {
    const profile = profileOf(
      learnedFrom('a', { at: new Date('2026-11-03T08:00:00Z') }),
      learnedFrom('b', { at: new Date('2026-10-30T08:00:00Z'), analysis: { outcome: reacted('negative') } }),
      learnedFrom('c', { analysis: { outcome: null, techniques: ['question', 'question'], framework: 'GROW' } }),
      learnedFrom('d', { analysis: { outcome: reacted('neutral'), techniques: ['story'], metaphor: 'a river' } }),
    )
    expect(profile).toMatchObject({ n: 4, tones: { direct: 4 }, frameworks: { GROW: 1 }, metaphors: 1 })
    expect(profile.totals).toMatchObject({ messages: 8, words: 80, questions: 8 })
    expect(since(profile)).toBe('2026-10-30')
    expect(profile.techniques).toEqual({
      grounding: { used: 2, known: 2, worked: 1 },
      question: { used: 3, known: 2, worked: 1 },
      story: { used: 1, known: 1, worked: 0 },
    })
    expect(rated(profile.techniques).map(({ key }) => key)).toEqual(['question', 'grounding', 'story'])
  })

  test('a rate comes with what may be counted on: 6 of 8 is at least 45%', () => {
    const six = Array.from({ length: 6 }, (_, at) => learnedFrom(`good-${at}`))
    const two = Array.from({ length: 2 }, (_, at) =>
      learnedFrom(`bad-${at}`, { analysis: { outcome: reacted('negative') } }),
    )
    const [grounding] = rated(profileOf(...six, ...two).techniques)
    // The 5% quantile of Beta(7, 3): 0.4504.
    expect(grounding).toMatchObject({ key: 'grounding', known: 8, worked: 6, low: expect.closeTo(0.4504, 4) })
  })

  test('in a situation what worked most surely comes first', () => {
    const profile = profileOf(
      ...['a', 'b', 'c'].map((id) =>
        learnedFrom(id, { analysis: { techniques: ['challenge'], outcome: reacted('negative') } }),
      ),
      ...['d', 'e'].map((id) => learnedFrom(id)),
      learnedFrom('f', { analysis: { situation: 'grief', techniques: ['silence'] } }),
    )
    const [first, second, ...more] = responsesTo(profile, 'overwhelm')
    expect(first).toMatchObject({
      ...{ used: 2, known: 2, worked: 2 },
      approach: { technique: 'grounding', structure: ['acknowledge', 'ground', 'question'] },
    })
    expect(second).toMatchObject({ used: 3, worked: 0, approach: { technique: 'challenge' } })
    expect(more).toEqual([])
    expect(responsesTo(profile, 'money')).toEqual([])
  })

  test('a phrase is the same however it is typed, and counts once an intervention', () => {
    const { phrases } = profileOf(
      learnedFrom('a', { analysis: { key_phrases: ['Okay,  breathe!', '“Okay, breathe”.', "What's first?"] } }),
      learnedFrom('b', { analysis: { key_phrases: ['okay, breathe', 'What’s first?', '¿Y tú?'], situation: 'grief' } }),
    )
    expect(byFrequency(phrases).map(({ text, n }) => [text, n])).toEqual([
      ['okay, breathe', 2],
      ["what's first?", 2],
      ['¿y tú?', 1],
    ])
  })
})

describe("the coach's words to a client", () => {
  const saying = (id: string, phrase: string, clientId: string | undefined) =>
    learnedFrom(id, { clientId, analysis: { key_phrases: [phrase] } })
  const { phrases } = profileOf(
    saying('1', 'once only', 'sarah'),
    saying('2', 'between us', 'sarah'),
    saying('3', 'between us', 'sarah'),
    saying('4', 'to several', 'sarah'),
    saying('5', 'to several', 'tom'),
    saying('6', 'as taught', undefined),
    saying('7', 'as taught', undefined),
    saying('8', 'taught and said', undefined),
    saying('9', 'taught and said', 'tom'),
  )

  test.each([
    ['sarah', ['as taught', 'between us', 'taught and said', 'to several']],
    ['tom', ['as taught', 'taught and said', 'to several']],
    ['ines', ['as taught', 'taught and said', 'to several']],
  ])('%s hears none that was said to one other client alone', (clientId, expected) => {
    expect(byFrequency(saidTo(phrases, clientId)).map(({ text }) => text)).toEqual(expected)
  })

  test('a phrase of several goes back to one client when the other is taken back', () => {
    const tom = saying('b', 'to several', 'tom')
    const both = profileOf(saying('a', 'to several', 'sarah'), saying('c', 'to several', 'sarah'), tom)
    expect(saidTo(both.phrases, 'ines')).toHaveLength(1)
    expect(saidTo((takeBack(both, tom) as StyleProfile).phrases, 'ines')).toEqual([])
  })
})

describe('how sure the AI is', () => {
  const point = (at: string, confidence: number) => ({ at: new Date(at), confidence })

  test('week by week, as the calendar has them', () => {
    const points = [
      point('2026-01-05T00:30:00Z', 0.9), // a Monday
      point('2025-12-29T12:00:00Z', 0.4), // the Monday of the week that holds New Year
      point('2026-01-04T23:30:00Z', 0.6), // its Sunday
      point('2026-01-20T12:00:00Z', 1),
    ]
    expect(confidenceTrend(points, 'UTC')).toEqual([
      { monday: '2025-12-29', mean: 0.5, n: 2 },
      { monday: '2026-01-05', mean: 0.9, n: 1 },
      { monday: '2026-01-19', mean: 1, n: 1 },
    ])
    expect(confidenceTrend(points, 'America/New_York')[0]).toMatchObject({ monday: '2025-12-29', n: 3 })
    expect(confidenceTrend([], 'UTC')).toEqual([])
  })
})
