import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pino } from 'pino'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { FolderLocked } from '../../src/db/folder-lock.ts'
import { openPglite, type PgliteDatabase } from '../../src/db/pglite.ts'
import { postgresMajor } from '../../src/db/pglite-version.ts'
import { newDataDir, preparedDump } from '../support/prepared.ts'

const source = new URL('../../src/db/pglite.ts', import.meta.url).href
/** Commits one row after the other and says so after each, until it is killed. */
const writer = `
  import { openPglite } from ${JSON.stringify(source)}
  const { pglite } = await openPglite({ folder: process.argv[1] })
  await pglite.exec('create table if not exists note (id int primary key)')
  const { rows } = await pglite.query('select coalesce(max(id), 0)::int as last from note')
  for (let id = rows[0].last + 1; ; id++) {
    await pglite.query('insert into note values ($1)', [id])
    process.stdout.write(id + '\\n')
  }`

let empty: Blob
let root: string
let folder: string
beforeAll(async () => {
  empty = await preparedDump('empty')
})
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pglite-'))
  folder = join(root, 'data', 'pglite')
})
afterEach(() => rmSync(root, { recursive: true }))

describe('a folder', () => {
  test('keeps every acknowledged commit of a process that is killed while it commits', async () => {
    await newDataDir(join(root, 'data'))
    let acknowledged = 0
    for (const enough of [60, 25]) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', writer, folder], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const before = acknowledged
      for await (const line of createInterface({ input: child.stdout })) {
        acknowledged = Number(line)
        if (acknowledged - before === enough) child.kill('SIGKILL')
      }
      if (child.signalCode === null) await once(child, 'exit')
      expect(child.signalCode).toBe('SIGKILL')

      const database = await openPglite({ folder })
      const { rows } = await database.pglite.query<{ n: number; last: number }>(
        'select count(*)::int as n, max(id)::int as last from note',
      )
      await database.close()
      expect(rows[0]?.last).toBeGreaterThanOrEqual(acknowledged)
      expect(rows[0]?.n).toBe(rows[0]?.last)
    }
  })

  test('is refused to a second opener, which is told who has it', async () => {
    await newDataDir(join(root, 'data'))
    const child = spawn(process.execPath, ['--input-type=module', '-e', writer, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    const refusal = await openPglite({ folder }).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(FolderLocked)
    expect(String(refusal)).toContain(`in use by process ${child.pid} `)
    child.kill('SIGKILL')
    await once(child, 'exit')
  })

  test('has its lock and its version beside it, and is free after close', async () => {
    const database = await openPglite({ folder, loadFrom: empty })
    expect(existsSync(`${folder}.lock`)).toBe(true)
    const { rows } = await database.pglite.query<{ major: number }>(
      "select current_setting('server_version_num')::int / 10000 as major",
    )
    expect(rows[0]?.major).toBe(postgresMajor)
    expect(JSON.parse(readFileSync(`${folder}.version.json`, 'utf8'))).toEqual({
      pglite: JSON.parse(readFileSync('package.json', 'utf8')).dependencies['@electric-sql/pglite'],
      postgresMajor,
    })
    await Promise.all([database.close(), database.close()])
    expect(existsSync(`${folder}.lock`)).toBe(false)
  })

  test('of another Postgres major is refused untouched, and not left locked', async () => {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'PG_VERSION'), '17\n')
    writeFileSync(`${folder}.version.json`, JSON.stringify({ pglite: '0.3.9', postgresMajor: 17 }))
    await expect(openPglite({ folder })).rejects.toThrow(/PGlite 0\.3\.9 \(Postgres 17\).*npm run backup/s)
    expect(existsSync(`${folder}.lock`)).toBe(false)
    expect(readFileSync(`${folder}.version.json`, 'utf8')).toContain('0.3.9')
    rmSync(`${folder}.version.json`)
    await expect(openPglite({ folder })).rejects.toThrow(/written by Postgres 17;/)
  })
})

describe('an open database', () => {
  let database: PgliteDatabase | undefined
  afterEach(() => database?.close())

  test('is what a dump of another one held', async () => {
    const first = await openPglite({ loadFrom: empty })
    await first.pglite.exec("create extension vector; create table note as select '[1,2]'::vector as place")
    const dump = await first.dump()
    await first.close()
    database = await openPglite({ loadFrom: dump })
    const { rows } = await database.pglite.query('select place::text from note')
    expect(rows).toEqual([{ place: '[1,2]' }])
  })

  test("finds the queue's tables by their bare names, even when they come later", async () => {
    database = await openPglite({ loadFrom: empty })
    await expect(database.pglite.query('select * from job')).rejects.toMatchObject({ code: '42P01' })
    await database.pglite.exec('create schema bullmq; create table bullmq.job (id int); create table ours (id int)')
    expect((await database.pglite.query('select * from job')).rows).toEqual([])
    const { rows } = await database.pglite.query("select schemaname as s from pg_tables where tablename = 'ours'")
    expect(rows).toEqual([{ s: 'public' }])
  })

  test('is vacuumed and checkpointed by timer; a task that fails is logged and harms nothing', async () => {
    const wanted = new Map<string, () => void>()
    const seen = (line: string) => new Promise<void>((resolve) => wanted.set(line, resolve))
    const write = (text: string) => {
      const { task, msg } = JSON.parse(text)
      wanted.get(`${task}: ${msg}`)?.()
    }
    const log = pino({ level: 'debug' }, { write })
    const open = (busyMs: number, allMs: number, checkpointMs: number, busyTables: string[]) =>
      openPglite({ loadFrom: empty, log, busyTables, maintenanceIntervals: { busyMs, allMs, checkpointMs } })
    const sizeOf = async () => {
      const { rows } = await (database as PgliteDatabase).pglite.query<{ size: number }>(
        "select pg_relation_size('note')::int as size",
      )
      return rows[0]?.size
    }
    const fill = 'create table note as select generate_series(1, 1000) as id; delete from note'

    database = await open(20, 1e6, 1e6, ['note', 'table_of_a_later_migration'])
    await database.pglite.exec(fill)
    expect(await sizeOf()).toBeGreaterThan(0)
    await seen('vacuum busy: Database maintenance done') // the round that was running when the rows came may not see them
    await seen('vacuum busy: Database maintenance done')
    expect(await sizeOf()).toBe(0)
    await database.close()

    database = await open(1e6, 20, 1e6, [])
    await database.pglite.exec(fill)
    await seen('vacuum all: Database maintenance done')
    await seen('vacuum all: Database maintenance done')
    expect(await sizeOf()).toBe(0)
    await database.close()

    database = await open(20, 1e6, 30, ['no.such.kind.of.name'])
    await seen('vacuum busy: Database maintenance failed')
    await seen('checkpoint: Database maintenance done')
    await database.close()
  })
})
