/** What is to be sent: the vocabulary of the outbox. Texts are keys and parameters; the edge renders them. */

/** person: someone of the team in private. operator, pager: whoever runs the place, where that is configured. */
export type DeliveryTarget = 'client' | 'topic' | 'coach' | 'person' | 'operator' | 'pager'
export type DeliveryStatus = 'pending' | 'sending' | 'sent' | 'failed' | 'cancelled'

/** Who goes first: a crisis, what a client is owed, alerts to the coach, and mirrors last. */
export const lanes = { crisis: 0, client: 1, alert: 2, mirror: 3 } as const
export type Lane = keyof typeof lanes

export type TextParams = Record<string, string | number>

/** A text of ours by its key. */
export type TextLine = { key: string; params?: TextParams }

/** A button's action, resolved by the edge into callback data; ids only. */
export type ButtonAction =
  | 'takeover'
  | 'handback'
  | 'ai_may_answer'
  | 'looked'
  | 'assign'
  | 'unassign'
  | 'send_held'
  | 'send_draft'
  | 'edit_draft'
  | 'reject_draft'
  | 'draft_again'
  | 'suggest'
  | 'another'
  | 'keep_as_note'
  | 'agree'
  | 'decline'
  | 'withdraw_consent'
  | 'offer_yes'
  | 'offer_no'
  | 'keep_ai'
  | 'wait_for_coach'
  | 'crisis_writing'
  | 'crisis_phoning'
  | 'crisis_reached'
  | 'crisis_no_answer'
  | 'crisis_false_alarm'
  | 'crisis_false_alarm_sure'
  | 'crisis_safe_company'
  | 'crisis_safe_care'
  | 'crisis_safe_talked'
  | 'call_line'
  | 'someone_with_me'
  | 'i_am_safe'
  | 'not_safe'
  | 'choose_country'
  | 'memory_show'
  | 'memory_right'
  | 'memory_wrong'
  | 'memory_forget'
  | 'memory_revert'
  | 'learn_keep'
  | 'learn_only_client'
  | 'learn_forget'
  | 'learn_undo'
  | 'teach_not'
  | 'exception_only'
  | 'exception_rule'
  | 'exception_none'
  | 'exception_undo'

/** `subject` is the id of the message, conversation or offer that the action is about. */
export type Button = { key: string; params?: TextParams; action: ButtonAction; subject: string }

export type DeliveryBody =
  /** A message of the conversation, to the client; `mirror`: what the coach is shown once it is there, whatever they have chosen. */
  | { kind: 'message'; mirror?: 'shown_already' | 'always' }
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
      /** Instants (ISO), filled in as words in the reader's language and time zone. */
      times?: Record<string, string>
      buttons?: Button[][]
      loud?: boolean
      /** In the topic, where it stands below the words that it would quote. */
      replyToTelegramMessageId?: number
      quote?: string
      /** The client's words that it is about, before the text. */
      said?: string
      /** Our id of the message that it is about: who answers or reacts to it means that one. */
      about?: string
      /** Instead of a given quote, what the client wrote last. */
      quotesLast?: true
      /** An alert that tells why, to which a briefing may be added: what is known of it, all in one line. */
      why?: TextLine[]
      /** Someone of the team whose phone is to ring for it. */
      mention?: { telegramUserId: number; displayName: string }
      /** With what was said last. */
      recap?: boolean
      /** Telegram's id of the person it is for, where the target is one, or comes to be one since the group takes nothing. */
      to?: number
    }
  /** A text of ours that was sent says something else now, and has lost its buttons, or has others. */
  | {
      kind: 'replace'
      deliveryId: string
      key: string
      params?: TextParams
      quote?: string
      said?: string
      buttons?: Button[][]
    }
  /** A reaction on a message that someone wrote; without an emoji, the bot's is taken back. */
  | { kind: 'reaction'; emoji: string | null; chatId: number; telegramMessageId: number }
  /** A reaction on what the target was shown of a message. */
  | { kind: 'reaction_on_shown'; emoji: string | null; messageId: string }
  /** Adds to an alert, or to an answer to `/brief`, what has been written since. */
  | { kind: 'briefing'; briefingId: string }
  /** What the AI takes from what the coach just did: shown once, and from then on kept as it stands. */
  | { kind: 'moment'; interventionId: string }
  /** What the coach is asked where they have said something else than a document: kept as it stands, too. */
  | { kind: 'exception'; exceptionId: string }
  /** The pinned card that opens a client's topic. */
  | { kind: 'card' }
  /** Takes a sent message back from the client. */
  | { kind: 'unsend'; messageId: string }

export type NewDelivery = {
  /** Given where something is to refer to it; else made when it is stored. */
  id?: string
  target: DeliveryTarget
  lane: Lane
  body: DeliveryBody
  messageId?: string
  isAi?: boolean
  answersSeq?: number
  afterAiSends?: boolean
  notBefore?: Date
}
