/** Listens to what is due of a conversation: fetched from the messenger, written down with the coach's key. */
import type { HearingProblem } from '../attribution.ts'
import { AiUnavailable, FileTooLarge, NotFound } from '../errors.ts'
import { deadKeyOf } from '../incident.ts'
import type { KnowledgeModels, Transcribe } from '../knowledge/ports.ts'
import type { MessageFile, MessageKind } from '../media.ts'
import type { Clock, ShowTyping } from '../ports.ts'
import type { Heard } from './heard.ts'
import type { SpokenMessage, SpokenMessages, WithMessageFile } from './ports.ts'

/** Telegram gives bots no larger files. */
export const bytesAtMost = 20 * 1024 * 1024
/** Models take 25 minutes at a time; what is longer than this would not be written down before the deadline. */
const secondsAtMost = 20 * 60
/** One attempt, fetching included; real milliseconds, as a model's are. */
export const attemptMs = 25_000
const attemptsAtMost = 3
const retryAfterMs = 3_000
/** With less time left nothing is begun any more. */
const shortestAttemptMs = 10_000

type Deps = {
  spoken: SpokenMessages
  withMessageFile: WithMessageFile
  models: Pick<KnowledgeModels, 'transcribeFor'>
  receiveHeard: (spoken: SpokenMessage, heard: Heard) => Promise<void>
  showTyping: ShowTyping
  /** The offline model answers those who have no key, and cannot hear. */
  rehearses: boolean
  clock: Clock
}

export function createListen({ spoken, withMessageFile, models, receiveHeard, showTyping, rehearses, clock }: Deps) {
  /** Safe to run at any time and by several workers: of those who listen to the same, one has an effect. */
  return async function listen({ coachId, conversationId }: { coachId: string; conversationId: string }) {
    for (;;) {
      const one = await spoken.claimSpoken(coachId, conversationId)
      if (!one) return
      await receiveHeard(one, await hear(one))
    }
  }

  async function hear(one: SpokenMessage): Promise<Heard> {
    const { file, client } = one
    if (!client.consented) return problem('no_key')
    if (clock.now() >= one.deadlineAt || one.attempts > attemptsAtMost) return problem('unavailable')
    if ((file.sizeBytes ?? 0) > bytesAtMost || (file.durationS ?? 0) > secondsAtMost) return problem('too_large')
    if (one.keyIsDead) return problem('key_dead')
    const transcribe = await models.transcribeFor(one.coachId)
    if (!transcribe) return problem(rehearses ? 'rehearsal' : 'no_key')
    const typing = one.isClients ? showTyping(client.telegramUserId) : undefined
    try {
      return await writeDown(one, transcribe)
    } catch (error) {
      return afterFailure(error, one)
    } finally {
      typing?.stop()
    }
  }

  async function writeDown({ kind, file }: SpokenMessage, transcribe: Transcribe): Promise<Heard> {
    const signal = AbortSignal.timeout(attemptMs)
    const toMs = (file.durationS ?? 0) * 1000
    const { segments, language, usage } = await withMessageFile(file, { sizeAtMost: bytesAtMost, signal }, (path) =>
      transcribe({ path, name: speechNameOf(kind, file), index: 0, fromMs: 0, toMs }, { signal }),
    )
    const text = segments
      .map((segment) => segment.text.trim())
      .join(' ')
      .trim()
    if (text === '') return { ...problem('silent'), usage }
    const seconds = file.durationS ?? null
    const { model, costUsd } = usage
    return {
      kind: 'words',
      usage,
      transcription: { text, model, language: language ?? null, seconds, cost_usd: costUsd },
    }
  }

  function afterFailure(error: unknown, { attempts, deadlineAt }: SpokenMessage): Heard {
    if (error instanceof FileTooLarge) return problem('too_large')
    if (error instanceof NotFound) return problem('no_file')
    const usage = error instanceof AiUnavailable ? error.usage : undefined
    if (error instanceof AiUnavailable && !error.retryable) {
      if (error.why === 'no_key') return problem('no_key')
      return { ...problem(deadKeyOf(error.why) ? 'key_dead' : 'unavailable'), usage }
    }
    const at = new Date(clock.now().getTime() + retryAfterMs)
    const isWorthIt = attempts < attemptsAtMost && deadlineAt.getTime() - at.getTime() >= shortestAttemptMs
    return isWorthIt ? { kind: 'again', at, usage } : { ...problem('unavailable'), usage }
  }
}

function problem(why: HearingProblem): Extract<Heard, { kind: 'problem' }> {
  return { kind: 'problem', problem: why }
}

const extensions = ['flac', 'mp3', 'mp4', 'mpeg', 'mpga', 'm4a', 'ogg', 'wav', 'webm']
const extensionOfMime: Readonly<Record<string, string>> = {
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/x-m4a': 'm4a',
  'audio/ogg': 'ogg',
  'audio/opus': 'ogg',
  'audio/flac': 'flac',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/webm': 'webm',
  'video/mp4': 'mp4',
}

/** Services go by the end of a file's name. What its owner calls it is nobody's business. */
export function speechNameOf(kind: MessageKind, { name = '', mime = '' }: MessageFile): string {
  const own = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  const usual = kind === 'video_note' ? 'mp4' : kind === 'voice' ? 'ogg' : 'mp3'
  const extension = extensions.includes(own) ? own : (extensionOfMime[mime.toLowerCase()] ?? usual)
  return `speech.${extension}`
}
