/** The product is killed while it remembers a session and started again: the session is there once, and so is what it gave. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type KilledWorld, openKilledWorld } from './support/killed-world.ts'
import { livesIn, propose } from './support/memory.ts'
import { nameOf } from './support/openai-server.ts'

let world: KilledWorld
let laterMs = 0
beforeAll(async () => {
  world = await openKilledWorld()
  world.model.answersAs('session', () => ({
    summary: 'A move.',
    operations: [propose({ ...livesIn('Berlin'), evidence: [{ message: 'm1', quote: 'I moved to Berlin' }] })],
  }))
})
afterAll(() => world?.close())

test.each([
  ['session-over-not-summed-up', 'Sarah', 1],
  ['session-claimed', 'Tom', 1],
  // What was paid for and not stored is asked for again.
  ['session-summed-up-not-recorded', 'Mia', 2],
  ['session-recorded', 'Ben', 1],
])('%s', async (point, name, times) => {
  const client = await world.invite(name)
  const asked = () => world.model.requests.filter((request) => nameOf(request) === 'session').length
  const before = asked()
  await client.says('I moved to Berlin.')
  await client.hears('Heard:')
  await world.rest()
  await world.arm(point)
  await client.says('/done')
  await world.died()
  laterMs += 200_000 // on servers nobody can tell that a process is dead before its lease has run out
  await world.restart({ laterMs })
  await expect
    .poll(() => kept(name), { timeout: 60_000, interval: 200 })
    .toEqual([{ text: 'Lives in Berlin', evidence: 1, summary: 'A move.', by: 'done', count: 2, open: false }])
  expect(asked()).toBe(before + times)
})

function kept(name: string) {
  return world.rows(`select i.text, s.summary, s.ended_by as by, s.message_count as count, s.due_at is not null as open,
    (select count(*)::int from insight_evidence e where e.insight_id = i.id) as evidence
    from session_summaries s join clients c on c.id = s.client_id left join client_insights i on i.client_id = c.id
    where c.display_name = '${name}' and s.summary is not null`)
}
