/** Vectors as pgvector reads them. */
import { type WordWeights, wordPlaces } from '../coaching/knowledge/bm25.ts'

/** Half precision has three digits and a bit: more would be sent for nothing. */
export function toVectorText(vector: Float32Array): string {
  let text = '['
  for (let at = 0; at < vector.length; at++) {
    const value = vector[at] ?? 0
    // One of 1,500 that is smaller is lost in what the others round to.
    text += `${at === 0 ? '' : ','}${Math.abs(value) < 5e-5 ? '0' : value.toPrecision(4)}`
  }
  return `${text}]`
}

export function toWordsText(weights: WordWeights): string {
  const entries: string[] = []
  for (const [place, weight] of weights) entries.push(`${place}:${weight.toPrecision(5)}`)
  return `{${entries.join(',')}}/${wordPlaces}`
}
