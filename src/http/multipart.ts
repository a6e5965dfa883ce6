/** A form with a file in it, read as it comes: the file is never held, nor written anywhere but where it goes. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Busboy } from '@fastify/busboy'
import { HttpProblem } from './problem.ts'

export type FormFile = { fileName: string; mime: string }
export type FormFields = Readonly<Record<string, string>>

/** Beside the file there are a few short fields. */
const limits = { files: 1, fields: 20, fieldSize: 4_096, parts: 24, headerPairs: 100 }

/**
 * Hands the form's file on while it comes.
 *
 * @param take given the bytes, which throw when the sender breaks off, and the fields, known once the form has ended
 * @throws {HttpProblem} for what is no form with a file; what `take` throws
 */
export async function receiveFile<T>(
  request: Request,
  take: (bytes: Readable, file: FormFile, fields: Promise<FormFields>) => Promise<T>,
): Promise<T> {
  const parser = openParser(request)
  const cancelled = new AbortController()
  const ended = Promise.withResolvers<FormFields>()
  ended.promise.catch(() => {}) // whoever waits for it hears of it
  const fields: Record<string, string> = {}
  let file: Readable | undefined
  let taken: Promise<T> | undefined
  parser.on('field', (name, value) => {
    fields[name] = value
  })
  parser.on('file', (_field, bytes, fileName, _encoding, mime) => {
    file = bytes
    bytes.on('error', () => {}) // whoever reads it hears of it; where nobody does any more, it must not end the process
    taken = take(bytes, { fileName: fileName ?? '', mime }, ended.promise)
    taken.catch(() => cancelled.abort()) // what nobody takes is not waited for
  })
  try {
    await pipeline(Readable.fromWeb(request.body as never), parser, { signal: cancelled.signal })
    ended.resolve(fields)
  } catch (error) {
    const broken = new HttpProblem(400, 'broken_form', 'The form broke off, or is none.')
    ended.reject(broken)
    file?.destroy(broken)
    if (!taken) throw broken
    await taken.catch((reason: unknown) => {
      throw reason ?? error
    })
  }
  if (!taken) throw new HttpProblem(400, 'no_file', 'The form has no file in it.')
  return taken
}

function openParser(request: Request) {
  const contentType = request.headers.get('content-type') ?? ''
  const isForm = /^multipart\/form-data\s*;/i.test(contentType)
  if (!isForm || !request.body)
    throw new HttpProblem(415, 'not_a_form', 'Send multipart/form-data with the file in the field "file".')
  try {
    return new Busboy({ headers: { 'content-type': contentType }, limits })
  } catch {
    throw new HttpProblem(400, 'broken_form', 'The form broke off, or is none.')
  }
}
