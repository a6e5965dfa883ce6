/** The batches port: files join what came just before them, and one message says what becomes of all. */
import { and, asc, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import {
  type Batches,
  type BatchWork,
  batchGapMs,
  isSettled,
  quietAt,
  telegramFileBytesAtMost,
  unaskedSpeechMs,
} from '../coaching/knowledge/batches.ts'
import type { Clock, Ids, WakeUp } from '../coaching/ports.ts'
import { startSpeech } from './asked-speech.ts'
import { beginBatch, findOpenBatch, isBatch, isInBatch, listOlder, markBatch, readBatch } from './batch-rows.ts'
import { digest } from './cards.ts'
import type { CoachTx, Doors } from './doors.ts'
import { openSample } from './samples.ts'
import { documentBatches, receivedFiles } from './schema/batches.ts'
import { coaches } from './schema/coaches.ts'
import { documents } from './schema/knowledge.ts'
import { storable } from './storable.ts'
import { recordUpdate } from './updates.ts'

/** In a private chat Telegram takes about a message or an edit a second; nobody reads that fast. */
const editPaceMs = 4_000
/** What goes on for long is looked at less often, a tenth of its age, up to this. */
const lookAgainAtMostMs = 20_000
/** Longer than the call to Telegram that shows it. */
const leaseMs = 30_000
/** What cannot be shown now is not tried at each look. */
const refusedMs = 3_600_000
/** Sooner than the sweep would find it. */
const wakeWithinMs = 60_000

type Deps = {
  doors: Doors
  clock: Clock
  ids: Ids
  /** A Bot API server on this machine gives files of any size. */
  hasLocalFiles: boolean
}
type Row = typeof documentBatches.$inferSelect

export function createBatches({ doors, clock, ids, hasLocalFiles }: Deps): Batches {
  return {
    receive({ coachId, chatId }, origin, given) {
      return doors.asCoach(coachId, async (tx) => {
        const now = clock.now()
        if (!(await recordUpdate(tx, origin, now))) return undefined
        // Files of one album may come at the same time, and are one batch.
        await tx.select({ id: coaches.id }).from(coaches).where(eq(coaches.id, coachId)).for('no key update')
        const open = await findOpenBatch(tx, chatId, now)
        const batch = open ?? (await beginBatch(tx, { id: ids.next(), chatId, now }))
        const file = storable(given)
        const isTooBig = !hasLocalFiles && (file.sizeBytes ?? 0) > telegramFileBytesAtMost
        const state = isTooBig ? 'failed' : file.speechMs === undefined ? 'to_fetch' : 'held'
        await tx.insert(receivedFiles).values({
          ...{ coachId, id: ids.next(), batchId: batch.id, ...file, state, createdAt: now },
          ...(isTooBig && { problem: 'too_big_for_telegram' as const }),
          ...(state === 'to_fetch' && { dueAt: now }),
        })
        const isShown = batch.telegramMessageId !== null
        const dueAt = latest(quietAt({ createdAt: batch.createdAt, lastAt: now }, isShown), batch.notBefore)
        await tx.update(documentBatches).set({ lastAt: now, dueAt }).where(isBatch(tx, batch.id))
        const wakeUps: WakeUp[] = [
          ...(state === 'to_fetch' ? [{ kind: 'document' as const, coachId }] : []),
          { kind: 'batch', coachId, dueAt },
        ]
        return { isFirst: open === undefined, wakeUps }
      })
    },

    showDocument({ coachId, chatId }, { id, title, isKnown }, messageId) {
      return doors.asCoach(coachId, async (tx) => {
        const now = clock.now()
        const [shown] = await tx
          .select({ id: documentBatches.id })
          .from(documentBatches)
          .where(
            and(
              eq(documentBatches.coachId, coachId),
              eq(documentBatches.chatId, chatId),
              eq(documentBatches.telegramMessageId, messageId),
            ),
          )
        if (shown) return [] // tapped twice
        // Nothing joins it: it began as the answer to one message.
        const lastAt = new Date(now.getTime() - batchGapMs)
        const batch = await beginBatch(tx, { id: ids.next(), chatId, now, lastAt, messageId })
        await tx.insert(receivedFiles).values({
          ...{ coachId, id: ids.next(), batchId: batch.id, fileId: '', uniqueId: id, fileName: storable(title) },
          ...{ isNamed: false, state: 'fetched', documentId: id, isKnown, createdAt: now },
        })
        return markBatch(tx, batch.id, now)
      })
    },

    claim(coachId) {
      return doors.asCoach(coachId, async (tx) => {
        const now = clock.now()
        const due = await tx
          .select()
          .from(documentBatches)
          .where(and(eq(documentBatches.coachId, coachId), lte(documentBatches.dueAt, now), isFree(now)))
          .orderBy(asc(documentBatches.dueAt))
          .for('update')
        const released: WakeUp[] = []
        for (const row of due) {
          const { work, wakeUps } = await look(tx, row, now)
          released.push(...wakeUps)
          if (work) return { work, wakeUps: released }
        }
        return { work: undefined, wakeUps: [...released, ...(await listSoon(tx, now))] }
      })
    },

    record(work, outcome) {
      return doors.asCoach(work.coachId, async (tx) => {
        const held = and(isBatch(tx, work.batchId), eq(documentBatches.leaseId, work.leaseId))
        const [row] = await tx.select().from(documentBatches).where(held).for('update')
        if (!row) return // someone else has it: what they see is newer
        const now = clock.now()
        const later = outcome.kind === 'later' ? outcome.afterMs : outcome.kind === 'refused' ? refusedMs : editPaceMs
        const notBefore = new Date(now.getTime() + later)
        const isOver = isSettled(work.view) && (outcome.kind === 'lost' || outcome.kind === 'refused')
        await tx
          .update(documentBatches)
          .set({
            // Looked at once more either way: only what is compared under its lock is left alone.
            ...{ leaseId: null, leasedUntil: null, notBefore, dueAt: isOver ? null : notBefore },
            ...(outcome.kind === 'shown' && { shown: digest(work.view) }),
            ...(outcome.kind === 'shown' && outcome.messageId && { telegramMessageId: outcome.messageId }),
            ...(outcome.kind === 'lost' && { telegramMessageId: null, shown: null }),
          })
          .where(held)
      })
    },

    decideSpeech(coachId, batchId, decision) {
      return doors.asCoach(coachId, async (tx) => {
        const now = clock.now()
        const states = decision === 'start' ? (['asked', 'left_out'] as const) : (['asked'] as const)
        const toFetch = await tx
          .update(receivedFiles)
          .set(decision === 'start' ? { state: 'to_fetch', dueAt: now } : { state: 'left_out' })
          .where(
            and(isInBatch(tx, batchId), isNull(receivedFiles.documentId), inArray(receivedFiles.state, [...states])),
          )
          .returning({ id: receivedFiles.id })
        const found = await decideFound(tx, batchId, decision, now)
        if (toFetch.length === 0 && !found) return undefined
        // Last, as whoever changes a document does: files and documents before batches.
        const shown = await markBatch(tx, batchId, now)
        return [...shown, { kind: 'document', coachId }, ...(found ?? [])]
      })
    },

    listOlder: (coachId, batchId) => doors.asCoach(coachId, (tx) => listOlder(tx, batchId)),

    recordOlderDecided(coachId, batchId) {
      return doors.asCoach(coachId, async (tx) => {
        await tx.update(receivedFiles).set({ olderId: null }).where(isInBatch(tx, batchId))
        return markBatch(tx, batchId, clock.now())
      })
    },
  }

  /** Speech that was found only when a file was read. @returns undefined when nothing is asked about any */
  async function decideFound(
    tx: CoachTx,
    batchId: string,
    decision: 'start' | 'leave_out',
    now: Date,
  ): Promise<WakeUp[] | undefined> {
    const asked = await tx
      .select({ fileId: receivedFiles.id, documentId: documents.id })
      .from(receivedFiles)
      .innerJoin(
        documents,
        and(
          eq(documents.coachId, receivedFiles.coachId),
          eq(documents.id, receivedFiles.documentId),
          eq(documents.status, 'asked'),
        ),
      )
      .where(and(isInBatch(tx, batchId), decision === 'start' ? undefined : eq(receivedFiles.state, 'fetched')))
    if (asked.length === 0) return undefined
    if (decision === 'start')
      return startSpeech(
        tx,
        asked.map(({ documentId }) => documentId),
        now,
      )
    const fileIds = asked.map(({ fileId }) => fileId)
    await tx
      .update(receivedFiles)
      .set({ state: 'left_out' })
      .where(and(isInBatch(tx, batchId), inArray(receivedFiles.id, fileIds)))
    return []
  }

  /** Compares a batch with what it shows, and decides on the speech in it once no more has come for a while. */
  async function look(tx: CoachTx, row: Row, now: Date): Promise<{ work?: BatchWork; wakeUps: WakeUp[] }> {
    const isQuiet = quietAt(row, row.telegramMessageId !== null) <= now
    const wakeUps: WakeUp[] =
      isQuiet && (await decideHeld(tx, row.id, now)) ? [{ kind: 'document', coachId: tx.coachId }] : []
    const view = await readBatch(tx, row.id)
    if (isSettled(view)) wakeUps.push(...(await trySoon(tx, row, now)))
    const isShown = row.shown === digest(view) && row.telegramMessageId !== null
    const isNothing = view.items.length === 0 && row.telegramMessageId === null
    if (isShown || isNothing || row.notBefore > now) {
      const again = latest(row.notBefore, lookAgainAt(row, now))
      const dueAt = isNothing || (isShown && isSettled(view)) ? null : again
      await tx.update(documentBatches).set({ dueAt }).where(isBatch(tx, row.id))
      return { wakeUps }
    }
    const leaseId = ids.next()
    const until = new Date(now.getTime() + leaseMs)
    await tx.update(documentBatches).set({ leaseId, leasedUntil: until, dueAt: until }).where(isBatch(tx, row.id))
    const { id: batchId, chatId, telegramMessageId } = row
    const work = { coachId: tx.coachId, batchId, leaseId, chatId, messageId: telegramMessageId ?? undefined, view }
    return { work, wakeUps }
  }

  /** A question about it is tried out when nothing more belongs to it. */
  function trySoon(tx: CoachTx, { id: batchId, chatId, lastAt }: Row, now: Date): Promise<WakeUp[]> {
    const dueAt = latest(now, new Date(lastAt.getTime() + batchGapMs))
    return openSample(tx, { id: ids.next(), batchId, chatId, dueAt }, now)
  }

  /** Little speech is written down at once, more when the coach has said so. @returns whether there is something to fetch */
  async function decideHeld(tx: CoachTx, batchId: string, now: Date): Promise<boolean> {
    const [all] = await tx
      .select({
        ms: sql<number>`coalesce(sum(${receivedFiles.speechMs}), 0)::float8`,
        held: sql<number>`(count(*) filter (where ${receivedFiles.state} = 'held'))::int`,
      })
      .from(receivedFiles)
      .where(and(isInBatch(tx, batchId), inArray(receivedFiles.state, ['held', 'asked', 'to_fetch', 'fetched'])))
    if (!all || Number(all.held) === 0) return false
    const isLittle = Number(all.ms) <= unaskedSpeechMs
    await tx
      .update(receivedFiles)
      .set(isLittle ? { state: 'to_fetch', dueAt: now } : { state: 'asked' })
      .where(and(isInBatch(tx, batchId), eq(receivedFiles.state, 'held')))
    return isLittle
  }

  async function listSoon(tx: CoachTx, now: Date): Promise<WakeUp[]> {
    const soon = await tx
      .select({ dueAt: sql<Date>`min(${documentBatches.dueAt})`.mapWith(documentBatches.dueAt) })
      .from(documentBatches)
      .where(
        and(
          eq(documentBatches.coachId, tx.coachId),
          isFree(now),
          lte(documentBatches.dueAt, new Date(now.getTime() + wakeWithinMs)),
        ),
      )
    return soon.flatMap(({ dueAt }) => (dueAt ? [{ kind: 'batch' as const, coachId: tx.coachId, dueAt }] : []))
  }
}

function isFree(now: Date) {
  return or(isNull(documentBatches.leasedUntil), lte(documentBatches.leasedUntil, now))
}

function lookAgainAt({ lastAt }: Row, now: Date): Date {
  const age = now.getTime() - lastAt.getTime()
  return new Date(now.getTime() + Math.min(Math.max(editPaceMs, age / 10), lookAgainAtMostMs))
}

function latest(one: Date, other: Date): Date {
  return one > other ? one : other
}
