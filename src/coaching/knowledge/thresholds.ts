/** From when on a chunk is about a question at all. */
import type { Evidence } from './evidence.ts'

/**
 * Cosines mean something else to each model. Right passages and unrelated ones score, with text-embedding-3-small, 0.35 to 0.65
 * and 0.05 to 0.25; with text-embedding-ada-002, 0.77 to 0.79 both, so that nothing can be told from its floor. The offline
 * model's is the 95th percentile of questions to texts about something else (docs/measurements.md).
 */
const floors: Record<string, number> = {
  'text-embedding-3-small': 0.27,
  'text-embedding-3-large': 0.27,
  'text-embedding-ada-002': 0.76,
  offline: 0.12,
}
/** Of a model that nobody has measured: in doubt a chunk is shown, since the model that answers can still pass it over. */
const floorOfOthers = 0.2

/** Whose likeness is too small all the same holds the question's own words: a name, a term of the coach's. */
const shareThatVouches = 0.6

/** @param model as its vectors are stored, dimensions behind a slash */
export function similarityFloorOf(model: string): number {
  return floors[model.split('/')[0] ?? ''] ?? floorOfOthers
}

export function isAboutIt(chunk: { similarity: number | undefined; evidence: Evidence }, floor: number): boolean {
  return (chunk.similarity ?? Number.NEGATIVE_INFINITY) >= floor || chunk.evidence.share >= shareThatVouches
}
