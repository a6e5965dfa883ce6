/** What rehearses a clone, opened on the database of an installation as the product opens it. */
import { v7 as uuidv7 } from 'uuid'
import { systemClock } from '../../src/clock.ts'
import { createAnswerChecked } from '../../src/coaching/checked-answer.ts'
import { createConsult } from '../../src/coaching/knowledge/consult.ts'
import { createEmbedQuestion } from '../../src/coaching/knowledge/question-vector.ts'
import { createReindex } from '../../src/coaching/knowledge/reindex.ts'
import { createChunkSearch } from '../../src/coaching/knowledge/search.ts'
import { createReadLearned } from '../../src/coaching/learning/read-learned.ts'
import { createRehearseNext, type RehearsalNews } from '../../src/coaching/learning/rehearse.ts'
import { createReplyCheck } from '../../src/coaching/reply-check/check-reply.ts'
import { replyRules } from '../../src/coaching/reply-check/languages.ts'
import { createAmendments } from '../../src/db/exceptions.ts'
import { createKnowledgeIndexes } from '../../src/db/knowledge-indexes.ts'
import { createKnowledgeSearch } from '../../src/db/knowledge-search.ts'
import { createLearnedReader } from '../../src/db/learned.ts'
import { createRehearsals } from '../../src/db/rehearsals.ts'
import { openTexts } from '../../src/locales/texts.ts'
import { createLog } from '../../src/log.ts'
import { openModels } from './models.ts'
import type { Store } from './store.ts'

export function openCloneReplay({ config, doors }: Store, told: (news: RehearsalNews) => void) {
  const clock = systemClock
  const rehearsals = createRehearsals({ doors, clock, ids: { next: () => uuidv7() } })
  const { models, knowledgeModels, hasKey } = openModels({ config, doors }, { offline: true })
  const { openaiBaseUrl, openaiEmbeddingModel, openaiEmbeddingDimensions } = config
  const settings = [openaiBaseUrl, openaiEmbeddingModel, openaiEmbeddingDimensions].join(' ')
  const indexes = createKnowledgeIndexes({ doors, clock, settings })
  const { servingModel } = createReindex({ indexes, models: knowledgeModels })
  const texts = openTexts()
  const rehearseNext = createRehearseNext({
    ...{ rehearsals, models, clock, budgetTokens: config.contextTokens, log: createLog('error') },
    readLearned: createReadLearned({
      learned: createLearnedReader({ doors }),
      embedQuestion: createEmbedQuestion({ modelFor: knowledgeModels.embeddingsFor }),
    }),
    answerChecked: createAnswerChecked({ check: createReplyCheck(replyRules), clock }),
    consult: createConsult({
      ...createChunkSearch({ search: createKnowledgeSearch({ doors }), servingModel }),
      amendments: createAmendments({ doors }),
    }),
    noAnswer: (coach, language) => texts.render(language, 'knowledge-no-answer', { coach }),
    show: async (_, news) => {
      told(news)
      return true
    },
  })
  return { rehearsals, rehearseNext, hasKey }
}
