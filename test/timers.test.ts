/** Timers are rows: each has its effect once, whatever restarts and whoever looks, and moves with the clock. */
import { sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { expect, test } from 'vitest'
import { openApp } from '../src/app.ts'
import { noticeToTopic } from '../src/coaching/alerts.ts'
import type { Effect } from '../src/coaching/conversation.ts'
import type { TimerKind, TimerRule } from '../src/coaching/timers.ts'
import { createConversations } from '../src/db/conversations.ts'
import { createTimers } from '../src/db/timers.ts'
import { createFireTimers } from '../src/jobs/timers.ts'
import { notices } from './support/acts.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const reminder = /since we've been writing for a while/
const reminders = (world: World) => notices(world.sarah).filter((text) => reminder.test(text)).length

const gapMs = 29 * minuteMs
/** Sarah writes again and again, no half hour apart, for so long. */
async function writesFor(world: World, ms: number) {
  for (let passed = 0; passed < ms; passed += gapMs) {
    await world.sarah.says('I keep thinking about work.')
    await world.settle()
    await world.advance(gapMs)
  }
}

async function setReminder(world: World): Promise<{ coachId: string; conversationId: string }> {
  world.model.answersWith(() => ({ reply: 'Tell me more.' }))
  await writesFor(world, 6 * gapMs)
  await world.sarah.says('And about my sister.')
  await world.settle()
  expect(reminders(world)).toBe(0)
  return addressOf(world)
}

async function addressOf(world: World) {
  const [row] = await world.rows<{ id: string }>(sql`select id from conversations`)
  return { coachId: world.coach.id, conversationId: row?.id ?? '' }
}

const kindsSet = (world: World) => world.rows<{ kind: string }>(sql`select kind from timers order by kind`)

test('who writes with the AI for three hours is told again that it is one, and then again', async () => {
  await using world = await openWorld()
  await setReminder(world)
  await world.advance(21 * minuteMs)
  expect(reminders(world)).toBe(1)
  await writesFor(world, 6 * gapMs)
  expect(reminders(world)).toBe(1)
  await writesFor(world, gapMs)
  expect(reminders(world)).toBe(2)
})

test('who comes back after a while begins anew, and of a chat that has ended nothing is said', async () => {
  await using world = await openWorld()
  await setReminder(world)
  await world.advance(45 * minuteMs)
  expect(reminders(world)).toBe(0)
  expect(await kindsSet(world)).toEqual([])
  await writesFor(world, 5 * gapMs)
  expect(reminders(world)).toBe(0)
})

test('a human who leads is no AI', async () => {
  await using world = await openWorld()
  await setReminder(world)
  await world.writes(world.dana, 'Sarah', '/takeover')
  await world.settle()
  await world.advance(21 * minuteMs)
  expect(reminders(world)).toBe(0)
})

test('a timer survives a restart, and several processes see to it once', async () => {
  await using world = await openWorld()
  await setReminder(world)
  await world.app.close()
  world.clock.advance(21 * minuteMs)
  const options = { ...world.appOptions, config: { ...world.appOptions.config, roles: ['worker' as const] } }
  const workers = [await openApp(options), await openApp(options)]
  await Promise.all(workers.map((worker) => worker.start()))
  await world.sarah.hears(reminder)
  for (const worker of workers) await worker.close()
  expect(reminders(world)).toBe(1)
  expect(await kindsSet(world)).toEqual([{ kind: 'ai_reminder' }]) // the next one
})

test('with the queue down it has its effect all the same', async () => {
  await using world = await openWorld()
  await setReminder(world)
  world.faults.queueDown = true
  await world.advance(21 * minuteMs)
  expect(reminders(world)).toBe(1)
})

/** Timers of kinds that only this test knows. */
function openBench(world: World, rules: Record<string, TimerRule>) {
  const { clock, log } = world
  const doors = world.app.doors
  const ids = { next: () => uuidv7() }
  const conversations = createConversations({ doors, clock, ids })
  const fire = createFireTimers({
    timers: createTimers({ doors, clock, ids }),
    rules,
    wake: world.app.waker.wake,
    clock,
    ids,
    log,
  })
  return {
    fire,
    async apply(...effects: Effect[]) {
      const changed = await conversations.change(await addressOf(world), undefined, (s) => ({ effects, result: s }))
      return changed?.result
    },
  }
}

const at = (world: World, ms: number) => new Date(world.clock.now().getTime() + ms)
const set = (kind: string, dueAt: Date, data = {}): Effect => ({
  kind: 'set_timer',
  timer: kind as TimerKind,
  dueAt,
  data,
})

test('setting it again moves it, cancelling takes it away, and the snapshot shows what is set', async () => {
  await using world = await openWorld()
  await world.settle()
  const fired: unknown[] = []
  const note: TimerRule = (s, { kind, data }) => {
    fired.push({ kind, data, left: s.timers.length })
    return []
  }
  const bench = openBench(world, { first: note, second: note })
  await bench.apply(set('first', at(world, minuteMs)), set('second', at(world, minuteMs)))
  await bench.apply(set('first', at(world, hourMs), { round: 2 }), {
    kind: 'cancel_timer',
    timer: 'second' as TimerKind,
  })
  const shown = await bench.apply()
  expect(shown?.timers).toEqual([{ kind: 'first', dueAt: at(world, hourMs), data: { round: 2 } }])

  world.clock.advance(30 * minuteMs)
  await bench.fire(await addressOf(world))
  expect(fired).toEqual([])
  world.clock.advance(30 * minuteMs)
  await Promise.all([bench.fire(await addressOf(world)), bench.fire(await addressOf(world))])
  expect(fired).toEqual([{ kind: 'first', data: { round: 2 }, left: 0 }])
  expect(await kindsSet(world)).toEqual([])
})

test('one that fails, or that nobody knows, is tried again and keeps no other from its effect', async () => {
  await using world = await openWorld()
  await world.settle()
  const address = await addressOf(world)
  let isBroken = true
  const bench = openBench(world, {
    broken() {
      if (isBroken) throw new Error('not now')
      return [noticeToTopic('ai-on', { client: 'Sarah' })]
    },
    sound: () => [noticeToTopic('ai-off', { client: 'Sarah' })],
  })
  await bench.apply(set('broken', at(world, 1)), set('of_tomorrow', at(world, 2)), set('sound', at(world, 3)))
  world.clock.advance(10)
  await bench.fire(address)
  await world.dana.hears('The AI is off', { chat: world.group.id })
  expect(await kindsSet(world)).toEqual([{ kind: 'broken' }, { kind: 'of_tomorrow' }])
  isBroken = false
  world.clock.advance(15_000)
  await bench.fire(address)
  expect(await kindsSet(world)).toEqual([{ kind: 'of_tomorrow' }])
  await bench.apply({ kind: 'cancel_timer', timer: 'of_tomorrow' as TimerKind })
  await world.settle()
})
