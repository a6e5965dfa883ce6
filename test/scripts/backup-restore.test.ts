import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { BackupError, backup } from '../../scripts/backup.ts'
import { restore } from '../../scripts/restore.ts'
import { openPglite } from '../../src/db/pglite.ts'
import { preparedDump } from '../support/prepared.ts'

const now = new Date('2026-11-22T09:30:00Z')
let root: string
let dataDir: string
let elsewhere: string
let printed: string[]
const print = (line: string) => void printed.push(line)
const embedded = (dir: string) => ({ dataDir: dir, databaseUrl: undefined })

let kept: string
let source: Blob
/** A backup of a database like `source`, made before. */
let made: string
beforeAll(async () => {
  const database = await openPglite({ loadFrom: await preparedDump('empty') })
  await database.pglite.exec("create table note as select 'Sarah sleeps better' as text")
  source = await database.dump()
  await database.close()
  const folder = mkdtempSync(join(tmpdir(), 'backup-'))
  made = join(folder, 'made.tar.gz')
  await makeDatabase(join(folder, 'data'))
  await backup({ config: embedded(join(folder, 'data')), file: made, now, print: () => {} })
})
afterAll(() => rmSync(dirname(made), { recursive: true }))

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'backup-'))
  dataDir = join(root, 'data')
  elsewhere = join(root, 'other')
  kept = join(root, 'kept', 'backup.tar.gz')
  printed = []
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(root, { recursive: true })
})

async function makeDatabase(dir: string, extra = ''): Promise<void> {
  const database = await openPglite({ folder: join(dir, 'pglite'), loadFrom: source })
  await database.pglite.exec(extra)
  await database.close()
}
async function readNotes(folder: string): Promise<unknown[]> {
  const database = await openPglite({ folder })
  const { rows } = await database.pglite.query('select text from note')
  await database.close()
  return rows
}

describe('a backup of the embedded database', () => {
  test('brings everything back elsewhere, and says what it does not hold', async () => {
    await makeDatabase(dataDir)
    mkdirSync(join(dataDir, 'files'))
    writeFileSync(join(dataDir, 'secrets.key'), 'key')
    expect(await backup({ config: embedded(dataDir), file: kept, now, print })).toBe(kept)
    expect(statSync(kept).mode & 0o777).toBe(0o600)
    expect(readdirSync(join(root, 'kept'))).toEqual(['backup.tar.gz'])
    expect(printed.join('\n')).toMatch(/files.*Copy the folder .*data\/files/)
    expect(printed.join('\n')).toMatch(/key in .*data\/secrets\.key.*cannot be decrypted/)

    printed = []
    await restore({ config: embedded(elsewhere), file: kept, now, print })
    expect(await readNotes(join(elsewhere, 'pglite'))).toEqual([{ text: 'Sarah sleeps better' }])
    expect(readdirSync(elsewhere).sort()).toEqual(['pglite', 'pglite.version.json'])
    expect(printed.join('\n')).toMatch(/no key in .*secrets\.key/)
  })

  test('is refused while the database is in use, when there is none, and over a file that exists', async () => {
    await expect(backup({ config: embedded(dataDir), file: kept, now, print })).rejects.toThrow(/no database/)
    const database = await openPglite({ folder: join(dataDir, 'pglite'), loadFrom: source })
    await expect(backup({ config: embedded(dataDir), file: kept, now, print })).rejects.toThrow(
      new RegExp(`Stop OpenCoach first.*process ${process.pid} `),
    )
    await database.close()
    expect(readdirSync(join(root, 'kept'))).toEqual([])
    writeFileSync(kept, 'older')
    await expect(backup({ config: embedded(dataDir), file: kept, now, print })).rejects.toThrow(/exists already/)
    expect(readFileSync(kept, 'utf8')).toBe('older')
  })

  test('goes over another database only by force, and then that one is moved aside', async () => {
    await makeDatabase(elsewhere, "update note set text = 'Tom'")
    await expect(restore({ config: embedded(elsewhere), file: made, now, print })).rejects.toThrow(/--force/)
    expect(await readNotes(join(elsewhere, 'pglite'))).toEqual([{ text: 'Tom' }])

    await restore({ config: embedded(elsewhere), file: made, force: true, now, print })
    expect(await readNotes(join(elsewhere, 'pglite'))).toEqual([{ text: 'Sarah sleeps better' }])
    expect(await readNotes(join(elsewhere, 'pglite.before-2026-11-22T09-30-00-000Z'))).toEqual([{ text: 'Tom' }])
  })

  test('that is damaged or of another Postgres major changes nothing', async () => {
    const damaged = join(root, 'damaged.tar.gz')
    writeFileSync(damaged, readFileSync(made).subarray(0, 200_000))

    const unpacked = join(root, 'unpacked')
    mkdirSync(unpacked)
    execFileSync('tar', ['-xzf', made, '-C', unpacked])
    writeFileSync(join(unpacked, 'PG_VERSION'), '17\n')
    const older = join(root, 'older.tar.gz')
    execFileSync('tar', ['-czf', older, '-C', unpacked, ...readdirSync(unpacked)])

    await makeDatabase(elsewhere, "update note set text = 'Tom'")
    const force = { config: embedded(elsewhere), force: true, now, print }
    await expect(restore({ ...force, file: damaged })).rejects.toThrow(/damaged\. Nothing was changed/)
    await expect(restore({ ...force, file: older })).rejects.toThrow(/made by Postgres 17/)
    await expect(restore({ ...force, file: join(root, 'absent') })).rejects.toThrow(/no file/)
    expect(readdirSync(elsewhere).sort()).toEqual(['pglite', 'pglite.version.json'])
    expect(await readNotes(join(elsewhere, 'pglite'))).toEqual([{ text: 'Tom' }])
  })
})

describe('a backup of a server', () => {
  const config = { dataDir: 'unused', databaseUrl: 'postgres://dana:hunter2@127.0.0.1:9/opencoach' }

  test('says what to install when pg_dump is missing', async () => {
    vi.stubEnv('PATH', root)
    await expect(backup({ config, file: kept, now, print })).rejects.toThrow(/pg_dump was not found\. Install/)
    expect(existsSync(kept)).toBe(false)
  })

  test('passes on why pg_dump failed, without the password', async () => {
    const bin = join(root, 'bin')
    mkdirSync(bin)
    const script =
      '#!/bin/sh\necho "args: $*" >&2\ntest "$PGPASSWORD" = hunter2 && echo "password is set" >&2\nexit 3\n'
    writeFileSync(join(bin, 'pg_dump'), script, { mode: 0o755 })
    vi.stubEnv('PATH', bin)
    const error: unknown = await backup({ config, file: kept, now, print }).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(BackupError)
    expect(String(error)).toContain('password is set')
    expect(String(error)).not.toContain('hunter2')
    expect(readdirSync(join(root, 'kept'))).toEqual([])
  })

  test('is restored by pg_restore, not by us', async () => {
    writeFileSync(join(root, 'server.dump'), '')
    await expect(restore({ config, file: join(root, 'server.dump'), now, print })).rejects.toThrow(/pg_restore/)
  })
})
