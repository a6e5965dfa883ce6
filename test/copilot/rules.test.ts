import { describe, expect, test } from 'vitest'
import { type Decided, ladderOf, mayGoAlone, standingOf } from '../../src/coaching/copilot/ladder.ts'
import { wordsKept } from '../../src/coaching/copilot/words-kept.ts'
import { situationOf } from '../../src/coaching/learning/situation-of.ts'

describe('the situation by the AI’s words for it', () => {
  test.each([
    ['anxiety about the interview', 'anxiety'],
    ['worried and anxious, a job interview ahead', 'anxiety'],
    ['trouble with her boss at work', 'work'],
    ['Angst vor der Prüfung', 'anxiety'],
    ['Streit mit der Kollegin', 'conflict'],
    ['ansiedad por el trabajo', 'anxiety'],
    ['duelo por su perro', 'grief'],
    ['überfordert mit allem', 'overwhelm'],
    ['wants to cancel the session', 'cancellation'],
    ['can’t say no to anyone', 'boundaries'],
    ['proud of the first week', 'progress'],
    ['self-doubt before a talk', 'self_doubt'],
    ['doubts, and a history of self-harm', 'crisis'],
    ['sonst etwas', 'other'],
    ['open', 'other'],
    ['', 'other'],
  ] as const)('%s: %s', (text, situation) => {
    expect(situationOf(text)).toBe(situation)
  })
})

describe('what is left of a draft', () => {
  test.each([
    ['One two three four.', 'One two three four!', 1],
    ['One two three four.', 'One two three five.', 0.75],
    ['One two three four.', 'Something else entirely here.', 0],
    ['¿Qué sentiste?', '¿Qué sentiste entonces?', 0.8],
    ['', '', 1],
  ])('%s, %s: %d', (draft, sent, share) => {
    expect(wordsKept(draft, sent)).toBeCloseTo(share)
  })
})

describe('the ladder', () => {
  const one = (outcome: Decided['outcome'], rest: Partial<Decided> = {}): Decided => ({
    ...{ situation: 'work', outcome, byCoach: true, kept: null, reactions: [] },
    ...rest,
  })
  const sent = (times: number) => Array.from({ length: times }, () => one('sent'))
  const light = one('edited', { kept: 0.9 })
  const heavy = one('edited', { kept: 0.4 })

  test.each<[string, Decided[], number, boolean]>([
    ['nothing', [], 0, false],
    ['four', sent(4), 4, false],
    ['five', sent(5), 5, true],
    ['a light change before it is earned counts from the beginning', [...sent(4), light, ...sent(1)], 1, false],
    ['a light change takes nothing that was earned', [...sent(5), light], 0, true],
    ['a heavy one does', [...sent(5), heavy], 0, false],
    ['so does one rejection', [...sent(9), one('rejected'), ...sent(4)], 4, false],
    ['five after it earn it again', [one('rejected'), ...sent(5)], 5, true],
    ['a 👎 on what went alone takes it back', [...sent(5), one('alone', { reactions: ['👎'] })], 0, false],
    ['what somebody else of the team sent earns nothing', [...sent(4), one('sent', { byCoach: false })], 4, false],
    ['what they reject takes it back', [...sent(5), one('rejected', { byCoach: false })], 0, false],
    ['a 👍 does not', [...sent(5), one('alone', { reactions: ['👍'] })], 5, true],
  ])('%s', (_, decided, unchanged, isEarned) => {
    expect(standingOf(decided, 5)).toEqual({ unchanged, isEarned })
  })

  test('what the coach says of a situation counts before what is earned there, and some are never earned', () => {
    const decided = [...sent(5), ...sent(5).map((draft) => ({ ...draft, situation: 'other' as const }))]
    const rung = (situations: Parameters<typeof ladderOf>[1]['situations']) =>
      ladderOf(decided, { ...(situations && { situations }) }, 5)
    expect(rung(undefined).map(({ situation }) => situation)).toEqual(['work'])
    expect(rung(undefined).map(mayGoAlone)).toEqual([true])
    expect(rung({ work: 'ask' }).map(mayGoAlone)).toEqual([false])
    expect(rung({ grief: 'alone', crisis: 'alone' }).map((one) => [one.situation, mayGoAlone(one)])).toEqual([
      ['work', true],
      ['grief', true],
    ])
  })
})
