/** A coach's calibration: read with each turn, and made anew from the rows when it has grown old. */
import { and, desc, eq, isNotNull, sql } from 'drizzle-orm'
import { type Calibration, refit } from '../coaching/confidence/calibration.ts'
import { outcomeOf, outcomeOfHandoffLeftToAi } from '../coaching/confidence/outcomes.ts'
import { aftermath, isLeftByTeam } from './aftermath.ts'
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

/**
 * The newest answers, each with what followed it in its conversation.
 */
const readAnswers = statement((tx) =>
  tx
    .select({
      raw: rawOf(messages.metadata),
      ...aftermath,
    })
    .from(messages)
    .where(
      and(
        eq(messages.coachId, coachId),
        eq(messages.senderType, 'ai'),
        sql`(${messages.visibility} in ('shared', 'held') or (${messages.visibility} = 'dropped'
          and ${messages.metadata} #>> '{draft,outcome}' in ('rejected', 'taken_over')))`,
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
    ...answers.flatMap(({ raw, draft, kept, reactions, handoff, wroteOn }) => {
      const how = { draft: draft ?? undefined, kept: kept ?? undefined }
      const outcome = outcomeOf({ raw, ...how, reactions, handoff: handoff ?? undefined, wroteOn })
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
