/** What a coach does about their practice: signing up, a method, a key, invitations. */
import { createHash, randomBytes } from 'node:crypto'
import type { AiUnavailableReason } from './errors.ts'
import { tryKey } from './key-check.ts'
import type { Person, Practices, Question, SecretBox } from './ports/practices.ts'
import type { ChatModel, Clock, MemberAddress } from './ports.ts'

const coachLinkLifeMs = 24 * 3_600_000
const questionLifeMs = 15 * 60_000
/** What nobody answers off the cuff: nothing that is done here in passing looks like an answer to it. */
const longQuestionLifeMs = 60 * 60_000
export const methodLength = 8_000

/** What a start link's code is for: a prefix tells a coach's one-time link from a client's invitation. */
const coachPrefix = 'coach-'

export type KeyResult =
  | { kind: 'saved'; last4: string }
  | { kind: 'refused'; why: AiUnavailableReason }
  | { kind: 'no_secrets_key' }

type Deps = {
  practices: Practices
  /** A key works: clients who waited only for want of one are answered. */
  answerThoseWaiting: (member: MemberAddress) => Promise<void>
  /** Documents for which only a key was missing are read. */
  readWhatWaits: (coachId: string) => Promise<void>
  /** Undefined when the operator has set no SECRETS_KEY: no key is accepted then. */
  secretBox: SecretBox | undefined
  /** A model opened with a key that is being tried. */
  openModel: (apiKey: string) => ChatModel
  clock: Clock
}

export function createPractice({ practices, answerThoseWaiting, readWhatWaits, secretBox, openModel, clock }: Deps) {
  return {
    /** A fresh one-time code by which a person becomes a coach; valid for a day, and replaces an unused one. */
    async makeCoachCode(): Promise<string> {
      const code = coachPrefix + newCode()
      await practices.addCoachLink(hash(code), new Date(clock.now().getTime() + coachLinkLifeMs))
      return code
    },

    isCoachCode: (code: string) => code.startsWith(coachPrefix),

    signUp: (code: string, person: Person) => practices.signUpCoach(hash(code), person),

    async ask(member: MemberAddress, question: Question): Promise<void> {
      const lifeMs = question.startsWith('cold:') ? longQuestionLifeMs : questionLifeMs
      const until = new Date(clock.now().getTime() + lifeMs)
      await practices.ask(member.coachId, member.member.telegramUserId, question, until)
    },

    /** Tests the key by a real call, and only then keeps it, encrypted. */
    async setKey(member: MemberAddress, key: string): Promise<KeyResult> {
      if (!secretBox) return { kind: 'no_secrets_key' }
      const why = await tryKey(openModel(key))
      if (why) return { kind: 'refused', why }
      const last4 = key.slice(-4)
      await practices.setKey(member.coachId, secretBox.seal(key, member.coachId), last4, member.member.id)
      await answerThoseWaiting(member)
      await readWhatWaits(member.coachId)
      return { kind: 'saved', last4 }
    },
  }
}

export type PracticeService = ReturnType<typeof createPractice>

/** 96 random bits, fit for a deep link. */
export function newCode(): string {
  return randomBytes(12).toString('base64url')
}

function hash(code: string): string {
  return createHash('sha256').update(code).digest('hex')
}
