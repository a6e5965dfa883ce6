/** What follows from having listened: the words are the message's, or a human is asked to hear it. */
import { deliver } from '../alerts.ts'
import type { HearingProblem, TranscriptionRecord } from '../attribution.ts'
import type { ConversationSnapshot, Effect } from '../conversation.ts'
import { turnFor } from '../due-turn.ts'
import { type HandoffRequest, openHandoff } from '../handoff/open.ts'
import { mirror } from '../mirrors.ts'
import type { ModelUsage, StoredMessage } from '../ports.ts'
import { onDanger } from '../safety/danger.ts'
import type { CrisisFinding } from '../safety/screen.ts'
import { unweighedDanger } from '../safety/weigh.ts'
import type { SpokenMessage } from './ports.ts'
import { contentOf } from './spoken.ts'

export type Heard =
  | { kind: 'words'; transcription: TranscriptionRecord; usage: ModelUsage }
  | { kind: 'problem'; problem: HearingProblem; usage?: ModelUsage | undefined }
  /** It may go better then. */
  | { kind: 'again'; at: Date; usage?: ModelUsage | undefined }

type Deps = { now: Date; nextId: () => string }

/** Safe to repeat, and for whoever comes back too late: words and danger count all the same, whoever leads by now. */
export function onHeard(
  s: ConversationSnapshot,
  message: StoredMessage | undefined,
  spoken: SpokenMessage,
  heard: Heard,
  finding: CrisisFinding | undefined,
  deps: Deps,
): Effect[] {
  const { usage } = heard
  // Paid for, whatever becomes of it.
  const effects: Effect[] = usage ? [{ kind: 'record_usage', id: deps.nextId(), purpose: 'transcription', usage }] : []
  if (!message || message.metadata.transcription) return effects
  if (heard.kind === 'words') return [...effects, ...onWords(s, message, heard.transcription, finding, deps)]
  const isOurs = s.listening.some(({ messageId, attempts }) => messageId === message.id && attempts === spoken.attempts)
  if (!isOurs) return effects
  if (heard.kind === 'again') return [...effects, { kind: 'listen_again', messageId: message.id, dueAt: heard.at }]
  return [...effects, ...onProblem(s, message, heard.problem, deps)]
}

function onWords(
  s: ConversationSnapshot,
  message: StoredMessage,
  transcription: TranscriptionRecord,
  finding: CrisisFinding | undefined,
  { now, nextId }: Deps,
): Effect[] {
  const words = transcription.text
  const { not_transcribed: _, ...metadata } = message.metadata
  const effects: Effect[] = [{ kind: 'stop_listening', messageId: message.id }]
  // Who has withdrawn their consent meanwhile has said nothing, save that they are in danger.
  if (s.client.consented)
    effects.push({
      kind: 'write_down',
      messageId: message.id,
      content: contentOf(message.content, transcription),
      metadata: {
        ...metadata,
        transcription,
        ...(finding && { crisis_grade: finding.grade, crisis_rule: finding.matched }),
      },
    })
  if (message.senderType !== 'client') return [...effects, ...turnGoesOn(s, now)]
  if (s.client.consented) effects.push(shownAgain(s, message.id))
  if (finding) {
    const danger = { grade: finding.grade, kind: finding.kind, rule: finding.matched }
    return [...effects, ...onDanger(s, danger, { now, nextId, words })]
  }
  if (s.openEpisode) return effects
  const soft = unweighedDanger(s, words)
  if (soft) return [...effects, ...onDanger(s, soft, { now, nextId, words })]
  return isOwed(s) ? [...effects, ...turnFor(s, words, now)] : effects
}

function onProblem(
  s: ConversationSnapshot,
  message: StoredMessage,
  problem: HearingProblem,
  { now, nextId }: Deps,
): Effect[] {
  const { id, content, metadata } = message
  const effects: Effect[] = [
    { kind: 'stop_listening', messageId: id },
    { kind: 'write_down', messageId: id, content, metadata: { ...metadata, not_transcribed: problem } },
  ]
  if (message.senderType !== 'client') return [...effects, ...turnGoesOn(s, now)]
  if (!isOwed(s)) return s.client.consented ? [...effects, shownAgain(s, id), ...onlyYouCanHear(s, problem)] : effects
  return [
    ...effects,
    ...(s.coach.mirrors === 'needed' ? [mirror(s, id)] : []),
    ...openHandoff(s, unheard(s, message, problem), nextId()),
  ]
}

/** Nobody has listened yet, so nobody can say that it is no cry for help: a human is asked at once. */
function unheard(s: ConversationSnapshot, { content }: StoredMessage, problem: HearingProblem): HandoffRequest {
  return {
    reason: 'voice_note',
    trigger: `voice: ${problem}`,
    signals: {},
    aiConfidenceBefore: s.lastAiConfidence ?? null,
    words: content,
  }
}

/** A human has been called already and has the voice itself. It may hold danger that nobody has screened: it makes a sound. */
function onlyYouCanHear(s: ConversationSnapshot, problem: HearingProblem): Effect[] {
  if (s.state === 'ai') return []
  return [
    deliver({
      target: s.coach.hasGroup ? 'topic' : 'coach',
      lane: 'alert',
      body: {
        kind: 'text',
        key: 'alert-voice-unscreened',
        params: { client: s.client.displayName },
        why: [{ key: `why-now-voice-${problem.replaceAll('_', '-')}` }],
        loud: true,
      },
    }),
  ]
}

/** With what has been heard of it, or why nothing was. */
function shownAgain(s: ConversationSnapshot, messageId: string): Effect {
  return deliver({ target: s.coach.hasGroup ? 'topic' : 'coach', lane: 'mirror', body: { kind: 'edit', messageId } })
}

/** The AI leads, and has not answered yet. */
function isOwed(s: ConversationSnapshot): boolean {
  return s.state === 'ai' && s.client.consented && s.turnDueAt !== undefined
}

/** A turn has waited for what a human of the team said. */
function turnGoesOn(s: ConversationSnapshot, now: Date): Effect[] {
  return isOwed(s) ? [{ kind: 'set_turn', dueAt: now, waitingSince: s.turnWaitingSince ?? now }] : []
}
