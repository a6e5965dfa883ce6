/** The rows of what the coach has said against their documents: opened with an intervention, and what shows and tells of them. */
import { and, eq, isNull, sql } from 'drizzle-orm'
import { deliver } from '../coaching/alerts.ts'
import type { Effect } from '../coaching/conversation.ts'
import type { Amendment } from '../coaching/knowledge/amend.ts'
import type { ExceptionQuestion } from '../coaching/learning/exception.ts'
import type { Ids } from '../coaching/ports.ts'
import type { CoachTx } from './doors.ts'
import { clients } from './schema/clients.ts'
import { sentMessages } from './schema/deliveries.ts'
import { documentExceptions, supersededSentences } from './schema/exceptions.ts'
import { documents } from './schema/knowledge.ts'
import { interventionAnalyses } from './schema/learning.ts'

/** Where there are documents that it could contradict: what is said without any is never held against one. */
export async function openException(
  tx: CoachTx,
  intervention: { id: string; clientId: string; conversationId: string },
  { id, now }: { id: string; now: Date },
): Promise<void> {
  await tx.execute(sql`insert into ${documentExceptions}
      ("coach_id", id, intervention_id, client_id, conversation_id, due_at)
    select ${tx.coachId}::uuid, ${id}::uuid, ${intervention.id}::uuid, ${intervention.clientId}::uuid,
      ${intervention.conversationId}::uuid, ${now.toISOString()}::timestamptz
    where exists (select from ${documents} d where d.coach_id = ${tx.coachId}::uuid and d.status = 'ready' and d.remove_at is null)
    on conflict do nothing`)
}

/**
 * The coach has changed what they wrote: it is held against the documents anew, as words of theirs that are new. What they had said
 * of the old ones goes with them, but for a rule, which holds for all and stands by itself.
 *
 * @param next the id that a new question gets
 * @returns the question that was asked about the old words
 */
export async function askAnew(
  tx: CoachTx,
  intervention: { id: string; clientId: string; conversationId: string },
  { next, now }: { next: string; now: Date },
): Promise<string | undefined> {
  const [row] = await tx
    .select()
    .from(documentExceptions)
    .where(and(eq(documentExceptions.coachId, tx.coachId), eq(documentExceptions.interventionId, intervention.id)))
    .for('update')
  if (row?.verdict === 'new_rule') return undefined
  if (row) await tx.delete(documentExceptions).where(isException(tx, row.id))
  if (row?.heldBefore)
    await tx
      .update(interventionAnalyses)
      .set({ verdict: row.heldBefore === 'nothing' ? null : row.heldBefore })
      .where(
        and(
          eq(interventionAnalyses.coachId, tx.coachId),
          eq(interventionAnalyses.id, intervention.id),
          eq(interventionAnalyses.verdict, 'only_client'),
        ),
      )
  await openException(tx, intervention, { id: next, now })
  return row?.found ? row.id : undefined
}

/** Of a decided row of `document_exceptions`: what was decided holds no longer, whoever has removed what it stands on. */
export const isGone = sql<boolean>`(case document_exceptions.verdict
  when 'new_rule' then not exists (select from superseded_sentences s
    join documents d on d.coach_id = s.coach_id and d.id = s.document_id
    where s.coach_id = document_exceptions.coach_id and s.id = document_exceptions.id and d.remove_at is null)
  when 'only_client' then exists (select from human_intervention_analyses i where i.coach_id = document_exceptions.coach_id
    and i.id = document_exceptions.intervention_id and i.verdict = 'forgotten')
  else false end)`

/** Shown first under its own id, so that what is said of it later finds its place. */
export function showException(exceptionId: string, isFirst: boolean, ids: Ids): Effect {
  return deliver({
    id: isFirst ? exceptionId : ids.next(),
    target: 'topic',
    lane: 'mirror',
    body: { kind: 'exception', exceptionId },
  })
}

/** Where something was learned that an exception stands on: the card that says so is looked at again. */
export async function showExceptionOf(tx: CoachTx, interventionId: string, ids: Ids): Promise<Effect[]> {
  const shown = await tx
    .select({ id: documentExceptions.id })
    .from(documentExceptions)
    .where(
      and(
        eq(documentExceptions.coachId, tx.coachId),
        eq(documentExceptions.interventionId, interventionId),
        eq(documentExceptions.verdict, 'only_client'),
      ),
    )
  return shown.map(({ id }) => showException(id, false, ids))
}

/** @returns undefined when it is gone, or nothing has been found */
export async function findException(tx: CoachTx, id: string): Promise<ExceptionQuestion | undefined> {
  const [row] = await tx
    .select({ question: documentExceptions, client: clients.displayName, isGone })
    .from(documentExceptions)
    .innerJoin(
      clients,
      and(eq(clients.coachId, documentExceptions.coachId), eq(clients.id, documentExceptions.clientId)),
    )
    .where(isException(tx, id))
  if (!row?.question.found) return undefined
  const { found, verdict } = row.question
  const [place] = await tx
    .select({ chatId: sentMessages.chatId, telegramMessageId: sentMessages.telegramMessageId })
    .from(sentMessages)
    .where(and(eq(sentMessages.coachId, tx.coachId), eq(sentMessages.deliveryId, id)))
  return {
    ...{ ...found, id, client: row.client, place },
    verdict: verdict ?? undefined,
    isGone: row.isGone,
    isOver: (!verdict || (row.isGone && verdict === 'new_rule')) && !(await isThere(tx, found.documentId)),
  }
}

/** @param lock it stays while the transaction lasts */
export async function isThere(tx: CoachTx, documentId: string, { lock = false } = {}): Promise<boolean> {
  const found = tx
    .select({ id: documents.id })
    .from(documents)
    .where(and(eq(documents.coachId, tx.coachId), eq(documents.id, documentId), isNull(documents.removeAt)))
  return (await (lock ? found.for('key share') : found)).length > 0
}

/** What holds instead of sentences of documents: with this client, or with all. */
export async function listAmendments(tx: CoachTx, clientId: string | undefined): Promise<Amendment[]> {
  const [rules, exceptions] = await Promise.all([
    tx
      .select({
        ...{ quote: supersededSentences.quote, words: supersededSentences.rule },
        ...{ documentId: documents.id, title: documents.title },
      })
      .from(supersededSentences)
      .innerJoin(
        documents,
        and(eq(documents.coachId, supersededSentences.coachId), eq(documents.id, supersededSentences.documentId)),
      )
      .where(and(eq(supersededSentences.coachId, tx.coachId), isNull(documents.removeAt))),
    clientId === undefined
      ? []
      : tx
          .select({ found: documentExceptions.found })
          .from(documentExceptions)
          .where(
            and(
              eq(documentExceptions.coachId, tx.coachId),
              eq(documentExceptions.clientId, clientId),
              eq(documentExceptions.verdict, 'only_client'),
              // What is taken back of all that was learned is taken back here, too.
              sql`not exists (select from human_intervention_analyses i where i.coach_id = ${tx.coachId}
                and i.id = ${documentExceptions.interventionId} and i.verdict = 'forgotten')`,
            ),
          ),
  ])
  return [
    ...rules.map((rule) => ({ ...rule, holdsFor: 'all' as const })),
    ...exceptions.flatMap(({ found }) =>
      found
        ? {
            ...{ quote: found.quote, words: found.said, holdsFor: 'client' as const },
            documentId: found.documentId,
            title: found.title,
          }
        : [],
    ),
  ]
}

export function isException(tx: CoachTx, id: string) {
  return and(eq(documentExceptions.coachId, tx.coachId), eq(documentExceptions.id, id))
}
