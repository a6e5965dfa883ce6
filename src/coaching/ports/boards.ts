/** What the core asks of the coach's board and cards. */
import type { CardFacts, Need, TopicIcon } from '../board.ts'
import type { WakeUp } from '../ports.ts'

/** How a coach's board and cards are written: the group is where their links lead. */
export type BoardStyle = { language: string; timezone: string; groupChatId: number | undefined; groupIsForum: boolean }

/** Who needs the coach, most urgent first. */
export type BoardView = BoardStyle & {
  now: Date
  needs: Need[]
  /** The model refuses the coach's key: since when, and how many wait. */
  deadKey: { since: Date; waiting: number } | undefined
}

/** A change of what the coach's group shows, taken under a lease: one at a time for each coach. */
export type BoardWork = { coachId: string; leaseId: string; groupChatId: number } & (
  | { kind: 'board'; view: BoardView; message: { chatId: number; messageId: number } | undefined }
  | { kind: 'card'; conversationId: string; facts: CardFacts; style: BoardStyle; messageId: number }
  | { kind: 'icon'; conversationId: string; icon: TopicIcon; topicId: number }
)

/** `lost`: the message that was to be edited is not there any more, or cannot be changed and is over. */
export type BoardOutcome = { kind: 'shown' | 'lost' | 'refused' } | { kind: 'later'; afterMs: number }

export interface Boards {
  /** What is true now, for whoever asks. */
  view(coachId: string): Promise<BoardView>
  /** Takes the next change that is due, the board before the cards; its pace is kept. */
  claim(coachId: string): Promise<{ work: BoardWork | undefined; wakeUps: WakeUp[] }>
  /** A new board has reached Telegram: from now on it is the one that is edited. */
  recordSent(work: BoardWork, chatId: number, messageId: number): Promise<void>
  record(work: BoardWork, outcome: BoardOutcome): Promise<void>
}
