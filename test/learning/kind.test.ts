import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { f1, macroF1 } from '../../scripts/measure/classes.ts'
import { type Example, trainKinds } from '../../scripts/measure/train-kinds.ts'
import { kindOf } from '../../src/llm/offline/analysis/kind.ts'
import { kindFeatures } from '../../src/llm/offline/analysis/kind-features.ts'

const nothing = { client: '', own: '' }

describe('what an utterance is', () => {
  test.each([
    ['Mm-hmm. Okay.', '', 'none'],
    ['How often do you drink during the week?', '', 'question'],
    ['Tell me a bit more about that.', 'I smoke when I am stressed.', 'question'],
    [
      "It sounds like you're torn: you want to stop, and it is how you relax.",
      'I do not know if I want to stop.',
      'reflection',
    ],
    ["So you're worried about your kids.", 'My kids see me smoking and it scares me.', 'reflection'],
    [
      'Smoking can increase the risk of heart disease, so I would recommend that we look at some options that can help.',
      'Okay.',
      'input',
    ],
  ] as const)('%s', (text, client, kind) => {
    expect(kindOf(text, { client, own: '' }, 'en')).toBe(kind)
  })

  test('other languages go by rules', () => {
    expect(kindOf('¿Cómo te sientes?', nothing, 'es')).toBe('question')
    expect(kindOf('Ich empfehle dir, es aufzuschreiben.', nothing, 'de')).toBe('input')
    expect(kindOf('', nothing, 'de')).toBe('none')
    expect(kindOf('', nothing, 'en')).toBe('none')
  })
})

test('what is shipped is small, and holds no more than three words of anyone in a row', () => {
  const file = readFileSync(new URL('../../src/llm/offline/analysis/kind-weights.json', import.meta.url), 'utf8')
  expect(file.length).toBeLessThan(200_000)
  const { features } = JSON.parse(file) as { features: Record<string, number[]> }
  for (const [feature, weights] of Object.entries(features)) {
    expect(feature.split(' ').length).toBeLessThanOrEqual(4)
    expect(weights.every(Number.isInteger) && weights.length === 4).toBe(true)
  }
})

test('training learns what tells kinds apart, leaves out what one transcript alone has, and comes out the same', () => {
  const examples = ['a', 'b', 'c', 'd'].flatMap((transcript): Example[] => [
    {
      transcript,
      kind: 'question',
      features: kindFeatures(`Why is that so, and what of ${transcript}zorva?`, nothing),
    },
    { transcript, kind: 'reflection', features: kindFeatures('You feel that it is too much.', nothing) },
    { transcript, kind: 'input', features: kindFeatures('Many people sleep better without coffee.', nothing) },
    { transcript, kind: 'none', features: kindFeatures('Okay.', nothing) },
  ])
  const trained = trainKinds(examples, 1)
  expect(trainKinds(examples, 1)).toEqual(trained)
  expect(Object.keys(trained.features).some((feature) => feature.includes('zorva'))).toBe(false)
  const [question = 0, ...others] = trained.features['w why'] ?? []
  expect(question).toBeGreaterThan(Math.max(...others))
})

test('agreement is counted class by class', () => {
  const pairs = [
    { coded: 'a', judged: 'a' },
    { coded: 'a', judged: 'b' },
    { coded: 'b', judged: 'b' },
    { coded: 'c', judged: 'b' },
  ] as const
  expect(f1(pairs, 'a')).toBeCloseTo(2 / 3)
  expect(f1(pairs, 'b')).toBeCloseTo(0.5)
  expect(f1(pairs, 'c')).toBe(0)
  expect(macroF1(pairs, ['a', 'b', 'c'])).toBeCloseTo((2 / 3 + 0.5) / 3)
})
