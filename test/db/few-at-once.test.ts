/** What takes the database long leaves room for everything else. */

import { expect, test } from 'vitest'
import { createFewAtOnce } from '../../src/db/few-at-once.ts'
import fc from '../support/property.ts'

test('of one key no more are under way than may be, in their order, and another key waits for none of them', async () => {
  const few = createFewAtOnce(2)
  const begun: string[] = []
  const ends: (() => void)[] = []
  const start = (key: string, name: string) =>
    few(key, () => {
      begun.push(name)
      return new Promise<string>((resolve) => ends.push(() => resolve(name)))
    })
  const all = [start('dana', 'one'), start('dana', 'two'), start('dana', 'three'), start('dana', 'four')]
  const other = start('kim', 'other')
  expect(begun).toEqual(['one', 'two', 'other'])
  ends[1]?.()
  expect(await all[1]).toBe('two')
  expect(begun).toEqual(['one', 'two', 'other', 'three'])
  for (const at of [0, 2, 3]) ends[at]?.()
  await Promise.all([all[0], all[2], other])
  expect(begun.at(-1)).toBe('four')
  ends[4]?.()
  expect(await all[3]).toBe('four')
})

test('whatever ends how and when: all are done, and never too many at once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 3 }),
      fc.array(fc.record({ key: fc.constantFrom('a', 'b'), steps: fc.nat(4), fails: fc.boolean() }), { maxLength: 20 }),
      async (count, tasks) => {
        const few = createFewAtOnce(count)
        const underWay = { a: 0, b: 0 }
        let most = 0
        const outcomes = await Promise.allSettled(
          tasks.map(({ key, steps, fails }) =>
            few(key, async () => {
              most = Math.max(most, ++underWay[key])
              for (let step = 0; step < steps; step++) await Promise.resolve()
              underWay[key]--
              if (fails) throw new Error('it fails')
            }),
          ),
        )
        expect(outcomes.map(({ status }) => status === 'rejected')).toEqual(tasks.map(({ fails }) => fails))
        expect(most).toBeLessThanOrEqual(count)
      },
    ),
  )
})
