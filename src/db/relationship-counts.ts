/** What can be counted of a client's time with their coach. */
import { sql } from 'drizzle-orm'
import type { RelationshipCounts } from '../coaching/memory/relationship.ts'
import { rowsOf } from './client.ts'
import type { CoachTx } from './doors.ts'

const topicsAtMost = 8

export async function countRelationship(
  tx: CoachTx,
  clientId: string,
  conversationId: string,
): Promise<RelationshipCounts> {
  const { coachId } = tx
  const [counted] = await rowsOf<RelationshipCounts>(
    tx,
    sql`
      with sessions as (
        select "started_at", "ended_at", "topics" from "session_summaries"
        where "coach_id" = ${coachId} and "client_id" = ${clientId}
      ), said as (
        select "sender_type", "sent_at", lag("sender_type") over by_seq as "before", lag("sent_at") over by_seq as "before_at"
        from "messages" where "coach_id" = ${coachId} and "conversation_id" = ${conversationId} and "visibility" = 'shared'
        window by_seq as (order by "seq")
      ), topics as (
        select topic, count(*)::int as sessions from sessions, unnest(sessions.topics) topic
        group by topic order by count(*) desc, topic limit ${topicsAtMost}
      )
      select to_char((select min(sent_at) from said) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "since",
        (select count(*)::int from sessions) as "sessions",
        (select count(*)::int from said) as "messages",
        (select coalesce(round(sum(extract(epoch from ended_at - started_at)) / 360)::float8 / 10, 0) from sessions) as "hours",
        (select round(percentile_cont(0.5) within group (order by extract(epoch from ended_at - started_at)) / 6)::float8 / 10
          from sessions) as "sessionMinutes",
        (select round(percentile_cont(0.5) within group (order by extract(epoch from sent_at - before_at)) / 6)::float8 / 10
          from said where sender_type = 'client' and before <> 'client') as "clientAnswersInMinutes",
        (select coalesce(json_agg(json_build_object('topic', topic, 'sessions', sessions)), '[]'::json) from topics) as "topics",
        (select count(*)::int from "safety_episodes" where "coach_id" = ${coachId} and "conversation_id" = ${conversationId}
          and "outcome" is distinct from 'false_alarm') as "crises"`,
  )
  if (!counted) throw new Error('Nothing was counted')
  return counted
}
