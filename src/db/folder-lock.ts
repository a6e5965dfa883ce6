import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { dirname, resolve } from 'node:path'

/** Who holds a folder. `startedAs` tells a process from a later one that was given the same pid. */
export type LockHolder = { pid: number; startedAs: string | undefined; host: string; since: string; claim: string }

export type FolderLock = { path: string; release(): void }

/** The folder belongs to a process that is alive, or that cannot be judged from here. */
export class FolderLocked extends Error {
  override readonly name = 'FolderLocked'
  readonly holder: LockHolder | undefined
  constructor(message: string, holder?: LockHolder) {
    super(message)
    this.holder = holder
  }
}

/**
 * Takes a folder for this process, by the file `<folder>.lock` beside it. Held until `release`, or until the process is
 * dead: what a killed process leaves behind is replaced by the next one to start.
 *
 * Exactly one of any number of starters gets it. A lock appears whole or not at all (a finished file is linked to its
 * name, which fails if the name is taken), and is replaced only by the one starter that holds the right to succeed it:
 * a lock in turn, named after the claim it succeeds, so that a starter that dies half-way is itself succeeded.
 *
 * A lock made on another host (another container, or a shared disk) cannot be judged, so it is never taken over.
 *
 * @throws {FolderLocked} naming the holder's pid, since when, and what to do
 */
export function acquireFolderLock(folder: string): FolderLock {
  const absolute = resolve(folder)
  // A link to the folder must lead to the same lock as its real name.
  const path = `${existsSync(absolute) ? realpathSync(absolute) : absolute}.lock`
  mkdirSync(dirname(path), { recursive: true })

  const holder: LockHolder = {
    pid: process.pid,
    startedAs: processStart(process.pid)?.startedAs,
    host: hostname(),
    since: new Date().toISOString(),
    claim: randomBytes(6).toString('hex'),
  }
  claimName(path, holder, folder)
  return { path, release: () => releaseName(path, holder) }
}

/** Puts `mine` at `path`, where there must be nothing or the lock of a dead process. */
function claimName(path: string, mine: LockHolder, folder: string): void {
  for (;;) {
    if (createWhole(path, mine)) return
    const found = readHolder(path, folder)
    if (!found) continue // released since
    if (!isGone(found)) throw new FolderLocked(explainHolder(path, found, folder), found)

    const succession = `${path}.${found.claim}`
    claimName(succession, mine, folder)
    try {
      // Whoever had the right before may have used it: only what is still there may be replaced.
      if (readHolder(path, folder)?.claim !== found.claim) continue
      renameSync(writeBeside(path, mine), path)
      return
    } finally {
      releaseName(succession, mine)
    }
  }
}

function releaseName(path: string, mine: LockHolder): void {
  try {
    const found: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (isHolder(found) && found.claim === mine.claim) rmSync(path, { force: true })
  } catch {
    // Already gone, or no longer ours: nothing to give back.
  }
}

/** False if the name is taken. */
function createWhole(path: string, holder: LockHolder): boolean {
  const temporary = writeBeside(path, holder)
  try {
    linkSync(temporary, path)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    // No hard links here (exFAT, some network and container mounts). The name is still taken by one starter alone; one
    // that reads it half-written refuses to start.
    return createInPlace(path, holder)
  } finally {
    rmSync(temporary, { force: true })
  }
}

function createInPlace(path: string, holder: LockHolder): boolean {
  try {
    writeExclusively(path, holder)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  }
}

function writeBeside(path: string, holder: LockHolder): string {
  const temporary = `${path}.${holder.pid}-${randomBytes(6).toString('hex')}.tmp`
  writeExclusively(temporary, holder)
  return temporary
}

function writeExclusively(path: string, holder: LockHolder): void {
  const file = openSync(path, 'wx')
  try {
    writeSync(file, `${JSON.stringify(holder)}\n`)
    fsyncSync(file) // after a power cut there is a whole lock or none
  } finally {
    closeSync(file)
  }
}

function readHolder(path: string, folder: string): LockHolder | undefined {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
  try {
    const found: unknown = JSON.parse(text)
    if (isHolder(found)) return found
  } catch {
    // Not JSON: told below.
  }
  throw new FolderLocked(
    `The lock file ${path} cannot be read, so it is not known whether another process uses ${folder}. ` +
      'Make sure that none does, delete that file, and start again.',
  )
}

function isHolder(found: unknown): found is LockHolder {
  if (typeof found !== 'object' || found === null) return false
  const { pid, host, since, claim } = found as Partial<LockHolder>
  return (
    Number.isSafeInteger(pid) &&
    typeof host === 'string' &&
    typeof since === 'string' &&
    /^[0-9a-f]+$/.test(claim ?? '')
  )
}

/** Is the holder's process certainly over? In doubt it is not. */
function isGone(holder: LockHolder): boolean {
  if (holder.host !== hostname()) return false
  const start = processStart(holder.pid)
  if (!start) return true
  return start.startedAs !== undefined && holder.startedAs !== undefined && start.startedAs !== holder.startedAs
}

function explainHolder(path: string, holder: LockHolder, folder: string): string {
  const inUse = `The database folder ${folder} is in use by process ${holder.pid} on ${holder.host} since ${holder.since}. `
  const why = 'Two processes on one folder would lose data, so this one does not start. '
  if (holder.host !== hostname())
    return `${inUse}${why}That is another machine or container: if it is gone for good, delete ${path} and start again.`
  if (holder.pid === process.pid)
    return `${inUse}${why}It is this very process: close the database before opening it again.`
  return `${inUse}${why}Stop that process first (kill ${holder.pid}), or give this one another DATA_DIR.`
}

/**
 * Undefined if there is no such process; `startedAs` is undefined where the system does not tell, and is otherwise only
 * good for comparing.
 */
export function processStart(pid: number): { startedAs: string | undefined } | undefined {
  if (process.platform === 'linux') return linuxProcessStart(pid)
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return undefined // EPERM: alive, someone else's
  }
  try {
    const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' }
    return { startedAs: execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', env }).trim() }
  } catch {
    return { startedAs: undefined } // Windows has no ps
  }
}

function linuxProcessStart(pid: number): { startedAs: string } | undefined {
  let stat: string
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return undefined
  }
  // The second field is the program's name in brackets and may hold anything, so count from its end: state, ..., starttime.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state, startTicks] = [fields[0], fields[19]]
  if (state === 'Z' || state === 'X') return undefined // dead, only not collected by its parent yet
  // Ticks count from boot, so the boot belongs to them.
  const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  return { startedAs: `${bootId}:${startTicks}` }
}

function errorCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
