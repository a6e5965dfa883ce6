import { existsSync } from 'node:fs'

/**
 * Where Chromium is, for tests that open a page: CHROMIUM_PATH, or where Debian's package puts it.
 *
 * Undefined when there is none, for `describe.skipIf`: those tests are then skipped, and `npm test` says so. Under CI
 * nothing may be skipped quietly.
 *
 * @throws {Error} when there is none and CI is set
 */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const path = environment.CHROMIUM_PATH ?? '/usr/bin/chromium'
  if (existsSync(path)) return path
  if (environment.CI && environment.CI !== 'false') {
    throw new Error(`There is no Chromium at ${path}: install Debian's package chromium, or set CHROMIUM_PATH.`)
  }
  return undefined
}
