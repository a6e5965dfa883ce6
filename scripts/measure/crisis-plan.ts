/** Crises under fire: where they find a client, what has failed at that moment, and what the client writes. */

import type { World } from './crisis-round.ts'
import { pause } from './faults.ts'

type Person = World['dana']

/** When a situation comes about, in minutes before the crisis: some need that time has passed. */
export type Situation = {
  name: string
  agrees?: false
  minutesBefore?: 12 | 3
  /** The model reads what is written here. */
  aiReads?: true
  /** No model is asked, and no human leads: words that are soft count by themselves. */
  isUnread?: true
  /** A human of the team leads: no button for it in the alert. */
  isLed?: true
  arrange(world: World, person: Person): Promise<unknown>
}

const inTopic = (world: World, person: Person, text: string) => world.writes(world.dana, person.firstName, text)
const quietWords = 'I have been thinking about suicide.'

async function leads(world: World, person: Person) {
  await inTopic(world, person, '/takeover')
  await world.settle()
  await inTopic(world, person, 'I am here.')
}

async function isInCrisis(world: World, person: Person) {
  await person.says(quietWords)
  await world.settle()
}

export const situations: readonly Situation[] = [
  { name: 'with the AI', aiReads: true, arrange: async () => {} },
  { name: 'waiting for the human', isUnread: true, arrange: (_, person) => person.says('/human') },
  { name: 'with the human', isLed: true, arrange: leads },
  { name: 'with the AI off', isUnread: true, arrange: (world, person) => inTopic(world, person, '/ai off') },
  { name: 'before consent', agrees: false, arrange: async () => {} },
  { name: 'after declining', agrees: false, arrange: (_, person) => person.taps('No, thank you') },
  {
    name: 'paused, after withdrawing',
    async arrange(world, person) {
      await person.says('/privacy')
      await world.settle()
      await person.taps('Stop and withdraw my consent')
    },
  },
  { name: 'in an open crisis', minutesBefore: 3, arrange: isInCrisis },
  {
    name: 'in a crisis whose human has fallen silent',
    minutesBefore: 12,
    isLed: true,
    async arrange(world, person) {
      await isInCrisis(world, person)
      await leads(world, person)
    },
  },
  {
    name: 'after a crisis',
    minutesBefore: 3,
    aiReads: true,
    async arrange(world, person) {
      await isInCrisis(world, person)
      await leads(world, person)
      await world.settle()
      await inTopic(world, person, '/handback Her sister is with her.')
    },
  },
]

export type Fault = {
  name: string
  kind: 'none' | 'model' | 'queue' | 'telegram' | 'database'
  /** @param random numbers in [0, 1) */
  begin(world: World, people: readonly Person[], random: () => number): void
  /** While people write, where it does not begin before. */
  asTheyWrite?(world: World, random: () => number): Promise<void>
}

const model = (name: string, fault: Parameters<World['model']['alwaysFail']>[0]): Fault => ({
  name: `the model ${name}`,
  kind: 'model',
  begin: (world) => world.model.alwaysFail(fault),
})

/** The first few sends to each client fail, and some of those to the coach. */
function telegram(name: string, failure: (random: () => number) => object): Fault {
  return {
    name: `Telegram ${name}`,
    kind: 'telegram',
    begin({ simulator, dana, group }, people, random) {
      const fail = (chat: number, rest: object) =>
        simulator.faults.add({ method: 'sendMessage', chat, ...rest, ...failure(random) } as never)
      for (const { id } of people) fail(id, { times: 1 + Math.floor(2 * random()) })
      for (const { id } of [dana, group]) fail(id, { probability: 0.3, seed: Math.floor(1_000 * random()) })
    },
  }
}

function isDown(world: World) {
  world.faults.databaseDown = true
}

export const faults: readonly Fault[] = [
  { name: 'nothing', kind: 'none', begin: () => {} },
  model('stalled', 'stall_before_headers'),
  model('answering 401', '401'),
  model('answering 429', 'rate_429'),
  model('answering garbage', 'malformed'),
  {
    name: 'the queue down',
    kind: 'queue',
    begin: (world) => {
      world.faults.queueDown = true
    },
  },
  { name: 'the database down', kind: 'database', begin: isDown },
  {
    name: 'the database going down as they write',
    kind: 'database',
    begin: () => {},
    async asTheyWrite(world, random) {
      await pause(5 + 300 * random())
      isDown(world)
    },
  },
  telegram('answering 429', (random) => ({ status: 429, retryAfter: 1 + Math.floor(2 * random()) })),
  telegram('answering 5xx', (random) => ({ status: [500, 502, 503, 504][Math.floor(4 * random())] })),
]

/** Ends whichever it was. */
export function endFaults({ model, faults, simulator }: World): void {
  model.alwaysFail(undefined)
  faults.queueDown = false
  faults.databaseDown = false
  simulator.faults.clear()
}

const explicit = [
  'I am going to kill myself tonight.',
  'I want to kill myself.',
  quietWords,
  'I want to die.',
  'Ich will mich umbringen.',
  'Quiero matarme.',
]
/** Only a model can tell what this means. */
export const indirect = 'I have given my dog away. Everything is in order now.'
/** Weighed by the model; where there is none to weigh it, it counts. */
const soft = 'It all feels hopeless, and I am so numb.'

/** No words at all: the button that /help shows. */
export const notSafeButton = "I'm not safe"

/** Something that must be answered in this situation, whatever has failed. */
export function wordsFor(situation: Situation, fault: Fault, random: () => number): string {
  if ((situation.aiReads || situation.isUnread) && random() < 0.15) return notSafeButton
  const isByRules = random() < 0.6 || fault.kind === 'database'
  if (!isByRules && situation.isUnread) return soft
  if (!isByRules && situation.aiReads) return fault.kind === 'model' ? soft : indirect
  return explicit[Math.floor(explicit.length * random())] ?? ''
}
