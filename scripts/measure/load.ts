/** Clients who write, wait for the answer and write again at once. */
import { sentenceWaitMs } from '../../src/coaching/pacing.ts'
import type { CpuMs, Person, Stage } from './stage.ts'

export type Load = {
  clients: number
  /** Answered turns a second, while all were at it. */
  turnsPerSecond: number
  /** What it would be if the product took no time at all. */
  idealPerSecond: number
  /** Of each turn what is not the model and not the wait for the rest of a burst; Telegram answers at once here. */
  ownMs: number[]
  /** The same of one of them alone. */
  ownMsOf(person: Person): number[]
  /** What each used of a processor for a turn. */
  cpuMsPerTurn: CpuMs
  /** The bot said something else than an answer. */
  unexpected: string[]
}

/**
 * Puts `people` on their phones until each has been through a whole turn, and then for `seconds`, two whole turns at least.
 *
 * @param latencyMs how long the model takes
 * @param until they do not stop before this has happened
 */
export async function drive(
  stage: Stage,
  people: Person[],
  latencyMs: number,
  seconds: number,
  until?: Promise<unknown>,
): Promise<Load> {
  const cycleMs = sentenceWaitMs + latencyMs
  const { simulator, model, bot } = stage
  const turns: { person: Person; endedAt: number; ownMs: number }[] = []
  const unexpected: string[] = []
  const modelMs = new Map<string, number>()
  const heard = new Map<number, (text: string) => void>()
  let isOver = false

  model.settings.latencyMs = latencyMs
  model.answersWith((request) => {
    const words = request.texts('user').at(-1) ?? ''
    modelMs.set(words, performance.now() - request.arrivedAt)
    return { reply: `Heard: ${words}` }
  })
  const stopListening = simulator.world.onEvent(({ kind, chatId }) => {
    const hear = kind === 'message' && heard.get(chatId ?? 0)
    if (!hear) return
    const account = simulator.world.getPerson(chatId ?? 0)
    const messages = simulator.world.findPrivateChat(account, bot)?.messages
    const last = messages && [...messages.values()].at(-1)
    if (last && last.from.id === bot.id) hear(last.text)
  })

  async function chat(person: Person): Promise<void> {
    await pause(Math.random() * cycleMs) // people do not write in step
    for (let n = 1; !isOver; n++) {
      const words = `${person.firstName} thinks about the week, part ${n} at ${Math.round(performance.now())}.`
      const answered = new Promise<void>((resolve) => {
        heard.set(person.id, (text) => {
          if (text === `Heard: ${words}`) resolve()
          else unexpected.push(text)
        })
      })
      const saidAt = performance.now()
      await person.says(words)
      const isAnswered = await Promise.race([answered.then(() => true), giveUp.promise.then(() => false)])
      if (!isAnswered) return
      const endedAt = performance.now()
      turns.push({ person, endedAt, ownMs: endedAt - saidAt - sentenceWaitMs - (modelMs.get(words) ?? 0) })
      modelMs.delete(words)
    }
  }

  const giveUp = Promise.withResolvers<void>()
  const chats = people.map(chat)
  await pause(2 * cycleMs)
  await stage.analyze() // a server does so by itself, a minute after its tables have grown
  await pause(1_000)
  const from = performance.now()
  const before = await stage.cpuMs()
  await Promise.all([pause(Math.max(seconds * 1000, 2 * cycleMs)), until])
  const to = performance.now()
  const after = await stage.cpuMs()
  isOver = true
  const patience = setTimeout(giveUp.resolve, 3 * cycleMs + 30_000)
  await Promise.all(chats)
  clearTimeout(patience)
  stopListening()

  const counted = turns.filter(({ endedAt }) => endedAt >= from && endedAt <= to)
  return {
    clients: people.length,
    turnsPerSecond: (counted.length / (to - from)) * 1000,
    idealPerSecond: (people.length / cycleMs) * 1000,
    ownMs: counted.map(({ ownMs }) => ownMs),
    ownMsOf: (one) => counted.filter(({ person }) => person === one).map(({ ownMs }) => ownMs),
    cpuMsPerTurn: {
      product: (after.product - before.product) / counted.length,
      people: (after.people - before.people) / counted.length,
      postgres: (after.postgres - before.postgres) / counted.length,
      redis: (after.redis - before.redis) / counted.length,
    },
    unexpected,
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
