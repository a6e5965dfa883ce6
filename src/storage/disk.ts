/** Originals in a folder of this machine. */
import { randomUUID } from 'node:crypto'
import { access, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { NoRoom, NotFound } from '../coaching/errors.ts'
import type { OriginalStore } from '../coaching/knowledge/ports.ts'
import { freeAtLeastBytes, freeBytesOf } from '../scratch.ts'
import { assertKey } from './keys.ts'
import { measured } from './measured.ts'

/** The disk is asked again after so much. */
const askEveryBytes = 32 * 1024 * 1024

type Options = {
  folder: string
  /** How much is free where the folder is; the file system says so. */
  freeBytes?: (folder: string) => Promise<number>
}

/** Not the file itself but what is being written of it. */
const unfinished = (path: string) => `${path}.${randomUUID()}.part`

export function createDiskStore({ folder, freeBytes = freeBytesOf }: Options): OriginalStore {
  function pathOf(key: string): string {
    assertKey(key)
    return join(folder, key)
  }

  async function assertRoom(): Promise<void> {
    if ((await freeBytes(folder)) < freeAtLeastBytes) throw new NoRoom('The disk of the original files is full')
  }

  return {
    async put(key, bytes, options) {
      const path = pathOf(key)
      await mkdir(dirname(path), { recursive: true })
      const passing = measured(bytes, options)
      const part = unfinished(path)
      const file = await open(part, 'wx', 0o600)
      try {
        let untilAsked = 0
        for await (const piece of passing.bytes) {
          if (untilAsked <= 0) {
            await assertRoom()
            untilAsked = askEveryBytes
          }
          untilAsked -= piece.length
          await file.writeFile(piece)
        }
        await file.sync()
        await file.close()
        await rename(part, path)
        await syncFolder(dirname(path))
        return passing.result()
      } catch (error) {
        await file.close().catch(() => {})
        await rm(part, { force: true })
        throw isFull(error) ? new NoRoom('The disk of the original files is full', { cause: error }) : error
      }
    },

    async *read(key) {
      const file = await open(pathOf(key)).catch((error: unknown) => missing(key, error))
      yield* file.createReadStream()
    },

    async withFile(key, work) {
      const path = pathOf(key)
      await access(path).catch((error: unknown) => missing(key, error))
      return work(path)
    },

    async remove(key) {
      const path = pathOf(key)
      await rm(path, { force: true })
      const beside = await readdir(dirname(path)).catch(() => [])
      for (const name of beside)
        if (name.startsWith(`${basename(path)}.`)) await rm(join(dirname(path), name), { force: true })
    },
  }
}

/** A name is safe on the disk when its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path)
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

function missing(key: string, error: unknown): never {
  if (codeOf(error) === 'ENOENT') throw new NotFound(`file ${key}`, { cause: error })
  throw error
}

function isFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(codeOf(error) ?? '')
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}
