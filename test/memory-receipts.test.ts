/** I5: after a talk the client is asked about one thing that was noted; once a day, and never when someone has other things on their mind. */
import { sql } from 'drizzle-orm'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { notices } from './support/acts.ts'
import { isNoted, tablesWith } from './support/noted.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

const goal = { kind: 'goal', details: { status: 'active', targetDate: null } } as const
const preference = { kind: 'preference', details: { aspect: 'other' } } as const
const hourMs = 3_600_000
const dayMs = 24 * hourMs

const opened: World[] = []
afterAll(async () => {
  for (const world of opened) await world.close()
})
let world: World

/** The day after, Sarah has said something, and two things were noted of it half an hour later. */
async function talks() {
  await world.advance(dayMs)
  await says('I want to run in June, and please be brief.')
  await world.advance(31 * 60_000)
  await isNoted(world, { ...preference, text: 'Likes it brief', quotes: ['please be brief'] })
  await isNoted(world, { ...goal, text: 'Wants to run in June', quotes: ['I want to run in June'] })
}
async function says(text: string, rest: { replyTo?: number } = {}) {
  await world.sarah.says(text, rest)
  await world.settle()
}
async function taps(button: string) {
  const answer = await world.sarah.taps(button)
  await world.settle()
  return answer
}
const receipts = () => notices(world.sarah).filter((text) => text.includes('I noted this'))
const last = () => world.sarah.screen().at(-1)
const insights = () =>
  world.rows<{
    text: string
    confirmed: boolean
    holds: boolean
  }>(sql`select text, confirmed_at is not null as confirmed,
    invalidated_at is null and remove_at is null as holds from client_insights order by created_at, text`)

beforeEach(async () => {
  const [kept] = opened
  if (kept) await kept.rows(sql`truncate client_insights, timers cascade`)
  else opened.push(await openWorld())
  world = opened[0] as World
  await world.rows(sql`update conversations set last_unasked_at = null`)
  world.model.answersWith(() => ({ reply: 'Tell me more.' }))
})

test('asks about the goal first, in the system’s voice, with its three answers; the next one on another day', async () => {
  await talks()
  await world.advance(6 * 60_000)
  expect(receipts().at(-1)).toBe(
    'ℹ️ I noted this about you: “Wants to run in June”\n\nIs that right? /memory shows everything, and there you can turn these notes off.',
  )
  expect(
    last()
      ?.buttons?.flat()
      .map(({ text }) => text),
  ).toEqual(['Right', 'Wrong', 'Forget'])
  const told = receipts().length
  await taps('Right')
  await world.advance(2 * hourMs)
  expect(receipts()).toHaveLength(told - 1) // its message has become the thing itself
  expect(await insights()).toEqual([
    { text: 'Likes it brief', confirmed: false, holds: true },
    { text: 'Wants to run in June', confirmed: true, holds: true },
  ])
})

test('[Wrong] drops it and takes the right words as an answer; [Forget] leaves no copy of them', async () => {
  await talks()
  await world.advance(6 * 60_000)
  await taps('Wrong')
  expect(last()?.text).toMatch(/^ℹ️ I won't take that for true any more: “Wants to run in June”/)
  expect((await insights())[1]).toEqual({ text: 'Wants to run in June', confirmed: false, holds: false })
  await says('I want to run in July', { replyTo: last()?.id ?? 0 })
  expect((await insights())[2]).toEqual({ text: 'I want to run in July', confirmed: true, holds: true })

  await world.advance(dayMs)
  await says('Hi.')
  await world.advance(31 * 60_000)
  await isNoted(world, { ...goal, text: 'Loves halibut', quotes: ['I want to run in July'] })
  await world.advance(6 * 60_000)
  expect(receipts().at(-1)).toContain('halibut')
  await taps('Forget')
  await taps('Yes, forget it')
  await world.advance(61_000)
  expect(await tablesWith(world, 'halibut')).toEqual([])
})

test('nobody is asked who does not want it, or whose coach does not', async () => {
  const before = receipts().length
  await says('/memory')
  await taps("Don't ask about what is noted")
  await talks()
  await world.advance(2 * hourMs)
  await says('/memory')
  await taps('Ask about what is noted')
  await world.dana.says('/receipts')
  await world.settle()
  await world.dana.taps("Don't ask about what is noted")
  await world.settle()
  await talks()
  await world.advance(2 * hourMs)
  await world.dana.taps('Ask about what is noted')
  await world.settle()
  expect(receipts()).toHaveLength(before)
})

test('not while a human leads, nor within an hour of their words; not at night; not in the middle of a talk', async () => {
  const before = receipts().length
  await talks()
  await world.writes(world.dana, 'Sarah', '/takeover')
  await world.settle()
  await world.writes(world.dana, 'Sarah', 'I am here.')
  await world.settle()
  await world.advance(10 * 60_000)
  await world.writes(world.dana, 'Sarah', '/handback')
  await world.settle()
  await world.advance(40 * 60_000)
  expect(receipts()).toHaveLength(before)
  await says('One more thing.')
  await world.advance(20 * 60_000)
  expect(receipts()).toHaveLength(before)
  await world.advance(50 * 60_000)
  expect(receipts()).toHaveLength(before + 1)
})

test('nobody is asked in a crisis, nor in the days after it', async () => {
  const before = receipts().length
  await talks()
  await says('I want to kill myself')
  await world.advance(3 * hourMs)
  const [open] = await world.rows<{ n: number }>(
    sql`select count(*)::int as n from safety_episodes where closed_at is null`,
  )
  expect(open?.n).toBe(1)
  await world.rows(
    sql`update safety_episodes set closed_at = ${world.clock.now().toISOString()}::timestamptz, outcome = 'safe'`,
  )
  await world.rows(sql`update conversations set state = 'ai'`)
  await world.advance(5 * hourMs)
  expect(receipts()).toHaveLength(before)
})
