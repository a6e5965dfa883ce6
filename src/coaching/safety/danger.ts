/**
 * What happens when a text shows danger: in every state, before consent too. The reviewed text goes out, the AI is muted,
 * the coach is alerted, and the episode's first limit runs; only a human with a reason unlocks the AI again.
 */
import type { ConversationSnapshot, Effect } from '../conversation.ts'
import { leaveAi } from '../mirrors.ts'
import { dayMs, flaggedMs } from './closing.ts'
import { tighten, watchForAnswer, watchForTap } from './episode.ts'
import { alertOfDanger, crisisText, type InEpisode, tellOfClient } from './episode-texts.ts'

/** A detector's word: the rules', or the model's. */
export type Danger = { grade: number; kind: string; rule: string }

type Deps = { now: Date; nextId: () => string; words: string }

/** Reviewed replies in an open episode come at most this often, and rotate over this many wordings. */
export const relayEveryMs = 2 * 60_000
const relayWordings = 6
/** A human who wrote within this time is present: nothing automatic speaks over them. */
const humanPresentMs = 10 * 60_000

/** The effects of danger seen in a client's message. */
export function onDanger(s: ConversationSnapshot, seen: Danger, { now, nextId, words }: Deps): Effect[] {
  const danger = { ...seen, grade: raisedByState(s, seen.grade, now) }
  const effects: Effect[] = [
    { kind: 'cancel_ai_deliveries' },
    { kind: 'set_turn', dueAt: null, waitingSince: null, restarts: 0, attempts: 0 },
  ]
  if (s.openEpisode) {
    if (isWorse(s.openEpisode, danger))
      effects.push(
        { kind: 'raise_episode', episodeId: s.openEpisode.id, grade: danger.grade, danger: danger.kind },
        ...tighten(s, danger.grade, now),
      )
    effects.push(...watchForAnswer(s, now))
  } else {
    effects.push({ kind: 'open_episode', episode: { id: nextId(), ...danger } }, watchForTap(danger.grade, now), {
      kind: 'cancel_timer',
      timer: 'crisis_followup',
    })
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

  effects.push(...textFor(s, danger, seen.grade >= 4, now), ...alertOfDanger(s, danger, words))
  return effects
}

/** A message in an open episode that shows no new danger: a short reviewed reply, rotating, unless a human is there. */
export function onMessageInEpisode(s: ConversationSnapshot, now: Date): Effect[] {
  return [...watchForAnswer(s, now), ...relayIfDue(s, s.openEpisode?.grade ?? 4, now)]
}

function relayIfDue(s: ConversationSnapshot, grade: number, now: Date): Effect[] {
  return humanIsPresent(s, now) || !isDue(s.lastCrisisTextAt, now) ? [] : relay(s, grade)
}

/** One of the texts for who writes on while nobody has come. */
function relay(s: ConversationSnapshot, grade: number): Effect[] {
  const wording = ((Math.max(s.crisisTextCount, 1) - 1) % relayWordings) + 1
  return [crisisText(s, `crisis-relay-${wording}`, grade), { kind: 'note_crisis_text' }]
}

/**
 * To a tap or a command in an open episode: who is there, if somebody is; else where help is, and the team hears of it.
 * Never a text that a coach may have muted, and never silence. It takes nothing from the reply to what they write next.
 *
 * @param told what the team hears: it makes "I've passed this on" true
 */
export function answerInEpisode(
  s: ConversationSnapshot,
  now: Date,
  told: InEpisode = 'alert-asks-in-crisis',
): Effect[] {
  const grade = s.openEpisode?.grade ?? 4
  if (s.claimedBy && isHereNow(s, now))
    return [crisisText(s, 'crisis-human-here', grade, { coach: s.claimedBy.displayName })]
  return [crisisText(s, 'crisis-relay-1', grade), ...watchForAnswer(s, now), ...tellOfClient(s, told)]
}

/** D3: in an open episode, and for a month after one, the same sign weighs one grade more. Alone it is none. */
function raisedByState(s: ConversationSnapshot, grade: number, now: Date): number {
  return s.openEpisode || isFlaggedFor(s, flaggedMs, now) ? Math.min(4, grade + 1) : grade
}

/** @param isAcute whether the words speak of an act, done or near: they are answered at once, however recent the last text */
function textFor(s: ConversationSnapshot, danger: Danger, isAcute: boolean, now: Date): Effect[] {
  const mustBeSaid = s.openEpisode === undefined || (danger.grade >= 4 && isWorse(s.openEpisode, danger))
  const grade = Math.max(danger.grade, s.openEpisode?.grade ?? 0)
  if (mustBeSaid) return [crisisText(s, firstCrisisText(danger), grade), { kind: 'note_crisis_text' }]
  // A clearer word of danger is not met with silence, however recent the last text.
  const isRaised = s.openEpisode !== undefined && danger.grade > s.openEpisode.grade
  if (humanIsPresent(s, now)) return []
  // What was done to the body has its text already: said again, it is the same call to make.
  const isRepeated = isMedical(danger) && isMedical(s.openEpisode ?? danger)
  return isRaised || (isAcute && !isRepeated) ? relay(s, grade) : relayIfDue(s, grade, now)
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
  if (danger.kind === 'child_safety') return 'crisis-minor'
  if (isMedical(danger)) return 'crisis-medical'
  return danger.grade >= 4 ? 'crisis-first-l4' : 'crisis-first'
}

/** Words that say much while someone is in a crisis count then, and for a day after. */
export function isInCrisis(s: ConversationSnapshot, now: Date): boolean {
  return s.openEpisode !== undefined || isFlaggedFor(s, dayMs, now)
}

function isFlaggedFor({ flaggedAt }: ConversationSnapshot, ms: number, now: Date): boolean {
  return flaggedAt !== undefined && now.getTime() - flaggedAt.getTime() < ms
}

function humanIsPresent(s: ConversationSnapshot, now: Date): boolean {
  return (
    s.state === 'human' &&
    s.lastHumanMessageAt !== undefined &&
    now.getTime() - s.lastHumanMessageAt.getTime() < humanPresentMs
  )
}

/** Whoever leads has written to the client of late, or is about to. */
export function isHereNow(s: ConversationSnapshot, now: Date): boolean {
  return humanIsPresent(s, now) || hasJustTakenOver(s, now)
}

/** They lead because of this episode, have said so a moment ago, and their first words are on the way. */
function hasJustTakenOver(s: ConversationSnapshot, now: Date): boolean {
  return (
    s.state === 'human' &&
    s.openEpisode?.state === 'promised' &&
    s.stateSince >= s.openEpisode.openedAt &&
    now.getTime() - s.stateSince.getTime() < humanPresentMs
  )
}

function isDue(lastAt: Date | undefined, now: Date): boolean {
  return lastAt === undefined || now.getTime() - lastAt.getTime() >= relayEveryMs
}
