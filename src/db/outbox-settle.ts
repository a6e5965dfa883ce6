/** What becomes of a delivery after an attempt, in rows; and of whoever was owed it. */
import { and, desc, eq, gt, isNull, ne, sql } from 'drizzle-orm'
import { sayNotSent } from '../coaching/copilot/draft.ts'
import { type DeliveryBody, lanes } from '../coaching/deliveries.ts'
import { type NextStep, nextStep } from '../coaching/delivering.ts'
import { giveUpOffer } from '../coaching/handoff/offer.ts'
import { openHandoff } from '../coaching/handoff/open.ts'
import type { DeliveryOutcome } from '../coaching/ports/deliveries.ts'
import type { Clock, Ids, WakeUp } from '../coaching/ports.ts'
import { changeBatch, type DeliveryRow, withIds } from './delivery-rows.ts'
import type { CoachTx } from './doors.ts'
import { dropMessages } from './drafts.ts'
import { applyEffects } from './effects.ts'
import { recordConsequences } from './outbox-consequences.ts'
import { clients } from './schema/clients.ts'
import { conversations, messages } from './schema/conversations.ts'
import { deliveries } from './schema/deliveries.ts'
import { takeSnapshot } from './snapshot.ts'
import { statement } from './statement.ts'

type ConversationRow = typeof conversations.$inferSelect

const newerOfClient = statement((tx) =>
  tx
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        eq(messages.coachId, sql.placeholder('coachId')),
        eq(messages.conversationId, sql.placeholder('conversationId')),
        eq(messages.senderType, 'client'),
        ne(messages.visibility, 'held'),
        gt(messages.seq, sql.placeholder('seq')),
      ),
    )
    .limit(1),
)

export type Settling = ReturnType<typeof createSettling>

export function createSettling({ clock, ids }: { clock: Clock; ids: Ids }) {
  return { settle, isCurrent, drop }

  async function settle(
    tx: CoachTx,
    conversation: ConversationRow,
    row: DeliveryRow,
    outcome: DeliveryOutcome,
  ): Promise<WakeUp[]> {
    const now = clock.now()
    const step = await stepAfter(tx, conversation, row, outcome, now)
    const error = 'error' in outcome ? outcome.error.slice(0, 500) : outcome.kind
    const set = {
      done: () => ({ status: 'sent' as const, sentAt: now, lastError: null }),
      again: () => ({
        status: 'pending' as const,
        notBefore: step.kind === 'again' ? step.notBefore : now,
        sendingSince: null,
        lastError: error,
      }),
      redirect: () => ({ status: 'pending' as const, target: whoIsAsked(row), sendingSince: null, lastError: error }),
      cancel: () => ({ status: 'cancelled' as const, lastError: error }),
      give_up: () => ({ status: 'failed' as const, lastError: error }),
    }[step.kind]()
    // Before the first part has gone out, the next attempt takes along whatever waits by then.
    const isFreed = (step.kind === 'again' || step.kind === 'redirect') && row.partsSent === 0
    await changeBatch(tx, row.id, { ...set, ...(isFreed && { carrierId: null }) })
    if (step.kind === 'redirect') await bringAlong(tx, row)
    if (step.kind === 'cancel' || step.kind === 'give_up') await markDropped(tx, row)
    const consequences = () => recordConsequences(tx, { conversation, row, outcome, step }, { clock, ids })
    if (isOffer(row) && (step.kind === 'cancel' || step.kind === 'give_up')) {
      const wakeUps = await giveUp(tx, conversation, row)
      return outcome.kind === 'blocked' ? [...wakeUps, ...(await consequences())] : wakeUps
    }
    if (step.kind === 'cancel' && row.isAi) await oweAnswer(tx, conversation)
    if (step.kind === 'give_up' && row.isAi && outcome.kind !== 'blocked') return handOffUnsayable(tx, conversation)
    return consequences()
  }

  async function stepAfter(
    tx: CoachTx,
    conversation: ConversationRow,
    row: DeliveryRow,
    outcome: DeliveryOutcome,
    now: Date,
  ): Promise<NextStep> {
    if (outcome.kind === 'topic_gone' && row.body.kind === 'card') return { kind: 'cancel' } // the next topic gets its own
    // Whoever wrote it has never opened the bot: the coach at least hears that it was not sent.
    if (outcome.kind === 'blocked' && row.target === 'person' && asksInTopic(row.body)) return { kind: 'redirect' }
    return nextStep(row, outcome, {
      isCurrent: outcome.kind !== 'unclear' || !row.isAi || (await isCurrent(tx, conversation, row)),
      now,
    })
  }

  /** AI text may go while the AI leads and, unless it is the last of several tries, while the client has not written on. */
  async function isCurrent(tx: CoachTx, conversation: ConversationRow, row: DeliveryRow): Promise<boolean> {
    if (conversation.state !== 'ai') return false
    if (conversation.stateSince > row.createdAt) return false // a human has led since
    if (row.answersSeq === null) return true
    const [newer] = await newerOfClient(tx, {
      coachId: tx.coachId,
      conversationId: conversation.id,
      seq: row.answersSeq,
    })
    return newer === undefined
  }

  async function drop(tx: CoachTx, conversation: ConversationRow, row: DeliveryRow): Promise<WakeUp[]> {
    await tx
      .update(deliveries)
      .set({ status: 'cancelled', lastError: 'overtaken' })
      .where(withIds(tx, [row.id]))
    if (isOffer(row)) return giveUp(tx, conversation, row)
    await markDropped(tx, row)
    await oweAnswer(tx, conversation)
    return []
  }

  /** To the coach in private: without buttons that work in the group alone, and with what is to be added to it there. */
  async function bringAlong(tx: CoachTx, row: DeliveryRow): Promise<void> {
    const worksThere = row.lane === lanes.crisis || asksInTopic(row.body)
    if (row.body.kind === 'text' && row.body.buttons && !worksThere)
      await tx
        .update(deliveries)
        .set({ body: sql`${deliveries.body} - 'buttons'` })
        .where(withIds(tx, [row.id]))
    await tx
      .update(deliveries)
      .set({ target: 'coach' })
      .where(
        and(
          eq(deliveries.coachId, tx.coachId),
          eq(deliveries.conversationId, row.conversationId),
          eq(deliveries.status, 'pending'),
          sql`${deliveries.body} ->> 'briefingId' = ${row.id}`,
        ),
      )
  }

  /** An offer that is not sent: nobody is owed it. */
  async function giveUp(tx: CoachTx, conversation: ConversationRow, row: DeliveryRow): Promise<WakeUp[]> {
    const s = await takeSnapshot(tx, conversation.id)
    return applyEffects(tx, s, giveUpOffer(s, row.id, row.attempts > 0), { clock, ids })
  }

  /** A dropped reply leaves nobody unanswered: when the client spoke last and no turn is due, one is. */
  async function oweAnswer(tx: CoachTx, { id }: ConversationRow) {
    const now = clock.now()
    await tx
      .update(conversations)
      .set({ turnDueAt: now, turnWaitingSince: now, turnAttempts: 0 })
      .where(
        and(
          eq(conversations.coachId, tx.coachId),
          eq(conversations.id, id),
          eq(conversations.state, 'ai'),
          isNull(conversations.turnDueAt),
          sql`(select ${messages.senderType} from ${messages} where ${messages.coachId} = ${tx.coachId}
            and ${messages.conversationId} = ${id} and ${messages.visibility} = 'shared'
            order by ${messages.seq} desc limit 1) = 'client'`,
          sql`(select ${clients.consentAt} from ${clients} where ${clients.coachId} = ${tx.coachId}
            and ${clients.id} = ${conversations.clientId}) is not null`,
        ),
      )
  }

  /** A reply that cannot be said is no answer: the human is asked for. */
  async function handOffUnsayable(tx: CoachTx, conversation: ConversationRow): Promise<WakeUp[]> {
    const s = await takeSnapshot(tx, conversation.id)
    if (s.state !== 'ai') return []
    const [last] = await tx
      .select({ content: messages.content })
      .from(messages)
      .where(
        and(
          eq(messages.coachId, tx.coachId),
          eq(messages.conversationId, conversation.id),
          eq(messages.senderType, 'client'),
          eq(messages.visibility, 'shared'),
        ),
      )
      .orderBy(desc(messages.seq))
      .limit(1)
    const request = {
      reason: 'ai_unavailable' as const,
      trigger: 'reply not sendable',
      signals: {},
      aiConfidenceBefore: s.lastAiConfidence ?? null,
      words: last?.content ?? '',
    }
    return applyEffects(tx, s, openHandoff(s, request, ids.next()), { clock, ids })
  }

  async function markDropped(tx: CoachTx, row: DeliveryRow) {
    if (!row.isAi || !row.messageId || row.partsSent > 0) return
    for (const id of await dropMessages(tx, [row.messageId])) {
      const s = await takeSnapshot(tx, row.conversationId)
      await applyEffects(tx, s, [{ kind: 'deliver', delivery: sayNotSent(s, id) }], { clock, ids })
    }
  }
}

/** In private: whoever alone can answer it, else the coach. */
function whoIsAsked({ target, body }: DeliveryRow): 'person' | 'coach' {
  return target === 'topic' && asksInTopic(body) ? 'person' : 'coach'
}

/** A question that one person of the team is asked, below what they wrote in the topic. */
function asksInTopic(body: DeliveryBody): boolean {
  return body.kind === 'text' && body.to !== undefined && body.replyToTelegramMessageId !== undefined
}

/** Of what is fenced as AI text only an offer is a text of ours. */
function isOffer({ isAi, body }: Pick<DeliveryRow, 'isAi' | 'body'>): boolean {
  return isAi && body.kind === 'text'
}
