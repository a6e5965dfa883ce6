/** The rows of the memory as the core knows them. */
import { getTableColumns, sql } from 'drizzle-orm'
import type { Evidence, Insight, KnownInsight } from '../coaching/memory/insight.ts'
import type { Remembered } from '../coaching/memory/ports.ts'
import type { SessionSummary } from '../coaching/memory/session.ts'
import { clientInsights, insightEvidence, type sessionSummaries } from './schema/memory.ts'

const { id, clientId, kind, text, details, validFrom, expiresAt, invalidatedAt, supersededBy, confirmedAt } =
  getTableColumns(clientInsights)
const { timesDiscussed, lastSaidAt } = clientInsights

export const insightColumns = {
  ...{ id, clientId, kind, text, details, validFrom, expiresAt, invalidatedAt, supersededBy, confirmedAt },
  ...{ timesDiscussed, lastSaidAt },
}

type InsightRow = Pick<typeof clientInsights.$inferSelect, keyof typeof insightColumns>

export function toKnownInsight(row: InsightRow): KnownInsight {
  return {
    ...row,
    expiresAt: row.expiresAt ?? undefined,
    invalidatedAt: row.invalidatedAt ?? undefined,
    supersededBy: row.supersededBy ?? undefined,
    confirmedAt: row.confirmedAt ?? undefined,
  } as KnownInsight // of one kind, as it was checked before it was stored
}

/** With dates as JSON has them. */
type StoredEvidence = Omit<Evidence, 'saidAt'> & { saidAt: string }

export const evidenceOfInsight = sql<
  StoredEvidence[]
>`(select coalesce(json_agg(json_build_object('messageId', e.message_id,
  'sessionId', e.session_id, 'saidAt', e.said_at, 'quote', e.quote) order by e.said_at), '[]'::json) from ${insightEvidence} e
  where e.coach_id = ${clientInsights.coachId} and e.insight_id = ${clientInsights.id})`

export function toInsight({ evidence, ...row }: InsightRow & { evidence: StoredEvidence[] }): Insight {
  return { ...toKnownInsight(row), evidence: evidence.map((one) => ({ ...one, saidAt: new Date(one.saidAt) })) }
}

/** None before it has been summed up. */
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
