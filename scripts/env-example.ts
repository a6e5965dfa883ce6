/** Writes .env.example from src/config.ts: `npm run env:example`. */
import { writeFileSync } from 'node:fs'
import { renderEnvExample } from '../src/config.ts'
import { readOptions } from './read-options.ts'

readOptions({ command: 'npm run env:example', about: 'writes .env.example from the configuration' }, {})

writeFileSync(new URL('../.env.example', import.meta.url), renderEnvExample())
