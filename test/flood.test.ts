/** Under Telegram's limits, with refusals at random: nothing lost, nothing doubled, in order, and nobody waits behind a mirror (F8). */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { openWorld } from './support/world.ts'

/** The promise is made for 100 clients and 10 turns; `TEST_SCALE=full` tries as many. */
const [clients, turns] = process.env['TEST_SCALE'] === 'full' ? [100, 10] : [6, 4]

test('a flood of turns under the limits and random refusals', async () => {
  const names = Array.from({ length: clients }, (_, n) => `Client${n}`)
  await using world = await openWorld({ clients: names })
  await world.dana.says('/mirrors')
  await world.dana.hears('How much do you want')
  await world.dana.taps('every turn')
  await world.advance(5 * 60_000)
  world.model.answersWith((request) => ({ reply: `Heard: ${request.texts('user').at(-1)}` }))
  const { simulator, group } = world
  simulator.limits.set({ on: true })
  simulator.faults.add({ probability: 0.05, seed: 11, status: 429, retryAfter: 3 })
  const since = simulator.calls.list().at(-1)?.n ?? 0
  const people = names.map((name) => world.client(name))

  for (let turn = 0; turn < turns; turn++) {
    for (const [n, person] of people.entries()) await person.says(`Number ${turn} of ${n}.`)
    await world.advance(1_500)
    // Refused or not, each has its answer within the seconds that Telegram asked for, however many mirrors wait.
    for (let second = 0; second < 8; second++) await world.advance(1_000)
    for (const [n, person] of people.entries())
      expect(person.screen().at(-1)?.text).toBe(`Heard: Number ${turn} of ${n}.`)
  }
  // Mirrors wait for their share by now; someone in danger does not.
  await people[0]?.says('I want to kill myself.')
  for (let second = 0; second < 4; second++) await world.advance(1_000)
  expect(people[0]?.screen().at(-1)?.text).toContain("can't keep you safe on my own")
  expect(world.dana.screen().filter(({ text, silent }) => text.includes('may be in danger') && !silent)).toHaveLength(1)
  expect(await world.rows(sql`select id from deliveries where status = 'pending' and lane = 3 limit 1`)).toHaveLength(1)

  simulator.faults.clear()
  for (let minute = 0; minute < 4 + (clients * turns) / 60; minute++) await world.advance(60_000)
  await world.settle()
  for (const [n, person] of people.entries()) {
    const heard = person.screen().filter(({ text }) => text.startsWith('Heard:'))
    const numbers = Array.from({ length: turns }, (_, turn) => `Number ${turn} of ${n}.`)
    expect(heard.map(({ text }) => text)).toEqual(numbers.map((text) => `Heard: ${text}`))
    const shown = world
      .topic(names[n] ?? '')
      .map(({ text }) => text)
      .filter((text) => !text.startsWith('🆘')) // an alert repeats what was said last
      .join('\n')
    expect(shown.match(/(?<!Heard: )Number \d+ of \d+\./g)).toEqual(numbers)
    expect(shown.match(/(?<=Heard: )Number \d+ of \d+\./g)).toEqual(numbers)
  }
  const mirrors = simulator.calls
    .list({ method: 'sendMessage', since })
    .filter(({ parameters, ok }) => ok && parameters['chat_id'] === group.id)
    .filter(({ parameters }) => !String(parameters['text']).startsWith('🆘')) // alerts are no mirrors
  expect(mirrors.length).toBeLessThan(clients * turns) // digests
  expect(await world.rows(sql`select id from deliveries where status in ('pending', 'sending', 'failed')`)).toEqual([])
})
