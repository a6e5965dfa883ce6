/** An incident's rows as a conversation changes them, in the transaction of that change. */
import { and, asc, desc, eq, gt, isNotNull, isNull, sql } from 'drizzle-orm'
import type { ConversationSnapshot, Effect } from '../coaching/conversation.ts'
import { type DeadKey, probeAfterMs, sameOutageMs } from '../coaching/incident.ts'
import type { CoachTx } from './doors.ts'
import { conversations } from './schema/conversations.ts'
import { incidentClients, incidents } from './schema/incidents.ts'

type Hold = Extract<Effect, { kind: 'hold_for_key' }>

/** Of many clients who find it at once, the first opens it; one that was closed a moment ago is opened again. */
export async function holdForKey(
  tx: CoachTx,
  s: ConversationSnapshot,
  { why, tells }: Hold,
  { id, now }: { id: string; now: Date },
): Promise<void> {
  const [reopened] = await reopen(tx, why, now)
  const [incident] = reopened
    ? [reopened]
    : await tx
        .insert(incidents)
        .values({
          coachId: tx.coachId,
          id,
          kind: 'model_key',
          lastError: why,
          openedAt: now,
          probeAt: new Date(now.getTime() + probeAfterMs(0)),
          showAt: now,
          notBefore: now,
        })
        .onConflictDoUpdate({
          target: [incidents.coachId, incidents.kind],
          targetWhere: sql`closed_at is null`,
          set: { showAt: now },
        })
        .returning({ id: incidents.id })
  if (!incident) throw new Error(`No incident of coach ${tx.coachId}`)
  const held = { coachId: tx.coachId, incidentId: incident.id, conversationId: s.id, toldAt: now }
  const insert = tx.insert(incidentClients).values(held)
  await (tells
    ? insert.onConflictDoUpdate({
        target: [incidentClients.coachId, incidentClients.incidentId, incidentClients.conversationId],
        set: { toldAt: now },
      })
    : insert.onConflictDoNothing())
}

/**
 * The message, who was told and the pace of tries go on from where they were: only the first refusal rings. Whoever was
 * giving its clients back loses the lease, since there is more to give back later.
 */
async function reopen(tx: CoachTx, why: DeadKey, now: Date): Promise<{ id: string }[]> {
  const ofKey = and(eq(incidents.coachId, tx.coachId), eq(incidents.kind, 'model_key'))
  const open = tx
    .select({ id: incidents.id })
    .from(incidents)
    .where(and(ofKey, isNull(incidents.closedAt)))
  if ((await open).length > 0) return []
  const [last] = await tx
    .select({ id: incidents.id, probes: incidents.probes })
    .from(incidents)
    .where(and(ofKey, gt(incidents.closedAt, new Date(now.getTime() - sameOutageMs))))
    .orderBy(desc(incidents.closedAt))
    .limit(1)
    .for('update') // of several at once, the others find it open
  if (!last) return []
  return tx
    .update(incidents)
    .set({
      closedAt: null,
      releasedAt: null,
      leaseId: null,
      leasedUntil: null,
      lastError: why,
      probeAt: new Date(now.getTime() + probeAfterMs(last.probes)),
      showAt: now,
    })
    .where(and(ofKey, eq(incidents.id, last.id)))
    .returning({ id: incidents.id })
}

const changesWhoWaits: ReadonlySet<Effect['kind']> = new Set<Effect['kind']>([
  'move',
  'withdraw_consent',
  'set_client_status',
])

/** Does a change of this conversation change what an incident's message says? */
export function changesIncident(s: ConversationSnapshot, effects: readonly Effect[]): boolean {
  return s.keyIncident?.toldAt !== undefined && effects.some(({ kind }) => changesWhoWaits.has(kind))
}

export async function markIncident(tx: CoachTx, now: Date): Promise<void> {
  await tx
    .update(incidents)
    .set({ showAt: now })
    .where(and(eq(incidents.coachId, tx.coachId), isNull(incidents.closedAt)))
}

/** A key works, or there is none any more. */
export async function closeKeyIncident(tx: CoachTx, now: Date): Promise<void> {
  await tx
    .update(incidents)
    .set({ closedAt: now, showAt: now, notBefore: now })
    .where(and(eq(incidents.coachId, tx.coachId), eq(incidents.kind, 'model_key'), isNull(incidents.closedAt)))
}

/** Who waits for an answer because of it, the longest first: not whom a human leads, and not who has withdrawn. */
export async function listHeld(tx: CoachTx, incidentId: string): Promise<{ id: string; name: string }[]> {
  const since = sql`(select min(m.sent_at) from messages m where m.coach_id = v.coach_id and m.conversation_id = v.id
    and m.visibility = 'shared' and m.seq > coalesce((select max(a.seq) from messages a where a.coach_id = v.coach_id
      and a.conversation_id = v.id and a.visibility = 'shared' and a.sender_type <> 'client'), 0))`
  const held = tx
    .select({ id: sql<string>`v.id`.as('id'), name: sql<string>`c.display_name`.as('name'), since: since.as('since') })
    .from(incidentClients)
    .innerJoin(
      sql`${conversations} v`,
      sql`v.coach_id = ${incidentClients.coachId} and v.id = ${incidentClients.conversationId} and v.state = 'ai'`,
    )
    .innerJoin(
      sql`clients c`,
      sql`c.coach_id = v.coach_id and c.id = v.client_id and c.status = 'active' and c.consent_at is not null`,
    )
    .where(and(eq(incidentClients.coachId, tx.coachId), eq(incidentClients.incidentId, incidentId)))
    .as('held')
  return tx
    .select({ id: held.id, name: held.name })
    .from(held)
    .where(isNotNull(held.since))
    .orderBy(asc(held.since), asc(held.id))
}

/** The open incident of the key, for the board: since when, and how many wait. */
export async function findDeadKey(tx: CoachTx): Promise<{ since: Date; waiting: number } | undefined> {
  const [row] = await tx
    .select({ id: incidents.id, since: incidents.openedAt })
    .from(incidents)
    .where(and(eq(incidents.coachId, tx.coachId), eq(incidents.kind, 'model_key'), isNull(incidents.closedAt)))
  return row && { since: row.since, waiting: (await listHeld(tx, row.id)).length }
}
