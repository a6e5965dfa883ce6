/** Whoever calls a script wrongly, or asks, reads how it is called, and no stack. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { acquireFolderLock } from '../../src/db/folder-lock.ts'
import { compileCache } from '../support/child.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const scripts = readdirSync(`${root}/scripts`)
  .filter((name) => name.endsWith('.ts') && name !== 'read-options.ts')
  .filter((name) => readFileSync(`${root}/scripts/${name}`, 'utf8').includes('readOptions('))
  .map((name) => `scripts/${name}`)
  .concat('src/simulator/main.ts')

function run(path: string, ...args: string[]) {
  const env = { ...process.env, NODE_COMPILE_CACHE: compileCache }
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...args], { cwd: root, env, encoding: 'utf8' })
  return { status, stdout, stderr }
}

test('the scripts with options are found', () => expect(scripts.length).toBeGreaterThan(9))

describe.each(scripts)('%s', (path) => {
  test('--help says how it is called, in a line each', () => {
    const { status, stdout, stderr } = run(path, '--help')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    // Without the dashes that only stand before options; and some take none.
    expect(stdout).toMatch(/^npm run [\w:-]+: .+\n(?: {2}\S|$)/)
  })

  test('an option that it does not take is named, and how it is called', () => {
    const { status, stdout, stderr } = run(path, '--no-such-option')
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toMatch(/no-such-option[\s\S]+npm run/)
    expect(stderr).not.toMatch(/^ {4}at /m)
  })
})

test('a value that an option does not take is named', () => {
  expect(run('scripts/eval-reply.ts', '--part', 'half').stderr).toContain(
    '--part is one of tune, held-out, all, not "half"',
  )
  expect(run('scripts/check-splitter.ts', '--seed', 'x').stderr).toContain('--seed must be a whole number of 0 or more')
})

test('what needs the database to itself says so while the app has it', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'opencoach-held-'))
  const folder = join(dataDir, 'pglite')
  mkdirSync(folder)
  const lock = acquireFolderLock(folder)
  try {
    const env = { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '', NODE_COMPILE_CACHE: compileCache }
    const { status, stderr } = spawnSync(process.execPath, ['scripts/relearn.ts'], { cwd: root, env, encoding: 'utf8' })
    expect({ status, said: stderr.slice(0, 20) }).toEqual({ status: 1, said: 'Stop OpenCoach first' })
    expect(stderr).not.toMatch(/^ {4}at /m)
  } finally {
    lock.release()
    rmSync(dataDir, { recursive: true })
  }
})

test('npm start -- --help says what the environment takes', () => {
  const { status, stdout } = run('src/main.ts', '--help')
  expect(status).toBe(0)
  expect(stdout).toMatch(/^npm start takes no options/)
  expect(stdout).toContain('  PORT: Port of the page and the API. (8080)')
  expect(run('src/main.ts', '--port').status).toBe(1)
})
