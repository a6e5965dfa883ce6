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

/** What half precision tells apart of a vector's largest part. */
const steps = 4096
/** Making these anew takes most of the time that storing vectors does. */
const wholeNumbers = Array.from({ length: 2 * steps + 1 }, (_, at) => String(at - steps))

/** In whole numbers, for the database to make it of length 1 again: a third of the time and half of the bytes. */
export function toDirectionText(vector: Float32Array): string {
  let largest = 0
  for (const value of vector) largest = Math.max(largest, Math.abs(value))
  const scale = largest > 0 ? steps / largest : 0
  let text = ''
  for (let at = 0; at < vector.length; at++)
    text += `${at === 0 ? '[' : ','}${wholeNumbers[Math.round((vector[at] ?? 0) * scale) + steps]}`
  return `${text}]`
}

export function toWordsText(weights: WordWeights): string {
  const entries: string[] = []
  const texts = new Map<number, string>() // a weight follows from how often a word is said: there are few
  for (const [place, weight] of weights) {
    const text = texts.get(weight) ?? weight.toPrecision(5)
    texts.set(weight, text)
    entries.push(`${place}:${text}`)
  }
  return `{${entries.join(',')}}/${wordPlaces}`
}
