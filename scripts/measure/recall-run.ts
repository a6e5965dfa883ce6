/** One conversation's questions put to the product's own recall, to plain BM25, to vectors alone, and to whoever reads the end. */
import { sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { EmbeddingModel } from '../../src/coaching/knowledge/ports.ts'
import { createKeepRecallable } from '../../src/coaching/memory/recall/keep.ts'
import type { RecallWeights } from '../../src/coaching/memory/recall/ports.ts'
import { createRecall } from '../../src/coaching/memory/recall/recall.ts'
import { selectRecollections } from '../../src/coaching/memory/recall/select.ts'
import { countTokens } from '../../src/coaching/tokens.ts'
import { createRecallEntries } from '../../src/db/recall-entries.ts'
import { createRecallSearch } from '../../src/db/recall-search.ts'
import type { Library } from './library.ts'
import { indexPlainly } from './plain-bm25.ts'
import type { Chat, Turn } from './recall-data.ts'
import { countLayerTokens } from './recall-prompt.ts'

export const ways = ['this product', 'plain BM25', 'BM25 with the speaker', 'vectors alone', 'the last turns'] as const
export type Way = (typeof ways)[number]
export const ranks = [1, 5, 10, 25, 50] as const
export const budgetTokens = 1_300
const mostFound = 50
/** So many are looked at in a turn. */
const toldAtMost = 12

/** Of one question by one way. */
export type Answered = {
  category: string
  isAnswerable: boolean
  /** A question about what was never spoken of has none. */
  hasEvidence: boolean
  /** Share of the evidence among the first k, by turn and by session, in the order of `ranks`. */
  recall: number[]
  sessionRecall: number[]
  /** Share of the evidence within the budget, and what share of the conversation's tokens that is. */
  within: number
  tokenRatio: number
  /** It says that nothing is known. */
  isUnknown: boolean
  /** Of a turn that asks this: what the four layers and recall take of its prompt; NaN where nothing makes one. */
  layerTokens: number
}

type Run = { library: Library; model: EmbeddingModel; chat: Chat; weights: RecallWeights }

export async function measureChat({ library, model, chat, weights }: Run): Promise<Record<Way, Answered[]>> {
  const { turns, questions, now } = chat
  const tokens = new Map(turns.map(({ id, text }) => [id, countTokens(text)]))
  const whole = [...tokens.values()].reduce((sum, count) => sum + count, 0)
  const stored = await store({ library, model, chat })
  const recall = createRecall(
    {
      search: createRecallSearch({ doors: library.doors }),
      embeddingsFor: async () => model,
      clock: { now: () => now },
    },
    weights,
  )
  const byText = indexPlainly(turns.map(({ text }) => text))
  const byTextAndName = indexPlainly(turns.map((turn) => `${turn.isClient ? chat.client : chat.coach}: ${turn.text}`))
  const { vectors } = await model.embed(
    turns.map(({ text }) => text),
    { purpose: 'document' },
  )
  const countLayers = countLayerTokens(chat)
  const newestFirst = turns.toReversed()
  const frame = { client: chat.client, team: [chat.coach], timezone: 'UTC' }

  const answers = Object.fromEntries(ways.map((way) => [way, [] as Answered[]])) as Record<Way, Answered[]>
  for (const { text, category, evidence, isAnswerable } of questions) {
    const judge = (
      found: readonly Turn[],
      shown: readonly Turn[],
      isUnknown = false,
      layerTokens = Number.NaN,
    ): Answered => ({
      ...{ category, isAnswerable, hasEvidence: evidence.size > 0, isUnknown, layerTokens },
      recall: ranks.map((k) =>
        shareOf(
          evidence,
          found.slice(0, k).map(({ id }) => id),
        ),
      ),
      sessionRecall: ranks.map((k) => {
        const asked = new Set(turns.filter(({ id }) => evidence.has(id)).map(({ session }) => session))
        return shareOf(
          asked,
          found.slice(0, k).map(({ session }) => session),
        )
      }),
      within: shareOf(
        evidence,
        shown.map(({ id }) => id),
      ),
      tokenRatio: shown.reduce((sum, { id }) => sum + (tokens.get(id) ?? 0), 0) / whole,
    })
    const judgePlainly = (order: readonly Turn[]) => judge(order, withinBudget(order, tokens))
    const { found, isAnswered } = await recall({ ...stored.address, frame, query: text, limit: mostFound })
    const inPrompt = countLayers(text, { found: found.slice(0, toldAtMost), isAnswered })
    const turnOf = ({ id }: { id: string }) => stored.turns.get(id) ?? []
    answers['this product'].push(
      judge(found.flatMap(turnOf), selectRecollections(found, budgetTokens).flatMap(turnOf), !isAnswered, inPrompt),
    )
    answers['plain BM25'].push(judgePlainly(byText.rank(text).flatMap((at) => turns[at] ?? [])))
    answers['BM25 with the speaker'].push(judgePlainly(byTextAndName.rank(text).flatMap((at) => turns[at] ?? [])))
    const { vectors: asked } = await model.embed([text], { purpose: 'query' })
    answers['vectors alone'].push(judgePlainly(byLikeness(turns, vectors, asked[0])))
    answers['the last turns'].push(judgePlainly(newestFirst))
  }
  return answers
}

/** As the product has it: messages of a client, made recallable by the product's own job. */
async function store({ library, model, chat }: Pick<Run, 'library' | 'model' | 'chat'>) {
  const { doors } = library
  const coachId = await library.addCoach()
  const [clientId, conversationId] = [v7(), v7()]
  const turns = new Map(chat.turns.map((turn): [string, Turn] => [v7(), turn]))
  const rows = [...turns].map(([id, { isClient, text, at }]) => ({
    ...{ id, sender_type: isClient ? 'client' : 'human_coach', content: text, sent_at: at.toISOString() },
  }))
  await doors.asCoach(coachId, async (tx) => {
    await tx.execute(sql`update coaches set display_name = ${chat.coach} where id = ${coachId}::uuid`)
    await tx.execute(sql`insert into clients (coach_id, id, telegram_user_id, display_name, consent_at, created_at)
      values (${coachId}, ${clientId}, 1, ${chat.client}, now(), now())`)
    await tx.execute(sql`insert into conversations (coach_id, id, client_id, state, state_since)
      values (${coachId}, ${conversationId}, ${clientId}, 'ai', now())`)
    await tx.execute(sql`insert into messages (coach_id, id, conversation_id, sender_type, sender_id, content, visibility, sent_at)
      select ${coachId}::uuid, id, ${conversationId}::uuid, sender_type, sender_type, content, 'shared', sent_at
      from json_to_recordset(${JSON.stringify(rows)}::text::json)
        as row(id uuid, sender_type text, content text, sent_at timestamptz)`)
  })
  const clock = { now: () => chat.now }
  let isWoken = true
  const keepRecallable = createKeepRecallable({
    entries: createRecallEntries({ doors, clock, ids: { next: () => v7() } }),
    embeddingsFor: async () => model,
    wake: async () => {
      isWoken = true
    },
    clock,
    log: console,
  })
  while (isWoken) {
    isWoken = false
    await keepRecallable({ coachId })
  }
  return { address: { coachId, clientId }, turns }
}

function byLikeness(turns: readonly Turn[], vectors: readonly Float32Array[], asked: Float32Array | undefined): Turn[] {
  const likeness = vectors.map((vector) => vector.reduce((sum, value, at) => sum + value * (asked?.[at] ?? 0), 0))
  const order = turns.map((turn, at) => ({ turn, like: likeness[at] ?? 0 }))
  return order.sort((one, other) => other.like - one.like).map(({ turn }) => turn)
}

/** What the product leaves for dates and names is left here too. */
function withinBudget(order: readonly Turn[], tokens: ReadonlyMap<string, number>): Turn[] {
  const asFound = order.map((turn) => ({
    ...{ kind: 'message' as const, author: undefined, relevance: 0, text: '', at: turn.at, id: turn.id },
    tokenCount: tokens.get(turn.id) ?? 0,
  }))
  const shown = new Set(selectRecollections(asFound, budgetTokens).map(({ id }) => id))
  return order.filter(({ id }) => shown.has(id))
}

function shareOf<T>(asked: ReadonlySet<T>, found: readonly T[]): number {
  const isFound = new Set(found)
  return [...asked].filter((one) => isFound.has(one)).length / asked.size
}
