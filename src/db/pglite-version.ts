import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Postgres major of the PGlite release in package.json; a test compares it with what the database says of itself. */
export const postgresMajor = 18

type Marker = { pglite: string; postgresMajor: number }

/** Another Postgres major wrote the folder: its files mean nothing to this one. */
export class OtherPostgresMajor extends Error {
  override readonly name = 'OtherPostgresMajor'
}

export function markerPath(folder: string): string {
  return `${folder}.version.json`
}

/**
 * Refuses a folder that another Postgres major wrote. Goes by the data's own PG_VERSION, and by the marker file beside the
 * folder, which also remembers which PGlite it was.
 *
 * @throws {OtherPostgresMajor} saying which release is needed; nothing has been touched then
 */
export function checkDataVersion(folder: string): void {
  const found = readDataMajor(folder)
  if (found === undefined) return // nothing there yet
  const marker = readMarker(folder)
  const major = found === postgresMajor ? (marker?.postgresMajor ?? found) : found
  if (major === postgresMajor) return
  const writer = marker ? `PGlite ${marker.pglite} (Postgres ${major})` : `Postgres ${major}`
  throw new OtherPostgresMajor(
    `The database folder ${folder} was written by ${writer}; this release has PGlite ${pgliteVersion()} (Postgres ` +
      `${postgresMajor}), which cannot read it. Nothing was changed. Go back to the release that wrote it, run ` +
      '`npm run backup` there, and follow the upgrade steps in CHANGELOG.md: `npm run restore` takes backups of ' +
      `Postgres ${postgresMajor} only.`,
  )
}

/** Notes beside the folder what writes it from now on. */
export function writeMarker(folder: string): void {
  const marker: Marker = { pglite: pgliteVersion(), postgresMajor }
  const path = markerPath(folder)
  const old = readMarker(folder)
  if (old?.pglite === marker.pglite && old.postgresMajor === marker.postgresMajor) return
  writeFileSync(`${path}.tmp`, `${JSON.stringify(marker)}\n`)
  renameSync(`${path}.tmp`, path)
}

/** Undefined if the folder holds no database. */
export function readDataMajor(folder: string): number | undefined {
  const path = join(folder, 'PG_VERSION')
  return existsSync(path) ? Number.parseInt(readFileSync(path, 'utf8'), 10) : undefined
}

function readMarker(folder: string): Marker | undefined {
  try {
    const found: Partial<Marker> = JSON.parse(readFileSync(markerPath(folder), 'utf8'))
    return typeof found.pglite === 'string' && typeof found.postgresMajor === 'number' ? (found as Marker) : undefined
  } catch {
    return undefined // none yet, or unreadable: PG_VERSION decides
  }
}

function pgliteVersion(): string {
  const entry = import.meta.resolve('@electric-sql/pglite')
  const manifest: { version: string } = JSON.parse(readFileSync(new URL('../package.json', entry), 'utf8'))
  return manifest.version
}
