/** The reasons port: what is stored of how it came to a message or a handoff, and what a client was last told. */
import { and, desc, eq, gt, inArray, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Reasons } from '../coaching/handoff/ports.ts'
import {
  aboutOf,
  decisionOf,
  type HandoffFacts,
  type LastSaid,
  type OfferFacts,
  type Reason,
} from '../coaching/handoff/why.ts'
import type { StoredMessage, TelegramMessage } from '../coaching/ports.ts'
import type { CoachTx, Doors } from './doors.ts'
import { readRemembered } from './remembered.ts'
import { clients } from './schema/clients.ts'
import { coaches, coachMembers } from './schema/coaches.ts'
import { conversations, messages } from './schema/conversations.ts'
import { deliveries, sentMessages } from './schema/deliveries.ts'
import { handoffs } from './schema/handoffs.ts'
import { offers } from './schema/offers.ts'
import { findMessage, listNewest } from './snapshot.ts'

/** Of a long run of words, the newest. */
const wordsAtMost = 5

type Found = { kind: 'message'; message: StoredMessage } | { kind: 'handoff'; handoff: HandoffFacts }

export function createReasons({ doors }: { doors: Doors }): Reasons {
  return {
    findReason(coachId, conversationId, about) {
      return doors.asCoach(coachId, async (tx): Promise<Reason | undefined> => {
        const [who, found] = await Promise.all([
          readWho(tx, conversationId),
          about ? findAbout(tx, conversationId, about) : findLast(tx, conversationId),
        ])
        if (!who || !found) return undefined
        const common = { ...who, words: await listWords(tx, conversationId, found) }
        if (found.kind === 'handoff') return { ...common, ...found }
        const { approved_by: approvedBy } = found.message.metadata
        return {
          ...common,
          ...found,
          approvedBy: approvedBy && (await nameOf(tx, approvedBy)),
          offer: await findOffer(tx, found.message.id),
          remembered: await readRemembered(tx, found.message.metadata),
        }
      })
    },

    listDecisions(coachId, atMost) {
      return doors.asCoach(coachId, async (tx) => {
        const answered = await tx
          .select({
            at: messages.sentAt,
            conversationId: messages.conversationId,
            decision: sql<unknown>`${messages.metadata} -> 'decision'`,
            wasOffered: sql<boolean>`${messages.metadata} ? 'offer'`,
          })
          .from(messages)
          .where(and(eq(messages.coachId, coachId), isSaidByAi, sql`${messages.metadata} ? 'decision'`))
          .orderBy(desc(messages.seq))
          .limit(atMost)
        const called = await tx
          .select({
            at: handoffs.openedAt,
            conversationId: handoffs.conversationId,
            decision: handoffs.signals,
            wasOffered: sql<boolean>`false`,
          })
          .from(handoffs)
          .where(and(eq(handoffs.coachId, coachId), sql`${handoffs.signals} ? 'scores'`))
          .orderBy(desc(handoffs.openedAt))
          .limit(atMost)
        const newest = [...answered, ...called].sort((one, other) => other.at.getTime() - one.at.getTime())
        return newest.slice(0, atMost).flatMap(({ decision, ...rest }) => {
          const record = decisionOf(decision)
          return record ? [{ record, ...rest }] : []
        })
      })
    },

    findLastSaid(coachId, conversationId, about) {
      return doors.asCoach(coachId, async (tx): Promise<LastSaid | undefined> => {
        const [said] = await tx
          .select({ body: deliveries.body, messageId: deliveries.messageId })
          .from(deliveries)
          .where(
            and(
              eq(deliveries.coachId, coachId),
              eq(deliveries.conversationId, conversationId),
              eq(deliveries.target, 'client'),
              about ? sentAs(coachId, about) : and(eq(deliveries.status, 'sent'), saysSomething),
            ),
          )
          .orderBy(desc(deliveries.sentAt), desc(deliveries.seq))
          .limit(1)
        const message = said?.messageId ? await findMessage(tx, conversationId, { id: said.messageId }) : undefined
        if (message?.senderType === 'human_coach') return { kind: 'human', member: message.senderName }
        const approver = message?.metadata.approved_by && (await nameOf(tx, message.metadata.approved_by))
        const approved = message?.metadata.edited_from === undefined ? 'ai_approved' : 'ai_edited'
        if (message) return approver ? { kind: approved, member: approver } : { kind: 'ai' }
        return said?.body.kind === 'text' ? { kind: 'system', about: aboutOf(said.body.key) } : undefined
      })
    },
  }
}

const saysSomething = sql`${deliveries.body} ->> 'kind' in ('message', 'text') and (${deliveries.messageId} is null
  or exists (select from ${messages} where ${messages.coachId} = ${deliveries.coachId}
    and ${messages.id} = ${deliveries.messageId} and ${messages.visibility} = 'shared'))`

/** What is behind one of Telegram's messages: a message of ours, what answered a client's, or what was last decided by then. */
async function findAbout(tx: CoachTx, conversationId: string, about: TelegramMessage): Promise<Found | undefined> {
  const [sent] = await tx
    .select({ messageId: sentMessages.messageId, createdAt: deliveries.createdAt })
    .from(sentMessages)
    .innerJoin(
      deliveries,
      and(eq(deliveries.coachId, sentMessages.coachId), eq(deliveries.id, sentMessages.deliveryId)),
    )
    .where(
      and(
        eq(sentMessages.coachId, tx.coachId),
        eq(sentMessages.conversationId, conversationId),
        eq(sentMessages.chatId, about.chatId),
        eq(sentMessages.telegramMessageId, about.messageId),
      ),
    )
  if (sent && !sent.messageId) return findLast(tx, conversationId, sent.createdAt)
  const message = await findMessage(tx, conversationId, sent?.messageId ? { id: sent.messageId } : about)
  if (!message) return findLast(tx, conversationId)
  return message.senderType === 'client' ? findAnswerTo(tx, conversationId, message) : { kind: 'message', message }
}

/** The newest answer or handoff, at that time at the latest. */
async function findLast(tx: CoachTx, conversationId: string, at?: Date): Promise<Found | undefined> {
  const [[message], [handoff]] = await Promise.all([
    listNewest(tx, conversationId, and(isSaidByAi, at && lte(messages.sentAt, at)), 1),
    listHandoffs(tx, conversationId, at && lte(handoffs.openedAt, at), desc(handoffs.openedAt)),
  ])
  const isHandoff = handoff && (!message || handoff.openedAt >= message.sentAt)
  return isHandoff ? { kind: 'handoff', handoff } : message && { kind: 'message', message }
}

/** Whoever was called already when it was written, else what came first after it. */
async function findAnswerTo(
  tx: CoachTx,
  conversationId: string,
  { seq, sentAt }: StoredMessage,
): Promise<Found | undefined> {
  const wasOpen = and(lt(handoffs.openedAt, sentAt), or(isNull(handoffs.closedAt), gt(handoffs.closedAt, sentAt)))
  const isLater = sql`${handoffs.openedAt} >= ${sentAt.toISOString()}::timestamptz`
  const [[open], [next], [answer]] = await Promise.all([
    listHandoffs(tx, conversationId, wasOpen, desc(handoffs.openedAt)),
    listHandoffs(tx, conversationId, isLater, sql`${handoffs.openedAt}`),
    tx
      .select({ id: messages.id })
      .from(messages)
      .where(
        and(
          eq(messages.coachId, tx.coachId),
          eq(messages.conversationId, conversationId),
          gt(messages.seq, seq),
          eq(messages.visibility, 'shared'),
          sql`${messages.senderType} <> 'client'`,
        ),
      )
      .orderBy(messages.seq)
      .limit(1),
  ])
  if (open) return { kind: 'handoff', handoff: open }
  const message = answer && (await findMessage(tx, conversationId, { id: answer.id }))
  if (next && (!message || next.openedAt <= message.sentAt)) return { kind: 'handoff', handoff: next }
  return message && { kind: 'message', message }
}

const isSaidByAi = and(eq(messages.senderType, 'ai'), inArray(messages.visibility, ['shared', 'held']))

async function listHandoffs(
  tx: CoachTx,
  conversationId: string,
  which: SQL | undefined,
  order: SQL,
): Promise<HandoffFacts[]> {
  const found = await tx
    .select({ handoff: handoffs, claimedBy: coachMembers.displayName })
    .from(handoffs)
    .leftJoin(coachMembers, and(eq(coachMembers.coachId, handoffs.coachId), eq(coachMembers.id, handoffs.claimedBy)))
    .where(and(eq(handoffs.coachId, tx.coachId), eq(handoffs.conversationId, conversationId), which))
    .orderBy(order)
    .limit(1)
  return found.map(({ handoff, claimedBy }) => ({
    reason: handoff.reason,
    trigger: handoff.trigger,
    signals: handoff.signals,
    aiConfidenceBefore: handoff.aiConfidenceBefore,
    openedAt: handoff.openedAt,
    claimedAt: handoff.claimedAt ?? undefined,
    claimedBy: claimedBy ?? undefined,
  }))
}

/** The client's words right before it; none when they had been answered by then. */
async function listWords(tx: CoachTx, conversationId: string, found: Found): Promise<StoredMessage[]> {
  const before =
    found.kind === 'message' ? lt(messages.seq, found.message.seq) : lte(messages.sentAt, found.handoff.openedAt)
  const recent = await listNewest(tx, conversationId, and(eq(messages.visibility, 'shared'), before), wordsAtMost)
  return recent.slice(recent.findLastIndex(({ senderType }) => senderType !== 'client') + 1)
}

async function findOffer(tx: CoachTx, messageId: string): Promise<OfferFacts | undefined> {
  const [offer] = await tx
    .select({ status: offers.status, madeAt: offers.madeAt, closedAt: offers.closedAt })
    .from(offers)
    .where(
      and(
        eq(offers.coachId, tx.coachId),
        eq(offers.messageId, messageId),
        sql`${offers.closedReason} is distinct from 'not_shown'`,
      ),
    )
  return offer && { ...offer, closedAt: offer.closedAt ?? undefined }
}

async function readWho(tx: CoachTx, conversationId: string): Promise<Pick<Reason, 'client' | 'coach'> | undefined> {
  const [who] = await tx
    .select({ client: clients.displayName, displayName: coaches.displayName, timezone: coaches.timezone })
    .from(conversations)
    .innerJoin(clients, and(eq(clients.coachId, conversations.coachId), eq(clients.id, conversations.clientId)))
    .innerJoin(coaches, eq(coaches.id, conversations.coachId))
    .where(and(eq(conversations.coachId, tx.coachId), eq(conversations.id, conversationId)))
  return who && { client: who.client, coach: { displayName: who.displayName, timezone: who.timezone } }
}

async function nameOf(tx: CoachTx, memberId: string): Promise<string | undefined> {
  const [member] = await tx
    .select({ displayName: coachMembers.displayName })
    .from(coachMembers)
    .where(and(eq(coachMembers.coachId, tx.coachId), eq(coachMembers.id, memberId)))
  return member?.displayName
}

function sentAs(coachId: string, { chatId, messageId }: TelegramMessage) {
  return sql`exists (select from ${sentMessages} where ${sentMessages.coachId} = ${coachId}
    and ${sentMessages.deliveryId} = ${deliveries.id} and ${sentMessages.chatId} = ${chatId}
    and ${sentMessages.telegramMessageId} = ${messageId})`
}
