/** What the core asks of incidents. */
import type { IncidentView, KeyAfter } from '../incident.ts'

/** Something to do about an incident, taken under a lease: one thing at a time. */
export type IncidentWork = { coachId: string; incidentId: string; leaseId: string } & (
  | {
      kind: 'show'
      view: IncidentView
      message: { chatId: number; messageId: number } | undefined
      /** It has not been said yet. */
      isNew: boolean
      /** How often the key has been tried again. */
      probes: number
      coachTelegramUserId: number
      groupChatId: number | undefined
    }
  | { kind: 'probe' }
  /** Whom it has kept waiting, the longest first. */
  | { kind: 'release'; conversationIds: string[] }
)

/** `lost`: the message that was to be edited is not there any more. */
export type IncidentShown =
  | { kind: 'shown'; message?: { chatId: number; messageId: number } }
  | { kind: 'lost' }
  | { kind: 'later'; afterMs: number }

/** What keeps a coach's clone from answering anyone. */
export interface Incidents {
  /** Takes what is to be done next: clients before messages, messages before another try. */
  claim(coachId: string): Promise<IncidentWork | undefined>
  recordShown(work: IncidentWork, outcome: IncidentShown): Promise<void>
  recordProbe(work: IncidentWork, key: KeyAfter): Promise<void>
  recordReleased(work: IncidentWork): Promise<void>
  /** The coach asks for another try. False when there is nothing open to try. */
  tryAgain(coachId: string, incidentId: string): Promise<boolean>
}
