import type { Parameters } from './validate.ts'

export type CallRecord = {
  n: number
  at: string
  bot: string
  method: string
  parameters: Parameters
  ok: boolean
  error?: string
  /** Names and paths that the specification does not have. */
  unknownFields: string[]
  /** What was let pass but should not happen: unknown methods, `parse_mode`, entities outside the text. */
  problems: string[]
}

export type CallLog = ReturnType<typeof createCallLog>

/** What bots have called, in the order in which the calls ended. A bot may poll for days, so old records go. */
export function createCallLog(keep = 10_000) {
  let records: CallRecord[] = []
  let n = 0
  return {
    add(record: Omit<CallRecord, 'n'>) {
      n++
      records.push({ n, ...record })
      if (records.length > 2 * keep) records = records.slice(-keep)
    },
    /** All since the n-th, oldest first; of one method when it is named. */
    list: ({ since = 0, method }: { since?: number; method?: string } = {}) =>
      records.filter((record) => record.n > since && (method === undefined || record.method === method)),
    /** One sentence for each unknown field and each problem. */
    violations: () =>
      records.flatMap(({ method, unknownFields, problems }) => [
        ...unknownFields.map((field) => `${method}: unknown field "${field}"`),
        ...problems.map((problem) => `${method}: ${problem}`),
      ]),
  }
}
