import { ExtractionFailed } from '../../coaching/errors.ts'
import { type Ffmpeg, failureOf, input, runFfmpeg } from './ffmpeg.ts'

export type Probe = {
  /** Undefined when the file does not say: what a browser recorded does not. */
  durationMs: number | undefined
  codec: string
  kbps: number | undefined
}

/**
 * What is in a recording.
 *
 * @throws {ExtractionFailed} `damaged`; `empty` when it has no sound
 */
export async function probe(path: string, ffmpeg: Ffmpeg): Promise<Probe> {
  // It complains that it is given nothing to do, and has by then said what it sees.
  const ending = await runFfmpeg(['-loglevel', 'info', ...input(path)], ffmpeg)
  const said = ending.complaint
  if (!/^Input #0, /m.test(said)) throw failureOf(ending)
  const [, codec] = /^\s+Stream #0.*: Audio: (\w+)/m.exec(said) ?? []
  if (codec === undefined) throw new ExtractionFailed('empty')
  const [, hours, minutes, seconds] = /^\s*Duration: (\d+):(\d\d):(\d\d\.\d+)/m.exec(said) ?? []
  const [, kbps] = /^\s*Duration: .*bitrate: (\d+) kb\/s/m.exec(said) ?? []
  return {
    codec,
    durationMs:
      hours === undefined ? undefined : ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000,
    kbps: kbps === undefined ? undefined : Number(kbps),
  }
}

export type Speech = {
  durationMs: number
  /** Middles of silences, in order. */
  silencesMs: number[]
}

/** Speech as it is sent to be transcribed: plain words need no more. */
const encoded = '-ac 1 -ar 16000 -c:a libopus -b:a 24k -application voip -compression_level 0'.split(' ')
/** A voice note is that already; to make it anew takes five times as long as to listen for its silences. */
const smallKbps = 64
/** More than a day of speech. */
const mostBytes = 300 * 1024 * 1024

/**
 * Writes the sound of a recording as speech in Opus, and finds where nobody speaks.
 *
 * @throws {ExtractionFailed} `empty` when there is nothing to hear, `damaged`, `too_much_inside`, and as `runConfined` does
 */
export async function toSpeech(
  { from, to, found, onTime }: { from: string; to: string; found: Probe; onTime(doneMs: number): void },
  ffmpeg: Ffmpeg,
): Promise<Speech> {
  const isSpeech = found.codec === 'opus' && (found.kbps ?? Number.POSITIVE_INFINITY) <= smallKbps
  const silencesMs: number[] = []
  let durationMs = 0
  let unfinished = ''
  const ending = await runFfmpeg(
    // The log is read for the silences.
    ['-loglevel', 'info', ...input(from)]
      .concat(['-map', '0:a:0', '-map_metadata', '-1', '-fflags', '+bitexact', '-fs', String(mostBytes)])
      .concat(isSpeech ? ['-c:a', 'copy'] : encoded, ['-f', 'ogg', `file:${to}`])
      .concat(['-map', '0:a:0', '-af', 'silencedetect=noise=-35dB:duration=0.3', '-f', 'null', '-']),
    ffmpeg,
    {
      onLine(line) {
        const [, name, value] = /^(out_time_us|total_size)=(\d+)$/.exec(line) ?? []
        if (name === 'out_time_us') durationMs = Number(value) / 1000
        if (name === 'total_size' && Number(value) > mostBytes * 0.99) throw new ExtractionFailed('too_much_inside')
        onTime(durationMs)
      },
      onError(text) {
        const lines = (unfinished + text).split('\n')
        unfinished = (lines.pop() ?? '').slice(-1000)
        for (const line of lines) {
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
  ffmpeg: Ffmpeg,
): Promise<void> {
  const times = atMs.map((ms) => (ms / 1000).toFixed(3)).join(',')
  const ending = await runFfmpeg(
    ['-loglevel', 'error', ...input(from), '-c', 'copy', '-f', 'segment', '-segment_times', times]
      .concat(['-segment_format', 'ogg', '-reset_timestamps', '1', '-fflags', '+bitexact'])
      .concat([`file:${folder}/part-%03d.ogg`]),
    ffmpeg,
  )
  if (ending.code !== 0) throw failureOf(ending)
}
