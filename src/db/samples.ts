/** The port of questions that are tried out after an upload: one is taken under a lease, and what comes of it recorded under the same. */
import { and, asc, count, desc, eq, gt, isNull, ne, sql } from 'drizzle-orm'
import {
  type Sample,
  type SampleResult,
  type Samples,
  type SampleWork,
  sampleAttemptsAtMost,
  samplesPerDay,
} from '../coaching/knowledge/samples.ts'
import { knowledgeDefaults } from '../coaching/knowledge/setting.ts'
import type { Clock, Ids, WakeUp } from '../coaching/ports.ts'
import type { CoachTx, Doors } from './doors.ts'
import { findDue } from './due.ts'
import { receivedFiles } from './schema/batches.ts'
import { coaches } from './schema/coaches.ts'
import { documents, knowledgeChunks } from './schema/knowledge.ts'
import { sampleAnswers } from './schema/reviews.ts'
import { storable } from './storable.ts'
import { recordUsage } from './usage.ts'

/** Longer than three calls to the model and one to Telegram. */
const leaseMs = 5 * 60_000
const dayMs = 24 * 3_600_000
/** Shorter pieces say too little to be asked about, where there are longer ones. */
const tokensThatSuffice = 60

type Row = typeof sampleAnswers.$inferSelect

/** Files of a batch have become knowledge: once for all of them, and not for what was typed. */
export async function openSample(
  tx: CoachTx,
  { id, batchId, chatId, dueAt }: { id: string; batchId: string; chatId: number; dueAt: Date },
  now: Date,
): Promise<WakeUp[]> {
  const [news] = await tx
    .select({ id: documents.id })
    .from(documents)
    .innerJoin(receivedFiles, itsFile)
    .where(areNews(tx, batchId))
    .limit(1)
  if (!news) return []
  const opened = await tx
    .insert(sampleAnswers)
    .values({ coachId: tx.coachId, id, batchId, chatId, dueAt, createdAt: now })
    .onConflictDoNothing()
    .returning({ id: sampleAnswers.id })
  return opened.map(() => ({ kind: 'review', coachId: tx.coachId, dueAt }))
}

export function createSamples({ doors, clock, ids }: { doors: Doors; clock: Clock; ids: Ids }): Samples {
  return {
    claim(coachId) {
      return doors.asCoach(coachId, async (tx) => {
        const now = clock.now()
        const [coach] = await tx.select().from(coaches).where(eq(coaches.id, coachId))
        for (;;) {
          const row = await findDue(tx, sampleAnswers, now, sampleAnswers.id)
          if (!row || !coach) return undefined
          const knowledge = { ...knowledgeDefaults, ...coach.settings.knowledge }
          const isGivenUp = row.attempts >= sampleAttemptsAtMost
          const { displayName, methodology, language } = coach
          if (!isGivenUp && knowledge.triesOut && (await countShown(tx, now)) < samplesPerDay)
            return take(tx, row, { coach: { displayName, methodology }, language, knowledge }, now)
          await tx.update(sampleAnswers).set({ dueAt: null, leaseId: null }).where(isSample(tx, row.id))
        }
      })
    },

    record(work, result, spent = []) {
      return doors.asCoach(work.coachId, async (tx) => {
        const now = clock.now()
        for (const { usage } of spent) await recordUsage(tx, { id: ids.next(), purpose: 'sample', usage, usedAt: now })
        const held = await tx
          .update(sampleAnswers)
          .set(changeBy(result, now))
          .where(and(isSample(tx, work.id), eq(sampleAnswers.leaseId, work.leaseId)))
          .returning({ id: sampleAnswers.id })
        return held.length > 0
      })
    },

    find(coachId, id) {
      return doors.asCoach(coachId, async (tx) => {
        const [row] = await tx.select().from(sampleAnswers).where(isSample(tx, id))
        const sample = row && writtenIn(row)
        return (
          sample && { ...sample, id, verdict: row.verdict ?? undefined, messageId: row.telegramMessageId ?? undefined }
        )
      })
    },

    judge(coachId, id, verdict) {
      return doors.asCoach(coachId, async (tx) => {
        await tx.update(sampleAnswers).set({ verdict }).where(isSample(tx, id))
      })
    },
  }

  async function take(
    tx: CoachTx,
    row: Row,
    facts: Pick<SampleWork, 'coach' | 'language' | 'knowledge'>,
    now: Date,
  ): Promise<SampleWork> {
    const leaseId = ids.next()
    const attempts = row.attempts + 1
    await tx
      .update(sampleAnswers)
      .set({ leaseId, attempts, dueAt: new Date(now.getTime() + leaseMs) })
      .where(isSample(tx, row.id))
    const written = writtenIn(row)
    const { id, chatId } = row
    const chunk = written ? undefined : await findChunk(tx, row)
    return { coachId: tx.coachId, id, leaseId, attempts, chatId, ...facts, chunk, written }
  }
}

function changeBy(result: SampleResult, now: Date): Partial<Row> {
  switch (result.kind) {
    case 'written':
      return storable(result.sample)
    case 'shown':
      return { telegramMessageId: result.messageId, shownAt: now, dueAt: null, leaseId: null }
    case 'later':
      return { dueAt: new Date(now.getTime() + result.afterMs), leaseId: null }
    case 'over':
      return { dueAt: null, leaseId: null }
  }
}

async function countShown(tx: CoachTx, now: Date): Promise<number> {
  const [shown] = await tx
    .select({ count: count() })
    .from(sampleAnswers)
    .where(and(eq(sampleAnswers.coachId, tx.coachId), gt(sampleAnswers.shownAt, new Date(now.getTime() - dayMs))))
  return Number(shown?.count ?? 0)
}

/** Any of the longer pieces, always the same. */
async function findChunk(tx: CoachTx, { batchId }: Row): Promise<SampleWork['chunk']> {
  const [chunk] = await tx
    .select({ title: documents.title, headings: knowledgeChunks.headings, content: knowledgeChunks.content })
    .from(documents)
    .innerJoin(receivedFiles, itsFile)
    .innerJoin(
      knowledgeChunks,
      and(eq(knowledgeChunks.coachId, documents.coachId), eq(knowledgeChunks.documentId, documents.id)),
    )
    .where(areNews(tx, batchId))
    .orderBy(desc(sql`${knowledgeChunks.tokenCount} >= ${tokensThatSuffice}`), asc(knowledgeChunks.contentHash))
    .limit(1)
  return chunk
}

const itsFile = and(eq(receivedFiles.coachId, documents.coachId), eq(receivedFiles.documentId, documents.id))

/** Documents that came as files of the batch and were not known before. */
function areNews(tx: CoachTx, batchId: string) {
  return and(
    eq(documents.coachId, tx.coachId),
    eq(documents.status, 'ready'),
    isNull(documents.removeAt),
    ne(documents.origin, 'snippet'),
    eq(receivedFiles.batchId, batchId),
    eq(receivedFiles.isKnown, false),
  )
}

function writtenIn({ question, answer, sources, model }: Row): Sample | undefined {
  return question && answer && model ? { question, answer, sources: sources ?? [], model } : undefined
}

function isSample(tx: CoachTx, id: string) {
  return and(eq(sampleAnswers.coachId, tx.coachId), eq(sampleAnswers.id, id))
}
