/** Where forgetting, edits and corrections meet work that is under way: nothing erased comes back, and nothing else is lost. */
import { type SQL, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import type { Evidence, InsightDetails, InsightKind } from '../../src/coaching/memory/insight.ts'
import type { Relationship } from '../../src/coaching/memory/relationship.ts'
import { rowsOf } from '../../src/db/client.ts'
import { createDoors } from '../../src/db/doors.ts'
import { eraseForgotten } from '../../src/db/forgetting.ts'
import { reviseMemory } from '../../src/db/memory-changes.ts'
import { createMemoryItems } from '../../src/db/memory-items.ts'
import { createMemoryWorks } from '../../src/db/memory-works.ts'
import { createRecallEntries } from '../../src/db/recall-entries.ts'
import { clientInsights, insightEvidence, sessionSummaries } from '../../src/db/schema/memory.ts'
import { openTestStore } from '../support/databases.ts'

const start = new Date('2026-03-02T10:00:00Z')
const usage = { model: 'm', tokensIn: 3, tokensCached: 0, tokensOut: 0, costUsd: 0.001, latencyMs: 1.5 }
const written: Relationship = {
  ...{ phase: 'action', rapport: '', styleAdjustments: [], whatWorks: [], whatDoesNot: [] },
  ...{ frameworks: [], milestones: [] },
}
const health = { kind: 'fact', details: { about: 'health' } } as const
const home = { kind: 'fact', details: { about: 'home' } } as const
const goal = { kind: 'goal', details: { status: 'active', targetDate: null } } as const
const pattern = { kind: 'pattern', details: { frequency: null, triggers: [] as string[] } } as const

type Said = { id: string; seq: number; sessionId: string; content: string }
type Note = { kind: InsightKind; details: InsightDetails; text: string; on: readonly Said[]; supersededBy?: string }

async function openMemory() {
  const { database } = await openTestStore()
  const doors = createDoors(database)
  const clock = { at: start, now: () => clock.at }
  const ids = { next: () => v7() }
  const [coachId, clientId, conversationId] = [v7(), v7(), v7()]
  const rows = <T>(query: SQL) => doors.asCoach(coachId, (tx) => rowsOf<T>(tx, query))
  const pass = (ms: number) => {
    clock.at = new Date(clock.at.getTime() + ms)
  }
  await rows(
    sql`insert into coaches (id, telegram_user_id, display_name, created_at) values (${coachId}, 1, 'Dana', now())`,
  )
  await rows(sql`insert into clients (coach_id, id, telegram_user_id, display_name, consent_at, created_at)
    values (${coachId}, ${clientId}, 2, 'Sarah', now(), now())`)
  await rows(sql`insert into conversations (coach_id, id, client_id, state, state_since)
    values (${coachId}, ${conversationId}, ${clientId}, 'ai', now())`)
  const works = createMemoryWorks({ doors, clock, ids })
  const items = createMemoryItems({ doors, clock, ids })
  const entries = createRecallEntries({ doors, clock, ids })

  return {
    ...{ coachId, conversationId, rows, pass, works, items, entries },
    /** In a session of its own, or in one that is there; `isDue`: it has yet to be summed up. */
    async says(content: string, { isDue = false, sessionId = v7() } = {}): Promise<Said> {
      const id = v7()
      const now = clock.now()
      const [row] = await rows<{ seq: number }>(sql`insert into messages
        (coach_id, id, conversation_id, sender_type, sender_id, content, visibility, sent_at) values
        (${coachId}, ${id}, ${conversationId}, 'client', ${clientId}, ${content}, 'shared', ${now.toISOString()}::timestamptz)
        returning seq::int`)
      const seq = row?.seq ?? 0
      await doors.asCoach(coachId, (tx) =>
        tx
          .insert(sessionSummaries)
          .values({
            ...{ coachId, id: sessionId, clientId, fromSeq: seq, toSeq: seq, startedAt: now, endedAt: now },
            ...{ endedBy: 'idle', messageCount: 1 },
            ...(isDue ? { dueAt: now } : { summary: `It was: ${content}`, summedUpAt: now }),
          })
          .onConflictDoUpdate({ target: [sessionSummaries.coachId, sessionSummaries.id], set: { toSeq: seq } }),
      )
      pass(1_000)
      return { id, seq, sessionId, content }
    },
    /** All of what was said is its evidence. */
    async knows({ on, supersededBy, ...note }: Note): Promise<string> {
      const id = v7()
      const now = clock.now()
      await doors.asCoach(coachId, async (tx) => {
        await tx.insert(clientInsights).values({
          ...{ coachId, id, clientId, ...note, timesDiscussed: 1 },
          ...{ lastSaidAt: now, validFrom: now, createdAt: now, updatedAt: now },
          ...(supersededBy ? { supersededBy, invalidatedAt: now } : {}),
        })
        for (const piece of on.map(evidenceOf))
          await tx.insert(insightEvidence).values({ coachId, insightId: id, ...piece })
      })
      return id
    },
    async stores(): Promise<void> {
      const due = await entries.listDue(coachId, { saidUntil: clock.now(), limit: 200 })
      await entries.store(
        coachId,
        due.map((one) => ({ ...one, stems: one.text?.split(' '), asks: false })),
      )
    },
    claimsUnembedded: async () => (await entries.claimUnembedded(coachId, 'm', 64)).map(({ text }) => text),
    async forgets({ id }: Said): Promise<void> {
      await items.forgetMessage(coachId, conversationId, id)
    },
    async minutePasses(): Promise<void> {
      pass(61_000)
      await doors.asCoach(coachId, (tx) => eraseForgotten(tx, conversationId, ids, clock.now()))
    },
    async edits({ id }: Said, content: string): Promise<void> {
      await rows(sql`update messages set content = ${content} where id = ${id}`)
      await doors.asCoach(coachId, (tx) => reviseMemory(tx, conversationId, [id], clock.now()))
    },
    async isRelatedTo(rapport: string): Promise<void> {
      const counts = { since: '2026-01-01', sessions: 3, topics: [{ topic: rapport, sessions: 1 }] }
      await rows(sql`insert into relationship_context (coach_id, client_id, counts, counted_at, written, written_after, due_at)
        values (${coachId}, ${clientId}, ${JSON.stringify(counts)}::jsonb, now(),
          ${JSON.stringify({ ...written, rapport })}::jsonb, 3, ${clock.now().toISOString()}::timestamptz)`)
    },
    holding: () =>
      rows<{ text: string }>(sql`select text from client_insights where invalidated_at is null order by id`),
  }
}

function evidenceOf({ id, sessionId, content }: Said): Evidence {
  return { messageId: id, sessionId, saidAt: start, quote: content }
}

test('without consent nothing is taken to a model for its vector', async () => {
  const memory = await openMemory()
  await memory.knows({ ...health, text: 'Drinks absinthe', on: [await memory.says('I drank absinthe again')] })
  memory.pass(61_000)
  await memory.stores()
  await memory.rows(sql`update clients set consent_at = null, status = 'paused'`)
  expect(await memory.claimsUnembedded()).toEqual([])
  await memory.rows(sql`update clients set consent_at = now(), status = 'active'`)
  expect(await memory.claimsUnembedded()).toContain('Drinks absinthe')
})

test('neither is a message that is forgotten, from the first moment', async () => {
  const memory = await openMemory()
  const said = await memory.says('I drank absinthe again')
  memory.pass(61_000)
  await memory.stores()
  await memory.rows(sql`delete from recall_entries where message_id is null`)
  await memory.forgets(said)
  expect(await memory.claimsUnembedded()).toEqual([])
  await memory.items.keepMessage(memory.coachId, memory.conversationId, said.id)
  await memory.stores()
  expect(await memory.claimsUnembedded()).toContain(said.content)
})

test('a sum-up under way puts no erased words back', async () => {
  const memory = await openMemory()
  const monday = await memory.says('I drank absinthe on Monday')
  const again = await memory.says('I drank again')
  const known = await memory.knows({ ...health, text: 'Drank absinthe', on: [monday] })
  const alone = await memory.says('I drink when alone', { isDue: true })
  const work = await memory.works.claimSession(memory.coachId, memory.conversationId)
  if (!work) throw new Error('Nothing is due')
  await memory.items.change(memory.coachId, known, { kind: 'forget' }, 'client')
  await memory.minutePasses()
  await memory.works.recordSession(work, {
    kind: 'summed_up',
    usage,
    summary: {
      ...{ summary: 'x', topics: [], insights: [], actionItems: [], emotionalState: '' },
      ...{ breakthroughs: [], coachInterventions: [] },
    },
    changes: [
      {
        kind: 'add',
        insight: { id: v7(), ...pattern, text: 'Drinks when alone', validFrom: start, expiresAt: undefined },
        evidence: [monday, again, alone].map(evidenceOf),
      },
    ],
  })
  expect(await memory.rows(sql`select quote from insight_evidence where quote like '%absinthe%'`)).toEqual([])
  expect(await memory.holding()).toEqual([])
})

test('what is said of the relationship from forgotten words is not taken, however late it comes', async () => {
  const memory = await openMemory()
  const said = await memory.says('I drank absinthe')
  await memory.isRelatedTo('absinthe')
  const claim = () => memory.works.claimRelationship(memory.coachId, memory.conversationId)
  const early = await claim()
  await memory.forgets(said)
  await memory.minutePasses()
  const late = await claim()
  if (!early || !late) throw new Error('Nothing is due')
  const rapport = () => memory.rows(sql`select written ->> 'rapport' as rapport from relationship_context`)
  await memory.works.recordRelationship(early, { kind: 'written', written: { ...written, rapport: 'absinthe' }, usage })
  expect(await rapport()).toEqual([{ rapport: null }])
  await memory.works.recordRelationship(late, { kind: 'written', written: { ...written, rapport: 'fine' }, usage })
  expect(await rapport()).toEqual([{ rapport: 'fine' }])
})

test.each(['forgotten', 'edited'])('a correction is kept when its old message is %s', async (how) => {
  const memory = await openMemory()
  const said = await memory.says('I run a maraton in May')
  const id = await memory.knows({ ...goal, text: 'Runs a marathon in May', on: [said] })
  await memory.items.correct(memory.coachId, id, 'Runs ten kilometres in June', v7())
  if (how === 'edited') await memory.edits(said, 'I run a marathon in May')
  else {
    await memory.forgets(said)
    await memory.minutePasses()
  }
  expect(await memory.holding()).toEqual([{ text: 'Runs ten kilometres in June' }])
})

test('what held before a forgotten message holds again', async () => {
  const memory = await openMemory()
  const munich = await memory.says('I live in Munich')
  const berlin = await memory.says('I moved to Berlin')
  const now = await memory.knows({ ...home, text: 'Lives in Berlin', on: [berlin] })
  await memory.knows({ ...home, text: 'Lives in Munich', on: [munich], supersededBy: now })
  await memory.forgets(berlin)
  await memory.minutePasses()
  expect(await memory.holding()).toEqual([{ text: 'Lives in Munich' }])
})

test('a pattern that is left with three pieces of two sessions is none', async () => {
  const memory = await openMemory()
  const first = await memory.says('I drank on Monday')
  const on = [
    first,
    await memory.says('I drank on Tuesday', { sessionId: first.sessionId }),
    await memory.says('I drank in April'),
  ]
  const last = await memory.says('I drank in May')
  await memory.knows({ ...pattern, text: 'Drinks', on: [...on, last] })
  await memory.forgets(last)
  await memory.minutePasses()
  expect(await memory.holding()).toEqual([])
})

test('after an edit the relationship is written again, from nothing that was said before', async () => {
  const memory = await openMemory()
  const said = await memory.says('absinthe')
  await memory.isRelatedTo('absinthe')
  await memory.rows(sql`update relationship_context set due_at = null`)
  await memory.edits(said, 'tea')
  expect(
    await memory.rows(
      sql`select written, counts -> 'topics' as topics, due_at is not null as due from relationship_context`,
    ),
  ).toEqual([{ written: null, topics: [], due: true }])
})
