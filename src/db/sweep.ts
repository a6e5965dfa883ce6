/** The sweep port: what rows say is due, whether or not a queue entry says so too. */
import { and, eq, gt, inArray, isNotNull, isNull, lt, lte, ne, or } from 'drizzle-orm'
import type { Clock, Sweep, WakeUp } from '../coaching/ports.ts'
import { boardIsDue } from './board.ts'
import type { Doors } from './doors.ts'
import {
  boards,
  coaches,
  conversations,
  deliveries,
  installation,
  messages,
  sentMessages,
  telegramUpdates,
} from './schema.ts'

/** Telegram keeps an update for 24 h; twice that is kept here. */
const keepUpdatesMs = 48 * 3_600_000

export function createSweep({ doors, clock }: { doors: Doors; clock: Clock }): Sweep {
  return {
    listDue(limit) {
      return doors.asSystem('sweep', async (tx) => {
        const now = clock.now()
        const turns = await tx
          .select({ coachId: conversations.coachId, conversationId: conversations.id })
          .from(conversations)
          .where(
            and(
              lte(conversations.turnDueAt, now),
              or(isNull(conversations.leasedUntil), lt(conversations.leasedUntil, now)),
            ),
          )
          .orderBy(conversations.turnDueAt)
          .limit(limit)
        const due = await tx
          .selectDistinct({ coachId: deliveries.coachId, conversationId: deliveries.conversationId })
          .from(deliveries)
          .innerJoin(coaches, eq(coaches.id, deliveries.coachId))
          .where(
            and(
              inArray(deliveries.status, ['pending', 'sending']),
              lte(deliveries.notBefore, now),
              or(ne(deliveries.target, 'topic'), isNotNull(coaches.groupChatId)), // else it waits for a group
            ),
          )
          .limit(limit)
        const shown = await tx
          .select({ coachId: coaches.id })
          .from(coaches)
          .leftJoin(boards, eq(boards.coachId, coaches.id))
          .where(and(isNotNull(coaches.groupChatId), or(isNull(boards.coachId), boardIsDue(now))))
          .limit(limit)
        return [
          ...due.map((row): WakeUp => ({ kind: 'deliver', ...row, crisis: false })),
          ...turns.map((row): WakeUp => ({ kind: 'turn', ...row, dueAt: now })),
          ...shown.map((row): WakeUp => ({ kind: 'board', ...row })),
        ]
      })
    },

    prune() {
      return doors.asSystem('sweep', async (tx) => {
        await tx
          .delete(telegramUpdates)
          .where(lt(telegramUpdates.receivedAt, new Date(clock.now().getTime() - keepUpdatesMs)))
      })
    },

    adoptBot(botId) {
      return doors.asSystem('recover', async (tx) => {
        const [before] = await tx.select({ botId: installation.botId }).from(installation)
        if (before?.botId === botId) return
        await tx
          .insert(installation)
          .values({ id: 1, botId })
          .onConflictDoUpdate({ target: installation.id, set: { botId } })
        if (!before) return
        // Groups have negative ids.
        await tx.update(messages).set({ chatId: null, telegramMessageId: null }).where(gt(messages.chatId, 0))
        await tx.delete(sentMessages).where(gt(sentMessages.chatId, 0))
      })
    },

    releaseAll() {
      return doors.asSystem('recover', async (tx) => {
        await tx.update(conversations).set({ leaseId: null, leasedUntil: null }).where(isNotNull(conversations.leaseId))
        await tx
          .update(deliveries)
          .set({ sendingSince: new Date(0) })
          .where(inArray(deliveries.status, ['sending']))
        await tx
          .update(boards)
          .set({ leaseId: null, leasedUntil: null, dueAt: new Date(0) })
          .where(isNotNull(boards.leaseId))
      })
    },
  }
}
