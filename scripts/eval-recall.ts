/**
 * How well a question finds what was said months ago:
 *
 *     npm run eval:recall -- --data DIR [--json] [--seed 1] [--store embedded|server] [--without beside|author|time|meaning]
 *
 * The product's own way (stored, made recallable by its job, found by its search) beside plain BM25 over single turns, vectors
 * alone and the last turns, in one run; on LoCoMo in DIR (docs/measurements.md) and on a year of one client that is made up
 * here. Weights were chosen on the conversations of even number ("tune"); those of odd number are held out. A question without
 * an answer counts for "nothing is known" and as a category of its own, not in "overall".
 */
import type { RecallWeights } from '../src/coaching/memory/recall/ports.ts'
import { recallWeights } from '../src/coaching/memory/recall/recall.ts'
import { createOfflineEmbeddings } from '../src/llm/offline/embeddings.ts'
import { type Figure, figure, percentile, printReport } from './measure/figures.ts'
import { openLibrary } from './measure/library.ts'
import { type Chat, readLocomo } from './measure/recall-data.ts'
import { type Answered, budgetTokens, measureChat, ranks, type Way, ways } from './measure/recall-run.ts'
import { makeYear } from './measure/recall-year.ts'
import { readOptions } from './read-options.ts'

const { values: options } = readOptions(
  { command: 'npm run eval:recall --', about: 'how well a question finds what was said months ago' },
  {
    data: { type: 'string', about: 'the folder of LoCoMo; without it the year alone is measured' },
    json: { type: 'boolean', default: false, about: 'figures for a program to read' },
    seed: { type: 'string', default: '1', about: 'of the year that is made up' },
    without: {
      type: 'string',
      oneOf: ['beside', 'author', 'time', 'meaning'],
      about: 'one of the things that count left out, to see what it is worth',
    },
    store: {
      type: 'string',
      default: 'embedded',
      oneOf: ['embedded', 'server'],
      about: 'on TEST_DATABASE_URL, or not',
    },
  },
)

type Measured = Record<Way, Answered[]>
const leftOut: Record<string, Partial<RecallWeights>> = {
  beside: { asked: 0, askedAbout: 0, next: 0, near: 0 },
  author: { author: 0 },
  time: { time: 0 },
  meaning: { meaning: 0 },
}
const weights: RecallWeights = { ...recallWeights, ...leftOut[options.without ?? ''] }
const model = createOfflineEmbeddings()
const library = await openLibrary({ isOnServer: options.store === 'server' })
const parts: { name: string; measured: Measured; hasGoals: boolean }[] = []
try {
  const year = await measureAll([makeYear(Number(options.seed))])
  if (options.data !== undefined) {
    const chats = readLocomo(options.data)
    const tuned = await measureAll(chats.filter((_, at) => at % 2 === 0))
    const heldOut = await measureAll(chats.filter((_, at) => at % 2 === 1))
    parts.push({ name: 'LoCoMo', measured: joined(tuned, heldOut), hasGoals: true })
    parts.push({ name: 'LoCoMo, tuned on', measured: tuned, hasGoals: false })
    parts.push({ name: 'LoCoMo, held out', measured: heldOut, hasGoals: true })
  }
  parts.push({ name: 'a made-up year', measured: year, hasGoals: true })
} finally {
  await library.close()
}
printReport('eval:recall', parts.flatMap(rowsOf), { json: options.json, seed: Number(options.seed) })

async function measureAll(chats: readonly Chat[]): Promise<Measured> {
  let all: Measured | undefined
  for (const chat of chats) {
    console.error(`${chat.name}: ${chat.turns.length} turns, ${chat.questions.length} questions ...`)
    const measured = await measureChat({ library, model, chat, weights })
    all = all ? joined(all, measured) : measured
  }
  if (!all) throw new Error('There is no conversation to measure')
  return all
}

function joined(one: Measured, other: Measured): Measured {
  return Object.fromEntries(ways.map((way) => [way, [...one[way], ...other[way]]])) as Measured
}

function rowsOf({ name, measured, hasGoals }: (typeof parts)[number]): Figure[] {
  const judged = measured['this product'].filter(({ hasEvidence }) => hasEvidence)
  const found = [...new Set(judged.map(({ category }) => category))].sort()
  const groups = [
    { group: 'overall', isIn: ({ isAnswerable }: Answered) => isAnswerable },
    { group: 'with those that have no answer', isIn: () => true },
    ...found.map((category) => ({ group: category, isIn: (one: Answered) => one.category === category })),
  ]
  const rows = groups.flatMap(({ group, isIn }) => {
    const of = (way: Way) => measured[way].filter((one) => one.hasEvidence && isIn(one))
    const count = of('this product').length
    return [
      ...ways.flatMap((way) => rowsOfGroup(`${name}, ${group} (${count}), ${way}`, of(way))),
      ...(hasGoals ? goalsOf(`${name}, ${group} (${count})`, group, count, of) : []),
    ]
  })
  const unknown = (isAnswerable: boolean) => {
    const asked = measured['this product'].filter((one) => one.isAnswerable === isAnswerable)
    return asked.length === 0 ? Number.NaN : mean(asked, ({ isUnknown }) => Number(isUnknown)) * 100
  }
  const layers = measured['this product'].map(({ layerTokens }) => layerTokens)
  const label = `${name}: the four layers and recall in a prompt`
  return [
    ...rows,
    figure(`${label}, p50`, percentile(layers, 0.5), 'tokens'),
    figure(`${label}, p95`, percentile(layers, 0.95), 'tokens', hasGoals ? { atMost: 2_000 } : {}),
    figure(`${label}, at most`, Math.max(...layers), 'tokens'),
    figure(`${name}: says that nothing is known, of what has no answer`, unknown(false), '%'),
    figure(`${name}: says that nothing is known, of what has one`, unknown(true), '%'),
  ]
}

function rowsOfGroup(label: string, answers: readonly Answered[]): Figure[] {
  return [
    ...ranks.map((k, at) => figure(`${label}: recall@${k}`, mean(answers, ({ recall }) => recall[at] ?? 0) * 100, '%')),
    ...ranks.map((k, at) =>
      figure(`${label}: recall@${k} by session`, mean(answers, (one) => one.sessionRecall[at] ?? 0) * 100, '%'),
    ),
    figure(`${label}: recall within ${budgetTokens} tokens`, mean(answers, ({ within }) => within) * 100, '%'),
    figure(`${label}: those tokens, of the whole conversation's`, mean(answers, (one) => one.tokenRatio) * 100, '%'),
  ]
}

/** Against plain BM25 in the same run. */
function goalsOf(label: string, group: string, count: number, of: (way: Way) => readonly Answered[]): Figure[] {
  const atLeast = group === 'overall' ? 1.15 : group === 'multi-hop' ? 1.1 : count >= 50 ? 1 : undefined
  if (atLeast === undefined) return []
  const against = ([5, 10] as const).map((k) => {
    const read = ({ recall }: Answered) => recall[ranks.indexOf(k)] ?? 0
    return figure(`${label}: recall@${k} against plain BM25`, mean(of('this product'), read) * 100, '%', {
      against: mean(of('plain BM25'), read) * 100,
      atLeast,
    })
  })
  if (group !== 'overall') return against
  const within = mean(of('this product'), (one) => one.within) * 100
  return [...against, figure(`${label}: recall within ${budgetTokens} tokens, the goal`, within, '%', { atLeast: 80 })]
}

function mean(answers: readonly Answered[], read: (one: Answered) => number): number {
  return answers.reduce((sum, one) => sum + read(one), 0) / answers.length
}
