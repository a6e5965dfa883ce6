/** The rows of what is remembered of a client, one thing at a time: read as people see them, and changed. */
import { and, desc, eq, inArray, isNull, not, type SQL, sql } from 'drizzle-orm'
import { bareDetails } from '../coaching/memory/forgetting.ts'
import type { InsightDetails } from '../coaching/memory/insight.ts'
import { type ItemChange, type MemoryItem, type Standing, undoMs } from '../coaching/memory/items.ts'
import type { CoachTx } from './doors.ts'
import { isInsightGoing } from './going.ts'
import { conversations, messages } from './schema/conversations.ts'
import { clientInsights, insightEvidence, recallEntries } from './schema/memory.ts'

type Row = typeof clientInsights.$inferSelect

/** It holds, as far as anyone knows. */
export const isCurrent = and(
  isNull(clientInsights.invalidatedAt),
  isNull(clientInsights.removeAt),
  not(isInsightGoing(clientInsights)),
)

/** Goals that are over come last, then the newest comes first. */
const order = [
  sql`coalesce(${clientInsights.details} ->> 'status', 'active') <> 'active'`,
  desc(clientInsights.validFrom),
  desc(clientInsights.id),
]

export async function readItems(
  tx: CoachTx,
  which: SQL | undefined,
  { skip = 0, limit = 100 } = {},
): Promise<MemoryItem[]> {
  const rows = await tx
    .select({
      insight: clientInsights,
      conversationId: conversations.id,
      said: sql<
        { at: string; quote: string }[]
      >`(select coalesce(json_agg(json_build_object('at', m.sent_at, 'quote', e.quote)
        order by m.seq), '[]'::json) from ${insightEvidence} e join ${messages} m on m.coach_id = e.coach_id and m.id = e.message_id
        where e.coach_id = ${clientInsights.coachId} and e.insight_id = ${clientInsights.id})`,
      hasEarlier: sql<boolean>`exists (select from ${clientInsights} b where b.coach_id = ${clientInsights.coachId}
        and b.superseded_by = ${clientInsights.id})`,
    })
    .from(clientInsights)
    .innerJoin(
      conversations,
      and(eq(conversations.coachId, clientInsights.coachId), eq(conversations.clientId, clientInsights.clientId)),
    )
    .where(and(eq(clientInsights.coachId, tx.coachId), which))
    .orderBy(...order)
    .offset(skip)
    .limit(limit)
  return rows.map(({ insight, conversationId, said, hasEarlier }) => ({
    ...{ id: insight.id, clientId: insight.clientId, conversationId, hasEarlier },
    ...{ kind: insight.kind, text: insight.text, details: insight.details, validFrom: insight.validFrom },
    standing: standingOf(insight),
    expiresAt: insight.expiresAt ?? undefined,
    endedAt: insight.invalidatedAt ?? undefined,
    confirmedAt: insight.confirmedAt ?? undefined,
    said: said.map(({ at, quote }) => ({ at: new Date(at), quote })),
  }))
}

function standingOf({ removeAt, invalidatedAt, supersededBy }: Row): Standing {
  if (removeAt) return 'going'
  if (!invalidatedAt) return 'current'
  return supersededBy ? 'replaced' : 'wrong'
}

export async function findItem(tx: CoachTx, id: string): Promise<MemoryItem | undefined> {
  const [item] = await readItems(tx, eq(clientInsights.id, id))
  return item
}

/** With all that they have replaced. */
export async function withEarlier(tx: CoachTx, ids: readonly string[]): Promise<string[]> {
  const all = new Set(ids)
  for (let found = [...ids]; found.length > 0; ) {
    const before = await tx
      .select({ id: clientInsights.id })
      .from(clientInsights)
      .where(and(eq(clientInsights.coachId, tx.coachId), inArray(clientInsights.supersededBy, found)))
    found = before.flatMap(({ id }) => (all.has(id) ? [] : id))
    for (const id of found) all.add(id)
  }
  return [...all]
}

/** What a tap asks for; one that comes twice, or too late, finds nothing to change. */
export async function changeItem(tx: CoachTx, item: MemoryItem, change: ItemChange, now: Date): Promise<boolean> {
  const patch = patchFor(item, change, now)
  if (change.kind === 'revert') return revert(tx, item, now)
  if (!patch) return false
  await tx
    .update(clientInsights)
    .set({ ...patch, updatedAt: now })
    .where(itself(tx, item.id))
  return true
}

function patchFor(item: MemoryItem, change: ItemChange, now: Date): Partial<Row> | undefined {
  const { standing, details } = item
  const holds = standing === 'current' || standing === 'wrong'
  switch (change.kind) {
    case 'right':
      return holds ? { confirmedAt: now, receiptAt: now, invalidatedAt: null } : undefined
    case 'wrong':
      return holds ? { confirmedAt: null, receiptAt: now, invalidatedAt: now } : undefined
    case 'restore':
      return holds ? { invalidatedAt: null } : undefined
    case 'forget':
      return holds ? { removeAt: new Date(now.getTime() + undoMs) } : undefined
    case 'keep':
      return standing === 'going' ? { removeAt: null } : undefined
    case 'set_status':
      if (standing !== 'current' || item.kind !== 'goal') return undefined
      return { details: { ...details, status: change.status } as InsightDetails, confirmedAt: now, receiptAt: now }
    case 'revert':
      return undefined
  }
}

/** Takes the place of what it corrects, which is kept with the date of its end, and with the words that it stood on: the correction does not. */
export async function correctItem(
  tx: CoachTx,
  item: MemoryItem,
  correction: { id: string; text: string; messageId?: string },
  now: Date,
): Promise<void> {
  if (item.standing !== 'current' && item.standing !== 'wrong') return
  const { id, text, messageId } = correction
  const [before] = await tx.select().from(clientInsights).where(itself(tx, item.id))
  if (!before) return
  await tx.insert(clientInsights).values({
    ...before,
    ...{ id, text, correctedIn: messageId ?? null, invalidatedAt: null, supersededBy: null, expiresAt: null },
    // A date or a frequency that was noted with the old words says nothing of the new ones.
    details: bareDetails(item.kind, item.details),
    ...{ validFrom: now, lastSaidAt: now, confirmedAt: now, receiptAt: now, createdAt: now, updatedAt: now },
  })
  await tx
    .update(clientInsights)
    .set({ invalidatedAt: now, supersededBy: id, receiptAt: now, updatedAt: now })
    .where(itself(tx, item.id))
}

/** It was no correction: what it replaced is back. */
async function revert(tx: CoachTx, item: MemoryItem, now: Date): Promise<boolean> {
  if (item.standing !== 'current' || !item.hasEarlier) return false
  await tx
    .update(clientInsights)
    .set({ invalidatedAt: null, supersededBy: null, updatedAt: now })
    .where(and(eq(clientInsights.coachId, tx.coachId), eq(clientInsights.supersededBy, item.id)))
  await tx.delete(clientInsights).where(itself(tx, item.id))
  return true
}

/** They are read anew by whoever keeps what can be recalled. */
export async function dropRecall(tx: CoachTx, column: 'messageId' | 'sessionId' | 'insightId', ids: readonly string[]) {
  if (ids.length === 0) return
  await tx
    .delete(recallEntries)
    .where(and(eq(recallEntries.coachId, tx.coachId), inArray(recallEntries[column], [...ids])))
}

export function itself(tx: CoachTx, id: string) {
  return and(eq(clientInsights.coachId, tx.coachId), eq(clientInsights.id, id))
}
