/** Prints a one-time link by which one more person becomes a coach: `npm run coach-link`, with the app stopped in the embedded mode. */
import { join } from 'node:path'
import { Bot } from 'grammy'
import { v7 as uuidv7 } from 'uuid'
import { systemClock } from '../src/clock.ts'
import { createPractice, newCode } from '../src/coaching/practice.ts'
import { loadConfig } from '../src/config.ts'
import { openPostgres, overPglite } from '../src/db/client.ts'
import { createDoors } from '../src/db/doors.ts'
import { migrate } from '../src/db/migrate.ts'
import { openPglite } from '../src/db/pglite.ts'
import { createPractices } from '../src/db/practices.ts'
import { readOptions } from './read-options.ts'

readOptions(
  { command: 'npm run coach-link', about: 'prints a one-time link by which one more person becomes a coach' },
  {},
)

const config = loadConfig()
if (!config.telegramBotToken) throw new Error('TELEGRAM_BOT_TOKEN must be set: the demo has its coach already.')

const { database, close } = await open()
try {
  await migrate(database)
  const doors = createDoors(database)
  const practices = createPractices({ doors, clock: systemClock, ids: { next: () => uuidv7() }, newCode })
  const practice = createPractice({
    practices,
    answerThoseWaiting: async () => {},
    readWhatWaits: async () => {},
    secretBox: undefined,
    clock: systemClock,
    openModel: () => {
      throw new Error('No model is needed for a link')
    },
  })
  const { username } = await new Bot(config.telegramBotToken, {
    client: { apiRoot: config.telegramApiRoot },
  }).api.getMe()
  console.log(`https://t.me/${username}?start=${await practice.makeCoachCode()}\n(works once, for 24 hours)`)
} finally {
  await close()
}

async function open() {
  if (config.databaseUrl) {
    const postgres = openPostgres(config.databaseUrl)
    return { database: postgres, close: () => postgres.close() }
  }
  const embedded = await openPglite({ folder: join(config.dataDir, 'pglite') })
  return { database: overPglite(embedded.pglite), close: () => embedded.close() }
}
