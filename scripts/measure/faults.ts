/** What people write while the product is killed again and again, and what of it must hold afterwards. */
import type { KilledWorld } from '../../test/support/killed-world.ts'
import { createRandom } from './figures.ts'

export type Person = Awaited<ReturnType<KilledWorld['invite']>>
/** A message of the bot on a client's phone, when it came by `performance.now()`. */
export type Arrival = { text: string; at: number }
export type Client = {
  name: string
  person: Person
  /** What the client wrote, in order. */
  said: string[]
  /** What the coach wrote to the client while she led, in order, as it must be read. */
  owed: string[]
  arrivals: Arrival[]
}

/** Writes from `start` until `end`, each person by a stream of random numbers of their own. */
export function startTraffic(world: KilledWorld, clients: Client[], seed: number): { end(): Promise<void> } {
  let isOver = false
  const people = clients.map((client, n) => writeAsClient(client, createRandom(seed + n + 1)))
  const coach = leadInTurn(createRandom(seed + 1000))

  async function writeAsClient(client: Client, random: () => number): Promise<void> {
    while (!isOver) {
      await pause(300 + 4000 * random() ** 2) // bursts, and pauses in which an answer comes
      await write(client)
    }
  }

  async function leadInTurn(random: () => number): Promise<void> {
    let notes = 0
    while (!isOver) {
      await pause(500 + 2500 * random())
      const client = clients[Math.floor(random() * clients.length)]
      if (!client) return
      const topic = { chat: world.group.id, topic: world.topicIdOf(client.name) }
      await world.dana.says('/takeover', topic)
      for (let left = 1 + Math.floor(3 * random()); left > 0; left--) {
        await pause(800 * random())
        const text = `My note ${++notes}.`
        await world.dana.says(text, topic)
        client.owed.push(`Dana: ${text}`)
      }
      await pause(800 * random())
      await world.dana.says('/handback', topic)
    }
  }

  return {
    async end() {
      isOver = true
      await Promise.all([...people, coach])
    },
  }
}

/** @returns the words, which nobody else writes and which end as a sentence does */
export async function write({ name, person, said }: Client): Promise<string> {
  const text = `${name} thinks of part ${said.length + 1}.`
  said.push(text)
  await person.says(text)
  return text
}

/** Notes what comes to whose phone and when. @returns a function that stops it */
export function noteArrivals(world: KilledWorld, clients: Client[]): () => void {
  return world.simulator.world.onEvent(({ kind, chatId }) => {
    const client = kind === 'message' && clients.find(({ person }) => person.id === chatId)
    if (!client) return
    const last = client.person.screen().at(-1)
    if (last?.from.isBot) client.arrivals.push({ text: last.text, at: performance.now() })
  })
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
