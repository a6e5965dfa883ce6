import { expect, test } from 'vitest'
import { lanes } from '../../src/coaching/deliveries.ts'
import { type Attempted, backoffMs, nextStep } from '../../src/coaching/delivering.ts'
import type { DeliveryOutcome } from '../../src/coaching/ports/deliveries.ts'
import fc from '../support/property.ts'

const now = new Date('2026-03-02T10:00:00Z')
const later = (ms: number) => new Date(now.getTime() + ms)
const human: Attempted = { target: 'client', isAi: false, lane: lanes.client, attempts: 1, createdAt: now }
const ai: Attempted = { ...human, isAi: true }
const crisis: Attempted = { ...human, lane: lanes.crisis }
const unclear: DeliveryOutcome = { kind: 'unclear', error: 'cut off' }
const dayOld = later(-24 * 3_600_000 - 1)

test.each<[string, Attempted, DeliveryOutcome, boolean, ReturnType<typeof nextStep>]>([
  ['what was sent is done', human, { kind: 'sent' }, true, { kind: 'done' }],
  [
    'a flood wait is kept to the second',
    human,
    { kind: 'too_early', retryAfterMs: 7_000 },
    true,
    { kind: 'again', notBefore: later(7_000) },
  ],
  ['a lost topic is made anew at once', human, { kind: 'topic_gone' }, true, { kind: 'again', notBefore: now }],
  [
    'with its topic made, it goes at once',
    human,
    { kind: 'topic_made', topicId: 7 },
    true,
    { kind: 'again', notBefore: now },
  ],
  ['topics that vanish are not made for ever', { ...human, attempts: 8 }, { kind: 'topic_gone' }, true, giveUp(true)],
  [
    'a refused token loses nothing',
    human,
    { kind: 'bot_refused', error: 'Unauthorized' },
    true,
    { kind: 'again', notBefore: later(60_000) },
  ],
  ['unclear: what a human typed is sent again', human, unclear, true, { kind: 'again', notBefore: later(1_000) }],
  ['unclear: a human is never out of date', human, unclear, false, { kind: 'again', notBefore: later(1_000) }],
  ['unclear: a crisis text is sent again', crisis, unclear, false, { kind: 'again', notBefore: later(1_000) }],
  ['unclear: AI text is sent again while it holds', ai, unclear, true, { kind: 'again', notBefore: later(1_000) }],
  ['unclear: AI text out of date is dropped', ai, unclear, false, { kind: 'cancel' }],
  [
    'unclear for a day: given up, and the coach hears',
    { ...human, createdAt: dayOld },
    unclear,
    true,
    { kind: 'give_up', tellCoach: true },
  ],
  ['a client who has blocked the bot is not written to', human, { kind: 'blocked', error: '' }, true, giveUp(false)],
  ['what Telegram refuses is given up, and the coach hears', human, { kind: 'refused', error: '' }, true, giveUp(true)],
])('%s', (_, delivery, outcome, isCurrent, step) => {
  expect(nextStep(delivery, outcome, { isCurrent, now })).toEqual(step)
})

function giveUp(tellCoach: boolean) {
  return { kind: 'give_up' as const, tellCoach }
}

test.each([
  [1, 1_000],
  [2, 2_000],
  [3, 4_000],
  [6, 32_000],
  [7, 60_000],
  [100, 60_000],
])('attempt %i waits %i ms', (attempts, ms) => {
  expect(backoffMs({ ...human, attempts })).toBe(ms)
})

test('a crisis text never waits longer than 4 s, and nothing longer than a minute or less than a second', () => {
  fc.assert(
    fc.property(fc.nat(1_000), fc.constantFrom(0, 1, 2, 3), (attempts, lane) => {
      const ms = backoffMs({ ...human, attempts, lane })
      expect(ms).toBeGreaterThanOrEqual(1_000)
      expect(ms).toBeLessThanOrEqual(lane === lanes.crisis ? 4_000 : 60_000)
    }),
  )
})
