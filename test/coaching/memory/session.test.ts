import { describe, expect, test } from 'vitest'
import { isGoodbye } from '../../../src/coaching/memory/goodbye.ts'
import { cutSessions, sessionGapMs, sessionMessagesAtMost } from '../../../src/coaching/memory/session.ts'
import fc from '../../support/property.ts'

const minuteMs = 60_000
const at = (minutes: number) => new Date(minutes * minuteMs)
type Who = 'client' | 'ai' | 'human_coach'
const said = (...all: [Who, number][]) =>
  all.map(([senderType, minutes], index) => ({ seq: index + 1, senderType, sentAt: at(minutes) }))
const idleAt = (minutes: number) => ({ endsAt: at(minutes), endsBy: 'idle' as const })

describe('what was said since the last session', () => {
  const cut = (messages: ReturnType<typeof said>, open: Parameters<typeof cutSessions>[1], now: number) => {
    const { ended, open: rest } = cutSessions(messages, open, at(now))
    return { ended: ended.map(({ fromSeq, toSeq, endedBy }) => [fromSeq, toSeq, endedBy]), goesOn: rest?.messages ?? 0 }
  }

  test('while nobody looked is as many sessions as it was', () => {
    const messages = said(['client', 0], ['ai', 1], ['client', 50], ['ai', 51], ['client', 200])
    expect(cut(messages, idleAt(31), 210)).toEqual({
      ended: [
        [1, 2, 'idle'],
        [3, 4, 'idle'],
      ],
      goesOn: 1,
    })
    expect(cut(messages, idleAt(31), 231).ended).toHaveLength(3)
  })

  test('an answer belongs to what it answers, however late it came', () => {
    expect(cut(said(['client', 0], ['ai', 90]), idleAt(120), 121).ended).toEqual([[1, 2, 'idle']])
  })

  test('ends where it was said to end, and not at what came a moment later', () => {
    const messages = said(['client', 0], ['ai', 1], ['ai', 6])
    expect(cut(messages, { endsAt: at(5), endsBy: 'handback' }, 7)).toEqual({ ended: [[1, 2, 'handback']], goesOn: 0 })
  })

  test('of the human alone is none yet, and belongs to what the client says next', () => {
    expect(cut(said(['human_coach', 0]), idleAt(30), 31)).toEqual({ ended: [], goesOn: 0 })
    expect(cut(said(['human_coach', 0], ['client', 300]), idleAt(330), 331).ended).toEqual([[1, 2, 'idle']])
  })

  test('is in one session each, in order, with no gap and no more than so many in any', () => {
    const message = fc.tuple(fc.constantFrom<Who>('client', 'ai', 'human_coach'), fc.nat(45))
    fc.assert(
      fc.property(fc.array(message, { maxLength: 90 }), fc.nat(4000), fc.nat(200), (all, endsAt, after) => {
        const times = all.map((_, index) => all.slice(0, index + 1).reduce((sum, [, gap]) => sum + gap, 0))
        const minutes = times.at(-1) ?? 0
        const messages = said(...all.map(([who], index): [Who, number] => [who, times[index] ?? 0]))
        const { ended, open } = cutSessions(messages, idleAt(endsAt), at(minutes + after))
        const seqs = ended.flatMap(({ fromSeq, toSeq }) => messages.slice(fromSeq - 1, toSeq).map(({ seq }) => seq))
        expect(seqs).toEqual(seqs.map((_, index) => index + 1))
        if (open) expect(seqs.length + open.messages).toBe(messages.length)
        if (open) expect(open.endsAt.getTime()).toBeGreaterThan(minutes * minuteMs)
        for (const { fromSeq, toSeq, messageCount } of ended) {
          const ours = messages.slice(fromSeq - 1, toSeq)
          expect(messageCount).toBe(ours.length)
          expect(ours.some(({ senderType }) => senderType === 'client')).toBe(true)
          const first = ours.findIndex(({ senderType }) => senderType === 'client')
          expect(ours.length - first).toBeLessThanOrEqual(sessionMessagesAtMost)
          for (let index = first + 1; index < ours.length; index++) {
            const gapMs = (ours[index]?.sentAt.getTime() ?? 0) - (ours[index - 1]?.sentAt.getTime() ?? 0)
            expect(ours[index]?.senderType === 'ai' || gapMs < sessionGapMs).toBe(true)
          }
        }
      }),
    )
  })
})

test.each([
  ['Bye!', true],
  ['ok thanks, bye', true],
  ['Thanks a lot. Talk soon!', true],
  ['That helps. I will try the list.\nGood night', true],
  ['Hasta mañana, Dana', true],
  ['Gracias, me tengo que ir', true],
  ['Tschüss, bis bald!', true],
  ['ich muss los', true],
  ['See you tomorrow?', false],
  ['I said goodbye to my dad', false],
  ['It was hard to say good night to her', false],
  ['Ich habe ihm gute Nacht gesagt und bin gegangen', false],
  ['', false],
])('"%s" is a goodbye: %s', (text, is) => {
  expect(isGoodbye(text)).toBe(is)
})
