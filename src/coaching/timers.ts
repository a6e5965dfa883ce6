/**
 * Timers of a conversation: what a rule wants to happen later. They are rows; the sweep finds the due ones, and each has
 * its effect once. To add one: a kind here, a rule in a file of its own, and an entry in the table.
 */

import type { ConversationSnapshot, Effect } from './conversation.ts'
import { onDraftDue } from './copilot/draft-clock.ts'
import { expireOffer } from './handoff/offer.ts'
import { alertUnclaimed, offerAi, offerHandback, remindHuman, resumeUnclaimed } from './handoff/reminders.ts'
import { eraseDue } from './memory/forgetting.ts'
import { sendReceipt } from './memory/receipt.ts'
import { remindOfAi } from './safety/ai-reminder.ts'
import { onFollowUp } from './safety/closing.ts'
import { onCallDue, onStepDue } from './safety/episode.ts'

/** A conversation has at most one timer of each kind: setting it again moves it. */
export type TimerKind =
  | 'ai_reminder'
  | 'alert_unclaimed'
  | 'resume_unclaimed'
  | 'remind_human'
  | 'offer_ai'
  | 'offer_handback'
  | 'offer_expires'
  | 'draft_due'
  | 'crisis_step'
  | 'crisis_call'
  | 'crisis_followup'
  | 'receipt'
  | 'erase'

/** Ids, counts and words of kind; never what anyone wrote. */
export type TimerData = Record<string, string | number | boolean>

export type Timer = { kind: TimerKind; dueAt: Date; data: TimerData }

/**
 * What happens when a timer's time has come: it is gone by then, and the snapshot shows those that are left. The rule
 * looks whether its reason still holds; it may set itself again.
 */
export type TimerRule = (s: ConversationSnapshot, timer: Timer, deps: TimerDeps) => Effect[]
export type TimerDeps = { now: Date; nextId: () => string }

export const timerRules: Readonly<Record<TimerKind, TimerRule>> = {
  ai_reminder: remindOfAi,
  alert_unclaimed: alertUnclaimed,
  resume_unclaimed: resumeUnclaimed,
  remind_human: remindHuman,
  offer_ai: offerAi,
  offer_handback: offerHandback,
  offer_expires: expireOffer,
  draft_due: onDraftDue,
  crisis_step: onStepDue,
  crisis_call: onCallDue,
  crisis_followup: onFollowUp,
  receipt: sendReceipt,
  erase: eraseDue,
}
