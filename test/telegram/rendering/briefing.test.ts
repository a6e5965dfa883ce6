import { join } from 'node:path'
import { expect, test } from 'vitest'
import { handoffReasons } from '../../../src/coaching/attribution.ts'
import { briefingParts } from '../../../src/coaching/handoff/briefing.ts'
import { openTexts } from '../../../src/locales/texts.ts'
import { renderBriefing } from '../../../src/telegram/rendering/briefing.ts'
import fc from '../../support/property.ts'

const texts = openTexts(join(import.meta.dirname, '../../../src/locales'))

const at = fc.date({ min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
const pointedAt = fc.record({
  at,
  shown: fc.option(
    fc.record({
      chatId: fc.constantFrom(-1001234567890, 77, -4242),
      telegramMessageId: fc.integer({ min: 1, max: 9999 }),
    }),
    { nil: undefined },
  ),
})
const words = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 5_000 }),
  fc
    .array(
      fc.constantFrom('I am tired.', 'Why?', 'no', '\n', '👩‍👩‍👧‍👦', '𝔘', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'),
      { maxLength: 900 },
    )
    .map((pieces) => pieces.join(' ')),
)
const briefing = fc.record({
  alert: fc.record({
    kind: fc.constant('text' as const),
    key: fc.constantFrom(
      ...handoffReasons
        .filter((reason) => reason !== 'coach_initiated')
        .map((reason) => `alert-${reason.replaceAll('_', '-')}`),
      'brief-ai',
      'brief-human',
    ),
    params: fc.record({ client: words, member: words }),
    quote: words,
    why: fc.array(fc.record({ key: fc.constant('why-now-rule'), params: fc.record({ phrase: words }) }), {
      maxLength: 3,
    }),
  }),
  place: fc.constant({ chatId: 1, telegramMessageId: 1 }),
  isAsked: fc.boolean(),
  quoted: fc.option(pointedAt, { nil: undefined }),
  lines: fc.array(
    fc.record({
      part: fc.constantFrom(...briefingParts),
      text: words,
      evidence: fc.array(pointedAt, { maxLength: 5 }),
    }),
    { maxLength: 9 },
  ),
})
const where = fc.record({
  createdAt: at,
  coach: fc.record({
    language: fc.constantFrom('en', 'es', 'de'),
    timezone: fc.constantFrom('UTC', 'America/New_York', 'Asia/Kathmandu'),
    groupChatId: fc.constantFrom(-1001234567890, undefined),
    groupIsForum: fc.boolean(),
  }),
  client: fc.record({ topicId: fc.constantFrom(undefined, 20) }),
})

test('is under 900 units, whatever it is made from, with entities that lie in it and links to the group alone', () => {
  fc.assert(
    fc.property(briefing, where, (given, place) => {
      const { text, entities } = renderBriefing(given, place, texts)
      expect(text.length).toBeLessThan(900)
      expect(text.isWellFormed()).toBe(true)
      for (const entity of entities) {
        expect(entity.length).toBeGreaterThan(0)
        expect(entity.offset + entity.length).toBeLessThanOrEqual(text.length)
        if (entity.type !== 'text_link') continue
        expect(entity.url).toMatch(/^https:\/\/t\.me\/c\/1234567890\/\d+(\/\d+)?$/)
        expect(place.coach.groupChatId).toBeDefined()
      }
    }),
    { numRuns: 200, seed: 7 },
  )
})

const sentence = 'She has said so many times by now. '
const evening = { at: new Date('2026-03-02T19:05:00Z'), shown: { chatId: -1001234567890, telegramMessageId: 31 } }
const place = {
  createdAt: new Date('2026-03-02T20:00:00Z'),
  coach: { language: 'en', timezone: 'UTC', groupChatId: -1001234567890, groupIsForum: true },
  client: { topicId: 20 },
}
const alert = { kind: 'text' as const, key: 'alert-explicit-request', params: { client: 'Sarah' }, why: [] }

test('what is too long ends with a sentence, and the opening has its place before the rest', () => {
  const lines = briefingParts.flatMap((part) =>
    [1, 2].map(() => ({ part, text: sentence.repeat(9).trim(), evidence: [evening] })),
  )
  const { text } = renderBriefing({ alert: { ...alert, quote: sentence.repeat(20) }, lines }, place, texts)
  const shown = text.split('\n')
  expect(shown.at(-1)).toMatch(/^You could begin: (She has said so many times by now\. )+… \(19:05\)$/)
  for (const line of shown.slice(1)) expect(line).toMatch(/by now\. …( \(19:05\))?$/)
})

test('points at the message in the topic; what is older than the topic has only its time', () => {
  const linksOf = (telegramMessageId: number, groupIsForum = true) =>
    renderBriefing(
      {
        alert,
        lines: [
          {
            part: 'wants',
            text: 'Rest',
            evidence: [{ ...evening, shown: { chatId: -1001234567890, telegramMessageId } }],
          },
        ],
      },
      { ...place, coach: { ...place.coach, groupIsForum } },
      texts,
    ).entities.flatMap((entity) => (entity.type === 'text_link' ? entity.url : []))
  expect(linksOf(31)).toEqual(['https://t.me/c/1234567890/20/31'])
  expect(linksOf(31, false)).toEqual(['https://t.me/c/1234567890/31'])
  expect(linksOf(19)).toEqual([])
})
