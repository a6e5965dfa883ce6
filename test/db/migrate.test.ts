import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { migrate } from '../../src/db/migrate.ts'
import { openTestStore } from '../support/databases.ts'

test('a start beside processes at work alters no table that is secured already, and still secures one that is not', async () => {
  const { database } = await openTestStore()
  const run = (statement: string) => database.drizzle.execute(sql.raw(statement))
  await run(`create function refuse_alter() returns event_trigger language plpgsql as $$ begin raise 'altered'; end $$`)
  await run(
    `create event trigger no_alter on ddl_command_start when tag in ('ALTER TABLE') execute function refuse_alter()`,
  )
  await migrate(database)

  await run('alter event trigger no_alter disable')
  await run('alter table messages no force row level security')
  await run('alter event trigger no_alter enable')
  await expect(migrate(database)).rejects.toMatchObject({ cause: expect.objectContaining({ message: 'altered' }) })
  await run('drop event trigger no_alter')
  await migrate(database)
  const open = sql`select relname from pg_class where relname = 'messages' and not relforcerowsecurity`
  expect([...(((await database.drizzle.execute(open)) as unknown as { rows?: unknown[] }).rows ?? [])]).toEqual([])
})
