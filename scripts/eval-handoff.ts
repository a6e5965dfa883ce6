/**
 * How well the client's words alone call the human, and how often they cry wolf:
 *
 *     npm run eval:handoff -- [--json] [--part tune|held-out|all] [--language en] [--data FILE] [--mistakes] [--offer-above 0.5]
 *
 * Lexicons are tuned on one part of the messages and reported on the other, `--part held-out`, which is the default. The
 * messages are invented, by one author. `--data` measures other lines instead, each `{text, history?, expect, reason?}`,
 * with a `confidence` that the model shall claim where it is not 0.5. `--mistakes` lists those judged otherwise than expected;
 * `--offer-above` tries another sum from which the human is offered.
 */
import { thresholds } from '../src/coaching/handoff/weights.ts'
import { type Figure, printReport } from './measure/figures.ts'
import {
  expectedOutcomes,
  expectedSignals,
  type Found,
  type HandoffCase,
  handoffLanguages,
  judgeCase,
  measuredSignals,
  readHandoffCases,
  readLines,
} from './measure/handoff-data.ts'
import { share } from './measure/shares.ts'
import { readOptions } from './read-options.ts'

/** As sure as a model is of an ordinary answer. */
const sure = 0.8

const { values: options } = readOptions(
  { command: 'npm run eval:handoff --', about: 'how well words alone call the human' },
  {
    json: { type: 'boolean', default: false, about: 'figures for a program to read' },
    part: { type: 'string', default: 'held-out', oneOf: ['tune', 'held-out', 'all'], about: 'which of the cases' },
    language: { type: 'string', oneOf: handoffLanguages, about: 'one language' },
    data: { type: 'string', about: 'other lines than ours, a file' },
    'offer-above': {
      type: 'string',
      default: String(thresholds.offer),
      about: 'another sum from which the human is offered',
    },
    mistakes: { type: 'boolean', default: false, about: 'lists those judged otherwise than expected' },
  },
)
const { json, part, language: chosen } = options
const above = { ...thresholds, offer: Number(options['offer-above']) }
if (!(above.offer >= 0)) throw new Error(`--offer-above is a number, not "${options['offer-above']}"`)

const rows =
  options.data === undefined
    ? handoffLanguages
        .filter((language) => chosen === undefined || language === chosen)
        .flatMap((language) => figuresOf(language, readHandoffCases(language).filter(isOfPart)))
    : Object.entries(Object.groupBy(readLines(options.data), ({ language }) => language ?? chosen ?? 'data')).flatMap(
        ([language, cases = []]) => figuresOf(language, cases),
      )
printReport('handoff', rows, { json })

type Line = { one: HandoffCase; found: Found }

function isOfPart({ held_out: isHeldOut }: HandoffCase): boolean {
  return part === 'all' || isHeldOut === (part === 'held-out')
}

function figuresOf(language: string, cases: readonly HandoffCase[]): Figure[] {
  const lines = cases.map((one): Line => ({ one, found: judgeCase(one, above) }))
  if (options.mistakes && !json) for (const line of lines) showMistake(language, line)
  const nothing = lines.filter(({ one }) => one.reason === undefined)
  const near = nothing.filter(({ one }) => one.near !== undefined)
  const ordinary = nothing.filter(({ one }) => one.near === undefined)
  const hints = lines.filter(({ one }) => one.reason === 'hint')
  const nearHints = near.filter(({ one }) => one.near === 'explicit_request')
  const isCalled = ({ found }: Line) => found.outcome !== 'continue'
  return [
    ...measuredSignals.flatMap((signal) =>
      foundAndRight(`${language}: signal ${signal}`, lines, {
        isSo: ({ one }) => expectedSignals(one).has(signal),
        isTaken: ({ found }) => found.signals.has(signal),
      }),
    ),
    ...expectedOutcomes.flatMap((outcome) =>
      foundAndRight(`${language}: outcome ${outcome}`, lines, {
        isSo: ({ one }) => one.expect === outcome,
        isTaken: ({ found }) => found.outcome === outcome,
      }),
    ),
    share(`${language}: hints that get an offer from a sure AI`, {
      count: hints.filter(({ one }) => judgeCase({ ...one, confidence: sure }, above).outcome === 'offer').length,
      of: hints.length,
      per: 1,
    }),
    share(`${language}: near misses of a request that call anyone, sure AI`, {
      count: nearHints.filter(({ one }) => judgeCase({ ...one, confidence: sure }, above).outcome !== 'continue')
        .length,
      of: nearHints.length,
      per: 1,
    }),
    share(`${language}: near misses that call anyone`, {
      count: near.filter(isCalled).length,
      of: near.length,
      per: 1,
    }),
    share(`${language}: ordinary messages that call anyone`, {
      count: ordinary.filter(isCalled).length,
      of: ordinary.length,
      per: 1,
    }),
  ]
}

type Labels = { isSo(line: Line): boolean; isTaken(line: Line): boolean }

function foundAndRight(name: string, lines: readonly Line[], { isSo, isTaken }: Labels): Figure[] {
  const right = lines.filter((line) => isSo(line) && isTaken(line)).length
  return [
    share(`${name}, recall`, { count: right, of: lines.filter(isSo).length, per: 1 }),
    share(`${name}, precision`, { count: right, of: lines.filter(isTaken).length, per: 1 }),
  ]
}

function showMistake(language: string, { one, found }: Line): void {
  const expected = expectedSignals(one)
  const missed = [...expected].filter((signal) => !has(found.signals, signal))
  const raised = [...found.signals].filter((signal) => !expected.has(signal))
  const outcome = found.outcome === one.expect ? [] : [`${found.outcome}, not ${one.expect}`]
  const wrong = [...outcome, ...missed.map((name) => `missed ${name}`), ...raised.map((name) => `raised ${name}`)]
  if (wrong.length > 0) console.log(`${language}: ${wrong.join('; ')}: ${[...one.history, one.text].join(' | ')}`)
}

function has(signals: ReadonlySet<string>, signal: string): boolean {
  return signals.has(signal)
}
