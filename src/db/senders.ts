/** Finds whose message this is. Looking across coaches is what a sender's id is for, so these go through the system door. */
import { and, desc, eq } from 'drizzle-orm'
import type { ClientAddress, Senders } from '../coaching/ports.ts'
import type { Doors, SystemTx } from './doors.ts'
import { activeClients, clients, coaches, coachMembers, conversations, messages, sentMessages } from './schema.ts'

export function createSenders({ doors }: { doors: Doors }): Senders {
  return {
    findClient(telegramUserId) {
      return doors.asSystem('resolve_sender', async (tx) => {
        const [row] = await clientAddresses(tx)
          .innerJoin(
            activeClients,
            and(eq(activeClients.coachId, clients.coachId), eq(activeClients.clientId, clients.id)),
          )
          .where(eq(activeClients.telegramUserId, telegramUserId))
        return row && toAddress(row)
      })
    },

    listClients(limit) {
      return doors.asSystem('resolve_sender', async (tx) => {
        const rows = await clientAddresses(tx)
          .innerJoin(
            activeClients,
            and(eq(activeClients.coachId, clients.coachId), eq(activeClients.clientId, clients.id)),
          )
          .orderBy(desc(clients.createdAt))
          .limit(limit)
        return rows.map((row) => ({ ...toAddress(row), telegramUserId: row.client.telegramUserId }))
      })
    },

    findClientConversation(telegramUserId, conversationId) {
      return doors.asSystem('resolve_sender', async (tx) => {
        const [row] = await clientAddresses(tx).where(
          and(eq(clients.telegramUserId, telegramUserId), eq(conversations.id, conversationId)),
        )
        return row && toAddress(row)
      })
    },

    findClientConversationOfMessage(telegramUserId, messageId) {
      return doors.asSystem('resolve_sender', async (tx) => {
        const [row] = await clientAddresses(tx)
          .innerJoin(
            messages,
            and(eq(messages.coachId, conversations.coachId), eq(messages.conversationId, conversations.id)),
          )
          .where(
            and(
              eq(clients.telegramUserId, telegramUserId),
              // In a private chat, the chat's id is the person's.
              eq(messages.chatId, telegramUserId),
              eq(messages.telegramMessageId, messageId),
            ),
          )
        return row && toAddress(row)
      })
    },

    findMember(telegramUserId) {
      return doors.asSystem('resolve_sender', async (tx) => {
        const [row] = await tx
          .select({ member: coachMembers, coach: coaches })
          .from(coachMembers)
          .innerJoin(coaches, eq(coaches.id, coachMembers.coachId))
          .where(eq(coachMembers.telegramUserId, telegramUserId))
          .orderBy(coachMembers.role, coachMembers.createdAt)
          .limit(1)
        if (!row) return undefined
        return {
          coachId: row.coach.id,
          coachName: row.coach.displayName,
          language: row.coach.language,
          member: toMember(row.member),
          groupChatId: row.coach.groupChatId ?? undefined,
        }
      })
    },

    findGroup(chatId) {
      return doors.asSystem('resolve_sender', async (tx) => {
        const rows = await tx
          .select({ member: coachMembers, coach: coaches })
          .from(coaches)
          .innerJoin(coachMembers, eq(coachMembers.coachId, coaches.id))
          .where(eq(coaches.groupChatId, chatId))
        const coach = rows[0]?.coach
        if (!coach) return undefined
        return {
          coachId: coach.id,
          coachName: coach.displayName,
          language: coach.language,
          isForum: coach.groupIsForum,
          members: rows.map((row) => toMember(row.member)),
        }
      })
    },

    findConversationOfTopic(coachId, topicId) {
      return doors.asCoach(coachId, async (tx) => {
        const [row] = await tx
          .select({ id: conversations.id })
          .from(clients)
          .innerJoin(
            conversations,
            and(eq(conversations.coachId, clients.coachId), eq(conversations.clientId, clients.id)),
          )
          .where(and(eq(clients.coachId, coachId), eq(clients.topicId, topicId)))
        return row?.id
      })
    },

    findShownMessage(chatId, telegramMessageId) {
      return doors.asSystem('resolve_sender', async (tx) => {
        const [sent] = await tx
          .select({
            coachId: sentMessages.coachId,
            conversationId: sentMessages.conversationId,
            messageId: sentMessages.messageId,
          })
          .from(sentMessages)
          .where(and(eq(sentMessages.chatId, chatId), eq(sentMessages.telegramMessageId, telegramMessageId)))
        if (sent?.messageId) return { ...sent, messageId: sent.messageId }
        const [written] = await tx
          .select({ coachId: messages.coachId, conversationId: messages.conversationId, messageId: messages.id })
          .from(messages)
          .where(and(eq(messages.chatId, chatId), eq(messages.telegramMessageId, telegramMessageId)))
        return written
      })
    },

    findConversationOfMessage(coachId, chatId, telegramMessageId) {
      return doors.asCoach(coachId, async (tx) => {
        const [sent] = await tx
          .select({ id: sentMessages.conversationId })
          .from(sentMessages)
          .where(
            and(
              eq(sentMessages.coachId, coachId),
              eq(sentMessages.chatId, chatId),
              eq(sentMessages.telegramMessageId, telegramMessageId),
            ),
          )
        if (sent) return sent.id
        const [written] = await tx
          .select({ id: messages.conversationId })
          .from(messages)
          .where(
            and(
              eq(messages.coachId, coachId),
              eq(messages.chatId, chatId),
              eq(messages.telegramMessageId, telegramMessageId),
            ),
          )
        return written?.id
      })
    },
  }
}

/** Clients with their conversation and coach, ready for a condition. */
export function clientAddresses(tx: SystemTx) {
  return tx
    .select({ client: clients, conversationId: conversations.id, coach: coaches })
    .from(clients)
    .innerJoin(conversations, and(eq(conversations.coachId, clients.coachId), eq(conversations.clientId, clients.id)))
    .innerJoin(coaches, eq(coaches.id, clients.coachId))
    .$dynamic()
}

type AddressRow = { client: typeof clients.$inferSelect; conversationId: string; coach: typeof coaches.$inferSelect }

export function toAddress({ client, conversationId, coach }: AddressRow): ClientAddress {
  return {
    coachId: coach.id,
    conversationId,
    clientId: client.id,
    clientName: client.displayName,
    language: client.language,
    coachName: coach.displayName,
    coachTelegramUserId: coach.telegramUserId,
    groupChatId: coach.groupChatId ?? undefined,
    topicId: client.topicId ?? undefined,
  }
}

export function toMember(row: typeof coachMembers.$inferSelect) {
  return { id: row.id, displayName: row.displayName, role: row.role, telegramUserId: row.telegramUserId }
}
