/** The bytes of a file that a message came with, on this machine's disk for as long as somebody looks at it. */
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Api, GrammyError } from 'grammy'
import { FileTooLarge, NotFound } from '../coaching/errors.ts'
import type { WithMessageFile } from '../coaching/voice/ports.ts'

type Deps = {
  api: Pick<Api, 'getFile'>
  token: string
  apiRoot: string
  scratchDir: string
  /** Throws inside a database transaction. */
  assertOutsideTransaction: (what: string) => void
}

export function createWithMessageFile({
  api,
  token,
  apiRoot,
  scratchDir,
  assertOutsideTransaction,
}: Deps): WithMessageFile {
  return async (file, { sizeAtMost, signal }, work) => {
    assertOutsideTransaction('telegram getFile')
    const address = await find(file.fileId, sizeAtMost, signal)
    const folder = await mkdtemp(join(scratchDir, 'message-'))
    try {
      const path = join(folder, 'file')
      await fetchTo(path, address, sizeAtMost, signal)
      return await work(path)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  async function find(fileId: string, sizeAtMost: number, signal: AbortSignal): Promise<string> {
    try {
      // grammY's types name the AbortSignal of a polyfill; at run time it is this one.
      const found = await api.getFile(fileId, signal as unknown as Parameters<Api['getFile']>[1])
      if (!found.file_path) throw new NotFound('file of a message')
      return `${apiRoot}/file/bot${token}/${found.file_path}`
    } catch (error) {
      if (!(error instanceof GrammyError) || error.error_code !== 400) throw error
      throw /too big/i.test(error.description) ? new FileTooLarge(sizeAtMost) : new NotFound('file of a message')
    }
  }

  /** The token is part of the address: no error may say it. */
  async function fetchTo(path: string, address: string, sizeAtMost: number, signal: AbortSignal): Promise<void> {
    const response = await fetch(address, { signal }).catch(() => {
      signal.throwIfAborted()
      throw new Error('a file could not be fetched')
    })
    if (response.status === 404) throw new NotFound('file of a message')
    if (!response.ok || !response.body) throw new Error(`a file could not be fetched (${response.status})`)
    let sizeBytes = 0
    await pipeline(
      Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]),
      async function* bounded(pieces: AsyncIterable<Uint8Array>) {
        for await (const piece of pieces) {
          sizeBytes += piece.length
          if (sizeBytes > sizeAtMost) throw new FileTooLarge(sizeAtMost)
          yield piece
        }
      },
      createWriteStream(path),
      { signal },
    )
  }
}
