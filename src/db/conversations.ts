/** The conversations port: every change of a conversation is one transaction under its row's lock. */
import { and, desc, eq, gt, isNotNull, sql } from 'drizzle-orm'
import type { ClaimedTurn, Clock, Conversations, Ids } from '../coaching/ports.ts'
import type { Doors } from './doors.ts'
import { applyEffects } from './effects.ts'
import { clients, coaches, coachMembers, conversations, handoffs, messages } from './schema.ts'
import { findMessage, lockConversation, takeSnapshot, toStoredMessage } from './snapshot.ts'
import { recordUpdate } from './updates.ts'

/** A worker renews its lease well within this; a worker that died is replaced after it. */
export const leaseMs = 30_000
/** Layer 1 of the context: the newest messages, verbatim. */
const recentMessages = 10
/** More unanswered messages than this are not sent to the model in one turn. */
const unansweredAtMost = 40

type Deps = { doors: Doors; clock: Clock; ids: Ids }

export function createConversations({ doors, clock, ids }: Deps): Conversations {
  return {
    change(address, origin, rule) {
      return doors.asCoach(address.coachId, async (tx) => {
        if (origin && !(await recordUpdate(tx, origin, clock.now()))) return undefined
        const snapshot = await takeSnapshot(tx, address.conversationId)
        const message = address.message && (await findMessage(tx, address.conversationId, address.message))
        const { effects, result } = rule(snapshot, message)
        return { result, wakeUps: await applyEffects(tx, snapshot, effects, { clock, ids }) }
      })
    },

    claimTurn(coachId, conversationId) {
      return doors.asCoach(coachId, async (tx): Promise<ClaimedTurn | undefined> => {
        const now = clock.now()
        const row = await lockConversation(tx, conversationId)
        const isDue = row.turnDueAt !== null && row.turnDueAt <= now
        const isLeased = row.leasedUntil !== null && row.leasedUntil > now
        if (row.state !== 'ai' || !isDue || isLeased) return undefined

        const [who] = await tx
          .select({ coach: coaches, client: clients })
          .from(clients)
          .innerJoin(coaches, eq(coaches.id, clients.coachId))
          .where(and(eq(clients.coachId, coachId), eq(clients.id, row.clientId)))
        if (!who?.client.consentAt) return undefined // the gate: no client text reaches a model before consent

        const leaseId = ids.next()
        await tx
          .update(conversations)
          .set({ leaseId, leasedUntil: new Date(now.getTime() + leaseMs), turnAttempts: row.turnAttempts + 1 })
          .where(and(eq(conversations.coachId, coachId), eq(conversations.id, conversationId)))

        const recent = await listRecent(conversationId)
        return {
          coachId,
          conversationId,
          leaseId,
          attempts: row.turnAttempts + 1,
          aiAllowed: row.aiEnabled && who.coach.mode === 'auto',
          leftToAi:
            row.stateReason === 'left_to_ai' &&
            recent.every((message) => message.senderType !== 'client' || message.sentAt <= row.stateSince),
          upToSeq: Math.max(
            0,
            ...recent.filter((message) => message.senderType === 'client').map((message) => message.seq),
          ),
          coach: { displayName: who.coach.displayName, methodology: who.coach.methodology },
          client: {
            displayName: who.client.displayName,
            language: who.client.language,
            telegramUserId: who.client.telegramUserId,
          },
          messages: recent,
          noteForAi: await findNoteForAi(conversationId),
        }

        async function listRecent(id: string) {
          const answered = sql`coalesce((select max(seq) from ${messages} where coach_id = ${coachId} and conversation_id = ${id}
            and visibility = 'shared' and sender_type <> 'client'), 0)`
          const rows = await tx
            .select({
              message: messages,
              member: coachMembers.displayName,
              isUnanswered: gt(messages.seq, answered).mapWith(Boolean),
            })
            .from(messages)
            .leftJoin(
              coachMembers,
              and(eq(coachMembers.coachId, messages.coachId), eq(sql`${coachMembers.id}::text`, messages.senderId)),
            )
            .where(
              and(eq(messages.coachId, coachId), eq(messages.conversationId, id), eq(messages.visibility, 'shared')),
            )
            .orderBy(desc(messages.seq))
            .limit(unansweredAtMost)
          return rows
            .filter((row, index) => index < recentMessages || row.isUnanswered)
            .reverse()
            .map((row) => toStoredMessage(row.message, row.member ?? who?.client.displayName ?? ''))
        }

        async function findNoteForAi(id: string) {
          const [handback] = await tx
            .select({ note: handoffs.noteForAi })
            .from(handoffs)
            .where(
              and(
                eq(handoffs.coachId, coachId),
                eq(handoffs.conversationId, id),
                eq(handoffs.closedReason, 'handback'),
                isNotNull(handoffs.noteForAi),
                // A reply that was dropped does not count: the next one is made from the note as well.
                sql`not exists (select from ${messages} where ${messages.coachId} = ${coachId}
                  and ${messages.conversationId} = ${id} and ${messages.senderType} = 'ai'
                  and ${messages.visibility} = 'shared' and ${messages.sentAt} >= ${handoffs.closedAt})`,
              ),
            )
            .orderBy(desc(handoffs.closedAt))
            .limit(1)
          return handback?.note ?? undefined
        }
      })
    },

    renewLease({ coachId, conversationId, leaseId }) {
      return doors.asCoach(coachId, async (tx) => {
        const renewed = await tx
          .update(conversations)
          .set({ leasedUntil: new Date(clock.now().getTime() + leaseMs) })
          .where(
            and(
              eq(conversations.coachId, coachId),
              eq(conversations.id, conversationId),
              eq(conversations.leaseId, leaseId),
            ),
          )
          .returning({ id: conversations.id })
        return renewed.length > 0
      })
    },
  }
}
