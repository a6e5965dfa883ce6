/** One set of questions put to the product's own search, to its vectors alone, and to plain BM25. */

import { selectPassages } from '../../src/coaching/knowledge/passages.ts'
import type { EmbeddingModel } from '../../src/coaching/knowledge/ports.ts'
import { createChunkSearch, type FoundChunk } from '../../src/coaching/knowledge/search.ts'
import type { Library } from './library.ts'
import { type Places, placesIn } from './places.ts'
import { indexPlainly } from './plain-bm25.ts'
import { type Question, type RetrievalSet, type Span, toExtraction } from './retrieval-data.ts'
import { type Found, judge, recallOf, type Scores, tokensOf } from './retrieval-metrics.ts'

export const budgets = [600, 1200, 2400]
export const ways = ['hybrid', 'plain BM25', 'vectors alone'] as const
export type Way = (typeof ways)[number]
export type Measured = Scores & { recallWithin: number[] }

/** What plain BM25 is given of a long document: pieces of so many characters. */
const plainLength = 2000
/** Enough for ten different documents. */
const chunksAsked = 30

type Run = { library: Library; model: EmbeddingModel; set: RetrievalSet; questions: readonly Question[] }

/** Stores the set as a coach's documents. @returns the means over the questions, by way */
export async function measureSet({ library, model, set, questions }: Run): Promise<Record<Way, Measured>> {
  const coachId = await library.addCoach()
  const places = new Map<string, Places>()
  const spans = new Map<string, Span>()
  for (const { id, text } of set.documents) {
    const ofDocument = placesIn(id, text)
    places.set(id, ofDocument)
    let from = 0
    for (const { content } of await library.addDocument(coachId, id, toExtraction(text), model)) {
      const span = ofDocument.find(content, { documentId: id, from: Math.max(0, from - 2000), to: text.length })
      if (!span) throw new Error(`A chunk of ${id} does not stand in it`)
      spans.set(`${id} ${content}`, span)
      from = span.to
    }
  }
  await library.vacuum()

  const spanOf = ({ title, content }: FoundChunk): Span | undefined => spans.get(`${title} ${content}`)
  const wholes = new Map<string, Found>()
  const whole = (chunk: FoundChunk): Found => {
    const span = spanOf(chunk)
    const found = wholes.get(chunk.chunkId) ?? { text: chunk.content, spans: span ? [span] : [] }
    wholes.set(chunk.chunkId, found)
    return found
  }
  const servingModel = async () => model
  const hybrid = createChunkSearch({ search: library.search, servingModel })
  const vectors = createChunkSearch({ search: library.search, servingModel }, { meaning: 1, rereads: false })
  const plainly = plainSearch(set)
  const byWay: Record<Way, Measured[]> = { hybrid: [], 'plain BM25': [], 'vectors alone': [] }

  for (const question of questions) {
    const request = { query: question.text, coachId, topK: chunksAsked, similarityThreshold: -1 }
    const found = await hybrid.vectorSearch(request)
    const byVectors = (await vectors.vectorSearch(request)).map(whole)
    const byWords = plainly(question.text)
    const passages = budgets.map((budget) =>
      selectPassages(found, budget).map((passage): Found => {
        const of = found.filter(({ chunkId }) => passage.chunkIds.includes(chunkId))
        return { text: passage.text, spans: stretchesOf(passage.text, of, places, spanOf) }
      }),
    )
    byWay.hybrid.push({
      ...judge(question, found.map(whole)),
      recallWithin: passages.map((shown) => recallOf(question, shown)),
    })
    byWay['plain BM25'].push(withBudgets(question, byWords))
    byWay['vectors alone'].push(withBudgets(question, byVectors))
  }
  return {
    hybrid: mean(byWay.hybrid),
    'plain BM25': mean(byWay['plain BM25']),
    'vectors alone': mean(byWay['vectors alone']),
  }
}

/** Where the sentences of a passage stand: each run of them in one of its chunks. */
function stretchesOf(
  text: string,
  chunks: readonly FoundChunk[],
  places: ReadonlyMap<string, Places>,
  spanOf: (chunk: FoundChunk) => Span | undefined,
): Span[] {
  return text.split(/\[…\]|\n/).flatMap((stretch) => {
    for (const chunk of chunks) {
      const span = places.get(chunk.title)?.find(stretch, spanOf(chunk))
      if (span) return [span]
    }
    return []
  })
}

function plainSearch({ documents }: RetrievalSet): (query: string) => Found[] {
  const isLong = documents.some(({ text }) => text.length > 5 * plainLength)
  const pieces = documents.flatMap(({ id, text }) =>
    Array.from({ length: isLong ? Math.ceil(text.length / plainLength) : 1 }, (_, at): Found => {
      const from = at * plainLength
      const to = isLong ? Math.min(text.length, from + plainLength) : text.length
      return { text: text.slice(from, to), spans: [{ documentId: id, from, to }] }
    }),
  )
  const index = indexPlainly(pieces.map(({ text }) => text))
  return (query) =>
    index
      .rank(query)
      .flatMap((at) => pieces[at] ?? [])
      .slice(0, chunksAsked)
}

/** Whole pieces, best first, as long as they fit. */
function withBudgets(question: Question, found: readonly Found[]): Measured {
  const recallWithin = budgets.map((budget) => {
    let tokens = 0
    const shown = found.filter((one) => {
      const cost = tokensOf(one)
      if (tokens + cost > budget) return false
      tokens += cost
      return true
    })
    return recallOf(question, shown)
  })
  return { ...judge(question, found), recallWithin }
}

function mean(all: readonly Measured[]): Measured {
  const of = (read: (one: Measured) => number) => all.reduce((sum, one) => sum + read(one), 0) / all.length
  return {
    recallAt5: of((one) => one.recallAt5),
    ndcgAt10: of((one) => one.ndcgAt10),
    mrrAt10: of((one) => one.mrrAt10),
    iou: all.every(({ iou }) => iou === undefined) ? undefined : of((one) => one.iou ?? 0),
    promptTokens: of((one) => one.promptTokens),
    recallWithin: budgets.map((_, at) => of((one) => one.recallWithin[at] ?? 0)),
  }
}
