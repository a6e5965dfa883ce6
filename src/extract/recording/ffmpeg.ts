import { ExtractionFailed } from '../../coaching/errors.ts'
import { type Allowance, type Ending, runConfined } from '../confined-process.ts'
import type { Task } from '../task.ts'

export type Ffmpeg = Pick<Task, 'confinement' | 'options' | 'onUsage'> & { program: string; allowance: Allowance }

/**
 * What may be opened. Left out are formats that name other files or addresses (playlists, lists of parts): a "song" could
 * have this machine read any file on it, or call anybody.
 */
const formats =
  'mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,ogg,mp3,wav,w64,flac,aac,ac3,eac3,amr,aiff,caf,asf,avi,flv,mpeg,mpegts'

/** What comes before any command's own words: the same file gives the same bytes, and nothing is asked or looked up. */
const common = ['-hide_banner', '-nostdin', '-nostats', '-threads', '1', '-progress', 'pipe:3', '-y']

/** The words that open a file. */
export function input(path: string): string[] {
  return ['-protocol_whitelist', 'file,pipe', '-format_whitelist', formats, '-i', `file:${path}`]
}

/** Runs it. What it logs may quote the file, and is for its callers to read, never to keep. */
export function runFfmpeg(
  args: readonly string[],
  { program, allowance, confinement, onUsage, options }: Ffmpeg,
  listeners: { onLine?(line: string): void; onError?(text: string): void } = {},
): Promise<Ending> {
  return runConfined({
    words: [program, ...common, ...args],
    allowance,
    confinement,
    onUsage,
    signal: options.signal,
    onLine: () => {},
    ...listeners,
  })
}

/** Why it ended without having done its work. */
export function failureOf({ code, signal, complaint }: Ending): ExtractionFailed {
  const cause = new Error(`ffmpeg ended with ${code ?? signal}`)
  const isHungry = signal === 'SIGKILL' || /Cannot allocate memory/.test(complaint)
  return new ExtractionFailed(isHungry ? 'too_hungry' : 'damaged', { cause })
}
