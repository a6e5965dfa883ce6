/**
 * Measures client turns: `npm run bench:turn -- [--clients 1,50,100,500] [--seconds 20] [--starts 3] [--memory 8] [--json]`.
 *
 * How long the product itself takes for a turn (everything but the model, Telegram and the wait for fragments), how many it
 * sustains against the ideal clients / (wait + latency), memory, and how soon it starts. With `--memory`, on Postgres, what a
 * long past of so many clients adds to their turns beside those of as many without. On the embedded database, and on
 * Postgres and Redis when TEST_DATABASE_URL and TEST_REDIS_URL name some (Redis keys `bull:opencoach-*` there are deleted).
 */
import {
  type Figure,
  figure,
  percentile,
  percentileDifferenceRange,
  printReport,
  wholeNumber,
} from './measure/figures.ts'
import { historyStatements, recallableShare } from './measure/history.ts'
import { drive, type Load } from './measure/load.ts'
import { timeRecall } from './measure/recall-time.ts'
import { openStage, type StoreName, storesToMeasure } from './measure/stage.ts'
import { measureStarts } from './measure/starts.ts'
import { readOptions } from './read-options.ts'

const { values } = readOptions(
  { command: 'npm run bench:turn --', about: 'how long a turn takes, how many are sustained, how soon it starts' },
  {
    clients: { type: 'string', default: '1,50,100,500', about: 'crowds, with commas between; none where it is empty' },
    seconds: { type: 'string', default: '20', atLeast: 1, about: 'how long each crowd writes' },
    memory: { type: 'string', default: '0', atLeast: 0, about: 'clients with 10,000 messages and 500 insights each' },
    starts: { type: 'string', default: '3', atLeast: 0, about: 'how many starts are measured' },
    json: { type: 'boolean', default: false, about: 'figures for a program to read' },
  },
)
const sizes = values.clients.split(',').flatMap((size) => (size ? [wholeNumber('clients', size)] : []))
const seconds = wholeNumber('seconds', values.seconds)
const remembered = wholeNumber('memory', values.memory, { atLeast: 0 })
const starts = wholeNumber('starts', values.starts, { atLeast: 0 })
/** A crowd is measured with a slow model: what has to be held at a time is then the question. */
const latencyMsFor = (clients: number) => (clients > 100 ? 10_000 : 1_000)

const longPast = { messages: 10_000, insights: 500 }

const rows: Figure[] = []
if (starts > 0) rows.push(...(await measureStarts(starts)))
if (sizes.length > 0) for (const store of storesToMeasure(process.env)) rows.push(...(await measureTurns(store)))
if (remembered > 0) rows.push(...(await measureMemory(remembered)))
printReport('bench:turn', rows, { json: values.json })

async function measureTurns(store: StoreName): Promise<Figure[]> {
  const stage = await openStage(store)
  try {
    await stage.start()
    await stage.signUp()
    console.error(`${store}: ${Math.max(...sizes)} clients come ...`)
    const people = await stage.invite(Math.max(...sizes))
    const measured: Figure[] = []
    for (const size of sizes) {
      console.error(`${store}: ${size} clients write ...`)
      const load = await drive(stage, people.slice(0, size), latencyMsFor(size), seconds)
      console.error(
        `  ${load.turnsPerSecond.toFixed(1)} of ${load.idealPerSecond.toFixed(1)} turns a second; ms of a processor for each: ${cpuInWords(load)}`,
      )
      for (const text of new Set(load.unexpected)) console.error(`  heard: ${text.slice(0, 80)}`)
      measured.push(...toFigures(store, load), figure(`${store}, ${size} clients: memory`, stage.rssMb(), 'MB'))
    }
    for (const line of stage.complaints().slice(0, 5)) console.error(`  logged: ${line.slice(0, 300)}`)
    return measured
  } finally {
    await stage.close()
  }
}

/** Clients with a past and as many without, at the same time: what the machine does besides then meets both alike. */
async function measureMemory(clients: number): Promise<Figure[]> {
  const stage = await openStage('Postgres + Redis')
  try {
    await stage.start()
    await stage.signUp()
    const people = await stage.invite(2 * clients)
    const [known, fresh] = [people.slice(0, clients), people.slice(clients)]
    const namesOf = (some: typeof people) => some.map(({ firstName }) => firstName)
    console.error(`${clients} clients get a long past ...`)
    for (const statement of historyStatements(longPast, namesOf(known))) await stage.query(statement)
    for (;;) {
      const [row] = await stage.query(recallableShare)
      if (Number(row?.['share']) > 0.999) break
      await new Promise((resolve) => setTimeout(resolve, 1_000))
    }
    await stage.analyze()
    await stage.query('checkpoint') // a real past was on the disk long ago
    const load = await drive(stage, people, latencyMsFor(clients), seconds * 2)
    const searches = (some: typeof people) => timeRecall(stage.databaseUrl ?? '', namesOf(some))
    const [ownKnown, ownFresh] = [known, fresh].map((some) => some.flatMap(load.ownMsOf)) as [number[], number[]]
    const [searchedKnown, searchedFresh] = [await searches(known), await searches(fresh)]
    const name = `${clients} clients with ${longPast.messages} messages and ${longPast.insights} insights each`
    const shares = [0.5, 0.95]
    return [
      figure(`${name}: turns, beside as many of clients without`, ownKnown.length, 'turns', {
        against: ownFresh.length,
      }),
      ...shares.map((share) =>
        figure(`${name}: p${share * 100} of our own time`, percentile(ownKnown, share), 'ms', {
          against: percentile(ownFresh, share),
        }),
      ),
      ...shares.flatMap((share) => {
        const difference = percentile(ownKnown, share) - percentile(ownFresh, share)
        const { from, to } = percentileDifferenceRange(ownKnown, ownFresh, share)
        const what = `what the layers add to the p${share * 100}`
        return [
          figure(what, difference, 'ms', share === 0.95 ? { atMost: 15 } : {}),
          figure(`${what}, 95% sure: at least`, from, 'ms'),
          figure(`${what}, 95% sure: at most`, to, 'ms'),
        ]
      }),
      ...shares.map((share) =>
        figure(`the recall's search alone, one at a time: p${share * 100}`, percentile(searchedKnown, share), 'ms', {
          against: percentile(searchedFresh, share),
        }),
      ),
    ]
  } finally {
    await stage.close()
  }
}

function toFigures(store: StoreName, load: Load): Figure[] {
  const name = `${store}, ${load.clients} client${load.clients === 1 ? '' : 's'}`
  const isGoal = store === 'Postgres + Redis' && load.clients === 100
  return [
    figure(`${name}: turns a second, against the ideal`, load.turnsPerSecond, 'turns/s', {
      against: load.idealPerSecond,
      ...(isGoal && { atLeast: 0.9 }),
    }),
    ...[0.5, 0.95, 0.99].map((share) =>
      figure(`${name}: our own time, p${share * 100}`, percentile(load.ownMs, share), 'ms'),
    ),
    ...Object.entries(load.cpuMsPerTurn).map(([who, ms]) =>
      figure(`${name}: processor time of ${who} for a turn`, ms, 'ms'),
    ),
    figure(`${name}: messages that were no answer`, load.unexpected.length, 'messages', { atMost: 0 }),
  ]
}

function cpuInWords({ cpuMsPerTurn }: Load): string {
  return Object.entries(cpuMsPerTurn)
    .map(([who, ms]) => `${who} ${ms.toFixed(1)}`)
    .join(', ')
}
