/** The embedded mode's key for secrets: made once, readable by its owner alone, beside the data but not in the database. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** @throws when the file is there but does not hold 32 bytes in base64: it is never overwritten */
export function readOrMakeSecretsKey(dataDir: string): Buffer {
  const file = join(dataDir, 'secrets.key')
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
  if (key.length !== 32) throw new Error(`${file} does not hold 32 bytes in base64: restore it from a backup`)
  return key
}
