/**
 * A practice that people have signed up to, kept for the worlds that begin with the same one: the rows of the product's
 * tables and the people's Telegram. The first world of a run makes it the long way, as people do.
 */
import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { sql } from 'drizzle-orm'
import { type Database, rowsOf } from '../../src/db/client.ts'
import { preparedFolder } from './prepared.ts'

/** By table, as JSON. */
export type Rows = Record<string, string>

export type SavedPractice = {
  /** Of the simulator. */
  telegram: Uint8Array
  rows: Rows
  now: Date
  /** Ids of people in it, by name. */
  people: Record<string, number>
  groupId: number | undefined
}

/** @param options all that the practice follows from */
export async function findSavedPractice(options: unknown): Promise<SavedPractice | undefined> {
  try {
    return deserialize(await readFile(pathOf(options)))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

export async function savePractice(options: unknown, saved: SavedPractice): Promise<void> {
  const path = pathOf(options)
  await mkdir(dirname(path), { recursive: true })
  // Two test files may make the same one at the same time.
  await writeFile(`${path}.${process.pid}`, serialize(saved))
  await rename(`${path}.${process.pid}`, path)
}

export async function readRows({ drizzle }: Database): Promise<Rows> {
  const tables = await rowsOf<{ name: string }>(drizzle, sql`select c.oid::regclass::text as name ${ourTables}`)
  const rows: Rows = {}
  for (const { name } of tables) {
    const query = sql`select json_agg(t)::text as rows from ${sql.raw(name)} t`
    const [row] = await rowsOf<{ rows: string | null }>(drizzle, query)
    if (row?.rows) rows[name] = row.rows
  }
  return rows
}

/** Leaves nothing but `rows` in the tables. */
export async function replaceRows({ drizzle }: Database, rows: Rows = {}): Promise<void> {
  await drizzle.transaction(async (tx) => {
    // Neither triggers nor foreign keys: all tables are filled anew.
    await tx.execute(sql`set local session_replication_role = replica`)
    await tx.execute(emptyTables)
    for (const [name, json] of Object.entries(rows)) {
      const table = sql.raw(name)
      await tx.execute(sql`insert into ${table} overriding system value
        select * from json_populate_recordset(null::${table}, ${json}::text::json)`)
    }
    await tx.execute(advanceSequences)
  })
}

/** All that no extension brought. */
const ourTables = sql.raw(`from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind = 'r'
    and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')`)

/** Deletes where there is something: with few rows that takes a fraction of a TRUNCATE, which makes new files for each table. */
const emptyTables = sql`
  do $$ declare t record; begin
    for t in select c.oid::regclass as name ${ourTables} loop
      execute format('delete from %s', t.name);
    end loop;
  end $$`

/** Numbers that the database gives out go on after those that are in its rows. */
const advanceSequences = sql`
  do $$ declare s record; highest bigint; begin
    for s in select d.refobjid::regclass as name, a.attname as attribute, pg_get_serial_sequence(d.refobjid::regclass::text, a.attname) as sequence
      from pg_depend d join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
      join pg_class c on c.oid = d.objid and c.relkind = 'S' join pg_class t on t.oid = d.refobjid
      join pg_namespace n on n.oid = t.relnamespace where n.nspname = 'public' and d.deptype = 'i'
    loop
      execute format('select max(%I) from %s', s.attribute, s.name) into highest;
      if highest is not null then
        perform setval(s.sequence, greatest(highest, nextval(s.sequence)));
      end if;
    end loop;
  end $$`

function pathOf(options: unknown): string {
  const store = process.env['TEST_STORE'] ?? 'embedded'
  const key = createHash('sha256').update(JSON.stringify(options)).digest('base64url')
  return join(preparedFolder(), 'practices', store, key)
}
