import { findProgram } from '../../src/extract/confine.ts'

/**
 * Is ffmpeg there, for tests that make recordings? For `describe.skipIf`: without it those are skipped, and `npm test` says
 * so. Under CI nothing may be skipped quietly.
 *
 * @throws {Error} when it is not and CI is set
 */
export async function hasFfmpeg(environment: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  if (await findProgram('ffmpeg', environment.PATH ?? '')) return true
  if (environment.CI && environment.CI !== 'false') {
    throw new Error("There is no ffmpeg on the PATH: install Debian's package ffmpeg.")
  }
  return false
}
