/** The sweep port: what rows say is due, whether or not a queue entry says so too. */
import { and, eq, gt, inArray, isNotNull, isNull, lt, lte, min, ne, or, sql } from 'drizzle-orm'
import { lanes } from '../coaching/deliveries.ts'
import { recallAfterMs } from '../coaching/memory/recall/recollection.ts'
import type { Called, Clock, Sweep, WakeUp } from '../coaching/ports.ts'
import { boardIsDue } from './board.ts'
import type { Doors } from './doors.ts'
import { vectorsAreDue } from './example-vectors.ts'
import { incidentIsDue } from './incidents.ts'
import { interventionIsDue } from './intervention-works.ts'
import { listToRemember } from './memory-due.ts'
import { apiTokens, uploadLinks } from './schema/access.ts'
import { documentBatches, receivedFiles } from './schema/batches.ts'
import { boards } from './schema/board.ts'
import { coaches } from './schema/coaches.ts'
import { conversations, messages, spokenMessages } from './schema/conversations.ts'
import { deliveries, sentMessages } from './schema/deliveries.ts'
import { documentExceptions } from './schema/exceptions.ts'
import { briefings, safetyEpisodes } from './schema/handoffs.ts'
import { incidents } from './schema/incidents.ts'
import { documents, fileRemovals, knowledgeIndexes, uploads } from './schema/knowledge.ts'
import { exampleUses, interventionAnalyses } from './schema/learning.ts'
import { clientInsights, recallEntries, sessionSummaries } from './schema/memory.ts'
import { installation, telegramUpdates } from './schema/operations.ts'
import { cloneRehearsals } from './schema/rehearsals.ts'
import { documentReviews, sampleAnswers } from './schema/reviews.ts'
import { timers } from './schema/timers.ts'
import { tries } from './schema/tries.ts'

/** Whoever has stored it asks for its vector next: so long they have. */
const embeddedAfterMs = 60_000

/**
 * What the newest row says; while that waits or is under way, what is tried before it counts as well: one that nobody takes
 * holds up those behind it. Whoever is not set up is sent nothing, so there is no row of it.
 */
function lastCallTo(target: 'operator' | 'pager') {
  return sql<Called>`(select case when count(*) = 0 then 'not_set_up'
    when (array_agg(d.status order by d.seq desc))[1] = 'sent' then 'called'
    when (array_agg(d.status order by d.seq desc))[1] in ('failed', 'cancelled') then 'unreachable'
    when bool_or(d.status in ('pending', 'sending') and d.attempts > (d.status = 'sending')::int) then 'unreachable'
    else 'under_way' end from ${deliveries} d where d.coach_id = safety_episodes.coach_id
    and d.conversation_id = safety_episodes.conversation_id and d.target = ${target}
    and d.created_at >= safety_episodes.opened_at)`
}

/** Telegram keeps an update for 24 h; twice that is kept here. */
const keepUpdatesMs = 48 * 3_600_000
/** What was said in a chat once and is read by nobody since: long enough to look into what went wrong. */
const keepSettledMs = 30 * 24 * 3_600_000

export function createSweep({ doors, clock }: { doors: Doors; clock: Clock }): Sweep {
  return {
    listDue(limit) {
      return doors.asSystem('sweep', async (tx) => {
        const now = clock.now()
        const due = await tx
          .select({
            coachId: deliveries.coachId,
            conversationId: deliveries.conversationId,
            crisis: sql<boolean>`min(${deliveries.lane}) = ${lanes.crisis}`,
          })
          .from(deliveries)
          .innerJoin(coaches, eq(coaches.id, deliveries.coachId))
          .where(
            and(
              inArray(deliveries.status, ['pending', 'sending']),
              lte(deliveries.notBefore, now),
              or(ne(deliveries.target, 'topic'), isNotNull(coaches.groupChatId)), // else it waits for a group
            ),
          )
          .groupBy(deliveries.coachId, deliveries.conversationId)
          .orderBy(min(deliveries.lane))
          .limit(limit)
        const dueTimers = await tx
          .select({ coachId: timers.coachId, conversationId: timers.conversationId })
          .from(timers)
          .where(lte(timers.dueAt, now))
          .groupBy(timers.coachId, timers.conversationId)
          .orderBy(min(timers.dueAt))
          .limit(limit)
        const dueBriefings = await tx
          .select({ coachId: briefings.coachId, conversationId: briefings.conversationId })
          .from(briefings)
          .where(lte(briefings.dueAt, now))
          .orderBy(briefings.dueAt)
          .limit(limit)
        const spoken = await tx
          .selectDistinct({ coachId: spokenMessages.coachId, conversationId: spokenMessages.conversationId })
          .from(spokenMessages)
          .where(lte(spokenMessages.dueAt, now))
          .limit(limit)
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
        const toRemember = await listToRemember(tx, now, limit)
        const shown = await tx
          .select({ coachId: coaches.id })
          .from(coaches)
          .leftJoin(boards, eq(boards.coachId, coaches.id))
          .where(and(isNotNull(coaches.groupChatId), or(isNull(boards.coachId), boardIsDue(now))))
          .limit(limit)
        const unsettled = await tx
          .selectDistinct({ coachId: incidents.coachId })
          .from(incidents)
          .where(incidentIsDue(now))
          .limit(limit)
        const withDocuments = await tx
          .selectDistinct({ coachId: documents.coachId })
          .from(documents)
          .where(
            or(
              lte(documents.dueAt, now),
              lte(documents.removeAt, now),
              and(isNotNull(documents.dueAt), lte(documents.deadlineAt, now)),
            ),
          )
          .limit(limit)
        const withUploads = await tx
          .selectDistinct({ coachId: uploads.coachId })
          .from(uploads)
          .where(lte(uploads.dueAt, now))
          .limit(limit)
        const withIndexes = await tx
          .select({ coachId: knowledgeIndexes.coachId })
          .from(knowledgeIndexes)
          .where(lte(knowledgeIndexes.dueAt, now))
          .limit(limit)
        const withRemovals = await tx
          .selectDistinct({ coachId: fileRemovals.coachId })
          .from(fileRemovals)
          .where(lte(fileRemovals.dueAt, now))
          .limit(limit)
        const withFiles = await tx
          .selectDistinct({ coachId: receivedFiles.coachId })
          .from(receivedFiles)
          .where(lte(receivedFiles.dueAt, now))
          .limit(limit)
        const withBatches = await tx
          .selectDistinct({ coachId: documentBatches.coachId })
          .from(documentBatches)
          .where(lte(documentBatches.dueAt, now))
          .limit(limit)
        const withSamples = await tx
          .selectDistinct({ coachId: sampleAnswers.coachId })
          .from(sampleAnswers)
          .where(lte(sampleAnswers.dueAt, now))
          .limit(limit)
        const withReviews = await tx
          .selectDistinct({ coachId: documentReviews.coachId })
          .from(documentReviews)
          .where(lte(documentReviews.dueAt, now))
          .limit(limit)
        const reviewed = new Set([...withSamples, ...withReviews].map(({ coachId }) => coachId))
        const recallable = await tx
          .selectDistinct({ coachId: messages.coachId })
          .from(messages)
          .where(and(eq(messages.recallDue, true), lte(messages.sentAt, new Date(now.getTime() - recallAfterMs))))
          .limit(limit)
        const summedUp = await tx
          .selectDistinct({ coachId: sessionSummaries.coachId })
          .from(sessionSummaries)
          .where(eq(sessionSummaries.recallDue, true))
          .limit(limit)
        const known = await tx
          .selectDistinct({ coachId: clientInsights.coachId })
          .from(clientInsights)
          .where(eq(clientInsights.recallDue, true))
          .limit(limit)
        const toLearn = await tx
          .selectDistinct({ coachId: interventionAnalyses.coachId })
          .from(interventionAnalyses)
          .where(interventionIsDue(now))
          .limit(limit)
        const toCount = await tx
          .selectDistinct({ coachId: exampleUses.coachId })
          .from(exampleUses)
          .where(lte(exampleUses.dueAt, now))
          .limit(limit)
        const toCompare = await tx
          .selectDistinct({ coachId: documentExceptions.coachId })
          .from(documentExceptions)
          .where(lte(documentExceptions.dueAt, now))
          .limit(limit)
        const toEmbed = await tx
          .selectDistinct({ coachId: interventionAnalyses.coachId })
          .from(interventionAnalyses)
          .where(vectorsAreDue(now))
          .limit(limit)
        const rehearsing = await tx
          .selectDistinct({ coachId: cloneRehearsals.coachId })
          .from(cloneRehearsals)
          .where(lte(cloneRehearsals.dueAt, now))
          .limit(limit)
        const toTell = await tx
          .select({ coachId: coaches.id })
          .from(coaches)
          .where(lte(coaches.digestDueAt, now))
          .limit(limit)
        const trying = await tx
          .selectDistinct({ coachId: tries.coachId })
          .from(tries)
          .where(lte(tries.dueAt, now))
          .limit(limit)
        const unembedded = await tx
          .selectDistinct({ coachId: recallEntries.coachId })
          .from(recallEntries)
          .where(lte(recallEntries.embeddingUntil, new Date(now.getTime() - embeddedAfterMs)))
          .limit(limit)
        const remembering = new Set([...recallable, ...summedUp, ...known, ...unembedded].map(({ coachId }) => coachId))
        const learning = new Set(
          [...toLearn, ...toCount, ...toCompare, ...toEmbed, ...rehearsing, ...toTell].map(({ coachId }) => coachId),
        )
        const readers = new Set(
          [...withDocuments, ...withIndexes, ...withUploads, ...withRemovals, ...withFiles].map(
            ({ coachId }) => coachId,
          ),
        )
        return [
          // What cannot wait for a queue comes first: it is done by whoever has found it.
          ...due.map((row): WakeUp => ({ kind: 'deliver', ...row })),
          ...dueTimers.map((row): WakeUp => ({ kind: 'timer', ...row, dueAt: now })),
          ...unsettled.map((row): WakeUp => ({ kind: 'incident', ...row })),
          ...spoken.map((row): WakeUp => ({ kind: 'voice', ...row })),
          ...turns.map((row): WakeUp => ({ kind: 'turn', ...row, dueAt: now })),
          ...trying.map((row): WakeUp => ({ kind: 'try', ...row })),
          ...dueBriefings.map((row): WakeUp => ({ kind: 'briefing', ...row })),
          ...toRemember.map((row): WakeUp => ({ kind: 'memory', ...row })),
          ...shown.map((row): WakeUp => ({ kind: 'board', ...row })),
          ...[...readers].map((coachId): WakeUp => ({ kind: 'document', coachId })),
          ...withBatches.map((row): WakeUp => ({ kind: 'batch', ...row })),
          ...[...reviewed].map((coachId): WakeUp => ({ kind: 'review', coachId })),
          ...[...remembering].map((coachId): WakeUp => ({ kind: 'recall', coachId })),
          ...[...learning].map((coachId): WakeUp => ({ kind: 'learn', coachId })),
        ]
      })
    },

    listUnattended() {
      return doors.asSystem('sweep', async (tx) => {
        const rows = await tx
          .select({
            coachId: safetyEpisodes.coachId,
            conversationId: safetyEpisodes.conversationId,
            grade: safetyEpisodes.grade,
            since: safetyEpisodes.unattendedSince,
            operator: lastCallTo('operator'),
            pager: lastCallTo('pager'),
          })
          .from(safetyEpisodes)
          .where(isNotNull(safetyEpisodes.unattendedSince))
          .orderBy(safetyEpisodes.unattendedSince)
          .limit(100)
        return rows.flatMap(({ since, ...row }) => (since ? { ...row, since } : []))
      })
    },

    prune() {
      return doors.asSystem('sweep', async (tx) => {
        await tx
          .delete(telegramUpdates)
          .where(lt(telegramUpdates.receivedAt, new Date(clock.now().getTime() - keepUpdatesMs)))
        const longAgo = new Date(clock.now().getTime() - keepSettledMs)
        await tx.delete(briefings).where(and(isNull(briefings.dueAt), lt(briefings.createdAt, longAgo)))
        await tx.delete(documentBatches).where(and(isNull(documentBatches.dueAt), lt(documentBatches.lastAt, longAgo)))
        // An accepted answer is kept.
        await tx
          .delete(sampleAnswers)
          .where(and(isNull(sampleAnswers.dueAt), isNull(sampleAnswers.verdict), lt(sampleAnswers.createdAt, longAgo)))
        await tx.delete(tries).where(lt(tries.lastAt, longAgo))
        await tx.delete(uploadLinks).where(lt(uploadLinks.expiresAt, longAgo))
        await tx.delete(apiTokens).where(or(lt(apiTokens.expiresAt, longAgo), lt(apiTokens.revokedAt, longAgo)))
        await tx
          .delete(incidents)
          .where(and(lt(incidents.closedAt, longAgo), isNotNull(incidents.releasedAt), isNull(incidents.showAt)))
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

    adoptEmbeddingSettings(settings) {
      return doors.asSystem('recover', async (tx) => {
        await tx
          .update(knowledgeIndexes)
          .set({ settings, dueAt: clock.now() })
          .where(sql`${knowledgeIndexes.settings} is distinct from ${settings}`)
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
          .update(briefings)
          .set({ dueAt: new Date(0) })
          .where(isNotNull(briefings.dueAt))
        await tx.update(spokenMessages).set({ dueAt: new Date(0) })
        const free = { leaseId: null, dueAt: new Date(0) }
        const learning = [interventionAnalyses, documentExceptions, cloneRehearsals, tries]
        for (const table of [sessionSummaries, ...learning, sampleAnswers, documentReviews])
          await tx.update(table).set(free).where(isNotNull(table.leaseId))
        for (const table of [boards, documents, receivedFiles, documentBatches])
          await tx
            .update(table)
            .set({ ...free, leasedUntil: null })
            .where(isNotNull(table.leaseId))
        await tx
          .update(coaches)
          .set({ digestLeaseId: null, digestDueAt: new Date(0) })
          .where(isNotNull(coaches.digestLeaseId))
        await tx
          .update(incidents)
          .set({ leaseId: null, leasedUntil: null, showAt: new Date(0) })
          .where(isNotNull(incidents.leaseId))
      })
    },
  }
}
