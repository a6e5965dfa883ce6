/** The memory port: what is kept of a client, as a turn needs it. */
import { and, asc, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Evidence, Insight } from '../coaching/memory/insight.ts'
import type { Memory, Remembered } from '../coaching/memory/ports.ts'
import type { SessionSummary } from '../coaching/memory/session.ts'
import type { Doors } from './doors.ts'
import { clientInsights, insightEvidence, relationshipContext, sessionSummaries } from './schema/memory.ts'
import { statement } from './statement.ts'

const lastSessions = 3

const coachId = sql.placeholder('coachId')
const clientId = sql.placeholder('clientId')

/** Dates as ISO 8601, as JSON has them. */
type StoredEvidence = Omit<Evidence, 'saidAt'> & { saidAt: string }

export const evidenceOfInsight = sql<
  StoredEvidence[]
>`(select coalesce(json_agg(json_build_object('messageId', e.message_id,
  'sessionId', e.session_id, 'saidAt', e.said_at, 'quote', e.quote) order by e.said_at), '[]'::json) from ${insightEvidence} e
  where e.coach_id = ${clientInsights.coachId} and e.insight_id = ${clientInsights.id})`

const readInsights = statement((tx) =>
  tx
    .select({ insight: clientInsights, evidence: evidenceOfInsight })
    .from(clientInsights)
    .where(
      and(
        eq(clientInsights.coachId, coachId),
        eq(clientInsights.clientId, clientId),
        isNull(clientInsights.invalidatedAt),
        isNull(clientInsights.removeAt),
      ),
    )
    .orderBy(asc(clientInsights.validFrom), asc(clientInsights.id)),
)

/** The last sessions, newest first, each with the relationship: there is none without a session. */
const readSessions = statement((tx) =>
  tx
    .select({
      session: sessionSummaries,
      counts: relationshipContext.counts,
      written: relationshipContext.written,
    })
    .from(sessionSummaries)
    .leftJoin(
      relationshipContext,
      and(
        eq(relationshipContext.coachId, sessionSummaries.coachId),
        eq(relationshipContext.clientId, sessionSummaries.clientId),
      ),
    )
    .where(
      and(
        eq(sessionSummaries.coachId, coachId),
        eq(sessionSummaries.clientId, clientId),
        isNotNull(sessionSummaries.summedUpAt),
      ),
    )
    .orderBy(desc(sessionSummaries.fromSeq))
    .limit(lastSessions),
)

export function createMemory({ doors }: { doors: Doors }): Memory {
  return {
    read(coachId, clientId) {
      return doors.asCoach(coachId, async (tx): Promise<Remembered> => {
        const [insights, sessions] = await Promise.all([
          readInsights(tx, { coachId, clientId }),
          readSessions(tx, { coachId, clientId }),
        ])
        const [newest] = sessions
        return {
          insights: insights.map(toInsight),
          sessions: sessions.flatMap(({ session }) => toSession(session)).reverse(),
          relationship: newest?.counts ? { counts: newest.counts, written: newest.written ?? undefined } : undefined,
        }
      })
    },
  }
}

export function toInsight({
  insight,
  evidence,
}: {
  insight: typeof clientInsights.$inferSelect
  evidence: StoredEvidence[]
}): Insight {
  const { id, clientId, kind, text, details, validFrom } = insight
  const said = evidence.map((one) => ({ ...one, saidAt: new Date(one.saidAt) }))
  return {
    ...{ id, clientId, kind, text, details, validFrom },
    expiresAt: insight.expiresAt ?? undefined,
    invalidatedAt: insight.invalidatedAt ?? undefined,
    supersededBy: insight.supersededBy ?? undefined,
    confirmedAt: insight.confirmedAt ?? undefined,
    evidence: said,
    timesDiscussed: new Set(said.map(({ sessionId }) => sessionId)).size,
  } as Insight // of one kind, as it was checked before it was stored
}

export function toSession(row: typeof sessionSummaries.$inferSelect): Remembered['sessions'] {
  const { id, clientId, fromSeq, toSeq, startedAt, endedAt, messageCount, endedBy } = row
  const { topics, insights, actionItems, breakthroughs, coachInterventions } = row
  if (row.summary === null) return []
  const summary: SessionSummary = {
    ...{ summary: row.summary, topics, insights, actionItems, breakthroughs, coachInterventions },
    emotionalState: row.emotionalState ?? '',
  }
  return [{ id, clientId, fromSeq, toSeq, startedAt, endedAt, messageCount, endedBy, summary }]
}
