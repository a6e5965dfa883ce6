/**
 * What the page asks of the server.
 *
 * @typedef {{ token: string, language: string, coach_name: string, expires_at: string, limit_bytes: number }} Session
 * @typedef {{ id: string, title: string, status: 'queued' | 'asked' | 'extracting' | 'embedding' | 'ready' | 'failed', progress: number,
 *   duration_ms: number | null, price_usd: number | null, problem: string | null, replaces: string | null, same_title: { id: string, created_at: string }[] }} Document
 * @typedef {{ id: string, file_name: string, size_bytes: number, modified_at: string, part_bytes: number, received: number,
 *   problem: string | null, document: Document | null }} Listed
 */

/** The server said no. A status of 0: it was not reached. */
export class Refusal extends Error {
  /** @param {number} status @param {string} code @param {number} [retryAfterMs] */
  constructor(status, code, retryAfterMs) {
    super(code)
    this.status = status
    this.code = code
    this.retryAfterMs = retryAfterMs
  }
}

/** @param {string | undefined} token */
export function createApi(token) {
  const headers = token ? { authorization: `Bearer ${token}` } : {}

  /** @param {string} method @param {string} path @param {unknown} [body] */
  async function call(method, path, body) {
    const response = await fetch(`upload/api${path}`, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      body: body === undefined ? undefined : JSON.stringify(body),
    }).catch(() => {
      throw new Refusal(0, 'unreachable')
    })
    const answer = response.status === 204 ? {} : await response.json().catch(() => ({}))
    if (!response.ok)
      throw new Refusal(response.status, answer.code ?? 'unknown', retryAfter(response.headers.get('retry-after')))
    return answer
  }

  return {
    /** @param {string} code @returns {Promise<Session>} */
    open: (code) => call('POST', '/session', { code }),
    /** @returns {Promise<{ files: Listed[] }>} */
    list: () => call('GET', '/files'),
    /** @param {File} file @returns {Promise<{ id: string, part_bytes: number, received: number[] }>} */
    begin: (file) =>
      call('POST', '/files', {
        file_name: file.name,
        mime: file.type,
        size_bytes: file.size,
        modified_at: new Date(file.lastModified).toISOString(),
      }),
    /** @param {string} id */
    discard: (id) => call('DELETE', `/files/${id}`),
    /** @param {string} id @param {string} replaces */
    replace: (id, replaces) => call('POST', `/files/${id}/replace`, { replaces }),

    /**
     * `fetch` tells nothing of what has been sent.
     *
     * @param {string} id @param {number} part @param {Blob} bytes @param {(sent: number) => void} onSent
     * @returns {Promise<void>}
     */
    sendPart: (id, part, bytes, onSent) =>
      new Promise((resolve, reject) => {
        const request = new XMLHttpRequest()
        request.open('PUT', `upload/api/files/${id}/parts/${part}`)
        for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
        request.setRequestHeader('content-type', 'application/octet-stream')
        request.responseType = 'json'
        request.upload.onprogress = (event) => onSent(event.loaded)
        request.onerror = () => reject(new Refusal(0, 'unreachable'))
        request.ontimeout = request.onerror
        request.timeout = 120_000
        request.onload = () => {
          const { status, response } = request
          if (status >= 200 && status < 300) resolve()
          else
            reject(
              new Refusal(status, response?.code ?? 'unknown', retryAfter(request.getResponseHeader('retry-after'))),
            )
        }
        request.send(bytes)
      }),
  }
}

/** @param {string | null} seconds */
function retryAfter(seconds) {
  return seconds ? Number(seconds) * 1_000 : undefined
}
