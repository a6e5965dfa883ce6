/** Makes all that was learned of the coaches anew from what they keep: `npm run relearn`, with the app stopped in the embedded mode. */
import { systemClock } from '../src/clock.ts'
import { loadConfig } from '../src/config.ts'
import { createDoors } from '../src/db/doors.ts'
import { migrate } from '../src/db/migrate.ts'
import { createPatterns } from '../src/db/patterns.ts'
import { openDatabase } from './open-database.ts'
import { readOptions } from './read-options.ts'

readOptions(
  { command: 'npm run relearn', about: 'makes all that was learned of the coaches anew from what they keep' },
  {},
)

const config = loadConfig()
const { database, close } = await openDatabase(config)
try {
  await migrate(database)
  const count = await createPatterns({ doors: createDoors(database), clock: systemClock }).recomputeAll()
  console.log(`Made anew for ${count} coaches.`)
} finally {
  await close()
}
