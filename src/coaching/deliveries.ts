/** What is to be sent: the vocabulary of the outbox. Texts are keys and parameters; the edge renders them. */

export type DeliveryTarget = 'client' | 'topic' | 'coach'
export type DeliveryStatus = 'pending' | 'sending' | 'sent' | 'failed' | 'cancelled'

/** Who goes first: a crisis, what a client is owed, alerts to the coach, and mirrors last. */
export const lanes = { crisis: 0, client: 1, alert: 2, mirror: 3 } as const
export type Lane = keyof typeof lanes

export type TextParams = Record<string, string | number>

/** A button's action, resolved by the edge into callback data; ids only. */
export type ButtonAction =
  | 'takeover'
  | 'handback'
  | 'ai_may_answer'
  | 'send_held'
  | 'keep_as_note'
  | 'agree'
  | 'decline'
  | 'withdraw_consent'

/** `subject` is the id of the message or conversation that the action is about. */
export type Button = { key: string; params?: TextParams; action: ButtonAction; subject: string }

export type DeliveryBody =
  /** A message of the conversation, to the client. */
  | { kind: 'message' }
  /** A message of the conversation, to the coach's topic. */
  | { kind: 'mirror'; loud?: boolean }
  /** The newest messages, for a topic that has not seen them. */
  | { kind: 'recap' }
  /** What was shown of a message changes with it. */
  | { kind: 'edit'; messageId: string }
  /** A text of ours by its key: a notice to the client, an answer or an alert to the coach. */
  | {
      kind: 'text'
      key: string
      params?: TextParams
      buttons?: Button[][]
      loud?: boolean
      replyToTelegramMessageId?: number
      quote?: string
    }
  /** A reaction on a message that someone wrote; without an emoji, the bot's is taken back. */
  | { kind: 'reaction'; emoji: string | null; chatId: number; telegramMessageId: number }
  /** A reaction on what the target was shown of a message. */
  | { kind: 'reaction_on_shown'; emoji: string | null; messageId: string }
  /** The pinned card that opens a client's topic. */
  | { kind: 'card' }
  /** Takes a sent message back from the client. */
  | { kind: 'unsend'; messageId: string }

export type NewDelivery = {
  target: DeliveryTarget
  lane: Lane
  body: DeliveryBody
  messageId?: string
  isAi?: boolean
  answersSeq?: number
  afterAiSends?: boolean
  notBefore?: Date
}
