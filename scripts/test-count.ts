/** How a run of the suite is counted, from vitest's JSON report. */
import { z } from 'zod'

export type TestCount = { passed: number; failed: number; skipped: number }

const testSchema = z.object({
  status: z.string(),
  fullName: z.string().optional(),
  failureMessages: z.array(z.string()).optional(),
})
const reportSchema = z.object({
  testResults: z.array(
    z.object({
      status: z.string(),
      name: z.string().optional(),
      startTime: z.number().optional(),
      endTime: z.number().optional(),
      message: z.string().optional(),
      assertionResults: z.array(testSchema),
    }),
  ),
})

/**
 * Counts one run. A file that failed without a failed test in it (it could not be loaded, a hook threw) is one failure,
 * and so is a run that failed for any other reason: an unhandled error, or no report at all.
 */
export function countResults(report: unknown, exitCode: number): TestCount {
  const parsed = reportSchema.safeParse(report)
  const files = parsed.success ? parsed.data.testResults : []
  const statuses = files.flatMap((file) => file.assertionResults.map((test) => test.status))
  const failedTests = statuses.filter((status) => status === 'failed').length
  const failedFiles = files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length
  const failed = failedTests + failedFiles
  const passed = statuses.filter((status) => status === 'passed').length
  return {
    passed,
    failed: exitCode !== 0 && failed === 0 ? 1 : failed,
    skipped: statuses.length - passed - failedTests,
  }
}

/**
 * One line for each failed test or file, with the first lines of what it said: at the end of a long run what failed is
 * otherwise pages above, or cut off.
 */
export function failuresOf(report: unknown): string[] {
  const parsed = reportSchema.safeParse(report)
  const files = parsed.success ? parsed.data.testResults : []
  return files.flatMap((file) => {
    const where = file.name ?? 'a file'
    const failed = file.assertionResults.filter((test) => test.status === 'failed')
    if (failed.length > 0)
      return failed.map((test) => `${where}: ${test.fullName ?? 'a test'}\n${inBrief(test.failureMessages?.[0])}`)
    return file.status === 'failed' ? [`${where}\n${inBrief(file.message)}`] : []
  })
}

/**
 * The files that failed in a whole run and are tried once more, alone: none where more than `atMost` did, which no busy machine
 * explains, where a file has no name, or where the run failed in no file.
 */
export function filesToRepeat(report: unknown, atMost = 2): string[] {
  const parsed = reportSchema.safeParse(report)
  const failed = parsed.success ? parsed.data.testResults.filter(({ status }) => status === 'failed') : []
  const names = failed.flatMap(({ name }) => name ?? [])
  return names.length === failed.length && names.length <= atMost ? names : []
}

/** A whole run's report with those files as they were when they were tried once more. */
export function withRepeated(report: unknown, repeated: unknown): unknown {
  const [whole, again] = [reportSchema.safeParse(report), reportSchema.safeParse(repeated)]
  if (!whole.success || !again.success) return report
  const anew = new Map(again.data.testResults.map((file) => [file.name, file]))
  return { testResults: whole.data.testResults.map((file) => anew.get(file.name) ?? file) }
}

/** The files whose tests took longest, that first, as "12.3 s a.test.ts": where the time of a run can be won back. */
export function slowestOf(report: unknown, count = 10): string[] {
  const parsed = reportSchema.safeParse(report)
  const files = parsed.success ? parsed.data.testResults : []
  return files
    .map(({ name = 'a file', startTime = 0, endTime = 0 }) => ({ name, seconds: (endTime - startTime) / 1_000 }))
    .toSorted((one, other) => other.seconds - one.seconds)
    .slice(0, count)
    .map(({ name, seconds }) => `${seconds.toFixed(1)} s ${name}`)
}

function inBrief(message = ''): string {
  const lines = message.split('\n').slice(0, 12)
  return lines.map((line) => `  ${line}`).join('\n')
}

/** "N passed, N failed", and ", N skipped" when any were. */
export function renderTotal(counts: readonly TestCount[]): string {
  const { passed, failed, skipped } = total(counts)
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/** Non-zero when any failed, and when none ran: a suite that was not found proves nothing. */
export function exitCodeOf(counts: readonly TestCount[]): number {
  const { passed, failed } = total(counts)
  return failed > 0 || passed === 0 ? 1 : 0
}

function total(counts: readonly TestCount[]): TestCount {
  const sum = { passed: 0, failed: 0, skipped: 0 }
  for (const count of counts) {
    sum.passed += count.passed
    sum.failed += count.failed
    sum.skipped += count.skipped
  }
  return sum
}
