import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { acquireFolderLock, FolderLocked, type LockHolder, processStart } from '../../src/db/folder-lock.ts'

const source = new URL('../../src/db/folder-lock.ts', import.meta.url).href
/** Waits for a line, tries to take the folder, says how it went, and keeps what it got until killed. */
const starter = `
  import { acquireFolderLock } from ${JSON.stringify(source)}
  process.stdout.write('ready\\n')
  process.stdin.once('data', () => {
    try { acquireFolderLock(process.argv[1]); process.stdout.write('won\\n') }
    catch (error) { process.stdout.write(error.name + ': ' + error.message + '\\n') }
  })`
/** Told when to begin, tries one folder after the other, each at its time; says which it got, and stays alive to keep them. */
const racer = `
  import { acquireFolderLock } from ${JSON.stringify(source)}
  const folders = process.argv.slice(1)
  process.stdout.write('ready\\n')
  process.stdin.once('data', (startAt) => {
    const won = folders.map((folder, i) => {
      while (Date.now() < Number(startAt) + i * 15) {}
      try { acquireFolderLock(folder); return true } catch { return false }
    })
    process.stdout.write(JSON.stringify(won) + '\\n')
  })`

let root: string
let folder: string
const children: ChildProcess[] = []
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'folder-lock-'))
  folder = join(root, 'pglite')
})
afterEach(async () => {
  await Promise.all(children.splice(0).map(kill))
  rmSync(root, { recursive: true })
})

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

async function openStarter() {
  const child = spawn(process.execPath, ['--input-type=module', '-e', starter, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  children.push(child)
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const nextLine = async (): Promise<string> => String((await lines.next()).value)
  expect(await nextLine()).toBe('ready')
  return {
    child,
    tryIt: async () => {
      child.stdin.write('go\n')
      return nextLine()
    },
  }
}

/** A lock as a process leaves it that was killed while it held the folder. */
async function leaveStaleLock(): Promise<LockHolder> {
  const { child, tryIt } = await openStarter()
  expect(await tryIt()).toBe('won')
  await kill(child)
  return readLock()
}

const readLock = (): LockHolder => JSON.parse(readFileSync(`${folder}.lock`, 'utf8'))
const writeLock = (holder: LockHolder) => writeFileSync(`${folder}.lock`, JSON.stringify(holder))

describe('a folder in use', () => {
  test('is refused to another process, which is told who has it and what to do', async () => {
    const lock = acquireFolderLock(folder)
    const { since } = readLock()
    const answer = await (await openStarter()).tryIt()
    expect(answer).toContain('FolderLocked')
    expect(answer).toContain(`in use by process ${process.pid} `)
    expect(answer).toContain(`since ${since}`)
    expect(answer).toContain(`kill ${process.pid}`)
    expect(answer).toContain('DATA_DIR')
    lock.release()
  })

  test('is refused to the same process too', () => {
    const lock = acquireFolderLock(folder)
    expect(() => acquireFolderLock(folder)).toThrow(/this very process/)
    lock.release()
  })

  test('is free again after release, and a late second release takes nothing from the next holder', () => {
    const first = acquireFolderLock(folder)
    first.release()
    const second = acquireFolderLock(folder)
    first.release()
    expect(() => acquireFolderLock(folder)).toThrow(FolderLocked)
    second.release()
  })

  test('stays refused when its holder cannot be judged: another host, or a file that cannot be read', () => {
    const lock = acquireFolderLock(folder)
    writeLock({ ...readLock(), host: 'another-container', pid: 2 ** 22 + 1 })
    expect(() => acquireFolderLock(folder)).toThrow(/on another-container .*delete .*pglite\.lock/s)
    writeFileSync(lock.path, '')
    expect(() => acquireFolderLock(folder)).toThrow(/cannot be read.*delete that file/s)
  })
})

describe('what a killed process left', () => {
  test('is replaced', async () => {
    const stale = await leaveStaleLock()
    const lock = acquireFolderLock(folder)
    expect(readLock()).toMatchObject({ pid: process.pid })
    expect(readLock().claim).not.toBe(stale.claim)
    lock.release()
  })

  test('is replaced when its pid has gone to a later process', async () => {
    const { child } = await openStarter()
    const stale = await leaveStaleLock()
    const pid = child.pid ?? 0
    expect(processStart(pid)?.startedAs).not.toBe(stale.startedAs)

    writeLock({ ...stale, pid, startedAs: processStart(pid)?.startedAs })
    expect(() => acquireFolderLock(folder)).toThrow(FolderLocked)
    writeLock({ ...stale, pid })
    acquireFolderLock(folder).release()
  })

  test('is replaced although another starter died while replacing it', async () => {
    const stale = await leaveStaleLock()
    writeFileSync(`${folder}.lock.${stale.claim}`, JSON.stringify({ ...stale, claim: 'abcdef012345' }))
    acquireFolderLock(folder).release()
  })

  test('is left to another starter that is just replacing it', async () => {
    const stale = await leaveStaleLock()
    const other = acquireFolderLock(join(root, 'other'))
    renameSync(other.path, `${folder}.lock.${stale.claim}`)
    expect(() => acquireFolderLock(folder)).toThrow(new RegExp(`process ${process.pid} `))
    expect(readLock()).toEqual(stale)
  })

  test('goes to exactly one of several that start in the same millisecond', async () => {
    const stale = await leaveStaleLock()
    const folders = Array.from({ length: 100 }, (_, i) => join(root, `folder-${i}`))
    for (const [i, each] of folders.entries())
      writeFileSync(`${each}.lock`, JSON.stringify({ ...stale, claim: i.toString(16).padStart(12, '0') }))

    const racers = Array.from({ length: 4 }, () => {
      const args = ['--input-type=module', '-e', racer, ...folders]
      const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
      children.push(child)
      return Object.assign(child, { lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() })
    })
    for (const { lines } of racers) expect((await lines.next()).value).toBe('ready') // all of them, or it is no race
    const startAt = Date.now() + 100
    for (const { stdin } of racers) stdin.write(`${startAt}\n`)
    const wins: boolean[][] = await Promise.all(
      racers.map(async ({ lines }) => JSON.parse(String((await lines.next()).value))),
    )
    for (const [i, each] of folders.entries()) {
      const winners = racers.filter((_, racerIndex) => wins[racerIndex]?.[i])
      expect(winners).toHaveLength(1)
      expect(JSON.parse(readFileSync(`${each}.lock`, 'utf8')).pid).toBe(winners[0]?.pid)
    }
    expect(wins.filter((won) => won.includes(true)).length).toBeGreaterThan(1) // or it was no race
  })
})
