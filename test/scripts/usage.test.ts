/** Whoever calls a script wrongly, or asks, reads how it is called, and no stack. */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { acquireFolderLock } from '../../src/db/folder-lock.ts'
import { briefly, compileCache } from '../support/child.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const scripts = readdirSync(`${root}/scripts`)
  .filter((name) => name.endsWith('.ts') && name !== 'read-options.ts')
  .filter((name) => readFileSync(`${root}/scripts/${name}`, 'utf8').includes('readOptions('))
  .map((name) => `scripts/${name}`)
  .concat('src/simulator/main.ts')

/** @returns how it ended, none that hangs later than in a minute */
function run(path: string, args: string[] = [], more: NodeJS.ProcessEnv = {}) {
  const env = { ...process.env, NODE_COMPILE_CACHE: compileCache, ...more }
  const options = { cwd: root, env, timeout: 60_000, killSignal: 'SIGKILL' } as const
  return new Promise<{ status: number | null; stdout: string; stderr: string }>((resolve) => {
    const child = execFile(process.execPath, [...briefly, path, ...args], options, (_, stdout, stderr) =>
      resolve({ status: child.exitCode, stdout, stderr }),
    )
  })
}

test('the scripts with options are found', () => expect(scripts.length).toBeGreaterThan(9))

describe.concurrent.each(scripts)('%s', (path) => {
  test('--help says how it is called, in a line each', async () => {
    const { status, stdout, stderr } = await run(path, ['--help'])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    // Without the dashes that only stand before options; and some take none.
    expect(stdout).toMatch(/^npm run [\w:-]+: .+\n(?: {2}\S|$)/)
  })

  test('an option that it does not take is named, and how it is called', async () => {
    const { status, stdout, stderr } = await run(path, ['--no-such-option'])
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toMatch(/no-such-option[\s\S]+npm run/)
    expect(stderr).not.toMatch(/^ {4}at /m)
  })
})

test.concurrent('a value that an option does not take is named', async () => {
  const part = await run('scripts/eval-reply.ts', ['--part', 'half'])
  expect(part.stderr).toContain('--part is one of tune, held-out, all, not "half"')
  const seed = await run('scripts/check-splitter.ts', ['--seed', 'x'])
  expect(seed.stderr).toContain('--seed must be a whole number of 0 or more')
})

test.concurrent('what needs the database to itself says so while the app has it', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'opencoach-held-'))
  const folder = join(dataDir, 'pglite')
  mkdirSync(folder)
  const lock = acquireFolderLock(folder)
  try {
    const { status, stderr } = await run('scripts/relearn.ts', [], { DATA_DIR: dataDir, DATABASE_URL: '' })
    expect({ status, said: stderr.slice(0, 20) }).toEqual({ status: 1, said: 'Stop OpenCoach first' })
    expect(stderr).not.toMatch(/^ {4}at /m)
  } finally {
    lock.release()
    rmSync(dataDir, { recursive: true })
  }
})

test.concurrent('npm start -- --help says what the environment takes', async () => {
  const { status, stdout } = await run('src/main.ts', ['--help'])
  expect(status).toBe(0)
  expect(stdout).toMatch(/^npm start takes no options/)
  expect(stdout).toContain('  PORT: Port of the page and the API. (8080)')
  expect((await run('src/main.ts', ['--port'])).status).toBe(1)
})
