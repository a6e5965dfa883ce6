import { join } from 'node:path'
import { AiUnavailable, ExtractionFailed } from '../../coaching/errors.ts'
import type { Extraction } from '../../coaching/knowledge/document.ts'
import type { SpeechPart, Transcribe, Transcription } from '../../coaching/knowledge/ports.ts'
import { inScratch } from '../../scratch.ts'
import { findProgram } from '../confine.ts'
import type { Task } from '../task.ts'
import { joinCues } from '../turns.ts'
import type { Ffmpeg } from './ffmpeg.ts'
import { cutsFor } from './parts.ts'
import { cutSpeech, probe, toSpeech } from './speech.ts'

/** Making speech of it is so much of the work; the rest is waiting for what was said. */
const preparingShare = 0.2
/** A service that answers slowly answers two as slowly as one. */
const atOnce = 2

/**
 * What is said in a recording, with its times.
 *
 * @throws {ExtractionFailed} `no_key`, `no_ffmpeg`, `empty` when nobody speaks, and as `toSpeech` does; {AiUnavailable}
 */
export async function readRecording(
  task: Task,
  { searchPath, scratchDir }: { searchPath: string; scratchDir: string },
): Promise<Extraction> {
  const { transcribe } = task.options
  if (!transcribe) throw new ExtractionFailed('no_key')
  const program = await findProgram('ffmpeg', searchPath)
  if (!program) throw new ExtractionFailed('no_ffmpeg')

  return inScratch(scratchDir, async (folder) => {
    const { parts, durationMs } = await prepare(task, program, folder)
    const heard = await transcribeAll(parts, transcribe, task)
    const cues = heard.flatMap(({ segments }, index) => {
      const shiftMs = parts[index]?.fromMs ?? 0
      return segments.map(({ text, fromMs, toMs }) => ({ text, fromMs: fromMs + shiftMs, toMs: toMs + shiftMs }))
    })
    return { durationMs: Math.round(durationMs), blocks: joinCues(cues), recognisedPages: [] }
  })
}

async function prepare(task: Task, program: string, folder: string) {
  const { file, limits, allowance, progress, confinement, onUsage, options } = task
  const { onSpeech } = options
  const ffmpeg: Ffmpeg = { program, confinement, onUsage, options, allowance: { ...allowance, stepMs: limits.stepMs } }
  const found = await probe(file.path, ffmpeg)
  if (found.durationMs !== undefined) await onSpeech?.(Math.round(found.durationMs))
  const to = join(folder, 'speech.ogg')
  const onTime = (doneMs: number) => {
    if (found.durationMs) progress(Math.min(1, doneMs / found.durationMs) * preparingShare)
  }
  const { durationMs, silencesMs } = await toSpeech({ from: file.path, to, found, onTime }, ffmpeg)
  // What a file says of its length need not be so.
  await onSpeech?.(Math.round(durationMs))
  const cuts = cutsFor(durationMs, silencesMs, limits.partMs)
  if (cuts.length > 0) await cutSpeech({ from: to, folder, atMs: cuts }, ffmpeg)
  const parts = [...cuts, durationMs].map((toMs, index): SpeechPart => {
    const name = cuts.length > 0 ? `part-${String(index).padStart(3, '0')}.ogg` : 'speech.ogg'
    return { index, name, path: join(folder, name), fromMs: Math.round(cuts[index - 1] ?? 0), toMs: Math.round(toMs) }
  })
  return { parts, durationMs }
}

/** Some at a time, in order; the first that fails ends the others. */
async function transcribeAll(
  parts: readonly SpeechPart[],
  transcribe: Transcribe,
  { options, progress }: Task,
): Promise<Transcription[]> {
  const failed = new AbortController()
  const signal = options.signal ? AbortSignal.any([options.signal, failed.signal]) : failed.signal
  const heard: Transcription[] = []
  let done = 0
  const waiting = [...parts]
  async function work(): Promise<void> {
    for (let part = waiting.shift(); part; part = waiting.shift()) {
      heard[part.index] = await transcribe(part, { signal })
      done++
      progress(preparingShare + (done / parts.length) * (1 - preparingShare))
    }
  }
  try {
    await Promise.all(Array.from({ length: Math.min(atOnce, parts.length) }, work))
  } catch (error) {
    waiting.splice(0)
    failed.abort(error)
    options.signal?.throwIfAborted()
    if (error instanceof AiUnavailable && error.why === 'no_key') throw new ExtractionFailed('no_key', { cause: error })
    throw error
  }
  return heard
}
