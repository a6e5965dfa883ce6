/** How a turn is decided: what the model is told, how it is asked, and what is checked before anyone reads it. */
import type { Logger } from 'pino'
import { createAnswerChecked } from '../coaching/checked-answer.ts'
import { createGatherContext, createLookUp } from '../coaching/context.ts'
import { createJudgeTurn } from '../coaching/handoff/judge-turn.ts'
import { handoffLexicons } from '../coaching/handoff/lexicons.ts'
import { createReadSignals, type ReadSignals } from '../coaching/handoff/word-signals.ts'
import { createConsult } from '../coaching/knowledge/consult.ts'
import type { KnowledgeModels } from '../coaching/knowledge/ports.ts'
import { createEmbedQuestion } from '../coaching/knowledge/question-vector.ts'
import type { Reindex } from '../coaching/knowledge/reindex.ts'
import { createChunkSearch } from '../coaching/knowledge/search.ts'
import { createReadLearned } from '../coaching/learning/read-learned.ts'
import { createLookAhead } from '../coaching/look-ahead.ts'
import { createRecall } from '../coaching/memory/recall/recall.ts'
import type { Clock, Conversations, Ids, Models, ShowTyping } from '../coaching/ports.ts'
import { createReplyCheck } from '../coaching/reply-check/check-reply.ts'
import { replyRules } from '../coaching/reply-check/languages.ts'
import type { Doors } from '../db/doors.ts'
import { createAmendments } from '../db/exceptions.ts'
import { createKnowledgeSearch } from '../db/knowledge-search.ts'
import { createLearnedReader } from '../db/learned.ts'
import { createMemory } from '../db/memory.ts'
import { createRecallSearch } from '../db/recall-search.ts'
import type { Waker } from '../jobs/wake.ts'
import type { Texts } from '../locales/texts.ts'

type Deps = {
  doors: Doors
  clock: Clock
  ids: Ids
  log: Logger
  conversations: Pick<Conversations, 'peekTurn' | 'change'>
  inBackground: Waker['inBackground']
  models: Models
  embeddingsFor: KnowledgeModels['embeddingsFor']
  servingModel: Reindex['servingModel']
  texts: Texts
  showTyping: ShowTyping
  budgetTokens: number
  /** Made already: compiling every phrase takes a tenth of a second. */
  readSignals: ReadSignals | undefined
}

export function wireAnswering({
  doors,
  clock,
  ids,
  log,
  conversations,
  inBackground,
  models,
  embeddingsFor,
  servingModel,
  texts,
  showTyping,
  budgetTokens,
  readSignals,
}: Deps) {
  const judgeTurn = createJudgeTurn(readSignals ?? createReadSignals(handoffLexicons))
  const recall = createRecall({ search: createRecallSearch({ doors }), embeddingsFor, clock })
  const { findChunks } = createChunkSearch({ search: createKnowledgeSearch({ doors }), servingModel })
  const consult = createConsult({ findChunks, amendments: createAmendments({ doors }) })
  const readLearned = createReadLearned({
    learned: createLearnedReader({ doors }),
    embedQuestion: createEmbedQuestion({ modelFor: embeddingsFor }),
  })
  const asking = {
    models,
    answerChecked: createAnswerChecked({ check: createReplyCheck(replyRules), clock }),
    noAnswer: (coach: string, language: string) => texts.render(language, 'knowledge-no-answer', { coach }),
  }

  const lookUp = createLookUp({ recall, consult })
  const lookAhead = createLookAhead({ conversations, models, lookUp, inBackground, clock, ids, log })

  return {
    judgeTurn,
    lookAhead,
    recall,
    findChunks,
    readLearned,
    /** A question that nobody asked in a conversation. */
    answering: { ...asking, consult },
    /** A client's turn, and a coach's who tries it out. */
    deciding: {
      ...asking,
      gatherContext: createGatherContext({
        memory: createMemory({ doors }),
        ...{ readLearned, lookUp, lookAhead, clock, budgetTokens },
      }),
      ...{ judgeTurn, showTyping, log },
    },
  }
}
