import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const script = fileURLToPath(new URL('../../scripts/ensure-installed.mjs', import.meta.url))

const lockedPackages = {
  '': { name: 'opencoach' },
  'node_modules/hono': { version: '4.0.0', integrity: 'sha512-hono' },
  'node_modules/vitest': { version: '5.0.0', integrity: 'sha512-vitest', dev: true },
  'node_modules/fsevents': { version: '2.0.0', integrity: 'sha512-fsevents', optional: true },
}
/** What `npm ci` leaves on a machine for which the optional package is not meant. */
const { '': _root, 'node_modules/fsevents': _optional, ...installedPackages } = lockedPackages
const { 'node_modules/vitest': _dev, ...runtimePackages } = installedPackages

/** Stands in for npm: notes its arguments, then installs or fails as its environment says. */
const fakeNpm = `
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
appendFileSync('calls.log', process.argv.slice(2).join(' ') + '\\n')
await new Promise((resolve) => setTimeout(resolve, Number(process.env.FAKE_NPM_MS ?? 0)))
if (process.env.FAKE_NPM_FAILS) process.exit(7)
mkdirSync('node_modules', { recursive: true })
writeFileSync('node_modules/.package-lock.json', process.env.FAKE_NPM_LEAVES)
`

async function openCheckout() {
  const root = await mkdtemp(join(tmpdir(), 'opencoach-checkout-'))
  await mkdir(join(root, 'scripts'))
  await cp(script, join(root, 'scripts/ensure-installed.mjs'))
  await writeFile(join(root, 'package.json'), '{ "type": "module" }')
  await writeFile(join(root, 'package-lock.json'), JSON.stringify({ packages: lockedPackages }))
  await writeFile(join(root, 'npm-cli.js'), fakeNpm)

  function start(args: string[] = [], environment: Record<string, string> = {}): ChildProcess {
    return spawn(process.execPath, [join(root, 'scripts/ensure-installed.mjs'), ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        npm_execpath: join(root, 'npm-cli.js'),
        npm_node_execpath: process.execPath,
        FAKE_NPM_LEAVES: JSON.stringify({ packages: installedPackages }),
        ...environment,
      },
    })
  }
  return {
    root,
    start,
    async run(args?: string[], environment?: Record<string, string>) {
      return ended(start(args, environment))
    },
    async calls() {
      const log = await readFile(join(root, 'calls.log'), 'utf8').catch(() => '')
      return log.split('\n').filter(Boolean)
    },
    async installed(packages: object) {
      await mkdir(join(root, 'node_modules'), { recursive: true })
      await writeFile(join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages }))
    },
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  }
}

async function ended(child: ChildProcess) {
  let output = ''
  child.stdout?.on('data', (data) => {
    output += data
  })
  child.stderr?.on('data', (data) => {
    output += data
  })
  const [code] = await once(child, 'close')
  return { code, output }
}

test('a fresh checkout is installed, development packages too, and the next start says and does nothing', async () => {
  await using checkout = await openCheckout()
  const first = await checkout.run()
  expect(first).toMatchObject({ code: 0, output: expect.stringMatching(/^First run: .*\n$/) })
  expect(await checkout.calls()).toEqual(['ci --loglevel=error --include=dev'])

  expect(await checkout.run()).toEqual({ code: 0, output: '' })
  expect(await checkout.calls()).toHaveLength(1)
  expect(await readdir(checkout.root)).not.toContain('.install-lock')
})

test.each([
  ['another version', { ...installedPackages, 'node_modules/hono': { version: '3.9.0', integrity: 'sha512-old' } }],
  [
    'the same version with other content',
    { ...installedPackages, 'node_modules/hono': { version: '4.0.0', integrity: 'x' } },
  ],
  ['a package that is missing', runtimePackages],
])('%s is put right', async (_case, packages) => {
  await using checkout = await openCheckout()
  await checkout.installed(packages)
  expect((await checkout.run()).output).toMatch(/out of date/)
  expect(await checkout.calls()).toHaveLength(1)
})

test('with --runtime an image without development packages is complete', async () => {
  await using checkout = await openCheckout()
  await checkout.installed(runtimePackages)
  expect(await checkout.run(['--runtime'])).toEqual({ code: 0, output: '' })

  await checkout.installed({})
  await checkout.run(['--runtime'])
  expect(await checkout.calls()).toEqual(['ci --loglevel=error'])
})

test('of two that start at once one installs, and the other waits for it', async () => {
  await using checkout = await openCheckout()
  const slow = { FAKE_NPM_MS: '1500' }
  const results = await Promise.all([checkout.run([], slow), checkout.run([], slow)])
  expect(results.map((result) => result.code)).toEqual([0, 0])
  expect(await checkout.calls()).toHaveLength(1)
  expect(results.map((result) => result.output).join()).toMatch(/Waiting for an installation/)
})

test('a lock that nobody holds any more is taken over', async () => {
  await using checkout = await openCheckout()
  await mkdir(join(checkout.root, '.install-lock'))
  expect((await checkout.run()).code).toBe(0)
  expect(await checkout.calls()).toHaveLength(1)
  expect(await readdir(checkout.root)).not.toContain('.install-lock')
})

test('a failed installation says what to do, stops the script that would follow, and frees the lock', async () => {
  await using checkout = await openCheckout()
  const failed = await checkout.run([], { FAKE_NPM_FAILS: 'yes' })
  expect(failed.code).toBe(1)
  expect(failed.output).toMatch(/npm ci stopped with code 7.*run the same command again/s)
  expect((await checkout.run()).code).toBe(0)
})
