/** The faults on one store, TEST_STORE: started by test-faults.ts, which reads the figures from the last line. */
import { parseArgs } from 'node:util'
import prepareStores from '../../test/support/global-setup.ts'
import { type KilledWorld, openKilledWorld } from '../../test/support/killed-world.ts'
import { type Client, noteArrivals, pause, startTraffic, write } from './faults.ts'
import { createRandom, type Figure, figure, median, printReport, wholeNumber } from './figures.ts'
import { findAiWhileHumanLed, findDoubled, findLost, findOutOfOrder } from './judge-faults.ts'

const { values } = parseArgs({ options: { kills: { type: 'string' }, seed: { type: 'string' } } })
const kills = wholeNumber('kills', values.kills ?? '')
const seed = wholeNumber('seed', values.seed ?? '', { atLeast: 0 })
const store = process.env['TEST_STORE'] === 'servers' ? 'Postgres + Redis' : 'PGlite'
const names = ['Sarah', 'Tom', 'Mia', 'Noor']

const clearAway = await prepareStores()
const world = await openKilledWorld()
try {
  printReport('test:faults', await measure(), { json: true, seed })
} finally {
  await world.close()
  await clearAway()
}

async function measure(): Promise<Figure[]> {
  const clients: Client[] = []
  for (const name of names) clients.push({ name, person: await world.invite(name), said: [], owed: [], arrivals: [] })
  console.error(`${store}: ${clients.length} clients and a coach write ...`)
  world.model.settings.latencyMs = 300
  noteArrivals(world, clients)

  const traffic = startTraffic(world, clients, seed)
  const killedAt: number[] = []
  const restartMs: number[] = []
  const random = createRandom(seed)
  for (let n = 1; n <= kills; n++) {
    await pause(100 + 2500 * random())
    killedAt.push(performance.now())
    await killAndRestart()
    restartMs.push(performance.now() - (killedAt.at(-1) ?? 0))
    if (n % 10 === 0) console.error(`${store}: ${n} of ${kills} kills`)
  }
  await traffic.end()
  console.error(`${store}: it comes to rest ...`)
  await everythingIsHandled()
  await leaveToAi()
  // What waits for the group's pace or for the end of a turn has come then.
  killedAt.push(performance.now())
  await killAndRestart(180_000)
  console.error(`${store}: the last words ...`)
  const unanswered = await sayLastWords(clients)
  await world.rest(90_000).catch((error: Error) => console.error(`${store}: ${error.message.slice(0, 1500)}`))
  return judge(clients, killedAt, restartMs, unanswered)
}

async function killAndRestart(laterMs = 0): Promise<void> {
  world.kill()
  await world.died()
  await world.restart({ laterMs })
}

/** Until the product has taken what people wrote; what follows from it may still wait for its time. */
async function everythingIsHandled(): Promise<void> {
  const deadline = performance.now() + 60_000
  const bots = [...world.simulator.world.bots.values()]
  while (bots.some(({ queue }) => queue.size > 0) && performance.now() < deadline) await pause(50)
}

/** Whoever waits for the human gets her, and then the AI again. */
async function leaveToAi(): Promise<void> {
  for (const { name, state } of await rows<{ name: string; state: string }>(
    'select c.display_name as name, v.state from conversations v join clients c on c.id = v.client_id',
  )) {
    const topic = { chat: world.group.id, topic: world.topicIdOf(name) }
    if (state === 'waiting') await world.dana.says('/takeover', topic)
    if (state !== 'ai') await world.dana.says('/handback', topic)
  }
}

async function sayLastWords(clients: Client[]): Promise<string[]> {
  const answered = await Promise.all(
    clients.map(async (client) => {
      const words = await write(client)
      return client.person.hears(`Heard: ${words}`, { timeoutMs: 60_000 }).then(
        () => [],
        () => [client.name],
      )
    }),
  )
  return answered.flat()
}

async function judge(clients: Client[], killedAt: number[], restartMs: number[], unanswered: string[]) {
  const stored = await rows<{ name: string; by: string; content: string }>(
    `select c.display_name as name, m.sender_type as by, m.content from messages m join conversations v on v.id = m.conversation_id
     join clients c on c.id = v.client_id where m.visibility = 'shared' order by m.conversation_id, m.seq`,
  )
  const open = await rows(`select id from conversations where turn_due_at is not null or lease_id is not null
    union all select id from deliveries where status in ('pending', 'sending')`)
  const storedOf = ({ name }: Client) =>
    stored.flatMap((row) => (row.name === name && row.by === 'client' ? row.content : []))
  const heardBy = ({ arrivals }: Client) => arrivals.map(({ text }) => text)
  const doubled = clients.map(({ arrivals }) => findDoubled(arrivals, killedAt))
  const all = (find: (client: Client) => string[]) => clients.flatMap(find)

  return [
    figure(`${store}: kills`, killedAt.length, 'kills'),
    figure(`${store}: from a kill until it works again, median`, median(restartMs), 'ms'),
    figure(`${store}: messages written by clients`, all(({ said }) => said).length, 'messages'),
    figure(`${store}: messages written by the coach`, all(({ owed }) => owed).length, 'messages'),
    none(
      'messages of clients lost',
      all((client) => findLost(client.said, storedOf(client))),
    ),
    none(
      'messages of clients stored twice',
      all((client) => findRepeated(storedOf(client))),
    ),
    none(
      'messages of clients not shown to the coach',
      all((client) => findLost(client.said, shownOf(client))),
    ),
    none(
      'messages of the coach lost',
      all((client) => findLost(client.owed, heardBy(client))),
    ),
    none(
      'doubled outside the ambiguous window',
      doubled.flatMap(({ outside }) => outside),
    ),
    figure(`${store}: doubled inside it`, doubled.flatMap(({ inside }) => inside).length, 'messages'),
    none(
      'out of order',
      all((client) => [
        ...findOutOfOrder(client.said, storedOf(client)),
        ...findOutOfOrder(
          client.said.map((text) => `Heard: ${text}`),
          heardBy(client),
        ),
        ...findOutOfOrder(client.owed, heardBy(client)),
        ...findOutOfOrder(client.said, shownOf(client)),
      ]),
    ),
    none('AI texts while the human led', all(findAiWhileHumanLed)),
    none('clients unanswered', unanswered),
    none(
      'clients with more than one topic',
      clients.flatMap(({ name }) => (world.topicsOf(name).length > 1 ? [name] : [])),
    ),
    none(
      'turns and deliveries never ended',
      open.map(() => 'row'),
    ),
  ]
}

/** The goal is that there are none; those there are, are named for people. */
function none(metric: string, found: string[]): Figure {
  if (found.length > 0) console.error(`${store}: ${metric}: ${found.slice(0, 10).join(' | ')}`)
  return figure(`${store}: ${metric}`, found.length, 'count', { atMost: 0 })
}

function findRepeated(texts: string[]): string[] {
  return texts.filter((text, at) => texts.indexOf(text) < at)
}

/** The client's own words in their topic, in the order in which they stand there; the AI's answers quote them. */
function shownOf({ name }: Client): string[] {
  const shown = world
    .topicsOf(name)
    .flat()
    .join('\n')
    .replace(/Heard: .*/g, '')
  return shown.match(new RegExp(`${name} thinks of part \\d+\\.`, 'g')) ?? []
}

function rows<T>(query: string): Promise<T[]> {
  return (world as KilledWorld).rows<T>(query)
}
