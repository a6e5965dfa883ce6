/**
 * How fast documents become knowledge: `npm run bench:ingest -- [--megabytes 2] [--rounds 3] [--uploaded 100] [--langchain DIR] [--store all|embedded|server] [--seed 1] [--json]`.
 *
 * The product's whole way (file stored, read in a process of its own, cut, weighed, embedded, stored) beside LangChain.js
 * (RecursiveCharacterTextSplitter, PGVectorStore), which is handed the same text: same database, same vectors of 1,280
 * dimensions from a function of this process, in turns. LangChain.js is installed by npm into a folder that goes again; where
 * that fails the product is measured alone. Then the product as an operator runs it: clients write while a coach's files come
 * by the API. On the embedded database, and on Postgres and Redis when TEST_DATABASE_URL and TEST_REDIS_URL name some (Redis
 * keys `bull:opencoach-*` there are deleted).
 */
import { type Figure, printReport, wholeNumber } from './measure/figures.ts'
import { measureSpeed } from './measure/ingest-speed.ts'
import { measureUnderLoad } from './measure/ingest-under-load.ts'
import { type LangChain, openLangChain } from './measure/langchain.ts'
import { storesToMeasure } from './measure/stage.ts'
import { readOptions } from './read-options.ts'

const { values: options } = readOptions(
  { command: 'npm run bench:ingest --', about: 'how fast documents become knowledge, and who waits for it' },
  {
    megabytes: { type: 'string', default: '2', atLeast: 1, about: 'of text in each document' },
    rounds: { type: 'string', default: '3', atLeast: 1, about: 'how often each side is given four documents' },
    uploaded: {
      type: 'string',
      default: '100',
      atLeast: 0,
      about: 'megabytes that come while clients write; 0 for none',
    },
    langchain: {
      type: 'string',
      about: 'a folder where LangChain.js is installed; left out, npm installs it into one that goes again',
    },
    store: { type: 'string', default: 'all', oneOf: ['all', 'embedded', 'server'], about: 'on which database' },
    seed: { type: 'string', default: '1', atLeast: 0, about: 'what everything random follows from' },
    json: { type: 'boolean', default: false, about: 'figures for a program to read' },
  },
)
const megabytes = wholeNumber('megabytes', options.megabytes)
const rounds = wholeNumber('rounds', options.rounds)
const uploaded = wholeNumber('uploaded', options.uploaded, { atLeast: 0 })
const seed = wholeNumber('seed', options.seed, { atLeast: 0 })
const stores = storesToMeasure(process.env).filter(
  (store) => options.store === 'all' || (options.store === 'embedded') === (store === 'PGlite'),
)

const peer = await openLangChain(options.langchain).catch((error: Error): undefined => {
  console.error(`${error.message}\nThe product is measured alone.`)
})
const rows: Figure[] = []
try {
  for (const store of stores) {
    const isOnServer = store !== 'PGlite'
    rows.push(...(await measureSpeed(store, { isOnServer, megabytes, rounds, seed, peer })))
    if (uploaded > 0) rows.push(...(await measureUnderLoad(store, { megabytes: uploaded, seed })))
  }
} finally {
  await peer?.remove()
}
console.error(
  peer ? `Beside LangChain.js: ${versionsOf(peer)}` : 'Beside nothing: LangChain.js could not be installed.',
)
printReport('bench:ingest', rows, { json: options.json, seed })

function versionsOf({ versions }: LangChain): string {
  return Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')
}
