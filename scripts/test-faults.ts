/**
 * Kills the product at random moments while people write, starts it again each time, and then looks at what they got:
 * `npm run test:faults -- [--kills 100] [--seed 1] [--json]`.
 *
 * Or lets people be in danger while something has failed, wherever that finds them, on a clock that is moved:
 * `npm run test:faults -- --crises 1000 [--crisis-kills 20] [--seed 1] [--json]`; the kills are on the real clock.
 *
 * On the embedded database, and on Postgres and Redis when TEST_DATABASE_URL and TEST_REDIS_URL name some. The seed gives when
 * is killed and who writes when; what the product is doing at that moment is up to the machine.
 */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { administrate } from '../test/support/postgres.ts'
import { type Figure, printReport, readRows, wholeNumber } from './measure/figures.ts'
import { storesToMeasure } from './measure/stage.ts'
import { readOptions } from './read-options.ts'

const { values } = readOptions(
  {
    command: 'npm run test:faults --',
    about: 'kills the product while people write, or lets them be in danger while something fails',
  },
  {
    kills: { type: 'string', atLeast: 0, about: 'how many kills, 100 without crises' },
    crises: { type: 'string', atLeast: 0, about: 'how many crises under faults' },
    'crisis-kills': { type: 'string', atLeast: 0, about: 'how many kills in crises' },
    seed: { type: 'string', default: '1', atLeast: 0, about: 'when is killed, who writes when' },
    json: { type: 'boolean', default: false, about: 'figures for a program to read' },
  },
)
const crises = wholeNumber('crises', values.crises ?? '0', { atLeast: 0 })
const crisisKills = wholeNumber('crisis-kills', values['crisis-kills'] ?? '0', { atLeast: 0 })
const isAboutCrises = crises + crisisKills > 0
const kills = wholeNumber('kills', values.kills ?? (isAboutCrises ? '0' : '100'), { atLeast: isAboutCrises ? 0 : 1 })
const seed = wholeNumber('seed', values.seed, { atLeast: 0 })
/** Part of the names of the databases that are made, and of no others. */
const testRun = `faults_${process.pid}`

const rows: Figure[] = []
for (const name of storesToMeasure(process.env)) {
  const store = name === 'PGlite' ? 'embedded' : 'servers'
  if (kills > 0) rows.push(...(await measureOn(store, 'faults-on-store.ts', ['--kills', `${kills}`])))
  if (isAboutCrises) {
    const options = ['--crises', `${crises}`, '--crisis-kills', `${crisisKills}`]
    rows.push(...(await measureOn(store, 'crises-on-store.ts', options)))
  }
}
console.log(`seed ${seed}`)
printReport('test:faults', rows, { json: values.json, seed })

async function measureOn(store: 'embedded' | 'servers', script: string, options: string[]): Promise<Figure[]> {
  const file = fileURLToPath(new URL(`measure/${script}`, import.meta.url))
  const child = spawn(process.execPath, [file, ...options, '--seed', `${seed}`], {
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
