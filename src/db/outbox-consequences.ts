/** What follows from a delivery's outcome, in the same transaction: mirrors, confirmations, a blocked client, a lost group. */
import { and, eq, sql } from 'drizzle-orm'
import { lanes, type NewDelivery } from '../coaching/deliveries.ts'
import type { NextStep } from '../coaching/delivering.ts'
import { confirmationEmoji } from '../coaching/handoff/coach-text.ts'
import { mirrorDueAt } from '../coaching/mirrors.ts'
import type { DeliveryOutcome, WakeUp } from '../coaching/ports.ts'
import { markBoard, markBoardAndCard } from './board.ts'
import { recordTopicMade } from './cards.ts'
import type { CoachTx, SystemTx } from './doors.ts'
import { findMirrorDensity, holdMirrors, releaseMirrors } from './mirrors.ts'
import { clients, coaches, conversations, deliveries, messages } from './schema.ts'

type Happened = {
  conversation: typeof conversations.$inferSelect
  row: typeof deliveries.$inferSelect
  outcome: DeliveryOutcome
  step: NextStep
  now: Date
  nextId: () => string
}

export async function recordConsequences(tx: CoachTx, happened: Happened): Promise<WakeUp[]> {
  const { conversation, row, outcome, step, now, nextId } = happened
  const ours = { coachId: tx.coachId, conversationId: conversation.id }
  const outgoing: NewDelivery[] = []
  const wakeUps: WakeUp[] = []

  if (step.kind === 'done' && row.target === 'client' && row.body.kind === 'message') await afterMessageToClient()
  if (step.kind === 'done' && row.body.kind === 'card') await compareCard()
  if (outcome.kind === 'blocked') await afterBlocked()
  if (outcome.kind === 'topic_made') await afterTopicMade(outcome)
  if (outcome.kind === 'topic_gone') await setClient({ topicId: null })
  if (outcome.kind === 'too_early') await postponeSamePlace(outcome.retryAfterMs)
  if (step.kind === 'give_up' && step.tellCoach) await tellCoach()

  if (outgoing.length > 0)
    await tx.insert(deliveries).values(
      outgoing.map((delivery) => ({
        ...ours,
        id: nextId(),
        target: delivery.target,
        lane: lanes[delivery.lane],
        body: delivery.body,
        messageId: delivery.messageId ?? null,
        notBefore: delivery.notBefore ?? now,
        createdAt: now,
      })),
    )
  // The end of an AI send also frees the acknowledgement of a takeover that waited for it.
  if (outgoing.length > 0 || row.isAi)
    wakeUps.push({ kind: 'deliver', ...ours, crisis: outgoing.some((delivery) => delivery.lane === 'crisis') })
  if (step.kind === 'again' && step.notBefore > now)
    wakeUps.push({ kind: 'deliver', ...ours, crisis: false, dueAt: step.notBefore })
  return wakeUps

  /** Only what has reached the client is mirrored or confirmed. */
  async function afterMessageToClient() {
    if (row.isAi) {
      await tx
        .update(conversations)
        .set({ turnRestarts: 0, ...(conversation.turnDueAt === null && { turnWaitingSince: null }) })
        .where(and(eq(conversations.coachId, tx.coachId), eq(conversations.id, conversation.id)))
      const [coach] = await tx
        .select({ groupChatId: coaches.groupChatId })
        .from(coaches)
        .where(eq(coaches.id, tx.coachId))
      const density = await findMirrorDensity(tx)
      const notBefore = mirrorDueAt(density, now, { isAnswered: false })
      if (!row.messageId || !notBefore) return
      // With the client's words, which have waited for it.
      if (notBefore > now) await holdMirrors(tx, conversation.id, notBefore, now)
      else await releaseMirrors(tx, conversation.id, now)
      const target = coach?.groupChatId ? 'topic' : 'coach'
      outgoing.push({ target, lane: 'mirror', body: { kind: 'mirror' }, messageId: row.messageId, notBefore })
      return
    }
    const [typed] = await tx
      .select({ chatId: messages.chatId, telegramMessageId: messages.telegramMessageId })
      .from(messages)
      .where(and(eq(messages.coachId, tx.coachId), eq(messages.id, row.messageId ?? '')))
    if (typed?.chatId && typed.telegramMessageId)
      outgoing.push({
        target: 'topic',
        lane: 'mirror',
        body: {
          kind: 'reaction',
          emoji: confirmationEmoji,
          chatId: typed.chatId,
          telegramMessageId: typed.telegramMessageId,
        },
      })
  }

  async function afterBlocked() {
    if (row.target === 'client') {
      await setClient({ status: 'blocked' })
      wakeUps.push(await markBoardAndCard(tx, conversation.id, now))
      await tx
        .update(deliveries)
        .set({ status: 'failed', lastError: 'blocked' })
        .where(
          and(
            eq(deliveries.coachId, tx.coachId),
            eq(deliveries.conversationId, conversation.id),
            eq(deliveries.target, 'client'),
            eq(deliveries.status, 'pending'),
          ),
        )
      await outgoingNotice('client-blocked', row.lane === lanes.crisis)
    }
    if (row.target === 'topic') {
      // Removed from the group: what was meant for it waits for the next group, and alerts go to the coach in private.
      await tx.update(coaches).set({ groupChatId: null }).where(eq(coaches.id, tx.coachId))
      await tx
        .update(deliveries)
        .set({ status: 'pending', notBefore: now, sendingSince: null })
        .where(and(eq(deliveries.coachId, tx.coachId), eq(deliveries.id, row.id)))
      await tx.update(clients).set({ topicId: null }).where(eq(clients.coachId, tx.coachId))
      await bringAlertsInPrivate(tx, tx.coachId)
      outgoing.push({ target: 'coach', lane: 'alert', body: { kind: 'text', key: 'group-lost', loud: true } })
    }
  }

  /** The card opens the topic: but for a crisis, it goes ahead of what was about to be sent there. */
  async function afterTopicMade({ topicId, icon }: Extract<DeliveryOutcome, { kind: 'topic_made' }>) {
    const [client] = await tx
      .update(clients)
      .set({ topicId, topicsMade: sql`${clients.topicsMade} + 1` })
      .where(ourClient())
      .returning({ topicsMade: clients.topicsMade })
    wakeUps.push(await markBoard(tx, now)) // its line leads there
    await recordTopicMade(tx, conversation.id, { topicId, icon: icon ?? null })
    outgoing.push({ target: 'topic', lane: 'client', body: { kind: 'card' } })
    if (client && client.topicsMade > 1) outgoing.push({ target: 'topic', lane: 'client', body: { kind: 'recap' } })
  }

  /** What has changed while it was on its way. */
  async function compareCard() {
    wakeUps.push(await markBoardAndCard(tx, conversation.id, now))
  }

  /** A flood wait counts for the place: a client's chat, or the coach's group with all its topics. */
  async function postponeSamePlace(retryAfterMs: number) {
    const until = new Date(now.getTime() + retryAfterMs)
    await tx
      .update(deliveries)
      .set({ notBefore: sql`greatest(${deliveries.notBefore}, ${until.toISOString()}::timestamptz)` })
      .where(
        and(
          eq(deliveries.coachId, tx.coachId),
          eq(deliveries.target, row.target),
          eq(deliveries.status, 'pending'),
          ...(row.target === 'client' ? [eq(deliveries.conversationId, conversation.id)] : []),
        ),
      )
  }

  async function tellCoach() {
    if (row.target === 'client') await outgoingNotice('delivery-failed', row.lane === lanes.crisis)
    if (row.target === 'topic' && row.body.kind === 'text' && row.body.loud && row.lane !== lanes.crisis)
      outgoing.push({ target: 'coach', lane: 'alert', body: { ...row.body, buttons: [] } })
  }

  async function outgoingNotice(key: string, isCrisis: boolean) {
    const [client] = await tx.select({ displayName: clients.displayName }).from(clients).where(ourClient())
    const body = { kind: 'text' as const, key, params: { client: client?.displayName ?? '' }, loud: isCrisis }
    outgoing.push({ target: 'topic', lane: 'alert', body })
    if (isCrisis) outgoing.push({ target: 'coach', lane: 'crisis', body })
  }

  function setClient(values: Partial<typeof clients.$inferInsert>) {
    return tx.update(clients).set(values).where(ourClient())
  }

  function ourClient() {
    return and(eq(clients.coachId, tx.coachId), eq(clients.id, conversation.clientId))
  }
}

/** Without a group, an alert that makes a sound goes to the coach in private; a crisis has been told there already. */
export async function bringAlertsInPrivate(tx: CoachTx | SystemTx, coachId: string): Promise<void> {
  await tx
    .update(deliveries)
    .set({ target: 'coach', body: sql`${deliveries.body} - 'buttons'` })
    .where(
      and(
        eq(deliveries.coachId, coachId),
        eq(deliveries.target, 'topic'),
        eq(deliveries.status, 'pending'),
        eq(deliveries.lane, lanes.alert),
        sql`${deliveries.body} ->> 'loud' = 'true'`,
      ),
    )
}
