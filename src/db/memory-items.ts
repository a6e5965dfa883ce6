/** The port by which people look at a client's memory and change it. */
import { and, count, desc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import { NotFound } from '../coaching/errors.ts'
import type { MemoryItem, MemoryItems } from '../coaching/memory/items.ts'
import { undoMs } from '../coaching/memory/items.ts'
import type { Clock, Ids } from '../coaching/ports.ts'
import { createAudit } from './audit.ts'
import { lockConversation } from './conversation-row.ts'
import type { CoachTx, Doors } from './doors.ts'
import { scheduleErasing } from './forgetting.ts'
import { clientOf, inConversation, planForgetting, readMessages, withAnswers } from './forgetting-plan.ts'
import { changeItem, correctItem, findItem, isCurrent, readItems, withEarlier } from './item-rows.ts'
import { learnAgain } from './levels.ts'
import { clients } from './schema/clients.ts'
import { coaches } from './schema/coaches.ts'
import { conversations, messages } from './schema/conversations.ts'
import { clientInsights, relationshipContext, sessionSummaries } from './schema/memory.ts'
import { storable } from './storable.ts'

export function createMemoryItems({ doors, clock, ids }: { doors: Doors; clock: Clock; ids: Ids }): MemoryItems {
  const audit = createAudit({ clock, ids })

  return {
    getOwner(coachId, conversationId) {
      return doors.asCoach(coachId, async (tx) => {
        const [found] = await tx
          .select({ client: clients, coach: coaches, counts: relationshipContext.counts })
          .from(conversations)
          .innerJoin(clients, and(eq(clients.coachId, coachId), eq(clients.id, conversations.clientId)))
          .innerJoin(coaches, eq(coaches.id, conversations.coachId))
          .leftJoin(
            relationshipContext,
            and(eq(relationshipContext.coachId, coachId), eq(relationshipContext.clientId, conversations.clientId)),
          )
          .where(and(eq(conversations.coachId, coachId), eq(conversations.id, conversationId)))
        if (!found) throw new NotFound(`conversation ${conversationId}`)
        const { client, coach, counts } = found
        return {
          ...{ clientId: client.id, clientName: client.displayName, coachName: coach.displayName },
          timezone: client.timezone === 'UTC' ? coach.timezone : client.timezone,
          wantsReceipts: client.wantsReceipts,
          lastSession: await readLastSession(tx, client.id),
          counts: counts ?? undefined,
        }
      })
    },

    count(coachId, clientId) {
      return doors.asCoach(coachId, async (tx) => {
        const rows = await tx
          .select({ kind: clientInsights.kind, items: count() })
          .from(clientInsights)
          .where(and(eq(clientInsights.coachId, coachId), eq(clientInsights.clientId, clientId), isCurrent))
          .groupBy(clientInsights.kind)
        return new Map(rows.map(({ kind, items }) => [kind, Number(items)]))
      })
    },

    list(coachId, clientId, kind, page) {
      const which = and(eq(clientInsights.clientId, clientId), eq(clientInsights.kind, kind), isCurrent)
      return doors.asCoach(coachId, (tx) => readItems(tx, which, page))
    },

    find: (coachId, id) => doors.asCoach(coachId, (tx) => findItem(tx, id)),

    listEarlier(coachId, id) {
      return doors.asCoach(coachId, async (tx) => {
        const before = (await withEarlier(tx, [id])).filter((one) => one !== id)
        return readItems(tx, and(inArray(clientInsights.id, before), isNull(clientInsights.removeAt)))
      })
    },

    listTiedTo(coachId, id) {
      return doors.asCoach(coachId, async (tx) => {
        const item = await findItem(tx, id)
        if (!item) return []
        const { tied } = await planForgetting(tx, item.conversationId, [id], [])
        const over = tied.flatMap((one) => (one.isOver ? one.id : []))
        return readItems(tx, and(inArray(clientInsights.id, over), isCurrent))
      })
    },

    change(coachId, id, change, by) {
      return doors.asCoach(coachId, async (tx) => {
        const item = await lockItem(tx, id)
        const now = clock.now()
        const before = item?.hasEarlier ? (await readReplaced(tx, id)).id : undefined
        if (!item || !(await changeItem(tx, item, change, now))) return undefined
        if (change.kind === 'forget' || change.kind === 'keep') {
          await scheduleErasing(tx, item.conversationId, ids, now)
          const { whole, cut } = await planForgetting(tx, item.conversationId, [id], [])
          const going = [...whole, ...cut].map((message) => message.id)
          await learnAgain(tx, item.conversationId, change.kind === 'forget' ? going : undefined, now)
        }
        await audit(tx, by, `memory_${change.kind}`, id)
        return findItem(tx, change.kind === 'revert' ? (before ?? id) : id)
      })
    },

    correct(coachId, id, text, by) {
      return doors.asCoach(coachId, async (tx) => {
        const item = await lockItem(tx, id)
        if (!item) return undefined
        const correction = { id: ids.next(), text: storable(text) }
        await correctItem(tx, item, correction, clock.now())
        await audit(tx, by, 'memory_correct', id)
        return findItem(tx, correction.id)
      })
    },

    forgetMessage(coachId, conversationId, messageId) {
      return doors.asCoach(coachId, async (tx) => {
        await lockConversation(tx, conversationId)
        const theirs = and(eq(messages.id, messageId), eq(messages.senderType, 'client'), isNull(messages.forgottenAt))
        const [message] = await readMessages(tx, conversationId, theirs)
        if (!message) return false
        const now = clock.now()
        const going = await withAnswers(tx, conversationId, message.seq)
        await tx
          .update(messages)
          .set({ forgottenAt: now, removeAt: new Date(now.getTime() + undoMs) })
          .where(and(inConversation(tx, conversationId), inArray(messages.id, going), isNull(messages.forgottenAt)))
        await learnAgain(tx, conversationId, going, now)
        // Whoever sums it up now was given these words.
        await tx
          .update(sessionSummaries)
          .set({ leaseId: null })
          .where(
            and(
              eq(sessionSummaries.coachId, coachId),
              eq(sessionSummaries.clientId, clientOf(tx, conversationId)),
              isNotNull(sessionSummaries.leaseId),
            ),
          )
        await scheduleErasing(tx, conversationId, ids, now)
        await audit(tx, 'client', 'forget_message', messageId)
        return true
      })
    },

    keepMessage(coachId, conversationId, messageId) {
      return doors.asCoach(coachId, async (tx) => {
        await lockConversation(tx, conversationId)
        const going = and(eq(messages.id, messageId), isNotNull(messages.removeAt))
        const [message] = await readMessages(tx, conversationId, going)
        if (!message) return false
        await tx
          .update(messages)
          .set({ forgottenAt: null, removeAt: null })
          .where(
            and(
              inConversation(tx, conversationId),
              inArray(messages.id, await withAnswers(tx, conversationId, message.seq)),
              isNotNull(messages.removeAt),
            ),
          )
        await scheduleErasing(tx, conversationId, ids, clock.now())
        await learnAgain(tx, conversationId, undefined, clock.now())
        await audit(tx, 'client', 'keep_message', messageId)
        return true
      })
    },

    async setReceipts(coachId, clientId, wants) {
      await doors.asCoach(coachId, (tx) =>
        tx
          .update(clients)
          .set({ wantsReceipts: wants })
          .where(and(eq(clients.coachId, coachId), eq(clients.id, clientId))),
      )
    },
  }
}

/** Whoever changes anything of a conversation has its row first. */
async function lockItem(tx: CoachTx, id: string): Promise<MemoryItem | undefined> {
  const seen = await findItem(tx, id)
  if (!seen) return undefined
  await lockConversation(tx, seen.conversationId)
  return findItem(tx, id)
}

async function readReplaced(tx: CoachTx, id: string): Promise<{ id: string | undefined }> {
  const [row] = await tx
    .select({ id: clientInsights.id })
    .from(clientInsights)
    .where(and(eq(clientInsights.coachId, tx.coachId), eq(clientInsights.supersededBy, id)))
    .orderBy(desc(clientInsights.invalidatedAt))
    .limit(1)
  return { id: row?.id }
}

async function readLastSession(tx: CoachTx, clientId: string) {
  const [row] = await tx
    .select()
    .from(sessionSummaries)
    .where(
      and(
        eq(sessionSummaries.coachId, tx.coachId),
        eq(sessionSummaries.clientId, clientId),
        sql`${sessionSummaries.summary} is not null`,
      ),
    )
    .orderBy(desc(sessionSummaries.fromSeq))
    .limit(1)
  if (!row) return undefined
  const { topics, insights, actionItems, breakthroughs, coachInterventions, endedAt } = row
  const words = { summary: row.summary ?? '', emotionalState: row.emotionalState ?? '' }
  return { endedAt, summary: { ...words, topics, insights, actionItems, breakthroughs, coachInterventions } }
}
