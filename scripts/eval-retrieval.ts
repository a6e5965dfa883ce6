/**
 * How well questions find what answers them:
 *
 *     npm run eval:retrieval -- --data DIR [--json] [--part held-out|tune|all] [--embeddings offline|openai]
 *
 * The product's own way (cut, embed, store, search, choose passages) beside its vectors alone and beside plain BM25, in one run. DIR
 * is a set of questions or a folder of such sets. On the embedded database; on the server of TEST_DATABASE_URL when that is
 * set. Weights were chosen with all questions seen (docs/measurements.md); `tune` and `held-out` are those of even and of odd
 * number, for whoever chooses anew. With `openai` it takes OPENAI_API_KEY, OPENAI_BASE_URL and OPENAI_EMBEDDING_MODEL, and costs money.
 */

import { systemClock } from '../src/clock.ts'
import { createOpenAiEmbeddings } from '../src/llm/embeddings.ts'
import { createOfflineEmbeddings } from '../src/llm/offline/embeddings.ts'
import { type Figure, figure, printReport } from './measure/figures.ts'
import { openLibrary } from './measure/library.ts'
import { type RetrievalSet, readRetrievalSets } from './measure/retrieval-data.ts'
import { budgets, type Measured, measureSet, type Way, ways } from './measure/retrieval-run.ts'
import { readOptions } from './read-options.ts'

const { values: options } = readOptions(
  { command: 'npm run eval:retrieval --', about: 'how well questions find what answers them' },
  {
    data: { type: 'string', about: 'a set of questions, or a folder of sets' },
    json: { type: 'boolean', default: false, about: 'figures for a program to read' },
    part: { type: 'string', default: 'all', oneOf: ['all', 'tune', 'held-out'], about: 'which of the questions' },
    embeddings: { type: 'string', default: 'offline', oneOf: ['offline', 'openai'], about: 'whose vectors' },
  },
)
if (options.data === undefined) {
  console.error('--data is missing: a folder with questions (see --help)')
  process.exit(1)
}

const model =
  options.embeddings === 'offline'
    ? createOfflineEmbeddings()
    : createOpenAiEmbeddings({
        apiKey: process.env['OPENAI_API_KEY'],
        baseUrl: process.env['OPENAI_BASE_URL'],
        model: process.env['OPENAI_EMBEDDING_MODEL'] ?? 'text-embedding-3-small',
        clock: systemClock,
        allowPrivateHosts: true,
      })
const library = await openLibrary({ isOnServer: process.env['TEST_DATABASE_URL'] !== undefined })
const measured: { set: RetrievalSet; scores: Record<Way, Measured> }[] = []
try {
  for (const set of readRetrievalSets(options.data)) {
    const questions = set.questions.filter(
      (_, at) => options.part === 'all' || (at % 2 === 0) === (options.part === 'tune'),
    )
    console.error(`${set.name}: ${set.documents.length} documents, ${questions.length} questions ...`)
    measured.push({ set, scores: await measureSet({ library, model, set, questions }) })
  }
} finally {
  await library.close()
}
printReport('eval:retrieval', [...measured.flatMap(rowsOf), ...meansOf()], { json: options.json })

type Read = (scores: Measured) => number
/** In hundredths, "points"; what the goals are about. */
function judged(): [string, Read][] {
  return [
    ['recall@5', ({ recallAt5 }) => recallAt5 * 100],
    ['nDCG@10', ({ ndcgAt10 }) => ndcgAt10 * 100],
    ['MRR@10', ({ mrrAt10 }) => mrrAt10 * 100],
  ]
}

function rowsOf({ set, scores }: { set: RetrievalSet; scores: Record<Way, Measured> }): Figure[] {
  const { hybrid, 'plain BM25': plain, 'vectors alone': vectors } = scores
  const goals = judged().map(([name, read]) => {
    const best = Math.max(read(plain), read(vectors))
    return figure(`${set.name}: ${name}, hybrid over the better of the two alone`, read(hybrid) - best, 'points', {
      atLeast: -0.5,
    })
  })
  const shown = ways.flatMap((way) => [
    ...judged().map(([name, read]) => figure(`${set.name}: ${name}, ${way}`, read(scores[way]), 'points')),
    ...(scores[way].iou === undefined
      ? []
      : [figure(`${set.name}: IoU@5, ${way}`, (scores[way].iou ?? 0) * 100, 'points')]),
    figure(`${set.name}: prompt tokens of the first 5, ${way}`, scores[way].promptTokens, 'tokens'),
    ...budgets.map((budget, at) =>
      figure(
        `${set.name}: recall within ${budget} tokens, ${way}`,
        (scores[way].recallWithin[at] ?? 0) * 100,
        'points',
      ),
    ),
  ])
  const within = budgets.indexOf(1200)
  const budgetGoal =
    hybrid.iou === undefined
      ? []
      : [
          figure(
            `${set.name}: recall within 1200 tokens, hybrid, against the first 5 pieces of plain BM25`,
            (hybrid.recallWithin[within] ?? 0) * 100,
            'points',
            { against: plain.recallAt5 * 100, atLeast: 1 },
          ),
        ]
  return [...shown, ...goals, ...budgetGoal]
}

/** Over the sets, each counting the same. */
function meansOf(): Figure[] {
  return judged().map(([name, read]) => {
    const over = (way: Way) => measured.reduce((sum, { scores }) => sum + read(scores[way]), 0) / measured.length
    return figure(`mean of the sets: ${name}, hybrid against plain BM25`, over('hybrid'), 'points', {
      against: over('plain BM25'),
      atLeast: 1.04,
    })
  })
}
