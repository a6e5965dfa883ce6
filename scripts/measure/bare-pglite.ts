/** PGlite with pgvector and nothing else, from the start of the process to the first answer: what starts are compared with. */
import { PGlite } from '@electric-sql/pglite'
import { vector } from '@electric-sql/pglite-pgvector'

const pglite = await PGlite.create({ dataDir: process.argv[2] ?? 'memory://', extensions: { vector } })
await pglite.exec('create extension if not exists vector; select 1')
console.log('ready')
await pglite.close()
