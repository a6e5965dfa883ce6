import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { checkLockfile } from '../../scripts/check-lockfile.ts'

const hono = { version: '4.0.0', integrity: 'sha512-hono', funding: { url: 'https://opencollective.example/hono' } }

async function check(packages: object, npmrc?: string) {
  const root = await mkdtemp(join(tmpdir(), 'opencoach-lockfile-'))
  try {
    await writeFile(join(root, 'package-lock.json'), JSON.stringify({ packages }))
    if (npmrc !== undefined) await writeFile(join(root, '.npmrc'), npmrc)
    return await checkLockfile(root)
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

test('a lockfile of versions and hashes alone passes, and so does ours', async () => {
  expect(await check({ '': {}, 'node_modules/hono': hono }, 'omit-lockfile-registry-resolved = true')).toEqual([])
  expect(await checkLockfile(fileURLToPath(new URL('../..', import.meta.url)))).toEqual([])
})

test.each([
  [
    'a download address',
    { 'node_modules/hono': { ...hono, resolved: 'https://files.example/hono.tgz' } },
    /node_modules\/hono/,
  ],
  [
    "a registry's host",
    { 'node_modules/hono': { ...hono, version: 'https://registry.example.org/hono.tgz' } },
    /registry\.example\.org/,
  ],
])('%s is named', async (_case, packages, problem) => {
  expect(await check(packages)).toEqual([expect.stringMatching(problem)])
})

test('a registry in .npmrc is named, without its credentials', async () => {
  const problems = await check({}, 'registry=https://registry.example.org/\n//registry.example.org/:_authToken=secret')
  expect(problems).toHaveLength(2)
  expect(problems.join()).not.toContain('secret')
})
