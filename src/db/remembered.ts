/** What of a client's memory an answer was given: read back by the ids that are kept with it. */
import { and, eq, inArray } from 'drizzle-orm'
import type { MessageMetadata } from '../coaching/attribution.ts'
import type { RememberedFacts } from '../coaching/handoff/why.ts'
import type { CoachTx } from './doors.ts'
import { messages } from './schema/conversations.ts'
import { interventionAnalyses } from './schema/learning.ts'
import { clientInsights, sessionSummaries } from './schema/memory.ts'

/** What has been forgotten since is not shown any more. */
export async function readRemembered(tx: CoachTx, metadata: MessageMetadata): Promise<RememberedFacts> {
  const { context_insight_ids: insightIds = [], context_session_ids: sessionIds = [] } = metadata
  const recalled = metadata.context_recalled ?? []
  const idsOf = (wanted: 'message' | 'summary') => recalled.flatMap(({ kind, id }) => (kind === wanted ? [id] : []))
  const sessionsOf = async (ids: string[]) =>
    ids.length === 0
      ? []
      : tx
          .select({ at: sessionSummaries.startedAt })
          .from(sessionSummaries)
          .where(and(eq(sessionSummaries.coachId, tx.coachId), inArray(sessionSummaries.id, ids)))
          .orderBy(sessionSummaries.startedAt)
  const messageIds = idsOf('message')
  const exampleIds = metadata.context_exemplar_ids ?? []
  return {
    examples:
      exampleIds.length === 0
        ? []
        : (
            await tx
              .select({ at: interventionAnalyses.endedAt })
              .from(interventionAnalyses)
              .where(and(eq(interventionAnalyses.coachId, tx.coachId), inArray(interventionAnalyses.id, exampleIds)))
              .orderBy(interventionAnalyses.endedAt)
          ).map(({ at }) => at),
    insights:
      insightIds.length === 0
        ? []
        : await tx
            .select({ kind: clientInsights.kind, text: clientInsights.text })
            .from(clientInsights)
            .where(and(eq(clientInsights.coachId, tx.coachId), inArray(clientInsights.id, insightIds))),
    sessions: (await sessionsOf([...new Set([...sessionIds, ...idsOf('summary')])])).map(({ at }) => at),
    recalled:
      messageIds.length === 0
        ? []
        : await tx
            .select({ at: messages.sentAt, by: messages.senderType, text: messages.content })
            .from(messages)
            .where(and(eq(messages.coachId, tx.coachId), inArray(messages.id, messageIds)))
            .orderBy(messages.seq),
  }
}
