import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    include: ['test/**/*.test.ts'],
    // A process of its own per file: most open a PGlite, whose memory only the end of a process gives back, and on Postgres a
    // database that many files have filled and emptied grows slower.
    pool: 'forks',
    maxWorkers: 2,
    // Generous: a machine that is busy with other things is no failure. The longest of all take 40 s on two free cores;
    // at the size that is promised (flood, routing) some take many minutes.
    testTimeout: process.env.TEST_SCALE === 'full' ? 60 * 60_000 : 240_000,
    hookTimeout: 240_000,
    teardownTimeout: 60_000,
    // A busy machine takes its time; when things go well nobody waits for this.
    expect: { poll: { timeout: 30_000 } },
    env: {
      // Which database and queue the tests run on; scripts/test.ts runs the suite once on each.
      TEST_STORE: process.env.TEST_STORE ?? 'embedded',
    },
  },
})
