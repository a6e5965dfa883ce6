/** What the core asks of practices: coaches with their settings, keys, groups and texts. */
import type { CoachMode, Reminders } from '../coach.ts'
import type { Member } from '../conversation.ts'
import type { CopilotSetting } from '../copilot/setting.ts'
import type { ReminderPreset } from '../handoff/reminder-presets.ts'
import type { CoachRule, CoachRuleAction } from '../handoff/rules.ts'
import type { Sensitivity, SensitivityChange } from '../handoff/sensitivity.ts'
import type { WeeklyHours } from '../hours.ts'
import type { KnowledgeSetting } from '../knowledge/setting.ts'
import type { LearningSetting } from '../learning/setting.ts'
import type { LifecycleKey } from '../lifecycle.ts'
import type { MirrorDensity } from '../mirrors.ts'
import type { ClientAddress, WakeUp } from '../ports.ts'

export type Person = { telegramUserId: number; displayName: string; language: string; username?: string }

/** What a coach sets of their practice. */
export interface PracticeSettings {
  setMethod(coachId: string, methodology: string, by: string): Promise<void>
  /** How much of what the AI deals with the coach wants to see. */
  setMirrors(coachId: string, mirrors: MirrorDensity, by: string): Promise<void>
  /** How the documents are used in answers; what is undefined in it is back to its default. */
  changeKnowledge(coachId: string, patch: Partial<KnowledgeSetting>, by: string): Promise<void>
  /** When clients may expect the coach; undefined: at any time. */
  setHours(coachId: string, hours: WeeklyHours | undefined, by: string): Promise<void>
  setTimezone(coachId: string, timezone: string, by: string): Promise<void>
  /** Whose help lines clients see who have not said where they are: ISO 3166, two letters. */
  setCountry(coachId: string, country: string, by: string): Promise<void>
  /** The minutes at once, or who hands back. */
  setReminders(
    coachId: string,
    change: { preset: ReminderPreset } | { handsBackItself: boolean },
    by: string,
  ): Promise<void>
  /** @returns the rule it is about; undefined when there is none, or no room for one more */
  changeRules(coachId: string, change: RuleChange, by: string): Promise<CoachRule | undefined>
  /** @returns how all was before, and is now */
  setSensitivity(
    coachId: string,
    change: SensitivityChange,
    by: string,
  ): Promise<{ before: Sensitivity; now: Sensitivity }>
  /** Are clients asked whether what was noted of them is right? */
  setReceipts(coachId: string, receipts: boolean, by: string): Promise<void>
  /** Is what they say nothing of used after a week, and do they share counts? */
  setLearning(coachId: string, setting: Partial<LearningSetting>, by: string): Promise<void>
  /** Does every reply wait for the coach, how long, what then, and when may the AI send alone? */
  setCopilot(coachId: string, change: { isOn: boolean } | Partial<CopilotSetting>, by: string): Promise<void>
}

/** The group of a practice, and the team there. */
export interface PracticeGroups {
  /** @returns false when another coach has that group */
  linkGroup(
    coachId: string,
    chatId: number,
    isForum: boolean,
    by: string,
  ): Promise<{ linked: boolean; wakeUps: WakeUp[] }>
  /** The group became a supergroup: same group, new id. */
  migrateGroup(oldChatId: number, newChatId: number): Promise<void>
  /** @returns what wakes the alerts that go to the coach in private now */
  unlinkGroup(chatId: number): Promise<WakeUp[]>
  addMember(coachId: string, person: Person, by: string): Promise<Member>
  /** Clients who were theirs are nobody's in particular: alerts are the coach's again. */
  unassignMember(coachId: string, telegramUserId: number): Promise<WakeUp[]>
}

/** A coach's practice: who they are, their invitations, their key, and all that is set of it. */
export interface Practices extends PracticeSettings, PracticeGroups {
  /** Keeps the hash of a fresh one-time link by which a person becomes a coach. */
  addCoachLink(codeHash: string, expiresAt: Date): Promise<void>
  hasCoach(): Promise<boolean>
  /** Uses the link up and makes the coach, in one transaction. A coach who presses it again stays who they are. */
  signUpCoach(
    codeHash: string,
    person: Person,
  ): Promise<{ kind: 'signed_up' | 'coach_already'; coachId: string } | { kind: 'unknown_link' }>
  /** The client and conversation of an invitation, made on first use; that coach is then the active one in their chat. */
  acceptInvite(code: string, person: Person): Promise<(ClientAddress & { isNew: boolean }) | undefined>
  /** The coach's standing invitation code; made on first use. */
  getInviteCode(coachId: string): Promise<string>
  getPractice(coachId: string): Promise<Practice>
  setKey(coachId: string, key: EncryptedSecret, last4: string, by: string): Promise<void>
  /** The AI is off until there is another: who waited for the key is brought straight to the coach. */
  forgetKey(coachId: string, by: string): Promise<void>
  findKey(coachId: string): Promise<EncryptedSecret | undefined>
  /** Conversations in state `waiting`, the longest first. */
  listWaiting(coachId: string): Promise<string[]>
  /** A person who works in a practice and was being a client is a coach again in their private chat. */
  leaveClientRole(telegramUserId: number): Promise<void>
  ask(coachId: string, telegramUserId: number, question: Question, expiresAt: Date): Promise<void>
  /** The question this person was asked, if it still stands. */
  findQuestion(coachId: string, telegramUserId: number): Promise<Question | undefined>
  /** The same; it is gone afterwards. */
  takeQuestion(coachId: string, telegramUserId: number): Promise<Question | undefined>
}

export type RuleChange =
  | { kind: 'add'; rule: CoachRule }
  | { kind: 'set_action'; id: string; action: CoachRuleAction }
  | { kind: 'remove'; id: string }
  /** The one that was removed last, back where it stood. */
  | { kind: 'restore'; id: string }

/**
 * `text:` and which of the texts to clients, in which language (`human-here.de`); `title:` and the document that is renamed;
 * `sample:` and the question that is answered in the coach's own words; `cold:` and the invented situation. `import`: a file.
 */
export type Question =
  | 'method'
  | 'key'
  | 'rule'
  | 'rule_try'
  | `text:${string}`
  | `title:${string}`
  | `sample:${string}`
  | `cold:${string}`
  | 'import'

export type Practice = {
  displayName: string
  methodology: string
  language: string
  keyLast4: string | undefined
  groupChatId: number | undefined
  clients: number
  mirrors: MirrorDensity
  knowledge: KnowledgeSetting
  hours: WeeklyHours | undefined
  rules: readonly CoachRule[]
  reminders: Reminders
  sensitivity: Sensitivity
  timezone: string
  receipts: boolean
  learning: LearningSetting
  mode: CoachMode
  copilot: CopilotSetting
}

export type EncryptedSecret = { ciphertext: Uint8Array; nonce: Uint8Array; keyVersion: number }

/** What a coach says to clients instead of our texts, and what they leave unsaid. */
export interface CoachTexts {
  /** `languages`: what their clients' Telegram speaks, as it says it. */
  list(coachId: string): Promise<{
    own: { key: LifecycleKey; language: string; text: string }[]
    muted: string[]
    languages: string[]
  }>
  /** @param text undefined: ours again */
  set(coachId: string, key: LifecycleKey, language: string, text: string | undefined, by: string): Promise<void>
  /** What it was before the last change. */
  undo(coachId: string, key: LifecycleKey, language: string, by: string): Promise<void>
  setMuted(coachId: string, key: LifecycleKey, muted: boolean, by: string): Promise<void>
}

/** Seals secrets at rest; `owner` is bound in, so that one coach's ciphertext is useless in another's row. */
export interface SecretBox {
  seal(secret: string, owner: string): EncryptedSecret
  /** @throws when the ciphertext, its owner or the key is not the one it was sealed with */
  open(sealed: EncryptedSecret, owner: string): string
}
