/** Prints a one-time link by which one more person becomes a coach: `npm run coach-link`, with the app stopped in the embedded mode. */
import { Bot } from 'grammy'
import { v7 as uuidv7 } from 'uuid'
import { systemClock } from '../src/clock.ts'
import { createPractice, newCode } from '../src/coaching/practice.ts'
import { loadConfig } from '../src/config.ts'
import { createDoors } from '../src/db/doors.ts'
import { migrate } from '../src/db/migrate.ts'
import { createPractices } from '../src/db/practices.ts'
import { openDatabase } from './open-database.ts'
import { readOptions } from './read-options.ts'

readOptions(
  { command: 'npm run coach-link', about: 'prints a one-time link by which one more person becomes a coach' },
  {},
)

const config = loadConfig()
if (!config.telegramBotToken) {
  console.error('TELEGRAM_BOT_TOKEN must be set: the demo has its coach already.')
  process.exit(1)
}

const { database, close } = await openDatabase(config)
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
