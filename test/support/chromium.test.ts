import { expect, test } from 'vitest'
import { findChromium } from './chromium.ts'

const here = import.meta.filename // any file that exists will do for one

test('Chromium is where CHROMIUM_PATH says', () => {
  expect(findChromium({ CHROMIUM_PATH: here })).toBe(here)
})

test('a developer without Chromium can still run the other tests', () => {
  expect(findChromium({ CHROMIUM_PATH: '/no/such/chromium' })).toBeUndefined()
  expect(findChromium({ CHROMIUM_PATH: '/no/such/chromium', CI: 'false' })).toBeUndefined()
})

test('under CI a missing Chromium is an error, not a skipped test', () => {
  expect(() => findChromium({ CHROMIUM_PATH: '/no/such/chromium', CI: 'true' })).toThrow(/CHROMIUM_PATH/)
})
