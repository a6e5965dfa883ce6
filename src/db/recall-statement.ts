/** The one statement that ranks a client's entries by a question. */
import { type SQL, sql } from 'drizzle-orm'
import { countPlaces, wordPlaces } from '../coaching/knowledge/bm25.ts'
import { likenessSignsOf } from '../coaching/knowledge/likeness-signs.ts'
import type { EntryQuestion, FindEntries } from '../coaching/memory/recall/ports.ts'
import type { RecollectionKind } from '../coaching/memory/recall/recollection.ts'
import { isAnythingGoing, isInsightGoing, isMessageGoing } from './going.ts'
import { lookedUp } from './looked-up.ts'
import { toPlacesText, toVectorText } from './vector-text.ts'

/** A longer question is searched by so many of its words, those said most often first. */
const mostWords = 64
/** The count of words is rounded up to these, so that few statements differ and each is planned once. */
const wordsPlanned = [2, 4, 6, 8, 12, 16, 24, 32, 48, mostWords]
/** Scores are spread between the best and the one at this rank, so that words and meaning can be added. */
const spreadOver = 50
/** So many of those whose signs are likest are compared exactly: all that can be among the first `spreadOver`, with room for the signs' error. */
const comparedExactly = 300
/** What was said further apart belongs to different conversations; an answer may come the next morning. */
const besideWithin = '1 day'
/** So far away what was said beside an entry counts; and what is there in turn tells of it what stands before that. */
const besideAtMost = 2

const idOfKind: Record<RecollectionKind, SQL> = {
  message: sql`message_id is not null`,
  summary: sql`session_id is not null`,
  insight: sql`insight_id is not null`,
}

/**
 * All of the client's entries are looked at in an index, once for the words of the question that they hold and once for how
 * unlike their signs are: what is kept of each look is small, and to keep all entries takes longer than to look again. Only the likest are compared by their vectors, and only what is left then has its neighbours and its texts looked up.
 */
export function searchStatement(coachId: string, question: EntryQuestion, request: FindEntries): SQL {
  const { stems, vector, model, saidBy, times } = question
  const { clientId, limit, weights, kinds, beforeSeq } = request
  const asked = [...countPlaces(stems)].sort((one, other) => other[1] - one[1]).slice(0, mostWords)
  const planned = wordsPlanned.find((count) => count >= asked.length) ?? mostWords
  const padded = Array.from({ length: planned }, (_, at) => asked[at])
  const nth = (at: number) => sql.raw(`[${at + 1}]`)
  const joinedBy = (separator: SQL, parts: readonly SQL[]) => sql.join([...parts], separator)
  // A parameter that is a vector from the start is read once; one that is cast is read anew for every row.
  const weightIn = (words: SQL, word: readonly [number, number] | undefined) =>
    sql`-(${toPlacesText(word ? [word[0]] : [])}::sparsevec <#> ${words})`
  const anyWord = toPlacesText(asked.map(([place]) => place).sort((one, other) => one - other))
  const ofKinds = kinds
    ? sql`and (${sql.join([sql`false`, ...kinds.map((kind) => idOfKind[kind])], sql` or `)})`
    : sql``
  const before = beforeSeq === undefined ? sql`` : sql`and coalesce(seq, 0) < ${beforeSeq}::bigint`
  const spans = arrayOf(times.map(({ from, to }) => `"[${from.toISOString()},${to.toISOString()})"`))
  const authors = arrayOf(saidBy)
  const isThen = times.length > 0 ? sql`at <@ any(${spans}::tstzrange[])` : sql`false`
  const own = sql`from "recall_entries" where "recall_entries".coach_id = ${coachId}::uuid and client_id = ${clientId}::uuid
    ${before} ${ofKinds}`
  const columns = sql.raw('id, seq, at, said_by, asks, words')
  const besideSeed = (comparison: SQL, order: SQL, count: number) =>
    sql`(select ${columns} ${own} and seq ${comparison} seed.seq order by seq ${order} limit ${sql.raw(String(count))})`
  const seedsThen =
    times.length > 0
      ? sql`union all (select id, 0 ${own} and ${isThen}
        order by coalesce(said_by = any(${authors}::text[]), false) desc, id desc limit ${limit}::int)`
      : sql``

  const signs = likenessSignsOf(vector)
  // The first reads nothing but an index, in which a client's entries lie side by side.
  const lookedAt = (chosen: (words: SQL) => SQL, which: (words: SQL) => SQL) => sql`
      select id, ${chosen(sql`few_words`)} ${own} and few_words is not null and ${which(sql`few_words`)} union all
      select id, ${chosen(sql`words`)} ${own} and few_words is null and ${which(sql`words`)}`
  const weightsOf = (words: SQL) =>
    sql`array[${joinedBy(
      sql`, `,
      padded.map((word) => weightIn(words, word)),
    )}] as weights`

  return sql`with holding as materialized (
      ${lookedAt(weightsOf, (words) => sql`${anyWord}::sparsevec <#> ${words} < 0`)}
    ), counted as materialized (
      select (select count(*) ${own})::int as entries, array[${joinedBy(
        sql`, `,
        padded.map((_, at) => sql`count(*) filter (where weights${nth(at)} > 0)`),
      )}]::int[] as held from holding
    ), weighed as materialized (
      -- Robertson's weight of a word, kept above zero as Lucene does.
      select nth, place, (times * ln(1 + (entries - word.held + 0.5) / (word.held + 0.5)))::real as weight, word.held
      from counted, unnest(${arrayOf(padded.map((word) => word?.[0] ?? 0))}::int[],
        ${arrayOf(padded.map((word) => word?.[1] ?? 0))}::real[], counted.held) with ordinality as word(place, times, held, nth)
    ), asked as materialized (
      select ('{' || coalesce(string_agg(place || ':' || weight, ',') filter (where held > 0 and weight > 0), '')
        || ${`}/${wordPlaces}`})::sparsevec as words, coalesce(nullif(sum(weight), 0), 1) as weight,
        array_agg(weight order by nth)::float8[] as weights from weighed
    ), lexical as materialized (
      select id, ${joinedBy(
        sql` + `,
        padded.map((_, at) => sql`holding.weights${nth(at)} * (select weights${nth(at)} from asked)`),
      )} as score from holding
      order by score desc limit ${sql.raw(String(spreadOver + 1))}
    ), meant as materialized (
      select id, -(embedding <#> ${toVectorText(vector)}::halfvec) as score
      from (select id from (${lookedAt(
        () => sql`likeness <~> ${signs}::varbit as unlike`,
        () => sql`embedded_by = ${model}`,
      )}) as looked_at order by unlike limit ${sql.raw(String(comparedExactly))}) as like_it
        cross join ${lookedUp(sql`select embedding from "recall_embeddings" where "recall_embeddings".coach_id = ${coachId}::uuid
          and client_id = ${clientId}::uuid and model = ${model} and entry_id = like_it.id`)} as vector
      order by score desc limit ${sql.raw(String(spreadOver))}
    ), spread as materialized (
      -- Who has said little yet may have said it once: no words at all are 0, while no likeness at all is hard to tell.
      select (select max(score) from lexical) as lexical_best, (select max(score) from meant) as meant_best,
        coalesce((select score from lexical order by score desc offset ${sql.raw(String(spreadOver))} limit 1), 0) as lexical_least,
        (select min(score) from meant) as meant_least
    ), seeds as materialized (
      select id,
        (1 - ${weights.meaning}::float8) * coalesce(greatest(0, (lexical.score - lexical_least) / nullif(lexical_best - lexical_least, 0)), 0)
        + ${weights.meaning}::float8 * coalesce(greatest(0, (meant.score - meant_least) / nullif(meant_best - meant_least, 0)), 0) as relevance
      from spread, lexical full join meant using (id)
      ${seedsThen}
    ), found as materialized (
      select entry.*
      from (select distinct id from seeds where relevance > 0 ${times.length > 0 ? sql`or true` : sql``}) as seed
        cross join ${lookedUp(sql`select ${columns} from "recall_entries" as entry where entry.coach_id = ${coachId}::uuid
          and entry.id = seed.id`)} as entry
    ), around as materialized (
      select distinct on (id) ${columns} from (
        select ${columns} from found union all
        -- Three before it and two after it: enough to say of each beside it what stands beside that.
        select beside.* from found as seed, lateral (
          ${besideSeed(sql`<`, sql`desc`, besideAtMost + 1)} union all ${besideSeed(sql`>`, sql`asc`, besideAtMost)}) as beside
        where seed.seq is not null) as these
    ), alone as materialized (
      select around.*, -(words <#> (select words from asked)) as score, coalesce(relevance, 0) as relevance
      from around left join (select id, max(relevance) as relevance from seeds group by id) as seed using (id)
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
      select id, said_by, ${isThen} as is_then,
        score + case when seq is not null and asked_share > 0 then asked_score else 0 end as held,
        relevance + case when seq is null then 0 else
          coalesce(asked_share * asked_relevance, 0) + coalesce(next_share * next_relevance, 0)
          + coalesce(before_share * before_relevance, 0) + coalesce(after_share * after_relevance, 0) end as relevance
      from beside
    ), ranked as materialized (
      select id, held, relevance
        + case when said_by = any(${authors}::text[]) then ${weights.author}::float8 else 0 end
        + case when is_then then ${weights.time}::float8 else 0 end as score
      from joined where relevance > 0 or is_then
      order by score desc, id desc limit ${limit}::int
    )
    select case when message.id is not null then 'message' when session.id is not null then 'summary' else 'insight' end as kind,
      coalesce(message.id, session.id, insight.id) as id, extract(epoch from entry.at)::float8 * 1000 as at_ms, message.sender_type,
      case message.sender_type when 'client' then "clients".display_name
        when 'human_coach' then coalesce(member.display_name, "coaches".display_name) when 'ai' then "coaches".display_name end as author,
      coalesce(message.content, session.summary, insight.text) as text, ranked.score,
      ranked.held / (select weight from asked) as held,
      (select -(embedding <#> ${toVectorText(vector)}::halfvec) from "recall_embeddings"
        where "recall_embeddings".coach_id = ${coachId}::uuid and "recall_embeddings".client_id = ${clientId}::uuid
          and "recall_embeddings".model = ${model} and "recall_embeddings".entry_id = ranked.id) as similarity
    from ranked
      cross join ${lookedUp(sql`select * from "recall_entries" as entry where entry.coach_id = ${coachId}::uuid and entry.id = ranked.id`)} as entry
      join "clients" on "clients".coach_id = ${coachId}::uuid and "clients".id = entry.client_id
      join "coaches" on "coaches".id = ${coachId}::uuid
      ${joinSources({ coachId, clientId }, { message: sql`entry.message_id`, session: sql`entry.session_id`, insight: sql`entry.insight_id` })}
      left join "coach_members" as member on member.coach_id = ${coachId}::uuid and member.id::text = message.sender_id
    where coalesce(message.content, session.summary, insight.text) is not null
    order by ranked.score desc, ranked.id desc`
}

/** Of what was found a while ago: what may still be told, as it reads now. */
export function readAgainStatement(whose: Whose, ids: readonly string[]): SQL {
  const id = sql`one.id`
  return sql`select one.id, coalesce(message.content, session.summary, insight.text) as text from unnest(${arrayOf(ids)}::uuid[]) as one(id)
    ${joinSources(whose, { message: id, session: id, insight: id })}
    where coalesce(message.content, session.summary, insight.text) is not null`
}

type Whose = { coachId: string; clientId: string }

/** What an entry is of, unless it is gone, hidden, or on its way to be forgotten. */
function joinSources({ coachId, clientId }: Whose, ids: Record<'message' | 'session' | 'insight', SQL>): SQL {
  const isSomethingGoing = isAnythingGoing({ coachId: sql`${coachId}::uuid`, clientId: sql`${clientId}::uuid` })
  const message = sql`select id, content, sender_type, sender_id from "messages" as message
    where message.coach_id = ${coachId}::uuid and message.id = ${ids.message} and message.visibility = 'shared' and message.forgotten_at is null
      and not ${isMessageGoing({ coachId: sql`message.coach_id`, id: sql`message.id` })}`
  const session = sql`select id, summary from "session_summaries" as session
    where session.coach_id = ${coachId}::uuid and session.id = ${ids.session} and session.summed_up_at is not null
      and not ${isSomethingGoing}`
  const insight = sql`select id, text from "client_insights" as insight
    where insight.coach_id = ${coachId}::uuid and insight.id = ${ids.insight} and insight.remove_at is null
      and insight.invalidated_at is null and not ${isInsightGoing({ coachId: sql`insight.coach_id`, id: sql`insight.id` })}`
  return sql`left join ${lookedUp(message)} as message on true left join ${lookedUp(session)} as session on true
    left join ${lookedUp(insight)} as insight on true`
}

function arrayOf(values: readonly (number | string)[]): string {
  return `{${values.join(',')}}`
}
