/** Layer 2 of the memory: sessions, runs of messages with gaps under 30 minutes, and what is kept of each. */
import type { StoredMessage } from '../ports.ts'

/** A longer silence ends a session. */
export const sessionGapMs = 30 * 60_000
/** One that goes on is summed up at each so many messages. */
export const sessionMessagesAtMost = 20

export type SessionEnd = 'idle' | 'length' | 'goodbye' | 'done' | 'handback'

/** The session under way: it ends then, for that reason, unless somebody writes before. */
export type OpenSession = { endsAt: Date; endsBy: SessionEnd; messages: number }

/** What the memory looks at of a message. */
export type SessionMessage = Pick<
  StoredMessage,
  'id' | 'seq' | 'senderType' | 'senderName' | 'kind' | 'content' | 'metadata' | 'sentAt'
>

export type ActionItem = { text: string; dueOn: string | null }

/** What impressed: the message is one of the session's. */
export type SessionBreakthrough = { description: string; impact: string; messageId: string }

/** What a model says of a session; message count, start and end are counted. */
export type SessionSummary = {
  /** At most 200 words. */
  summary: string
  topics: string[]
  insights: string[]
  actionItems: ActionItem[]
  emotionalState: string
  breakthroughs: SessionBreakthrough[]
  /** What the human did there that worked. */
  coachInterventions: string[]
}

export type Session = {
  id: string
  clientId: string
  fromSeq: number
  toSeq: number
  startedAt: Date
  endedAt: Date
  messageCount: number
  endedBy: SessionEnd
  /** Undefined until it has been summed up. */
  summary: SessionSummary | undefined
}

/** A session that is over: which messages it was. */
export type EndedSession = Pick<Session, 'fromSeq' | 'toSeq' | 'startedAt' | 'endedAt' | 'messageCount' | 'endedBy'>

type Said = Pick<SessionMessage, 'seq' | 'senderType' | 'sentAt'>

/**
 * Cuts what was said since the last session into sessions, wherever it was that nobody looked: what came late, while nothing
 * ran, is still a session of its own.
 *
 * @param messages oldest first, those of no session yet
 * @param open what is known of the session under way
 * @returns the sessions that are over, and what goes on; without a message of the client's nothing is a session yet
 */
export function cutSessions(
  messages: readonly Said[],
  { endsAt, endsBy }: Pick<OpenSession, 'endsAt' | 'endsBy'>,
  now: Date,
): { ended: EndedSession[]; open: OpenSession | undefined } {
  const ended: EndedSession[] = []
  let run: Said[] = []
  for (const message of messages) {
    const end = run.some(isClients) ? endBefore(message, run, { endsAt, endsBy }) : undefined
    if (end) close(end)
    run.push(message)
    if (run.length >= sessionMessagesAtMost && run.some(isClients)) close('length')
  }
  const last = run.at(-1)
  if (!last) return { ended, open: undefined }
  const silentFrom = new Date(last.sentAt.getTime() + sessionGapMs)
  const isDue = endsAt <= now && last.sentAt <= endsAt
  if (run.some(isClients) && (isDue || silentFrom <= now)) close(isDue ? endsBy : 'idle')
  const goesOn = run.some(isClients) && { messages: run.length, endsAt: silentFrom, endsBy: 'idle' as const }
  return { ended, open: goesOn || undefined }

  function close(endedBy: SessionEnd): void {
    const [first] = run
    const final = run.at(-1)
    if (!first || !final) return
    ended.push({
      ...{ fromSeq: first.seq, toSeq: final.seq, startedAt: first.sentAt, endedAt: final.sentAt },
      ...{ messageCount: run.length, endedBy },
    })
    run = []
  }
}

/** The AI begins no session: what it says answers what was said, however long that took. */
function endBefore(message: Said, run: readonly Said[], { endsAt, endsBy }: Pick<OpenSession, 'endsAt' | 'endsBy'>) {
  const before = run.at(-1)
  if (!before) return undefined
  if (before.sentAt <= endsAt && message.sentAt > endsAt) return endsBy
  const gapMs = message.sentAt.getTime() - before.sentAt.getTime()
  return message.senderType !== 'ai' && gapMs >= sessionGapMs ? ('idle' as const) : undefined
}

function isClients({ senderType }: Said): boolean {
  return senderType === 'client'
}
