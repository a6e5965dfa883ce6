/** What is forgotten after a while, and what stays: the record of what people decided. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { createDoors } from '../../src/db/doors.ts'
import { createSweep } from '../../src/db/sweep.ts'
import { openWorld } from '../support/world.ts'

const dayMs = 24 * 3_600_000

test('a written briefing and an incident that is over are forgotten after a month; offers, handoffs and what still goes on stay', async () => {
  await using world = await openWorld({ clients: ['Sarah', 'Tom'] })
  world.model.willAnswer({ confidence: 0.4, reply: 'What would change if you left?' })
  await world.sarah.says('I have been thinking about getting a divorce some day.')
  await world.settle()
  await world.sarah.says('/human')
  await world.settle()
  for (const outage of ['the first', 'the second']) {
    world.model.alwaysFail('401')
    await world.client('Tom').says(`Hello, in ${outage}?`)
    await world.settle()
    if (outage === 'the second') break
    world.model.alwaysFail(undefined)
    await world.dana.taps('Try again')
    await world.settle()
    await world.advance(60 * 60_000)
  }
  const count = async () => {
    const [row] = await world.rows(sql`select (select count(*)::int from briefings) as briefings,
      (select count(*)::int from incidents) as incidents, (select count(*)::int from offers) as offers,
      (select count(*)::int from handoffs) as handoffs`)
    return row
  }
  const after = (ms: number) => {
    const clock = { now: () => new Date(world.clock.now().getTime() + ms) }
    return createSweep({ doors: createDoors(world.store.database), clock }).prune()
  }
  const before = { briefings: 1, incidents: 2, offers: 1, handoffs: 1 }
  expect(await count()).toEqual(before)
  await after(29 * dayMs)
  expect(await count()).toEqual(before)
  // What is not done yet is work and no record, however old: a briefing to be written, a client to be answered, a word to the coach.
  const later = sql`${new Date(world.clock.now().getTime() + dayMs).toISOString()}::timestamptz`
  const unwritten = sql`update briefings set due_at = ${later}`
  const unreleased = sql`update incidents set released_at = null, leased_until = ${later} where closed_at is not null`
  const untold = sql`update incidents set released_at = closed_at, show_at = ${later} where closed_at is not null`
  for (const unfinished of [[unwritten, unreleased], [untold]]) {
    for (const change of unfinished) await world.rows(change)
    await after(31 * dayMs)
    expect(await count()).toEqual(before)
  }
  const written = sql`update briefings set due_at = null`
  const settled = sql`update incidents set show_at = null, leased_until = null where closed_at is not null`
  for (const change of [written, settled]) await world.rows(change)
  await after(31 * dayMs)
  expect(await count()).toEqual({ ...before, briefings: 0, incidents: 1 })
  expect(await world.rows(sql`select id from incidents where closed_at is null`)).toHaveLength(1)
  // Whom it kept waiting is known as long as it goes on.
  expect(await world.rows(sql`select conversation_id from incident_clients`)).toHaveLength(1)
})
