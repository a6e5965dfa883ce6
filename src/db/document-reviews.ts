/** The port of whoever compares documents: one is taken under a lease, and what is found is recorded under the same. */
import { and, asc, eq, gt, inArray, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import {
  type ComparedChunk,
  comparedChunksAtMost,
  type DocumentReviews,
  type NearPair,
  type ReviewWork,
} from '../coaching/knowledge/conflicts.ts'
import type { Anchor } from '../coaching/knowledge/document.ts'
import { traitsOf } from '../coaching/knowledge/embedding-traits.ts'
import type { Clock, Ids } from '../coaching/ports.ts'
import { markBatchesOf } from './batch-rows.ts'
import { rowsOf } from './client.ts'
import { isDocument, oneAfterTheOther } from './document-rows.ts'
import type { CoachTx, Doors } from './doors.ts'
import { findDue } from './due.ts'
import { supersededSentences } from './schema/exceptions.ts'
import { documents, knowledgeChunks } from './schema/knowledge.ts'
import { documentConflicts, documentReviews } from './schema/reviews.ts'
import { storable } from './storable.ts'
import { recordUsage } from './usage.ts'

/** Longer than all that is compared and asked of one document. */
const leaseMs = 10 * 60_000
const nearestAtMost = 3

/** A document that has vectors is compared with the others once; not a rule, which was made of what it contradicts. */
export async function openReview(tx: CoachTx, documentId: string, now: Date): Promise<void> {
  const [rule] = await tx
    .select({ id: supersededSentences.id })
    .from(supersededSentences)
    .where(and(eq(supersededSentences.coachId, tx.coachId), eq(supersededSentences.documentId, documentId)))
    .limit(1)
  if (!rule)
    await tx.insert(documentReviews).values({ coachId: tx.coachId, documentId, dueAt: now }).onConflictDoNothing()
}

export function createDocumentReviews({
  doors,
  clock,
  ids,
}: {
  doors: Doors
  clock: Clock
  ids: Ids
}): DocumentReviews {
  return {
    claim(coachId) {
      return doors.asCoach(coachId, async (tx) => {
        const now = clock.now()
        await oneAfterTheOther(tx)
        const isBusy = (await isAnyUnread(tx, now)) || (await isAnyHeld(tx, now))
        const row = isBusy ? undefined : await findDue(tx, documentReviews, now, documentReviews.documentId)
        if (!row) return undefined
        const { documentId } = row
        const leaseId = ids.next()
        const attempts = row.attempts + 1
        await tx
          .update(documentReviews)
          .set({ leaseId, attempts, dueAt: new Date(now.getTime() + leaseMs) })
          .where(isReview(tx, documentId))
        const [document] = await tx
          .select({ model: documents.embeddedWith })
          .from(documents)
          .where(isDocument(tx, documentId))
        const alikeFrom = document?.model ? traitsOf(document.model).alikeFrom : undefined
        return { coachId, documentId, leaseId, attempts, alikeFrom, chunkIds: await listChunks(tx, documentId) }
      })
    },

    listNearest({ coachId, documentId }, chunkIds) {
      return doors.asCoach(coachId, (tx) => listNearest(tx, documentId, chunkIds))
    },

    recordSpent(work, usage) {
      return doors.asCoach(work.coachId, async (tx) => {
        await recordUsage(tx, { id: ids.next(), purpose: 'conflict_check', usage, usedAt: clock.now() })
      })
    },

    settle(work, found) {
      return doors.asCoach(work.coachId, async (tx) => {
        const now = clock.now()
        const held = await tx
          .update(documentReviews)
          .set({ dueAt: null, leaseId: null })
          .where(isHeld(tx, work))
          .returning({ documentId: documentReviews.documentId })
        if (held.length === 0 || found.length === 0) return []
        // One of them may be gone by now.
        const there = await listServing(tx)
        const standing = found.filter(({ newerId, olderId }) => there.has(newerId) && there.has(olderId))
        if (standing.length === 0) return []
        await tx
          .insert(documentConflicts)
          .values(standing.map((one) => ({ coachId: tx.coachId, id: ids.next(), ...storable(one), foundAt: now })))
          .onConflictDoNothing()
        return markBatchesOf(
          tx,
          standing.map(({ newerId }) => newerId),
          now,
        )
      })
    },

    postpone(work, afterMs) {
      return doors.asCoach(work.coachId, async (tx) => {
        const dueAt = new Date(clock.now().getTime() + afterMs)
        await tx.update(documentReviews).set({ dueAt, leaseId: null }).where(isHeld(tx, work))
      })
    },
  }
}

/** Reading comes first: it is waited for, and whoever comes last is compared with all. */
async function isAnyUnread(tx: CoachTx, now: Date): Promise<boolean> {
  const soon = new Date(now.getTime() + leaseMs)
  const unread = and(inArray(documents.status, ['queued', 'extracting', 'embedding']), lte(documents.dueAt, soon))
  const rows = await tx
    .select({ id: documents.id })
    .from(documents)
    .where(and(eq(documents.coachId, tx.coachId), isNull(documents.removeAt), unread))
    .limit(1)
  return rows.length > 0
}

/** One at a time: what is compared takes the database's processors from people's turns. */
async function isAnyHeld(tx: CoachTx, now: Date): Promise<boolean> {
  const held = and(isNotNull(documentReviews.leaseId), gt(documentReviews.dueAt, now))
  const rows = await tx
    .select({ id: documentReviews.documentId })
    .from(documentReviews)
    .where(and(eq(documentReviews.coachId, tx.coachId), held))
    .limit(1)
  return rows.length > 0
}

/** Of a long document every second, third, ... so that all of it is looked at. */
async function listChunks(tx: CoachTx, documentId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: knowledgeChunks.id })
    .from(knowledgeChunks)
    .where(and(eq(knowledgeChunks.coachId, tx.coachId), eq(knowledgeChunks.documentId, documentId)))
    .orderBy(asc(knowledgeChunks.ordinal))
  const step = Math.max(1, Math.ceil(rows.length / comparedChunksAtMost))
  return rows.filter((_, at) => at % step === 0).map(({ id }) => id)
}

async function listServing(tx: CoachTx): Promise<Set<string>> {
  const rows = await tx
    .select({ id: documents.id })
    .from(documents)
    .where(and(eq(documents.coachId, tx.coachId), sql`${documents.removeAt} is null`))
    .for('key share')
  return new Set(rows.map(({ id }) => id))
}

type Row = {
  own_id: string
  own_content: string
  own_anchor: Anchor | null
  own_title: string
  id: string
  document_id: string
  title: string
  content: string
  anchor: Anchor | null
  similarity: number
}

/** Not of one that is called the same: what becomes of an older version is asked elsewhere. */
async function listNearest(tx: CoachTx, documentId: string, chunkIds: readonly string[]): Promise<NearPair[]> {
  const rows = await rowsOf<Row>(
    tx,
    sql`with reviewed as (
      select id, title, embedded_with from "documents" where "documents".coach_id = ${tx.coachId}::uuid and id = ${documentId}::uuid
    ), others as materialized (
      select "documents".id, "documents".title from "documents", reviewed where "documents".coach_id = ${tx.coachId}::uuid
        and status = 'ready' and remove_at is null and "documents".id <> reviewed.id
        and lower("documents".title) <> lower(reviewed.title)
    ), theirs as materialized (
      select chunk.id from "knowledge_chunks" as chunk where chunk.coach_id = ${tx.coachId}::uuid
        and chunk.document_id in (select id from others)
    ), asked as materialized (
      select chunk_id, embedding from "chunk_embeddings" where "chunk_embeddings".coach_id = ${tx.coachId}::uuid
        and model = (select embedded_with from reviewed) and chunk_id = any(${`{${chunkIds.join(',')}}`}::uuid[])
    ), alike as (
      -- All of theirs once, whatever is asked: most of a comparison is reading them.
      select asked.chunk_id as own_id, known.chunk_id, -(known.embedding <#> asked.embedding) as similarity
      from theirs join "chunk_embeddings" as known on known.coach_id = ${tx.coachId}::uuid
        and known.model = (select embedded_with from reviewed) and known.chunk_id = theirs.id
        cross join asked
    ), near as (
      select *, row_number() over (partition by own_id order by similarity desc, chunk_id) as nth from alike
    )
    select own.id as own_id, own.content as own_content, own.anchor as own_anchor, reviewed.title as own_title,
      other.id, other.document_id, others.title, other.content, other.anchor, near.similarity
    from reviewed, near
      join "knowledge_chunks" as own on own.coach_id = ${tx.coachId}::uuid and own.id = near.own_id
      join "knowledge_chunks" as other on other.coach_id = ${tx.coachId}::uuid and other.id = near.chunk_id
      join others on others.id = other.document_id
    where nth <= ${nearestAtMost}::int
    order by own.ordinal, near.similarity desc`,
  )
  return rows.map((row) => ({
    own: chunk(row.own_id, documentId, row.own_title, row.own_content, row.own_anchor),
    other: chunk(row.id, row.document_id, row.title, row.content, row.anchor),
    similarity: row.similarity,
  }))
}

function chunk(
  chunkId: string,
  documentId: string,
  title: string,
  content: string,
  anchor: Anchor | null,
): ComparedChunk {
  return { chunkId, documentId, title, content, anchor: anchor ?? undefined }
}

function isReview(tx: CoachTx, documentId: string) {
  return and(eq(documentReviews.coachId, tx.coachId), eq(documentReviews.documentId, documentId))
}

/** Still this job's: whoever has slept past the lease changes nothing. */
function isHeld(tx: CoachTx, { documentId, leaseId }: ReviewWork) {
  return and(isReview(tx, documentId), eq(documentReviews.leaseId, leaseId))
}
