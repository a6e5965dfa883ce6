/** A coach's calibration: read with each turn, and made anew from the rows when it has grown old. */
import { and, desc, eq, isNotNull, type SQL, sql } from 'drizzle-orm'
import type { HandoffReason } from '../coaching/attribution.ts'
import { type Calibration, refit } from '../coaching/confidence/calibration.ts'
import { outcomeOf, outcomeOfHandoffLeftToAi } from '../coaching/confidence/outcomes.ts'
import type { CoachTx } from './doors.ts'
import { confidenceCalibrations } from './schema/confidence.ts'
import { messages } from './schema/conversations.ts'
import { handoffs } from './schema/handoffs.ts'
import { statement } from './statement.ts'

/** Outcomes count this much later at most: a turn that finds an older calibration makes it anew. */
export const calibrationLifeMs = 10 * 60_000
/** The newest answers, and handoffs, that are looked at: enough to tell, and a coach may change their method. */
const newestAnswers = 500

const coachId = sql.placeholder('coachId')

const readCalibration = statement((tx) =>
  tx.select().from(confidenceCalibrations).where(eq(confidenceCalibrations.coachId, coachId)),
)

const rawOf = (json: typeof messages.metadata | typeof handoffs.signals) =>
  sql<number>`(${json} #>> '{confidence_parts,raw}')::float`.mapWith(Number)

/** Not by the client, who says no more by it than that they go on. */
const isLeftByTeam = (handoff: SQL) => sql`(${handoff}.closed_reason = 'left_to_ai'
  and exists (select from conversation_moves m where m.coach_id = ${handoff}.coach_id
    and m.conversation_id = ${handoff}.conversation_id and m.reason = 'left_to_ai' and m.by_whom <> 'client'
    and m.moved_at = ${handoff}.closed_at))`

/** The handoff `h` came after a message. Of the same instant it did, unless it was over by then. */
const isAfter = (message: SQL) => sql`(h.opened_at >= ${message}.sent_at
  and (h.closed_at is null or h.closed_at > ${message}.sent_at))`

/**
 * The newest answers, each with what followed it in its conversation. Columns are written out: of a single table Drizzle
 * leaves the table's name away, and inside a subquery they would be that one's own.
 */
const readAnswers = statement((tx) =>
  tx
    .select({
      raw: rawOf(messages.metadata),
      draft: sql<'sent' | 'replaced' | 'waiting' | null>`case
        when messages.metadata ? 'approved_by' then 'sent'
        when messages.visibility <> 'held' then null
        when exists (select from handoffs h where h.coach_id = messages.coach_id and h.closed_at is not null
          and h.id::text = messages.metadata ->> 'held_for_handoff'
          and (h.claimed_at is not null or ${isLeftByTeam(sql`h`)})) then 'replaced'
        else 'waiting' end`,
      reactions: sql<string[]>`(select coalesce(json_agg(r.emoji), '[]'::json) from message_reactions r
        where r.coach_id = messages.coach_id and r.message_id = messages.id and r.taken_back_at is null)`,
      handoff: sql<{ reason: HandoffReason; afterMs: number } | null>`(select json_build_object('reason', h.reason,
          'afterMs', extract(epoch from h.opened_at - messages.sent_at) * 1000)
        from handoffs h where h.coach_id = messages.coach_id and h.conversation_id = messages.conversation_id
          and ${isAfter(sql`messages`)} and not exists (select from messages later
            where later.coach_id = messages.coach_id and later.conversation_id = messages.conversation_id
              and later.seq > messages.seq and later.sender_type = 'ai' and later.visibility = 'shared'
              and ${isAfter(sql`later`)})
        order by h.opened_at limit 1)`,
      wroteOn: sql<boolean>`exists (select from messages later where later.coach_id = messages.coach_id
        and later.conversation_id = messages.conversation_id and later.seq > messages.seq
        and later.sender_type = 'client' and later.visibility = 'shared')`,
    })
    .from(messages)
    .where(
      and(
        eq(messages.coachId, coachId),
        eq(messages.senderType, 'ai'),
        sql`${messages.visibility} in ('shared', 'held')`,
        sql`${messages.metadata} ? 'confidence_parts'`,
      ),
    )
    .orderBy(desc(messages.seq))
    .limit(newestAnswers),
)

/** Handoffs that were judged, and that the coach left to the AI. */
const readLeftToAi = statement((tx) =>
  tx
    .select({ raw: rawOf(handoffs.signals) })
    .from(handoffs)
    .where(
      and(
        eq(handoffs.coachId, coachId),
        isNotNull(sql`${handoffs.signals} #>> '{confidence_parts,raw}'`),
        isLeftByTeam(sql`handoffs`),
      ),
    )
    .orderBy(desc(handoffs.closedAt))
    .limit(newestAnswers),
)

/**
 * The coach's calibration, refitted from the rows if it is older than `calibrationLifeMs`. Safe at any time and in any
 * number: whoever refits gets the same from the same rows, and a refit that is lost with its transaction is made by the
 * next turn.
 */
export async function currentCalibration(tx: CoachTx, now: Date): Promise<Calibration> {
  const [known] = await readCalibration(tx, { coachId: tx.coachId })
  if (known && now.getTime() - known.refittedAt.getTime() < calibrationLifeMs) return toCalibration(known)
  const [answers, leftToAi] = await Promise.all([
    readAnswers(tx, { coachId: tx.coachId }),
    readLeftToAi(tx, { coachId: tx.coachId }),
  ])
  const fitted = refit([
    ...answers.flatMap(({ raw, draft, reactions, handoff, wroteOn }) => {
      const outcome = outcomeOf({ raw, draft: draft ?? undefined, reactions, handoff: handoff ?? undefined, wroteOn })
      return outcome ?? []
    }),
    ...leftToAi.map(({ raw }) => outcomeOfHandoffLeftToAi(raw)),
  ])
  await tx
    .insert(confidenceCalibrations)
    .values({ coachId: tx.coachId, ...fitted, refittedAt: now })
    .onConflictDoUpdate({ target: confidenceCalibrations.coachId, set: { ...fitted, refittedAt: now } })
  return fitted
}

function toCalibration({ intercept, slope, n }: Calibration): Calibration {
  return { intercept, slope, n }
}
