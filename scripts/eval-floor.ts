/**
 * From when on a chunk is about a question: `npm run eval:floor -- --data DIR [--questions 60] [--seed 1] [--json] [--embeddings offline|openai]`.
 *
 * Each set of questions under DIR (of a set of long documents, each document) is a coach. Their own questions must still find what
 * answers them; those of all the others must find nothing. With the model's own floor, with others for all
 * coaches, and with such as follow from each coach's own chunks (docs/decisions/0028-one-floor-for-all.md). On the server of TEST_DATABASE_URL when that is set; with `openai` it takes
 * OPENAI_API_KEY, OPENAI_BASE_URL and OPENAI_EMBEDDING_MODEL, and costs money.
 */
import { systemClock } from '../src/clock.ts'
import { createOpenAiEmbeddings } from '../src/llm/embeddings.ts'
import { createOfflineEmbeddings } from '../src/llm/offline/embeddings.ts'
import { createRandom, type Figure, figure, printReport, wholeNumber } from './measure/figures.ts'
import { coachesIn, floorWays, type MeasuredCoach, measureCoach, ownFloorOf } from './measure/floor-run.ts'
import { openLibrary } from './measure/library.ts'
import { readRetrievalSets } from './measure/retrieval-data.ts'
import { readOptions } from './read-options.ts'

const { values: options } = readOptions(
  { command: 'npm run eval:floor --', about: 'from when on a chunk is about a question' },
  {
    data: { type: 'string', about: 'a set of questions, or a folder of sets' },
    questions: {
      type: 'string',
      default: '60',
      atLeast: 10,
      about: 'at most, of each coach, to themselves and to all others',
    },
    seed: { type: 'string', default: '1', atLeast: 0, about: 'what everything random follows from' },
    json: { type: 'boolean', default: false, about: 'figures for a program to read' },
    embeddings: { type: 'string', default: 'offline', oneOf: ['offline', 'openai'], about: 'whose vectors' },
  },
)
if (options.data === undefined) {
  console.error('--data is missing: a folder with questions (see --help)')
  process.exit(1)
}
const asked = wholeNumber('questions', options.questions)
const seed = wholeNumber('seed', options.seed, { atLeast: 0 })
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
/** For all coaches alike, beside the model's own: what measuring for each is to be better than. */
const beside = [-0.02, 0, 0.01, 0.02, 0.03, 0.04, 0.06]

const random = createRandom(seed)
const sets = coachesIn(readRetrievalSets(options.data)).map((set) => ({
  ...set,
  questions: some(set.questions, asked),
}))
const library = await openLibrary({ isOnServer: process.env['TEST_DATABASE_URL'] !== undefined })
const coaches: MeasuredCoach[] = []
try {
  for (const set of sets) {
    console.error(`${set.name}: ${set.documents.length} documents, ${set.questions.length} questions ...`)
    const others = sets.filter(({ name }) => name !== set.name).flatMap(({ questions }) => questions)
    coaches.push(await measureCoach({ library, model, set, unrelated: some(others, asked) }))
  }
} finally {
  await library.close()
}
const own = ownFloorOf(model)
printReport('eval:floor', [...coaches.flatMap(ofCoach), ...overAll()], { json: options.json, seed })

function ofCoach(coach: MeasuredCoach): Figure[] {
  const { name, chunks, floors } = coach
  return [
    figure(`${name}: chunks`, chunks, 'chunks'),
    figure(`${name}: own questions that keep an answer, model's own floor`, coach.kept(own) * 100, '%'),
    figure(`${name}: others' questions that find anything, model's own floor`, coach.wronglyFound(own) * 100, '%'),
    ...floorWays.flatMap((way) => [
      figure(`${name}: floor by ${way}`, floors[way], 'cosine'),
      figure(`${name}: own questions that keep an answer, by ${way}`, coach.kept(floors[way]) * 100, '%'),
      figure(`${name}: others' questions that find anything, by ${way}`, coach.wronglyFound(floors[way]) * 100, '%'),
    ]),
  ]
}

function overAll(): Figure[] {
  const rows = (name: string, floorOf: (coach: MeasuredCoach) => number) => {
    const kept = coaches.map((coach) => coach.kept(floorOf(coach)) * 100)
    const wrong = coaches.map((coach) => coach.wronglyFound(floorOf(coach)) * 100)
    const mean = (all: readonly number[]) => all.reduce((sum, one) => sum + one, 0) / all.length
    return [
      figure(`${name}: own questions that keep an answer, mean`, mean(kept), '%'),
      figure(`${name}: of the coach with the fewest`, Math.min(...kept), '%'),
      figure(`${name}: others' questions that find anything, mean`, mean(wrong), '%'),
      figure(`${name}: of the coach with the most`, Math.max(...wrong), '%'),
    ]
  }
  return [
    ...beside.flatMap((more) => rows(`${(own + more).toFixed(2)} for all`, () => own + more)),
    ...floorWays.flatMap((way) => rows(`for each by ${way}`, ({ floors }) => floors[way])),
  ]
}

/** In an order that follows from the seed. */
function some<T>(all: readonly T[], count: number): T[] {
  const keyed = all.map((one) => ({ one, key: random() }))
  return keyed
    .sort((left, right) => left.key - right.key)
    .slice(0, count)
    .map(({ one }) => one)
}
