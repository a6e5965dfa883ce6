import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    include: ['test/**/*.test.ts'],
    // A process of its own per file: most open a PGlite, whose memory only the end of a process gives back.
    pool: 'forks',
    maxWorkers: 2,
    // Generous: a machine that is busy with other things is no failure.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    teardownTimeout: 60_000,
    // A busy machine takes its time; when things go well nobody waits for this.
    expect: { poll: { timeout: 30_000 } },
    env: {
      // Which database and queue the tests run on; scripts/test.ts runs the suite once on each.
      TEST_STORE: process.env.TEST_STORE ?? 'embedded',
    },
  },
})
