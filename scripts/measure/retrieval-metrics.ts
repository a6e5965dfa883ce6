/** How well what was found, in its order, answers a question. */
import { countTokens } from '../../src/coaching/tokens.ts'
import type { AskedSpan, Question, Span } from './retrieval-data.ts'

/** Something found: its text, and where it stands in its document. */
export type Found = { text: string; spans: readonly Span[] }

export type Scores = {
  recallAt5: number
  ndcgAt10: number
  mrrAt10: number
  /** Characters shown that were asked for, of all shown or asked for; undefined where whole documents are relevant. */
  iou: number | undefined
  promptTokens: number
}

/** A chunk answers a question when it holds this much of one of its references. */
const enough = 0.5

const counted = new WeakMap<Found, number>()

/** Counted once: the same is shown for many questions. */
export function tokensOf(found: Found): number {
  const known = counted.get(found) ?? countTokens(found.text)
  counted.set(found, known)
  return known
}

export function judge(question: Question, found: readonly Found[]): Scores {
  const promptTokens = found.slice(0, 5).reduce((sum, one) => sum + tokensOf(one), 0)
  return question.kind === 'spans'
    ? { ...judgeSpans(question.spans, found.slice(0, 10)), promptTokens }
    : { ...judgeDocuments(question.relevant, found), promptTokens }
}

/** Of what was asked for, how much is in these. */
export function recallOf(question: Question, found: readonly Found[]): number {
  if (question.kind === 'spans') return new Cover(question.spans).addAll(found).share
  const documents = new Set(found.flatMap(({ spans }) => spans.map(({ documentId }) => documentId)))
  return [...question.relevant].filter((id) => documents.has(id)).length / question.relevant.size
}

/** Gain is what a rank adds to the characters covered: the ideal is all of them in the first. */
function judgeSpans(asked: readonly AskedSpan[], found: readonly Found[]): Omit<Scores, 'promptTokens'> {
  const cover = new Cover(asked)
  let recallAt5 = 0
  let ndcgAt10 = 0
  let shown = 0
  let iou = 0
  for (const [at, one] of found.entries()) {
    const before = cover.share
    cover.add(one)
    ndcgAt10 += (cover.share - before) / Math.log2(at + 2)
    if (at < 5) {
      recallAt5 = cover.share
      shown += lengthOf(one.spans)
      iou = cover.covered / (cover.total + shown - cover.covered)
    }
  }
  const first = found.findIndex((one) =>
    asked.some((span) => overlap([span], one.spans) >= enough * (span.to - span.from)),
  )
  return { recallAt5, ndcgAt10, mrrAt10: first < 0 ? 0 : 1 / (first + 1), iou }
}

/** A document counts where its best part stands. */
function judgeDocuments(relevant: ReadonlySet<string>, found: readonly Found[]): Omit<Scores, 'promptTokens'> {
  const documents = [...new Set(found.flatMap(({ spans }) => spans.map(({ documentId }) => documentId)))].slice(0, 10)
  const isHit = documents.map((id) => relevant.has(id))
  const gain = (hits: readonly boolean[]) => hits.reduce((sum, hit, at) => sum + (hit ? 1 / Math.log2(at + 2) : 0), 0)
  const ideal = gain(Array.from({ length: Math.min(10, relevant.size) }, () => true))
  const first = isHit.indexOf(true)
  return {
    recallAt5: isHit.slice(0, 5).filter(Boolean).length / relevant.size,
    ndcgAt10: gain(isHit) / ideal,
    mrrAt10: first < 0 ? 0 : 1 / (first + 1),
    iou: undefined,
  }
}

/** Which characters of what was asked for have been shown. */
class Cover {
  readonly total: number
  covered = 0
  readonly #asked: { span: AskedSpan; isCovered: Uint8Array }[]
  constructor(asked: readonly AskedSpan[]) {
    this.#asked = asked.map((span) => ({ span, isCovered: new Uint8Array(span.to - span.from) }))
    this.total = lengthOf(asked)
  }
  get share(): number {
    return this.covered / this.total
  }
  add({ spans }: Found): void {
    for (const { span, isCovered } of this.#asked)
      for (const shown of spans)
        if (shown.documentId === span.documentId)
          for (const from of [span.from, ...span.alsoFrom]) this.#cover(isCovered, shown.from - from, shown.to - from)
  }
  #cover(isCovered: Uint8Array, from: number, to: number): void {
    for (let at = Math.max(0, from); at < Math.min(isCovered.length, to); at++) {
      if (isCovered[at]) continue
      isCovered[at] = 1
      this.covered++
    }
  }
  addAll(found: readonly Found[]): this {
    for (const one of found) this.add(one)
    return this
  }
}

function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { from, to }) => sum + to - from, 0)
}

function overlap(asked: readonly AskedSpan[], shown: readonly Span[]): number {
  const cover = new Cover(asked)
  cover.add({ text: '', spans: shown })
  return cover.covered
}
