/** What follows from a delivery's outcome, in the same transaction: mirrors, confirmations, a blocked client, a lost group. */
import { and, eq, isNull, or, sql } from 'drizzle-orm'
import { lanes, type NewDelivery } from '../coaching/deliveries.ts'
import type { NextStep } from '../coaching/delivering.ts'
import { confirmationEmoji } from '../coaching/handoff/coach-text.ts'
import { mirrorDueAt } from '../coaching/mirrors.ts'
import type { DeliveryOutcome } from '../coaching/ports/deliveries.ts'
import type { Clock, Ids, WakeUp } from '../coaching/ports.ts'
import { markBoard, markBoardAndCard } from './board.ts'
import { recordTopicMade } from './cards.ts'
import { changeConversation } from './conversation-row.ts'
import type { CoachTx, SystemTx } from './doors.ts'
import { applyEffects } from './effects.ts'
import { holdMirrors, readMirrorSetting, releaseMirrors } from './mirrors.ts'
import { clients } from './schema/clients.ts'
import { coaches } from './schema/coaches.ts'
import { type conversations, messages } from './schema/conversations.ts'
import { deliveries } from './schema/deliveries.ts'
import { safetyEpisodes } from './schema/handoffs.ts'
import { takeSnapshot } from './snapshot.ts'

type Happened = {
  conversation: typeof conversations.$inferSelect
  row: typeof deliveries.$inferSelect
  outcome: DeliveryOutcome
  step: NextStep
}
type Deps = { clock: Clock; ids: Ids }

export async function recordConsequences(tx: CoachTx, happened: Happened, { clock, ids }: Deps): Promise<WakeUp[]> {
  const { conversation, row, outcome, step } = happened
  const now = clock.now()
  const ours = { coachId: tx.coachId, conversationId: conversation.id }
  const outgoing: NewDelivery[] = []
  const wakeUps: WakeUp[] = []

  if (step.kind === 'done' && row.target === 'client' && row.body.kind === 'message') await afterMessageToClient()
  if (step.kind === 'done' && row.body.kind === 'card') await compareCard()
  if (outcome.kind === 'blocked' && row.target === 'client') await afterClientBlocked()
  if (outcome.kind === 'blocked' && row.target === 'topic') await afterGroupLost()
  if (outcome.kind === 'topic_made') await afterTopicMade(outcome)
  if (outcome.kind === 'topic_gone') await setClient({ topicId: null })
  if (outcome.kind === 'too_early') await postponeSamePlace(outcome.retryAfterMs)
  if (step.kind === 'give_up' && step.tellCoach) await tellCoach()

  if (outgoing.length > 0)
    await tx.insert(deliveries).values(
      outgoing.map((delivery) => ({
        ...ours,
        id: ids.next(),
        target: delivery.target,
        lane: lanes[delivery.lane],
        body: delivery.body,
        messageId: delivery.messageId ?? null,
        notBefore: delivery.notBefore ?? now,
        createdAt: now,
      })),
    )
  // The end of an AI send also frees the acknowledgement of a takeover that waited for it.
  const isAwaited = row.isAi && conversation.state === 'human'
  if (isAwaited || outgoing.some(({ notBefore }) => notBefore === undefined || notBefore <= now))
    wakeUps.push({ kind: 'deliver', ...ours, crisis: outgoing.some((delivery) => delivery.lane === 'crisis') })
  if (step.kind === 'again' && row.target === 'topic') await bringIfGroupIsGone()
  if (step.kind === 'again' && step.notBefore > now)
    wakeUps.push({ kind: 'deliver', ...ours, crisis: row.lane === lanes.crisis, dueAt: step.notBefore })
  // Whoever empties the place it was meant for does not look at the one it goes to now.
  if (step.kind === 'redirect') wakeUps.push({ kind: 'deliver', ...ours, crisis: row.lane === lanes.crisis })
  return wakeUps

  /** It was on its way when the group was lost, and was not brought along then. */
  async function bringIfGroupIsGone() {
    const [coach] = await tx
      .select({ groupChatId: coaches.groupChatId })
      .from(coaches)
      .where(eq(coaches.id, tx.coachId))
    if (coach?.groupChatId === null) wakeUps.push(...(await bringAlertsInPrivate(tx, tx.coachId)))
  }

  /** Only what has reached the client is mirrored or confirmed. */
  async function afterMessageToClient() {
    if (row.isAi) {
      const isAnswered = conversation.turnDueAt === null
      await changeConversation(tx, conversation.id, { turnRestarts: 0, ...(isAnswered && { turnWaitingSince: null }) })
      const shows = row.body.kind === 'message' ? row.body.mirror : undefined
      if (shows === 'shown_already') return // the draft that it was
      const { density, target } = await readMirrorSetting(tx)
      const notBefore = shows === 'always' ? now : mirrorDueAt(density, now, { isAnswered: false })
      if (!row.messageId || !notBefore) return
      // With the client's words, which have waited for it.
      if (notBefore > now) await holdMirrors(tx, conversation.id, notBefore, now)
      else await releaseMirrors(tx, conversation.id, now)
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

  /** As when Telegram itself says so: what else shows this client, or waits for them, hears of it too. */
  async function afterClientBlocked() {
    const s = await takeSnapshot(tx, conversation.id)
    wakeUps.push(...(await applyEffects(tx, s, [{ kind: 'set_client_status', status: 'blocked' }], { clock, ids })))
    // Last: what those effects would still have sent there, among it.
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

  /** Removed from the group: what was meant for it waits for the next group, and alerts go to the coach in private. */
  async function afterGroupLost() {
    await tx.update(coaches).set({ groupChatId: null }).where(eq(coaches.id, tx.coachId))
    await tx
      .update(deliveries)
      .set({ status: 'pending', notBefore: now, sendingSince: null })
      .where(and(eq(deliveries.coachId, tx.coachId), eq(deliveries.id, row.id)))
    await tx.update(clients).set({ topicId: null }).where(eq(clients.coachId, tx.coachId))
    wakeUps.push(...(await bringAlertsInPrivate(tx, tx.coachId)))
    outgoing.push({ target: 'coach', lane: 'alert', body: { kind: 'text', key: 'group-lost', loud: true } })
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
    const isOpen = isCrisis || (await hasOpenEpisode())
    const body = {
      kind: 'text' as const,
      key: isOpen ? 'alert-unreachable-client' : key,
      params: { client: client?.displayName ?? '' },
      loud: isOpen,
    }
    outgoing.push({ target: 'topic', lane: 'alert', body })
    if (isOpen) outgoing.push({ target: 'coach', lane: 'crisis', body })
  }

  async function hasOpenEpisode(): Promise<boolean> {
    const [open] = await tx
      .select({ id: safetyEpisodes.id })
      .from(safetyEpisodes)
      .where(
        and(
          eq(safetyEpisodes.coachId, tx.coachId),
          eq(safetyEpisodes.conversationId, conversation.id),
          isNull(safetyEpisodes.closedAt),
        ),
      )
    return open !== undefined
  }

  function setClient(values: Partial<typeof clients.$inferInsert>) {
    return tx.update(clients).set(values).where(ourClient())
  }

  function ourClient() {
    return and(eq(clients.coachId, tx.coachId), eq(clients.id, conversation.clientId))
  }
}

/**
 * Without a group, an alert that makes a sound goes to the coach in private, and with it what is to be added to it. A crisis
 * has been told there already; that someone's words for the client in danger were not sent has not, and is asked of them.
 */
export async function bringAlertsInPrivate(tx: CoachTx | SystemTx, coachId: string): Promise<WakeUp[]> {
  const asksOne = sql`${deliveries.body} ->> 'to' is not null`
  const brought = await tx
    .update(deliveries)
    .set({
      target: sql`case when ${asksOne} then 'person' else 'coach' end`,
      body: sql`case when ${asksOne} then ${deliveries.body} else ${deliveries.body} - 'buttons' end`,
    })
    .where(
      and(
        eq(deliveries.coachId, coachId),
        eq(deliveries.target, 'topic'),
        eq(deliveries.status, 'pending'),
        or(eq(deliveries.lane, lanes.alert), and(eq(deliveries.lane, lanes.crisis), asksOne)),
        sql`(${deliveries.body} ->> 'loud' = 'true' or ${deliveries.body} ->> 'kind' = 'briefing')`,
      ),
    )
    .returning({ conversationId: deliveries.conversationId, lane: deliveries.lane })
  const crises = new Set(
    brought.filter(({ lane }) => lane === lanes.crisis).map(({ conversationId }) => conversationId),
  )
  return [...new Set(brought.map(({ conversationId }) => conversationId))].map((conversationId) => ({
    kind: 'deliver',
    coachId,
    conversationId,
    crisis: crises.has(conversationId),
  }))
}
