/** The product is killed between a file's being noted and its being a document: it is fetched all the same, and once. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type KilledWorld, openKilledWorld } from './support/killed-world.ts'

let world: KilledWorld
let kills = 0
beforeAll(async () => {
  world = await openKilledWorld({ reads: true })
})
afterAll(() => world?.close())

/** Longer than the lease of a file: on servers nobody can tell sooner that a process is dead. */
const leaseOutMs = 310_000

test.each(['file-noted-not-woken', 'file-taken', 'file-added-not-recorded', 'batch-shown-not-recorded'])(
  '%s',
  async (point) => {
    await world.arm(point)
    const bytes = Buffer.from(`Words of ${point}.`)
    await world.dana.sends({ kind: 'document', fileName: `${point}.txt`, mimeType: 'text/plain', bytes })
    await world.died()
    kills++
    await world.restart({ laterMs: kills * leaseOutMs })
    const ready = `“${point}” is ready`
    const shown = () => world.dana.screen().filter(({ text }) => text.includes(point) && !text.startsWith('Words'))
    await expect.poll(() => shown().some(({ text }) => text.startsWith(ready)), { timeout: 60_000 }).toBe(true)
    const [found] = await world.rows<{ n: number }>(
      `select count(*)::int as n from documents where title = '${point}' and status = 'ready'`,
    )
    expect(found?.n).toBe(1)
    expect(
      shown()
        .filter(({ from }) => from.isBot)
        .every(({ text }) => !text.includes('know this one')),
    ).toBe(true)
  },
)
