import { ExtractionFailed } from '../../coaching/errors.ts'
import { type Allowance, type Ending, runConfined } from '../confined-process.ts'
import type { Task } from '../task.ts'

/**
 * What may be opened. Left out are formats that name other files or addresses (playlists, lists of parts): a "song" could
 * have this machine read any file on it, or call anybody.
 */
const formats =
  'mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,ogg,mp3,wav,w64,flac,aac,ac3,eac3,amr,aiff,caf,asf,avi,flv,mpeg,mpegts'
const guarded = ['-protocol_whitelist', 'file,pipe', '-format_whitelist', formats]

export type Speech = {
  durationMs: number
  /** Middles of silences, in order. */
  silencesMs: number[]
}

type Tools = Pick<Task, 'confinement' | 'options'> & { ffmpeg: string; allowance: Allowance }

/** Bits a second of what is sent to be transcribed: plain speech needs no more. */
const bitRate = 24_000
/** More than a day of speech. */
const mostBytes = 300 * 1024 * 1024

/**
 * Writes the sound of a recording as speech (mono, 16 kHz, Opus), and finds where nobody speaks.
 *
 * @throws {ExtractionFailed} `empty` when there is no sound in it, `damaged`, `too_much_inside`, and as `runConfined` does
 */
export async function toSpeech(
  { from, to, onTime }: { from: string; to: string; onTime(doneMs: number, wholeMs: number | undefined): void },
  tools: Tools,
): Promise<Speech> {
  let durationMs = 0
  let wholeMs: number | undefined
  let said = ''
  const silencesMs: number[] = []
  const ending = await run(
    // Its log is read for the silences; names and texts in it are the file's, and go nowhere.
    ['-loglevel', 'info', ...guarded, '-i', `file:${from}`, '-map', '0:a:0', '-vn', '-sn', '-dn', '-map_metadata', '-1']
      .concat(['-af', 'silencedetect=noise=-35dB:duration=0.3', '-ac', '1', '-ar', '16000'])
      .concat(['-c:a', 'libopus', '-b:a', String(bitRate), '-application', 'voip', '-compression_level', '3'])
      .concat(['-fs', String(mostBytes), '-fflags', '+bitexact', '-f', 'ogg', '-y', `file:${to}`]),
    tools,
    {
      onLine(line) {
        const [, microseconds] = /^out_time_us=(\d+)$/.exec(line) ?? []
        if (microseconds !== undefined) durationMs = Number(microseconds) / 1000
        const [, bytes] = /^total_size=(\d+)$/.exec(line) ?? []
        if (Number(bytes ?? 0) > mostBytes * 0.99) throw new ExtractionFailed('too_much_inside')
        onTime(durationMs, wholeMs)
      },
      onError(text) {
        said += text
        const lines = said.split('\n')
        said = (lines.pop() ?? '').slice(-1000)
        for (const line of lines) {
          wholeMs ??= durationIn(line)
          const [, end, length] = /silence_end: ([\d.]+) \| silence_duration: ([\d.]+)/.exec(line) ?? []
          if (end && length) silencesMs.push((Number(end) - Number(length) / 2) * 1000)
        }
      },
    },
  )
  if (ending.code !== 0) throw failureOf(ending)
  if (durationMs === 0) throw new ExtractionFailed('empty')
  return { durationMs, silencesMs }
}

/** Cuts speech at these times, without touching it. Parts are called `part-000.ogg` and on. */
export async function cutSpeech(
  { from, folder, atMs }: { from: string; folder: string; atMs: readonly number[] },
  tools: Tools,
): Promise<void> {
  const times = atMs.map((ms) => (ms / 1000).toFixed(3)).join(',')
  const ending = await run(
    ['-loglevel', 'error', ...guarded, '-i', `file:${from}`, '-c', 'copy', '-f', 'segment', '-segment_times', times]
      .concat(['-segment_format', 'ogg', '-reset_timestamps', '1', '-fflags', '+bitexact'])
      .concat(['-y', `file:${folder}/part-%03d.ogg`]),
    tools,
    { onLine() {} },
  )
  if (ending.code !== 0) throw failureOf(ending)
}

function run(
  args: readonly string[],
  { ffmpeg, allowance, confinement, options }: Tools,
  listeners: { onLine(line: string): void; onError?(text: string): void },
): Promise<Ending> {
  return runConfined({
    words: [ffmpeg, '-hide_banner', '-nostdin', '-nostats', '-threads', '1', '-progress', 'pipe:3', ...args],
    allowance,
    confinement,
    signal: options.signal,
    ...listeners,
  })
}

function durationIn(line: string): number | undefined {
  const [, hours, minutes, seconds] = /^\s*Duration: (\d+):(\d\d):(\d\d\.\d+)/.exec(line) ?? []
  return hours === undefined ? undefined : ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000
}

function failureOf({ code, signal, complaint }: Ending): ExtractionFailed {
  const cause = new Error(`ffmpeg ended with ${code ?? signal}`)
  if (signal === 'SIGKILL' || /Cannot allocate memory/.test(complaint))
    return new ExtractionFailed('too_hungry', { cause })
  // A film without a sound track, or a sound track without a sound.
  const isSilent = /matches no streams|does not contain any stream|Output file is empty/i.test(complaint)
  return new ExtractionFailed(isSilent ? 'empty' : 'damaged', { cause })
}
