/**
 * How well the crisis rules find danger, with no model at all, and how often they cry wolf; and whole dialogues, with what came
 * before counted, a model unknown, and the rehearsal for one:
 *
 *     npm run eval:safety -- [--json] [--data FOLDER] [--part tune|held-out|all] [--language en] [--show]
 *
 * Phrases are tuned on one part of the texts and reported on the other, `--part held-out`, which is the default.
 * `--show` lists misses and false alarms, on a terminal only: they are people's words.
 */
import { crisisPhrases } from '../src/coaching/safety/languages.ts'
import { type CrisisFinding, createCrisisScreen } from '../src/coaching/safety/screen.ts'
import { type Figure, figure, percentile, printReport } from './measure/figures.ts'
import { partOf, readCases, readDialogues, readOutside, type SafetyCase } from './measure/safety-data.ts'
import { figuresOfDialogues, readersOf } from './measure/safety-dialogues.ts'
import { type Share, share } from './measure/shares.ts'
import { readOptions } from './read-options.ts'

const thirdParty = { kind: 'third_party' } as const

/** A coach's week: 40 clients, each with 15 messages a day. */
const messagesPerCoachWeek = 40 * 15 * 7

const { values: options } = readOptions(
  { command: 'npm run eval:safety --', about: 'how well the crisis rules find danger' },
  {
    json: { type: 'boolean', default: false, about: 'figures for a program to read' },
    part: { type: 'string', default: 'held-out', oneOf: ['tune', 'held-out', 'all'], about: 'which of the cases' },
    data: { type: 'string', default: '../shared/data', about: 'the folder of data sets' },
    language: {
      type: 'string',
      oneOf: crisisPhrases.map((file) => (file as { language: string }).language),
      about: 'one language',
    },
    show: { type: 'boolean', default: false, about: 'lists misses and false alarms, on a terminal only' },
  },
)
const { json, data, part } = options
const isShown = options.show && !json && process.stdout.isTTY === true

const { screen, screenInCrisis } = createCrisisScreen(crisisPhrases)
const outside = readOutside(data)
const timesMs: number[] = []
const languages = crisisPhrases
  .map((file) => (file as { language: string }).language)
  .filter((language) => options.language === undefined || language === options.language)

const rows = [
  ...languages.flatMap(figuresOf),
  ...figuresOfEnglishData(),
  ...figuresOfTime(),
  ...(await Promise.all(languages.map(ofDialogues))).flat(),
]
printReport('safety', rows, { json })

function figuresOf(language: string): Figure[] {
  const cases = readCases(language).filter((one) => part === 'all' || one.part === part)
  const dangers = cases.filter((one) => one.grade !== undefined && !one.indirect)
  const grave = dangers.filter((one) => (one.grade ?? 0) >= 3)
  const mild = dangers.filter((one) => (one.grade ?? 0) < 3)
  const indirect = cases.filter((one) => one.indirect)
  const harmless = cases.filter((one) => one.grade === undefined)

  const isFound = (one: SafetyCase) => look(one.text, 'MISSED', one) !== undefined
  const isGrave = (one: SafetyCase) => (look(one.text, 'too low', one)?.grade ?? 0) >= 3
  const isAcute = ({ text }: SafetyCase) => screenInCrisis(text) !== undefined
  const alarms = (from: number, to: number) => (one: SafetyCase) => isAlarm(one.text, { from, to })
  return [
    ...counted(`${language}: explicit L3-L4 found as L3-L4`, grave, isGrave, 1, { atLeast: 0.9 }),
    ...counted(`${language}: explicit L3-L4 found at any grade`, grave, isFound, 1),
    ...counted(`${language}: explicit L1-L2 found`, mild, isFound, 1),
    ...counted(`${language}: indirect found`, indirect, isFound, 1),
    ...counted(`${language}: hard negatives raised as L3-L4`, harmless, alarms(3, 4), 1),
    ...counted(`${language}: hard negatives raised as L1-L2`, harmless, alarms(1, 2), 1),
    // What a coach is called for while a crisis is open, and at no other time.
    ...counted(`${language}: hard negatives raised while a crisis is open`, harmless, isAcute, 1),
    ...figuresOfOrdinary(language),
  ]
}

function ofDialogues(language: string): Promise<Share[]> {
  const dialogues = readDialogues(language).filter((one) => part === 'all' || one.part === part)
  return figuresOfDialogues(language, dialogues, readersOf({ screen }), show)
}

function figuresOfOrdinary(language: string): Figure[] {
  const messages = mine(outside.ordinary(language))
  if (messages.length === 0) return []
  const raised = (from: number, to: number, goal: { atMost: number }) =>
    counted(
      `${language}: ordinary messages raised as L${from}-L${to}`,
      messages,
      ({ text }) => isAlarm(text, { from, to }),
      1000,
      goal,
    )
  const shares = [...raised(3, 4, { atMost: 0.5 }), ...raised(1, 2, { atMost: 2 })]
  const perMessage = shares.reduce((sum, { count, of }) => sum + count / of, 0)
  return [...shares, figure(`${language}: false pages per coach-week`, perMessage * messagesPerCoachWeek, 'pages')]
}

function figuresOfEnglishData(): Figure[] {
  if (!languages.includes('en')) return []
  const questions = mine(outside.questions)
  const isFound = ({ question }: { question: string }) => screen(question) !== undefined
  const selfHarm = questions.filter(({ topic }) => topic === 'self-harm')
  const others = questions.filter(({ topic }) => topic !== 'self-harm')
  const dialogues = mine(outside.dialogues)
  // The risk is the client's: worry about someone else is found as well, and is no sign of it.
  const isFlagged = ({ turns }: { turns: { role: string; text: string }[] }) =>
    turns.some(({ role, text }) => role === 'client' && (screen(text) ?? thirdParty).kind !== 'third_party')
  return [
    ...counted('counsel-chat: questions on self-harm found', selfHarm, isFound, 1),
    ...counted('counsel-chat: questions on anything else raised', others, isFound, 1),
    ...['Imminent', 'High', 'Low', 'None'].flatMap((risk) => {
      const of = dialogues.filter((one) => one.risk === risk)
      return counted(`risk-dialogues: ${risk} flagged for the client's own danger`, of, isFlagged, 1)
    }),
  ]
}

function figuresOfTime(): Figure[] {
  return [
    figure('time per message, median', percentile(timesMs, 0.5), 'ms'),
    figure('time per message, p99', percentile(timesMs, 0.99), 'ms', { atMost: 50 }),
  ]
}

function mine<T extends { id: string }>(items: readonly T[]): T[] {
  return items.filter((item) => part === 'all' || partOf(item) === part)
}

/** No figure where there is nothing to measure. */
function counted<T>(
  metric: string,
  items: readonly T[],
  holds: (item: T) => boolean,
  per: number,
  goal?: { atLeast: number } | { atMost: number },
): Share[] {
  if (items.length === 0) return []
  return [share(metric, { count: items.filter(holds).length, of: items.length, per }, goal)]
}

function look(text: string, complaint: string, { grade = 0, kind }: SafetyCase): CrisisFinding | undefined {
  const finding = timed(text)
  const isWrong = complaint === 'MISSED' ? !finding : finding !== undefined && finding.grade < 3
  if (isWrong) show(`${complaint}  L${grade} ${kind}, found ${finding ? `L${finding.grade}` : 'nothing'}: ${text}`)
  return finding
}

function isAlarm(text: string, { from, to }: { from: number; to: number }): boolean {
  const finding = timed(text)
  const isOne = finding !== undefined && finding.grade >= from && finding.grade <= to
  if (isOne) show(`ALARM L${finding.grade} ${finding.matched} (${finding.language}): ${text.slice(0, 300)}`)
  return isOne
}

function timed(text: string): CrisisFinding | undefined {
  const start = performance.now()
  const finding = screen(text)
  timesMs.push(performance.now() - start)
  return finding
}

function show(line: string): void {
  if (isShown) console.log(line)
}
