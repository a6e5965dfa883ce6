/** Work that takes the database long, kept from taking all of its connections. */

export type FewAtOnce = <T>(key: string, work: () => Promise<T>) => Promise<T>

/**
 * Of each key at most `count` are under way in this process, the others in the order they came; other keys are not held up.
 */
export function createFewAtOnce(count: number): FewAtOnce {
  const lines = new Map<string, { running: number; waiting: (() => void)[] }>()

  return async function run(key, work) {
    const line = lines.get(key) ?? { running: 0, waiting: [] }
    lines.set(key, line)
    if (line.running >= count) await new Promise<void>((resolve) => line.waiting.push(resolve))
    else line.running++
    try {
      return await work()
    } finally {
      const next = line.waiting.shift()
      if (next)
        next() // in the place of the one that ends
      else line.running--
      if (line.running === 0) lines.delete(key)
    }
  }
}
