/** What likeness means to each embedding model: from when on a chunk is about a question, and how far to trust it beside words. */
import type { Evidence } from './evidence.ts'

export type EmbeddingTraits = {
  /** Cosine under which a chunk is about something else. */
  floor: number
  /** The floor was seen to part what is about it from what is not: likeness alone is enough to bring something in. */
  isTelling?: boolean
  /** What likeness counts beside BM25, from 0 to 1. */
  meaning: number
  /**
   * Cosine from which on two texts are about the same thing, whatever their words: a guess, above what right passages score
   * with questions. Undefined where likeness does not say it.
   */
  alikeFrom?: number
}

/**
 * Right passages and unrelated ones score, with text-embedding-3-small, 0.35 to 0.65 and 0.05 to 0.25; with
 * text-embedding-ada-002, 0.77 to 0.79 both, so that nothing can be told from its floor. The offline model knows no meaning
 * beyond the parts of words: its weight is the best of coarse steps on the three sets of docs/measurements.md, and so is its floor:
 * of own answers it loses one in a hundred, and more would cost more than it leaves out (docs/decisions/0028-one-floor-for-all.md).
 */
const known: Record<string, EmbeddingTraits> = {
  'text-embedding-3-small': { floor: 0.27, isTelling: true, meaning: 0.5, alikeFrom: 0.65 },
  'text-embedding-3-large': { floor: 0.27, isTelling: true, meaning: 0.5, alikeFrom: 0.65 },
  'text-embedding-ada-002': { floor: 0.76, meaning: 0.5 },
  offline: { floor: 0.14, isTelling: true, meaning: 0.25 },
}
/**
 * Of a model that nobody has measured: in doubt a chunk is shown, since the model that answers can still pass it over. Half and
 * half is what averaging the two rankings took to beat reciprocal ranks on SciFact, NFCorpus and FiQA.
 */
const ofOthers: EmbeddingTraits = { floor: 0.2, meaning: 0.5 }

/** Whose likeness is too small all the same holds the question's own words: a name, a term of the coach's. */
const shareThatVouches = 0.6

/** @param model as its vectors are stored, dimensions behind a slash */
export function traitsOf(model: string): EmbeddingTraits {
  return known[model.split('/')[0] ?? ''] ?? ofOthers
}

export function isAboutIt(chunk: { similarity: number | undefined; evidence: Evidence }, floor: number): boolean {
  return (chunk.similarity ?? Number.NEGATIVE_INFINITY) >= floor || chunk.evidence.share >= shareThatVouches
}
