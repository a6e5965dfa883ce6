/**
 * How well it is seen what a coach does with an utterance, and how often a similar moment shows what was done next:
 *
 *     npm run eval:technique -- --data FILE [--json] [--part tune|held-out] [--model 200] [--seed 1]
 *
 * FILE holds transcripts coded by utterance. Whole transcripts are either tuned on or held out. With OPENAI_API_KEY (and
 * OPENAI_BASE_URL, OPENAI_MODEL) so many utterances are also put to that model as the product would, which costs money.
 */
import { systemClock } from '../src/clock.ts'
import { analysisRequest } from '../src/coaching/learning/analysis-request.ts'
import type { Technique } from '../src/coaching/learning/vocabulary.ts'
import type { ChatModel } from '../src/coaching/ports.ts'
import { kindOf, kinds } from '../src/llm/offline/analysis/kind.ts'
import { type Kind, kindByRules } from '../src/llm/offline/analysis/kind-rules.ts'
import { createOpenAiModel } from '../src/llm/openai.ts'
import { accuracy, f1, type Judged, macroF1 } from './measure/classes.ts'
import { createRandom, type Figure, figure, printReport, wholeNumber } from './measure/figures.ts'
import { kindPlainly } from './measure/plain-kinds.ts'
import { rankersOf } from './measure/similar-moments.ts'
import { type CodedUtterance, readCodedUtterances } from './measure/technique-data.ts'
import { readOptions } from './read-options.ts'

const { values: options } = readOptions(
  { command: 'npm run eval:technique --', about: 'how well it is seen what a coach does' },
  {
    data: { type: 'string', about: 'transcripts, coded by utterance' },
    json: { type: 'boolean', default: false, about: 'figures for a program to read' },
    part: { type: 'string', default: 'held-out', oneOf: ['tune', 'held-out'], about: 'which of the transcripts' },
    model: { type: 'string', default: '200', atLeast: 0, about: 'utterances put to a model, where there is a key' },
    seed: { type: 'string', default: '1', atLeast: 0, about: 'of what is drawn' },
  },
)
if (options.data === undefined) {
  console.error('--data is missing: a file of coded transcripts (see --help)')
  process.exit(1)
}

const seed = wholeNumber('seed', options.seed, { atLeast: 0 })
const parts = readCodedUtterances(options.data)
const utterances = options.part === 'tune' ? parts.tune : parts.heldOut
const mostFrequent = kinds.reduce((one, other) => (countOf(parts.tune, other) > countOf(parts.tune, one) ? other : one))

const rows: Figure[] = [
  ...rowsOf('', (one) => kindOf(one.text, one.before, 'en'), { isJudged: true }),
  ...rowsOf('rules alone: ', (one) => kindByRules(one.text, one.before.client, 'en')),
  ...rowsOf('plain rules: ', (one) => kindPlainly(one.text)),
  ...rowsOf('majority: ', () => mostFrequent),
  ...(await modelRows()),
  ...(await similarRows()),
]
printReport('eval:technique', rows, { json: options.json, seed })

function rowsOf(prefix: string, judge: (one: CodedUtterance) => Kind, { isJudged = false } = {}): Figure[] {
  return figuresOf(
    prefix,
    utterances.map((one) => ({ coded: one.kind, judged: judge(one) })),
    isJudged,
  )
}

function figuresOf(prefix: string, pairs: readonly Judged<Kind>[], isJudged: boolean): Figure[] {
  return [
    figure(`${prefix}macro-F1`, macroF1(pairs, kinds), 'share', isJudged ? { atLeast: 0.65 } : {}),
    ...kinds.map((kind) =>
      figure(
        `${prefix}F1 of ${kind}`,
        f1(pairs, kind),
        'share',
        isJudged && kind === 'reflection' ? { atLeast: 0.58 } : {},
      ),
    ),
    figure(`${prefix}accuracy`, accuracy(pairs), 'share'),
  ]
}

function countOf(among: readonly CodedUtterance[], kind: Kind): number {
  return among.filter((one) => one.kind === kind).length
}

/** What the first technique that a model names comes to among the four kinds. */
function kindOfTechnique(technique: Technique | undefined): Kind {
  if (technique === 'question') return 'question'
  if (technique === 'reflection' || technique === 'reframe') return 'reflection'
  return technique === undefined || technique === 'affirmation' || technique === 'silence' ? 'none' : 'input'
}

async function modelRows(): Promise<Figure[]> {
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: name = 'gpt-4.1-mini' } = process.env
  if (!apiKey) return []
  const model: ChatModel = createOpenAiModel({
    apiKey,
    baseUrl,
    model: name,
    clock: systemClock,
    allowPrivateHosts: true,
  })
  const pairs: Judged<Kind>[] = []
  for (const one of drawn(utterances, wholeNumber('model', options.model, { atLeast: 0 }), createRandom(seed))) {
    const said = (senderType: 'client' | 'human_coach', content: string) => ({
      ...{ senderType, senderName: 'Coach', kind: 'text' as const, content },
    })
    const request = analysisRequest({
      coach: { displayName: 'Coach' },
      language: 'en',
      before: [said('human_coach', one.before.own), said('client', one.before.client)].filter(
        ({ content }) => content !== '',
      ),
      run: [said('human_coach', one.text)],
      after: [],
    })
    const { value } = await model.answer(request)
    pairs.push({ coded: one.kind, judged: kindOfTechnique(value.techniques[0]) })
  }
  return pairs.length > 0 ? figuresOf(`${name}, ${pairs.length} drawn: `, pairs, false) : []
}

/** For each utterance: of the three moments of other transcripts whose client spoke most alike, did any see the same done? */
async function similarRows(): Promise<Figure[]> {
  const answered = utterances.filter(({ before }) => before.client !== '')
  const { words, meaning, plain } = await rankersOf(answered.map(({ before }) => before.client))
  const byChance =
    answered.reduce((sum, one) => {
      const others = answered.filter(({ transcript }) => transcript !== one.transcript)
      return sum + 1 - (1 - countOf(others, one.kind) / others.length) ** 3
    }, 0) / answered.length
  const shareShown = (rank: (at: number) => number[]) => {
    const random = createRandom(seed)
    const shown = answered.filter((one, at) => {
      const others = answered.filter(({ transcript }) => transcript !== one.transcript)
      const ranked = rank(at).flatMap((other) => answered[other] ?? [])
      const similar = ranked.filter(({ transcript }) => transcript !== one.transcript).slice(0, 3)
      // A client's "mm-hmm" is like none of the others: then any three.
      while (similar.length < 3) similar.push(...drawn(others, 1, random))
      return similar.some(({ kind }) => kind === one.kind)
    })
    return shown.length / answered.length
  }
  const row = (name: string, rank: (at: number) => number[]) =>
    figure(name, shareShown(rank), 'share', { against: byChance })
  return [
    row('of the 3 most similar moments one shows what was done next', meaning),
    row('by words alone: of the 3 one shows it', words),
    row('by plain BM25: of the 3 one shows it', plain),
  ]
}

function drawn<T>(values: readonly T[], count: number, random: () => number): T[] {
  const left = [...values]
  return Array.from({ length: Math.min(count, left.length) }, () =>
    left.splice(Math.floor(random() * left.length), 1),
  ).flat()
}
