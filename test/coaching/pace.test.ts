import { expect, test } from 'vitest'
import { mirrorsBelow, paceToGroup } from '../../src/coaching/pace.ts'
import fc from '../support/property.ts'

test('however mirrors come, no minute holds more than their share, none goes early, and none waits without need', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 80 }), (pauses) => {
      let now = 0
      let taken: number[] = []
      const went: number[] = []
      for (const pause of pauses) {
        now += pause
        const paced = paceToGroup(taken, new Date(now), { waits: true })
        const goAt = paced.goAt.getTime()
        expect(goAt).toBeGreaterThanOrEqual(now)
        expect(went.filter((at) => at > goAt - 60_000 && at <= goAt).length).toBeLessThan(mirrorsBelow)
        if (goAt > now) expect(went.filter((at) => at > goAt - 1 - 60_000)).toHaveLength(mirrorsBelow)
        went.push(goAt)
        taken = paced.taken
      }
      expect(taken.length).toBeLessThanOrEqual(pauses.length)
    }),
  )
})

test('what never waits goes at once, and leaves the less to those that do', () => {
  let taken: number[] = []
  for (let n = 0; n < mirrorsBelow; n++) {
    const paced = paceToGroup(taken, new Date(n), { waits: false })
    expect(paced.goAt.getTime()).toBe(n)
    taken = paced.taken
  }
  expect(paceToGroup(taken, new Date(1_000), { waits: false }).goAt.getTime()).toBe(1_000)
  expect(paceToGroup(taken, new Date(1_000), { waits: true }).goAt.getTime()).toBe(60_000)
})
