/**
 * Kills the product at random moments while people write, starts it again each time, and then looks at what they got:
 * `npm run test:faults -- [--kills 100] [--seed 1] [--json]`.
 *
 * On the embedded database, and on Postgres and Redis when TEST_DATABASE_URL and TEST_REDIS_URL name some. The seed gives when
 * is killed and who writes when; what the product is doing at that moment is up to the machine.
 */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { administrate } from '../test/support/postgres.ts'
import { type Figure, printReport, readRows, wholeNumber } from './measure/figures.ts'
import { storesToMeasure } from './measure/stage.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
})
const kills = wholeNumber('kills', values.kills)
const seed = wholeNumber('seed', values.seed, { atLeast: 0 })
/** Part of the names of the databases that are made, and of no others. */
const testRun = `faults_${process.pid}`

const rows: Figure[] = []
for (const store of storesToMeasure(process.env))
  rows.push(...(await measureOn(store === 'PGlite' ? 'embedded' : 'servers')))
console.log(`seed ${seed}`)
printReport('test:faults', rows, { json: values.json, seed })

async function measureOn(store: 'embedded' | 'servers'): Promise<Figure[]> {
  const file = fileURLToPath(new URL('measure/faults-on-store.ts', import.meta.url))
  const child = spawn(process.execPath, [file, '--kills', `${kills}`, '--seed', `${seed}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TEST_STORE: store, TEST_RUN: testRun },
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  try {
    const code = await new Promise((resolve) => child.on('close', resolve))
    if (code !== 0) throw new Error(`The measurement on ${store} ended with ${code}`)
    return readRows(output)
  } finally {
    if (store === 'servers') await dropDatabases()
  }
}

async function dropDatabases(): Promise<void> {
  const made = await administrate(`select datname from pg_database where datname like 'opencoach\\_test\\_${testRun}%'`)
  for (const { datname } of made) await administrate(`drop database "${datname}" with (force)`)
}
