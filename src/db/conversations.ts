/** The conversations port: every change of a conversation is one transaction under its row's lock. */
import { and, desc, eq, gt, isNotNull, isNull, not, sql } from 'drizzle-orm'
import { isCopilotOn } from '../coaching/copilot/setting.ts'
import { NotFound } from '../coaching/errors.ts'
import { resumedLate } from '../coaching/handoff/reminders.ts'
import type { ClaimedTurn, Clock, Conversations, Ids, StoredMessage, UpcomingTurn } from '../coaching/ports.ts'
import { recentMessages } from '../coaching/prompt.ts'
import { restrictedMs } from '../coaching/safety/closing.ts'
import { currentCalibration } from './calibrations.ts'
import { changeConversation, lockConversation } from './conversation-row.ts'
import type { Doors } from './doors.ts'
import { findRejected, listDecided } from './drafts.ts'
import { applyEffects, type Reach } from './effects.ts'
import { isMessageGoing } from './going.ts'
import { clients } from './schema/clients.ts'
import { coaches, coachMembers } from './schema/coaches.ts'
import { conversations, messages, spokenMessages } from './schema/conversations.ts'
import { handoffs, safetyEpisodes } from './schema/handoffs.ts'
import { findMessage, takeSnapshot, toStoredMessage } from './snapshot.ts'
import { statement } from './statement.ts'
import { coachFacts, toTurnFacts } from './turn-facts.ts'
import { recordUpdate } from './updates.ts'

/** A worker renews its lease well within this; a worker that died is replaced after it. */
export const leaseMs = 30_000
/** More unanswered messages than this are not sent to the model in one turn. */
const unansweredAtMost = 40

const coachId = sql.placeholder('coachId')
const conversationId = sql.placeholder('conversationId')

const readWho = statement((tx) =>
  tx
    .select({
      ...coachFacts(sql`${conversations.coachId}`),
      client: clients,
    })
    .from(conversations)
    .innerJoin(clients, and(eq(clients.coachId, conversations.coachId), eq(clients.id, conversations.clientId)))
    .innerJoin(coaches, eq(coaches.id, conversations.coachId))
    .where(and(eq(conversations.coachId, coachId), eq(conversations.id, conversationId))),
)

/** The newest first, each with whether it has been answered. */
const readRecent = statement((tx) =>
  tx
    .select({
      message: messages,
      member: coachMembers.displayName,
      isUnanswered: gt(
        messages.seq,
        sql`coalesce((select max(m.seq) from ${messages} m where m.coach_id = ${coachId}
          and m.conversation_id = ${conversationId} and m.visibility = 'shared' and m.sender_type <> 'client'), 0)`,
      ).mapWith(Boolean),
    })
    .from(messages)
    .leftJoin(
      coachMembers,
      and(eq(coachMembers.coachId, messages.coachId), eq(sql`${coachMembers.id}::text`, messages.senderId)),
    )
    .where(
      and(
        eq(messages.coachId, coachId),
        eq(messages.conversationId, conversationId),
        eq(messages.visibility, 'shared'),
        isNull(messages.forgottenAt),
        not(isMessageGoing(messages)),
      ),
    )
    .orderBy(desc(messages.seq))
    .limit(sql.placeholder('atMost')),
)

/** The note of the last handback, if no AI message has followed it. */
const readNote = statement((tx) =>
  tx
    .select({ note: handoffs.noteForAi })
    .from(handoffs)
    .where(
      and(
        eq(handoffs.coachId, coachId),
        eq(handoffs.conversationId, conversationId),
        eq(handoffs.closedReason, 'handback'),
        isNotNull(handoffs.noteForAi),
        // A reply that was dropped does not count: the next one is made from the note as well.
        sql`not exists (select from ${messages} where ${messages.coachId} = ${handoffs.coachId}
          and ${messages.conversationId} = ${handoffs.conversationId} and ${messages.senderType} = 'ai'
          and ${messages.visibility} = 'shared' and ${messages.sentAt} >= ${handoffs.closedAt})`,
      ),
    )
    .orderBy(desc(handoffs.closedAt))
    .limit(1),
)

/** What a client or the team has said is written down before it is answered. */
const readListening = statement((tx) =>
  tx
    .select({ messageId: spokenMessages.messageId })
    .from(spokenMessages)
    .where(and(eq(spokenMessages.coachId, coachId), eq(spokenMessages.conversationId, conversationId)))
    .limit(1),
)

/** What is over of crises: for a while the AI is careful, and what a human has dealt with is not weighed again. */
const readPastCrises = statement((tx) =>
  tx
    .select({
      isRecent: sql<boolean>`coalesce(bool_or(outcome = 'safe' and closed_at > ${sql.placeholder('since')}), false)`,
      dealtWithUpToSeq: sql<number>`coalesce(max(closed_up_to_seq), 0)::float8`,
    })
    .from(safetyEpisodes)
    .where(and(eq(safetyEpisodes.coachId, coachId), eq(safetyEpisodes.conversationId, conversationId))),
)

/** The AI is to answer, and nobody is at it yet. */
const readWaiting = statement((tx) =>
  tx
    .select({ clientId: conversations.clientId })
    .from(conversations)
    .where(
      and(
        eq(conversations.coachId, coachId),
        eq(conversations.id, conversationId),
        eq(conversations.state, 'ai'),
        eq(conversations.aiEnabled, true),
        eq(conversations.turnDueAt, sql.placeholder('dueAt')),
        isNull(conversations.leaseId),
      ),
    ),
)

type Deps = { doors: Doors; clock: Clock; ids: Ids; reach?: Reach }

export function createConversations({ doors, clock, ids, reach }: Deps): Conversations {
  return {
    change(address, origin, rule) {
      return doors.asCoach(address.coachId, async (tx) => {
        const [isNew, snapshot, message] = await Promise.all([
          !origin || recordUpdate(tx, origin, clock.now()),
          takeSnapshot(tx, address.conversationId),
          address.message && findMessage(tx, address.conversationId, address.message),
        ])
        if (!isNew) return undefined
        // A right that was taken back while the AI thought is none any more.
        const decided = address.withDrafts && isCopilotOn(snapshot) && (await listDecided(tx, address.conversationId))
        const { effects, result } = rule({ ...snapshot, ...(decided && { decided }) }, message)
        return { result, wakeUps: await applyEffects(tx, snapshot, effects, { clock, ids, reach }) }
      })
    },

    claimTurn(coachId, conversationId) {
      return doors.asCoach(coachId, async (tx): Promise<ClaimedTurn | undefined> => {
        const now = clock.now()
        const row = await lockConversation(tx, conversationId)
        const isDue = row.turnDueAt !== null && row.turnDueAt <= now
        const isLeased = row.leasedUntil !== null && row.leasedUntil > now
        if (row.state !== 'ai' || !isDue || isLeased) return undefined

        const leaseId = ids.next()
        const ours = { coachId, conversationId }
        const [[who], found, [handback], [crises], calibration, listening] = await Promise.all([
          readWho(tx, ours),
          readRecent(tx, { ...ours, atMost: unansweredAtMost }),
          readNote(tx, ours),
          readPastCrises(tx, { ...ours, since: new Date(now.getTime() - restrictedMs) }),
          currentCalibration(tx, now),
          readListening(tx, ours),
        ])
        if (listening.length > 0) return undefined // whoever listens makes the turn due
        if (!who?.client.consentAt) return undefined // the gate: no client text reaches a model before consent
        const asked = toAsked(ours, row.clientId, who, found, crises)
        const recent = asked.messages
        const leasedUntil = new Date(now.getTime() + leaseMs)
        await changeConversation(tx, conversationId, { leaseId, leasedUntil, turnAttempts: row.turnAttempts + 1 })
        const isCopilot = isCopilotOn({ copilot: row.copilot, coach: who.coach })
        const rejectedDraft = isCopilot ? await findRejected(tx, conversationId) : undefined
        const isOldNews = recent.every((message) => message.senderType !== 'client' || message.sentAt <= row.stateSince)
        return {
          conversationId,
          leaseId,
          claimedAt: now,
          attempts: row.turnAttempts + 1,
          aiAllowed: row.aiEnabled && who.coach.mode !== 'off',
          rejectedDraft,
          ...toTurnFacts(who),
          ...asked,
          leftToAi: (row.stateReason === 'left_to_ai' || row.stateReason === resumedLate) && isOldNews,
          // Whoever waited only for want of a key, or of the AI, has not been judged yet.
          alreadyCalled: row.stateReason !== null && !['key_set', 'ai_on'].includes(row.stateReason) && isOldNews,
          upToSeq: Math.max(
            0,
            ...recent.filter((message) => message.senderType === 'client').map((message) => message.seq),
          ),
          calibration,
          noteForAi: handback?.note ?? undefined,
          isRestricted: crises?.isRecent ?? false,
        }
      })
    },

    peekTurn(coachId, conversationId, dueAt) {
      return doors.asCoach(coachId, async (tx): Promise<UpcomingTurn | undefined> => {
        const ours = { coachId, conversationId }
        const [[waiting], [who], found, [crises], listening] = await Promise.all([
          readWaiting(tx, { ...ours, dueAt }),
          readWho(tx, ours),
          readRecent(tx, { ...ours, atMost: unansweredAtMost }),
          readPastCrises(tx, { ...ours, since: clock.now() }),
          readListening(tx, ours),
        ])
        if (listening.length > 0) return undefined
        if (!waiting || !who?.client.consentAt || who.coach.mode === 'off' || who.deadKey) return undefined
        return toAsked(ours, waiting.clientId, who, found, crises)
      })
    },

    readMaterial(coachId, conversationId, newest = recentMessages) {
      return doors.asCoach(coachId, async (tx) => {
        const ours = { coachId, conversationId }
        const [[who], found] = await Promise.all([
          readWho(tx, ours),
          readRecent(tx, { ...ours, atMost: unansweredAtMost }),
        ])
        if (!who?.client.consentAt) throw new NotFound(`conversation ${conversationId} with consent`)
        const { coach, client } = who
        return {
          coach: { displayName: coach.displayName, methodology: coach.methodology, language: coach.language },
          client: toClient(who),
          messages: toRecent(found, client.displayName, newest),
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

type Who = Awaited<ReturnType<typeof readWho>>[number]

/** What the past and the documents are looked up by. */
function toAsked(
  { coachId }: { coachId: string },
  clientId: string,
  who: Who,
  found: RecentRow[],
  crises: { dealtWithUpToSeq: number } | undefined,
): UpcomingTurn {
  const { coach, team, hasDocuments } = toTurnFacts(who)
  return {
    ...{ coachId, clientId, coach, team, hasDocuments },
    client: toClient(who),
    messages: toRecent(found, who.client.displayName),
    // An answer that has been forgotten was one: what it answered does not wait again.
    dealtWithUpToSeq: Math.max(
      crises?.dealtWithUpToSeq ?? 0,
      ...found.flatMap(({ message, isUnanswered }) => (isUnanswered ? [] : message.seq)),
    ),
  }
}

function toClient({ client, coach }: Who): ClaimedTurn['client'] {
  return {
    displayName: client.displayName,
    language: client.language,
    timezone: client.timezone === 'UTC' ? coach.timezone : client.timezone,
    telegramUserId: client.telegramUserId,
  }
}

type RecentRow = Awaited<ReturnType<typeof readRecent>>[number]

/** The newest messages, oldest first, among them every unanswered one up to a limit. */
function toRecent(found: RecentRow[], clientName: string, newest = recentMessages): StoredMessage[] {
  return found
    .filter((row, index) => index < newest || row.isUnanswered)
    .reverse()
    .map((row) => toStoredMessage(row.message, row.member ?? clientName))
}
