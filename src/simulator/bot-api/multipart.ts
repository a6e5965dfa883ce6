/** One part of a multipart form; `filename` tells a file from a plain value. */
export type Part = { name: string; filename?: string; type?: string; bytes: Uint8Array }

const lineEnd = Buffer.from('\r\n')
const headEnd = Buffer.from('\r\n\r\n')

/**
 * Reads a multipart form as Telegram does: a file name without quotes goes on to the next semicolon, spaces and all,
 * which is how some libraries write it and strict readers cut it short.
 *
 * @returns undefined when it is no such form, or ends too early
 */
export function parseMultipart(contentType: string, body: Buffer): Part[] | undefined {
  const boundary = /boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType)
  if (!boundary) return undefined
  const mark = Buffer.from(`--${boundary[1] ?? boundary[2]}`)
  const separator = Buffer.concat([lineEnd, mark])
  const parts: Part[] = []
  let at = body.indexOf(mark)
  if (at < 0) return undefined
  at += mark.length
  while (body.subarray(at, at + 2).toString('latin1') !== '--') {
    const headersAt = at + lineEnd.length
    const contentAt = body.indexOf(headEnd, at)
    const endsAt = body.indexOf(separator, contentAt + headEnd.length - lineEnd.length)
    if (contentAt < 0 || endsAt < 0) return undefined
    const headers = body.subarray(headersAt, contentAt).toString('utf8')
    const part = readHeaders(headers)
    if (part) parts.push({ ...part, bytes: body.subarray(contentAt + headEnd.length, endsAt) })
    at = endsAt + separator.length
  }
  return parts
}

function readHeaders(headers: string): Omit<Part, 'bytes'> | undefined {
  const disposition = /^content-disposition:(.*)$/im.exec(headers)?.[1] ?? ''
  const name = readAttribute(disposition, 'name')
  const type = /^content-type:\s*([^\r\n]+)/im.exec(headers)?.[1]?.trim()
  return name === undefined ? undefined : { name, filename: readAttribute(disposition, 'filename'), type }
}

function readAttribute(disposition: string, name: string): string | undefined {
  const match = new RegExp(`[;\\s]${name}=(?:"([^"]*)"|([^;\\r\\n]*))`, 'i').exec(disposition)
  const value = match && (match[1] ?? match[2]?.trim())
  return value?.replace(/%(22|0A|0D)/gi, (escaped) => decodeURIComponent(escaped))
}
