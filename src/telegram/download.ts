/** The bytes of a file that somebody sent the bot: fetched, or read where a Bot API server on this machine keeps them. */
import { createReadStream, createWriteStream } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { isAbsolute, join, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type Api, GrammyError } from 'grammy'
import { FileTooLarge, NotFound } from '../coaching/errors.ts'
import { type Download, NotGiven } from '../coaching/knowledge/fetch-files.ts'
import type { WithMessageFile } from '../coaching/voice/ports.ts'
import { inScratch } from '../scratch.ts'

/** 20 MB at 100 KB a second, and some patience. Less than the lease under which it happens. */
const downloadWithinMs = 4 * 60_000
const askWithinMs = 10_000

type Deps = {
  api: Api
  /** Files have addresses of their own, which grammY's `apiRoot` does not move. */
  apiRoot: string
  /** Where a Bot API server that runs with `--local` keeps its files: nothing outside is ever read. */
  filesDir: string | undefined
  assertOutsideTransaction: (what: string) => void
}

/** The address holds the bot's token: no error says what was asked. */
export function createDownload({ api, apiRoot, filesDir, assertOutsideTransaction }: Deps): Download {
  return async function* download(fileId, signal) {
    assertOutsideTransaction('telegram getFile')
    try {
      const asked = AbortSignal.any([signal, AbortSignal.timeout(askWithinMs)])
      // grammY's types name the AbortSignal of a polyfill; at run time it is this one.
      const { file_path: path } = await api.getFile(fileId, asked as unknown as Parameters<typeof api.getMe>[0])
      if (!path) throw new NotGiven('gone')
      const within = AbortSignal.any([signal, AbortSignal.timeout(downloadWithinMs)])
      const onDisk = filesDir !== undefined && isAbsolute(path) ? await findInside(filesDir, path) : undefined
      yield* onDisk ? createReadStream(onDisk, { signal: within }) : fetchBytes(path, within)
    } catch (error) {
      throw error instanceof NotGiven ? error : asNotGiven(error)
    }
  }

  async function* fetchBytes(path: string, signal: AbortSignal): AsyncIterable<Uint8Array> {
    const response = await fetch(`${apiRoot}/file/bot${api.token}/${path}`, { redirect: 'error', signal })
    if (!response.ok || !response.body) {
      await response.body?.cancel()
      if (response.status === 404) throw new NotGiven('gone')
      throw new NotGiven(response.status === 429 ? 'too_early' : 'failed', { afterMs: retryAfter(response) })
    }
    const expected = Number(response.headers.get('content-length') ?? Number.NaN)
    let received = 0
    for await (const piece of response.body) {
      received += piece.length
      yield piece
    }
    if (received < expected) throw new NotGiven('failed')
  }
}

/** The same, as a file on this machine's disk for as long as somebody looks at it. */
export function createWithMessageFile({
  download,
  scratchDir,
}: {
  download: Download
  scratchDir: string
}): WithMessageFile {
  return async ({ fileId }, { sizeAtMost, signal }, work) => {
    try {
      return await inScratch(scratchDir, async (folder) => {
        const path = join(folder, 'file')
        await pipeline(bounded(download(fileId, signal), sizeAtMost), createWriteStream(path), { signal })
        return work(path)
      })
    } catch (error) {
      if (!(error instanceof NotGiven)) throw error
      if (error.why === 'too_big') throw new FileTooLarge(sizeAtMost)
      throw error.why === 'gone' ? new NotFound('file of a message') : error
    }
  }
}

async function* bounded(pieces: AsyncIterable<Uint8Array>, sizeAtMost: number): AsyncIterable<Uint8Array> {
  let sizeBytes = 0
  for await (const piece of pieces) {
    sizeBytes += piece.length
    if (sizeBytes > sizeAtMost) throw new FileTooLarge(sizeAtMost)
    yield piece
  }
}

/** Wherever links lead. @returns undefined for a path that leads elsewhere, or nowhere */
async function findInside(folder: string, path: string): Promise<string | undefined> {
  const [real, root] = await Promise.all([realpath(path).catch(() => undefined), realpath(folder).catch(() => folder)])
  return real?.startsWith(root.endsWith(sep) ? root : root + sep) ? real : undefined
}

function asNotGiven(error: unknown): NotGiven {
  if (!(error instanceof GrammyError)) return new NotGiven('failed')
  const { error_code: code, description, parameters } = error
  if (/file is too big/i.test(description)) return new NotGiven('too_big')
  if (code === 429) return new NotGiven('too_early', { afterMs: (parameters.retry_after ?? 1) * 1_000 })
  return new NotGiven(code === 400 ? 'gone' : 'failed')
}

function retryAfter({ headers }: Response): number {
  return (Number(headers.get('retry-after')) || 1) * 1_000
}
