/**
 * What a run prepares once, since making an embedded database takes seconds and a copy a fraction: an empty one, and one
 * that is migrated and has the queue's schema, as a dump and as a folder.
 */
import { cp, mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startChild } from './child.ts'

const place = 'TEST_PREPARED'

/** Fills `folder`, and names it to the processes of the tests. */
export async function prepareEmbedded(folder: string): Promise<void> {
  // In a process of its own, whose memory is free again for the tests.
  const child = startChild('test/support/prepare.ts', {}, [folder])
  if ((await child.ended) !== 0) throw new Error(`No embedded database could be prepared:\n${child.stderr}`)
  process.env[place] = folder
}

/** Where files are kept that one test file makes for others of the run. */
export const preparedFolder = (): string => process.env[place] ?? ''

/** For `loadFrom`: nothing in it, or all tables and no rows. */
export async function preparedDump(which: 'empty' | 'migrated'): Promise<Blob> {
  return new Blob([await readFile(join(preparedFolder(), `${which}.tar`))])
}

/** A folder for DATA_DIR, with all tables and no rows: where it is said, or a new one that whoever asked for it removes. */
export async function newDataDir(at?: string): Promise<string> {
  const folder = at ?? (await mkdtemp(join(tmpdir(), 'opencoach-data-')))
  await cp(join(preparedFolder(), 'data'), folder, { recursive: true })
  return folder
}
