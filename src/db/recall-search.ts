/**
 * What a client and those who answer them have said, and what is kept of it, ranked by a question's words and meaning, by what
 * stands beside it, by who said it and when: one statement over all of this client's entries and nobody else's.
 */
import { and, eq, type SQL, sql } from 'drizzle-orm'
import { countPlaces, wordPlaces } from '../coaching/knowledge/bm25.ts'
import type { EntryQuestion, FindEntries, FoundEntry, RecallSearch } from '../coaching/memory/recall/ports.ts'
import type { RecollectionKind } from '../coaching/memory/recall/recollection.ts'
import { rowsOf } from './client.ts'
import type { Doors } from './doors.ts'
import { isAnythingGoing, isInsightGoing, isMessageGoing } from './going.ts'
import { clients } from './schema/clients.ts'
import { coaches, coachMembers } from './schema/coaches.ts'
import { toVectorText } from './vector-text.ts'

/** A longer question is searched by so many of its words, those said most often first. */
const mostWords = 64
/** The count of words is rounded up to these, so that few statements differ and each is planned once. */
const wordsPlanned = [8, 16, 32, mostWords]
/** Scores are spread between the best and the one at this rank, so that words and meaning can be added. */
const spreadOver = 50
/** What was said further apart belongs to different conversations; an answer may come the next morning. */
const besideWithin = '1 day'

type Row = {
  kind: RecollectionKind
  id: string
  at_ms: number
  sender_type: NonNullable<FoundEntry['author']>['type'] | null
  author: string | null
  text: string
  score: number
  held: number
  similarity: number | null
}

export function createRecallSearch({ doors }: { doors: Doors }): RecallSearch {
  return {
    findFrame(coachId, clientId) {
      return doors.asCoach(coachId, async (tx) => {
        const [client] = await tx
          .select({ client: clients.displayName, timezone: clients.timezone, coach: coaches.displayName })
          .from(clients)
          .innerJoin(coaches, eq(coaches.id, tx.coachId))
          .where(and(eq(clients.coachId, tx.coachId), eq(clients.id, clientId)))
        if (!client) return undefined
        const members = await tx
          .select({ name: coachMembers.displayName })
          .from(coachMembers)
          .where(eq(coachMembers.coachId, tx.coachId))
        const team = new Set([client.coach, ...members.map(({ name }) => name)])
        return { client: client.client, team: [...team], timezone: client.timezone }
      })
    },

    findEntries(coachId, question, request) {
      return doors.asCoach(coachId, async (tx) => {
        // Compiling the statement takes Postgres longer than running it, and a plan for any question twice as long as one for this.
        const [, rows] = await Promise.all([
          tx.execute(
            sql`select set_config('jit', 'off', true), set_config('plan_cache_mode', 'force_custom_plan', true)`,
          ),
          rowsOf<Row>(tx, searchStatement(coachId, question, request)),
        ])
        return rows.map(toFoundEntry)
      })
    },
  }
}

const idOfKind: Record<RecollectionKind, SQL> = {
  message: sql`message_id is not null`,
  summary: sql`session_id is not null`,
  insight: sql`insight_id is not null`,
}

function searchStatement(coachId: string, question: EntryQuestion, request: FindEntries): SQL {
  const { stems, vector, model, saidBy, times } = question
  const { clientId, limit, weights, kinds, beforeSeq } = request
  const asked = [...countPlaces(stems)].sort((one, other) => other[1] - one[1]).slice(0, mostWords)
  const planned = wordsPlanned.find((count) => count >= asked.length) ?? mostWords
  const padded = Array.from({ length: planned }, (_, at) => asked[at])
  // A parameter that is a vector from the start is read once; one that is cast is read anew for every row.
  const holding = padded.map((word) => {
    const alone = `{${word ? `${word[0]}:1` : ''}}/${wordPlaces}`
    return sql`count(*) filter (where ${alone}::sparsevec <#> words < 0)`
  })
  const ofKinds = kinds
    ? sql`and (${sql.join([sql`false`, ...kinds.map((kind) => idOfKind[kind])], sql` or `)})`
    : sql``
  const before = beforeSeq === undefined ? sql`` : sql`and (seq is null or seq < ${beforeSeq}::bigint)`
  const spans = arrayOf(times.map(({ from, to }) => `"[${from.toISOString()},${to.toISOString()})"`))
  const own = sql`from "recall_entries" where "recall_entries".coach_id = ${coachId}::uuid and client_id = ${clientId}::uuid
    ${before} ${ofKinds}`

  return sql`with counted as materialized (
      select count(*)::int as entries, array[${sql.join(holding, sql`, `)}]::int[] as holding ${own}
    ), weighed as materialized (
      -- Robertson's weight of a word, kept above zero as Lucene does.
      select place, held, (times * ln(1 + (entries - held + 0.5) / (held + 0.5)))::real as weight
      from counted, unnest(${arrayOf(padded.map((word) => word?.[0] ?? 0))}::int[],
        ${arrayOf(padded.map((word) => word?.[1] ?? 0))}::real[], holding) as word(place, times, held)
    ), asked as materialized (
      select ('{' || coalesce(string_agg(place || ':' || weight, ',') filter (where held > 0 and weight > 0), '')
        || ${`}/${wordPlaces}`})::sparsevec as words, coalesce(nullif(sum(weight), 0), 1) as weight from weighed
    ), lexical as materialized (
      select id, seq, at, said_by, asks, -(words <#> (select words from asked)) as score ${own}
    ), meant as materialized (
      select entry_id as id, -(embedding <#> ${toVectorText(vector)}::halfvec) as score
      from "recall_embeddings" where "recall_embeddings".coach_id = ${coachId}::uuid and client_id = ${clientId}::uuid
        and model = ${model}
    ), spread as materialized (
      -- Who has said little yet may have said it once: no words at all are 0, while no likeness at all is hard to tell.
      select (select max(score) from lexical) as lexical_best, (select max(score) from meant) as meant_best,
        coalesce((select score from lexical order by score desc offset ${spreadOver}::int limit 1), 0) as lexical_least,
        (select min(score) from (select score from meant order by score desc limit ${spreadOver}::int) as top) as meant_least
    ), alone as materialized (
      select lexical.*, meant.score as similarity,
        (1 - ${weights.meaning}::float8) * coalesce(greatest(0, (lexical.score - lexical_least) / nullif(lexical_best - lexical_least, 0)), 0)
        + ${weights.meaning}::float8 * coalesce(greatest(0, (meant.score - meant_least) / nullif(meant_best - meant_least, 0)), 0) as relevance
      from spread, lexical left join meant using (id)
    ), beside as materialized (
      select *,
        case when lag(asks) over w and at - lag(at) over w < ${besideWithin}::interval then ${weights.asked}::float8 else 0 end as asked_share,
        case when lead(at) over w - at < ${besideWithin}::interval then ${weights.next}::float8 else 0 end as next_share,
        case when at - lag(at, 2) over w < ${besideWithin}::interval
          then case when lag(asks) over w then ${weights.askedAbout}::float8 else ${weights.near}::float8 end else 0 end as before_share,
        case when lead(at, 2) over w - at < ${besideWithin}::interval then ${weights.near}::float8 else 0 end as after_share,
        lag(relevance) over w as asked_relevance, lead(relevance) over w as next_relevance,
        lag(relevance, 2) over w as before_relevance, lead(relevance, 2) over w as after_relevance,
        lag(score) over w as asked_score
      from alone window w as (partition by seq is null order by seq)
    ), joined as materialized (
      select id, said_by, similarity, at <@ any(${spans}::tstzrange[]) as is_then,
        score + case when seq is not null and asked_share > 0 then asked_score else 0 end as held,
        relevance + case when seq is null then 0 else
          coalesce(asked_share * asked_relevance, 0) + coalesce(next_share * next_relevance, 0)
          + coalesce(before_share * before_relevance, 0) + coalesce(after_share * after_relevance, 0) end as relevance
      from beside
    ), ranked as materialized (
      select id, held, similarity, relevance
        + case when said_by = any(${arrayOf(saidBy)}::text[]) then ${weights.author}::float8 else 0 end
        + case when is_then then ${weights.time}::float8 else 0 end as score
      from joined where relevance > 0 or is_then
      order by score desc, id desc limit ${limit}::int
    )
    select case when message.id is not null then 'message' when session.id is not null then 'summary' else 'insight' end as kind,
      coalesce(message.id, session.id, insight.id) as id, extract(epoch from entry.at)::float8 * 1000 as at_ms, message.sender_type,
      case message.sender_type when 'client' then "clients".display_name
        when 'human_coach' then coalesce(member.display_name, "coaches".display_name) when 'ai' then "coaches".display_name end as author,
      coalesce(message.content, session.summary, insight.text) as text, ranked.score,
      ranked.held / (select weight from asked) as held, ranked.similarity
    from ranked
      join "recall_entries" as entry on entry.coach_id = ${coachId}::uuid and entry.id = ranked.id
      join "clients" on "clients".coach_id = ${coachId}::uuid and "clients".id = entry.client_id
      join "coaches" on "coaches".id = ${coachId}::uuid
      left join "messages" as message on message.coach_id = ${coachId}::uuid and message.id = entry.message_id
        and message.visibility = 'shared' and message.forgotten_at is null
        and not ${isMessageGoing({ coachId: sql`message.coach_id`, id: sql`message.id` })}
      left join "session_summaries" as session on session.coach_id = ${coachId}::uuid and session.id = entry.session_id
        and session.summed_up_at is not null and not ${isAnythingGoing({ coachId: sql`${coachId}::uuid`, clientId: sql`${clientId}::uuid` })}
      left join "client_insights" as insight on insight.coach_id = ${coachId}::uuid and insight.id = entry.insight_id
        and insight.remove_at is null and insight.invalidated_at is null
        and not ${isInsightGoing({ coachId: sql`insight.coach_id`, id: sql`insight.id` })}
      left join "coach_members" as member on member.coach_id = ${coachId}::uuid and member.id::text = message.sender_id
    where coalesce(message.content, session.summary, insight.text) is not null
    order by ranked.score desc, ranked.id desc`
}

function arrayOf(values: readonly (number | string)[]): string {
  return `{${values.join(',')}}`
}

function toFoundEntry(row: Row): FoundEntry {
  return {
    kind: row.kind,
    id: row.id,
    at: new Date(row.at_ms),
    author: row.sender_type && row.author !== null ? { type: row.sender_type, name: row.author } : undefined,
    text: row.text,
    relevance: row.score,
    held: row.held,
    similarity: row.similarity ?? undefined,
  }
}
