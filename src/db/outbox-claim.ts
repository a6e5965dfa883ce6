/** Which delivery goes next to a place, and what goes along with it. */

import { and, asc, desc, eq, gt, ne, type SQL, sql } from 'drizzle-orm'
import { companionsOf, type Waiting } from '../coaching/batches.ts'
import { type DeliveryTarget, lanes } from '../coaching/deliveries.ts'
import { knowledgeDefaults } from '../coaching/knowledge/setting.ts'
import { findLifecycleKey } from '../coaching/lifecycle.ts'
import { recapMessages } from '../coaching/mirrors.ts'
import type { ClaimedDelivery } from '../coaching/ports/deliveries.ts'
import type { Clock, WakeUp } from '../coaching/ports.ts'
import { findBriefing } from './briefing-rows.ts'
import { findCardFacts } from './cards.ts'
import { findOwnTexts } from './coach-texts.ts'
import { type DeliveryRow, isReaction, reloadBatch, takeBatch, withIds } from './delivery-rows.ts'
import type { CoachTx } from './doors.ts'
import { findException } from './exception-rows.ts'
import { goNowIfGroup, takeGroupPace } from './group-pace.ts'
import { findMoment } from './intervention-rows.ts'
import { bringAlertsInPrivate } from './outbox-consequences.ts'
import type { Settling } from './outbox-settle.ts'
import { clients } from './schema/clients.ts'
import { coaches, coachMembers } from './schema/coaches.ts'
import { type conversations, messages } from './schema/conversations.ts'
import { deliveries } from './schema/deliveries.ts'
import { findAnswered, listForRecap, listLast, listLastOfClient, listMessages } from './snapshot.ts'
import { statement } from './statement.ts'

/** A send that has not ended after this was cut off by a crash: no call to Telegram takes as long. */
const sendingLongestMs = 30_000
/** A takeover is acknowledged after an AI text in flight, but waits no longer than this. */
const acknowledgeAfterMs = 10_000
/** How much of what was said an alert shows. */
const summaryMessages = 5

type OpenRow = DeliveryRow & Pick<Waiting, 'message'>
type ConversationRow = typeof conversations.$inferSelect
type Claimed = { delivery: ClaimedDelivery | undefined; wakeUps: WakeUp[] }

const coachId = sql.placeholder('coachId')
const target = sql.placeholder('target')
const ofConversation = eq(deliveries.conversationId, sql.placeholder('conversationId'))

/** What is under way comes first. */
const readOpen = statement((tx) =>
  tx
    .select({ row: deliveries, kind: messages.kind, albumId: sql<string | null>`${messages.file} ->> 'albumId'` })
    .from(deliveries)
    .leftJoin(messages, and(eq(messages.coachId, deliveries.coachId), eq(messages.id, deliveries.messageId)))
    .where(
      and(
        eq(deliveries.coachId, coachId),
        ofConversation,
        eq(deliveries.target, target),
        sql`${deliveries.status} in ('pending', 'sending')`,
      ),
    )
    .orderBy(desc(deliveries.status), asc(deliveries.lane), asc(deliveries.seq))
    .limit(200),
)

/** Until when Telegram has asked to send nothing: to a client's chat, or to a coach's group with all its topics. */
const floodWait = (...where: SQL[]) =>
  statement((tx) =>
    tx
      .select({ until: deliveries.notBefore })
      .from(deliveries)
      .where(
        and(
          eq(deliveries.coachId, coachId),
          eq(deliveries.target, target),
          sql`${deliveries.status} = 'pending' and ${deliveries.lastError} = 'too_early'`, // as the index says it
          gt(deliveries.notBefore, sql.placeholder('now')),
          ...where,
        ),
      )
      .orderBy(desc(deliveries.notBefore))
      .limit(1),
  )
const floodWaitOfPlace = floodWait()
const floodWaitOfChat = floodWait(ofConversation)

const readWho = statement((tx) =>
  tx
    .select({ coach: coaches, client: clients })
    .from(clients)
    .innerJoin(coaches, eq(coaches.id, clients.coachId))
    .where(and(eq(clients.coachId, coachId), eq(clients.id, sql.placeholder('clientId')))),
)
const readTeam = statement((tx) =>
  tx.select({ displayName: coachMembers.displayName }).from(coachMembers).where(eq(coachMembers.coachId, coachId)),
)

export function createClaim({ clock, settling }: { clock: Clock; settling: Settling }) {
  /** @param conversation its row, locked */
  return async function claim(tx: CoachTx, conversation: ConversationRow, target: DeliveryTarget): Promise<Claimed> {
    const now = clock.now()
    const conversationId = conversation.id
    const place = { coachId: tx.coachId, conversationId, target, now }
    const [found, [struck]] = await Promise.all([
      readOpen(tx, place),
      target === 'client' ? floodWaitOfChat(tx, place) : floodWaitOfPlace(tx, place),
    ])
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
    const floodUntil = pending.length > 0 && struck?.until
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
      if (row.carrierId !== null || (blockedLanes.has(row.lane) && keepsItsPlace(row))) continue
      if (row.isAi && !(await settling.isCurrent(tx, conversation, row))) {
        wakeUps.push(...(await settling.drop(tx, conversation, row)))
        continue
      }
      if (row.notBefore > now || (row.afterAiSends && (await isAiSendInFlight(tx, conversation.id, now)))) {
        blockedLanes.add(row.lane)
        continue
      }
      if (row.target === 'topic') {
        const goAt = await paceGroup(tx, row, now)
        if (goAt === undefined) {
          // The rest waits for a group. An alert that was on its way when the group was lost would wait with it.
          wakeUps.push(...(await bringAlertsInPrivate(tx, tx.coachId)))
          return undefined
        }
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
      if (along.length > 0) await tx.update(deliveries).set({ carrierId: row.id }).where(withIds(tx, along))
      const batch = await takeBatch(tx, { coachId: tx.coachId, carrierId: row.id, now, attempts: row.attempts + 1 })
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

  async function load(
    tx: CoachTx,
    conversation: ConversationRow,
    row: DeliveryRow,
    batch: DeliveryRow[],
  ): Promise<ClaimedDelivery> {
    const [[who], messages, team, ownTexts] = await Promise.all([
      readWho(tx, { coachId: tx.coachId, clientId: conversation.clientId }),
      row.body.kind === 'recap'
        ? listForRecap(tx, conversation.id, recapMessages)
        : row.body.kind === 'text' && row.body.recap
          ? listLast(tx, conversation.id, summaryMessages)
          : row.body.kind === 'text' && row.body.quotesLast
            ? listLastOfClient(tx, conversation.id)
            : listMessages(tx, conversation.id, batch),
      row.isAi ? readTeam(tx, { coachId: tx.coachId }) : [],
      row.target === 'client' && row.body.kind === 'text' && findLifecycleKey(row.body.key)
        ? findOwnTexts(tx, row.body.key)
        : {},
    ])
    if (!who) throw new Error(`Conversation ${conversation.id} has no client`)
    const { coach, client } = who
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
      briefing: row.body.kind === 'briefing' ? await findBriefing(tx, conversation.id, row.body.briefingId) : undefined,
      moment: row.body.kind === 'moment' ? await findMoment(tx, row.body.interventionId) : undefined,
      exception: row.body.kind === 'exception' ? await findException(tx, row.body.exceptionId) : undefined,
      ownTexts,
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
        timezone: client.timezone,
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
        teamNames: team.map((member) => member.displayName),
        showsSources: coach.settings.knowledge?.showsSources ?? knowledgeDefaults.showsSources,
      },
    }
  }
}

/** Comes after what was to be sent before it; a change of what is there already needs not wait for that. */
function keepsItsPlace({ body, target }: Pick<DeliveryRow, 'body' | 'target'>): boolean {
  // Of several people, one who cannot be reached keeps it from no other.
  return target !== 'person' && !isReaction(body) && body.kind !== 'edit' && body.kind !== 'replace'
}
