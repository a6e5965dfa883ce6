import { expect, test } from 'vitest'
import { placeOf, weighWords, wordPlaces } from '../../../src/coaching/knowledge/bm25.ts'
import { readQuestion, stemsOf } from '../../../src/coaching/knowledge/words.ts'

const stemsOfQuery = (question: string) => readQuestion(question).map(({ stem }) => stem)

test.each([
  ['The boundaries of her relationships were crossed', 'boundari relationship cross'],
  ['Los límites de las relaciones, y cómo ponerlos', 'limit relacion pon'],
  ['Die Grenzen in den Häusern meiner Kinder', 'grenz haus kind'],
  ["Don't say it's Dana’s fault: 1,200.50 dollars!", 'sai dana fault 1200.50 dollar'],
  ['境界線を引く', '境界 界線 線を を引 引く'],
])('%s', (text, stems) => {
  expect(stemsOf(text).join(' ')).toBe(stems)
})

test('a question is read in its language; one too short to tell is read in each', () => {
  expect(stemsOfQuery('How do I set a boundary?')).toEqual(stemsOf('how do I set a boundary'))
  expect(stemsOfQuery('Grenzen')).toContain(stemsOf('Das sind die Grenzen')[0])
  expect(stemsOfQuery('limites')).toContain(stemsOf('los límites')[0])
})

test('a word without its accents is the word', () => {
  expect(stemsOf('los limites de la presion')).toEqual(stemsOf('los límites de la presión'))
})

test('a word weighs more the oftener it is said, ever less so, and less in a longer text', () => {
  const weightIn = (times: number, others: number) =>
    weighWords([...Array(times).fill('rest'), ...Array.from({ length: others }, (_, at) => `other${at}`)]).get(
      placeOf('rest'),
    ) ?? 0
  const [once, twice, thrice] = [weightIn(1, 100), weightIn(2, 99), weightIn(3, 98)]
  expect(twice).toBeGreaterThan(once)
  expect(thrice - twice).toBeLessThan(twice - once)
  expect(weightIn(1, 200)).toBeLessThan(once)
  expect(weightIn(500, 0)).toBeLessThan(2.2)
})

test('places are spread, and within what a sparse vector has', () => {
  const places = Array.from({ length: 50_000 }, (_, at) => placeOf(`word${at}`))
  expect(new Set(places).size).toBeGreaterThan(49_990)
  expect(Math.min(...places)).toBeGreaterThan(0)
  expect(Math.max(...places)).toBeLessThanOrEqual(wordPlaces)
})
