/** Makes what `prepared.ts` hands out, in the folder named on the command line. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pino from 'pino'
import { overPglite } from '../../src/db/client.ts'
import { migrate } from '../../src/db/migrate.ts'
import { openPglite } from '../../src/db/pglite.ts'
import { createPglitePool } from '../../src/db/pglite-pool.ts'
import { openQueues } from '../../src/jobs/queues.ts'

const folder = process.argv[2] ?? ''
const log = pino({ level: 'silent' })
const { pglite, dump, close } = await openPglite({ folder: join(folder, 'data', 'pglite'), log })
await keep('empty')
await migrate(overPglite(pglite))
const queues = await openQueues({ pool: createPglitePool(pglite) }, { log, assertOutsideTransaction: () => {} })
await queues.close()
await keep('migrated')
await close()

async function keep(name: string): Promise<void> {
  await writeFile(join(folder, `${name}.tar`), Buffer.from(await (await dump()).arrayBuffer()))
}
