/** The group of a practice and the team in it. */
import { and, eq, inArray, isNotNull, ne, or, sql } from 'drizzle-orm'
import type { ConversationSnapshot } from '../coaching/conversation.ts'
import { NotFound } from '../coaching/errors.ts'
import { alertInNewGroup } from '../coaching/handoff/new-group.ts'
import type { PracticeGroups } from '../coaching/ports/practices.ts'
import type { Clock, Ids, WakeUp } from '../coaching/ports.ts'
import { createAudit } from './audit.ts'
import { markBoardAndCard } from './board.ts'
import type { CoachTx, Doors } from './doors.ts'
import { applyEffects } from './effects.ts'
import { isItsOpenEpisode } from './episodes.ts'
import { bringAlertsInPrivate } from './outbox-consequences.ts'
import { clients } from './schema/clients.ts'
import { coaches, coachMembers } from './schema/coaches.ts'
import { conversations } from './schema/conversations.ts'
import { deliveries } from './schema/deliveries.ts'
import { safetyEpisodes } from './schema/handoffs.ts'
import { toMember } from './senders.ts'
import { takeSnapshot } from './snapshot.ts'
import { storable } from './storable.ts'

type Deps = { doors: Doors; clock: Clock; ids: Ids }

export function createPracticeGroups({ doors, clock, ids }: Deps): PracticeGroups {
  const audit = createAudit({ clock, ids })

  return {
    async linkGroup(coachId, chatId, isForum, by) {
      const isTaken = await doors.asSystem('resolve_sender', async (tx) => {
        const [other] = await tx
          .select({ id: coaches.id })
          .from(coaches)
          .where(and(eq(coaches.groupChatId, chatId), ne(coaches.id, coachId)))
        return other !== undefined
      })
      if (isTaken) return { linked: false, wakeUps: [] }
      return doors.asCoach(coachId, async (tx) => {
        // A conversation's row is locked before its coach's, as everywhere.
        const open = await openAlerts(tx)
        const [before] = await tx.select({ chatId: coaches.groupChatId }).from(coaches).where(eq(coaches.id, coachId))
        await tx.update(coaches).set({ groupChatId: chatId, groupIsForum: isForum }).where(eq(coaches.id, coachId))
        // Topics belong to their group: in another one they are made anew.
        const isNew = before?.chatId !== chatId
        if (isNew) await tx.update(clients).set({ topicId: null }).where(eq(clients.coachId, coachId))
        await audit(tx, by, 'link_group', String(chatId))
        const waiting = await tx
          .selectDistinct({ conversationId: deliveries.conversationId })
          .from(deliveries)
          .where(and(eq(deliveries.coachId, coachId), eq(deliveries.target, 'topic'), eq(deliveries.status, 'pending')))
        const alerts: WakeUp[] = []
        for (const s of isNew ? open : [])
          alerts.push(
            ...(await applyEffects(
              tx,
              s,
              alertInNewGroup(s, () => ids.next(), clock.now()),
              { clock, ids },
            )),
          )
        return {
          linked: true,
          wakeUps: [
            ...alerts,
            { kind: 'board', coachId },
            ...waiting.map(({ conversationId }) => ({
              kind: 'deliver' as const,
              coachId,
              conversationId,
              crisis: false,
            })),
          ],
        }
      })
    },

    migrateGroup(oldChatId, newChatId) {
      return doors.asSystem('resolve_sender', async (tx) => {
        await tx.update(coaches).set({ groupChatId: newChatId }).where(eq(coaches.groupChatId, oldChatId))
      })
    },

    unlinkGroup(chatId) {
      return doors.asSystem('resolve_sender', async (tx) => {
        const [coach] = await tx
          .update(coaches)
          .set({ groupChatId: null })
          .where(eq(coaches.groupChatId, chatId))
          .returning({ id: coaches.id })
        if (!coach) return []
        await tx.update(clients).set({ topicId: null }).where(eq(clients.coachId, coach.id))
        return bringAlertsInPrivate(tx, coach.id)
      })
    },

    addMember(coachId, given, by) {
      const person = storable(given)
      return doors.asCoach(coachId, async (tx) => {
        const { telegramUserId, displayName } = person
        await tx
          .insert(coachMembers)
          .values({ coachId, id: ids.next(), telegramUserId, displayName, role: 'assistant', createdAt: clock.now() })
          .onConflictDoNothing()
        const [row] = await tx
          .select()
          .from(coachMembers)
          .where(and(eq(coachMembers.coachId, coachId), eq(coachMembers.telegramUserId, telegramUserId)))
        if (!row) throw new NotFound(`member of coach ${coachId}`)
        await audit(tx, by, 'add_member', row.id)
        return toMember(row)
      })
    },

    unassignMember(coachId, telegramUserId) {
      return doors.asCoach(coachId, async (tx) => {
        const member = tx
          .select({ id: coachMembers.id })
          .from(coachMembers)
          .where(and(eq(coachMembers.coachId, coachId), eq(coachMembers.telegramUserId, telegramUserId)))
        const theirs = await tx
          .update(conversations)
          .set({ assignedTo: null })
          .where(and(eq(conversations.coachId, coachId), inArray(conversations.assignedTo, member)))
          .returning({ id: conversations.id })
        for (const { id } of theirs) await markBoardAndCard(tx, id, clock.now())
        return theirs.length > 0 ? [{ kind: 'board', coachId }] : []
      })
    },
  }
}

/** Whoever is in danger or waits, but for those whose call is still to come to the group anyway. */
async function openAlerts(tx: CoachTx): Promise<ConversationSnapshot[]> {
  const rows = await tx
    .selectDistinct({ id: conversations.id })
    .from(conversations)
    .leftJoin(safetyEpisodes, isItsOpenEpisode)
    .where(
      and(
        eq(conversations.coachId, tx.coachId),
        or(eq(conversations.state, 'waiting'), isNotNull(safetyEpisodes.id)),
        sql`not exists (select from ${deliveries} d where d.coach_id = ${tx.coachId} and d.conversation_id = ${conversations.id}
          and d.target = 'topic' and d.status = 'pending' and d.body ->> 'loud' = 'true')`,
      ),
    )
    .orderBy(conversations.id)
  const open: ConversationSnapshot[] = []
  for (const { id } of rows) open.push(await takeSnapshot(tx, id))
  return open
}
