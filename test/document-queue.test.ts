/** Coaches' documents that wait for each other, for files that stay and for a machine that was off: nothing stops the rest. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { createProgram, makeToken } from './support/api.ts'
import { openWorld } from './support/world.ts'

test("a file that cannot be removed does not keep the coach's documents from being read", async () => {
  await using world = await openWorld({ clients: [], group: false, website: true })
  const program = createProgram(world.websiteUrl, await makeToken(world))
  await program.adds('First.txt', 'First words.')
  await world.settle()
  // Where its file should be is a folder: that is refused as a bucket does that allows no removal.
  await world.rows(sql`insert into file_removals (coach_id, storage_key, due_at)
    values (${world.coach.id}, ${world.coach.id}, ${world.clock.now().toISOString()})`)
  const second = await program.adds('Second.txt', 'Second words.')
  await world.settle()
  expect(await program.sees(second.id)).toMatchObject({ status: 'ready' })
  const removals = () =>
    world.rows(sql`select 1 from file_removals where storage_key = ${world.coach.id}
      and due_at > ${world.clock.now().toISOString()}`)
  expect(await removals()).toHaveLength(1)
})

test('what is wanted back in the moment in which it goes is kept', async () => {
  await using world = await openWorld({ clients: [], group: false, website: true })
  const program = createProgram(world.websiteUrl, await makeToken(world))
  const added = await program.adds('First.txt', 'First words.')
  await world.settle()
  const { doors } = world.app
  await world.rows(sql`update documents set remove_at = ${world.clock.now().toISOString()}, removed_by = 'coach'`)
  // The coach taps [Undo] between the question which documents go and their removal.
  const asCoach = doors.asCoach
  let isWantedBack = false
  doors.asCoach = async (coachId, work) => {
    const result = await asCoach(coachId, work)
    if (!isWantedBack && Array.isArray(result) && result[0]?.id === added.id) {
      isWantedBack = true
      await world.rows(sql`update documents set remove_at = null, removed_by = null`)
    }
    return result
  }
  await world.app.reconciler.tick()
  await world.settle()
  expect(isWantedBack).toBe(true)
  expect(await program.sees(added.id)).toMatchObject({ status: 'ready' })
})

test('what was not begun while the machine was off over the weekend is read on Monday', async () => {
  await using world = await openWorld({ clients: [], group: false, website: true })
  const program = createProgram(world.websiteUrl, await makeToken(world))
  const held = Promise.withResolvers<void>()
  world.reading.whileReading = () => held.promise
  for (let at = 0; at < 4; at++) await program.adds(`File ${at}.txt`, `Words of ${at}.`)
  await expect.poll(() => world.reading.files.length).toBe(2)
  world.clock.advance(60 * 3_600_000)
  await world.app.reconciler.tick()
  await expect.poll(() => world.rows(sql`select 1 from documents where problem = 'overdue'`)).toHaveLength(2)
  held.resolve()
  await world.settle()
  const { documents } = await program.lists()
  // Two were begun, and nobody came back to them for a day.
  expect(documents.map(({ status, problem }) => problem?.code ?? status).toSorted()).toEqual([
    'overdue',
    'overdue',
    'ready',
    'ready',
  ])
})
