/** Crises around which the product is killed, on the real clock: when the first safe text comes, and that a human is called all the same. */
import type { KilledWorld } from '../../test/support/killed-world.ts'
import { safeTexts } from './crisis-round.ts'
import { type Person, pause } from './faults.ts'

export type KilledCrisis = {
  situation: string
  /** From the start of the next process; from the message, when the text came before the kill. Undefined: none came. */
  answeredAfterS: number | undefined
  ending: string | undefined
}

const words = 'I am going to kill myself tonight.'
const situations = ['with the AI', 'waiting for the human', 'with the human', 'before consent'] as const
/** Where the product ends itself; between them it is killed at a moment that the seed gives. */
const points = ['update-fetched-not-stored', undefined, 'crisis-stored-not-sent', undefined]
const patienceMs = 60_000
const hourMs = 3_600_000

export async function killInCrises(world: KilledWorld, kills: number, random: () => number): Promise<KilledCrisis[]> {
  const crises: (Omit<KilledCrisis, 'ending'> & { name: string })[] = []
  for (let n = 0; n < kills; n++) {
    const situation = situations[n % situations.length] ?? 'with the AI'
    const point = points[Math.floor(n / situations.length) % points.length]
    const name = `Client${n + 1}`
    const person = await world.invite(name, { agrees: situation !== 'before consent' })
    await arrange(world, person, situation)
    crises.push({ name, situation, answeredAfterS: await killAround(world, person, point, random) })
    if ((n + 1) % 5 === 0) console.error(`${n + 1} of ${kills} crises with a kill`)
  }
  await world.rest()
  for (const [n, { name }] of crises.entries()) {
    if (n % 3 !== 0) continue // to the others nobody comes
    const topic = { chat: world.group.id, topic: world.topicIdOf(name) }
    await world.dana.says('/takeover', topic)
    await world.dana.says('I am here. Where are you?', topic)
  }
  await world.rest()
  // Both limits pass, the first of them while nothing runs.
  for (const laterMs of [hourMs, 3 * hourMs]) {
    world.kill()
    await world.died()
    await world.restart({ laterMs })
    await pause(6_000) // the sweep looks every five seconds
    await world.rest()
  }
  const endings = await readEndings(world)
  return crises.map(({ name, ...rest }) => ({ ...rest, ending: endings.get(name) }))
}

async function arrange(world: KilledWorld, person: Person, situation: (typeof situations)[number]): Promise<void> {
  if (situation === 'waiting for the human') await person.says('/human')
  if (situation === 'with the human')
    await world.dana.says('/takeover', { chat: world.group.id, topic: world.topicIdOf(person.firstName) })
  await pause(300)
  await world.rest()
}

/** @returns seconds until the first safe text */
async function killAround(
  world: KilledWorld,
  person: Person,
  point: string | undefined,
  random: () => number,
): Promise<number | undefined> {
  if (point) await world.arm(point)
  let from = performance.now()
  let answeredAfterS: number | undefined
  const stop = world.simulator.world.onEvent(({ kind, chatId }) => {
    if (kind !== 'message' || chatId !== person.id || !safeTexts.has(person.screen().at(-1)?.text ?? '')) return
    answeredAfterS ??= (performance.now() - from) / 1_000
  })
  await person.says(words)
  if (!point) {
    await pause(150 * random())
    world.kill()
  }
  await world.died()
  from = performance.now()
  await world.restart()
  const deadline = performance.now() + patienceMs
  while (answeredAfterS === undefined && performance.now() < deadline) await pause(20)
  stop()
  return answeredAfterS
}

async function readEndings(world: KilledWorld): Promise<Map<string, string>> {
  const rows = await world.rows<{ name: string; steps: string[] }>(`select c.display_name as name,
      array(select s.step from safety_steps s where s.episode_id = e.id) as steps
    from safety_episodes e join conversations v on v.id = e.conversation_id join clients c on c.id = v.client_id`)
  return new Map(
    rows.flatMap(({ name, steps }) => {
      const ending = steps.find((step) => step === 'human' || step === 'escalated')
      return ending ? [[name, ending]] : []
    }),
  )
}
