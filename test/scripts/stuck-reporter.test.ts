import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

test('a run in which a test is in a loop is ended, and the file and the call are named', async () => {
  const folder = await mkdtemp(join(root, 'node_modules/.stuck-'))
  try {
    await writeFile(
      join(folder, 'endless.test.mjs'),
      `import { test } from 'vitest'\nfunction round() { for (;;) Math.sqrt(2) }\ntest('goes on', () => round())\n`,
    )
    const config = { include: ['*.test.mjs'], exclude: [], pool: 'forks', experimental: { viteModuleRunner: false } }
    await writeFile(join(folder, 'vitest.config.mjs'), `export default ${JSON.stringify({ test: config })}`)
    const said = join(folder, 'said')
    const exitCode = await new Promise((resolve) => {
      execFile(
        process.execPath,
        [
          join(root, 'node_modules/vitest/vitest.mjs'),
          ...['run', '--root', folder, '--reporter', join(root, 'scripts/stuck-reporter.ts')],
        ],
        { env: { ...process.env, TEST_STUCK_FILE: said, TEST_STUCK_MS: '2000' } },
        (error) => resolve(error?.code),
      )
    })
    expect(exitCode).toBe(1)
    const text = await readFile(said, 'utf8')
    expect(text).toContain('in endless.test.mjs')
    expect(text).toMatch(/process \d+ is in round \(.*endless\.test\.mjs\S*:2\)/)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
