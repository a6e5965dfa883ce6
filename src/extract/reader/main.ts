/**
 * The process that reads documents. It gets a request on its standard input, and says what it finds on its third pipe. It
 * has no secrets, may read this one file and the product's own code, and may write nothing (see `start-reader.ts`).
 */
import { stat } from 'node:fs/promises'
import { text as textOf } from 'node:stream/consumers'
import { ExtractionFailed } from '../../coaching/errors.ts'
import type { ReadRequest } from '../protocol.ts'
import { cleanText } from './clean.ts'
import { detailOf, problemOf } from './failure.ts'
import { openOutput, say } from './output.ts'
import { type Found, readers } from './readers.ts'
import { sniff } from './sniff.ts'

/** Programs put whole paragraphs there. */
const titleCharacters = 300

try {
  const request: ReadRequest = JSON.parse(await textOf(process.stdin))
  say({ type: 'done', ...(await read(request)) })
} catch (error) {
  say({ type: 'problem', problem: problemOf(error), detail: detailOf(error) })
}

async function read({ path, name, limits }: ReadRequest): Promise<Found> {
  const { size } = await stat(path)
  const kind = await sniff({ path, name })
  const isRecording = kind === 'recording'
  if (size > (isRecording ? limits.recordingBytes : limits.documentBytes)) throw new ExtractionFailed('too_large')
  if (isRecording || kind === 'picture') return { is: kind }

  const output = openOutput(limits)
  const found = await readers[kind]({ path, limits, output })
  output.flush()
  if (output.characters === 0 && !found.unread?.length) throw new ExtractionFailed('empty')
  return { ...found, title: found.title && (cleanText(found.title).slice(0, titleCharacters) || undefined) }
}
