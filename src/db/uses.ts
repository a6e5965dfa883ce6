/** How the AI's answers turned out that were given an intervention as an example: looked at while something may come of them. */
import { and, asc, eq, lte, sql } from 'drizzle-orm'
import type { Outcome } from '../coaching/confidence/calibration.ts'
import { outcomeOf } from '../coaching/confidence/outcomes.ts'
import type { InterventionAnalysis } from '../coaching/learning/analysis.ts'
import { approachOf } from '../coaching/learning/approach.ts'
import * as approaches from '../coaching/learning/client-approach.ts'
import { aftermath } from './aftermath.ts'
import type { CoachTx } from './doors.ts'
import { changeApproaches, lockLevels } from './levels.ts'
import { conversations, messages } from './schema/conversations.ts'
import { exampleUses, interventionAnalyses } from './schema/learning.ts'

/** So soon after an answer something can be told of it. */
const firstLookMs = 10 * 60_000
/** Until then people react to what they were told, and it is looked at again. */
const reactsWithinMs = 24 * 3_600_000
const againMs = 6 * 3_600_000
/** Of one transaction, which holds what is learned of the coach: some milliseconds. */
const countedAtOnce = 200

export function firstLook(now: Date): Date {
  return new Date(now.getTime() + firstLookMs)
}

/** An answer was given these as examples: what comes of it is to be counted. */
export async function markUses(
  tx: CoachTx,
  { messageId, examples, follows }: { messageId: string; examples: readonly string[]; follows: string | undefined },
  now: Date,
): Promise<void> {
  // One may have gone with its client since the answer was given it.
  await tx.execute(sql`insert into "example_uses" ("coach_id", intervention_id, message_id, follows, due_at)
    select coach_id, id, ${messageId}::uuid, id::text = ${follows ?? ''}, ${firstLook(now).toISOString()}::timestamptz
    from human_intervention_analyses where coach_id = ${tx.coachId}::uuid and id = any(${arrayOf(examples)}::uuid[])`)
}

/** @returns whether there was anything to count */
export async function countUses(tx: CoachTx, now: Date): Promise<boolean> {
  const isDue = and(eq(exampleUses.coachId, tx.coachId), lte(exampleUses.dueAt, now))
  const [some] = await tx.select({ one: sql`1` }).from(exampleUses).where(isDue).limit(1)
  if (!some) return false
  await lockLevels(tx)
  const due = await tx
    .select({
      ...{ interventionId: exampleUses.interventionId, messageId: messages.id, follows: exampleUses.follows },
      ...{ wasSaid: sql<boolean>`messages.visibility = 'shared'`, sentAt: messages.sentAt },
      ...{
        clientId: conversations.clientId,
        analysis: sql<InterventionAnalysis | null>`human_intervention_analyses.learned -> 'analysis'`,
      },
      raw: sql<number>`coalesce((messages.metadata #>> '{confidence_parts,raw}')::float, 0)`.mapWith(Number),
      ...aftermath,
    })
    .from(exampleUses)
    .innerJoin(messages, and(eq(messages.coachId, exampleUses.coachId), eq(messages.id, exampleUses.messageId)))
    .innerJoin(
      conversations,
      and(eq(conversations.coachId, messages.coachId), eq(conversations.id, messages.conversationId)),
    )
    .innerJoin(
      interventionAnalyses,
      and(
        eq(interventionAnalyses.coachId, exampleUses.coachId),
        eq(interventionAnalyses.id, exampleUses.interventionId),
      ),
    )
    .where(isDue)
    .orderBy(asc(exampleUses.dueAt))
    .limit(countedAtOnce)
    .for('update', { of: exampleUses, skipLocked: true })
  if (due.length === 0) return false // somebody reacts to it right now
  const seen = due.map(({ draft, kept, handoff, ...use }) => {
    const how = { draft: draft ?? undefined, kept: kept ?? undefined, handoff: handoff ?? undefined }
    return { ...use, outcome: use.wasSaid ? outcomeOf({ ...use, ...how }) : undefined }
  })
  await store(tx, seen, now)
  await learnFrom(tx, seen, now)
  return true
}

type Seen = {
  interventionId: string
  messageId: string
  clientId: string
  follows: boolean
  wasSaid: boolean
  sentAt: Date
  /** As it is learned from now. */
  analysis: InterventionAnalysis | null
  outcome: Outcome | undefined
}

/** Each as it was found; of their examples how often they were used, and how well that went. */
async function store(tx: CoachTx, seen: readonly Seen[], now: Date): Promise<void> {
  const rows = seen.map((use) => ({
    ...{ intervention_id: use.interventionId, message_id: use.messageId, was_said: use.wasSaid },
    ...{ due_at: nextLook(use, now), is_good: use.outcome?.isGood ?? null, weight: use.outcome?.weight ?? null },
  }))
  await tx.execute(sql`update "example_uses" as use
    set was_said = seen.was_said, due_at = seen.due_at, is_good = seen.is_good, weight = seen.weight
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as seen(intervention_id uuid, message_id uuid, was_said boolean,
      due_at timestamptz, is_good boolean, weight float8)
    where use.coach_id = ${tx.coachId}::uuid and use.intervention_id = seen.intervention_id and use.message_id = seen.message_id`)
  const examples = [...new Set(seen.map(({ interventionId }) => interventionId))]
  await tx.execute(sql`update "human_intervention_analyses" as example
    set times_used_by_ai = counted.used, ai_success_rate = counted.worked / nullif(counted.known, 0)
    from (select intervention_id, count(*) as used, sum(weight) as known, coalesce(sum(weight) filter (where is_good), 0) as worked
      from "example_uses" where coach_id = ${tx.coachId}::uuid and intervention_id = any(${arrayOf(examples)}::uuid[]) and was_said
      group by intervention_id) as counted
    where example.coach_id = ${tx.coachId}::uuid and example.id = counted.intervention_id`)
}

/** What the AI did as in an example, and is known to have helped or not, tells of what helps that client. */
async function learnFrom(tx: CoachTx, seen: readonly Seen[], now: Date): Promise<void> {
  const followed = seen.flatMap(({ analysis, ...use }) => (analysis && use.follows ? [{ ...use, analysis }] : []))
  const byState = Map.groupBy(followed, ({ clientId, analysis }) => `${clientId} ${analysis.situation}`)
  for (const uses of byState.values()) {
    const [{ clientId, analysis }] = uses as [(typeof uses)[0]]
    await changeApproaches(tx, { clientId, situation: analysis.situation }, now, (state) => uses.reduce(withUse, state))
  }
}

function withUse(
  state: approaches.ClientApproaches | undefined,
  {
    messageId,
    sentAt,
    analysis,
    outcome,
  }: Pick<Seen, 'messageId' | 'sentAt' | 'outcome'> & { analysis: InterventionAnalysis },
): approaches.ClientApproaches | undefined {
  if (!outcome) return state && approaches.takeBack(state, messageId)
  const { situation } = analysis
  return approaches.learn(state, {
    ...{ kind: 'use' as const, messageId, at: sentAt, situation, ...approachOf(analysis) },
    ...{ success: outcome.isGood ? (1 as const) : (0 as const), weight: outcome.weight },
  })
}

/** Reactions are looked at whenever they come, and what was held back when it is sent; some clients write on weeks later. */
function nextLook({ sentAt, wasSaid, outcome }: Pick<Seen, 'sentAt' | 'wasSaid' | 'outcome'>, now: Date): Date | null {
  const ageMs = now.getTime() - sentAt.getTime()
  if (ageMs < reactsWithinMs) return new Date(now.getTime() + againMs)
  return wasSaid && !outcome ? new Date(now.getTime() + ageMs) : null
}

function arrayOf(ids: readonly string[]): string {
  return `{${ids.join(',')}}`
}
