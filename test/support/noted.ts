/** What has been noted of a client, put there as the extraction would, with the evidence in what they have said. */
import { and, eq, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { expect } from 'vitest'
import type { InsightDetails, InsightKind } from '../../src/coaching/memory/insight.ts'
import type { CoachTx } from '../../src/db/doors.ts'
import { scheduleReceipt } from '../../src/db/receipts.ts'
import { clientInsights, insightEvidence, relationshipContext, sessionSummaries } from '../../src/db/schema/memory.ts'
import type { openWorld } from './world.ts'

type World = Awaited<ReturnType<typeof openWorld>>
type Note = {
  kind: InsightKind
  text: string
  details: InsightDetails
  /** Client's words, each in a message of theirs. */
  quotes: readonly string[]
  of?: string
  confirmedAt?: Date
  expiresAt?: Date
  /** Of another that it has taken the place of. */
  replaces?: string
}

const ids = { next: () => uuidv7() }

async function ownerOf(world: World, name: string) {
  const [row] = await world.rows<{ coach_id: string; client_id: string; id: string }>(
    sql`select v.coach_id, v.client_id, v.id from conversations v join clients c on c.id = v.client_id
      where c.display_name = ${name} order by v.id limit 1`,
  )
  if (!row) throw new Error(`${name} is no client`)
  return { coachId: row.coach_id, clientId: row.client_id, conversationId: row.id }
}

/** @returns its id */
export async function isNoted(world: World, { of = 'Sarah', ...note }: Note): Promise<string> {
  const { coachId, clientId, conversationId } = await ownerOf(world, of)
  const now = world.clock.now()
  const id = ids.next()
  const evidence: { messageId: string; seq: number; saidAt: Date; quote: string }[] = []
  for (const quote of note.quotes) {
    const [message] = await world.rows<{
      id: string
      seq: number
      sent_at: string
    }>(sql`select id, seq::int, sent_at from messages where conversation_id = ${conversationId}
      and sender_type = 'client' and position(${quote} in content) > 0 order by seq limit 1`)
    if (!message) throw new Error(`${of} has not said “${quote}”`)
    evidence.push({ messageId: message.id, seq: message.seq, saidAt: new Date(message.sent_at), quote })
  }
  await world.app.doors.asCoach(coachId, async (tx) => {
    const { kind, text, details, confirmedAt, expiresAt } = note
    await tx.insert(clientInsights).values({
      ...{ coachId, id, clientId, kind, text, details, validFrom: now, createdAt: now, updatedAt: now },
      ...{ timesDiscussed: 1, lastSaidAt: now, confirmedAt: confirmedAt ?? null },
      expiresAt: expiresAt ?? null,
    })
    for (const { seq, ...piece } of evidence) {
      const sessionId = await sessionAt(tx, clientId, seq, piece.saidAt)
      await tx.insert(insightEvidence).values({ coachId, insightId: id, sessionId, ...piece })
    }
    if (note.replaces)
      await tx
        .update(clientInsights)
        .set({ invalidatedAt: now, supersededBy: id })
        .where(sql`${clientInsights.coachId} = ${coachId} and ${clientInsights.id} = ${note.replaces}`)
    await scheduleReceipt(tx, conversationId, ids, now)
  })
  return id
}

/** The session that a message is of: one that is there, or one of its own. */
async function sessionAt(tx: CoachTx, clientId: string, seq: number, at: Date): Promise<string> {
  const [known] = await tx
    .select({ id: sessionSummaries.id })
    .from(sessionSummaries)
    .where(
      and(
        eq(sessionSummaries.coachId, tx.coachId),
        eq(sessionSummaries.clientId, clientId),
        sql`${seq} between from_seq and to_seq`,
      ),
    )
  if (known) return known.id
  const id = ids.next()
  const span = { fromSeq: seq, toSeq: seq, startedAt: at, endedAt: at, endedBy: 'idle', messageCount: 1 } as const
  await tx.insert(sessionSummaries).values({ coachId: tx.coachId, id, clientId, ...span })
  return id
}

/** All that has been said so far is one session, summed up in these words, and so is the relationship. */
export async function isSummedUp(world: World, words: string, of = 'Sarah'): Promise<void> {
  const { coachId, clientId, conversationId } = await ownerOf(world, of)
  const [said] = await world.rows<{ first: string; last: string; n: number }>(
    sql`select min(seq) as first, max(seq) as last, count(*)::int as n from messages where conversation_id = ${conversationId}`,
  )
  const now = world.clock.now()
  await world.app.doors.asCoach(coachId, async (tx) => {
    const id = await sessionAt(tx, clientId, Number(said?.first), now)
    await tx
      .update(sessionSummaries)
      .set({
        ...{ toSeq: Number(said?.last), messageCount: said?.n ?? 0, summary: words, topics: [words] },
        ...{ insights: [words], emotionalState: words, coachInterventions: [words], summedUpAt: now },
        actionItems: [{ text: words, dueOn: '2026-04-01' }],
        breakthroughs: [{ description: words, impact: words, messageId: id }],
      })
      .where(and(eq(sessionSummaries.coachId, coachId), eq(sessionSummaries.id, id)))
    await tx.insert(relationshipContext).values({
      ...{ coachId, clientId, countedAt: now, writtenAt: now },
      counts: {
        ...{ since: '2026-03-02', sessions: 1, messages: said?.n ?? 0, hours: 0.5, sessionMinutes: 30 },
        ...{ clientAnswersInMinutes: 2, topics: [{ topic: words, sessions: 1 }], crises: 0 },
      },
      written: {
        ...{ phase: 'discovery', rapport: words, styleAdjustments: [words], whatWorks: [], whatDoesNot: [] },
        ...{ frameworks: [], milestones: [{ on: '2026-03-02', text: words }] },
      },
    })
  })
}

/** In which of our tables a word stands. */
export async function tablesWith(world: World, word: string): Promise<string[]> {
  const tables = await world.rows<{ name: string }>(sql`select c.relname as name from pg_class c
    join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r' order by 1`)
  const found: string[] = []
  for (const { name } of tables) {
    const [row] = await world.rows<{ n: number }>(
      sql`select count(*)::int as n from ${sql.raw(`"${name}"`)} t where position(${word.toLowerCase()} in lower(t::text)) > 0`,
    )
    if ((row?.n ?? 0) > 0) found.push(name)
  }
  return found
}

/** A tap that Telegram never offered: anyone's client can send whatever it likes. */
export async function forgesTap(
  world: World,
  person: World['dana'],
  data: string,
  place: { id: number; type: 'private' | 'supergroup'; messageId: number },
): Promise<void> {
  world.bot.queue.push('callback_query', {
    id: `forged-${data}-${person.id}`,
    from: { id: person.id, is_bot: false, first_name: person.firstName },
    message: {
      message_id: place.messageId,
      date: 1_772_445_600,
      chat: { id: place.id, type: place.type, ...(place.type === 'private' ? { first_name: 'x' } : { title: 'x' }) },
      text: 'x',
    },
    chat_instance: '1',
    data,
  })
  await world.settle()
  expect(world.bot.queue.size).toBe(0)
}
