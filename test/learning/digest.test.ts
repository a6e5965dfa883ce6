import { expect, test } from 'vitest'
import { type DigestCounts, digestDueAt, digestLines, digestWeekEnd } from '../../src/coaching/learning/digest.ts'
import { situations, techniques } from '../../src/coaching/learning/vocabulary.ts'
import { openTexts } from '../../src/locales/texts.ts'
import { renderDigest } from '../../src/telegram/rendering/digest.ts'

const texts = openTexts()
const nothing: DigestCounts = {
  drafts: { decided: 0, changed: 0 },
  draftsBefore: { decided: 40, changed: 20 },
  learned: { count: 0, technique: undefined, situation: undefined },
  used: { used: 0, known: 0, worked: 0 },
  unread: 7,
}

const whose = (language: string, ...names: string[]) => ({
  ...{ language, groupChatId: -1001234, groupIsForum: true },
  unreadOf: names.map((clientName, at) => ({ clientName, topicId: at + 2 })),
})

function firstLine(drafts: DigestCounts['drafts'], draftsBefore: DigestCounts['drafts']): string {
  return renderDigest(digestLines({ ...nothing, drafts, draftsBefore, unread: 0 }), whose('en'), texts).text
}

test('a week in which nothing happened is not told, whatever waits', () => {
  expect(digestLines(nothing)).toEqual([])
})

test.each([
  [{ decided: 15, changed: 5 }, 'You changed 4 of 31 drafts; a month ago 1 in 3.'],
  [{ decided: 31, changed: 10 }, 'You changed 4 of 31 drafts; a month ago 1 in 3.'],
  [{ decided: 20, changed: 8 }, 'You changed 4 of 31 drafts; a month ago 2 in 5.'],
  [{ decided: 60, changed: 1 }, 'You changed 4 of 31 drafts; a month ago 1 in 60.'],
  [{ decided: 60, changed: 59 }, 'You changed 4 of 31 drafts; a month ago 59 in 60.'],
  [{ decided: 9, changed: 0 }, 'You changed 4 of 31 drafts; a month ago none.'],
  [{ decided: 5, changed: 5 }, 'You changed 4 of 31 drafts; a month ago every one.'],
  [{ decided: 4, changed: 4 }, 'You changed 4 of 31 drafts.'],
])('of %j a month ago: %s', (before, said) => {
  expect(firstLine({ decided: 31, changed: 4 }, before)).toBe(said)
})

test('whose answers wait: three by name, as the way to their topics, and how many more', () => {
  const { text, entities } = renderDigest(
    [{ kind: 'unread', count: 7 }],
    whose('en', 'Sarah', 'Tom', 'Mia', 'Ben', 'Eva'),
    texts,
  )
  expect(text).toMatch(/^7 more answers of yours to Sarah, Tom, Mia and 2 more wait in the topic:/)
  expect(entities).toMatchObject([2, 3, 4].map((topic) => ({ type: 'text_link', url: `https://t.me/c/1234/${topic}` })))
})

test('at most 900 characters, whatever there is to say, in every language', () => {
  for (const language of ['en', 'es', 'de'])
    for (const technique of techniques)
      for (const situation of situations) {
        const lines = digestLines({
          ...{ drafts: { decided: 99_999, changed: 88_888 }, draftsBefore: { decided: 99_999, changed: 12_345 } },
          learned: { count: 99_999, technique, situation },
          ...{ used: { used: 99_999, known: 99_998, worked: 99_997 }, unread: 99_999 },
        })
        expect(lines).toHaveLength(4)
        expect(
          renderDigest(lines, whose(language, ...Array<string>(9).fill('x'.repeat(99))), texts).text.length,
        ).toBeLessThanOrEqual(900)
      }
})

test('the same hour on the clock when that is changed, and the week before it', () => {
  const schedule = { hours: undefined, timezone: 'Europe/Madrid' }
  const signedUpAt = new Date('2026-01-01T00:00:00Z')
  const due = (lastAt: string) => digestDueAt(schedule, { signedUpAt, lastAt: new Date(lastAt) }).toISOString()
  expect(due('2026-03-23T08:00:05Z')).toBe('2026-03-30T07:00:00.000Z')
  expect(due('2026-10-19T07:00:05Z')).toBe('2026-10-26T08:00:00.000Z')
  const end = (now: string) => digestWeekEnd(schedule, new Date(now)).toISOString()
  expect(end('2026-03-30T07:00:00Z')).toBe('2026-03-30T07:00:00.000Z')
  expect(end('2026-03-30T06:59:59Z')).toBe('2026-03-23T08:00:00.000Z')
  expect(end('2026-10-26T09:30:00Z')).toBe('2026-10-26T08:00:00.000Z')
})

test('the first one is a full week after they signed up, and hours that are never hold nothing up', () => {
  const due = (signedUpAt: string, hours: [] | undefined = undefined) =>
    digestDueAt({ hours, timezone: 'UTC' }, { signedUpAt: new Date(signedUpAt), lastAt: undefined }).toISOString()
  expect(due('2026-03-02T08:59:00Z')).toBe('2026-03-09T09:00:00.000Z')
  expect(due('2026-03-02T09:01:00Z')).toBe('2026-03-16T09:00:00.000Z')
  expect(due('2026-03-08T23:00:00Z')).toBe('2026-03-16T09:00:00.000Z')
  expect(due('2026-03-08T23:00:00Z', [])).toBe('2026-03-16T09:00:00.000Z')
})
