/** Two processes that lock the same rows in different order wait for each other until Postgres ends one of them. */
import { eq, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { expect, test } from 'vitest'
import { markBoard } from '../../src/db/board.ts'
import { createDoors } from '../../src/db/doors.ts'
import { takeGroupPace } from '../../src/db/group-pace.ts'
import { createInterventions } from '../../src/db/interventions.ts'
import { lockLevels, relearnAll } from '../../src/db/levels.ts'
import { createOutbox } from '../../src/db/outbox.ts'
import { boards, cards } from '../../src/db/schema/board.ts'
import { grounding } from '../support/analyses.ts'
import { onServers } from '../support/databases.ts'
import { openWorld } from '../support/world.ts'

test.runIf(onServers)(
  'a turn that adds a row of its coach and the list that takes a place in the group do not',
  async () => {
    await using world = await openWorld()
    const { asCoach } = createDoors(world.store.database)
    const coachId = world.coach.id
    const now = world.clock.now()
    await world.rows(sql`insert into boards (coach_id, due_at, not_before, cards_not_before) values (${coachId}, now(), now(), now())
    on conflict do nothing`)
    const [hasNamed, hasListed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]

    const turn = asCoach(coachId, async (tx) => {
      await tx.execute(sql`select from coaches where id = ${coachId} for key share`) // as a foreign key to it does
      hasNamed.resolve()
      await hasListed.promise
      await markBoard(tx, now)
    })
    const list = asCoach(coachId, async (tx) => {
      await hasNamed.promise
      await tx.select().from(boards).where(eq(boards.coachId, coachId)).for('update')
      setTimeout(hasListed.resolve, 200) // by then this one waits for the coach's row, if it does
      await takeGroupPace(tx, now, { waits: true, reserves: true })
    })
    expect(await Promise.allSettled([turn, list])).toEqual([
      { status: 'fulfilled', value: undefined },
      { status: 'fulfilled', value: undefined },
    ])
  },
)

test.runIf(onServers)('a card that has reached its topic and the list that looks at the cards do not', async () => {
  await using world = await openWorld()
  const doors = createDoors(world.store.database)
  const coachId = world.coach.id
  const now = world.clock.now()
  const at = now.toISOString()
  const [conversation] = await world.rows<{ id: string }>(sql`select id from conversations`)
  const conversationId = conversation?.id ?? ''
  const id = uuidv7()
  await world.rows(sql`insert into deliveries (coach_id, conversation_id, id, target, lane, body, not_before, created_at)
    values (${coachId}, ${conversationId}, ${id}, 'topic', 1, '{"kind":"card"}', ${at}, ${at})`)
  await doors.asCoach(coachId, async (tx) => {
    await markBoard(tx, now)
    await tx.insert(cards).values({ coachId, conversationId }).onConflictDoNothing()
  })
  const outbox = createOutbox({ doors, clock: world.clock, ids: { next: () => uuidv7() } })
  const { delivery } = await outbox.claim(coachId, conversationId, 'topic')
  if (delivery?.id !== id) throw new Error('The card is not what goes next')
  const hasListed = Promise.withResolvers<void>()

  const list = doors.asCoach(coachId, async (tx) => {
    await tx.select().from(boards).where(eq(boards.coachId, coachId)).for('update')
    hasListed.resolve()
    await new Promise((resolve) => setTimeout(resolve, 300)) // by then the card is recorded as far as it can be
    await tx.update(cards).set({ dueAt: now }).where(eq(cards.coachId, coachId))
  })
  await hasListed.promise
  const sent = outbox.recordOutcome(delivery, {
    kind: 'sent',
    last: { chatId: world.group.id, sent: [{ telegramMessageId: 4_711 }] },
  })
  expect((await Promise.allSettled([list, sent])).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
})

test.runIf(onServers)('what the coach says of an intervention and the levels that are made anew do not', async () => {
  await using world = await openWorld()
  const doors = createDoors(world.store.database)
  const coachId = world.coach.id
  const [clock, ids] = [world.clock, { next: () => uuidv7() }]
  const id = uuidv7()
  const at = clock.now().toISOString()
  await world.rows(sql`insert into human_intervention_analyses (coach_id, id, kind, by_member, started_at, ended_at, given, analysis)
    select coach_id, ${id}, 'taught', id, ${at}, ${at}, '{"said":["Breathe."]}', ${JSON.stringify(grounding)}::text::jsonb
    from coach_members where coach_id = ${coachId} and role = 'owner'`)
  const interventions = createInterventions({ doors, clock, ids })
  await interventions.judge(coachId, id, 'kept', () => true)
  expect(await world.rows(sql`select 1 from coach_style_profiles`)).toHaveLength(1)
  const [isHeld, mayGo] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]

  const before = doors.asCoach(coachId, async (tx) => {
    await lockLevels(tx)
    isHeld.resolve()
    await mayGo.promise
  })
  await isHeld.promise
  const anew = doors.asCoach(coachId, (tx) => relearnAll(tx, clock.now()))
  await aMoment() // by then it is the first that waits for the coach's row
  const judged = interventions.judge(coachId, id, 'forgotten', () => true)
  await aMoment()
  mayGo.resolve()
  const ended = await Promise.allSettled([before, anew, judged])
  expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled'])
  expect(await world.rows(sql`select 1 from coach_style_profiles`)).toEqual([])
})

function aMoment(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 200))
}
