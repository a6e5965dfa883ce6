/** What a turn is told of how the coach works: the three levels, and the interventions nearest to the client's words. */
import { and, eq, type SQL, sql } from 'drizzle-orm'
import { wordPlaces } from '../coaching/knowledge/bm25.ts'
import type { InterventionAnalysis } from '../coaching/learning/analysis.ts'
import { successIn } from '../coaching/learning/approach.ts'
import type { StyleCorrection } from '../coaching/learning/corrections.ts'
import { foundByMeaningAbove, nearnessToExample } from '../coaching/learning/nearness.ts'
import type { AskedOfLearned, Exemplar, LearnedReader } from '../coaching/learning/ports.ts'
import { rowsOf } from './client.ts'
import type { Doors } from './doors.ts'
import { clientApproaches, coachStyles, styleCorrections, universalPatterns } from './schema/learning.ts'
import { statement } from './statement.ts'
import { toVectorText } from './vector-text.ts'

/** A longer question is searched by the words it says most often. */
const mostWords = 32
/** By words, and by meaning. Of these a turn chooses. */
const nearest = 8
const noMeaning = { vector: new Float32Array(1), model: '' }

type Row = {
  id: string
  at_ms: number
  analysis: InterventionAnalysis
  facing: string
  answer: string
  did: string | null
  is_theirs: boolean
  is_pinned: boolean
  held: number
  similarity: number | null
  is_same: boolean
  times_used: number
  success_rate: number | null
}

const coachId = sql.placeholder('coachId')
const corrections = sql<
  StyleCorrection[]
>`(select coalesce(json_agg(json_build_object('kind', o.kind, 'counted', o.counted,
  'words', o.words)), '[]'::json) from ${styleCorrections} o where o.coach_id = ${coachId})`
const readStyle = statement((tx) =>
  tx.select({ state: coachStyles.told, corrections }).from(coachStyles).where(eq(coachStyles.coachId, coachId)),
)
const readWholeStyle = statement((tx) =>
  tx.select({ state: coachStyles.state, corrections }).from(coachStyles).where(eq(coachStyles.coachId, coachId)),
)
const readApproaches = statement((tx) =>
  tx
    .select({ state: clientApproaches.state })
    .from(clientApproaches)
    .where(and(eq(clientApproaches.coachId, coachId), eq(clientApproaches.clientId, sql.placeholder('clientId')))),
)
const readPatterns = statement((tx) => tx.select().from(universalPatterns).where(eq(universalPatterns.isUsable, true)))

export function createLearnedReader({ doors }: { doors: Doors }): LearnedReader {
  return {
    read(coachId, clientId, asked) {
      return doors.asCoach(coachId, async (tx) => {
        const [[style], approaches, patterns, exemplars] = await Promise.all([
          (asked.whole ? readWholeStyle : readStyle)(tx, { coachId }),
          readApproaches(tx, { coachId, clientId }),
          readPatterns(tx, {}),
          rowsOf<Row>(tx, nearestStatement(coachId, clientId, asked)),
        ])
        return {
          style: style?.state,
          corrections: style?.corrections ?? [],
          approaches: approaches.map(({ state }) => state),
          exemplars: exemplars
            .map((row) => toExemplar(row, asked.meaning?.model ?? ''))
            .sort((one, other) => other.likeness - one.likeness),
          patterns: patterns.map(({ coachCount, clientCount, low, high, base, ...row }) => ({
            ...{ ...row, coaches: coachCount, clients: clientCount },
            ...{ wilson: { low, high }, base: base ?? undefined },
          })),
        }
      })
    },
  }
}

/**
 * Those that hold most of the words (BM25 over the situations of this coach's interventions, as over documents: a word that is in
 * many of them says less) or are of the same kind of situation, and those whose vectors are likest.
 */
function nearestStatement(
  coachId: string,
  clientId: string,
  { words: question, situation, meaning = noMeaning }: AskedOfLearned,
): SQL {
  const words = [...question].sort((one, other) => other[1] - one[1]).slice(0, mostWords)
  const places = `{${words.map(([place]) => place).join(',')}}`
  const times = `{${words.map(([, count]) => count).join(',')}}`
  return sql`with own as materialized (
      select id, ended_at, client_id, words, situation_text, answer_text, is_pinned, times_used_by_ai, ai_success_rate,
        case when model = ${meaning.model} then 1 - (embedding <=> ${toVectorText(meaning.vector)}::halfvec) end as similarity,
        learned -> 'analysis' as analysis, corrected ->> 'words' as did
      from human_intervention_analyses where coach_id = ${coachId}::uuid and words is not null and learned is not null
        -- A crisis is no ordinary day: the AI is silent in one, and goes by nothing that was said in one.
        and learned #>> '{analysis,situation}' <> 'crisis'
        and ((learned ->> 'isShared')::boolean or client_id = ${clientId}::uuid)
    ), weighed as (
      select place, held, times * ln(1 + (total - held + 0.5) / (held + 0.5)) as weight
      from unnest(${places}::int[], ${times}::real[]) as word(place, times),
        lateral (select count(*) as total,
          count(*) filter (where words <#> ('{' || place || ${`:1}/${wordPlaces}`})::sparsevec < 0) as held from own) as counted
    ), asked as (
      select ('{' || string_agg(place || ':' || weight::real, ',') filter (where held > 0 and weight > 0) || ${`}/${wordPlaces}`})::sparsevec as words,
        sum(weight) as weight
      from weighed
    ), compared as (
      select own.*, coalesce(-(own.words <#> asked.words) / asked.weight, 0) as held,
        analysis ->> 'situation' = ${situation} and ${situation} <> 'other' as is_same
      from own, asked
    ), placed as (
      select *, row_number() over (order by held desc, is_same desc, id desc) as by_words,
        row_number() over (order by similarity desc nulls last, id desc) as by_meaning
      from compared where held > 0 or is_same or similarity > ${foundByMeaningAbove(meaning.model)}::float8
    )
    select id, extract(epoch from ended_at)::float8 * 1000 as at_ms, analysis, answer_text as answer, did,
      -- What a client wrote is told to nobody else: of another there is what was made of it, without a word of theirs.
      case when client_id = ${clientId}::uuid then situation_text else analysis ->> 'situation_summary' end as facing,
      coalesce(client_id = ${clientId}::uuid, false) as is_theirs, is_pinned, held, similarity, is_same,
      times_used_by_ai as times_used, ai_success_rate as success_rate
    from placed where by_words <= ${nearest}::int or (by_meaning <= ${nearest}::int and similarity is not null)
    order by id desc`
}

function toExemplar(row: Row, model: string): Exemplar {
  const { id, at_ms, analysis, facing, answer, did, is_theirs, is_pinned, held, similarity, is_same } = row
  return {
    ...{ id, at: new Date(at_ms), situation: analysis.situation, facing, answer, did: did ?? undefined },
    ...{ success: successIn(analysis), isTheirs: is_theirs, isPinned: is_pinned },
    ...{ timesUsed: row.times_used, successRate: row.success_rate ?? undefined },
    likeness: nearnessToExample({ held, similarity: similarity ?? undefined, isSameSituation: is_same }, model),
  }
}
