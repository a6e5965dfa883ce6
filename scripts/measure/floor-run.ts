/** Which floor keeps a coach's own answers and leaves out what is about something else: one for all, or one that follows from the coach's chunks. */
import { isAboutIt, traitsOf } from '../../src/coaching/knowledge/embedding-traits.ts'
import type { EmbeddingModel } from '../../src/coaching/knowledge/ports.ts'
import { createChunkSearch, type FoundChunk } from '../../src/coaching/knowledge/search.ts'
import { percentile } from './figures.ts'
import type { Library } from './library.ts'
import { type Places, placesIn } from './places.ts'
import { type Question, type RetrievalSet, toExtraction } from './retrieval-data.ts'
import { recallOf } from './retrieval-metrics.ts'
import { unrelatedQuestions } from './unrelated-questions.ts'

/** As a turn asks for them. */
const chunksAsked = 8

export const floorWays = ['unrelated questions', 'unrelated chunks'] as const
export type FloorWay = (typeof floorWays)[number]

export type MeasuredCoach = {
  name: string
  chunks: number
  /** What each of the ways to measure one for this coach gives. */
  floors: Record<FloorWay, number>
  /** Of a floor: the share of the coach's own questions that keep an answer, of other coaches' that find anything. */
  kept(floor: number): number
  wronglyFound(floor: number): number
}

/** Each document whose questions stand in it is a coach's; so is a set of many short ones. */
export function coachesIn(sets: readonly RetrievalSet[]): RetrievalSet[] {
  return sets.flatMap((set) => {
    const isAbout = (question: Question, id: string) =>
      question.kind === 'spans' && question.spans.some(({ documentId }) => documentId === id)
    if (set.questions.every(({ kind }) => kind === 'documents')) return [set]
    return set.documents.map((document) => ({
      name: document.id,
      documents: [document],
      questions: set.questions.filter((question) => isAbout(question, document.id)),
    }))
  })
}

type Run = { library: Library; model: EmbeddingModel; set: RetrievalSet; unrelated: readonly Question[] }

/** Stores the set as a coach's documents, measures its floors, and asks both kinds of questions. */
export async function measureCoach({ library, model, set, unrelated }: Run): Promise<MeasuredCoach> {
  const coachId = await library.addCoach()
  const places = new Map<string, Places>()
  const contents: string[] = []
  for (const { id, text } of set.documents) {
    places.set(id, placesIn(id, text))
    for (const { content } of await library.addDocument(coachId, id, toExtraction(text), model)) contents.push(content)
  }
  await library.vacuum()
  const { search } = library
  const servingModel = async () => model
  const { vectorSearch } = createChunkSearch({ search, servingModel })
  const ask = (question: Question) => vectorSearch({ query: question.text, coachId, topK: 30, similarityThreshold: -1 })
  const answers = (question: Question, chunk: FoundChunk) => {
    const span = places.get(chunk.title)?.find(chunk.content)
    return recallOf(question, [{ text: chunk.content, spans: span ? [span] : [] }]) > 0
  }
  const own: { chunk: FoundChunk; isAnswer: boolean }[][] = []
  for (const question of set.questions) {
    const ranked = (await ask(question)).map((chunk) => ({ chunk, isAnswer: answers(question, chunk) }))
    // What is not among the first without a floor no floor loses.
    if (ranked.slice(0, chunksAsked).some(({ isAnswer }) => isAnswer)) own.push(ranked)
  }
  const others: FoundChunk[][] = []
  for (const question of unrelated) others.push(await ask(question))

  const share = <T>(all: readonly T[], is: (one: T) => boolean) => all.filter(is).length / all.length
  return {
    ...{ name: set.name, chunks: contents.length, floors: await floorsOf(contents, model) },
    kept: (floor) =>
      share(own, (ranked) =>
        ranked
          .filter(({ chunk }) => isAboutIt(chunk, floor))
          .slice(0, chunksAsked)
          .some(({ isAnswer }) => isAnswer),
      ),
    wronglyFound: (floor) => share(others, (ranked) => ranked.some((chunk) => isAboutIt(chunk, floor))),
  }
}

/** Of the questions nine in ten find no chunk above it; of the pairs of chunks 95 in 100 are less alike. */
async function floorsOf(contents: readonly string[], model: EmbeddingModel): Promise<Record<FloorWay, number>> {
  const { vectors } = await model.embed(contents, { purpose: 'document' })
  const asked = await model.embed(unrelatedQuestions, { purpose: 'query' })
  const likest = asked.vectors.map((question) => Math.max(...vectors.map((vector) => cosine(question, vector))))
  const pairs = vectors.flatMap((vector, at) => {
    // Far apart in the documents, and each in a few of them.
    const others = [1, 2, 3, 4, 5].map(
      (part) => vectors[(at + Math.floor((part * vectors.length) / 6)) % vectors.length],
    )
    return others.map((other) => (other ? cosine(vector, other) : 0))
  })
  return { 'unrelated questions': percentile(likest, 0.9), 'unrelated chunks': percentile(pairs, 0.95) }
}

/** Of vectors of length 1. */
function cosine(one: Float32Array, other: Float32Array): number {
  let sum = 0
  for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0)
  return sum
}

export function ownFloorOf({ name }: EmbeddingModel): number {
  return traitsOf(name).floor
}
