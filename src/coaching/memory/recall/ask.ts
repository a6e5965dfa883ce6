/** The team asks what a client has said: `/recall` in the client's topic. */
import type { Conversations, Ids } from '../../ports.ts'
import type { Recall, Recollection } from './recollection.ts'

/** As many as one message shows, and as somebody reads to the end. */
const shownAtMost = 6
/** What is less close than this share of the closest only fills the message. */
const closeEnough = 0.35

type Deps = { recall: Recall; conversations: Pick<Conversations, 'change'>; ids: Ids }
export type AskMemory = (asked: { coachId: string; conversationId: string; question: string }) => Promise<{
  client: string
  /** Best first. */
  found: Recollection[]
  isAnswered: boolean
}>

export function createAskMemory({ recall, conversations, ids }: Deps): AskMemory {
  return async function askMemory({ coachId, conversationId, question }) {
    const address = { coachId, conversationId }
    const changed = await conversations.change(address, undefined, ({ client }) => ({ effects: [], result: client }))
    if (!changed) return { client: '', found: [], isAnswered: false }
    const { id: clientId, displayName: client } = changed.result
    const { found, isAnswered, usage } = await recall({ coachId, clientId, query: question, limit: shownAtMost })
    if (usage)
      await conversations.change(address, undefined, () => ({
        effects: [{ kind: 'record_usage', id: ids.next(), purpose: 'recall', usage }],
        result: undefined,
      }))
    const closest = found[0]?.relevance ?? 0
    return { client, found: found.filter(({ relevance }) => relevance >= closest * closeEnough), isAnswered }
  }
}
