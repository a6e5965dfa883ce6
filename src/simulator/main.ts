import { readOptions } from '../../scripts/read-options.ts'
import { createMovableClock } from './clock.ts'
import { createSimulator, listenSimulator } from './server.ts'

// An empty world to talk to, for bots other than ours too: npm run simulator -- --port 8081
const { values } = readOptions(
  { command: 'npm run simulator --', about: 'an empty Telegram on this machine, for any bot' },
  { port: { type: 'string', default: '8081', atLeast: 0, about: 'where it listens' } },
)
const clock = createMovableClock(new Date(), { ticking: true })
const { url, close } = await listenSimulator(createSimulator({ clock }), { port: Number(values.port) })
process.stdout.write(`The simulator listens on ${url} (the page is there; the Bot API at ${url}/bot<token>/<method>)\n`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close())
