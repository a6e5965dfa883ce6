/**
 * What happens when a text shows danger: in every state, before consent too. Day one of the protocol: the reviewed text
 * goes out, the AI is muted, the coach is alerted, and only a human with a reason unlocks the AI again.
 */
import { alertOfDanger, noticeToClient } from '../alerts.ts'
import type { ConversationSnapshot, Effect } from '../conversation.ts'
import { leaveAi } from '../mirrors.ts'

/** A detector's word: the rules', or the model's. */
export type Danger = { grade: number; kind: string; rule: string }

type Deps = { now: Date; nextId: () => string; words: string }

/** Reviewed replies in an open episode come at most this often, and rotate over this many wordings. */
export const relayEveryMs = 2 * 60_000
const relayWordings = 6
/** A human who wrote within this time is present: nothing automatic speaks over them. */
const humanPresentMs = 10 * 60_000

/** The effects of danger seen in a client's message. */
export function onDanger(s: ConversationSnapshot, danger: Danger, { now, nextId, words }: Deps): Effect[] {
  const effects: Effect[] = [
    { kind: 'cancel_ai_deliveries' },
    { kind: 'set_turn', dueAt: null, waitingSince: null, restarts: 0, attempts: 0 },
  ]
  if (s.openEpisode) {
    if (isWorse(s.openEpisode, danger))
      effects.push({ kind: 'raise_episode', episodeId: s.openEpisode.id, grade: danger.grade, danger: danger.kind })
  } else {
    effects.push({ kind: 'open_episode', episode: { id: nextId(), ...danger } })
  }

  if (s.openHandoff) {
    if (s.openHandoff.reason !== 'crisis')
      effects.push({ kind: 'escalate_handoff', handoffId: s.openHandoff.id, reason: 'crisis', trigger: danger.rule })
  } else {
    effects.push({
      kind: 'open_handoff',
      handoff: {
        id: nextId(),
        reason: 'crisis',
        trigger: danger.rule,
        signals: { ...danger },
        aiConfidenceBefore: null,
      },
    })
  }
  if (s.state === 'ai') effects.push(...leaveAi(s, { to: 'waiting', by: 'system', reason: 'crisis' }))

  effects.push(...textFor(s, danger, now), ...alertOfDanger(s, danger.grade, words))
  return effects
}

/** A message in an open episode that shows no new danger: a short reviewed reply, rotating, unless a human is there. */
export function onMessageInEpisode(s: ConversationSnapshot, now: Date): Effect[] {
  return humanIsPresent(s, now) || !isDue(s.lastCrisisTextAt, now) ? [] : relay(s)
}

function relay(s: ConversationSnapshot): Effect[] {
  const wording = ((Math.max(s.crisisTextCount, 1) - 1) % relayWordings) + 1
  return [crisisText(s, `crisis-relay-${wording}`), { kind: 'note_crisis_text' }]
}

function textFor(s: ConversationSnapshot, danger: Danger, now: Date): Effect[] {
  const mustBeSaid = s.openEpisode === undefined || (danger.grade >= 4 && isWorse(s.openEpisode, danger))
  if (mustBeSaid) return [crisisText(s, firstCrisisText(danger)), { kind: 'note_crisis_text' }]
  // A clearer word of danger is not met with silence, however recent the last text.
  const isRaised = s.openEpisode !== undefined && danger.grade > s.openEpisode.grade
  return isRaised && !humanIsPresent(s, now) ? relay(s) : onMessageInEpisode(s, now)
}

/** A higher grade; or, at L4, something done to the body, which no earlier text has spoken of. */
function isWorse(episode: { grade: number; kind: string }, danger: Danger): boolean {
  return danger.grade > episode.grade || (danger.grade >= episode.grade && isMedical(danger) && !isMedical(episode))
}

function isMedical({ grade, kind }: { grade: number; kind: string }): boolean {
  return grade >= 4 && (kind === 'medical' || kind === 'overdose')
}

/** The reviewed text that opens an episode: of its kind where there is one, else by how near the danger is. */
export function firstCrisisText(danger: Pick<Danger, 'grade' | 'kind'>) {
  if (danger.kind === 'third_party') return 'crisis-third-party'
  if (danger.kind === 'abuse') return 'crisis-abuse'
  if (isMedical(danger)) return 'crisis-medical'
  return danger.grade >= 4 ? 'crisis-first-l4' : 'crisis-first'
}

function crisisText(s: ConversationSnapshot, key: string): Effect {
  return noticeToClient(key, { coach: s.coach.displayName }, { lane: 'crisis' })
}

function humanIsPresent(s: ConversationSnapshot, now: Date): boolean {
  return (
    s.state === 'human' &&
    s.lastHumanMessageAt !== undefined &&
    now.getTime() - s.lastHumanMessageAt.getTime() < humanPresentMs
  )
}

function isDue(lastAt: Date | undefined, now: Date): boolean {
  return lastAt === undefined || now.getTime() - lastAt.getTime() >= relayEveryMs
}
