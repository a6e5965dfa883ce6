/**
 * Past interventions of a coach's, put to their clone as it is now, and compared with the last time:
 *
 *     npm run replay:clone -- [--coach ID] [--limit N] [--yes] [--json]
 *
 * Where there are several coaches it lists them with their ids. What it costs is said first, and `--yes` is needed where the
 * coach has a key; without one the offline model rehearses, which costs nothing and says nothing of what clients read.
 * docs/replay.md has the rest.
 */

import { rehearsedAtMost } from '../src/coaching/learning/rehearsal.ts'
import { callsEach, type RehearsalReport } from '../src/coaching/learning/rehearse.ts'
import { ConfigError } from '../src/config.ts'
import { printReport } from './measure/figures.ts'
import { readOptions } from './read-options.ts'
import { chooseCoach } from './replay/choose-coach.ts'
import { openCloneReplay } from './replay/clone.ts'
import { figuresOf, printPairs } from './replay/clone-report.ts'
import { openStore } from './replay/store.ts'
import { ReplayError } from './replay/turns.ts'

/** Another process may hold the next step: it is waited for. */
const lookAgainMs = 1_000

try {
  await main()
} catch (error) {
  if (!(error instanceof ReplayError || error instanceof ConfigError)) throw error
  console.error(error.message)
  process.exitCode = 1
}

async function main() {
  const { values: options } = readOptions(
    { command: 'npm run replay:clone --', about: 'has the clone come nearer to its coach?' },
    {
      coach: { type: 'string', about: 'the id of the coach, where there are several' },
      limit: {
        type: 'string',
        default: String(rehearsedAtMost),
        atLeast: 1,
        about: 'so many interventions, the newest',
      },
      yes: { type: 'boolean', default: false, about: 'agrees to the costs' },
      json: { type: 'boolean', default: false, about: 'figures for a program to read, without anyone’s words' },
    },
  )
  const store = await openStore()
  try {
    const coachId = await chooseCoach(store, options.coach)
    let said: RehearsalReport | undefined
    const { rehearsals, rehearseNext, hasKey } = openCloneReplay(store, (news) => {
      if (news.kind === 'report') said = news.report
      else if (news.kind === 'progress') console.error(`${news.done} of ${news.total}`)
    })
    const { count } = await rehearsals.view(coachId)
    if (count === 0) throw new ReplayError(`The coach ${coachId} has kept nothing here that could be rehearsed.`)
    const limit = Math.min(Number(options.limit), count)
    if (!(await hasKey(coachId)))
      console.error('The coach has no key: the offline model rehearses, whose answers no client reads.')
    else {
      console.error(`About ${limit * callsEach} calls of ${store.config.openaiModel} with the coach's key.`)
      if (!options.yes) throw new ReplayError('Nothing was asked. Add --yes to ask.')
    }
    const started = await rehearsals.start(coachId, { limit })
    if (started.kind !== 'started') throw new ReplayError('A rehearsal of this coach is under way already.')
    while ((await rehearsals.view(coachId)).isRunning)
      if (!(await rehearseNext(coachId))) await new Promise((resolve) => setTimeout(resolve, lookAgainMs))
    // Where another process has ended it, what the clone said is gone.
    const ended = said ?? (await rehearsals.report(coachId, started.id))
    if (!ended) throw new ReplayError('The model gave no usable answer: the run has stopped, and counts for nothing.')
    if (!options.json) printPairs(said ?? { ...ended, shown: [] })
    printReport('replay:clone', figuresOf(ended), options)
  } finally {
    await store.close()
  }
}
