/** What can be recalled is stored by several workers at once, each thing once, and never as it was before an edit. */
import { sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import type { NewEntry } from '../../src/coaching/memory/recall/ports.ts'
import { recallAfterMs } from '../../src/coaching/memory/recall/recollection.ts'
import { rowsOf } from '../../src/db/client.ts'
import { createDoors } from '../../src/db/doors.ts'
import { createRecallEntries } from '../../src/db/recall-entries.ts'
import { openTestStore } from '../support/databases.ts'

const saidAt = new Date('2026-03-02T10:00:00Z')
const usage = { model: 'm', tokensIn: 3, tokensCached: 0, tokensOut: 0, costUsd: 0.001, latencyMs: 1.5 }

async function openEntries() {
  const { database } = await openTestStore()
  const doors = createDoors(database)
  const clock = { at: new Date(saidAt.getTime() + 60_000), now: () => clock.at }
  const entries = createRecallEntries({ doors, clock, ids: { next: () => v7() } })
  const [coachId, clientId, conversationId] = [v7(), v7(), v7()]
  await doors.asCoach(coachId, async (tx) => {
    await tx.execute(
      sql`insert into coaches (id, telegram_user_id, display_name, created_at) values (${coachId}, 1, 'Dana', now())`,
    )
    await tx.execute(sql`insert into clients (coach_id, id, telegram_user_id, display_name, consent_at, created_at)
      values (${coachId}, ${clientId}, 2, 'Sarah', now(), now())`)
    await tx.execute(sql`insert into conversations (coach_id, id, client_id, state, state_since)
      values (${coachId}, ${conversationId}, ${clientId}, 'ai', now())`)
  })
  return {
    entries,
    clock,
    coachId,
    rows: <T>(query: ReturnType<typeof sql>) => rowsOf<T>(database.drizzle, query),
    async says(content: string): Promise<void> {
      await doors.asCoach(coachId, (tx) =>
        tx.execute(sql`insert into messages (coach_id, id, conversation_id, sender_type, sender_id, content, visibility, sent_at)
          values (${coachId}, ${v7()}, ${conversationId}, 'client', ${clientId}, ${content}, 'shared', ${saidAt.toISOString()}::timestamptz)`),
      )
    },
    async due(): Promise<NewEntry[]> {
      const due = await entries.listDue(coachId, { saidUntil: new Date(clock.at.getTime() - recallAfterMs), limit: 10 })
      return due.map((one) => ({ ...one, stems: one.text?.toLowerCase().split(' '), asks: false }))
    },
  }
}

test('a message is due a minute after it was said, and once more when it has changed while it was stored', async () => {
  const { entries, clock, coachId, rows, says, due } = await openEntries()
  await says('about sailing')
  clock.at = saidAt
  expect(await due()).toEqual([])
  clock.at = new Date(saidAt.getTime() + 60_000)
  const read = await due()
  expect(read.map(({ text }) => text)).toEqual(['about sailing'])

  await rows(sql`update messages set content = 'about painting'`)
  await entries.store(coachId, read)
  expect(await rows(sql`select id from recall_entries`)).toEqual([])
  const again = await due()
  expect(again.map(({ text }) => text)).toEqual(['about painting'])
  // Two workers have read the same.
  await entries.store(coachId, again)
  await entries.store(coachId, again)
  expect(await rows(sql`select id from recall_entries`)).toHaveLength(1)
  expect(await due()).toEqual([])

  // What else happens to a message does not make it due.
  await rows(sql`update messages set metadata = '{}'`)
  expect(await due()).toEqual([])
  await rows(sql`update messages set visibility = 'withdrawn'`)
  const gone = await due()
  expect(gone.map(({ text }) => text)).toEqual([undefined])
  await entries.store(coachId, gone)
  expect(await rows(sql`select id from recall_entries`)).toEqual([])
})

test('of two workers one pays for a vector; it never reaches words that were said instead, and another model asks anew', async () => {
  const { entries, clock, coachId, rows, says, due } = await openEntries()
  await says('first about sailing')
  await says('then about my uncle')
  await entries.store(coachId, await due())
  const claimed = await entries.claimUnembedded(coachId, 'm', 10)
  expect(claimed.map(({ text, saidBefore }) => [text, saidBefore]).sort()).toEqual([
    ['first about sailing', undefined],
    ['then about my uncle', 'first about sailing'],
  ])
  expect(await entries.claimUnembedded(coachId, 'm', 10)).toEqual([])
  // Whoever has taken them is gone.
  clock.at = new Date(clock.at.getTime() + 90_000)
  expect(await entries.claimUnembedded(coachId, 'm', 10)).toHaveLength(2)

  await rows(sql`update messages set content = 'then about my aunt' where content like '%uncle'`)
  await entries.store(coachId, await due())
  const vectors = claimed.map(({ id }) => ({ entryId: id, vector: new Float32Array([1, 0]) }))
  await entries.storeVectors(coachId, 'm', vectors, usage)
  const kept = await rows<{ content: string }>(
    sql`select m.content from recall_embeddings e join recall_entries r on r.id = e.entry_id join messages m on m.id = r.message_id`,
  )
  expect(kept).toEqual([{ content: 'first about sailing' }])
  expect((await entries.claimUnembedded(coachId, 'm', 10)).map(({ text }) => text)).toEqual(['then about my aunt'])
  expect((await entries.claimUnembedded(coachId, 'other', 10)).map(({ text }) => text)).toEqual(['first about sailing'])
  expect(await rows(sql`select purpose, model from usage_events`)).toEqual([{ purpose: 'recall', model: 'm' }])
})
