/** The outbox port: `sending` is written before the call to Telegram and `sent` after it. */
import { and, asc, desc, eq, gt, inArray, isNull, ne, or, sql } from 'drizzle-orm'
import { companionsOf, type Waiting } from '../coaching/batches.ts'
import { type DeliveryBody, type DeliveryTarget, lanes } from '../coaching/deliveries.ts'
import { nextStep } from '../coaching/delivering.ts'
import { openHandoff } from '../coaching/handoff/open.ts'
import { recapMessages } from '../coaching/mirrors.ts'
import { paceToGroup } from '../coaching/pace.ts'
import type { ClaimedDelivery, Clock, DeliveryOutcome, Ids, Outbox, WakeUp } from '../coaching/ports.ts'
import { findCardFacts, recordCardSent } from './cards.ts'
import type { CoachTx, Doors } from './doors.ts'
import { applyEffects } from './effects.ts'
import { recordConsequences } from './outbox-consequences.ts'
import { clients, coaches, coachMembers, conversations, deliveries, messages, sentMessages } from './schema.ts'
import { findAnswered, listForRecap, listMessages, lockConversation, takeSnapshot } from './snapshot.ts'

/** A send that has not ended after this was cut off by a crash: no call to Telegram takes as long. */
const sendingLongestMs = 30_000
/** A takeover is acknowledged after an AI text in flight, but waits no longer than this. */
const acknowledgeAfterMs = 10_000

type Deps = { doors: Doors; clock: Clock; ids: Ids }
type DeliveryRow = typeof deliveries.$inferSelect
type OpenRow = DeliveryRow & Pick<Waiting, 'message'>
type ConversationRow = typeof conversations.$inferSelect

export function createOutbox({ doors, clock, ids }: Deps): Outbox {
  return {
    claim(coachId, conversationId, target) {
      return doors.asCoach(coachId, async (tx) => {
        const now = clock.now()
        const conversation = await lockConversation(tx, conversationId)
        const found = await tx
          .select({ row: deliveries, kind: messages.kind, albumId: sql<string | null>`${messages.file} ->> 'albumId'` })
          .from(deliveries)
          .leftJoin(messages, and(eq(messages.coachId, deliveries.coachId), eq(messages.id, deliveries.messageId)))
          .where(
            and(
              eq(deliveries.coachId, coachId),
              eq(deliveries.conversationId, conversationId),
              eq(deliveries.target, target),
              inArray(deliveries.status, ['pending', 'sending']),
            ),
          )
          .orderBy(desc(deliveries.status), asc(deliveries.lane), asc(deliveries.seq)) // what is under way comes first
          .limit(200)
        const open: OpenRow[] = found.map(({ row, kind, albumId }) => ({
          ...row,
          message: kind === null ? undefined : { kind, albumId: albumId ?? undefined },
        }))
        const wakeUps: WakeUp[] = []
        let isBusy = false
        // What goes along with another is settled with it.
        for (const row of open.filter(({ status, carrierId }) => status === 'sending' && carrierId === null)) {
          const isCutOff = row.sendingSince !== null && now.getTime() - row.sendingSince.getTime() > sendingLongestMs
          if (!isCutOff) {
            // One at a time to each place; but a crisis does not wait for what may have died in mid-send.
            if (row.lane === lanes.crisis) return { delivery: undefined, wakeUps }
            isBusy = true
            continue
          }
          wakeUps.push(...(await settle(tx, conversation, row, { kind: 'unclear', error: 'cut off' })))
          for (const changed of await reloadBatch(tx, row.id))
            Object.assign(open.find(({ id }) => id === changed.id) ?? {}, changed)
        }
        const pending = open.filter((row) => row.status === 'pending' && (!isBusy || row.lane === lanes.crisis))
        const floodUntil = pending.length > 0 && (await findFloodWait(tx, conversation, target, now))
        if (!floodUntil) return { delivery: await claimFirst(tx, conversation, pending, wakeUps), wakeUps }
        // What has come since Telegram said to wait has to wait as well; a crisis is tried all the same.
        await tx
          .update(deliveries)
          .set({ notBefore: sql`greatest(${deliveries.notBefore}, ${floodUntil.toISOString()}::timestamptz)` })
          .where(
            and(
              eq(deliveries.coachId, coachId),
              eq(deliveries.conversationId, conversationId),
              eq(deliveries.target, target),
              eq(deliveries.status, 'pending'),
              ne(deliveries.lane, lanes.crisis),
            ),
          )
        const crises = pending.filter((row) => row.lane === lanes.crisis)
        return { delivery: await claimFirst(tx, conversation, crises, wakeUps), wakeUps }
      })
    },

    recordPart(delivery, chatId, sent) {
      return doors.asCoach(delivery.coachId, async (tx) => {
        // First of all, as everywhere: two who lock the same rows in different order wait for each other.
        const { state, stateSince } = await lockConversation(tx, delivery.conversationId)
        // Telegram has it, so it is noted whoever sends on; but only whoever still holds the delivery counts and goes on.
        await tx
          .insert(sentMessages)
          .values(
            sent.map(({ telegramMessageId, messageId }) => ({
              coachId: delivery.coachId,
              chatId,
              telegramMessageId,
              messageId: messageId ?? null,
              deliveryId: delivery.id,
              conversationId: delivery.conversationId,
            })),
          )
          .onConflictDoNothing()
        const [cardPart] = sent
        if (delivery.body.kind === 'card' && delivery.card && cardPart)
          await recordCardSent(tx, delivery.conversationId, {
            chatId,
            topicId: delivery.client.topicId ?? null,
            telegramMessageId: cardPart.telegramMessageId,
            facts: delivery.card,
          })
        const counted = await tx
          .update(deliveries)
          .set({ partsSent: sql`${deliveries.partsSent} + 1`, sendingSince: clock.now() })
          .where(
            and(
              eq(deliveries.coachId, delivery.coachId),
              eq(deliveries.id, delivery.id),
              eq(deliveries.status, 'sending'),
              eq(deliveries.attempts, delivery.attempts),
            ),
          )
          .returning({ id: deliveries.id })
        if (counted.length === 0) return false
        return !delivery.isAi || (state === 'ai' && stateSince <= delivery.createdAt)
      })
    },

    recordOutcome(delivery, outcome) {
      return doors.asCoach(delivery.coachId, async (tx) => {
        const conversation = await lockConversation(tx, delivery.conversationId)
        const row = await reload(tx, delivery.id)
        // Attempts are the fence: a worker that slept past its time finds that someone else has tried since.
        if (row?.status !== 'sending' || row.attempts !== delivery.attempts) return []
        return settle(tx, conversation, row, outcome)
      })
    },

    findShown(coachId, messageId, target) {
      return doors.asCoach(coachId, async (tx) => {
        const [delivery] = await tx
          .select({
            carrierId: sql<string>`coalesce(${deliveries.carrierId}, ${deliveries.id})`,
            conversationId: deliveries.conversationId,
          })
          .from(deliveries)
          .where(
            and(eq(deliveries.coachId, coachId), eq(deliveries.messageId, messageId), eq(deliveries.target, target)),
          )
        if (!delivery) return undefined
        const parts = await tx
          .select({
            chatId: sentMessages.chatId,
            telegramMessageId: sentMessages.telegramMessageId,
            messageId: sentMessages.messageId,
          })
          .from(sentMessages)
          .where(and(eq(sentMessages.coachId, coachId), eq(sentMessages.deliveryId, delivery.carrierId)))
          .orderBy(sentMessages.telegramMessageId)
        const [first] = parts
        if (!first) return undefined
        const shown = await reloadBatch(tx, delivery.carrierId)
        return {
          chatId: first.chatId,
          parts: parts.map((part) => ({
            telegramMessageId: part.telegramMessageId,
            messageId: part.messageId ?? undefined,
          })),
          messages: await listMessages(tx, delivery.conversationId, shown),
        }
      })
    },
  }

  /** Until when Telegram has asked to send nothing to this place: a client's chat, or a coach's group with all its topics. */
  async function findFloodWait(
    tx: CoachTx,
    conversation: ConversationRow,
    target: DeliveryTarget,
    now: Date,
  ): Promise<Date | undefined> {
    const [struck] = await tx
      .select({ until: deliveries.notBefore })
      .from(deliveries)
      .where(
        and(
          eq(deliveries.coachId, tx.coachId),
          eq(deliveries.target, target),
          eq(deliveries.status, 'pending'),
          eq(deliveries.lastError, 'too_early'),
          gt(deliveries.notBefore, now),
          ...(target === 'client' ? [eq(deliveries.conversationId, conversation.id)] : []),
        ),
      )
      .orderBy(desc(deliveries.notBefore))
      .limit(1)
    return struck?.until
  }

  /** The first delivery that may go now. Within a lane order is kept; a lane that has to wait holds up no other. */
  async function claimFirst(
    tx: CoachTx,
    conversation: ConversationRow,
    pending: OpenRow[],
    wakeUps: WakeUp[],
  ): Promise<ClaimedDelivery | undefined> {
    const now = clock.now()
    const blockedLanes = new Set<number>()
    for (const row of pending) {
      if (row.carrierId !== null || (blockedLanes.has(row.lane) && keepsItsPlace(row.body))) continue
      if (row.isAi && !(await isCurrent(tx, conversation, row))) {
        await drop(tx, conversation, row)
        continue
      }
      if (row.notBefore > now || (row.afterAiSends && (await isAiSendInFlight(tx, conversation.id, now)))) {
        blockedLanes.add(row.lane)
        continue
      }
      if (row.target === 'topic') {
        const goAt = await paceGroup(tx, row, now)
        if (goAt === undefined) return undefined // waits for a group
        if (goAt > now) {
          blockedLanes.add(row.lane)
          wakeUps.push({
            kind: 'deliver',
            coachId: tx.coachId,
            conversationId: conversation.id,
            crisis: false,
            dueAt: goAt,
          })
          continue
        }
      }
      const behind = pending.filter((one) => one.lane === row.lane && one.seq > row.seq && one.carrierId === null)
      // Once a part has gone out, who goes along is settled.
      const along = row.partsSent > 0 ? [] : companionsOf(row, behind)
      const sending = { status: 'sending' as const, sendingSince: now, attempts: row.attempts + 1, lastError: null }
      await tx
        .update(deliveries)
        .set(sending)
        .where(withId(tx, [row.id]))
      if (along.length > 0)
        await tx
          .update(deliveries)
          .set({ ...sending, carrierId: row.id })
          .where(withId(tx, along))
      else await tx.update(deliveries).set(sending).where(carriedBy(tx, row.id))
      return load(tx, conversation, { ...row, attempts: row.attempts + 1 })
    }
    return undefined
  }

  /**
   * When this may go to the group, counting it; undefined when there is no group. A mirror that has to wait is given its
   * time: it comes back once, not again and again.
   */
  async function paceGroup(tx: CoachTx, row: DeliveryRow, now: Date): Promise<Date | undefined> {
    const [coach] = await tx
      .select({ groupChatId: coaches.groupChatId, taken: coaches.groupPace })
      .from(coaches)
      .where(eq(coaches.id, tx.coachId))
      .for('update')
    if (coach?.groupChatId == null) return undefined
    if (row.isPaced || isReaction(row.body)) return now
    const waits = row.lane === lanes.mirror
    const { goAt, taken } = paceToGroup(coach.taken, now, { waits })
    await tx.update(coaches).set({ groupPace: taken }).where(eq(coaches.id, tx.coachId))
    if (goAt > now)
      await tx
        .update(deliveries)
        .set({ isPaced: true, notBefore: goAt })
        .where(withId(tx, [row.id]))
    return goAt
  }

  async function settle(
    tx: CoachTx,
    conversation: ConversationRow,
    row: DeliveryRow,
    outcome: DeliveryOutcome,
  ): Promise<WakeUp[]> {
    const now = clock.now()
    const step =
      outcome.kind === 'topic_gone' && row.body.kind === 'card'
        ? ({ kind: 'cancel' } as const) // the next topic gets a card of its own
        : nextStep(row, outcome, { isCurrent: !row.isAi || (await isCurrent(tx, conversation, row)), now })
    const error = 'error' in outcome ? outcome.error.slice(0, 500) : outcome.kind
    const set = {
      done: () => ({ status: 'sent' as const, sentAt: now, lastError: null }),
      again: () => ({
        status: 'pending' as const,
        notBefore: step.kind === 'again' ? step.notBefore : now,
        sendingSince: null,
        lastError: error,
      }),
      redirect: () => ({ status: 'pending' as const, target: 'coach' as const, sendingSince: null, lastError: error }),
      cancel: () => ({ status: 'cancelled' as const, lastError: error }),
      give_up: () => ({ status: 'failed' as const, lastError: error }),
    }[step.kind]()
    await tx
      .update(deliveries)
      .set(set)
      .where(withId(tx, [row.id]))
    // Before the first part has gone out, the next attempt takes along whatever waits by then.
    const isFreed = (step.kind === 'again' || step.kind === 'redirect') && row.partsSent === 0
    await tx
      .update(deliveries)
      .set({ ...set, ...(isFreed && { carrierId: null }) })
      .where(carriedBy(tx, row.id))
    if (step.kind === 'cancel' || step.kind === 'give_up') await markDropped(tx, row)
    if (step.kind === 'cancel' && row.isAi) await oweAnswer(tx, conversation)
    if (step.kind === 'give_up' && row.isAi && outcome.kind !== 'blocked') return handOffUnsayable(tx, conversation)
    return recordConsequences(tx, { conversation, row, outcome, step, now, nextId: () => ids.next() })
  }

  /** AI text may go while the AI leads and, unless it is the last of several tries, while the client has not written on. */
  async function isCurrent(tx: CoachTx, conversation: ConversationRow, row: DeliveryRow): Promise<boolean> {
    if (conversation.state !== 'ai') return false
    if (conversation.stateSince > row.createdAt) return false // a human has led since
    if (row.answersSeq === null) return true
    const [newer] = await tx
      .select({ id: messages.id })
      .from(messages)
      .where(
        and(
          eq(messages.coachId, tx.coachId),
          eq(messages.conversationId, conversation.id),
          eq(messages.senderType, 'client'),
          ne(messages.visibility, 'held'),
          gt(messages.seq, row.answersSeq),
        ),
      )
      .limit(1)
    return newer === undefined
  }

  async function drop(tx: CoachTx, conversation: ConversationRow, row: DeliveryRow) {
    await tx
      .update(deliveries)
      .set({ status: 'cancelled', lastError: 'overtaken' })
      .where(and(eq(deliveries.coachId, tx.coachId), eq(deliveries.id, row.id)))
    await markDropped(tx, row)
    await oweAnswer(tx, conversation)
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
    await tx
      .update(messages)
      .set({ visibility: 'dropped' })
      .where(and(eq(messages.coachId, tx.coachId), eq(messages.id, row.messageId)))
  }

  async function isAiSendInFlight(tx: CoachTx, conversationId: string, now: Date): Promise<boolean> {
    const [sending] = await tx
      .select({ id: deliveries.id })
      .from(deliveries)
      .where(
        and(
          eq(deliveries.coachId, tx.coachId),
          eq(deliveries.conversationId, conversationId),
          eq(deliveries.isAi, true),
          eq(deliveries.status, 'sending'),
          gt(deliveries.sendingSince, new Date(now.getTime() - acknowledgeAfterMs)),
        ),
      )
      .limit(1)
    return sending !== undefined
  }

  async function listTeamNames(tx: CoachTx): Promise<string[]> {
    const members = await tx
      .select({ displayName: coachMembers.displayName })
      .from(coachMembers)
      .where(eq(coachMembers.coachId, tx.coachId))
    return members.map((member) => member.displayName)
  }

  function withId(tx: CoachTx, ids: string[]) {
    return and(eq(deliveries.coachId, tx.coachId), inArray(deliveries.id, ids))
  }

  function carriedBy(tx: CoachTx, carrierId: string) {
    return and(eq(deliveries.coachId, tx.coachId), eq(deliveries.carrierId, carrierId))
  }

  /** A delivery and what goes along with it, in their order. */
  function reloadBatch(tx: CoachTx, carrierId: string): Promise<DeliveryRow[]> {
    return tx
      .select()
      .from(deliveries)
      .where(or(withId(tx, [carrierId]), carriedBy(tx, carrierId)))
      .orderBy(asc(deliveries.seq))
  }

  async function reload(tx: CoachTx, id: string): Promise<DeliveryRow | undefined> {
    const [row] = await tx
      .select()
      .from(deliveries)
      .where(and(eq(deliveries.coachId, tx.coachId), eq(deliveries.id, id)))
    return row
  }

  async function load(tx: CoachTx, conversation: ConversationRow, row: DeliveryRow): Promise<ClaimedDelivery> {
    const [who] = await tx
      .select({ coach: coaches, client: clients })
      .from(clients)
      .innerJoin(coaches, eq(coaches.id, clients.coachId))
      .where(and(eq(clients.coachId, tx.coachId), eq(clients.id, conversation.clientId)))
    if (!who) throw new Error(`Conversation ${conversation.id} has no client`)
    const { coach, client } = who
    const messages =
      row.body.kind === 'recap'
        ? await listForRecap(tx, conversation.id, recapMessages)
        : await listMessages(tx, conversation.id, await reloadBatch(tx, row.id))
    return {
      id: row.id,
      coachId: tx.coachId,
      conversationId: conversation.id,
      target: row.target,
      lane: row.lane,
      body: row.body,
      isAi: row.isAi,
      attempts: row.attempts,
      partsSent: row.partsSent,
      createdAt: row.createdAt,
      messages,
      card:
        row.target === 'topic' && (row.body.kind === 'card' || client.topicId === null)
          ? await findCardFacts(tx, conversation.id)
          : undefined,
      repliesTo:
        row.target === 'client'
          ? await findAnswered(tx, conversation.id, messages[0], client.telegramUserId)
          : undefined,
      client: {
        id: client.id,
        displayName: client.displayName,
        language: client.language,
        telegramUserId: client.telegramUserId,
        topicId: client.topicId ?? undefined,
      },
      coach: {
        displayName: coach.displayName,
        language: coach.language,
        timezone: coach.timezone,
        telegramUserId: coach.telegramUserId,
        groupChatId: coach.groupChatId ?? undefined,
        groupIsForum: coach.groupIsForum,
        teamNames: row.isAi ? await listTeamNames(tx) : [],
      },
    }
  }
}

function isReaction({ kind }: DeliveryBody): boolean {
  return kind === 'reaction' || kind === 'reaction_on_shown'
}

/** Comes after what was to be sent before it; a change of what is there already needs not wait for that. */
function keepsItsPlace(body: DeliveryBody): boolean {
  return !isReaction(body) && body.kind !== 'edit'
}
