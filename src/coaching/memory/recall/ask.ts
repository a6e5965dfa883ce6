/** The team asks what a client has said: `/recall` in the client's topic. */
import type { ConversationSnapshot } from '../../conversation.ts'
import type { Conversations, Ids } from '../../ports.ts'
import type { CatchUp } from './keep.ts'
import type { Recall, RecallFrame, Recollection } from './recollection.ts'

/** As many as one message shows, and as somebody reads to the end. */
const shownAtMost = 6
/** What is less close than this share of the closest only fills the message. */
const closeEnough = 0.35

type Deps = {
  recall: Recall
  /** Nobody has the last minute in a prompt of theirs: it is made recallable before it is searched. */
  catchUp: CatchUp
  conversations: Pick<Conversations, 'change'>
  ids: Ids
}
export type AskMemory = (asked: { coachId: string; conversationId: string; question: string }) => Promise<{
  client: string
  /** Best first. */
  found: Recollection[]
  isAnswered: boolean
}>

export function createAskMemory({ recall, catchUp, conversations, ids }: Deps): AskMemory {
  return async function askMemory({ coachId, conversationId, question }) {
    const address = { coachId, conversationId }
    const changed = await conversations.change(address, undefined, (s) => ({ effects: [], result: whoIsAsked(s) }))
    if (!changed) return { client: '', found: [], isAnswered: false }
    const { clientId, frame } = changed.result
    await catchUp({ coachId, clientId })
    const { found, isAnswered, usage } = await recall({ coachId, clientId, frame, query: question, limit: shownAtMost })
    if (usage)
      await conversations.change(address, undefined, () => ({
        effects: [{ kind: 'record_usage', id: ids.next(), purpose: 'recall', usage }],
        result: undefined,
      }))
    const closest = found[0]?.relevance ?? 0
    return {
      client: frame.client,
      found: found.filter(({ relevance }) => relevance >= closest * closeEnough),
      isAnswered,
    }
  }
}

function whoIsAsked({ client, coach, team }: ConversationSnapshot): { clientId: string; frame: RecallFrame } {
  return {
    clientId: client.id,
    frame: {
      client: client.displayName,
      team: [coach.displayName, ...team.map(({ displayName }) => displayName)],
      timezone: client.timezone === 'UTC' ? coach.timezone : client.timezone,
    },
  }
}
