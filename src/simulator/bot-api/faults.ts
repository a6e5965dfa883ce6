/** What can be made to go wrong with the next calls. */
export type Fault = {
  /** Left out: every method but getUpdates, which would use the fault up before anything else could. */
  method?: string
  /** How many calls it strikes. */
  times?: number
} & (
  | { status: FaultStatus; retryAfter?: number; description?: string }
  | { latencyMs: number }
  /** Hangs up, before the call took effect or after it. */
  | { drop: 'before' | 'after' }
)

type FaultStatus = 400 | 401 | 403 | 409 | 429 | 500 | 502

export type Faults = ReturnType<typeof createFaults>

export function createFaults() {
  let faults: (Fault & { times: number })[] = []
  return {
    add(fault: Fault) {
      faults.push({ ...fault, times: fault.times ?? 1 })
    },
    clear() {
      faults = []
    },
    list: () => [...faults],
    /** The faults that strike this call: a delay may come before anything else, of the rest the oldest one. */
    take(method: string): Fault[] {
      const fitting = faults.filter((fault) =>
        fault.method ? fault.method.toLowerCase() === method.toLowerCase() : method !== 'getUpdates',
      )
      const delay = fitting.find((fault) => 'latencyMs' in fault)
      const failure = fitting.find((fault) => !('latencyMs' in fault))
      const struck = [delay, failure].filter((fault) => fault !== undefined)
      for (const fault of struck) fault.times--
      faults = faults.filter((fault) => fault.times > 0)
      return struck
    },
  }
}

export function describeFault(status: FaultStatus, retryAfter: number | undefined): string {
  return {
    400: 'Bad Request: simulated fault',
    401: 'Unauthorized',
    403: 'Forbidden: bot was blocked by the user',
    409: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    429: `Too Many Requests: retry after ${retryAfter ?? 1}`,
    500: 'Internal Server Error',
    502: 'Bad Gateway',
  }[status]
}
