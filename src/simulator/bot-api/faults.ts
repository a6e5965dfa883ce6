import { createRandom } from '../world/ids.ts'

export const faultStatuses = [400, 401, 403, 404, 409, 429, 500, 502, 503, 504] as const
type FaultStatus = (typeof faultStatuses)[number]

/** What can be made to go wrong with the next calls. */
export type Fault = {
  /** `file` means the fetching of files. Left out: every method but getUpdates, which would use the fault up before anything else. */
  method?: string
  /** Only calls about this chat, named as the bot names it. */
  chat?: number | string
  /** How many calls it strikes: one, or with a probability any number. */
  times?: number
  /** Strikes that share of the fitting calls only, which ones follows from the seed. */
  probability?: number
  seed?: number
} & (
  | { status: FaultStatus; retryAfter?: number; description?: string }
  | { latencyMs: number }
  /** Hangs up, before the call took effect or after it. */
  | { drop: 'before' | 'after' }
)

export type Faults = ReturnType<typeof createFaults>

export function createFaults() {
  let faults: { fault: Fault; left: number; random: () => number }[] = []

  /** The first that strikes is used up; those before it that happened not to stay as they are. */
  function strike(fitting: typeof faults): Fault | undefined {
    const struck = fitting.find(({ fault, random }) => random() < (fault.probability ?? 1))
    if (struck) struck.left--
    return struck?.fault
  }

  return {
    add(fault: Fault) {
      const left = fault.times ?? (fault.probability === undefined ? 1 : Number.POSITIVE_INFINITY)
      faults.push({ fault, left, random: createRandom(fault.seed ?? 1) })
    },
    clear() {
      faults = []
    },
    /** With `times` as often as each may still strike; without, as often as it likes. */
    list: () => faults.map(({ fault, left }): Fault => ({ ...fault, times: Number.isFinite(left) ? left : undefined })),
    /** The faults that strike this call: a delay may come before anything else, of the rest the oldest one. */
    take(method: string, chat?: unknown): Fault[] {
      const fitting = faults.filter(({ fault }) => fits(fault, method, chat))
      const delay = strike(fitting.filter(({ fault }) => 'latencyMs' in fault))
      const failure = strike(fitting.filter(({ fault }) => !('latencyMs' in fault)))
      faults = faults.filter(({ left }) => left > 0)
      return [delay, failure].filter((fault) => fault !== undefined)
    },
  }
}

function fits(fault: Fault, method: string, chat: unknown): boolean {
  if (fault.chat !== undefined && String(fault.chat) !== String(chat)) return false
  return fault.method ? fault.method.toLowerCase() === method.toLowerCase() : method !== 'getUpdates'
}

export function describeFault(status: FaultStatus, retryAfter: number | undefined): string {
  return {
    400: 'Bad Request: simulated fault',
    401: 'Unauthorized',
    403: 'Forbidden: bot was blocked by the user',
    404: 'Not Found',
    409: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    429: `Too Many Requests: retry after ${retryAfter ?? 1}`,
    500: 'Internal Server Error',
    502: 'Bad Gateway',
    503: 'Service Unavailable',
    504: 'Gateway Timeout',
  }[status]
}
