/**
 * The coach's chunks, ranked by a question's words and meaning in one statement. Every chunk of the coach is looked at: an
 * index over all coaches' rows would lose the small ones', and none of Postgres' own is used under row-level security.
 */
import { type SQL, sql } from 'drizzle-orm'
import { countPlaces, placeOf, wordPlaces } from '../coaching/knowledge/bm25.ts'
import type { Anchor } from '../coaching/knowledge/document.ts'
import { traitsOf } from '../coaching/knowledge/embedding-traits.ts'
import { fewLikenessSigns, likenessSignsOf } from '../coaching/knowledge/likeness-signs.ts'
import type { Candidate, KnowledgeSearch } from '../coaching/knowledge/ports.ts'
import { rowsOf } from './client.ts'
import type { CoachTx, Doors } from './doors.ts'
import { createFewAtOnce } from './few-at-once.ts'
import { lookedUp } from './looked-up.ts'
import { toPlacesText, toVectorText } from './vector-text.ts'

/** A longer question is searched by so many of its words, those said most often first. */
const mostWords = 64
/** More than anybody has. */
const mostChunks = 2_000_000_000
/** Scores are spread between the best and the one at this rank, so that the two rankings can be added. */
const spreadOver = 100
/**
 * Searches of one coach at a time: one among 70,000 chunks takes a tenth of a second and more, and with all connections at it nobody else
 * is answered, nor is anyone in danger.
 */
const searchesAtOnce = 2

type Row = {
  chunk_id: string
  document_id: string
  title: string
  ordinal: number
  headings: string[]
  content: string
  token_count: number
  anchor: Anchor | null
  lexical: number
  similarity: number | null
  score: number
  chunk_count: number
  /** Null where nothing was asked. */
  holding: number[] | null
}

type Deps = {
  doors: Doors
  /** Up to so many chunks of a coach all vectors are compared: to look at their signs first would take as long. */
  comparedExactlyUpTo?: number
  /** Of more, so many whose signs are likest: all that can be among the first, with room for what signs cannot tell apart. */
  likestCompared?: number
}

export function createKnowledgeSearch({
  doors,
  comparedExactlyUpTo = 20_000,
  likestCompared = 3000,
}: Deps): KnowledgeSearch {
  const fewAtOnce = createFewAtOnce(searchesAtOnce)
  return {
    findCandidates(coachId, question, { limit, meaning }) {
      const asked = [...countPlaces(question.stems)].sort((one, other) => other[1] - one[1]).slice(0, mostWords)
      const search = async (tx: CoachTx) => {
        // A coach with a good part of all rows would have everybody's read, one after the other: what others bring in makes it slower.
        // Sent first: a bare `execute` is sent only when it is awaited.
        const planned = rowsOf(tx, sql`select set_config('enable_seqscan', 'off', true)`)
        const found = rowsOf<Row>(
          tx,
          searchStatement({ ...question, coachId, asked, limit, meaning, comparedExactlyUpTo, likestCompared }),
        )
        const [, rows] = await Promise.all([planned, found])
        const holding = new Map<string, number>()
        for (const stem of question.stems) {
          const at = asked.findIndex(([place]) => place === placeOf(stem))
          if (at >= 0) holding.set(stem, rows[0]?.holding?.[at] ?? 0)
        }
        return { candidates: rows.map(toCandidate), chunkCount: rows[0]?.chunk_count ?? 0, holding }
      }
      return fewAtOnce(coachId, () => doors.asCoach(coachId, search))
    },

    keepServed(coachId, candidates) {
      if (candidates.length === 0) return Promise.resolve([])
      return doors.asCoach(coachId, async (tx) => {
        const ids = [...new Set(candidates.map(({ documentId }) => documentId))]
        const rows = await rowsOf<{ id: string }>(
          tx,
          sql`select id from "documents" where "documents".coach_id = ${coachId}::uuid and status = 'ready'
            and remove_at is null and id = any(${`{${ids.join(',')}}`}::uuid[])`,
        )
        const served = new Set(rows.map(({ id }) => id))
        return candidates.filter(({ documentId }) => served.has(documentId))
      })
    },
  }
}

type Search = {
  coachId: string
  /** Places of the question's words, and how often each is in it. */
  asked: readonly [number, number][]
  vector: Float32Array
  model: string
  limit: number
  meaning: number
  comparedExactlyUpTo: number
  likestCompared: number
}

/**
 * Every chunk is looked at twice: for its words, and for its vector, or where there are many for the vector's signs, which an
 * index holds side by side. Kept of each are those that can be among the best, a hundred of each ranking. Whoever is in neither
 * has a score of 0, and only fills up what a coach with little has too few of.
 */
function searchStatement({ coachId, asked, vector, model, limit, meaning, ...bounds }: Search): SQL {
  const places = asked.map(([place]) => place)
  const words = `{${places.map((place) => `"${toPlacesText([place])}"`).join(',')}}`
  const counts = arrayOf(asked.map(([, count]) => count))
  const questionVector = sql`${toVectorText(vector)}::halfvec`
  const signs = sql`${likenessSignsOf(vector, fewLikenessSigns)}::varbit`
  const top = sql.raw(String(spreadOver))
  // Of a model that finds everything alike, the signs do not part what is about a question from what is not.
  const exactUpTo = traitsOf(model).isTelling ? bounds.comparedExactlyUpTo : mostChunks
  const areFew = sql`(select sum(chunks) from served) <= ${exactUpTo}::int`
  const servedVectors = sql`from "chunk_embeddings" where "chunk_embeddings".coach_id = ${coachId}::uuid and model = ${model}
        and chunk_id not in (select id from unserved)`

  return sql`with served as materialized (
      select id, coalesce(chunks, (
        select count(*) from "knowledge_chunks" where "knowledge_chunks".coach_id = ${coachId}::uuid and document_id = "documents".id
      )) as chunks from "documents"
      where "documents".coach_id = ${coachId}::uuid and status = 'ready' and remove_at is null
    ), unserved as materialized (
      -- Left out by a "not in": hashed up to some 200,000 of them, where a join may be planned as a loop.
      select id from "knowledge_chunks" where "knowledge_chunks".coach_id = ${coachId}::uuid and document_id in (
        select id from "documents" where "documents".coach_id = ${coachId}::uuid and not (status = 'ready' and remove_at is null))
    ), held as materialized (
      -- Multiplied before they are gathered: a sort would write the rows themselves to the disk.
      select nth, sum(chunks) as chunks from (
        select nth, -(one <#> holding) as chunks
        from "document_words", unnest(${arrayOf(places)}::int[], ${words}::sparsevec[]) with ordinality as word(place, one, nth)
        where "document_words".coach_id = ${coachId}::uuid and document_id in (select id from served)
          and place between from_place and to_place offset 0) as of_documents
      group by nth
    ), weighed as materialized (
      -- Robertson's weight of a word, kept above zero as Lucene does.
      select nth, place, held, (times * ln(1 + (total - held + 0.5) / (held + 0.5)))::real as weight
      from (select coalesce(sum(chunks), 0)::float8 as total from served) as counted,
        (select nth, place, times, coalesce(chunks, 0) as held
          from unnest(${arrayOf(places)}::int[], ${counts}::real[]) with ordinality as word(place, times, nth)
            left join held using (nth)) as word
    ), asked as materialized (
      select ('{' || coalesce(string_agg(place || ':' || weight, ',') filter (where held > 0), '')
        || ${`}/${wordPlaces}`})::sparsevec as words, array_agg(held order by nth)::int[] as holding from weighed
    ), lexical as materialized (
      select chunk_id as id, -(words <#> (select words from asked)) as score
      from "chunk_words" where "chunk_words".coach_id = ${coachId}::uuid
        and chunk_id not in (select id from unserved)
      order by score desc, id limit ${top}
    ), likest as materialized (
      select chunk_id as id, likeness <~> ${signs} as unlike ${servedVectors} and not ${areFew}
      order by unlike, id limit ${bounds.likestCompared}::int
    ), meant as materialized (
      select chunk_id as id, -(embedding <#> ${questionVector}) as score ${servedVectors} and ${areFew}
      union all
      -- Each looked up: a join may be planned as one that reads all vectors.
      select id, -((select embedding from "chunk_embeddings" where "chunk_embeddings".coach_id = ${coachId}::uuid
        and chunk_id = likest.id and model = ${model}) <#> ${questionVector}) from likest
      order by score desc, id limit ${top}
    ), spread as materialized (
      -- Where fewer hold a word than are kept, the last of them holds none: its score is 0.
      select (select max(score) from lexical) as lexical_best, (select max(score) from meant) as meant_best,
        (select min(score) from lexical) as lexical_least,
        (select min(score) from meant) as meant_least
    ), candidates as materialized (
      select id from lexical where score > 0 union select id from meant union (
        select id from "knowledge_chunks" where "knowledge_chunks".coach_id = ${coachId}::uuid
          and document_id in (select id from served) order by id limit ${limit}::int)
    ), compared as materialized (
      select id, -((select words from "chunk_words" where "chunk_words".coach_id = ${coachId}::uuid and chunk_id = candidates.id)
          <#> (select words from asked)) as lexical,
        -((select embedding from "chunk_embeddings" where "chunk_embeddings".coach_id = ${coachId}::uuid
          and chunk_id = candidates.id and model = ${model}) <#> ${questionVector}) as similarity
      from candidates
    ), ranked as materialized (
      select id, lexical, similarity,
        (1 - ${meaning}::float8) * coalesce(greatest(0, (lexical - lexical_least) / nullif(lexical_best - lexical_least, 0)), 0)
        + ${meaning}::float8 * coalesce(greatest(0, (similarity - meant_least) / nullif(meant_best - meant_least, 0)), 0) as score
      from spread, compared
      order by score desc, id limit ${limit}::int
    )
    select ranked.id as chunk_id, ranked.lexical, ranked.similarity, ranked.score, chunks.document_id, document.title,
      chunks.ordinal, chunks.headings, chunks.content, chunks.token_count, chunks.anchor,
      (select sum(chunks) from served)::int as chunk_count, (select holding from asked) as holding
    from ranked
      cross join ${lookedUp(sql`select * from "knowledge_chunks" as chunk where chunk.coach_id = ${coachId}::uuid and chunk.id = ranked.id`)} as chunks
      cross join ${lookedUp(sql`select title from "documents" where "documents".coach_id = ${coachId}::uuid
        and "documents".id = chunks.document_id`)} as document
    order by ranked.score desc, ranked.id`
}

function arrayOf(numbers: readonly number[]): string {
  return `{${numbers.join(',')}}`
}

function toCandidate(row: Row): Candidate {
  return {
    chunkId: row.chunk_id,
    documentId: row.document_id,
    title: row.title,
    ordinal: row.ordinal,
    headings: row.headings,
    content: row.content,
    tokenCount: row.token_count,
    anchor: row.anchor ?? undefined,
    lexical: row.lexical,
    similarity: row.similarity ?? undefined,
    score: row.score,
  }
}
