/** What is on its way to be forgotten: it can be had back for a minute, and nobody is told of it meanwhile. */
import { type SQL, sql } from 'drizzle-orm'

type Row = Record<'coachId' | 'id', unknown>

/** Something that is to be forgotten stands on words of this message. */
export function isMessageGoing({ coachId, id }: Row): SQL {
  return sql`exists (select from insight_evidence e
    join client_insights g on g.coach_id = e.coach_id and g.id = e.insight_id and g.remove_at is not null
    where e.coach_id = ${coachId} and e.message_id = ${id})`
}

/** It stands on a message that is to be forgotten. */
export function isInsightGoing({ coachId, id }: Row): SQL {
  return sql`exists (select from insight_evidence e
    join messages g on g.coach_id = e.coach_id and g.id = e.message_id and g.remove_at is not null
    where e.coach_id = ${coachId} and e.insight_id = ${id})`
}

/** Of whatever a client wants forgotten: what was made of all that they have said may hold it. */
export function isAnythingGoing({ coachId, clientId }: Record<'coachId' | 'clientId', unknown>): SQL {
  return sql`(exists (select from client_insights g where g.coach_id = ${coachId} and g.client_id = ${clientId} and g.remove_at is not null)
    or exists (select from messages g join conversations v on v.coach_id = g.coach_id and v.id = g.conversation_id
      where g.coach_id = ${coachId} and v.client_id = ${clientId} and g.remove_at is not null))`
}
