/** The incidents port: what is to be done about what keeps a coach's clone from answering anyone. */
import { and, asc, eq, isNotNull, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import { NotFound } from '../coaching/errors.ts'
import { type IncidentView, probeAfterMs } from '../coaching/incident.ts'
import type { Incidents, IncidentWork } from '../coaching/ports/incidents.ts'
import type { Clock, Ids } from '../coaching/ports.ts'
import { markBoard } from './board.ts'
import { digest } from './cards.ts'
import type { CoachTx, Doors } from './doors.ts'
import { closeKeyIncident, listHeld } from './incident-rows.ts'
import { coaches, coachSecrets } from './schema/coaches.ts'
import { incidentClients, incidents } from './schema/incidents.ts'

/** Longer than a model takes to answer. */
const leaseMs = 90_000
/** In a private chat Telegram takes about a message or an edit a second. */
const editPaceMs = 3_000
/** More names than this are counted. */
const namesAtMost = 30

type Deps = { doors: Doors; clock: Clock; ids: Ids }
type Row = typeof incidents.$inferSelect

export function createIncidents({ doors, clock, ids }: Deps): Incidents {
  return {
    claim(coachId) {
      return doors.asCoach(coachId, async (tx): Promise<IncidentWork | undefined> => {
        const now = clock.now()
        const due = await tx
          .select()
          .from(incidents)
          .where(and(eq(incidents.coachId, coachId), incidentIsDue(now)))
          .orderBy(asc(incidents.openedAt))
          .for('update')
        for (const row of due) {
          const leaseId = ids.next()
          const work = await workOf(tx, row, leaseId, now)
          if (!work) continue
          await tx
            .update(incidents)
            .set({ leaseId, leasedUntil: new Date(now.getTime() + leaseMs) })
            .where(one(tx, row.id))
          return work
        }
        return undefined
      })
    },

    recordShown(work, outcome) {
      return doors.asCoach(work.coachId, async (tx) => {
        if (work.kind !== 'show') return
        const now = clock.now()
        const after = new Date(now.getTime() + (outcome.kind === 'later' ? outcome.afterMs : editPaceMs))
        const { message } = outcome.kind === 'shown' ? outcome : {}
        await release(tx, work, {
          notBefore: after,
          showAt: now,
          ...(outcome.kind === 'shown' && {
            shown: digest(work.view),
            toldAt: sql`coalesce(${incidents.toldAt}, ${now.toISOString()}::timestamptz)`,
            // Whatever has changed meanwhile has made it due.
            showAt: sql`case when ${incidents.showAt} = ${incidents.leasedUntil} then null else ${incidents.showAt} end`,
          }),
          ...(message && { chatId: message.chatId, telegramMessageId: message.messageId }),
          // What is over needs no second message.
          ...(outcome.kind === 'lost' && { telegramMessageId: null, ...(work.view.closedAt && { showAt: null }) }),
        })
      })
    },

    async recordProbe(work, key) {
      await doors.asCoach(work.coachId, async (tx) => {
        const now = clock.now()
        const probes = sql<number>`least(${incidents.probes} + 1, 100)`
        const [row] = await release(tx, work, { probes, probedAt: now, showAt: now })
        if (!row || row.closedAt) return // a new key was quicker
        if (key === 'works' || key === 'removed') await closeKeyIncident(tx, now)
        else
          await tx
            .update(incidents)
            .set({
              probeAt: new Date(now.getTime() + probeAfterMs(row.probes)),
              ...(key !== 'unknown' && { lastError: key }),
            })
            .where(one(tx, row.id))
      })
      await markBoardOf(work)
    },

    async recordReleased(work) {
      await doors.asCoach(work.coachId, (tx) => release(tx, work, { releasedAt: clock.now() }))
      await markBoardOf(work)
    },

    tryAgain(coachId, incidentId) {
      return doors.asCoach(coachId, async (tx) => {
        const asked = await tx
          .update(incidents)
          .set({ probeAt: clock.now() })
          .where(and(one(tx, incidentId), isNull(incidents.closedAt)))
          .returning({ id: incidents.id })
        return asked.length > 0
      })
    },
  }

  /** In a transaction of its own: the incident is settled whoever holds the board's row. */
  async function markBoardOf({ coachId }: IncidentWork): Promise<void> {
    await doors.asCoach(coachId, (tx) => markBoard(tx, clock.now()))
  }

  async function workOf(tx: CoachTx, row: Row, leaseId: string, now: Date): Promise<IncidentWork | undefined> {
    const common = { coachId: tx.coachId, incidentId: row.id, leaseId }
    if (row.closedAt && !row.releasedAt)
      return { ...common, kind: 'release', conversationIds: (await listHeld(tx, row.id)).map(({ id }) => id) }
    if (row.showAt && row.showAt <= now && row.notBefore <= now) {
      const { view, coach } = await readView(tx, row)
      const message =
        row.chatId && row.telegramMessageId ? { chatId: row.chatId, messageId: row.telegramMessageId } : undefined
      const isShown = message !== undefined && row.shown === digest(view)
      // Due again when the lease ends, in case nobody comes back.
      await tx
        .update(incidents)
        .set({ showAt: isShown ? null : new Date(now.getTime() + leaseMs) })
        .where(one(tx, row.id))
      if (!isShown)
        return {
          ...common,
          kind: 'show',
          view,
          message,
          isNew: row.toldAt === null,
          probes: row.probes,
          coachTelegramUserId: coach.telegramUserId,
          groupChatId: coach.groupChatId ?? undefined,
        }
    }
    return !row.closedAt && row.probeAt <= now ? { ...common, kind: 'probe' } : undefined
  }

  async function readView(tx: CoachTx, row: Row) {
    const [coach] = await tx.select().from(coaches).where(eq(coaches.id, tx.coachId))
    if (!coach) throw new NotFound(`coach ${tx.coachId}`)
    const [key] = await tx
      .select({ name: coachSecrets.name })
      .from(coachSecrets)
      .where(and(eq(coachSecrets.coachId, tx.coachId), eq(coachSecrets.name, 'model_key')))
    const held = row.closedAt ? [] : await listHeld(tx, row.id)
    const [counted] = await tx
      .select({ affected: sql<number>`count(*)::int` })
      .from(incidentClients)
      .where(and(eq(incidentClients.coachId, tx.coachId), eq(incidentClients.incidentId, row.id)))
    const view: IncidentView = {
      language: coach.language,
      timezone: coach.timezone,
      why: row.lastError,
      openedAt: row.openedAt,
      closedAt: row.closedAt ?? undefined,
      hasKey: key !== undefined,
      probedAt: row.probedAt ?? undefined,
      waiting: held.slice(0, namesAtMost).map(({ name }) => name),
      more: Math.max(0, held.length - namesAtMost),
      affected: Number(counted?.affected ?? 0),
    }
    return { view, coach }
  }

  /** Only whoever still holds the lease. */
  function release(tx: CoachTx, work: IncidentWork, values: Parameters<ReturnType<CoachTx['update']>['set']>[0]) {
    return tx
      .update(incidents)
      .set({ ...values, leaseId: null, leasedUntil: null })
      .where(and(one(tx, work.incidentId), eq(incidents.leaseId, work.leaseId)))
      .returning({ id: incidents.id, closedAt: incidents.closedAt, probes: incidents.probes })
  }
}

/** Something is to be done and nobody is at it: for the sweep, which sees every coach's. */
export function incidentIsDue(now: Date): SQL | undefined {
  return and(
    or(isNull(incidents.leasedUntil), lte(incidents.leasedUntil, now)),
    or(
      and(isNotNull(incidents.closedAt), isNull(incidents.releasedAt)),
      and(lte(incidents.showAt, now), lte(incidents.notBefore, now)),
      and(isNull(incidents.closedAt), lte(incidents.probeAt, now)),
    ),
  )
}

function one(tx: CoachTx, id: string) {
  return and(eq(incidents.coachId, tx.coachId), eq(incidents.id, id))
}
