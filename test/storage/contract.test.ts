/** What every store of original files does, on disk and in a bucket. */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FileTooLarge, NoRoom, NotFound } from '../../src/coaching/errors.ts'
import type { OriginalStore } from '../../src/coaching/knowledge/ports.ts'
import { createDiskStore } from '../../src/storage/disk.ts'
import { createS3Store } from '../../src/storage/s3.ts'
import { openS3Server, s3Access } from '../support/s3-server.ts'

const coach = randomUUID()
const megabyte = 1024 * 1024

type Opened = {
  store: OriginalStore
  /** Everything that is kept, finished or not. */
  names(): Promise<string[]>
  close(): Promise<void>
}

async function openDisk(): Promise<Opened> {
  const folder = await mkdtemp(join(tmpdir(), 'originals-'))
  return {
    store: createDiskStore({ folder }),
    async names() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true })
      return entries.flatMap((entry) =>
        entry.isFile() ? join(entry.parentPath, entry.name).slice(folder.length + 1) : [],
      )
    },
    close: () => rm(folder, { recursive: true }),
  }
}

async function openS3(): Promise<Opened> {
  const server = await openS3Server()
  return {
    store: createS3Store({ url: server.url, scratchDir: tmpdir(), ...s3Access }),
    names: async () => [
      ...server.objects.keys(),
      ...[...server.unfinished.values()].map(({ key }) => `${key} unfinished`),
    ],
    close: server.close,
  }
}

async function* pieces(bytes: Buffer, size = 64 * 1024) {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

async function whole(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of bytes) parts.push(part)
  return Buffer.concat(parts)
}

describe.each([
  ['disk', openDisk],
  ['s3', openS3],
])('%s', (_, open) => {
  let opened: Opened
  let key: string
  beforeEach(async () => {
    opened = await open()
    key = `${coach}/${randomUUID()}`
  })
  afterEach(() => opened.close())
  const sizeAtMost = 64 * megabyte

  test.each([0, 1, 70_000, 8 * megabyte, 8 * megabyte + 1, 20 * megabyte])(
    '%d bytes come back as they were, and are known by size and hash',
    async (size) => {
      const { store } = opened
      const bytes = randomBytes(size)
      const stored = await store.put(key, pieces(bytes), { sizeAtMost })
      expect(stored.sizeBytes).toBe(size)
      expect(Buffer.from(stored.sha256)).toEqual(createHash('sha256').update(bytes).digest())
      expect((await whole(store.read(key))).equals(bytes)).toBe(true)
      const path = await store.withFile(key, async (at) => {
        expect((await readFile(at)).equals(bytes)).toBe(true)
        return at
      })
      if (_ === 's3') await expect(stat(path)).rejects.toThrow('ENOENT') // lent, and taken back
      expect(await opened.names()).toEqual([key])
    },
  )

  test('the same key again replaces', async () => {
    const { store } = opened
    await store.put(key, pieces(Buffer.from('old, and longer')), { sizeAtMost })
    await store.put(key, pieces(Buffer.from('new')), { sizeAtMost })
    expect((await whole(store.read(key))).toString()).toBe('new')
    expect(await opened.names()).toEqual([key])
  })

  test.each([100_000, 18 * megabyte])('what breaks off after %d bytes leaves nothing', async (size) => {
    const { store } = opened
    async function* breaking() {
      yield* pieces(randomBytes(size))
      throw new Error('the sender hung up')
    }
    await expect(store.put(key, breaking(), { sizeAtMost })).rejects.toThrow('hung up')
    expect(await opened.names()).toEqual([])
    await expect(whole(store.read(key))).rejects.toThrow(NotFound)
  })

  test('a byte too many ends it at once, and leaves nothing; exactly so many are fine', async () => {
    const { store } = opened
    let given = 0
    async function* endless() {
      for (;;) {
        given += megabyte
        yield randomBytes(megabyte)
      }
    }
    await expect(store.put(key, endless(), { sizeAtMost: 20 * megabyte })).rejects.toThrow(FileTooLarge)
    expect(given).toBeLessThanOrEqual(22 * megabyte)
    expect(await opened.names()).toEqual([])
    await store.put(key, pieces(randomBytes(1_000)), { sizeAtMost: 1_000 })
    expect(await opened.names()).toEqual([key])
  })

  test('one that is called off leaves nothing', async () => {
    const { store } = opened
    const called = new AbortController()
    async function* slow() {
      yield randomBytes(1_000)
      called.abort(new Error('called off'))
      yield randomBytes(1_000)
    }
    await expect(store.put(key, slow(), { sizeAtMost, signal: called.signal })).rejects.toThrow('called off')
    expect(await opened.names()).toEqual([])
  })

  test('what is removed is gone, removing it again is fine, and others stay', async () => {
    const { store } = opened
    const other = `${key}-1`
    await store.put(key, pieces(randomBytes(10)), { sizeAtMost })
    await store.put(other, pieces(randomBytes(10)), { sizeAtMost })
    await store.remove(key)
    await store.remove(key)
    await store.remove(`${coach}/${randomUUID()}`)
    expect(await opened.names()).toEqual([other])
    await expect(store.withFile(key, async () => {})).rejects.toThrow(NotFound)
  })

  test.each(['../secrets', '/etc/passwd', 'a/../../b', 'a//b', '.hidden', 'a/b.part', ''])(
    '%s is no key of ours',
    async (wrong) => {
      const { store } = opened
      await expect(store.put(wrong, pieces(Buffer.from('x')), { sizeAtMost })).rejects.toThrow(TypeError)
      await expect(whole(store.read(wrong))).rejects.toThrow(TypeError)
      await expect(store.withFile(wrong, async () => {})).rejects.toThrow(TypeError)
      await expect(store.remove(wrong)).rejects.toThrow(TypeError)
    },
  )
})

test('a disk that is nearly full takes nothing more, and keeps what it has', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'originals-'))
  let free = 2 * 1024 * megabyte
  const store = createDiskStore({ folder, freeBytes: async () => free })
  const key = `${coach}/${randomUUID()}`
  await store.put(key, pieces(randomBytes(megabyte)), { sizeAtMost: megabyte })
  async function* filling() {
    for (let count = 0; count < 100; count++) {
      free -= 100 * megabyte
      yield randomBytes(megabyte)
    }
  }
  await expect(store.put(`${key}-1`, filling(), { sizeAtMost: 1_000 * megabyte })).rejects.toThrow(NoRoom)
  free = 0
  await expect(store.put(`${key}-2`, pieces(randomBytes(1)), { sizeAtMost: 1 })).rejects.toThrow(NoRoom)
  expect(await readdir(join(folder, coach))).toEqual([key.slice(coach.length + 1)])
  await rm(folder, { recursive: true })
})

test('what a kill left of an upload goes with its key', async () => {
  const disk = await openDisk()
  const key = `${coach}/${randomUUID()}`
  const hanging = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  async function* killed() {
    yield randomBytes(1_000)
    begun.resolve()
    await hanging.promise
  }
  const never = disk.store.put(key, killed(), { sizeAtMost: megabyte }).catch(() => {})
  await begun.promise
  expect(await disk.names()).toEqual([expect.stringMatching(/\.part$/)])
  await disk.store.remove(key)
  expect(await disk.names()).toEqual([])
  hanging.resolve()
  await never
  await disk.close()
})

test('a bucket that answers "slow down" to a part is asked again, and an upload that failed leaves no parts', async () => {
  const server = await openS3Server()
  const store = createS3Store({ url: server.url, scratchDir: tmpdir(), ...s3Access })
  const key = `${coach}/${randomUUID()}`
  server.refusals.push(503, 503)
  await store.put(key, pieces(randomBytes(9 * megabyte)), { sizeAtMost: 64 * megabyte })
  expect(server.objects.get(key)?.length).toBe(9 * megabyte)
  server.refusals.push(503, 503, 503)
  await expect(store.put(`${key}-1`, pieces(randomBytes(9 * megabyte)), { sizeAtMost: 64 * megabyte })).rejects.toThrow(
    '503',
  )
  expect(server.unfinished.size).toBe(0)
  // Parts of an upload whose process is no more.
  server.unfinished.set('left', { key: `${key}-2`, parts: new Map() })
  server.unfinished.set('other', { key: `${key}-22`, parts: new Map() })
  await store.remove(`${key}-2`)
  expect([...server.unfinished.keys()]).toEqual(['other'])
  await server.close()
})

test('a key that is not good is an error, not an empty store', async () => {
  const server = await openS3Server()
  const store = createS3Store({ url: server.url, scratchDir: tmpdir(), ...s3Access, accessKeyId: 'someone-else' })
  const put = store.put(`${coach}/x`, pieces(randomBytes(1)), { sizeAtMost: 1 })
  await expect(put).rejects.toThrow('403')
  await expect(whole(store.read(`${coach}/x`))).rejects.toThrow('403')
  await server.close()
})
