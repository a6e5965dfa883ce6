/** Applies what a rule asked for, in the transaction that took its snapshot. */
import { and, desc, eq, gt, inArray, ne, sql } from 'drizzle-orm'
import { messageMetadata } from '../coaching/attribution.ts'
import { changesShown, silentFrom } from '../coaching/board.ts'
import { assertLegalMove, type ConversationSnapshot, type Effect } from '../coaching/conversation.ts'
import { sayNotSent } from '../coaching/copilot/draft.ts'
import { withDraftSettled } from '../coaching/copilot/settle.ts'
import { lanes, type NewDelivery } from '../coaching/deliveries.ts'
import { withOfferEnded } from '../coaching/handoff/offer.ts'
import { withResponseClock } from '../coaching/handoff/response-clock.ts'
import { withIntervention } from '../coaching/learning/intervention.ts'
import { isMuted } from '../coaching/lifecycle.ts'
import { receiptOf } from '../coaching/memory/receipt.ts'
import { withSession } from '../coaching/memory/session-clock.ts'
import { mirror } from '../coaching/mirrors.ts'
import type { Clock, Ids, WakeUp } from '../coaching/ports.ts'
import { withListening } from '../coaching/voice/spoken.ts'
import { markBoard, markBoardAndCard } from './board.ts'
import { giveWayToCrisis, openBriefing } from './briefing-rows.ts'
import { applyToClient } from './consents.ts'
import { changeConversation } from './conversation-row.ts'
import type { CoachTx } from './doors.ts'
import { dropMessages } from './drafts.ts'
import { applyToEpisode } from './episodes.ts'
import { askAnew } from './exception-rows.ts'
import { eraseForgotten } from './forgetting.ts'
import { applyToHandoff, countHumanMessage } from './handoffs.ts'
import { changesIncident, holdForKey, markIncident } from './incident-rows.ts'
import { openIntervention, openTaught } from './intervention-rows.ts'
import { correctItem, findItem } from './item-rows.ts'
import { editTaught, lookAgainAtUses } from './levels.ts'
import { reviseMemory } from './memory-changes.ts'
import { holdMirrors, releaseMirrors } from './mirrors.ts'
import { applyToOffer, insertOffer } from './offers.ts'
import { setReactions } from './reactions.ts'
import { takeForReceipt } from './receipts.ts'
import { conversationMoves, type conversations, messages, messageVersions } from './schema/conversations.ts'
import { deliveries } from './schema/deliveries.ts'
import { knowledgeGaps } from './schema/knowledge.ts'
import { applyToSpoken } from './spoken-messages.ts'
import { insertion, statement } from './statement.ts'
import { storable } from './storable.ts'
import { cancelTimer, setTimer } from './timer-rows.ts'
import { recordUsage } from './usage.ts'
import { firstLook, markUses } from './uses.ts'

const insertMessage = insertion(messages, [
  ...(['coachId', 'conversationId', 'id', 'senderType', 'senderId', 'kind', 'content', 'file', 'visibility'] as const),
  ...(['metadata', 'chatId', 'telegramMessageId', 'sentAt'] as const),
])
const insertDelivery = insertion(deliveries, [
  ...(['coachId', 'conversationId', 'id', 'target', 'lane', 'body', 'messageId', 'isAi', 'answersSeq'] as const),
  ...(['afterAiSends', 'notBefore', 'createdAt'] as const),
])

/** On which days since then the client wrote; of a very busy one only the newest messages are looked at. */
const daysWritten = statement((tx) => {
  const newest = tx
    .select({ sentAt: messages.sentAt })
    .from(messages)
    .where(
      and(
        eq(messages.coachId, sql.placeholder('coachId')),
        eq(messages.conversationId, sql.placeholder('conversationId')),
        sql`${messages.senderType} = 'client'`, // not a parameter: the index is of these alone
        eq(messages.visibility, 'shared'),
        gt(messages.sentAt, sql.placeholder('since')),
      ),
    )
    .orderBy(desc(messages.seq))
    .limit(sql.placeholder('atMost'))
    .as('newest')
  return tx
    .selectDistinct({ day: sql<Date>`date_trunc('day', ${newest.sentAt}, 'UTC')`.mapWith(messages.sentAt) })
    .from(newest)
})

/** Whom beyond the team an alert can reach: what there is no way for is not written down. */
export type Reach = { operator: boolean; pager: boolean }
type Deps = { clock: Clock; ids: Ids; reach?: Reach | undefined }
type Patch = Partial<typeof conversations.$inferInsert>

/**
 * Applies the effects in order; the conversation's own columns change in one UPDATE at the end, its deliveries after one
 * INSERT after it.
 *
 * @returns what the commit makes due
 * @throws {IllegalMove}
 */
export async function applyEffects(
  tx: CoachTx,
  s: ConversationSnapshot,
  effects: readonly Effect[],
  { clock, ids, reach }: Deps,
): Promise<WakeUp[]> {
  const now = clock.now()
  const { coachId } = tx
  const ours = { coachId, conversationId: s.id }
  const patch: Patch = {}
  const outgoing: ReturnType<typeof row>[] = []
  /** Timers, briefings and what is spoken; timers and briefings of a later time are found by the sweep. */
  const dueNow: WakeUp[] = []
  const incidentWakeUps: WakeUp[] = []
  let episodeOpen = s.openEpisode !== undefined

  /** Asked, in this order with all else, and not yet answered: nothing here depends on the answer. */
  const asked: Promise<unknown>[] = []
  function ask<V>(insert: (tx: CoachTx, values: V) => Promise<unknown>, values: V) {
    const answer = insert(tx, values)
    answer.catch(() => undefined) // heard at the end, whatever else fails before
    asked.push(answer)
  }

  const decided = withListening(
    s,
    withOfferEnded(s, withDraftSettled(s, withResponseClock(s, effects, now), now), now),
    now,
  )
  const all = storable(withIntervention(s, withSession(s, decided, now)))
  for (const effect of all) await apply(effect)

  if (Object.keys(patch).length > 0) asked.push(changeConversation(tx, s.id, patch))
  for (const row of outgoing) ask(insertDelivery, row)
  for (const effect of all)
    if (effect.kind === 'open_offer') ask((of, offer) => insertOffer(of, s.id, offer, now), effect.offer)
  await Promise.all(asked)

  const wakeUps: WakeUp[] = [...dueNow, ...incidentWakeUps]
  if (changesIncident(s, effects)) {
    await markIncident(tx, now)
    wakeUps.push({ kind: 'incident', coachId })
  }
  const shown = changesShown(s, effects, now)
  if (shown.card) wakeUps.push(await markBoardAndCard(tx, s.id, now))
  else if (shown.board) wakeUps.push(await markBoard(tx, now))
  if (patch.sessionEndsAt && patch.sessionEndsAt <= now) wakeUps.push({ kind: 'memory', ...ours })
  if (patch.turnDueAt) wakeUps.push({ kind: 'turn', ...ours, dueAt: patch.turnDueAt })
  // A mirror that waits is usually taken along by the next one: the sweep is soon enough for it.
  const announced = outgoing.filter((row) => row.lane !== lanes.mirror || row.notBefore <= now)
  const dueTimes = new Set(announced.map((row) => Math.max(row.notBefore.getTime(), now.getTime())))
  for (const time of dueTimes)
    wakeUps.push({
      kind: 'deliver',
      ...ours,
      crisis: outgoing.some((row) => row.lane === lanes.crisis),
      ...(time > now.getTime() && { dueAt: new Date(time) }),
    })
  return wakeUps

  async function apply(effect: Effect): Promise<unknown> {
    switch (effect.kind) {
      case 'store_message': {
        const { message } = effect
        if (message.senderType === 'human_coach' && message.visibility === 'shared') await countHumanMessage(tx, s.id)
        ask(insertMessage, {
          ...ours,
          id: message.id,
          senderType: message.senderType,
          senderId: message.senderId,
          kind: message.kind ?? 'text',
          content: message.content,
          file: message.file ?? null,
          visibility: message.visibility,
          metadata: messageMetadata.parse(message.metadata ?? {}),
          chatId: message.telegram?.chatId ?? null,
          telegramMessageId: message.telegram?.messageId ?? null,
          sentAt: message.sentAt,
        })
        const examples = message.metadata?.context_exemplar_ids ?? []
        if (examples.length > 0)
          await markUses(tx, { messageId: message.id, examples, follows: message.metadata?.like_intervention?.id }, now)
        if (message.senderType === 'client' && message.visibility === 'shared') {
          const days = await daysWritten(tx, {
            ...ours,
            since: new Date(message.sentAt.getTime() - 30 * 24 * 3_600_000),
            atMost: 500,
          })
          patch.silentAt =
            silentFrom(
              days.map(({ day }) => day),
              message.sentAt,
            ) ?? null
        }
        return undefined
      }
      case 'edit_message':
        await keepVersion(effect.messageId)
        await tx
          .update(messages)
          .set({
            content: effect.content,
            editedAt: effect.editedAt,
            ...(effect.metadata && { metadata: messageMetadata.parse(effect.metadata) }),
          })
          .where(message(effect.messageId))
        return reviseMemory(tx, s.id, [effect.messageId], now)
      case 'listen':
      case 'listen_again':
      case 'stop_listening':
        if (effect.kind === 'listen') dueNow.push({ kind: 'voice', ...ours })
        if (effect.kind === 'listen_again') dueNow.push({ kind: 'voice', ...ours, dueAt: effect.dueAt })
        return applyToSpoken(tx, s.id, effect, now)
      case 'write_down':
        await tx
          .update(messages)
          .set({ content: effect.content, metadata: messageMetadata.parse(effect.metadata) })
          .where(message(effect.messageId))
        return reviseMemory(tx, s.id, [effect.messageId], now)
      case 'set_visibility':
        if (effect.visibility === 'shared') await countHumanMessage(tx, s.id)
        await tx
          .update(messages)
          .set({
            visibility: effect.visibility,
            ...(effect.metadata && { metadata: messageMetadata.parse(effect.metadata) }),
          })
          .where(message(effect.messageId))
        return effect.visibility === 'shared' ? undefined : reviseMemory(tx, s.id, [effect.messageId], now)
      case 'release_draft':
        await lookAgainAtUses(tx, { messageId: effect.messageId }, firstLook(now))
        return tx
          .update(messages)
          .set({
            visibility: 'shared',
            metadata: messageMetadata.parse(effect.metadata),
            // In copilot it is said now; whatever waited within a handoff keeps its time.
            ...(effect.metadata.draft && { sentAt: now }),
            ...(effect.content !== undefined && { content: effect.content }),
            ...(effect.written && { chatId: effect.written.chatId, telegramMessageId: effect.written.messageId }),
          })
          .where(message(effect.messageId))
      case 'settle_draft':
        return tx
          .update(messages)
          .set({ visibility: effect.visibility, metadata: messageMetadata.parse(effect.metadata) })
          .where(message(effect.messageId))
      case 'set_copilot':
        return Object.assign(patch, { copilot: effect.copilot } satisfies Patch)
      case 'cancel_delivery':
        return tx
          .update(deliveries)
          .set({ status: 'cancelled', lastError: 'overtaken' })
          .where(and(ourDeliveries(), eq(deliveries.id, effect.deliveryId), eq(deliveries.status, 'pending')))
      case 'settle_album': {
        const { albumId, by, visibility } = effect
        const changed = await tx
          .update(messages)
          .set({ visibility })
          .where(
            and(
              eq(messages.coachId, coachId),
              eq(messages.conversationId, s.id),
              eq(messages.senderId, by),
              inArray(messages.visibility, visibility === 'note' ? ['held', 'shared'] : ['held']),
              sql`${messages.file} ->> 'albumId' = ${albumId}`,
            ),
          )
          .returning({ id: messages.id, seq: messages.seq })
        for (const { id } of changed.sort((one, other) => one.seq - other.seq)) {
          if (visibility === 'note') await apply({ kind: 'cancel_delivery_of_message', messageId: id })
          else outgoing.push(row({ target: 'client', lane: 'client', body: { kind: 'message' }, messageId: id }))
        }
        return undefined
      }
      case 'end_session':
        return undefined // what follows from it is set
      case 'set_session': {
        const { endsAt, endsBy, messages } = effect.session
        return Object.assign(patch, {
          ...{ sessionEndsAt: endsAt, sessionEndsBy: endsBy, sessionMessages: messages },
        } satisfies Patch)
      }
      case 'set_reactions':
        return setReactions(tx, effect, { now, nextId: () => ids.next() })
      case 'release_held_client_messages': {
        const released = await tx
          .update(messages)
          .set({ visibility: 'shared' })
          .where(heldByClient())
          .returning({ id: messages.id, seq: messages.seq })
        const { mirrorAt: notBefore } = effect
        if (!notBefore) return undefined
        for (const { id } of released.sort((a, b) => a.seq - b.seq)) await apply(mirror(s, id, { notBefore }))
        return undefined
      }
      case 'delete_held_client_messages':
        return tx.delete(messages).where(heldByClient())
      case 'deliver':
        return deliverOf(effect.delivery)
      case 'hold_mirrors':
        return holdMirrors(tx, s.id, effect.until, now)
      case 'release_mirrors':
        return releaseMirrors(tx, s.id, now)
      case 'note_gap':
        return tx
          .insert(knowledgeGaps)
          .values({ coachId, id: effect.id, messageId: effect.messageId, notedAt: now })
          .onConflictDoNothing()
      case 'cancel_ai_deliveries': {
        const cancelled = await tx
          .update(deliveries)
          .set({ status: 'cancelled', lastError: 'overtaken' })
          .where(and(ourDeliveries(), eq(deliveries.isAi, true), eq(deliveries.status, 'pending')))
          .returning({ messageId: deliveries.messageId, partsSent: deliveries.partsSent })
        // A reply whose first part has gone out was said; only the rest is not.
        const dropped = cancelled.flatMap(({ messageId, partsSent }) => (partsSent === 0 && messageId ? messageId : []))
        if (dropped.length > 0) for (const id of await dropMessages(tx, dropped)) outgoing.push(row(sayNotSent(s, id)))
        return undefined
      }
      case 'cancel_delivery_of_message':
        return tx
          .update(deliveries)
          .set({ status: 'cancelled', lastError: 'withdrawn' })
          .where(
            and(
              ourDeliveries(),
              eq(deliveries.messageId, effect.messageId),
              eq(deliveries.target, 'client'),
              eq(deliveries.status, 'pending'),
            ),
          )
      case 'move':
        assertLegalMove(s.state, effect.to, { episodeOpen, reason: effect.reason })
        Object.assign(patch, {
          state: effect.to,
          stateSince: now,
          stateReason: effect.reason,
          claimedBy: effect.claimedBy ?? null,
          // Whoever is at work for the old state has lost it, even if this state comes back before they end.
          leaseId: null,
          leasedUntil: null,
        } satisfies Patch)
        return tx.insert(conversationMoves).values({
          ...ours,
          id: ids.next(),
          fromState: s.state,
          toState: effect.to,
          byWhom: effect.by,
          reason: effect.reason,
          movedAt: now,
        })
      case 'set_turn':
        return Object.assign(patch, {
          turnDueAt: effect.dueAt,
          turnWaitingSince: effect.waitingSince,
          ...(effect.restarts !== undefined && { turnRestarts: effect.restarts }),
          ...(effect.attempts !== undefined && { turnAttempts: effect.attempts }),
        } satisfies Patch)
      case 'hold_for_key':
        incidentWakeUps.push({ kind: 'incident', coachId })
        return holdForKey(tx, s, effect, { id: ids.next(), now })
      case 'release_lease':
        return Object.assign(patch, { leaseId: null, leasedUntil: null } satisfies Patch)
      case 'open_handoff':
      case 'claim_handoff':
      case 'escalate_handoff':
      case 'close_handoff':
      case 'note_looked':
      case 'record_confidence_after':
        return applyToHandoff(tx, s.id, effect, now)
      case 'open_intervention': {
        const opened = await openIntervention(tx, s.id, effect.handoffId, {
          id: ids.next(),
          exceptionId: ids.next(),
          now,
        })
        if (opened) dueNow.push({ kind: 'learn', coachId })
        return undefined
      }
      case 'open_taught':
        dueNow.push({ kind: 'learn', coachId })
        return openTaught(tx, { conversationId: s.id, clientId: s.client.id }, effect.intervention, {
          exceptionId: ids.next(),
          now,
        })
      case 'edit_taught':
        dueNow.push({ kind: 'learn', coachId })
        return sayOtherwise(effect)
      case 'open_briefing':
        dueNow.push({ kind: 'briefing', ...ours })
        return openBriefing(tx, s.id, effect.briefing, now)
      case 'open_offer':
        // Points to its delivery, and is stored after it.
        return Object.assign(patch, { lastUnaskedAt: now } satisfies Patch)
      case 'close_offer':
      case 'end_offer_episode':
        return applyToOffer(tx, s, effect, now)
      case 'open_episode':
      case 'raise_episode':
      case 'step_episode':
      case 'close_episode':
      case 'set_client_country':
        if (effect.kind === 'open_episode') {
          episodeOpen = true
          await giveWayToCrisis(tx, s.id)
        }
        if (effect.kind === 'close_episode') episodeOpen = false
        return applyToEpisode(tx, s, effect, { now, nextId: () => ids.next() })
      case 'assign':
        return Object.assign(patch, { assignedTo: effect.to } satisfies Patch)
      case 'set_ai_enabled':
        return Object.assign(patch, { aiEnabled: effect.enabled } satisfies Patch)
      case 'set_timer':
        if (effect.dueAt <= now) dueNow.push({ kind: 'timer', ...ours, dueAt: effect.dueAt })
        return setTimer(tx, s.id, effect, { id: ids.next(), now })
      case 'cancel_timer':
        return cancelTimer(tx, s.id, effect.timer)
      case 'note_noticed':
        return Object.assign(patch, { lastNoticeAt: now } satisfies Patch)
      case 'correct_item': {
        const item = await findItem(tx, effect.itemId)
        return item?.conversationId === s.id && correctItem(tx, item, effect.correction, now)
      }
      case 'send_receipt': {
        const item = await takeForReceipt(tx, s.client.id, now)
        if (!item) return undefined
        Object.assign(patch, { lastUnaskedAt: now } satisfies Patch)
        return apply(receiptOf(item, effect.deliveryId))
      }
      case 'erase_forgotten':
        return eraseForgotten(tx, s.id, ids, now)
      case 'note_crisis_text':
        return Object.assign(patch, { lastCrisisTextAt: now, crisisTextCount: s.crisisTextCount + 1 } satisfies Patch)
      case 'consent':
      case 'withdraw_consent':
      case 'set_client_status':
        return applyToClient(tx, s.client.id, effect, now)
      case 'record_usage':
        return ask(recordUsage, {
          ...{ id: effect.id, conversationId: s.id, purpose: effect.purpose },
          ...{ usage: effect.usage, usedAt: now },
        })
    }
  }

  function row({
    id,
    target,
    lane,
    body,
    messageId,
    isAi,
    answersSeq,
    afterAiSends,
    notBefore,
  }: Extract<Effect, { kind: 'deliver' }>['delivery']) {
    return {
      ...ours,
      id: id ?? ids.next(),
      target,
      lane: lanes[lane],
      body,
      messageId: messageId ?? null,
      isAi: isAi ?? false,
      answersSeq: answersSeq ?? null,
      afterAiSends: afterAiSends ?? false,
      notBefore: notBefore ?? now,
      createdAt: now,
    }
  }

  /** An edit goes where the message was shown; what has not been shown yet is shown as it is by then. */
  async function deliverOf(delivery: NewDelivery): Promise<void> {
    const { target } = delivery
    if ((target === 'operator' || target === 'pager') && !reach?.[target]) return undefined
    if (target === 'client' && delivery.body.kind === 'text' && isMuted(s.coach.settings, delivery.body.key)) return
    if (delivery.body.kind !== 'edit') return void outgoing.push(row(delivery))
    const [shown] = await tx
      .select({ target: deliveries.target })
      .from(deliveries)
      .where(
        and(
          ourDeliveries(),
          eq(deliveries.messageId, delivery.body.messageId),
          delivery.target === 'client' ? eq(deliveries.target, 'client') : ne(deliveries.target, 'client'),
          inArray(deliveries.status, ['sending', 'sent']),
        ),
      )
    if (shown) outgoing.push(row({ ...delivery, target: shown.target }))
  }

  /** What was asked about the old words is asked no longer. */
  async function sayOtherwise({ interventionId, said }: Extract<Effect, { kind: 'edit_taught' }>): Promise<void> {
    if (!(await editTaught(tx, interventionId, said, now))) return
    const intervention = { id: interventionId, clientId: s.client.id, conversationId: s.id }
    const asked = await askAnew(tx, intervention, { next: ids.next(), now })
    const params = { client: s.client.displayName }
    if (asked)
      outgoing.push(
        row({
          target: 'topic',
          lane: 'mirror',
          body: { kind: 'replace', deliveryId: asked, key: 'exception-reworded', params },
        }),
      )
  }

  async function keepVersion(messageId: string) {
    const [before] = await tx.select({ content: messages.content }).from(messages).where(message(messageId))
    if (before)
      await tx
        .insert(messageVersions)
        .values({ coachId, id: ids.next(), messageId, content: before.content, replacedAt: now })
  }

  function message(id: string) {
    return and(eq(messages.coachId, coachId), eq(messages.conversationId, s.id), eq(messages.id, id))
  }
  function ourDeliveries() {
    return and(eq(deliveries.coachId, coachId), eq(deliveries.conversationId, s.id))
  }
  function heldByClient() {
    return and(
      eq(messages.coachId, coachId),
      eq(messages.conversationId, s.id),
      eq(messages.senderType, 'client'),
      eq(messages.visibility, 'held'),
    )
  }
}
