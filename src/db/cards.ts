/** What a topic's card and icon should say, and what they say now. */
import { createHash } from 'node:crypto'
import { and, eq, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { CardFacts, TopicIcon } from '../coaching/board.ts'
import type { CoachTx } from './doors.ts'
import { isItsOpenEpisode } from './episodes.ts'
import { isItsOpenHandoff } from './handoffs.ts'
import { cards } from './schema/board.ts'
import { clients } from './schema/clients.ts'
import { coachMembers } from './schema/coaches.ts'
import { conversations } from './schema/conversations.ts'
import { handoffs, safetyEpisodes } from './schema/handoffs.ts'

const assignees = alias(coachMembers, 'assignees')

/** Two things that look the same have the same digest. */
export function digest(facts: unknown): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64url')
}

/** The card is compared with what is true, once the board is marked as well. */
export async function markCard(tx: CoachTx, conversationId: string, now: Date): Promise<void> {
  await tx
    .insert(cards)
    .values({ coachId: tx.coachId, conversationId, dueAt: now })
    .onConflictDoUpdate({ target: [cards.coachId, cards.conversationId], set: { dueAt: now } })
}

export async function recordTopicMade(
  tx: CoachTx,
  conversationId: string,
  topic: { topicId: number; icon: TopicIcon | null },
): Promise<void> {
  const made = { ...topic, chatId: null, telegramMessageId: null, shown: null }
  await tx
    .insert(cards)
    .values({ coachId: tx.coachId, conversationId, ...made })
    .onConflictDoUpdate({ target: [cards.coachId, cards.conversationId], set: made })
}

/** The card is in its topic; from now on it is edited. */
export async function recordCardSent(
  tx: CoachTx,
  conversationId: string,
  sent: { chatId: number; topicId: number | null; telegramMessageId: number; facts: CardFacts },
): Promise<void> {
  const { facts, ...where } = sent
  const row = { ...where, shown: digest(facts) }
  await tx
    .insert(cards)
    .values({ coachId: tx.coachId, conversationId, ...row })
    .onConflictDoUpdate({ target: [cards.coachId, cards.conversationId], set: row })
}

/** The conversations that `where` picks, with what their cards say. */
export function selectCardFacts(tx: CoachTx) {
  return tx
    .select({
      conversation: conversations,
      client: clients,
      leader: coachMembers.displayName,
      assignee: assignees.displayName,
      handoffReason: handoffs.reason,
      episode: {
        grade: safetyEpisodes.grade,
        openedAt: safetyEpisodes.openedAt,
        unattendedSince: safetyEpisodes.unattendedSince,
      },
    })
    .from(conversations)
    .innerJoin(clients, and(eq(clients.coachId, conversations.coachId), eq(clients.id, conversations.clientId)))
    .leftJoin(
      coachMembers,
      and(eq(coachMembers.coachId, conversations.coachId), eq(coachMembers.id, conversations.claimedBy)),
    )
    .leftJoin(assignees, and(eq(assignees.coachId, conversations.coachId), eq(assignees.id, conversations.assignedTo)))
    .leftJoin(handoffs, isItsOpenHandoff)
    .leftJoin(safetyEpisodes, isItsOpenEpisode)
    .$dynamic()
}

type FactsRow = Awaited<ReturnType<typeof selectCardFacts>>[number]

export function toCardFacts({ conversation, client, leader, assignee, handoffReason, episode }: FactsRow): CardFacts {
  return {
    clientName: client.displayName,
    username: client.username ?? undefined,
    clientLanguage: client.language,
    clientSince: client.createdAt,
    clientStatus: client.status,
    state: conversation.state,
    stateSince: conversation.stateSince,
    leader: leader ?? undefined,
    assignee: assignee ?? undefined,
    handoffReason: handoffReason ?? undefined,
    episode: episode ?? undefined,
    aiEnabled: conversation.aiEnabled,
  }
}

export async function findCardFacts(tx: CoachTx, conversationId: string): Promise<CardFacts | undefined> {
  const [row] = await selectCardFacts(tx).where(ofConversation(tx, conversationId))
  return row && toCardFacts(row)
}

function ofConversation(tx: CoachTx, conversationId: string): SQL | undefined {
  return and(eq(conversations.coachId, tx.coachId), eq(conversations.id, conversationId))
}
