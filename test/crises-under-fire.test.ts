/** Whatever has failed and wherever it finds a client: nobody in danger is left without an answer, nor without a human. */
import { expect, test } from 'vitest'
import { type Fault, faults, situations } from '../scripts/measure/crisis-plan.ts'
import { playRound } from '../scripts/measure/crisis-round.ts'
import { createRandom } from '../scripts/measure/figures.ts'

/** Of every kind of fault one, each with clients in half of the situations. */
const some = ['the model stalled', 'the queue down', 'the database going down as they write', 'Telegram answering 429']
const chosen = faults.filter(({ name }) => some.includes(name))

test.each(chosen.map((fault, n): [string, Fault, number] => [fault.name, fault, n]))('with %s', async (_, fault, n) => {
  const cast = situations.filter((_, at) => at % 2 === n % 2)
  const crises = await playRound(cast, fault, createRandom(7), { modelDeadlineMs: 1_500 })
  expect(crises).toHaveLength(cast.length)
  expect(crises.filter(({ answeredAfterS = Infinity }) => answeredAfterS > 30)).toEqual([])
  expect(crises.filter(({ ending }) => ending === undefined)).toEqual([])
  expect(crises.filter(({ aiTexts }) => aiTexts > 0)).toEqual([])
})
