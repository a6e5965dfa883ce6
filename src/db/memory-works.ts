/** The works of the memory: sessions are written down when they are over, and summed up under a lease. */
import { and, asc, desc, eq, gt, isNotNull, isNull, lt, lte, sql } from 'drizzle-orm'
import type { MemoryWorks, SessionOutcome, SessionWork } from '../coaching/memory/ports.ts'
import { isToBeWritten, relationshipSessions } from '../coaching/memory/relationship.ts'
import { cutSessions } from '../coaching/memory/session.ts'
import type { Clock, Ids, ModelUsage } from '../coaching/ports.ts'
import { changeConversation, lockConversation } from './conversation-row.ts'
import type { CoachTx, Doors } from './doors.ts'
import { applyChanges, noSummary } from './memory-changes.ts'
import { listInsights, listMessagesOf, listUnsummed, readWho, whoIs } from './memory-material.ts'
import { toSession } from './memory-rows.ts'
import { scheduleReceipt } from './receipts.ts'
import { countRelationship } from './relationship-counts.ts'
import { clientInsights, insightEvidence, relationshipContext, sessionSummaries } from './schema/memory.ts'
import { storable } from './storable.ts'
import { recordUsage } from './usage.ts'

/** A call to the model, asked twice, takes no longer; whoever takes longer has died. */
const sumUpLongestMs = 180_000
/** Looked at in one transaction; many sessions' worth. */
const messagesAtMost = 400
/** In a crisis a model writes nothing of it. */
const crisisWaitMs = 10 * 60_000
/** Whatever comes of it: attempts are kept in two bytes. */
const attemptsCounted = 1_000

/** What ends neither in a summary nor in a failure that is known is paid for each time: it is tried ever later, once a day in the end. */
function leaseMsFor(attempts: number): number {
  return Math.min(sumUpLongestMs * 2 ** (attempts - 1), 24 * 3_600_000)
}

type Deps = { doors: Doors; clock: Clock; ids: Ids }

export function createMemoryWorks({ doors, clock, ids }: Deps): MemoryWorks {
  return {
    endSessions(coachId, conversationId) {
      return doors.asCoach(coachId, async (tx) => {
        const now = clock.now()
        const row = await lockConversation(tx, conversationId)
        if (!row.sessionEndsAt || !row.sessionEndsBy || row.sessionEndsAt > now) return
        const found = await listUnsummed(tx, conversationId, row.clientId, messagesAtMost)
        const { ended, open } = cutSessions(found, { endsAt: row.sessionEndsAt, endsBy: row.sessionEndsBy }, now)
        if (ended.length > 0)
          await tx.insert(sessionSummaries).values(
            ended.map((session) => ({
              ...{ coachId, id: ids.next(), clientId: row.clientId, ...session, dueAt: now },
            })),
          )
        if (found.length === messagesAtMost && ended.length > 0) return // there may be more: it stays due
        await changeConversation(tx, conversationId, {
          sessionEndsAt: open?.endsAt ?? null,
          sessionEndsBy: open?.endsBy ?? null,
          sessionMessages: open?.messages ?? 0,
        })
      })
    },

    claimSession(coachId, conversationId) {
      return doors.asCoach(coachId, async (tx): Promise<SessionWork | undefined> => {
        const now = clock.now()
        const row = await lockConversation(tx, conversationId)
        const who = await readWho(tx, conversationId)
        if (!who?.client.consentAt) return undefined // the gate: no client text reaches a model before consent
        const ofClient = isOfClient(tx, row.clientId)
        const [atWork] = await tx
          .select({ id: sessionSummaries.id })
          .from(sessionSummaries)
          .where(and(ofClient, isNotNull(sessionSummaries.leaseId), gt(sessionSummaries.dueAt, now)))
          .limit(1)
        if (atWork) return undefined
        const [due] = await tx
          .select()
          .from(sessionSummaries)
          .where(and(ofClient, lte(sessionSummaries.dueAt, now)))
          .orderBy(asc(sessionSummaries.fromSeq))
          .limit(1)
        if (!due) return undefined
        if (who.inCrisis) {
          const dueAt = new Date(now.getTime() + crisisWaitMs)
          await tx
            .update(sessionSummaries)
            .set({ leaseId: null, dueAt })
            .where(and(ofClient, lte(sessionSummaries.dueAt, now)))
          return undefined
        }
        const leaseId = ids.next()
        const attempts = Math.min(due.attempts + 1, attemptsCounted)
        await tx
          .update(sessionSummaries)
          .set({ leaseId, attempts, dueAt: new Date(now.getTime() + leaseMsFor(attempts)) })
          .where(isSession(tx, due.id))
        return {
          ...{ coachId, conversationId, clientId: row.clientId, sessionId: due.id, leaseId, attempts },
          coach: { displayName: who.coach.displayName },
          client: whoIs(who),
          messages: await listMessagesOf(tx, conversationId, who.client.displayName, due),
          known: await listInsights(tx, row.clientId, isNull(clientInsights.invalidatedAt)),
          ended: await listInsights(
            tx,
            row.clientId,
            and(
              isNotNull(clientInsights.invalidatedAt),
              sql`exists (select from ${insightEvidence} e where e.coach_id = ${clientInsights.coachId}
                and e.insight_id = ${clientInsights.id} and e.session_id = ${due.id})`,
            ),
          ),
          keyIsDead: who.keyIsDead,
        }
      })
    },

    recordSession(work, outcome) {
      return doors.asCoach(work.coachId, async (tx) => {
        const now = clock.now()
        await lockConversation(tx, work.conversationId)
        if ('usage' in outcome && outcome.usage) await addUsage(tx, work.conversationId, 'memory', outcome.usage)
        const kept = await tx
          .update(sessionSummaries)
          .set({ ...rowOf(outcome, now), leaseId: null })
          .where(and(isSession(tx, work.sessionId), eq(sessionSummaries.leaseId, work.leaseId)))
          .returning({ id: sessionSummaries.id })
        if (kept.length === 0) return
        if (outcome.kind === 'later') {
          if (outcome.isTheirs)
            await tx
              .update(sessionSummaries)
              .set({ dueAt: outcome.at })
              .where(and(isOfClient(tx, work.clientId), lt(sessionSummaries.dueAt, outcome.at)))
          return
        }
        if (outcome.kind === 'summed_up') {
          await applyChanges(tx, work.clientId, outcome.changes, now)
          if (outcome.changes.some(({ kind }) => kind === 'add'))
            await scheduleReceipt(tx, work.conversationId, ids, now)
        }
        await count(tx, work, now)
      })
    },

    claimRelationship(coachId, conversationId) {
      return doors.asCoach(coachId, async (tx) => {
        const now = clock.now()
        const { clientId } = await lockConversation(tx, conversationId)
        const who = await readWho(tx, conversationId)
        if (!who?.client.consentAt) return undefined
        const [due] = await tx
          .select()
          .from(relationshipContext)
          .where(and(isRelationship(tx, clientId), lte(relationshipContext.dueAt, now)))
        if (!due) return undefined
        const attempts = Math.min(due.attempts + 1, attemptsCounted)
        await tx
          .update(relationshipContext)
          .set({ attempts, dueAt: new Date(now.getTime() + (who.inCrisis ? crisisWaitMs : sumUpLongestMs)) })
          .where(isRelationship(tx, clientId))
        if (who.inCrisis) return undefined
        const sessions = await tx
          .select()
          .from(sessionSummaries)
          .where(and(isOfClient(tx, clientId), isNotNull(sessionSummaries.summary)))
          .orderBy(desc(sessionSummaries.fromSeq))
          .limit(relationshipSessions)
        return {
          ...{ coachId, conversationId, clientId, attempts, counts: due.counts, keyIsDead: who.keyIsDead },
          coach: { displayName: who.coach.displayName, methodology: who.coach.methodology },
          client: whoIs(who),
          sessions: sessions.reverse().flatMap(toSession),
        }
      })
    },

    recordRelationship(work, outcome) {
      return doors.asCoach(work.coachId, async (tx) => {
        await lockConversation(tx, work.conversationId)
        if (outcome.usage) await addUsage(tx, work.conversationId, 'relationship', outcome.usage)
        await tx
          .update(relationshipContext)
          .set(
            outcome.kind === 'later'
              ? { dueAt: outcome.at }
              : {
                  ...{ written: storable(outcome.written), writtenAt: clock.now(), writtenAfter: work.counts.sessions },
                  ...{ dueAt: null, attempts: 0 },
                },
          )
          // Attempts are the fence.
          .where(and(isRelationship(tx, work.clientId), eq(relationshipContext.attempts, work.attempts)))
      })
    },
  }

  async function addUsage(tx: CoachTx, conversationId: string, purpose: string, usage: ModelUsage): Promise<void> {
    await recordUsage(tx, { id: ids.next(), conversationId, purpose, usage, usedAt: clock.now() })
  }

  async function count(tx: CoachTx, { clientId, conversationId }: SessionWork, now: Date): Promise<void> {
    const counts = await countRelationship(tx, clientId, conversationId)
    const [row] = await tx
      .insert(relationshipContext)
      .values({ coachId: tx.coachId, clientId, counts, countedAt: now })
      .onConflictDoUpdate({
        target: [relationshipContext.coachId, relationshipContext.clientId],
        set: { counts, countedAt: now },
      })
      .returning()
    if (!row || row.dueAt || !isToBeWritten(counts.sessions, row.writtenAfter)) return
    await tx.update(relationshipContext).set({ dueAt: now }).where(isRelationship(tx, clientId))
  }
}

function rowOf(outcome: SessionOutcome, now: Date): Partial<typeof sessionSummaries.$inferInsert> {
  if (outcome.kind === 'later') return { dueAt: outcome.at }
  const done = { dueAt: null, attempts: 0, summedUpAt: now }
  if (outcome.kind === 'summed_up') return { ...done, ...storable(outcome.summary) }
  return { ...done, ...noSummary }
}

function isSession(tx: CoachTx, id: string) {
  return and(eq(sessionSummaries.coachId, tx.coachId), eq(sessionSummaries.id, id))
}

function isOfClient(tx: CoachTx, clientId: string) {
  return and(eq(sessionSummaries.coachId, tx.coachId), eq(sessionSummaries.clientId, clientId))
}

function isRelationship(tx: CoachTx, clientId: string) {
  return and(eq(relationshipContext.coachId, tx.coachId), eq(relationshipContext.clientId, clientId))
}
