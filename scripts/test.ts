/**
 * What `npm test` runs: the whole suite on the embedded database and queue, and once more on Postgres and Redis when
 * TEST_DATABASE_URL and TEST_REDIS_URL name some. Arguments are passed on to vitest: `npm test -- takeover`.
 *
 * Of a whole run one or two files that failed are tried once more, alone: a file that passes then is named as unsteady
 * (docs/decisions/0035-unsteady-tests.md). The last lines name the slowest files, what was unsteady and what failed, and count
 * all runs: "N passed, N failed" (", N skipped" when any).
 */
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findChromium } from '../test/support/chromium.ts'
import { hasFfmpeg } from '../test/support/ffmpeg.ts'
import {
  countResults,
  exitCodeOf,
  failuresOf,
  filesToRepeat,
  renderTotal,
  slowestOf,
  type TestCount,
  withRepeated,
} from './test-count.ts'

const environment = process.env
const chosen = process.argv.slice(2)
const stores = environment.TEST_DATABASE_URL && environment.TEST_REDIS_URL ? ['embedded', 'servers'] : ['embedded']
const reports = await mkdtemp(join(tmpdir(), 'opencoach-tests-'))
const counts: TestCount[] = []
const failures: string[] = []
const slowest: string[] = []
const unsteady: string[] = []

console.log(`Runs: ${stores.join(', then ')}`)
if (stores.length === 1) {
  console.log(
    'To run them on Postgres and Redis too, name both (the Postgres user must be a superuser): ' +
      'TEST_DATABASE_URL=postgres://user:password@127.0.0.1:5432/test TEST_REDIS_URL=redis://127.0.0.1:6379/15 npm test',
  )
}
if (!(await hasFfmpeg())) console.log('No ffmpeg on the PATH: the tests of recordings are skipped. Install it.')
if (!findChromium()) console.log('No Chromium: the page tests are skipped. Install it, or set CHROMIUM_PATH.')

try {
  for (const store of stores) {
    console.log(`\n== ${store} ==`)
    const report = join(reports, `${store}.json`)
    const stuck = join(reports, `${store}.stuck`)
    let exitCode = await runVitest(store, report, stuck, chosen)
    let results = await readReport(report)
    const isOnlyFiles = chosen.length === 0 && (await readStuck(stuck)) === ''
    const repeated = isOnlyFiles ? filesToRepeat(results) : []
    if (repeated.length > 0) {
      console.log(`\n== ${store}, once more and alone: ${repeated.join(', ')} ==`)
      const first = failuresOf(results).map((failure) => `${store}: ${failure}`)
      await rm(report)
      exitCode = await runVitest(store, report, stuck, repeated)
      results = withRepeated(results, await readReport(report))
      if (exitCode === 0) unsteady.push(...first)
    }
    if (!results)
      failures.push(`${store}: the run ended without a report, exit code ${exitCode}\n${await readStuck(stuck)}`)
    counts.push(countResults(results, exitCode))
    failures.push(...failuresOf(results).map((failure) => `${store}: ${failure}`))
    slowest.push(...slowestOf(results).map((file) => `${store}: ${file}`))
  }
} finally {
  await rm(reports, { recursive: true, force: true })
}

if (slowest.length > 0) console.log(`\nThe slowest files:\n${slowest.join('\n')}`)
if (unsteady.length > 0)
  console.log(`\nUnsteady: failed beside the others, passed alone. Find out why:\n${unsteady.join('\n')}`)
if (failures.length > 0) console.log(`\nFailed:\n${failures.join('\n')}`)
console.log(`\n${renderTotal(counts)}`)
process.exitCode = exitCodeOf(counts)

function runVitest(store: string, report: string, stuckFile: string, files: readonly string[]): Promise<number> {
  const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url))
  const stuck = fileURLToPath(new URL('stuck-reporter.ts', import.meta.url))
  const reporters = ['--reporter=default', `--reporter=${stuck}`, '--reporter=json', `--outputFile.json=${report}`]
  const child = spawn(process.execPath, [vitest, 'run', ...reporters, ...files], {
    stdio: 'inherit',
    env: { ...environment, TEST_STORE: store, TEST_STUCK_FILE: stuckFile },
    detached: true, // a group of its own, so that whatever a run leaves behind can be ended with it
  })
  const endAll = (signal: NodeJS.Signals) => {
    try {
      process.kill(-(child.pid ?? 0), signal)
    } catch {
      // all of them are gone
    }
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, endAll)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => {
      endAll('SIGKILL')
      resolve(code ?? 1)
    })
  })
}

/** Undefined when vitest ended before it could write one. */
async function readReport(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch {
    return undefined
  }
}

/** Where it stood still, or what failed outside of any test; empty when neither happened. */
async function readStuck(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '')
}
