import { describe, expect, test } from 'vitest'
import { readTimes } from '../../../../src/coaching/memory/recall/time.ts'

/** A Wednesday. */
const now = new Date('2026-09-16T12:00:00Z')
const days = (text: string, timezone = 'UTC') =>
  readTimes(text, { now, timezone }).map(({ from, to }) =>
    [from, to].map((at) => at.toISOString().slice(0, 10)).join(' '),
  )

describe('what a question says about when', () => {
  test.each([
    ['what was that thing in March?', '2026-03-01 2026-04-01'],
    ['What happened in December?', '2025-12-01 2026-01-01'],
    ['what did I say in March 2025', '2025-03-01 2025-04-01'],
    ['who came on May 3, 2025?', '2025-05-03 2025-05-04'],
    ['who came on the 3rd of May?', '2026-05-03 2026-05-04'],
    ['on 8th December, 2025', '2025-12-08 2025-12-09'],
    ['2026-02-07, what was it', '2026-02-07 2026-02-08'],
    ['the talk two weeks ago', '2026-08-30 2026-09-06'],
    ['a few days ago', '2026-09-13 2026-09-14'],
    ['about a month ago', '2026-08-02 2026-09-02'],
    ['what did I tell you yesterday?', '2026-09-15 2026-09-16'],
    ['last week', '2026-09-07 2026-09-14'],
    ['this month', '2026-09-01 2026-10-01'],
    ['last Tuesday', '2026-09-15 2026-09-16'],
    ['on Wednesday', '2026-09-09 2026-09-10'],
    ['last summer', '2026-06-01 2026-09-01'],
    ['in the winter', '2025-12-01 2026-03-01'],
    ['in 2024', '2024-01-01 2025-01-01'],
    ['¿qué dije en marzo?', '2026-03-01 2026-04-01'],
    ['el 3 de mayo de 2025', '2025-05-03 2025-05-04'],
    ['hace dos semanas', '2026-08-30 2026-09-06'],
    ['el mes pasado', '2026-08-01 2026-09-01'],
    ['el año pasado', '2025-01-01 2026-01-01'],
    ['el martes', '2026-09-15 2026-09-16'],
    ['lo de ayer', '2026-09-15 2026-09-16'],
    ['was war im März?', '2026-03-01 2026-04-01'],
    ['am 3. Mai', '2026-05-03 2026-05-04'],
    ['vor zwei Wochen', '2026-08-30 2026-09-06'],
    ['letzten Dienstag', '2026-09-15 2026-09-16'],
    ['the 31st of June', '2026-06-01 2026-07-01'],
    ['letztes Jahr', '2025-01-01 2026-01-01'],
    ['vorgestern', '2026-09-14 2026-09-15'],
  ])('%s', (question, span) => {
    expect(days(question)).toEqual([span])
  })

  test.each([
    'what may I do about it?',
    'I want to march on',
    'what shall we do in October 2026?',
    'mañana',
    'what about my father',
  ])('no time that has been: %s', (question) => {
    expect(days(question)).toEqual([])
  })

  test('days begin where the client is, and a year is counted from there', () => {
    const [yesterday] = readTimes('yesterday', { now: new Date('2026-09-16T02:00:00Z'), timezone: 'America/Lima' })
    expect(yesterday?.from.toISOString()).toBe('2026-09-14T05:00:00.000Z')
    expect(yesterday?.to.toISOString()).toBe('2026-09-15T05:00:00.000Z')
  })

  test('each of several times, and no word twice', () => {
    expect(days('was it on May 3, 2025 or in June?')).toEqual(['2025-05-03 2025-05-04', '2026-06-01 2026-07-01'])
  })
})
