/** The memory port: what is kept of a client, as a turn needs it. */
import { and, asc, desc, eq, isNotNull, isNull, not, sql } from 'drizzle-orm'
import type { Memory, Remembered } from '../coaching/memory/ports.ts'
import type { Doors } from './doors.ts'
import { isAnythingGoing, isInsightGoing } from './going.ts'
import { insightColumns, toKnownInsight, toSession } from './memory-rows.ts'
import { clientInsights, relationshipContext, sessionSummaries } from './schema/memory.ts'
import { statement } from './statement.ts'

const lastSessions = 3

const coachId = sql.placeholder('coachId')
const clientId = sql.placeholder('clientId')

const readInsights = statement((tx) =>
  tx
    .select(insightColumns)
    .from(clientInsights)
    .where(
      and(
        eq(clientInsights.coachId, coachId),
        eq(clientInsights.clientId, clientId),
        isNull(clientInsights.invalidatedAt),
        isNull(clientInsights.removeAt),
        not(isInsightGoing(clientInsights)),
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
        isNotNull(sessionSummaries.summary),
        not(isAnythingGoing({ coachId, clientId })),
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
          insights: insights.map(toKnownInsight),
          sessions: sessions.flatMap(({ session }) => toSession(session)).reverse(),
          relationship: newest?.counts ? { counts: newest.counts, written: newest.written ?? undefined } : undefined,
        }
      })
    },
  }
}
