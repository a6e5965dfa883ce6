/** What has been looked up for a turn: whoever needs the same for it again has it, paid for and searched for once. */
import type { Candidates } from './knowledge/ports.ts'
import type { AskedVectors } from './knowledge/question-vector.ts'
import type { FoundEntry } from './memory/recall/ports.ts'

export type Lookups = {
  vectors: AskedVectors
  /** Of the client's past, and of the coach's documents, by what was asked. */
  entries: Map<string, Promise<FoundEntry[]>>
  chunks: Map<string, Promise<Candidates>>
}

export function newLookups(): Lookups {
  return { vectors: new Map(), entries: new Map(), chunks: new Map() }
}

/** What was tried in vain is tried again by who comes next: without a vector, too, all else goes on. */
export async function dropFailures({ vectors }: Lookups): Promise<void> {
  for (const [key, embedded] of vectors) if ((await embedded).model === '') vectors.delete(key)
}

/** @returns what is known under this key already, or is made now; what fails is made again for the next who asks */
export function lookUpOnce<T>(
  known: Map<string, Promise<T>> | undefined,
  key: string,
  make: () => Promise<T>,
): { found: Promise<T>; isFirst: boolean } {
  const earlier = known?.get(key)
  if (earlier) return { found: earlier, isFirst: false }
  const found = make()
  known?.set(key, found)
  found.catch(() => known?.delete(key))
  return { found, isFirst: true }
}
