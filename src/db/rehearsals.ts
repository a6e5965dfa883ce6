/** The port of rehearsals: a run is taken step by step under a lease, and what comes of each recorded under the same. */
import { and, desc, eq, inArray, isNotNull, isNull, lte, ne, or, sql } from 'drizzle-orm'
import { knowledgeDefaults } from '../coaching/knowledge/setting.ts'
import { compareRuns, rehearsedAtMost } from '../coaching/learning/rehearsal.ts'
import type {
  RehearsalReport,
  RehearsalResult,
  Rehearsals,
  RehearsalWork,
  RehearsedIntervention,
} from '../coaching/learning/rehearse.ts'
import type { Clock, Ids } from '../coaching/ports.ts'
import type { CoachTx, Doors } from './doors.ts'
import { findDue } from './due.ts'
import { clients } from './schema/clients.ts'
import { coaches } from './schema/coaches.ts'
import { documents } from './schema/knowledge.ts'
import { interventionAnalyses } from './schema/learning.ts'
import { cloneRehearsals } from './schema/rehearsals.ts'
import { storable } from './storable.ts'
import { recordUsage } from './usage.ts'

/** Longer than four calls to the model and one to Telegram. */
const leaseMs = 5 * 60_000
const shownAtMost = 3

type Row = typeof cloneRehearsals.$inferSelect

export function createRehearsals({ doors, clock, ids }: { doors: Doors; clock: Clock; ids: Ids }): Rehearsals {
  return {
    view(coachId) {
      return doors.asCoach(coachId, async (tx) => {
        const [running] = await tx
          .select({ id: cloneRehearsals.id })
          .from(cloneRehearsals)
          .where(and(eq(cloneRehearsals.coachId, coachId), isNull(cloneRehearsals.endedAt)))
        const kept = await listKept(tx, rehearsedAtMost)
        return { count: kept.length, isRunning: running !== undefined, lastAt: (await findLast(tx))?.ranAt }
      })
    },

    start(coachId, { place, limit = rehearsedAtMost }) {
      return doors.asCoach(coachId, async (tx) => {
        const now = clock.now()
        const todo = (await listKept(tx, Math.min(limit, rehearsedAtMost))).map(({ interventionId }) => interventionId)
        if (todo.length === 0) return { kind: 'nothing' }
        const started = await tx
          .insert(cloneRehearsals)
          .values({
            ...{ coachId, id: ids.next(), todo, scores: {}, replies: {}, ranAt: now, dueAt: now },
            ...(place && { chatId: place.chatId, telegramMessageId: place.messageId }),
          })
          .onConflictDoNothing()
          .returning({ id: cloneRehearsals.id })
        const [run] = started
        if (!run) return { kind: 'running' }
        return { kind: 'started', id: run.id, total: todo.length, wakeUps: [{ kind: 'learn', coachId }] }
      })
    },

    claim(coachId) {
      return doors.asCoach(coachId, async (tx) => {
        const now = clock.now()
        const row = await findDue(tx, cloneRehearsals, now)
        const [coach] = await tx.select().from(coaches).where(eq(coaches.id, coachId))
        if (!row || !coach) return undefined
        // What is kept no longer, or changes just now, is not asked.
        const kept = new Map((await listKept(tx, undefined, row.todo)).map((one) => [one.interventionId, one]))
        const todo = row.todo.filter((id) => kept.has(id))
        const leaseId = ids.next()
        const attempts = row.attempts + 1
        const dueAt = new Date(now.getTime() + leaseMs)
        await tx.update(cloneRehearsals).set({ todo, leaseId, attempts, dueAt }).where(isRun(tx, row.id))
        const done = Object.keys(row.scores).length
        const [next] = todo
        return {
          ...{ coachId, id: row.id, leaseId, attempts, done, total: done + todo.length },
          next: next === undefined ? undefined : kept.get(next),
          place: placeOf(row),
          ...{ language: coach.language, timezone: coach.timezone },
          coach: { displayName: coach.displayName, methodology: coach.methodology },
          knowledge: { ...knowledgeDefaults, ...coach.settings.knowledge },
          hasDocuments: await hasDocuments(tx),
        } satisfies RehearsalWork
      })
    },

    record(work, result, spent = []) {
      return doors.asCoach(work.coachId, async (tx) => {
        const now = clock.now()
        for (const { usage } of spent)
          await recordUsage(tx, { id: ids.next(), purpose: 'rehearsal', usage, usedAt: now })
        const [row] = await tx
          .select()
          .from(cloneRehearsals)
          .where(and(isRun(tx, work.id), eq(cloneRehearsals.leaseId, work.leaseId)))
          .for('update')
        if (!row) return false
        if (result.kind === 'stopped') await tx.delete(cloneRehearsals).where(isRun(tx, work.id))
        else
          await tx
            .update(cloneRehearsals)
            .set({ ...(await changeBy(tx, row, work, result, now)), leaseId: null })
            .where(isRun(tx, work.id))
        return true
      })
    },

    report(coachId, id) {
      return doors.asCoach(coachId, async (tx) => {
        const [row] = await tx.select().from(cloneRehearsals).where(isRun(tx, id))
        return row && reportOf(tx, row)
      })
    },
  }
}

async function changeBy(
  tx: CoachTx,
  row: Row,
  { next }: RehearsalWork,
  result: Exclude<RehearsalResult, { kind: 'stopped' }>,
  now: Date,
): Promise<Partial<Row>> {
  if (result.kind === 'later') return { dueAt: new Date(now.getTime() + result.afterMs) }
  if (result.kind === 'ended') return { dueAt: null, endedAt: now, replies: {}, todo: [] }
  const id = next?.interventionId ?? ''
  const rest = { todo: row.todo.filter((one) => one !== id), attempts: 0, dueAt: now }
  if (result.kind === 'left_out') return rest
  const { likeness, reply, model } = result
  // What has been forgotten meanwhile is in no reply that is kept.
  const [still] = await listKept(tx, 1, [id])
  const isSame = still?.facing === next?.facing && still?.answer === next?.answer
  return {
    ...{ ...rest, model },
    scores: { ...row.scores, [id]: likeness },
    ...(isSame && reply !== undefined && { replies: storable({ ...row.replies, [id]: reply }) }),
  }
}

/** Interventions that are for all clients, the newest first, in words of a client's that may be read. */
async function listKept(
  tx: CoachTx,
  limit: number | undefined,
  among?: readonly string[],
): Promise<RehearsedIntervention[]> {
  if (among?.length === 0) return []
  const row = interventionAnalyses
  const rows = await tx
    .select({ row })
    .from(row)
    .leftJoin(clients, and(eq(clients.coachId, row.coachId), eq(clients.id, row.clientId)))
    .where(
      and(
        eq(row.coachId, tx.coachId),
        isNotNull(row.learned),
        sql`(human_intervention_analyses.learned ->> 'isShared')::boolean`,
        // In danger the AI answers nobody.
        sql`human_intervention_analyses.learned #>> '{analysis,situation}' <> 'crisis'`,
        // Where there are no words of a client's it is a summary, which is no message.
        sql`human_intervention_analyses.situation_text <> human_intervention_analyses.learned #>> '{analysis,situation_summary}'`,
        or(isNull(row.clientId), isNotNull(clients.consentAt)),
        sql`coalesce(human_intervention_analyses.answer_text, '') <> ''`,
        among && inArray(row.id, [...among]),
      ),
    )
    .orderBy(desc(row.endedAt), desc(row.id))
    .limit(limit ?? rehearsedAtMost)
  return rows.flatMap(({ row: { id, clientId, endedAt, learned, situationText, answerText } }) => {
    if (!learned || !situationText || !answerText) return []
    const { analysis } = learned
    return {
      interventionId: id,
      clientId: clientId ?? undefined,
      at: endedAt,
      analysis,
      facing: situationText,
      answer: answerText,
    }
  })
}

async function reportOf(tx: CoachTx, row: Row): Promise<RehearsalReport> {
  const before = await findLast(tx, row)
  const comparison = compareRuns(row.scores, before?.scores)
  const worst = comparison.worst.slice(0, shownAtMost)
  const kept = new Map((await listKept(tx, undefined, worst)).map((one) => [one.interventionId, one]))
  return {
    ...comparison,
    total: Object.keys(row.scores).length,
    since: before?.ranAt,
    model: row.model ?? undefined,
    shown: worst.flatMap((id) => {
      const one = kept.get(id)
      return one ? { facing: one.facing, coach: one.answer, clone: row.replies[id] } : []
    }),
  }
}

/** @param before left out, with what came after it */
async function findLast(tx: CoachTx, before?: Row): Promise<Row | undefined> {
  const [last] = await tx
    .select()
    .from(cloneRehearsals)
    .where(
      and(
        eq(cloneRehearsals.coachId, tx.coachId),
        isNotNull(cloneRehearsals.endedAt),
        before && ne(cloneRehearsals.id, before.id),
        before && lte(cloneRehearsals.ranAt, before.ranAt),
      ),
    )
    .orderBy(desc(cloneRehearsals.ranAt), desc(cloneRehearsals.id))
    .limit(1)
  return last
}

async function hasDocuments(tx: CoachTx): Promise<boolean> {
  const [one] = await tx
    .select({ id: documents.id })
    .from(documents)
    .where(and(eq(documents.coachId, tx.coachId), eq(documents.status, 'ready')))
    .limit(1)
  return one !== undefined
}

function placeOf({ chatId, telegramMessageId }: Row): RehearsalWork['place'] {
  return chatId === null || telegramMessageId === null ? undefined : { chatId, messageId: telegramMessageId }
}

function isRun(tx: CoachTx, id: string) {
  return and(eq(cloneRehearsals.coachId, tx.coachId), eq(cloneRehearsals.id, id))
}
