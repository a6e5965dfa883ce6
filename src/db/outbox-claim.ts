/** Which delivery goes next to a place, and what goes along with it. */
import { and, asc, desc, eq, gt, inArray, ne, sql } from 'drizzle-orm'
import { companionsOf, type Waiting } from '../coaching/batches.ts'
import { type DeliveryBody, type DeliveryTarget, lanes } from '../coaching/deliveries.ts'
import { recapMessages } from '../coaching/mirrors.ts'
import type { ClaimedDelivery, Clock, WakeUp } from '../coaching/ports.ts'
import { findCardFacts } from './cards.ts'
import { batchOf, type DeliveryRow, isReaction, reloadBatch, withIds } from './delivery-rows.ts'
import type { CoachTx } from './doors.ts'
import { goNowIfGroup, takeGroupPace } from './group-pace.ts'
import type { Settling } from './outbox-settle.ts'
import { clients, coaches, coachMembers, type conversations, deliveries, messages } from './schema.ts'
import { findAnswered, listForRecap, listMessages, lockConversation } from './snapshot.ts'

/** A send that has not ended after this was cut off by a crash: no call to Telegram takes as long. */
const sendingLongestMs = 30_000
/** A takeover is acknowledged after an AI text in flight, but waits no longer than this. */
const acknowledgeAfterMs = 10_000

type OpenRow = DeliveryRow & Pick<Waiting, 'message'>
type ConversationRow = typeof conversations.$inferSelect
type Claimed = { delivery: ClaimedDelivery | undefined; wakeUps: WakeUp[] }

export function createClaim({ clock, settling }: { clock: Clock; settling: Settling }) {
  return async function claim(tx: CoachTx, conversationId: string, target: DeliveryTarget): Promise<Claimed> {
    const now = clock.now()
    const conversation = await lockConversation(tx, conversationId)
    const found = await tx
      .select({ row: deliveries, kind: messages.kind, albumId: sql<string | null>`${messages.file} ->> 'albumId'` })
      .from(deliveries)
      .leftJoin(messages, and(eq(messages.coachId, deliveries.coachId), eq(messages.id, deliveries.messageId)))
      .where(
        and(
          eq(deliveries.coachId, tx.coachId),
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
      wakeUps.push(...(await settling.settle(tx, conversation, row, { kind: 'unclear', error: 'cut off' })))
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
          eq(deliveries.coachId, tx.coachId),
          eq(deliveries.conversationId, conversationId),
          eq(deliveries.target, target),
          eq(deliveries.status, 'pending'),
          ne(deliveries.lane, lanes.crisis),
        ),
      )
    const crises = pending.filter((row) => row.lane === lanes.crisis)
    return { delivery: await claimFirst(tx, conversation, crises, wakeUps), wakeUps }
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
      if (row.isAi && !(await settling.isCurrent(tx, conversation, row))) {
        await settling.drop(tx, conversation, row)
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
      if (along.length > 0) await tx.update(deliveries).set({ carrierId: row.id }).where(withIds(tx, along))
      const batch = await tx.update(deliveries).set(sending).where(batchOf(tx, row.id)).returning()
      return load(tx, conversation, { ...row, attempts: row.attempts + 1 }, batch)
    }
    return undefined
  }

  /**
   * When this may go to the group, counting it; undefined when there is no group. A mirror that has to wait is given its
   * time: it comes back once, not again and again.
   */
  async function paceGroup(tx: CoachTx, row: DeliveryRow, now: Date): Promise<Date | undefined> {
    if (row.isPaced || isReaction(row.body)) return goNowIfGroup(tx, now)
    const goAt = await takeGroupPace(tx, now, { waits: row.lane === lanes.mirror, reserves: true })
    if (goAt && goAt > now)
      await tx
        .update(deliveries)
        .set({ isPaced: true, notBefore: goAt })
        .where(withIds(tx, [row.id]))
    return goAt
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

  async function load(
    tx: CoachTx,
    conversation: ConversationRow,
    row: DeliveryRow,
    batch: DeliveryRow[],
  ): Promise<ClaimedDelivery> {
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
        : await listMessages(tx, conversation.id, batch)
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

/** Comes after what was to be sent before it; a change of what is there already needs not wait for that. */
function keepsItsPlace(body: DeliveryBody): boolean {
  return !isReaction(body) && body.kind !== 'edit'
}
