/** Whoever writes is answered before what nobody waits for goes on. */

export type RightOfWay = {
  /** Runs what somebody waits for. */
  first<T>(work: () => Promise<T>): Promise<T>
  /**
   * Resolves once nobody waits, or after a while all the same: what gives way gets on, too.
   *
   * @param tookMs of the step before: the longer it held a processor, the longer people have it now
   */
  giveWay(tookMs?: number): Promise<void>
}

/** A turn takes some seconds, most of them the model's. With someone always writing, work in steps of 0.1 s has a tenth of a processor ... */
const longestMs = 1_000
/** ... and so has work in longer steps, up to this wait. */
const waitForStep = 9
const mostMs = 30_000

/**
 * In this process, which is where the two compete: by the machine's clock, and without a row.
 *
 * @param waitMs how long a short step waits at most
 */
export function createRightOfWay(waitMs = longestMs): RightOfWay {
  let underWay = 0
  let nobodyWaits = Promise.withResolvers<void>()

  return {
    async first(work) {
      underWay++
      try {
        return await work()
      } finally {
        underWay--
        if (underWay === 0) {
          nobodyWaits.resolve()
          nobodyWaits = Promise.withResolvers()
        }
      }
    },

    async giveWay(tookMs = 0) {
      if (underWay === 0) return
      let timer: NodeJS.Timeout | undefined
      const enough = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, Math.min(mostMs, Math.max(waitMs, waitForStep * tookMs)))
      })
      await Promise.race([nobodyWaits.promise, enough])
      clearTimeout(timer)
    },
  }
}
