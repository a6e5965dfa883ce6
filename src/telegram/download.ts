/** The bytes of a file that somebody sent the bot. */
import { type Api, GrammyError } from 'grammy'
import { type Download, NotGiven } from '../coaching/knowledge/fetch-files.ts'

/** 20 MB at 100 KB a second, and some patience. Less than the lease under which it happens. */
const downloadWithinMs = 4 * 60_000
const askWithinMs = 10_000

type Deps = {
  api: Api
  /** Files have addresses of their own, which grammY's `apiRoot` does not move. */
  apiRoot: string
  assertOutsideTransaction: (what: string) => void
}

/** The address holds the bot's token: no error says what was asked. */
export function createDownload({ api, apiRoot, assertOutsideTransaction }: Deps): Download {
  return async function* download(fileId, signal) {
    assertOutsideTransaction('telegram getFile')
    try {
      const asked = AbortSignal.any([signal, AbortSignal.timeout(askWithinMs)])
      const { file_path: path } = await api.getFile(fileId, asked as unknown as Parameters<typeof api.getMe>[0])
      if (!path) throw new NotGiven('failed')
      const response = await fetch(`${apiRoot}/file/bot${api.token}/${path}`, {
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(downloadWithinMs)]),
      })
      if (!response.ok || !response.body) {
        await response.body?.cancel()
        throw new NotGiven(response.status === 429 ? 'too_early' : 'failed', { afterMs: retryAfter(response) })
      }
      const expected = Number(response.headers.get('content-length') ?? Number.NaN)
      let received = 0
      for await (const piece of response.body) {
        received += piece.length
        yield piece
      }
      if (received < expected) throw new NotGiven('failed')
    } catch (error) {
      throw error instanceof NotGiven ? error : asNotGiven(error)
    }
  }
}

function asNotGiven(error: unknown): NotGiven {
  if (!(error instanceof GrammyError)) return new NotGiven('failed')
  const { error_code: code, description, parameters } = error
  if (/file is too big/i.test(description)) return new NotGiven('too_big')
  if (code === 429) return new NotGiven('too_early', { afterMs: (parameters.retry_after ?? 1) * 1_000 })
  return new NotGiven('failed')
}

function retryAfter({ headers }: Response): number {
  return (Number(headers.get('retry-after')) || 1) * 1_000
}
