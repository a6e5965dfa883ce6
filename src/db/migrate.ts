/** Brings a database to the newest schema: one folder of migrations for PGlite and Postgres. */
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator'
import { migrate as migratePostgres } from 'drizzle-orm/postgres-js/migrator'
import type { Database } from './client.ts'

const folder = fileURLToPath(new URL('../../migrations', import.meta.url))
/** Any number, the same for every process: only one migrates at a time. */
const migrationLock = 7_204_511

/** Safe to run at every start, and by several processes at once. */
export async function migrate(database: Database): Promise<void> {
  // The migrators differ only in the driver type they ask for.
  if (database.kind === 'pglite') {
    await migratePglite(database.drizzle as unknown as Parameters<typeof migratePglite>[0], {
      migrationsFolder: folder,
    })
    return secure(database)
  }
  // Held on one connection while the migrator works on another.
  await database.drizzle.transaction(async (lock) => {
    await lock.execute(sql`select pg_advisory_xact_lock(${migrationLock})`)
    await migratePostgres(database.drizzle as unknown as Parameters<typeof migratePostgres>[0], {
      migrationsFolder: folder,
    })
    await secure(database)
  })
}

/**
 * Forces row-level security on every table of ours, its owner included, and hands the two roles their rights: done after
 * each run, so that no migration can forget it. A table without policies is then readable by nobody.
 */
async function secure({ drizzle }: Database): Promise<void> {
  await drizzle.execute(sql`
    do $$ declare t record; begin
      for t in select c.oid::regclass as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind = 'r'
          and not (c.relrowsecurity and c.relforcerowsecurity) -- altering locks out everyone who is at work
          and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      loop
        execute format('alter table %s enable row level security, force row level security', t.name);
      end loop;
      grant usage on schema public to opencoach_app, opencoach_system;
      grant select, insert, update, delete on all tables in schema public to opencoach_app, opencoach_system;
      grant usage on all sequences in schema public to opencoach_app, opencoach_system;
    end $$`)
}
