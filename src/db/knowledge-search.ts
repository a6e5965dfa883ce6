/**
 * The coach's chunks, ranked by a question's words and meaning in one statement. Every chunk of the coach is looked at: an
 * index over all coaches' rows would lose the small ones', and none of Postgres' own is used under row-level security.
 */
import { type SQL, sql } from 'drizzle-orm'
import { countPlaces, placeOf, wordPlaces } from '../coaching/knowledge/bm25.ts'
import type { Anchor } from '../coaching/knowledge/document.ts'
import type { Candidate, KnowledgeSearch } from '../coaching/knowledge/ports.ts'
import { rowsOf } from './client.ts'
import type { CoachTx, Doors } from './doors.ts'
import { createFewAtOnce } from './few-at-once.ts'
import { toVectorText } from './vector-text.ts'

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

function searchStatement({ coachId, asked, vector, model, limit, meaning }: Search): SQL {
  const planned = wordsPlanned.find((count) => count >= asked.length) ?? mostWords
  const padded = Array.from({ length: planned }, (_, at) => asked[at])
  // A parameter that is a vector from the start is read once; one that is cast is read anew for every row.
  const holding = padded.map((word) => {
    const alone = `{${word ? `${word[0]}:1` : ''}}/${wordPlaces}`
    return sql`count(*) filter (where ${alone}::sparsevec <#> words < 0)`
  })
  const places = padded.map((word) => word?.[0] ?? 0)
  const counts = padded.map((word) => word?.[1] ?? 0)
  const ownChunks = sql`from "knowledge_chunks" where "knowledge_chunks".coach_id = ${coachId}::uuid
    and document_id = any((select ids from served)::uuid[])`

  return sql`with served as materialized (
      select coalesce(array_agg(id), '{}') as ids from "documents"
      where "documents".coach_id = ${coachId}::uuid and status = 'ready' and remove_at is null
    ), counted as materialized (
      select count(*)::int as chunks, array[${sql.join(holding, sql`, `)}]::int[] as holding ${ownChunks}
    ), asked as materialized (
      -- Robertson's weight of a word, kept above zero as Lucene does.
      select ('{' || coalesce(string_agg(place || ':' || (times * ln(1 + (chunks - held + 0.5) / (held + 0.5)))::real, ',')
        filter (where held > 0), '') || ${`}/${wordPlaces}`})::sparsevec as words
      from counted, unnest(${arrayOf(places)}::int[], ${arrayOf(counts)}::real[], holding) as word(place, times, held)
    ), lexical as materialized (
      select id, -(words <#> (select words from asked)) as score ${ownChunks}
    ), meant as materialized (
      select chunk_id as id, -(embedding <#> ${toVectorText(vector)}::halfvec) as score
      from "chunk_embeddings" where "chunk_embeddings".coach_id = ${coachId}::uuid and model = ${model}
    ), spread as materialized (
      select ${bestOf('lexical')} as lexical_best, ${rankedOf('lexical')} as lexical_least,
        ${bestOf('meant')} as meant_best, ${rankedOf('meant')} as meant_least
    ), ranked as materialized (
      select lexical.id, lexical.score as lexical, meant.score as similarity,
        (1 - ${meaning}::float8) * coalesce(greatest(0, (lexical.score - lexical_least) / nullif(lexical_best - lexical_least, 0)), 0)
        + ${meaning}::float8 * coalesce(greatest(0, (meant.score - meant_least) / nullif(meant_best - meant_least, 0)), 0) as score
      from spread, lexical left join meant using (id)
      order by score desc, lexical.id limit ${limit}::int
    )
    select ranked.id as chunk_id, ranked.lexical, ranked.similarity, ranked.score, chunks.document_id, "documents".title,
      chunks.ordinal, chunks.headings, chunks.content, chunks.token_count, chunks.anchor,
      (select chunks from counted) as chunk_count, (select holding from counted) as holding
    from ranked
      join "knowledge_chunks" as chunks on chunks.coach_id = ${coachId}::uuid and chunks.id = ranked.id
      join "documents" on "documents".coach_id = ${coachId}::uuid and "documents".id = chunks.document_id
    order by ranked.score desc, ranked.id`
}

function bestOf(ranking: 'lexical' | 'meant'): SQL {
  return sql`(select max(score) from ${sql.raw(ranking)})`
}

function rankedOf(ranking: 'lexical' | 'meant'): SQL {
  return sql`(select min(score) from (select score from ${sql.raw(ranking)} order by score desc limit ${sql.raw(String(spreadOver))}) as top)`
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
