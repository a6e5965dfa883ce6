/**
 * The coach's chunks, ranked by a question's words and meaning in one statement. Every chunk of the coach is looked at: an
 * index over all coaches' rows would lose the small ones', and none of Postgres' own is used under row-level security.
 */
import { type SQL, sql } from 'drizzle-orm'
import { countPlaces, placeOf } from '../coaching/knowledge/bm25.ts'
import type { Anchor } from '../coaching/knowledge/document.ts'
import type { Candidate, KnowledgeSearch } from '../coaching/knowledge/ports.ts'
import { rowsOf } from './client.ts'
import type { CoachTx, Doors } from './doors.ts'
import { createFewAtOnce } from './few-at-once.ts'
import { toPlacesText, toVectorText } from './vector-text.ts'

/** A longer question is searched by so many of its words, those said most often first. */
const mostWords = 64
/** The count of words is rounded up to these, so that few statements differ and each is planned once. */
const wordsPlanned = [8, 16, 32, mostWords]
/** Scores are spread between the best and the one at this rank, so that the two rankings can be added. */
const spreadOver = 100

/**
 * Searches of one coach at a time: one among 70,000 chunks takes a third of a second, and with all connections at it nobody else
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
  holding: number[]
}

export function createKnowledgeSearch({ doors }: { doors: Doors }): KnowledgeSearch {
  const fewAtOnce = createFewAtOnce(searchesAtOnce)
  return {
    findCandidates(coachId, question, { limit, meaning }) {
      const asked = [...countPlaces(question.stems)].sort((one, other) => other[1] - one[1]).slice(0, mostWords)
      const search = async (tx: CoachTx) => {
        // A coach with a good part of all rows would have everybody's read, one after the other: what others bring in makes it slower.
        // Sent first: a bare `execute` is sent only when it is awaited.
        const planned = rowsOf(tx, sql`select set_config('enable_seqscan', 'off', true)`)
        const found = rowsOf<Row>(tx, searchStatement({ ...question, coachId, asked, limit, meaning }))
        const [, rows] = await Promise.all([planned, found])
        const holding = new Map<string, number>()
        for (const stem of question.stems) {
          const at = asked.findIndex(([place]) => place === placeOf(stem))
          if (at >= 0) holding.set(stem, rows[0]?.holding[at] ?? 0)
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
}

/**
 * Every chunk is read once for its words and every vector once; kept of each are those that can be among the best, a hundred of
 * each ranking. Whoever is in neither has a score of 0, and only fills up what a coach with little has too few of.
 */
function searchStatement({ coachId, asked, vector, model, limit, meaning }: Search): SQL {
  const planned = wordsPlanned.find((count) => count >= asked.length) ?? mostWords
  const padded = Array.from({ length: planned }, (_, at) => asked[at])
  const nth = (at: number) => sql.raw(`[${at + 1}]`)
  const counts = padded.map((word) => word?.[1] ?? 0)
  const anyWord = toPlacesText(asked.map(([place]) => place).sort((one, other) => one - other))
  // A parameter that is a vector from the start is read once; one that is cast is read anew for every row.
  const weights = padded.map((word) => sql`-(${toPlacesText(word ? [word[0]] : [])}::sparsevec <#> words)`)
  const questionVector = sql`${toVectorText(vector)}::halfvec`
  const ownChunks = sql`from "knowledge_chunks" where "knowledge_chunks".coach_id = ${coachId}::uuid
    and document_id = any((select ids from served)::uuid[])`
  const top = sql.raw(String(spreadOver))

  return sql`with served as materialized (
      select coalesce(array_agg(id), '{}') as ids, coalesce(sum(coalesce(chunks, (
        select count(*) from "knowledge_chunks" where "knowledge_chunks".coach_id = ${coachId}::uuid and document_id = "documents".id
      ))), 0)::int as chunks from "documents"
      where "documents".coach_id = ${coachId}::uuid and status = 'ready' and remove_at is null
    ), holding as materialized (
      select id, array[${sql.join(weights, sql`, `)}] as weights ${ownChunks} and ${anyWord}::sparsevec <#> words < 0
    ), counted as materialized (
      select (select chunks from served) as chunks, array[${sql.join(
        padded.map((_, at) => sql`count(*) filter (where weights${nth(at)} > 0)`),
        sql`, `,
      )}]::int[] as holding from holding
    ), asked as materialized (
      -- Robertson's weight of a word, kept above zero as Lucene does.
      select array_agg(times * ln(1 + (chunks - held + 0.5) / (held + 0.5)) order by nth)::float8[] as weights
      from counted, unnest(${arrayOf(counts)}::real[], holding) with ordinality as word(times, held, nth)
    ), scored as materialized (
      select id, ${sql.join(
        padded.map((_, at) => sql`weights${nth(at)} * (select weights${nth(at)} from asked)`),
        sql` + `,
      )} as score from holding
    ), lexical as materialized (
      select id, score from scored order by score desc, id limit ${top}
    ), unserved as materialized (
      select id from "knowledge_chunks" where "knowledge_chunks".coach_id = ${coachId}::uuid and document_id in (
        select id from "documents" where "documents".coach_id = ${coachId}::uuid and not (status = 'ready' and remove_at is null))
    ), meant as materialized (
      select chunk_id as id, -(embedding <#> ${questionVector}) as score
      from "chunk_embeddings" where "chunk_embeddings".coach_id = ${coachId}::uuid and model = ${model}
        and not exists (select from unserved where unserved.id = chunk_id)
      order by score desc, id limit ${top}
    ), spread as materialized (
      -- Where fewer hold a word than that, the next one holds none.
      select (select max(score) from lexical) as lexical_best, (select max(score) from meant) as meant_best,
        case when (select count(*) from lexical) = least(${top}, (select chunks from counted))
          then (select min(score) from lexical) else 0 end as lexical_least,
        (select min(score) from meant) as meant_least
    ), candidates as materialized (
      select id from lexical union select id from meant union (select id ${ownChunks} order by id limit ${limit}::int)
    ), compared as materialized (
      select one.id, coalesce(scored.score, 0) as lexical,
        coalesce(meant.score, -(vectors.embedding <#> ${questionVector})) as similarity
      from candidates as one left join scored using (id) left join meant using (id)
        left join "chunk_embeddings" as vectors on meant.id is null and vectors.coach_id = ${coachId}::uuid
          and vectors.chunk_id = one.id and vectors.model = ${model}
    ), ranked as materialized (
      select id, lexical, similarity,
        (1 - ${meaning}::float8) * coalesce(greatest(0, (lexical - lexical_least) / nullif(lexical_best - lexical_least, 0)), 0)
        + ${meaning}::float8 * coalesce(greatest(0, (similarity - meant_least) / nullif(meant_best - meant_least, 0)), 0) as score
      from spread, compared
      order by score desc, id limit ${limit}::int
    )
    select ranked.id as chunk_id, ranked.lexical, ranked.similarity, ranked.score, chunks.document_id, "documents".title,
      chunks.ordinal, chunks.headings, chunks.content, chunks.token_count, chunks.anchor,
      (select chunks from counted) as chunk_count, (select holding from counted) as holding
    from ranked
      join "knowledge_chunks" as chunks on chunks.coach_id = ${coachId}::uuid and chunks.id = ranked.id
      join "documents" on "documents".coach_id = ${coachId}::uuid and "documents".id = chunks.document_id
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
