import { expect, test } from 'vitest'
import { parseHours } from '../../src/coaching/hours-text.ts'
import { findTimezone } from '../../src/coaching/timezones.ts'
import { openTexts } from '../../src/locales/texts.ts'
import { renderHours, renderWhen } from '../../src/telegram/rendering/times.ts'

test.each([
  ['mon-fri 9-18', 'Mon–Fri 09:00–18:00'],
  ['mon-fri 9-12, 13-17; sat 10-14', 'Mon–Fri 09:00–12:00, 13:00–17:00\nSat 10:00–14:00'],
  ['Lun a vie 9 a 14h', 'Mon–Fri 09:00–14:00'],
  ['Mo–Fr 9.30 bis 18 Uhr', 'Mon–Fri 09:30–18:00'],
  ['mon, wed 9am-6pm', 'Mon 09:00–18:00\nWed 09:00–18:00'],
  ['every day 22-6', 'Mon–Sun 22:00–06:00'],
  ['fri-mon 12am-12pm', 'Mon 00:00–12:00\nFri–Sun 00:00–12:00'],
  ['miércoles 0-24', 'Wed 00:00–24:00'],
])('%s', (text, shown) => {
  const parsed = parseHours(text)
  expect(parsed.kind === 'hours' && renderHours(parsed.hours, 'en')).toBe(shown)
})

test.each([
  ['9-18', '9-18'],
  ['mon-fri', 'mon-fri'],
  ['mon-fri 9-25', '9-25'],
  ['mon-fri 9-9', '9-9'],
  ['mon-fri at noon', 'at'],
  ['', ''],
])('%s is not understood, and it says what of it', (text, part) => {
  expect(parseHours(text)).toEqual({ kind: 'unclear', part })
})

test.each([
  ['Europe/Madrid', 'Europe/Madrid'],
  ['madrid', 'Europe/Madrid'],
  ['New York', 'America/New_York'],
  ['utc', 'UTC'],
  ['+02:00', undefined],
  ['Atlantis', undefined],
  ['', undefined],
])('the time zone of %s', (name, zone) => {
  expect(findTimezone(name)).toBe(zone)
})

test.each([
  ['2026-03-02T14:00:00Z', 'today at 15:00'],
  ['2026-03-03T08:00:00Z', 'tomorrow at 09:00'],
  ['2026-03-06T08:00:00Z', 'on Friday at 09:00'],
])('%s is %s', (at, words) => {
  const madrid = { language: 'en', timezone: 'Europe/Madrid' }
  expect(renderWhen(new Date(at), new Date('2026-03-02T10:00:00Z'), madrid, openTexts())).toBe(words)
})
