/** The works of learning: interventions are analysed under a lease, and once more when it can be seen how they ended. */
import { and, asc, desc, eq, gt, gte, isNull, lt, lte, not, or, type SQL, sql } from 'drizzle-orm'
import { deliver } from '../coaching/alerts.ts'
import type { Effect, SenderType } from '../coaching/conversation.ts'
import { NotFound } from '../coaching/errors.ts'
import {
  type InterventionRun,
  messagesAround,
  outcomeSettlesMs,
  outcomeWaitsMs,
  type RunMessage,
} from '../coaching/learning/intervention.ts'
import { isShownAnew } from '../coaching/learning/moment.ts'
import type { InterventionOutcome, InterventionWork, InterventionWorks } from '../coaching/learning/ports.ts'
import { learningSettingOf, unreadAfterMs } from '../coaching/learning/setting.ts'
import type { Clock, Ids, StoredMessage } from '../coaching/ports.ts'
import type { CoachTx, Doors } from './doors.ts'
import { applyEffects } from './effects.ts'
import { noVector } from './example-vectors.ts'
import { isMessageGoing } from './going.ts'
import { lockLevels, relearn } from './levels.ts'
import { readWho } from './memory-material.ts'
import { coaches, coachMembers } from './schema/coaches.ts'
import { messages } from './schema/conversations.ts'
import { incidents } from './schema/incidents.ts'
import { interventionAnalyses } from './schema/learning.ts'
import { takeSnapshot, toStoredMessage } from './snapshot.ts'
import { storable } from './storable.ts'
import { recordUsage } from './usage.ts'
import { countUses } from './uses.ts'
import { toWordsText } from './vector-text.ts'

/** A call to the model, asked twice, takes no longer; whoever takes longer has died. */
const analysisLongestMs = 180_000
/** In a crisis a model writes nothing of it. */
const crisisWaitMs = 10 * 60_000
/** What fails so often is left alone: a coach who wants it learned can teach it. */
const attemptsAtMost = 12

type Row = typeof interventionAnalyses.$inferSelect

/**
 * Due by its own time, or since the client has written, for the first time, what may show how it ended. Once that has been looked
 * at the last look is soon enough: a client who writes on all day, or a model that sees no outcome, would be paid for each time.
 * So would a try that failed, which waits for its own time, and words that are there and cannot be read any more.
 */
export function interventionIsDue(now: Date): SQL | undefined {
  const settled = new Date(now.getTime() - outcomeSettlesMs).toISOString()
  return or(
    lte(interventionAnalyses.dueAt, now),
    sql`(human_intervention_analyses.due_at = human_intervention_analyses.ended_at + ${milliseconds(outcomeWaitsMs)}
      and human_intervention_analyses.lease_id is null and human_intervention_analyses.analysis is not null
      and human_intervention_analyses.seen_seq <= human_intervention_analyses.to_seq
      and exists (select from messages m where m.coach_id = human_intervention_analyses.coach_id
        and m.conversation_id = human_intervention_analyses.conversation_id and m.seq > human_intervention_analyses.to_seq
        and m.sender_type = 'client' and m.visibility = 'shared' and m.forgotten_at is null
        and m.sent_at <= ${settled}::timestamptz
        and m.sent_at > human_intervention_analyses.analysed_at - ${milliseconds(outcomeSettlesMs)}))`,
  )
}

function milliseconds(ms: number): SQL {
  return sql`${`${ms} milliseconds`}::interval`
}

/** Due at the end of its week, and at no look before: whether it is kept. */
const isToBeKept = sql`(human_intervention_analyses.analysis is not null
  and human_intervention_analyses.due_at = human_intervention_analyses.ended_at + ${milliseconds(unreadAfterMs)})`

export function createInterventionWorks({
  doors,
  clock,
  ids,
}: {
  doors: Doors
  clock: Clock
  ids: Ids
}): InterventionWorks {
  return {
    claim(coachId) {
      return doors.asCoach(coachId, async (tx) => {
        const now = clock.now()
        const [due] = await tx
          .select()
          .from(interventionAnalyses)
          .where(and(eq(interventionAnalyses.coachId, coachId), interventionIsDue(now), not(isToBeKept)))
          .orderBy(asc(interventionAnalyses.dueAt))
          .limit(1)
          .for('update', { skipLocked: true })
        if (!due) return undefined
        const who = due.conversationId === null ? undefined : await readWho(tx, due.conversationId)
        // The gate: no client's text reaches a model without consent. What was said in private is of no client.
        const mayBeRead = due.conversationId === null ? due.given !== null : Boolean(who?.client.consentAt)
        if (!mayBeRead || due.attempts >= attemptsAtMost) {
          const over = { dueAt: mayBeRead ? afterLooks(due) : null, leaseId: null, given: givenAfter(due) }
          await tx.update(interventionAnalyses).set(over).where(isRow(tx, due.id))
          return undefined
        }
        if (who?.inCrisis) {
          const dueAt = new Date(now.getTime() + crisisWaitMs)
          await tx.update(interventionAnalyses).set({ dueAt, leaseId: null }).where(isRow(tx, due.id))
          return undefined
        }
        const leaseId = ids.next()
        const attempts = due.attempts + 1
        const dueAt = new Date(now.getTime() + analysisLongestMs)
        await tx.update(interventionAnalyses).set({ leaseId, attempts, dueAt }).where(isRow(tx, due.id))
        const { coach, keyIsDead } = who ?? (await readCoach(tx))
        const client = who?.client
        const team = await tx
          .select({ name: coachMembers.displayName })
          .from(coachMembers)
          .where(eq(coachMembers.coachId, coachId))
        return {
          ...toIntervention(due),
          ...{ coachId, conversationId: due.conversationId ?? undefined, leaseId, attempts, keyIsDead },
          wasShown: due.analysedAt !== null,
          coach: { displayName: coach.displayName },
          language: (client ?? coach).language,
          names: [...new Set([...(client ? [client.displayName] : []), coach.displayName, ...team.map(nameOf)])],
          ...(await readRun(tx, due, client?.displayName ?? '', coach.displayName)),
        } satisfies InterventionWork
      })
    },

    keepUnread(coachId) {
      return doors.asCoach(coachId, async (tx) => {
        const now = clock.now()
        const [due] = await tx
          .select({ id: interventionAnalyses.id, conversationId: interventionAnalyses.conversationId })
          .from(interventionAnalyses)
          .where(and(eq(interventionAnalyses.coachId, coachId), lte(interventionAnalyses.dueAt, now), isToBeKept))
          .limit(1)
        if (!due) return []
        const [coach] = await tx.select({ settings: coaches.settings }).from(coaches).where(eq(coaches.id, coachId))
        const s = due.conversationId === null ? undefined : await takeSnapshot(tx, due.conversationId)
        await lockLevels(tx)
        const [row] = await tx
          .update(interventionAnalyses)
          .set({
            dueAt: null,
            ...(coach && learningSettingOf(coach.settings).learnsUnread
              ? {
                  verdict: sql`coalesce(${interventionAnalyses.verdict}, 'kept')`,
                  verdictAt: sql`coalesce(${interventionAnalyses.verdictAt}, ${now.toISOString()}::timestamptz)`,
                }
              : {}),
          })
          .where(and(isRow(tx, due.id), lte(interventionAnalyses.dueAt, now)))
          .returning()
        if (!row) return []
        await relearn(tx, row, now)
        const shown = s ? await applyEffects(tx, s, [showMoment(row.id, false, ids)], { clock, ids }) : []
        return [...shown, { kind: 'learn', coachId }]
      })
    },

    countUses: (coachId) => doors.asCoach(coachId, (tx) => countUses(tx, clock.now())),

    record(work, outcome) {
      return doors.asCoach(work.coachId, async (tx) => {
        const now = clock.now()
        // The conversation first, as everywhere.
        const s = work.conversationId === undefined ? undefined : await takeSnapshot(tx, work.conversationId)
        const effects: Effect[] = []
        const usage = 'usage' in outcome ? outcome.usage : undefined
        if (usage && s) effects.push({ kind: 'record_usage', id: ids.next(), purpose: 'analysis', usage })
        else if (usage) await recordUsage(tx, { id: ids.next(), purpose: 'analysis', usage, usedAt: now })
        if (outcome.kind === 'analysed') await lockLevels(tx)
        const [kept] = await tx
          .update(interventionAnalyses)
          .set({
            ...columnsOf(work, outcome, now),
            ...(outcome.kind !== 'later' && work.kind === 'imported' && { given: null }),
            leaseId: null,
          })
          .where(and(isRow(tx, work.id), eq(interventionAnalyses.leaseId, work.leaseId)))
          .returning()
        if (kept && outcome.kind === 'analysed') {
          await relearn(tx, kept, now)
          if (isShownAnew(work.analysis, outcome.analysis)) effects.push(showMoment(work.id, !work.wasShown, ids))
        }
        // Of what was shown nothing is left.
        if (kept && outcome.kind === 'nothing' && work.wasShown) effects.push(showMoment(work.id, false, ids))
        return s ? applyEffects(tx, s, effects, { clock, ids }) : []
      })
    },
  }
}

/** Shown first under its own id, so that what is said of it later finds its place. */
export function showMoment(interventionId: string, isFirst: boolean, ids: Ids): Effect {
  return deliver({
    id: isFirst ? interventionId : ids.next(),
    target: 'topic',
    lane: 'mirror',
    body: { kind: 'moment', interventionId },
  })
}

function columnsOf(work: InterventionWork, outcome: InterventionOutcome, now: Date): Partial<Row> {
  if (outcome.kind === 'later') return { dueAt: outcome.at, attempts: work.attempts - (outcome.counts ? 0 : 1) }
  if (outcome.kind === 'nothing' && !work.analysis) return { dueAt: null, attempts: 0 }
  const lastLook = new Date(work.endedAt.getTime() + outcomeWaitsMs)
  const seen = [...work.before, ...work.said, ...work.after].flatMap(({ seq }) => seq ?? [])
  const looked = {
    ...{ attempts: 0, analysedAt: now },
    dueAt: wasSaid(work) && now < lastLook ? lastLook : afterLooks({ ...work, analysis: true }),
    seenSeq: seen.length > 0 ? Math.max(...seen) : null,
  }
  // What an earlier look has found stands, and is kept in its time.
  if (outcome.kind === 'nothing') return looked
  return {
    ...looked,
    analysis: storable(outcome.analysis),
    firstSeq: seen.length > 0 ? Math.min(...seen) : null,
    situationText: storable(outcome.situationText),
    answerText: storable(outcome.answerText),
    words: toWordsText(outcome.words),
    ...noVector,
  }
}

/** When it is no more looked at: what a look has found stands, and is kept in its time. */
function afterLooks({ kind, endedAt, analysis }: Pick<InterventionWork, 'kind' | 'endedAt'> & { analysis: unknown }) {
  return analysis && wasSaid({ kind }) ? new Date(endedAt.getTime() + unreadAfterMs) : null
}

/** Of what was imported nothing is kept longer than it is needed. */
function givenAfter({ kind, given }: Row): Row['given'] {
  return kind === 'imported' ? null : given
}

function nameOf({ name }: { name: string }): string {
  return name
}

async function readCoach(tx: CoachTx) {
  const [found] = await tx
    .select({
      coach: coaches,
      keyIsDead: sql<boolean>`exists (select from ${incidents} i where i.coach_id = ${coaches.id}
        and i.kind = 'model_key' and i.closed_at is null)`,
    })
    .from(coaches)
    .where(eq(coaches.id, tx.coachId))
  if (!found) throw new NotFound(`coach ${tx.coachId}`)
  return found
}

/** What was never said to a client has no outcome to wait for, and is kept already. */
function wasSaid({ kind }: Pick<InterventionWork, 'kind'>): boolean {
  return kind === 'takeover' || kind === 'edited_draft' || kind === 'rejected_draft'
}

/** What is said of it, as far as it is there still. */
export async function readRun(tx: CoachTx, row: Row, client: string, coach: string): Promise<InterventionRun> {
  const { conversationId, fromSeq, toSeq, byMember, given } = row
  const said = given?.said.map((content) => saidBy('human_coach', coach, content)) ?? []
  if (given && conversationId === null)
    return { before: given.before?.map((content) => saidBy('client', client, content)) ?? [], said, after: [] }
  const shared = and(
    eq(messages.coachId, tx.coachId),
    eq(messages.conversationId, conversationId ?? ''),
    eq(messages.visibility, 'shared'),
    isNull(messages.forgottenAt),
    not(isMessageGoing(messages)),
  )
  const from = fromSeq ?? 0
  const to = toSeq ?? 0
  const list = (where: SQL | undefined) => tx.select().from(messages).where(and(shared, where))
  const [before, between, after] = await Promise.all([
    list(lt(messages.seq, from)).orderBy(desc(messages.seq)).limit(messagesAround),
    list(and(gte(messages.seq, from), lte(messages.seq, to)))
      .orderBy(asc(messages.seq))
      .limit(200),
    list(gt(messages.seq, to)).orderBy(asc(messages.seq)).limit(messagesAround),
  ])
  const stored = (row: (typeof between)[number]): StoredMessage =>
    toStoredMessage(row, row.senderType === 'client' ? client : coach)
  // What the AI said instead is nothing that the coach answered. What went out in its place was answered, what was taught was not.
  if (given)
    return { before: lastWords(before).reverse().map(stored), said, after: wasSaid(row) ? after.map(stored) : [] }
  return {
    before: before.reverse().map(stored),
    said: between.filter(({ senderId }) => senderId === byMember).map(stored),
    // What the client said in between shows how it went, as what they said afterwards does.
    after: [...between.filter(({ senderType }) => senderType === 'client'), ...after].map(stored),
  }
}

function saidBy(senderType: SenderType, senderName: string, content: string): RunMessage {
  return { senderType, senderName, kind: 'text', content }
}

/** @param newestFirst what the client said without a word in between */
function lastWords<M extends { senderType: SenderType }>(newestFirst: readonly M[]): M[] {
  const others = newestFirst.findIndex(({ senderType }) => senderType !== 'client')
  return newestFirst.slice(0, others < 0 ? undefined : others)
}

export function toIntervention(row: Row) {
  return {
    ...{ id: row.id, kind: row.kind, clientId: row.clientId ?? undefined },
    ...{ startedAt: row.startedAt, endedAt: row.endedAt },
    analysis: row.analysis ?? undefined,
    verdict: row.verdict ?? undefined,
  }
}

export function isRow(tx: CoachTx, id: string) {
  return and(eq(interventionAnalyses.coachId, tx.coachId), eq(interventionAnalyses.id, id))
}
