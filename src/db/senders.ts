/** Finds whose message this is. Looking across coaches is what a sender's id is for, so these go through the system door. */
import { and, desc, eq, sql } from 'drizzle-orm'
import type { ClientAddress, MemberAddress, Senders } from '../coaching/ports.ts'
import type { Drizzle } from './client.ts'
import type { Doors, SystemTx } from './doors.ts'
import { activeClients, clients } from './schema/clients.ts'
import { coaches, coachMembers } from './schema/coaches.ts'
import { conversations, messages } from './schema/conversations.ts'
import { sentMessages } from './schema/deliveries.ts'
import { clientInsights } from './schema/memory.ts'
import { offers } from './schema/offers.ts'
import { auditLog } from './schema/operations.ts'
import { statement } from './statement.ts'

const telegramUserId = sql.placeholder('telegramUserId')

const activeClient = statement((tx) =>
  clientAddresses(tx)
    .innerJoin(activeClients, and(eq(activeClients.coachId, clients.coachId), eq(activeClients.clientId, clients.id)))
    .where(eq(activeClients.telegramUserId, telegramUserId)),
)

/** A person's own practice before those that they help in. */
const membership = statement((tx) =>
  tx
    .select({ member: coachMembers, coach: coaches })
    .from(coachMembers)
    .innerJoin(coaches, eq(coaches.id, coachMembers.coachId))
    .where(eq(coachMembers.telegramUserId, telegramUserId))
    .orderBy(desc(eq(coachMembers.role, 'owner')), coachMembers.createdAt)
    .limit(1),
)

async function findClient(tx: SystemTx, telegramUserId: number): Promise<ClientAddress | undefined> {
  const [row] = await activeClient(tx, { telegramUserId })
  return row && toAddress(row)
}

async function findMember(tx: SystemTx, telegramUserId: number): Promise<MemberAddress | undefined> {
  const [row] = await membership(tx, { telegramUserId })
  return row && toMemberAddress(row)
}

export function createSenders({ doors }: { doors: Doors }): Senders {
  return {
    findClient: (telegramUserId) => doors.asSystem('resolve_sender', (tx) => findClient(tx, telegramUserId)),

    findPerson(telegramUserId) {
      return doors.asSystem('resolve_sender', async (tx) => {
        const [member, client] = await Promise.all([findMember(tx, telegramUserId), findClient(tx, telegramUserId)])
        return { member, client }
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

    findClientOffer(telegramUserId, offerId) {
      return doors.asSystem('resolve_sender', async (tx) => {
        const [row] = await tx
          .select({
            client: clients,
            conversationId: conversations.id,
            coach: coaches,
            clientMessageId: offers.clientMessageId,
          })
          .from(clients)
          .innerJoin(
            conversations,
            and(eq(conversations.coachId, clients.coachId), eq(conversations.clientId, clients.id)),
          )
          .innerJoin(coaches, eq(coaches.id, clients.coachId))
          .innerJoin(
            offers,
            and(eq(offers.coachId, conversations.coachId), eq(offers.conversationId, conversations.id)),
          )
          .where(and(eq(clients.telegramUserId, telegramUserId), eq(offers.id, offerId)))
        return row && { ...toAddress(row), ...(row.clientMessageId && { message: { id: row.clientMessageId } }) }
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

    findClientOfItem(telegramUserId, itemId) {
      return doors.asSystem('resolve_sender', async (tx) => {
        const [row] = await clientAddresses(tx)
          .innerJoin(
            clientInsights,
            and(eq(clientInsights.coachId, clients.coachId), eq(clientInsights.clientId, clients.id)),
          )
          .where(and(eq(clients.telegramUserId, telegramUserId), eq(clientInsights.id, itemId)))
        return row && toAddress(row)
      })
    },

    findClientWhoWrote(telegramUserId, messageId) {
      return doors.asSystem('resolve_sender', async (tx) => {
        const [row] = await clientAddresses(tx)
          .innerJoin(
            messages,
            and(eq(messages.coachId, conversations.coachId), eq(messages.conversationId, conversations.id)),
          )
          .where(
            and(
              eq(clients.telegramUserId, telegramUserId),
              eq(messages.id, messageId),
              eq(messages.senderType, 'client'),
            ),
          )
        return row && toAddress(row)
      })
    },

    findMember: (telegramUserId) => doors.asSystem('resolve_sender', (tx) => findMember(tx, telegramUserId)),

    findMemberOfConversation(telegramUserId, conversationId) {
      return doors.asSystem('resolve_sender', async (tx) => {
        const [row] = await tx
          .select({ member: coachMembers, coach: coaches })
          .from(coachMembers)
          .innerJoin(conversations, eq(conversations.coachId, coachMembers.coachId))
          .innerJoin(coaches, eq(coaches.id, coachMembers.coachId))
          .where(and(eq(coachMembers.telegramUserId, telegramUserId), eq(conversations.id, conversationId)))
        return row && toMemberAddress(row)
      })
    },

    findMemberOfMessage(telegramUserId, messageId) {
      return doors.asSystem('resolve_sender', async (tx) => {
        const [row] = await tx
          .select({ member: coachMembers, coach: coaches, conversationId: messages.conversationId })
          .from(coachMembers)
          .innerJoin(messages, eq(messages.coachId, coachMembers.coachId))
          .innerJoin(coaches, eq(coaches.id, coachMembers.coachId))
          .where(and(eq(coachMembers.telegramUserId, telegramUserId), eq(messages.id, messageId)))
        return row && { ...toMemberAddress(row), conversationId: row.conversationId }
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

    wasGroupOf(coachId, chatId) {
      return doors.asCoach(coachId, async (tx) => {
        const [linked] = await tx
          .select({ id: auditLog.id })
          .from(auditLog)
          .where(
            and(eq(auditLog.coachId, coachId), eq(auditLog.action, 'link_group'), eq(auditLog.subject, String(chatId))),
          )
          .limit(1)
        if (linked) return true
        // A group that became a supergroup after it was linked has another id by now.
        const [sent] = await tx
          .select({ chatId: sentMessages.chatId })
          .from(sentMessages)
          .where(and(eq(sentMessages.coachId, coachId), eq(sentMessages.chatId, chatId)))
          .limit(1)
        return sent !== undefined
      })
    },

    findClientsNamed(coachId, name) {
      return doors.asCoach(coachId, async (tx) => {
        const rows = await tx
          .select({ clientName: clients.displayName, topicId: clients.topicId })
          .from(clients)
          .where(and(eq(clients.coachId, coachId), eq(sql`lower(${clients.displayName})`, name.trim().toLowerCase())))
          .limit(10)
        return rows.map((row) => ({ clientName: row.clientName, topicId: row.topicId ?? undefined }))
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
export function clientAddresses(tx: Drizzle) {
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
    country: client.country ?? coach.settings.country,
    groupChatId: coach.groupChatId ?? undefined,
    topicId: client.topicId ?? undefined,
  }
}

function toMemberAddress({
  member,
  coach,
}: {
  member: typeof coachMembers.$inferSelect
  coach: typeof coaches.$inferSelect
}): MemberAddress {
  return {
    coachId: coach.id,
    coachName: coach.displayName,
    language: coach.language,
    member: toMember(member),
    groupChatId: coach.groupChatId ?? undefined,
  }
}

export function toMember(row: typeof coachMembers.$inferSelect) {
  return { id: row.id, displayName: row.displayName, role: row.role, telegramUserId: row.telegramUserId }
}
