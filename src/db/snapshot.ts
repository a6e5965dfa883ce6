/** Shows a rule what is true of a conversation, its row locked until the transaction ends. */
import { and, desc, eq, inArray, isNull, not, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { ConversationSnapshot, MessageVisibility } from '../coaching/conversation.ts'
import { NotFound } from '../coaching/errors.ts'
import { densityOf } from '../coaching/mirrors.ts'
import type { ConversationAddress, StoredMessage } from '../coaching/ports.ts'
import type { CoachTx } from './doors.ts'
import { clientCount } from './mirrors.ts'
import {
  clients,
  coaches,
  coachMembers,
  conversations,
  deliveries,
  handoffs,
  messages,
  safetyEpisodes,
  sentMessages,
} from './schema.ts'

const lastHandback = alias(handoffs, 'last_handback')

/** @throws {NotFound} */
export async function lockConversation(tx: CoachTx, conversationId: string) {
  const [row] = await tx
    .select()
    .from(conversations)
    .where(and(eq(conversations.coachId, tx.coachId), eq(conversations.id, conversationId)))
    .for('update')
  if (!row) throw new NotFound(`conversation ${conversationId}`)
  return row
}

/**
 * Locks the conversation and reads all that rules are decided on.
 *
 * @throws {NotFound}
 */
export async function takeSnapshot(tx: CoachTx, conversationId: string): Promise<ConversationSnapshot> {
  const row = await lockConversation(tx, conversationId)
  const ours = sql`coach_id = ${tx.coachId} and conversation_id = ${conversationId}`
  const newest = (condition: ReturnType<typeof sql>) =>
    sql`coalesce((select max(seq) from ${messages} where ${ours} and visibility = 'shared' and ${condition}), 0)`.mapWith(
      Number,
    )

  const [found] = await tx
    .select({
      coach: coaches,
      clients: clientCount,
      client: clients,
      claimant: coachMembers,
      handoff: handoffs,
      episode: { id: safetyEpisodes.id, grade: safetyEpisodes.grade, kind: safetyEpisodes.kind },
      handback: lastHandback,
      lastClientSeq: newest(sql`sender_type = 'client'`),
      lastAnswerSeq: newest(sql`sender_type <> 'client'`),
      lastAiMessage: sql<{
        confidence: number | null
        at: string
      } | null>`(select json_build_object('confidence', metadata -> 'confidence', 'at', sent_at)
        from ${messages} where ${ours} and sender_type = 'ai' and visibility = 'shared' order by seq desc limit 1)`,
      lastHumanMessageAt: sql<string | null>`(select to_json(sent_at) #>> '{}' from ${messages}
        where ${ours} and sender_type = 'human_coach' and visibility = 'shared' order by seq desc limit 1)`,
      hasHeldClientMessages: sql<boolean>`exists (select from ${messages} where ${ours} and sender_type = 'client' and visibility = 'held')`,
      lastCoachAlbum: sql<{
        id: string | null
        visibility: MessageVisibility
      } | null>`(select json_build_object('id', file ->> 'albumId', 'visibility', visibility) from ${messages}
        where ${ours} and sender_type = 'human_coach' order by seq desc limit 1)`,
      aiReplyPending: sql<boolean>`exists (select from ${deliveries} where ${ours} and is_ai and status = 'pending' and target = 'client')`,
    })
    .from(clients)
    .innerJoin(coaches, eq(coaches.id, clients.coachId))
    .leftJoin(coachMembers, and(eq(coachMembers.coachId, tx.coachId), eq(coachMembers.id, sql`${row.claimedBy}::uuid`)))
    .leftJoin(
      handoffs,
      and(eq(handoffs.coachId, tx.coachId), eq(handoffs.conversationId, row.id), isNull(handoffs.closedAt)),
    )
    .leftJoin(
      safetyEpisodes,
      and(
        eq(safetyEpisodes.coachId, tx.coachId),
        eq(safetyEpisodes.conversationId, row.id),
        isNull(safetyEpisodes.closedAt),
      ),
    )
    .leftJoin(
      lastHandback,
      and(
        eq(lastHandback.coachId, tx.coachId),
        eq(
          lastHandback.id,
          sql`(select id from ${handoffs} where ${ours} and closed_reason = 'handback' order by closed_at desc limit 1)`,
        ),
      ),
    )
    .where(and(eq(clients.coachId, tx.coachId), eq(clients.id, row.clientId)))
  if (!found) throw new NotFound(`client ${row.clientId}`)
  const { coach, client, claimant, handoff, episode, handback, lastAiMessage, lastHumanMessageAt } = found

  const isHandedBack = handback?.closedAt && (!lastAiMessage || new Date(lastAiMessage.at) < handback.closedAt)
  return {
    id: row.id,
    state: row.state,
    stateSince: row.stateSince,
    claimedBy: claimant
      ? {
          id: claimant.id,
          displayName: claimant.displayName,
          role: claimant.role,
          telegramUserId: claimant.telegramUserId,
        }
      : undefined,
    aiEnabled: row.aiEnabled,
    turnDueAt: row.turnDueAt ?? undefined,
    turnWaitingSince: row.turnWaitingSince ?? undefined,
    turnRestarts: row.turnRestarts,
    turnAttempts: row.turnAttempts,
    leaseId: row.leaseId ?? undefined,
    lastNoticeAt: row.lastNoticeAt ?? undefined,
    silentAt: row.silentAt ?? undefined,
    lastCrisisTextAt: row.lastCrisisTextAt ?? undefined,
    crisisTextCount: row.crisisTextCount,
    coach: {
      id: coach.id,
      displayName: coach.displayName,
      mode: coach.mode,
      hasGroup: coach.groupChatId !== null,
      telegramUserId: coach.telegramUserId,
      mirrors: densityOf(coach.settings.mirrors, found.clients),
    },
    client: {
      id: client.id,
      displayName: client.displayName,
      language: client.language,
      status: client.status,
      consented: client.consentAt !== null,
      telegramUserId: client.telegramUserId,
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
    openEpisode: episode ?? undefined,
    lastClientSeq: found.lastClientSeq,
    lastAnswerSeq: found.lastAnswerSeq,
    humanMessages: handoff?.humanMessages ?? 0,
    lastHumanMessageAt: lastHumanMessageAt ? new Date(lastHumanMessageAt) : undefined,
    aiReplyPending: found.aiReplyPending,
    hasHeldClientMessages: found.hasHeldClientMessages,
    lastCoachAlbum: found.lastCoachAlbum?.id
      ? { id: found.lastCoachAlbum.id, visibility: found.lastCoachAlbum.visibility }
      : undefined,
    lastAiConfidence: lastAiMessage?.confidence ?? undefined,
  }
}

/** A message of this conversation, by our id or by Telegram's. */
export async function findMessage(
  tx: CoachTx,
  conversationId: string,
  wanted: NonNullable<ConversationAddress['message']>,
): Promise<StoredMessage | undefined> {
  const which =
    'id' in wanted
      ? eq(messages.id, wanted.id)
      : and(eq(messages.chatId, wanted.chatId), eq(messages.telegramMessageId, wanted.messageId))
  const [found] = await messagesWithNames(tx, conversationId, which)
  return found && toStoredMessage(found.message, found.member ?? found.client)
}

/** What deliveries are about, oldest first. */
export async function listMessages(
  tx: CoachTx,
  conversationId: string,
  about: readonly { messageId: string | null }[],
): Promise<StoredMessage[]> {
  const ids = about.flatMap(({ messageId }) => messageId ?? [])
  if (ids.length === 0) return []
  const found = await messagesWithNames(tx, conversationId, inArray(messages.id, ids))
  return found.map((row) => toStoredMessage(row.message, row.member ?? row.client)).reverse()
}

/** The newest that both sides have seen, oldest first; without those that are about to be shown by themselves. */
export async function listForRecap(tx: CoachTx, conversationId: string, limit: number): Promise<StoredMessage[]> {
  const isAboutToBeShown = sql`exists (select from ${deliveries} where ${deliveries.coachId} = ${tx.coachId}
    and ${deliveries.messageId} = ${messages.id} and ${deliveries.target} <> 'client' and ${deliveries.status} = 'pending')`
  const which = and(eq(messages.visibility, 'shared'), not(isAboutToBeShown))
  const found = await messagesWithNames(tx, conversationId, which, limit)
  return found.map((row) => toStoredMessage(row.message, row.member ?? row.client)).reverse()
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
    .where(and(eq(messages.coachId, tx.coachId), eq(messages.conversationId, conversationId), which))
    .orderBy(desc(messages.seq))
    .limit(limit)
}

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
  }
}

function minutesBetween(from: Date, to: Date): number {
  return Math.round((to.getTime() - from.getTime()) / 6_000) / 10
}
