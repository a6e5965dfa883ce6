/** Crises under fire on one store, TEST_STORE: started by test-faults.ts, which reads the figures from the last line. */
import { parseArgs } from 'node:util'
import prepareStores from '../../test/support/global-setup.ts'
import { openKilledWorld } from '../../test/support/killed-world.ts'
import { killInCrises } from './crisis-kills.ts'
import { faults, situations } from './crisis-plan.ts'
import { type Crisis, playRound } from './crisis-round.ts'
import { createRandom, type Figure, figure, percentile, printReport, wholeNumber } from './figures.ts'

const { values } = parseArgs({
  options: { crises: { type: 'string' }, 'crisis-kills': { type: 'string' }, seed: { type: 'string' } },
})
const crises = wholeNumber('crises', values.crises ?? '', { atLeast: 0 })
const kills = wholeNumber('crisis-kills', values['crisis-kills'] ?? '', { atLeast: 0 })
const seed = wholeNumber('seed', values.seed ?? '', { atLeast: 0 })
const store = process.env['TEST_STORE'] === 'servers' ? 'Postgres + Redis' : 'PGlite'
/** In danger at the same time: at most five in each situation, and so few that every fault has its turn. */
const together = Math.min(5, Math.max(1, Math.floor(crises / faults.length / situations.length))) * situations.length

const clearAway = await prepareStores()
try {
  const rows = [...(crises > 0 ? await underFire() : []), ...(kills > 0 ? await underKills() : [])]
  printReport('test:faults', rows, { json: true, seed })
} finally {
  await clearAway()
}
process.exit() // the store of the rounds stays open until the end of its process

async function underFire(): Promise<Figure[]> {
  const random = createRandom(seed)
  const all: Crisis[] = []
  for (let round = 0; all.length < crises; round++) {
    const fault = faults[round % faults.length]
    const size = Math.min(together, crises - all.length)
    const cast = Array.from(
      { length: size },
      (_, n) => situations[n % situations.length] as (typeof situations)[number],
    )
    if (fault) all.push(...(await playRound(cast, fault, random)))
    console.error(`${store}: ${all.length} of ${crises} crises, the last with ${fault?.name}`)
  }
  return [
    figure(`${store}: crises under fire`, all.length, 'messages'),
    none('unanswered', all, ({ answeredAfterS }) => answeredAfterS === undefined),
    none('answered later than 30 s', all, ({ answeredAfterS = 0 }) => answeredAfterS > 30),
    ...times('first safe text', all),
    none('words of a model meanwhile', all, ({ aiTexts }) => aiTexts > 0),
    ...ends(all),
    ...faults.flatMap(({ name }) => {
      const seconds = all.flatMap(({ fault, answeredAfterS }) => (fault === name ? (answeredAfterS ?? Infinity) : []))
      if (seconds.length === 0) return []
      return figure(`${store}: first safe text with ${name}, p99`, percentile(seconds, 0.99), 's')
    }),
  ]
}

async function underKills(): Promise<Figure[]> {
  const world = await openKilledWorld()
  try {
    const all = await killInCrises(world, kills, createRandom(seed))
    return [
      figure(`${store}: crises with a kill`, all.length, 'kills'),
      none('unanswered with a kill', all, ({ answeredAfterS }) => answeredAfterS === undefined),
      ...times('first safe text after the restart', all),
      ...ends(all, ' with a kill'),
    ]
  } finally {
    await world.close()
  }
}

function times(metric: string, all: readonly { answeredAfterS: number | undefined }[]): Figure[] {
  const seconds = all.map(({ answeredAfterS }) => answeredAfterS ?? Infinity)
  return [
    figure(`${store}: ${metric}, p50`, percentile(seconds, 0.5), 's'),
    figure(`${store}: ${metric}, p99`, percentile(seconds, 0.99), 's', { atMost: 10 }),
    figure(`${store}: ${metric}, latest`, Math.max(...seconds), 's'),
  ]
}

function ends(all: readonly { ending: string | undefined }[], rest = ''): Figure[] {
  const kinds = [...new Set(all.flatMap(({ ending }) => ending ?? []))].sort()
  return [
    none(`left without a human, an escalation or a close${rest}`, all, ({ ending }) => ending === undefined),
    ...kinds.map((kind) => {
      const count = all.filter(({ ending }) => ending === kind).length
      return figure(`${store}: ended by ${kind}${rest}`, count, 'crises')
    }),
  ]
}

/** The goal is that there are none; those there are, are named for people. */
function none<T>(metric: string, all: readonly T[], isOne: (one: T) => boolean): Figure {
  const found = all.filter(isOne)
  for (const one of found.slice(0, 10)) console.error(`${store}: ${metric}: ${JSON.stringify(one)}`)
  return figure(`${store}: ${metric}`, found.length, 'count', { atMost: 0 })
}
