import { readFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { APIError, toFile } from 'openai'
import { z } from 'zod'
import { AiUnavailable } from '../coaching/errors.ts'
import type { SpeechPart, SpeechSegment, Transcribe, TranscribeOptions } from '../coaching/knowledge/ports.ts'
import type { Clock } from '../coaching/ports.ts'
import { BadAnswer, causeOf, reasonOf } from './failure.ts'
import { type OpenAiConfig, openClient } from './openai.ts'
import { speechCostUsd } from './prices.ts'
import { startWatchdog } from './watchdog.ts'

type TranscriptionConfig = Pick<OpenAiConfig, 'apiKey' | 'baseUrl' | 'model' | 'allowPrivateHosts' | 'fetch'> & {
  clock: Clock
  /** For one part, waiting for a busy service included. */
  deadlineMs?: number
}

/** What servers say; all but the text may be missing. Times are in seconds. */
const answer = z.object({
  text: z.string(),
  language: z.string().optional(),
  segments: z
    .array(
      z.object({
        start: z.number(),
        end: z.number(),
        text: z.string(),
        no_speech_prob: z.number().optional(),
        avg_logprob: z.number().optional(),
      }),
    )
    .optional(),
  usage: z.object({ input_tokens: z.number().optional(), output_tokens: z.number().optional() }).optional(),
})
type Answer = z.infer<typeof answer>

/** How often a service that says "not now" is asked again, and the longest wait between, if it names none shorter. */
const mostWaits = 4
const longestWaitMs = 60_000

/**
 * Transcription behind OpenAI's API, or any server compatible with it: with times where the model gives them (`whisper-1`),
 * else one text for the whole part.
 *
 * A part before this one may have been paid for, so that "too many requests" is waited for here, as long as the server
 * says. Every other failure is `AiUnavailable`, with neither the key nor anything that was said in it.
 */
export function createTranscription(config: TranscriptionConfig): Transcribe {
  const { apiKey, baseUrl, model, clock, deadlineMs = 5 * 60_000 } = config
  const client = openClient({ ...config, deadlineMs })
  let givesTimes = true // a server's refusal is paid for once

  return async function transcribe(part, options) {
    options.signal?.throwIfAborted()
    if (!apiKey && !baseUrl) throw new AiUnavailable('no_key')
    const startedAt = clock.now()
    const watchdog = startWatchdog({ deadlineMs, idleMs: deadlineMs, signal: options.signal })
    try {
      const heard = await watchdog.guard(hear(part, options, watchdog.signal))
      const usage = {
        model,
        tokensIn: heard.usage?.input_tokens ?? 0,
        tokensCached: 0,
        tokensOut: heard.usage?.output_tokens ?? 0,
        costUsd: speechCostUsd(model, part.toMs - part.fromMs),
        latencyMs: clock.now().getTime() - startedAt.getTime(),
      }
      return { segments: segmentsOf(heard, part), ...(heard.language && { language: heard.language }), usage }
    } catch (error) {
      if (options.signal?.aborted) throw options.signal.reason
      throw new AiUnavailable(reasonOf(error), { cause: causeOf(error, apiKey) })
    } finally {
      watchdog.stop()
    }
  }

  async function hear(part: SpeechPart, options: TranscribeOptions, signal: AbortSignal): Promise<Answer> {
    const bytes = await readFile(part.path, { signal })
    for (let waits = 0; ; ) {
      const withTimes = givesTimes
      try {
        // Made anew each time: sending uses it up.
        const file = await toFile(bytes, part.name)
        return parse(await ask(file, withTimes, options.language, signal))
      } catch (error) {
        if (withTimes && isAboutFormat(error)) givesTimes = false
        else if (isBusy(error) && waits < mostWaits) await wait(waitFor(error, waits++), undefined, { signal })
        else throw error
      }
    }
  }

  function ask(file: File, withTimes: boolean, language: string | undefined, signal: AbortSignal): Promise<unknown> {
    const common = { file, model, ...(language ? { language } : {}) }
    return withTimes
      ? client.audio.transcriptions.create(
          { ...common, response_format: 'verbose_json', timestamp_granularities: ['segment'] },
          { signal },
        )
      : client.audio.transcriptions.create({ ...common, response_format: 'json' }, { signal })
  }
}

function parse(given: unknown): Answer {
  const { data } = answer.safeParse(given)
  if (!data) throw new BadAnswer('malformed', 'The server sent something else than a transcription')
  return data
}

function segmentsOf({ text, segments }: Answer, { fromMs, toMs }: SpeechPart): SpeechSegment[] {
  if (!segments?.length) return text.trim() ? [{ fromMs: 0, toMs: toMs - fromMs, text: text.trim() }] : []
  return (
    segments
      // Whisper hears "Thank you for watching" in silence; these are its own limits for passing that over.
      .filter(({ no_speech_prob = 0, avg_logprob = 0 }) => !(no_speech_prob > 0.6 && avg_logprob < -1))
      .map(({ start, end, text: said }) => ({ fromMs: start * 1000, toMs: end * 1000, text: said.trim() }))
      .filter((segment) => segment.text !== '')
  )
}

function isAboutFormat(error: unknown): boolean {
  if (!(error instanceof APIError) || (error.status !== 400 && error.status !== 422)) return false
  return /response_format|verbose_json|timestamp_granularities/.test(`${error.param} ${error.message}`)
}

/** For now, and not for want of money. */
function isBusy(error: unknown): error is APIError {
  return error instanceof APIError && reasonOf(error) === 'rate_limited'
}

function waitFor({ headers }: APIError, waits: number): number {
  const ms = Number(headers?.get('retry-after-ms') ?? Number.NaN)
  const seconds = Number(headers?.get('retry-after') ?? Number.NaN)
  const asked = Number.isFinite(ms) ? ms : seconds * 1000
  return Math.min(longestWaitMs, Number.isFinite(asked) && asked >= 0 ? asked : 1_000 * 2 ** waits)
}
