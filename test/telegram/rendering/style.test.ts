import { describe, expect, test } from 'vitest'
import type { LearnedFrom } from '../../../src/coaching/learning/analysis.ts'
import { learn, type StyleProfile } from '../../../src/coaching/learning/coach-style.ts'
import {
  energies,
  formalities,
  moves,
  paces,
  situations,
  techniques,
  tones,
} from '../../../src/coaching/learning/vocabulary.ts'
import { textParameters } from '../../../src/locales/text-keys.ts'
import { openTexts } from '../../../src/locales/texts.ts'
import { type RecentLearning, renderStyle } from '../../../src/telegram/rendering/style.ts'
import { learnedFrom, reacted } from '../../support/analyses.ts'
import { refusalOf } from './telegram-rules.ts'

const texts = openTexts()
const recent: RecentLearning[] = [
  {
    at: new Date('2026-11-20T23:30:00Z'),
    situation: 'overwhelm',
    technique: 'grounding',
    whyItWorked: 'It slowed them down.',
  },
  { at: new Date('2026-11-19T10:00:00Z'), situation: 'grief', technique: 'silence', whyItWorked: '' },
]

function textOf(all: readonly LearnedFrom[], language = 'en'): string {
  const profile = all.reduce<StyleProfile | undefined>(learn, undefined)
  const messages = renderStyle(profile, all.length > 0 ? recent : [], { language, timezone: 'Europe/Berlin' }, texts)
  expect(messages).toHaveLength(1)
  for (const message of messages) expect(refusalOf(message)).toBeUndefined()
  return messages.map(({ text }) => text).join()
}

const learned = [
  ...Array.from({ length: 6 }, (_, at) => learnedFrom(`good-${at}`, { analysis: { framework: 'GROW' } })),
  ...Array.from({ length: 2 }, (_, at) => learnedFrom(`bad-${at}`, { analysis: { outcome: reacted('negative') } })),
  learnedFrom('first', {
    at: new Date('2026-09-02T10:00:00Z'),
    analysis: {
      ...{ techniques: ['silence'], structure: ['pause'], situation: 'grief', outcome: null, metaphor: 'a river' },
      ...{
        key_phrases: ['said once'],
        framework: 'solution_focused',
        style: { tone: 'playful', pace: 'slow', formality: 'formal', energy: 'low' },
      },
    },
  }),
]

test('/style says what was learned, with honest numbers', () => {
  expect(textOf(learned)).toBe(`Your way, as far as I have learned it
From 9 interventions since Sep 2, 2026

Your signature
• direct (8 of 9), slow (9 of 9), casual (8 of 9), calm (9 of 9)
• Per message: words 10, sentences 2, questions 1
• With a picture in words: 1 of 9
• Frameworks: GROW (6 of 9), solution-focused (1 of 9)
• You begin with: “okay, breathe” (9×)
• You end with: “what is first” (9×)

What you do, and how it goes
• calming body and breath, 8×: worked 6 of 8, at least 45%
• asking, 8×: worked 6 of 8, at least 45%
• leaving silence, 1×: nobody knows yet how it went

What you do when it is about …
• too much at once: calming body and breath (acknowledge, breathe, ask), worked 6 of 8, at least 45%
• grief: leaving silence (pause), nobody knows yet how it went

Your phrases
• “okay, breathe” (8×)

Learned lately
• Nov 21, 2026, too much at once: calming body and breath. It slowed them down.
• Nov 19, 2026, grief: leaving silence.

“At least” is what I count on. With few cases that is much less than the rate itself.`)
})

test('nothing that was tried and never worked is given a rate to count on', () => {
  const text = textOf([learnedFrom('a', { analysis: { outcome: reacted('negative') } })])
  expect(text).toContain('calming body and breath, 1×: worked 0 of 1\n')
  expect(text).not.toMatch(/at least/i)
  expect(text).toContain('From one intervention since')
})

describe.each(['en', 'es', 'de'])('in %s', (language) => {
  test('before anything is learned it says how that comes', () => {
    expect(textOf([], language)).toBe(texts.render(language, 'style-none'))
  })

  test('every line is in words of the language', () => {
    const text = textOf(learned, language)
    expect(text).not.toMatch(/[{}_…]\w|undefined|NaN/)
    expect(text).toMatch(language === 'en' ? /at least 45%/ : /(al menos|mindestens) 45\s%/)
  })
})

test('every fixed word has a text', () => {
  const words = {
    ...{ tone: tones, pace: paces, formality: formalities, energy: energies },
    ...{ technique: techniques, move: moves, situation: situations },
  }
  const keys = Object.entries(words).flatMap(([kind, names]) =>
    names.map((name) => `${kind}-${name.replaceAll('_', '-')}`),
  )
  expect(keys.length).toBeGreaterThan(50)
  expect(keys.filter((key) => !Object.hasOwn(textParameters, key))).toEqual([])
})
