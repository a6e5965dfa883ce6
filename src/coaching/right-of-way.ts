/** Whoever writes is answered before what nobody waits for goes on. */

export type RightOfWay = {
  /** Runs what somebody waits for. */
  first<T>(work: () => Promise<T>): Promise<T>
  /** Resolves once nobody waits, or after a while all the same: what gives way gets on, too. */
  giveWay(): Promise<void>
}

/** A turn takes some seconds, most of them the model's. With someone always writing, work in steps of 0.1 s has a tenth of a processor. */
const longestMs = 1_000

/**
 * In this process, which is where the two compete: by the machine's clock, and without a row.
 *
 * @param waitMs how long one step waits at most
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

    async giveWay() {
      if (underWay === 0) return
      let timer: NodeJS.Timeout | undefined
      const enough = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, waitMs)
      })
      await Promise.race([nobodyWaits.promise, enough])
      clearTimeout(timer)
    },
  }
}
