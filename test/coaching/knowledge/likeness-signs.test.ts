import { expect, test } from 'vitest'
import { createRandom } from '../../../scripts/measure/figures.ts'
import { fewLikenessSigns, likenessSigns, likenessSignsOf } from '../../../src/coaching/knowledge/likeness-signs.ts'

const random = createRandom(5)
/** As sparse as short texts are to the offline model. */
function sparse(dimensions: number, filled: number): Float32Array {
  const vector = new Float32Array(dimensions)
  for (let n = 0; n < filled; n++) vector[Math.floor(random() * dimensions)] = random() - 0.5
  return vector
}
const mixed = (one: Float32Array, other: Float32Array, share: number) =>
  one.map((value, at) => share * value + (1 - share) * (other[at] ?? 0))
const product = (one: Float32Array, other: Float32Array) =>
  one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0)
const angle = (one: Float32Array, other: Float32Array) =>
  Math.acos(product(one, other) / Math.sqrt(product(one, one) * product(other, other)))
const differing = (one: string, other: string) => [...one].filter((sign, at) => sign !== other[at]).length

test.each([
  [8, 8],
  [1280, 60],
  [1280, 1280],
  [3072, 3072],
])(
  'signs of vectors of %i dimensions, %i of them filled, differ as far as their angle is wide',
  (dimensions, filled) => {
    for (const share of [0, 0.3, 0.5, 0.7, 0.9]) {
      const one = sparse(dimensions, filled)
      const other = mixed(one, sparse(dimensions, filled), share)
      const [signs, others] = [likenessSignsOf(one), likenessSignsOf(other)]
      expect(signs).toMatch(new RegExp(`^[01]{${likenessSigns}}$`))
      // Of a fair coin thrown so often, six deviations; of few dimensions no more than those can be told.
      const error = dimensions < 100 ? 0.25 : 6 * Math.sqrt(0.25 / likenessSigns)
      expect(Math.abs(differing(signs, others) / likenessSigns - angle(one, other) / Math.PI)).toBeLessThan(error)
    }
  },
)

test('fewer are the first of more', () => {
  const vector = sparse(1280, 60)
  expect(likenessSignsOf(vector, fewLikenessSigns)).toBe(likenessSignsOf(vector).slice(0, fewLikenessSigns))
})

test('the same vector always has the same signs', () => {
  const vector = sparse(1280, 60)
  expect(likenessSignsOf(vector)).toBe(likenessSignsOf(Float32Array.from(vector)))
})
