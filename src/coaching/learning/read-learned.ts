/** What is known of how the coach works, read for what a client has said: by its words, its meaning and the kind of situation. */
import type { Spent } from '../checked-answer.ts'
import { countPlaces } from '../knowledge/bm25.ts'
import type { AskedVectors, EmbedQuestion } from '../knowledge/question-vector.ts'
import { stemsOf } from '../knowledge/words.ts'
import type { Learned, LearnedReader } from './ports.ts'
import { situationOf } from './situation-of.ts'

type Asked = {
  coachId: string
  clientId: string
  /** What the client has said, and the same as its vector is made of. */
  query: string
  text: string
  /** What has been embedded for the same turn, and what that cost. */
  asked: AskedVectors
  spent: Pick<Spent[], 'push'>
  whole?: boolean
}

export type ReadLearned = (asked: Asked) => Promise<Learned>

type Deps = { learned: LearnedReader; embedQuestion: EmbedQuestion }

/** Without a vector by words and situation alone. */
export function createReadLearned({ learned, embedQuestion }: Deps): ReadLearned {
  return async function readLearned({ coachId, clientId, query, text, asked, spent, whole = false }) {
    const stems = stemsOf(query)
    const embedded = stems.length > 0 ? await embedQuestion({ text, coachId, asked }) : undefined
    if (embedded?.usage) spent.push({ purpose: 'examples', usage: embedded.usage })
    return learned.read(coachId, clientId, {
      ...{ words: countPlaces(stems), situation: situationOf(query), whole },
      ...(embedded && { meaning: { vector: embedded.vector, model: embedded.model } }),
    })
  }
}
