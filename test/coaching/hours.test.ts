import { describe, expect, test } from 'vitest'
import { addWithin, endOf, isWithin, nextWithin, nightHours, type WeeklyHours } from '../../src/coaching/hours.ts'
import fc from '../support/property.ts'

const weekdays = (from: number, to: number): WeeklyHours =>
  [1, 2, 3, 4, 5].map((day) => ({ day, from: from * 60, to: to * 60 }))
const daily = (from: number, to: number): WeeklyHours =>
  [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: Math.round(from * 60), to: Math.round(to * 60) }))
const at = (text: string) => new Date(text)
const madrid = (hours: WeeklyHours | undefined) => ({ hours, timezone: 'Europe/Madrid' })

describe('when the coach is back', () => {
  test.each([
    ['within them: now', weekdays(9, 18), '2026-03-02T10:00:00Z', '2026-03-02T10:00:00Z'],
    ['in the evening: tomorrow', weekdays(9, 18), '2026-03-02T17:00:00Z', '2026-03-03T08:00:00Z'],
    ['on Friday evening: Monday', weekdays(9, 18), '2026-03-06T20:00:00Z', '2026-03-09T08:00:00Z'],
    [
      'over the change to summer: an hour earlier in UTC',
      weekdays(9, 18),
      '2026-03-27T20:00:00Z',
      '2026-03-30T07:00:00Z',
    ],
    [
      'over the change to winter: an hour later in UTC',
      weekdays(9, 18),
      '2026-10-23T20:00:00Z',
      '2026-10-26T08:00:00Z',
    ],
    ['a time that the clock skips: the moment it skips', daily(2.5, 9), '2026-03-28T20:00:00Z', '2026-03-29T01:00:00Z'],
    ['a time that it shows twice: the first', daily(2.5, 9), '2026-10-24T20:00:00Z', '2026-10-25T00:30:00Z'],
    ['once a week, just over', [{ day: 1, from: 540, to: 600 }], '2026-03-02T09:00:00Z', '2026-03-09T08:00:00Z'],
  ])('%s', (_name, hours, now, back) => {
    expect(nextWithin(madrid(hours), at(now))).toEqual(at(back))
  })

  test('never, for hours that are never; always, without any', () => {
    expect(nextWithin(madrid([]), at('2026-03-02T10:00:00Z'))).toBeUndefined()
    expect(nextWithin(madrid(undefined), at('2026-03-02T03:00:00Z'))).toEqual(at('2026-03-02T03:00:00Z'))
    expect(endOf(madrid(undefined), at('2026-03-02T03:00:00Z'))).toBeUndefined()
  })
})

describe('when the hours end', () => {
  test.each([
    ['the same day', weekdays(9, 18), '2026-03-02T10:00:00Z', '2026-03-02T17:00:00Z'],
    ['a night is over in the morning', nightHours, '2026-03-02T22:30:00Z', '2026-03-03T07:00:00Z'],
    [
      'the night of the change to summer is an hour shorter',
      nightHours,
      '2026-03-28T21:30:00Z',
      '2026-03-29T06:00:00Z',
    ],
    ['a time shown twice: the last', daily(0, 2.5), '2026-10-25T00:00:00Z', '2026-10-25T01:30:00Z'],
    [
      'stretches that touch are one',
      [...weekdays(9, 12), ...weekdays(12, 18)],
      '2026-03-02T09:00:00Z',
      '2026-03-02T17:00:00Z',
    ],
  ])('%s', (_name, hours, now, end) => {
    expect(endOf(madrid(hours), at(now))).toEqual(at(end))
  })

  test('never, when one day leads into the next for ever', () => {
    expect(endOf(madrid(daily(0, 24)), at('2026-03-02T10:00:00Z'))).toBeUndefined()
  })
})

describe('a timer that stands still outside the hours', () => {
  test.each([
    ['within them', '2026-03-02T10:00:00Z', 15, '2026-03-02T10:15:00Z'],
    ['to their very end', '2026-03-02T16:45:00Z', 15, '2026-03-02T17:00:00Z'],
    ['over the evening', '2026-03-02T16:50:00Z', 15, '2026-03-03T08:05:00Z'],
    ['from outside', '2026-03-06T20:00:00Z', 15, '2026-03-09T08:15:00Z'],
  ])('%s', (_name, from, minutes, due) => {
    expect(addWithin(madrid(weekdays(9, 18)), at(from), minutes * 60_000)).toEqual(at(due))
  })
})

/** The year's changes of the clock in a zone are where it goes wrong: by an hour, by half of one, at midnight, southern. */
const zones = [
  'Europe/Madrid',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Beirut',
  'America/Santiago',
  'Africa/Casablanca',
  'Asia/Kolkata',
  'UTC',
]
const stretch = fc
  .record({
    day: fc.integer({ min: 1, max: 7 }),
    from: fc.integer({ min: 0, max: 1439 }),
    length: fc.integer({ min: 1, max: 1440 }),
  })
  .map(({ day, from, length }) => ({ day, from, to: from + length }))
const schedules = fc.record({
  hours: fc.array(stretch, { minLength: 1, maxLength: 8 }),
  timezone: fc.constantFrom(...zones),
})
/** Minutes of 2026, half of them within a day of a change of the clock in one of the zones. */
const instants = fc
  .oneof(
    fc.integer({ min: 0, max: 365 * 1440 }),
    fc
      .tuple(
        fc.constantFrom(
          '2026-03-08',
          '2026-03-29',
          '2026-10-25',
          '2026-11-01',
          '2026-04-05',
          '2026-10-04',
          '2026-02-15',
          '2026-03-22',
        ),
        fc.integer({ min: -1440, max: 2880 }),
      )
      .map(([day, minutes]) => (Date.parse(day) - Date.UTC(2026, 0)) / 60_000 + minutes),
  )
  .map((minutes) => new Date(Date.UTC(2026, 0) + minutes * 60_000))

function wallOf(date: Date, timeZone: string) {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const parts = Object.fromEntries(format.formatToParts(date).map(({ type, value }) => [type, value]))
  const day = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(parts['weekday'] ?? '') + 1
  return { day, minute: Number(parts['hour']) * 60 + Number(parts['minute']) }
}

function offsetAt(date: Date, timeZone: string) {
  return new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).format(date).split('GMT')[1]
}

describe('in any zone, at any time of the year', () => {
  test('on a day without a change of the clock it is as the clock on the wall says', () => {
    fc.assert(
      fc.property(schedules, instants, (schedule, now) => {
        const around = [-2, 2].map((days) => offsetAt(new Date(now.getTime() + days * 86_400_000), schedule.timezone))
        fc.pre(around[0] === around[1])
        const { day, minute } = wallOf(now, schedule.timezone)
        const yesterday = day === 1 ? 7 : day - 1
        const expected = schedule.hours.some(
          (one) =>
            (one.day === day && one.from <= minute && minute < one.to) ||
            (one.day === yesterday && one.from <= minute + 1440 && minute + 1440 < one.to),
        )
        expect(isWithin(schedule, now)).toBe(expected)
      }),
      { numRuns: 200 },
    )
  })

  test('the next opening is within the hours, and nothing before it is', () => {
    fc.assert(
      fc.property(
        schedules,
        instants,
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (schedule, now, part) => {
          const next = nextWithin(schedule, now)
          if (!next) throw new Error('never opens')
          expect(isWithin(schedule, next)).toBe(true)
          expect(next.getTime() - now.getTime()).toBeLessThan(8 * 86_400_000)
          const between = new Date(now.getTime() + (next.getTime() - now.getTime()) * part)
          if (between < next) expect(isWithin(schedule, between)).toBe(false)
        },
      ),
      { numRuns: 200 },
    )
  })

  test('up to their end it is within the hours, and then not', () => {
    fc.assert(
      fc.property(
        schedules,
        instants,
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (schedule, from, part) => {
          const now = nextWithin(schedule, from) ?? from
          const end = endOf(schedule, now)
          if (!end) return
          expect(isWithin(schedule, end)).toBe(false)
          const between = new Date(now.getTime() + Math.floor((end.getTime() - now.getTime()) * part))
          expect(isWithin(schedule, between)).toBe(true)
        },
      ),
      { numRuns: 200 },
    )
  })

  test('a timer of two parts is due when one of their sum is', () => {
    const ms = fc.integer({ min: 0, max: 3 * 86_400_000 })
    fc.assert(
      fc.property(schedules, instants, ms, ms, (schedule, now, one, other) => {
        const halfway = addWithin(schedule, now, one)
        if (!halfway) throw new Error('never due')
        const inTwo = addWithin(schedule, halfway, other)
        // A part of length 0 at a closing is due there, or at the next opening: both are the same instant of the hours.
        const inOne = addWithin(schedule, now, one + other)
        expect(inTwo && nextWithin(schedule, inTwo)).toEqual(inOne && nextWithin(schedule, inOne))
      }),
      { numRuns: 100 },
    )
  })
})
