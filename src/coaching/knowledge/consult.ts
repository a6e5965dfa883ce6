/** Looks up in the coach's documents what the client has just said. */
import type { Spent } from '../checked-answer.ts'
import { ownWords } from '../handoff/word-signals.ts'
import type { Lookups } from '../lookups.ts'
import { openMessages } from '../open-messages.ts'
import type { ClaimedTurn } from '../ports.ts'
import { type Amendments, amend } from './amend.ts'
import { type Material, noMaterial } from './material.ts'
import { selectPassages } from './passages.ts'
import type { FoundChunks, SearchRequest } from './search.ts'
import { readQuestion } from './words.ts'

/** Of the prompt's budget (DESIGN 7): a passage fits that answers a question, and its neighbours. */
const passageTokens = 1_200
const chunksAtMost = 8
/** "And then?" is looked for with what was said before it; what says more is not diluted by that. */
const wordsThatSuffice = 3
const earlierMessages = 3

type Deps = { findChunks: (request: SearchRequest) => Promise<FoundChunks>; amendments: Amendments }
export type Consult = (
  turn: Pick<ClaimedTurn, 'coachId' | 'hasDocuments' | 'messages' | 'dealtWithUpToSeq'> & { clientId?: string },
  spent: Pick<Spent[], 'push'>,
  lookups?: Lookups,
) => Promise<Material>

export function createConsult({ findChunks, amendments }: Deps): Consult {
  return async function consult(turn, spent, lookups) {
    if (!turn.hasDocuments) return noMaterial
    const query = queryOf(turn)
    if (readQuestion(query).length === 0) return noMaterial
    const { coachId, clientId } = turn
    const [{ chunks, usage }, amended] = await Promise.all([
      findChunks({ query, coachId, topK: chunksAtMost, ...(lookups && { lookups }) }),
      amendments.list(coachId, clientId),
    ])
    if (usage) spent.push({ purpose: 'search', usage })
    const passages = amend(selectPassages(chunks, passageTokens), amended)
    return { passages: passages.map((passage, at) => ({ ...passage, id: `p${at + 1}` })), wasAsked: true }
  }
}

/** The client's last messages, not the newest alone: all that is unanswered, and what came before while that says little. */
export function queryOf(turn: Pick<ClaimedTurn, 'messages' | 'dealtWithUpToSeq'>): string {
  const open = openMessages(turn)
  const asked = ownWords(open)
  const words = new Set(readQuestion(asked).map(({ word }) => word))
  if (words.size >= wordsThatSuffice) return asked
  const earlier = turn.messages
    .slice(0, turn.messages.length - open.length)
    .filter(({ senderType }) => senderType === 'client')
    .slice(-earlierMessages)
  return [ownWords(earlier), asked].filter(Boolean).join('\n')
}
