/** Originals in a bucket of any S3-compatible store. */
import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { S3mini } from 's3mini'
import { z } from 'zod'
import { NotFound } from '../coaching/errors.ts'
import type { OriginalStore } from '../coaching/knowledge/ports.ts'
import { inScratch } from '../scratch.ts'
import { assertKey } from './keys.ts'
import { measured } from './measured.ts'

/** Parts but the last have 5 MB at least, and an object 10,000 parts at most: enough for 80 GB. */
const partBytes = 8 * 1024 * 1024
const partTries = 3

export type S3Options = {
  /** With the bucket in it, as a path or as part of the host's name. */
  url: string
  region: string
  accessKeyId: string
  secretAccessKey: string
}

/** @param scratchDir where a file lies for as long as somebody needs a path to it */
export function createS3Store({ url, scratchDir, ...access }: S3Options & { scratchDir: string }): OriginalStore {
  const s3 = new S3mini({ endpoint: url, ...access })

  async function* read(key: string): AsyncIterable<Uint8Array> {
    assertKey(key)
    const response = await s3.getObjectResponse(key)
    if (!response?.body) throw new NotFound(`file ${key}`)
    yield* Readable.fromWeb(response.body)
  }

  /** An object is there when its upload is completed, and not before. */
  async function putInParts(key: string, first: Uint8Array, rest: AsyncIterator<Uint8Array>): Promise<void> {
    const uploadId = await s3.getMultipartUploadId(key)
    try {
      const parts: Awaited<ReturnType<typeof s3.uploadPart>>[] = []
      for (let part: Uint8Array | undefined = first; part; part = (await rest.next()).value)
        parts.push(await insisting(() => s3.uploadPart(key, uploadId, part, parts.length + 1)))
      await s3.completeMultipartUpload(key, uploadId, parts)
    } catch (error) {
      await s3.abortMultipartUpload(key, uploadId).catch(() => {}) // `remove` finds it
      throw error
    }
  }

  return {
    async put(key, bytes, options) {
      assertKey(key)
      const passing = measured(bytes, options)
      const parts = inParts(passing.bytes)[Symbol.asyncIterator]()
      const first = (await parts.next()).value ?? new Uint8Array()
      if (first.length < partBytes) await s3.putObject(key, first)
      else await putInParts(key, first, parts)
      const { sizeBytes, sha256 } = passing.result()
      // A failed completion is answered with 200 and an error inside: what counts is what is there.
      const stored = await s3.getContentLength(key)
      if (stored !== sizeBytes) throw new Error(`The store has ${stored} bytes of ${sizeBytes}`)
      return { sizeBytes, sha256 }
    },

    read,

    async withFile(key, work) {
      return inScratch(scratchDir, async (folder) => {
        const path = join(folder, randomUUID())
        await pipeline(read(key), createWriteStream(path, { mode: 0o600 }))
        return work(path)
      })
    },

    async remove(key) {
      assertKey(key)
      await s3.deleteObject(key)
      for (const uploadId of await listUnfinished(key)) await s3.abortMultipartUpload(key, uploadId)
    },
  }

  /** Parts of an upload that was cut off: nobody sees them, and they are paid for. */
  async function listUnfinished(key: string): Promise<string[]> {
    const { ListMultipartUploadsResult: listed } = unfinishedUploads.parse(
      await s3.listMultipartUploads('/', '', 'GET', { prefix: key }),
    )
    return [listed.Upload ?? []].flat().flatMap(({ Key, UploadId }) => (Key === key ? [UploadId] : []))
  }
}

/** XML as the client reads it: nothing inside is an empty text, one is not a list. */
const oneUnfinished = z.object({ Key: z.string(), UploadId: z.string() })
const unfinishedUploads = z.object({
  ListMultipartUploadsResult: z
    .object({ Upload: z.union([oneUnfinished, z.array(oneUnfinished)]).optional() })
    .or(z.string().transform(() => ({ Upload: undefined }))),
})

/** A store answers a part in a thousand with "try again". */
async function insisting<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++)
    try {
      return await work()
    } catch (error) {
      if (tries >= partTries) throw error
    }
}

/** The same bytes in pieces of `partBytes`, the last one shorter; one is held at a time. */
async function* inParts(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let part = new Uint8Array(partBytes)
  let filled = 0
  for await (const piece of bytes)
    for (let from = 0; from < piece.length; ) {
      const fits = piece.subarray(from, from + partBytes - filled)
      part.set(fits, filled)
      filled += fits.length
      from += fits.length
      if (filled < partBytes) continue
      yield part
      part = new Uint8Array(partBytes)
      filled = 0
    }
  if (filled > 0) yield part.subarray(0, filled)
}
