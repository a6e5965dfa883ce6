/** Looks at a file's bytes as they pass. */
import { createHash } from 'node:crypto'
import { FileTooLarge } from '../coaching/errors.ts'
import type { StoredFile } from '../coaching/knowledge/ports.ts'

/**
 * The same bytes; what they are is known when the last one has passed.
 *
 * @throws {FileTooLarge} from the stream, before a byte past `sizeAtMost` is given on; the signal's reason when it is aborted
 */
export function measured(
  bytes: AsyncIterable<Uint8Array>,
  { sizeAtMost, signal }: { sizeAtMost: number; signal?: AbortSignal },
): { bytes: AsyncIterable<Uint8Array>; result: () => StoredFile } {
  const hash = createHash('sha256')
  let sizeBytes = 0
  async function* pass() {
    for await (const piece of bytes) {
      signal?.throwIfAborted()
      sizeBytes += piece.length
      if (sizeBytes > sizeAtMost) throw new FileTooLarge(sizeAtMost)
      hash.update(piece)
      yield piece
    }
    signal?.throwIfAborted()
  }
  return { bytes: pass(), result: () => ({ sizeBytes, sha256: new Uint8Array(hash.digest()) }) }
}
