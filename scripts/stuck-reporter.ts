/**
 * Ends a run that has come to a standstill, and says in which files: no test takes ten minutes, so a process that is in a
 * loop, or waits for one that is gone, would otherwise keep everybody waiting until someone looks.
 */
import type { Reporter, TestModule } from 'vitest/node'

/** At the size that is promised a single test may take most of an hour. */
const longestMs = process.env['TEST_SCALE'] === 'full' ? 60 * 60_000 : 10 * 60_000

export default class StuckReporter implements Reporter {
  private readonly open = new Set<string>()
  private lastSignAt = performance.now()

  /** @param patienceMs how long without a sign of life is too long */
  constructor({ patienceMs = longestMs }: { patienceMs?: number } = {}) {
    setInterval(() => this.look(patienceMs), 5_000).unref()
  }

  onTestModuleStart(module: TestModule) {
    this.open.add(module.relativeModuleId)
    this.lastSignAt = performance.now()
  }

  onTestCaseResult() {
    this.lastSignAt = performance.now()
  }

  onTestModuleEnd(module: TestModule) {
    this.open.delete(module.relativeModuleId)
    this.lastSignAt = performance.now()
  }

  private look(patienceMs: number) {
    if (performance.now() - this.lastSignAt < patienceMs) return
    const where = this.open.size > 0 ? `in ${[...this.open].join(' and ')}` : 'outside of any file'
    console.error(`The tests have stood still for ${Math.round(patienceMs / 1000)} s, ${where}: the run is ended.`)
    process.exit(1)
  }
}
