/** Files that are needed for a moment: each process has a folder of its own for them, which a kill leaves to the next to start. */
import { mkdir, mkdtemp, readdir, rm, stat, statfs } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { NoRoom } from './coaching/errors.ts'

/** Left free for the database, which stops working on a full disk. */
export const freeAtLeastBytes = 256 * 1024 * 1024
/** Whether a process of another machine or container lives cannot be seen: what it has not touched for so long is left over. */
const leftOverAfterMs = 24 * 3_600_000

/**
 * The folder of this process, below `parent`. Those of processes that are gone are removed: what clients have said must
 * not stay on a disk because somebody pulled the plug.
 */
export async function openScratch(parent: string): Promise<string> {
  const own = `${hostname()}.${process.pid}.${Math.round(performance.timeOrigin)}`
  await mkdir(join(parent, own), { recursive: true, mode: 0o700 })
  for (const name of await readdir(parent))
    if (name !== own && (await isLeftOver(parent, name))) await rm(join(parent, name), { recursive: true, force: true })
  return join(parent, own)
}

/**
 * A folder until `work` has ended.
 *
 * @throws {NoRoom} before anything is written
 */
export async function inScratch<T>(
  scratchDir: string,
  work: (folder: string) => Promise<T>,
  freeBytes: (folder: string) => Promise<number> = freeBytesOf,
): Promise<T> {
  await mkdir(scratchDir, { recursive: true, mode: 0o700 })
  if ((await freeBytes(scratchDir)) < freeAtLeastBytes) throw new NoRoom('The disk of the scratch files is full')
  const folder = await mkdtemp(join(scratchDir, 'work-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What the file system has left for this process. */
export async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

async function isLeftOver(parent: string, name: string): Promise<boolean> {
  const [, host, pid] = /^(.+)\.(\d+)\.\d+$/.exec(name) ?? []
  if (host === undefined) return false // not ours
  // With this pid, and not this process: an earlier one that had it.
  if (host === hostname() && (Number(pid) === process.pid || !isAlive(Number(pid)))) return true
  const touched = await stat(join(parent, name)).catch(() => undefined)
  return touched !== undefined && Date.now() - touched.mtimeMs > leftOverAfterMs
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM' // another user's
  }
}
