/**
 * Ends a run that has come to a standstill, and says where: no test takes five minutes, so a process that is in a loop, or
 * waits for one that is gone, would otherwise keep everybody waiting until someone looks.
 */
import { writeFileSync } from 'node:fs'
import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node'
import { whereStuck } from './where-stuck.ts'

/** Longer than vitest.config.ts lets a test or a hook take. At the size that is promised a test may take most of an hour. */
const longestMs = process.env['TEST_SCALE'] === 'full' ? 60 * 60_000 : 5 * 60_000

/** What it says is also written to the file that TEST_STUCK_FILE names, for scripts/test.ts to say at the end. */
export default class StuckReporter implements Reporter {
  /** By file, the test that it is at as far as it has said: a process that is in a loop says nothing. */
  private readonly open = new Map<string, string>()
  private lastSignAt = performance.now()
  private readonly timer: NodeJS.Timeout

  /** @param patienceMs how long without a sign of life is too long */
  constructor({ patienceMs = Number(process.env['TEST_STUCK_MS'] ?? longestMs) }: { patienceMs?: number } = {}) {
    this.timer = setInterval(() => void this.look(patienceMs), Math.min(5_000, patienceMs)).unref()
  }

  onTestModuleStart(module: TestModule) {
    this.sign(module, '')
  }

  onTestCaseReady(test: TestCase) {
    this.sign(test.module, test.fullName)
  }

  onTestCaseResult(test: TestCase) {
    this.sign(test.module, '')
  }

  onTestModuleEnd(module: TestModule) {
    this.sign(module, '')
    this.open.delete(module.relativeModuleId)
  }

  /** The JSON report is silent about these. */
  onTestRunEnd(_modules: readonly TestModule[], unhandled: readonly SerializedError[]) {
    const file = process.env['TEST_STUCK_FILE']
    if (file && unhandled.length > 0)
      writeFileSync(file, `Errors outside of any test: ${unhandled.map(({ message }) => message).join(', ')}`)
  }

  private sign(module: TestModule, test: string) {
    this.open.set(module.relativeModuleId, test)
    this.lastSignAt = performance.now()
  }

  private async look(patienceMs: number) {
    if (performance.now() - this.lastSignAt < patienceMs) return
    clearInterval(this.timer)
    const places = [...this.open].map(([file, test]) => (test ? `${file} (${test})` : file))
    const where = places.length > 0 ? `in ${places.join(' and ')}` : 'outside of any file'
    const text = [
      `The tests have stood still for ${Math.round(patienceMs / 1000)} s, ${where}: the run is ended.`,
      ...(await whereStuck(process.pid)),
    ].join('\n')
    console.error(text)
    if (process.env['TEST_STUCK_FILE']) writeFileSync(process.env['TEST_STUCK_FILE'], text)
    process.exit(1)
  }
}
