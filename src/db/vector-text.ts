/** Vectors as pgvector reads them. */
import { wordPlaces } from '../coaching/knowledge/bm25.ts'

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
/** A comma and the longest whole number. */
const longestNumber = 6
/** The bytes of ",-4096" to ",4096", each behind how many they are: making them anew takes most of the time that storing vectors does. */
const numbers = new Uint8Array((2 * steps + 1) * 8)
for (let number = -steps; number <= steps; number++) {
  const bytes = Buffer.from(`,${number}`, 'latin1')
  numbers[(number + steps) * 8] = bytes.length
  numbers.set(bytes, (number + steps) * 8 + 1)
}

/**
 * An array of vectors in whole numbers, for the database to make each of length 1 again: a third of the time and half of the
 * bytes. Written as one text: put together from pieces it would be copied three times on its way.
 */
export function toDirectionTexts(vectors: readonly Float32Array[]): string {
  const bytes = Buffer.allocUnsafe(vectors.reduce((sum, { length }) => sum + length * longestNumber + 5, 2))
  let end = bytes.write('{', 'latin1')
  for (const vector of vectors) {
    if (end > 1) end += bytes.write(',', end, 'latin1')
    end += bytes.write('"', end, 'latin1')
    const from = end
    end = writeDirection(vector, bytes, end)
    bytes[from] = '['.charCodeAt(0) // where its first number's comma was
    end += bytes.write(']"', end, 'latin1')
  }
  end += bytes.write('}', end, 'latin1')
  return bytes.toString('latin1', 0, end)
}

/** @returns where it ends */
function writeDirection(vector: Float32Array, bytes: Buffer, from: number): number {
  let largest = 0
  for (const value of vector) largest = Math.max(largest, Math.abs(value))
  const scale = largest > 0 ? steps / largest : 0
  let end = from
  for (let place = 0; place < vector.length; place++) {
    const number = (Math.round((vector[place] ?? 0) * scale) + steps) * 8
    const length = numbers[number] ?? 0
    for (let at = 1; at <= length; at++) bytes[end++] = numbers[number + at] ?? 0
  }
  return end
}

/** @param weights places with what stands there */
export function toWordsText(weights: Iterable<readonly [number, number]>): string {
  const entries: string[] = []
  const texts = new Map<number, string>() // a weight follows from how often a word is said: there are few
  for (const [place, weight] of weights) {
    const text = texts.get(weight) ?? weight.toPrecision(5)
    texts.set(weight, text)
    entries.push(`${place}:${text}`)
  }
  return `{${entries.join(',')}}/${wordPlaces}`
}

/** 1 at each of these places, which rise. */
export function toPlacesText(places: readonly number[]): string {
  return `{${places.map((place) => `${place}:1`).join(',')}}/${wordPlaces}`
}
