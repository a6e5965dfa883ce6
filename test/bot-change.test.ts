import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { createDoors } from '../src/db/doors.ts'
import { createSweep } from '../src/db/sweep.ts'
import { openWorld } from './support/world.ts'

test("another bot's message ids are not taken for the old bot's: nothing is mistaken for a message seen before", async () => {
  await using world = await openWorld()
  const { sarah, dana, model } = world
  model.willAnswer({ reply: 'What is it like?' })
  const said = await sarah.says('It is like a fog.')
  await world.settle()
  await world.writes(dana, 'Sarah', '// a note for us')
  await world.settle()
  const ids = () =>
    world.rows<{
      inPrivate: number
      inGroup: number
    }>(sql`select count(*) filter (where chat_id > 0)::int as "inPrivate",
      count(*) filter (where chat_id < 0)::int as "inGroup" from messages`)
  expect(await ids()).toEqual([{ inPrivate: 1, inGroup: 1 }])

  const sweep = createSweep({ doors: createDoors(world.store.database), clock: world.clock })
  await sweep.adoptBot(world.bot.id)
  expect(await ids()).toEqual([{ inPrivate: 1, inGroup: 1 }]) // the same bot: nothing changes

  await sweep.adoptBot(world.bot.id + 1)
  expect(await ids()).toEqual([{ inPrivate: 0, inGroup: 1 }])
  expect(await world.rows(sql`select * from sent_messages where chat_id > 0`)).toEqual([])

  // The new bot's first messages bear numbers that the old one's had.
  const coachId = world.coach.id
  const [row] = await world.rows<{ id: string }>(sql`select id from conversations`)
  await world.rows(sql`insert into messages (coach_id, id, conversation_id, sender_type, sender_id, content, visibility, chat_id,
    telegram_message_id, sent_at) values (${coachId}, gen_random_uuid(), ${row?.id ?? ''}, 'client', 'x', 'Hello again.', 'shared',
    ${sarah.id}, ${said.id}, now())`)
  expect(await ids()).toEqual([{ inPrivate: 1, inGroup: 1 }])
})
