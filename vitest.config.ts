import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Files that start processes of their own before the others, which else are last, being short: no process is left alone
 * with a long one at the end.
 */
class ProcessesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const starts = new Map(sorted.map((file) => [file, startsProcesses(file.moduleId)]))
    return sorted.toSorted((a, b) => Number(starts.get(b)) - Number(starts.get(a)))
  }
}

function startsProcesses(path: string): boolean {
  return /openKilledWorld|startChild|process\.execPath/.test(readFileSync(path, 'utf8'))
}

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    include: ['test/**/*.test.ts'],
    // Few processes, each for many files: to load the product and open a PGlite takes longer than most files do. What a
    // file begins with is made by its worlds (test/support/databases.ts), not by a process of its own.
    pool: 'forks',
    isolate: false,
    sequence: { sequencer: ProcessesFirst },
    // More than two cores need, since some tests wait for processes that they start and kill.
    maxWorkers: 3,
    // Of a file's tests that say they are concurrent, which wait for processes, too. A process keeps to what its first file says.
    maxConcurrency: 4,
    // Node runs TypeScript itself, as it does for the product; nothing here is mocked or transformed.
    experimental: { viteModuleRunner: false, nodeLoader: false },
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
