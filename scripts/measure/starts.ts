/** First and second starts of the product on the embedded database, beside those of the bare database. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startChild } from '../../test/support/child.ts'
import { type Figure, figure, median } from './figures.ts'
import { openStage } from './stage.ts'

/** Medians over `times` new folders; the two are started in turn. */
export async function measureStarts(times: number): Promise<Figure[]> {
  const product: [number, number][] = []
  const bare: [number, number][] = []
  for (let n = 0; n < times; n++) {
    product.push(await startTwice())
    bare.push(await startBareTwice())
  }
  return (['first', 'second'] as const).map((name, at) =>
    figure(
      `${name} start, beside a bare PGlite's (median of ${times})`,
      median(product.map((pair) => pair[at] ?? 0)),
      'ms',
      { against: median(bare.map((pair) => pair[at] ?? 0)) },
    ),
  )
}

async function startTwice(): Promise<[number, number]> {
  const stage = await openStage('PGlite')
  try {
    const first = await stage.start()
    await stage.stop()
    return [first, await stage.start()]
  } finally {
    await stage.close()
  }
}

async function startBareTwice(): Promise<[number, number]> {
  const folder = mkdtempSync(join(tmpdir(), 'opencoach-bare-'))
  try {
    return [await startBare(folder), await startBare(folder)]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function startBare(folder: string): Promise<number> {
  const child = startChild('scripts/measure/bare-pglite.ts', {}, [join(folder, 'pglite')], [])
  await child.prints(/ready/)
  const tookMs = performance.now() - child.startedAt
  await child.ended
  return tookMs
}
