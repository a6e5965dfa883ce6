import type { Chat } from '../world/state.ts'
import { ApiError } from './api-error.ts'

/** How much Telegram lets a bot send. It does not publish the rules; these are what its FAQ says and bots live with. */
export type LimitSettings = {
  privatePerSecond: number
  /** So many in a row before the one above counts. */
  privateBurst: number
  /** All topics together. */
  groupPerMinute: number
  overallPerSecond: number
}

export const usualLimits: LimitSettings = {
  privatePerSecond: 1,
  privateBurst: 3,
  groupPerMinute: 20,
  overallPerSecond: 30,
}

export type Limits = ReturnType<typeof createLimits>

/** What is weighed: everything that puts words before people, edits included; not reactions, typing, drafts, answers to taps. */
const counted = /^(send|forward|copy|editMessage)/
const uncounted = new Set(['sendchataction', 'sendmessagedraft', 'sendrichmessagedraft'])

/** Counts on the simulator's clock, for each bot by itself. Off until it is switched on. */
export function createLimits(now: () => Date, { on = false }: { on?: boolean } = {}) {
  let settings = usualLimits
  let isOn = on
  const private_ = createAllowances()
  const overall = createAllowances()
  const groups = new Map<string, number[]>()

  function waitForGroup(key: string, at: number): number {
    const recent = (groups.get(key) ?? []).filter((sentAt) => sentAt > at - 60_000)
    groups.set(key, recent)
    const blocking = recent[recent.length - settings.groupPerMinute]
    return blocking === undefined ? 0 : blocking + 60_000 - at
  }

  return {
    get on() {
      return isOn
    },
    get settings() {
      return settings
    },
    set({ on: wanted = isOn, ...changes }: Partial<LimitSettings> & { on?: boolean }) {
      isOn = wanted
      settings = { ...settings, ...changes }
    },

    /**
     * @param messages how many the call sends: an album is let through whole, and paid for whole
     * @throws {ApiError} 429 with the seconds to wait; a call refused so counts for nothing
     */
    take(botId: number, method: string, chat: Pick<Chat, 'id' | 'type'> | undefined, messages = 1): void {
      if (!isOn || !isCounted(method)) return
      const at = now().getTime()
      const { privatePerSecond, privateBurst, overallPerSecond } = settings
      const key = `${botId}:${chat?.id}`
      const all = { key: String(botId), perSecond: overallPerSecond, burst: overallPerSecond, at }
      const one = { key, perSecond: privatePerSecond, burst: privateBurst, at }
      const isGroup = chat !== undefined && chat.type !== 'private'
      const waitMs = Math.max(
        overall.waitMs(all),
        isGroup ? waitForGroup(key, at) : 0,
        chat && !isGroup ? private_.waitMs(one) : 0,
      )
      if (waitMs > 0) throw tooMany(Math.ceil(waitMs / 1000))
      for (let count = 0; count < messages; count++) {
        overall.take(all)
        if (isGroup) groups.get(key)?.push(at)
        else if (chat) private_.take(one)
      }
    },
  }
}

export function isCounted(method: string): boolean {
  return counted.test(method) && !uncounted.has(method.toLowerCase())
}

export function tooMany(seconds: number): ApiError {
  return new ApiError(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds })
}

type Draw = { key: string; perSecond: number; burst: number; at: number }

/** For each key a store of `burst` that fills up again at `perSecond`. */
function createAllowances() {
  const stores = new Map<string, { left: number; at: number }>()
  const leftNow = ({ key, perSecond, burst, at }: Draw) => {
    const store = stores.get(key)
    return store ? Math.min(burst, store.left + ((at - store.at) / 1000) * perSecond) : burst
  }
  return {
    waitMs(draw: Draw): number {
      const missing = 1 - leftNow(draw)
      // A hair's breadth is arithmetic, not traffic.
      return missing > 1e-6 ? (missing / draw.perSecond) * 1000 : 0
    },
    take(draw: Draw): void {
      stores.set(draw.key, { left: leftNow(draw) - 1, at: draw.at })
    },
  }
}
