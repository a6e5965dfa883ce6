/** Once a week the coach is told in private what was learned of their way: when, what of it, and that it is said once. */
import { knownTimezone } from '../board.ts'
import { instantOf, localDate, nextWithin, type Schedule } from '../hours.ts'
import type { Tried } from './approach.ts'
import type { Digests, DigestWork } from './ports.ts'
import type { Situation, Technique } from './vocabulary.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
export const weekMs = 7 * dayMs
/** On the clock of the coach's zone; later where their hours begin later. */
const morningMs = 9 * hourMs
/** Of one that came late, as after a crash, so much is left until the next; with less than that its week is left out. */
const apartMs = 5 * dayMs
/** Of fewer a share says nothing. */
const draftsForShare = 5
/** A share is said as one of so many at most, where one is that near; else as it was counted. */
const wholeAtMost = 10
const nearEnough = 0.02

export type DraftCounts = { decided: number; changed: number }

export type DigestCounts = {
  drafts: DraftCounts
  /** In the week four weeks before. */
  draftsBefore: DraftCounts
  /** What the coach has kept in the week; what was most frequent of it. */
  learned: { count: number; technique: Technique | undefined; situation: Situation | undefined }
  /** The AI's answers that were given something learned, and how those went of which people have shown it. */
  used: Tried
  /** What the coach has said nothing of. */
  unread: number
}

export type DigestLine =
  | ({ kind: 'drafts'; before: { part: number; whole: number } | undefined } & DraftCounts)
  | ({ kind: 'learned' } & DigestCounts['learned'])
  | ({ kind: 'used' } & Tried)
  | { kind: 'unread'; count: number }

/** @returns what there is to say, in its order; nothing when nothing has happened in the week */
export function digestLines({ drafts, draftsBefore, learned, used, unread }: DigestCounts): DigestLine[] {
  const before = draftsBefore.decided >= draftsForShare ? shareOf(draftsBefore) : undefined
  const lines: DigestLine[] = [
    ...(drafts.decided > 0 ? [{ kind: 'drafts' as const, ...drafts, before }] : []),
    ...(learned.count > 0 ? [{ kind: 'learned' as const, ...learned }] : []),
    ...(used.used > 0 ? [{ kind: 'used' as const, ...used }] : []),
  ]
  return lines.length > 0 && unread > 0 ? [...lines, { kind: 'unread', count: unread }] : lines
}

/** "1 in 3": the smallest whole that is near enough; a share that is neither none nor all is said as neither. */
function shareOf({ changed, decided }: DraftCounts): { part: number; whole: number } {
  if (changed === 0) return { part: 0, whole: decided }
  if (changed === decided) return { part: decided, whole: decided }
  for (let whole = 2; whole <= wholeAtMost; whole++) {
    const part = Math.round((changed / decided) * whole)
    const isNear = Math.abs(part / whole - changed / decided) <= nearEnough
    if (part > 0 && part < whole && isNear) return { part, whole }
  }
  return { part: changed, whole: decided }
}

/**
 * When the next one is due: on a Monday at nine where the coach is, or when their hours next begin. The first one a week
 * after they signed up at the earliest.
 *
 * @param told.lastAt when it was said last, or there was nothing to say
 */
export function digestDueAt(schedule: Schedule, told: { signedUpAt: Date; lastAt: Date | undefined }): Date {
  const { signedUpAt, lastAt } = told
  return mondayFrom(schedule, lastAt ? lastAt.getTime() + apartMs : signedUpAt.getTime() + weekMs)
}

/** The end of the week that is told of: the last Monday morning, however late it is told. */
export function digestWeekEnd(schedule: Schedule, now: Date): Date {
  let end = mondayFrom(schedule, now.getTime() - 2 * weekMs)
  for (;;) {
    const next = mondayFrom(schedule, end.getTime() + dayMs)
    if (next > now) return end
    end = next
  }
}

/** The first Monday morning of the coach's at or after an instant. */
function mondayFrom({ hours, timezone }: Schedule, from: number): Date {
  const zone = knownTimezone(timezone)
  const day = localDate(new Date(from), zone)
  const monday = day.getTime() - ((day.getUTCDay() || 7) - 1) * dayMs
  for (let weeks = -1; ; weeks++) {
    const nine = new Date(instantOf(monday + weeks * weekMs + morningMs, zone, 'first'))
    // Hours that are never: what is silent disturbs nobody.
    const morning = nextWithin({ hours, timezone }, nine) ?? nine
    if (morning.getTime() >= from) return morning
  }
}

/** @returns in how long it is to be tried again; undefined: it is over */
export type ShowDigest = (work: DigestWork, lines: readonly DigestLine[]) => Promise<number | undefined>

export function createTellOfWeek({ digests, show }: { digests: Digests; show: ShowDigest }) {
  /** Safe to run at any time and by several workers. */
  return async function tellOfWeek(coachId: string): Promise<void> {
    const work = await digests.claim(coachId)
    if (!work) return
    const lines = digestLines(work.counts)
    const afterMs = lines.length > 0 ? await show(work, lines) : undefined
    if (afterMs === undefined) await digests.recordTold(work)
    else await digests.putOff(work, afterMs)
  }
}
