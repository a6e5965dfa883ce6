/** Writes .env.example from src/config.ts: `npm run env:example`. */
import { writeFileSync } from 'node:fs'
import { renderEnvExample } from '../src/config.ts'

writeFileSync(new URL('../.env.example', import.meta.url), renderEnvExample())
