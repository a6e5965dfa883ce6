/** Which help lines a person has to verify: `npm run check:helplines`. Ends with 1 while there are any. */
import { createHelplines } from '../src/coaching/safety/lines/helplines.ts'

const unverified = createHelplines().listUnverified(new Date())
for (const line of unverified) console.log(line)
console.log(unverified.length === 0 ? 'Every help line is verified.' : `${unverified.length} to verify.`)
process.exitCode = unverified.length === 0 ? 0 : 1
