import { describe, expect, test } from 'vitest'
import { inventedCoaches } from '../../scripts/measure/invented-coaches.ts'
import { styleDistance, styleOf } from '../../src/coaching/learning/style-distance.ts'
import fc from '../support/property.ts'

const warm = ['Oh… take your time. 💛', 'There is no hurry with this, I am here…']
const terse = ['Do it now.', 'No excuses. Write one line.']

describe('the distance of two styles', () => {
  test('is small for the same way of saying other things, large for another way of saying the same', () => {
    const aboutWork = ['What would you say to your boss?', 'And what else is there at work?']
    const aboutLove = ['What would you tell to your wife?', 'And what more is there at home?']
    const told = ['Say it to your boss!!', 'There is more at work 🎉']
    const near = styleDistance(styleOf(aboutWork), styleOf(aboutLove))
    expect(near).toBeLessThan(0.1)
    expect(styleDistance(styleOf(aboutWork), styleOf(told))).toBeGreaterThan(3 * near)
  })

  test('is the whole of it to somebody who has written nothing', () => {
    expect(styleDistance(styleOf([]), styleOf(warm))).toBe(1)
    expect(styleDistance(styleOf(warm), styleOf(['', '🙂']))).toBe(1)
    expect(styleDistance(styleOf([]), styleOf(['...']))).toBe(0)
  })

  test('sees German and Spanish too', () => {
    const [sie, du] = [['Bitte überlegen Sie sich, was Ihnen wichtig ist.'], ['hey, was ist dir wichtig?? 🙂']].map(
      styleOf,
    )
    const [larga, corta] = [
      ['Me pregunto qué es lo que de verdad te importa, y por qué.'],
      ['¡Venga! ¡Hazlo ya! 💪'],
    ].map(styleOf)
    for (const [one, other] of [
      [sie, du],
      [larga, corta],
    ]) {
      if (!one || !other) throw new Error('no style')
      expect(styleDistance(one, other)).toBeGreaterThan(0.3)
    }
  })

  test('is 0 to itself, the same both ways, never below 0 or above 1, and knows no order', () => {
    const texts = fc.array(
      fc.oneof(fc.string({ unit: 'grapheme' }), fc.lorem({ mode: 'sentences' }), fc.constantFrom(...warm, ...terse)),
    )
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        const [a, b] = [styleOf(one), styleOf(other)]
        expect(styleDistance(a, a)).toBeCloseTo(0, 6)
        expect(styleDistance(a, styleOf(one.toReversed()))).toBeCloseTo(0, 6)
        expect(styleDistance(a, b)).toBeCloseTo(styleDistance(b, a), 10)
        expect(styleDistance(a, b)).toBeGreaterThanOrEqual(0)
        expect(styleDistance(a, b)).toBeLessThanOrEqual(1)
      }),
      { numRuns: 200 },
    )
  })
})

test('a vector holds nothing of what was said', () => {
  const style = JSON.stringify(
    styleOf(['Zorvina, tell Kandor at Harrowgate that 4711 is not the number!', 'Frag zorvina morgen.']),
  )
  for (const canary of ['zorv', 'kand', 'harr', '4711', 'orv', 'numb', 'frag'])
    expect(style.toLowerCase()).not.toContain(canary)
})

test('the invented coaches are themselves', () => {
  const coaches = inventedCoaches(1)
  expect(coaches.map(({ replies }) => new Set(replies).size)).toEqual([80, 80, 80, 80, 80, 80])
  expect(inventedCoaches(1)).toEqual(coaches)
  for (const [at, { replies }] of coaches.entries()) {
    const asked = styleOf(replies.slice(0, 10))
    const distances = coaches.map((coach) => styleDistance(asked, styleOf(coach.replies.slice(10, 30))))
    expect(distances.indexOf(Math.min(...distances))).toBe(at)
  }
})
