import { describe, expect, test } from 'vitest'
import { findInCase as findings, readReplyCases, replyLanguages } from '../../../scripts/measure/reply-data.ts'
import { createReplyCheck } from '../../../src/coaching/reply-check/check-reply.ts'
import { replyRules } from '../../../src/coaching/reply-check/languages.ts'
import fc from '../../support/property.ts'

const { check } = createReplyCheck(replyRules)
const now = new Date('2026-03-02T10:00:00Z')

describe.each(replyLanguages)('%s', (language) => {
  const cases = readReplyCases(language)
  const tuned = cases.filter((one) => !one.held_out)

  test.each(tuned.filter((one) => one.expect === 'caught'))('catches: $reply', (one) => {
    expect(findings(language, one).map(({ concern }) => concern)).toContain(one.concern)
  })

  test.each(tuned.filter((one) => one.expect === 'fine'))('lets pass: $reply', (one) => {
    expect(findings(language, one)).toEqual([])
  })

  // What the rules do with words they have not seen; `npm run eval:reply` prints the figures.
  test('catches most of what it was not tuned on, and little of what is fine', () => {
    const heldOut = cases.filter((one) => one.held_out).map((one) => ({ one, found: findings(language, one) }))
    const bad = heldOut.filter(({ one }) => one.expect === 'caught')
    const fine = heldOut.filter(({ one }) => one.expect === 'fine')
    expect(bad.filter(({ found }) => found.length > 0).length / bad.length).toBeGreaterThanOrEqual(0.7)
    expect(fine.filter(({ found }) => found.length > 0).length / fine.length).toBeLessThanOrEqual(0.05)
  })

  test('has enough lines of both kinds, none twice', () => {
    expect(cases.length).toBeGreaterThanOrEqual(60)
    expect(cases.filter((one) => one.expect === 'fine').length / cases.length).toBeGreaterThanOrEqual(0.4)
    expect(new Set(cases.map(({ reply }) => reply)).size).toBe(cases.length)
  })
})

test('what the team has said to the client may be said again; without it, it is a promise', () => {
  const reply = 'Dana will call you on Monday.'
  const says = (text: string) => ({ reply, messages: [{ from: 'coach' as const, text }] })
  expect(findings('en', says('I will call you on Monday.'))).toEqual([])
  expect(findings('en', says('I am here.'))).toMatchObject([{ concern: 'promise', certainty: 'sure' }])
})

test('names that are also words are names only where they are written so', () => {
  const context = { said: [], teamNames: ['Will Hope'], system: [], now }
  expect(check('Will will call you tomorrow.', context)).toMatchObject([{ concern: 'promise' }])
  expect(check('You will call it hope. Will it help?', context)).toEqual([])
})

test('never throws, and takes no longer on strange texts', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 400 }),
      fc.array(fc.string(), { maxLength: 3 }),
      (reply, names) => {
        check(reply, { said: [{ by: 'client', text: reply, sentAt: now }], teamNames: names, system: [reply], now })
      },
    ),
  )
  const long = 'As you told me, Dana will call you and take 20 mg of it. '.repeat(200)
  const start = performance.now()
  check(long, { said: [], teamNames: ['Dana'], system: [], now })
  expect(performance.now() - start).toBeLessThan(2_000)
})
