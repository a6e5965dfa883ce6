/** Shows a rule what is true of a conversation, its row locked until the transaction ends. */
import { and, desc, eq, inArray, isNull, lte, ne, not, type Placeholder, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { ConversationSnapshot, Member, MessageVisibility } from '../coaching/conversation.ts'
import { NotFound } from '../coaching/errors.ts'
import { densityOf } from '../coaching/mirrors.ts'
import type { ConversationAddress, StoredMessage } from '../coaching/ports.ts'
import type { TimerData, TimerKind } from '../coaching/timers.ts'
import type { Drizzle } from './client.ts'
import { lockConversation } from './conversation-row.ts'
import type { CoachTx } from './doors.ts'
import { heldDraft } from './drafts.ts'
import { isItsOpenEpisode } from './episodes.ts'
import { isItsOpenHandoff } from './handoffs.ts'
import { clientCount } from './mirrors.ts'
import { newestOffer } from './offers.ts'
import { clients } from './schema/clients.ts'
import { coaches, coachMembers } from './schema/coaches.ts'
import { conversations, messages, spokenMessages } from './schema/conversations.ts'
import { deliveries, sentMessages } from './schema/deliveries.ts'
import { handoffs, safetyEpisodes } from './schema/handoffs.ts'
import { timers } from './schema/timers.ts'
import { statement } from './statement.ts'

const lastHandback = alias(handoffs, 'last_handback')
const coachId = sql.placeholder('coachId')
const id = sql.placeholder('id')

const ours = sql`coach_id = ${conversations.coachId} and conversation_id = ${conversations.id}`
/** What the client has seen last of each who speaks. */
const newestOf = (sender: SQL) =>
  sql<{
    seq: number
    at: string
    confidence: number | null
  } | null>`(select json_build_object('seq', seq, 'at', sent_at,
    'confidence', metadata -> 'confidence') from ${messages}
    where ${ours} and sender_type = ${sender} and visibility = 'shared' order by seq desc limit 1)`

const readSnapshot = statement((tx) =>
  tx
    .select({
      conversation: conversations,
      coach: coaches,
      clients: clientCount,
      client: clients,
      claimant: coachMembers,
      handoff: handoffs,
      episode: safetyEpisodes,
      flaggedAt: sql<string | null>`(select to_json(max(e.closed_at)) #>> '{}' from safety_episodes e
        where e.coach_id = ${conversations.coachId} and e.conversation_id = ${conversations.id} and e.outcome <> 'false_alarm')`,
      team: sql<Member[]>`(select coalesce(json_agg(json_build_object('id', t.id, 'displayName', t.display_name,
        'role', t.role, 'telegramUserId', t.telegram_user_id) order by t.created_at), '[]'::json)
        from coach_members t where t.coach_id = ${conversations.coachId})`,
      offer: newestOffer,
      draft: heldDraft,
      handback: lastHandback,
      ofClient: newestOf(sql`'client'`),
      ofAi: newestOf(sql`'ai'`),
      ofHuman: newestOf(sql`'human_coach'`),
      timers: sql<{ kind: TimerKind; dueAt: string; data: TimerData }[]>`(select coalesce(json_agg(
        json_build_object('kind', kind, 'dueAt', due_at, 'data', data)), '[]'::json) from ${timers} where ${ours})`,
      listening: sql<{ messageId: string; attempts: number; deadlineAt: string }[]>`(select coalesce(json_agg(
        json_build_object('messageId', message_id, 'attempts', attempts, 'deadlineAt', deadline_at)), '[]'::json)
        from ${spokenMessages} where ${ours})`,
      keyIncident: sql<{
        toldAt: string | null
        closedAt: string | null
      } | null>`(select json_build_object('toldAt', ic.told_at, 'closedAt', i.closed_at) from incidents i
        left join incident_clients ic on ic.coach_id = i.coach_id and ic.incident_id = i.id and ic.conversation_id = ${conversations.id}
        where i.coach_id = ${conversations.coachId} and i.kind = 'model_key'
        order by i.closed_at desc nulls first limit 1)`,
      keyProvenAt: sql<string | null>`(select to_json(greatest(
        (select max(i.closed_at) from incidents i where i.coach_id = ${conversations.coachId} and i.kind = 'model_key'),
        (select k.updated_at from coach_secrets k where k.coach_id = ${conversations.coachId} and k.name = 'model_key'))) #>> '{}')`,
      hasKey: sql<boolean>`exists (select from coach_secrets k where k.coach_id = ${conversations.coachId} and k.name = 'model_key')`,
      hasHeldClientMessages: sql<boolean>`exists (select from ${messages} where ${ours} and sender_type = 'client' and visibility = 'held')`,
      lastCoachAlbum: sql<{
        id: string | null
        visibility: MessageVisibility
      } | null>`(select json_build_object('id', file ->> 'albumId', 'visibility', visibility) from ${messages}
        where ${ours} and sender_type = 'human_coach' order by seq desc limit 1)`,
      aiReplyPending: sql<boolean>`exists (select from ${deliveries} where ${ours} and is_ai and status = 'pending' and target = 'client'
        and body ->> 'kind' = 'message')`,
    })
    .from(conversations)
    .innerJoin(clients, and(eq(clients.coachId, conversations.coachId), eq(clients.id, conversations.clientId)))
    .innerJoin(coaches, eq(coaches.id, conversations.coachId))
    .leftJoin(
      coachMembers,
      and(eq(coachMembers.coachId, conversations.coachId), eq(coachMembers.id, conversations.claimedBy)),
    )
    .leftJoin(handoffs, isItsOpenHandoff)
    .leftJoin(safetyEpisodes, isItsOpenEpisode)
    .leftJoin(
      lastHandback,
      and(
        eq(lastHandback.coachId, conversations.coachId),
        eq(
          lastHandback.id,
          sql`(select id from ${handoffs} where ${ours} and closed_reason = 'handback' order by closed_at desc limit 1)`,
        ),
      ),
    )
    .where(and(eq(conversations.coachId, coachId), eq(conversations.id, id))),
)

/**
 * Locks the conversation and reads all that rules are decided on.
 *
 * @throws {NotFound}
 */
export async function takeSnapshot(tx: CoachTx, conversationId: string): Promise<ConversationSnapshot> {
  // Asked together, answered one after the other: what is read is what is true under the lock.
  const [, [found]] = await Promise.all([
    lockConversation(tx, conversationId),
    readSnapshot(tx, { coachId: tx.coachId, id: conversationId }),
  ])
  if (!found) throw new NotFound(`conversation ${conversationId}`)
  const row = found.conversation
  const { coach, client, claimant, handoff, episode, handback, ofClient, ofAi, ofHuman } = found

  const keyIncident = found.keyIncident
    ? {
        toldAt: found.keyIncident.toldAt ? new Date(found.keyIncident.toldAt) : undefined,
        closedAt: found.keyIncident.closedAt ? new Date(found.keyIncident.closedAt) : undefined,
      }
    : undefined
  const isHandedBack = handback?.closedAt && (!ofAi || new Date(ofAi.at) < handback.closedAt)
  return {
    id: row.id,
    state: row.state,
    stateSince: row.stateSince,
    stateReason: row.stateReason ?? undefined,
    claimedBy: claimant
      ? {
          id: claimant.id,
          displayName: claimant.displayName,
          role: claimant.role,
          telegramUserId: claimant.telegramUserId,
        }
      : undefined,
    assignee: found.team.find((member) => member.id === row.assignedTo),
    aiEnabled: row.aiEnabled,
    turnDueAt: row.turnDueAt ?? undefined,
    turnWaitingSince: row.turnWaitingSince ?? undefined,
    turnRestarts: row.turnRestarts,
    turnAttempts: row.turnAttempts,
    leaseId: row.leaseId ?? undefined,
    lastNoticeAt: row.lastNoticeAt ?? undefined,
    lastUnaskedAt: row.lastUnaskedAt ?? undefined,
    silentAt: row.silentAt ?? undefined,
    session:
      row.sessionEndsAt && row.sessionEndsBy
        ? { endsAt: row.sessionEndsAt, endsBy: row.sessionEndsBy, messages: row.sessionMessages }
        : undefined,
    lastCrisisTextAt: row.lastCrisisTextAt ?? undefined,
    crisisTextCount: row.crisisTextCount,
    coach: {
      id: coach.id,
      displayName: coach.displayName,
      mode: coach.mode,
      hasGroup: coach.groupChatId !== null,
      telegramUserId: coach.telegramUserId,
      mirrors: densityOf(coach.settings.mirrors, found.clients),
      timezone: coach.timezone,
      settings: coach.settings,
      country: coach.settings.country,
    },
    client: {
      id: client.id,
      displayName: client.displayName,
      language: client.language,
      timezone: client.timezone,
      status: client.status,
      consented: client.consentAt !== null,
      wantsReceipts: client.wantsReceipts,
      telegramUserId: client.telegramUserId,
      country: client.country ?? undefined,
    },
    openHandoff: handoff
      ? {
          id: handoff.id,
          reason: handoff.reason,
          trigger: handoff.trigger,
          aiConfidenceBefore: handoff.aiConfidenceBefore,
          openedAt: handoff.openedAt,
          claimedAt: handoff.claimedAt ?? undefined,
        }
      : undefined,
    handedBack:
      handback?.closedAt && isHandedBack
        ? {
            handoffId: handback.id,
            humanMinutes: minutesBetween(handback.claimedAt ?? handback.closedAt, handback.closedAt),
            humanMessages: handback.humanMessages,
          }
        : undefined,
    openEpisode: episode
      ? {
          id: episode.id,
          grade: episode.grade,
          kind: episode.kind,
          state: episode.state,
          openedAt: episode.openedAt,
          expectedFrom: episode.expectedFrom ?? undefined,
          unattendedSince: episode.unattendedSince ?? undefined,
          noHumanAt: episode.noHumanAt ?? undefined,
        }
      : undefined,
    offer: found.offer ?? undefined,
    copilot: row.copilot,
    draft: found.draft ? { ...found.draft, sentAt: new Date(found.draft.sentAt) } : undefined,
    flaggedAt: found.flaggedAt ? new Date(found.flaggedAt) : undefined,
    team: found.team,
    lastClientSeq: ofClient?.seq ?? 0,
    lastAnswerSeq: Math.max(ofAi?.seq ?? 0, ofHuman?.seq ?? 0),
    humanMessages: handoff?.humanMessages ?? 0,
    lastHumanMessageAt: ofHuman ? new Date(ofHuman.at) : undefined,
    lastClientMessageAt: ofClient ? new Date(ofClient.at) : undefined,
    aiReplyPending: found.aiReplyPending,
    hasHeldClientMessages: found.hasHeldClientMessages,
    lastCoachAlbum: found.lastCoachAlbum?.id
      ? { id: found.lastCoachAlbum.id, visibility: found.lastCoachAlbum.visibility }
      : undefined,
    keyIncident: keyIncident && !keyIncident.closedAt ? { toldAt: keyIncident.toldAt } : undefined,
    lastKeyIncident: keyIncident,
    hasKey: found.hasKey,
    keyProvenAt: found.keyProvenAt ? new Date(found.keyProvenAt) : undefined,
    lastAiConfidence: ofAi?.confidence ?? undefined,
    listening: found.listening.map((one) => ({ ...one, deadlineAt: new Date(one.deadlineAt) })),
    timers: found.timers.map((timer) => ({ ...timer, dueAt: new Date(timer.dueAt) })),
  }
}

/** A message of this conversation, by our id or by Telegram's. */
export async function findMessage(
  tx: CoachTx,
  conversationId: string,
  wanted: NonNullable<ConversationAddress['message']>,
): Promise<StoredMessage | undefined> {
  const of = { coachId: tx.coachId, id: conversationId }
  const [found] = await ('id' in wanted
    ? messageById(tx, { ...of, messageId: wanted.id })
    : messageByTelegram(tx, { ...of, ...wanted }))
  return found && toStoredMessage(found.message, found.member ?? found.client)
}

/** What deliveries are about, oldest first. */
export async function listMessages(
  tx: CoachTx,
  conversationId: string,
  about: readonly { messageId: string | null }[],
): Promise<StoredMessage[]> {
  const ids = about.flatMap(({ messageId }) => messageId ?? [])
  const [only] = ids
  if (only === undefined) return []
  const found =
    ids.length === 1
      ? await messageById(tx, { coachId: tx.coachId, id: conversationId, messageId: only })
      : await messagesWithNames(tx, conversationId, inArray(messages.id, ids))
  return found.map((row) => toStoredMessage(row.message, row.member ?? row.client)).reverse()
}

/** The newest that both sides have seen, oldest first; without those that are about to be shown by themselves. */
export async function listForRecap(tx: CoachTx, conversationId: string, limit: number): Promise<StoredMessage[]> {
  const isAboutToBeShown = sql`exists (select from ${deliveries} where ${deliveries.coachId} = ${tx.coachId}
    and ${deliveries.messageId} = ${messages.id} and ${deliveries.target} <> 'client' and ${deliveries.status} = 'pending')`
  const which = and(eq(messages.visibility, 'shared'), isNull(messages.forgottenAt), not(isAboutToBeShown))
  const found = await messagesWithNames(tx, conversationId, which, limit)
  return found.map((row) => toStoredMessage(row.message, row.member ?? row.client)).reverse()
}

/** The newest that both sides have seen, oldest first. */
export async function listLast(tx: CoachTx, conversationId: string, limit: number): Promise<StoredMessage[]> {
  return listNewest(tx, conversationId, and(eq(messages.visibility, 'shared'), isNull(messages.forgottenAt)), limit)
}

/** The newest of some kind, oldest first. */
export async function listNewest(
  tx: CoachTx,
  conversationId: string,
  which: SQL | undefined,
  limit: number,
): Promise<StoredMessage[]> {
  const found = await messagesWithNames(tx, conversationId, which, limit)
  return found.map((row) => toStoredMessage(row.message, row.member ?? row.client)).reverse()
}

/** The client's newest message that has words; none when there is none. */
export async function listLastOfClient(tx: CoachTx, conversationId: string, until?: Date): Promise<StoredMessage[]> {
  const which = and(
    eq(messages.visibility, 'shared'),
    eq(messages.senderType, 'client'),
    ne(messages.content, ''),
    until && lte(messages.sentAt, until),
  )
  const found = await messagesWithNames(tx, conversationId, which, 1)
  return found.map((row) => toStoredMessage(row.message, row.member ?? row.client))
}

/** Where, in the client's own chat, the message is that this one answers: written there, or shown there. */
export async function findAnswered(
  tx: CoachTx,
  conversationId: string,
  message: StoredMessage | undefined,
  chatId: number,
): Promise<number | undefined> {
  const answeredId = message?.metadata.reply_to_message_id
  if (!answeredId) return undefined
  const answered = await findMessage(tx, conversationId, { id: answeredId })
  if (answered?.telegram?.chatId === chatId) return answered.telegram.messageId
  const [shown] = await tx
    .select({ telegramMessageId: sentMessages.telegramMessageId })
    .from(sentMessages)
    .where(
      and(
        eq(sentMessages.coachId, tx.coachId),
        eq(sentMessages.chatId, chatId),
        eq(sentMessages.messageId, answeredId),
      ),
    )
    .orderBy(sentMessages.telegramMessageId)
    .limit(1)
  return shown?.telegramMessageId
}

/** Newest first. */
function messagesWithNames(tx: CoachTx, conversationId: string, which: SQL | undefined, limit = 100) {
  return withNames(tx, tx.coachId, conversationId, which).limit(limit)
}

function withNames(
  tx: Drizzle,
  coach: string | Placeholder,
  conversation: string | Placeholder,
  which: SQL | undefined,
) {
  return tx
    .select({ message: messages, member: coachMembers.displayName, client: clients.displayName })
    .from(messages)
    .innerJoin(
      conversations,
      and(eq(conversations.coachId, messages.coachId), eq(conversations.id, messages.conversationId)),
    )
    .innerJoin(clients, and(eq(clients.coachId, conversations.coachId), eq(clients.id, conversations.clientId)))
    .leftJoin(
      coachMembers,
      and(eq(coachMembers.coachId, messages.coachId), eq(sql`${coachMembers.id}::text`, messages.senderId)),
    )
    .where(and(eq(messages.coachId, coach), eq(messages.conversationId, conversation), which))
    .orderBy(desc(messages.seq))
}

const inConversation = (tx: Drizzle, which: SQL | undefined) => withNames(tx, coachId, id, which)
const messageById = statement((tx) => inConversation(tx, eq(messages.id, sql.placeholder('messageId'))))
const messageByTelegram = statement((tx) =>
  inConversation(
    tx,
    and(eq(messages.chatId, sql.placeholder('chatId')), eq(messages.telegramMessageId, sql.placeholder('messageId'))),
  ),
)

export function toStoredMessage(row: typeof messages.$inferSelect, senderName: string): StoredMessage {
  return {
    id: row.id,
    seq: row.seq,
    senderType: row.senderType,
    senderId: row.senderId,
    senderName,
    kind: row.kind,
    content: row.content,
    file: row.file ?? undefined,
    telegram:
      row.chatId !== null && row.telegramMessageId !== null
        ? { chatId: row.chatId, messageId: row.telegramMessageId }
        : undefined,
    visibility: row.visibility,
    metadata: row.metadata,
    sentAt: row.sentAt,
    editedAt: row.editedAt ?? undefined,
    ...(row.forgottenAt && { isForgotten: true }),
  }
}

function minutesBetween(from: Date, to: Date): number {
  return Math.round((to.getTime() - from.getTime()) / 6_000) / 10
}
