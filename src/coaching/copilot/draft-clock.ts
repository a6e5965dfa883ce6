/** When nobody decides about a draft: it goes out where the coach wants that and the AI is sure, else the client hears who will see it. */
import { deliver } from '../alerts.ts'
import type { ConversationSnapshot, Effect, HeldDraft } from '../conversation.ts'
import { clientNightEnds, coachAway } from '../handoff/schedule.ts'
import { restrictedMs } from '../safety/closing.ts'
import type { Timer, TimerDeps } from '../timers.ts'
import { goesOut } from './draft.ts'
import { copilotSettingOf } from './setting.ts'
import { draftDueAt, tellOfWait } from './wait.ts'

/** How sure the AI must be of what nobody has looked at, calibrated. */
export const sureEnough = 0.8
/** The coach is reminded of one draft so often at most. Until it is decided it stays on the list of who needs them. */
const remindersAtMost = 3

/** After a crisis, whatever its grade, nothing goes out that nobody has seen. */
export function isCareful({ flaggedAt, openEpisode }: ConversationSnapshot, now: Date): boolean {
  return openEpisode !== undefined || (flaggedAt !== undefined && now.getTime() - flaggedAt.getTime() < restrictedMs)
}

export function onDraftDue(s: ConversationSnapshot, timer: Timer, { now, nextId }: TimerDeps): Effect[] {
  const { draft } = s
  if (!draft || draft.id !== timer.data['draft'] || s.state !== 'ai' || s.openEpisode) return []
  const dueAt = draftDueAt(s, draft.sentAt)
  if (dueAt > now) return tellBefore(s, timer, dueAt, now)
  if (maySendItself(s, draft, now))
    return goesOut(s, draft, { outcome: 'expired', key: 'draft-expired' }, { now, nextId })
  const step = Number(timer.data['step'] ?? 0) + 1
  const night = timer.data['told'] ? undefined : clientNightEnds(s, now)
  const tells = !timer.data['told'] && !night
  const next = night ?? (step < remindersAtMost ? draftDueAt(s, now) : undefined)
  return [
    ...(tells ? tellOfWait(s, coachAway(s, now)?.back) : []),
    ...(step <= remindersAtMost ? [remind(s, draft)] : []),
    ...(next
      ? [{ kind: 'set_timer', timer: 'draft_due', dueAt: next, data: { ...timer.data, step, told: !night } } as const]
      : []),
  ]
}

/** The coach's hours are over, and the draft's time is not: the client need not wait in silence until they are back. */
function tellBefore(s: ConversationSnapshot, timer: Timer, dueAt: Date, now: Date): Effect[] {
  const night = clientNightEnds(s, now)
  const isLater = night !== undefined && night < dueAt
  return [
    ...(night ? [] : tellOfWait(s, coachAway(s, now)?.back)),
    {
      kind: 'set_timer',
      timer: 'draft_due',
      dueAt: isLater ? night : dueAt,
      data: { ...timer.data, told: !night },
    },
  ]
}

function maySendItself(s: ConversationSnapshot, { metadata }: HeldDraft, now: Date): boolean {
  const { draft, confidence = 0 } = metadata
  if (draft?.outcome !== 'waiting' || draft.needs_eye || draft.situation === 'crisis' || isCareful(s, now)) return false
  const isWanted = copilotSettingOf(s.coach).end === 'send' && s.copilot.situations?.[draft.situation] !== 'ask'
  return isWanted && s.aiEnabled && s.coach.mode !== 'off' && confidence >= sureEnough
}

function remind(s: ConversationSnapshot, draft: HeldDraft): Effect {
  const isRejected = draft.metadata.draft?.outcome === 'rejected'
  return deliver({
    target: s.coach.hasGroup ? 'topic' : 'coach',
    lane: 'alert',
    body: {
      kind: 'text',
      key: isRejected ? 'draft-reminder-rejected' : 'draft-reminder',
      params: { client: s.client.displayName },
      about: draft.id,
      ...(s.assignee &&
        s.coach.hasGroup && {
          mention: { telegramUserId: s.assignee.telegramUserId, displayName: s.assignee.displayName },
        }),
    },
  })
}
