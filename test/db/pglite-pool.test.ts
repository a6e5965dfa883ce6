import { once } from 'node:events'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openPglite, type PgliteDatabase } from '../../src/db/pglite.ts'
import { createPglitePool, type PgPoolLike } from '../../src/db/pglite-pool.ts'
import { preparedDump } from '../support/prepared.ts'

let database: PgliteDatabase
let pool: PgPoolLike
beforeAll(async () => {
  database = await openPglite({ loadFrom: await preparedDump('empty') })
  pool = createPglitePool(database.pglite)
  await database.pglite.exec('create role app nologin; create table note (text text); grant all on note to app')
})
afterAll(() => database.close())
beforeEach(async () => {
  await database.pglite.exec('truncate note')
})

const countNotes = async () => (await pool.query<{ n: number }>('select count(*)::int as n from note')).rows[0]?.n

test("a client's transaction has the session to itself", async () => {
  const client = await pool.connect()
  await client.query('BEGIN')
  await client.query("set local application_name = 'inside'")
  await client.query('insert into note values ($1)', ['inside'])

  // Three ways in from outside: a plain query, another client, and a transaction with a role of its own.
  const other = await pool.connect()
  const settled: string[] = []
  const outside = [
    pool.query<{ name: string }>("select current_setting('application_name') as name"),
    other.query("insert into note values ('outside')"),
    database.pglite.transaction(async (tx) => {
      await tx.query("select set_config('role', 'app', true)")
      await tx.query("insert into note values ('as app')")
      return tx.query<{ name: string }>('select current_user::text as name')
    }),
  ] as const
  for (const each of outside) each.then(() => settled.push('outside'))

  const inside = await client.query('select text, current_user::text as who from note')
  expect(inside.rows).toEqual([{ text: 'inside', who: 'postgres' }])
  expect(settled).toEqual([])
  await client.query('ROLLBACK')

  const [plain, , asApp] = await Promise.all(outside)
  expect(plain.rows[0]?.name).not.toBe('inside')
  expect(asApp.rows[0]?.name).toBe('app')
  const { rows } = await pool.query('select text from note order by text')
  expect(rows).toEqual([{ text: 'as app' }, { text: 'outside' }])
  client.release()
  other.release()
})

test('commit keeps, and two clients take turns', async () => {
  const order: string[] = []
  const story = async (name: string) => {
    const client = await pool.connect()
    await client.query('BEGIN')
    order.push(`${name} begins`)
    await client.query('insert into note values ($1)', [name])
    await client.query('select pg_sleep(0.01)')
    await client.query('COMMIT')
    order.push(`${name} ends`)
    client.release()
  }
  await Promise.all([story('Sarah'), story('Tom')])
  expect(order).toEqual(['Sarah begins', 'Sarah ends', 'Tom begins', 'Tom ends'])
  expect(await countNotes()).toBe(2)
})

test('a statement that fails ends only its own transaction', async () => {
  const client = await pool.connect()
  await client.query('BEGIN')
  await client.query("insert into note values ('lost')")
  await expect(client.query('select 1 / 0')).rejects.toMatchObject({ code: '22012' })
  await client.query('ROLLBACK')
  expect(await countNotes()).toBe(0)
  await client.query("insert into note values ('kept')")
  expect(await countNotes()).toBe(1)
  client.release()
})

test('a client released in the middle of a transaction gives the session back', async () => {
  const client = await pool.connect()
  await client.query('BEGIN')
  await client.query("insert into note values ('lost')")
  client.release()
  expect(await countNotes()).toBe(0)
})

test('a transaction needs a client', async () => {
  await expect(pool.query('begin;')).rejects.toThrow(/connect\(\)/)
})

test('text without parameters may hold several statements, and rows are counted', async () => {
  const { rows } = await pool.query("insert into note values ('a; b'); select text from note")
  expect(rows).toEqual([{ text: 'a; b' }])
  expect((await pool.query("insert into note values ('b'), ($1)", ['c'])).rowCount).toBe(2)
  expect((await pool.query('select * from note')).rowCount).toBe(3)
})

test('a client hears notifications until it is released', async () => {
  const client = await pool.connect()
  await client.query('listen news')
  const heard: unknown[] = []
  client.on('notification', (notice) => heard.push(notice))
  const first = once(client as unknown as EventTarget, 'notification')
  await pool.query("select pg_notify('news', 'one')")
  await first
  expect(heard).toEqual([{ channel: 'news', payload: 'one' }])
  client.release()
  await pool.query("select pg_notify('news', 'two')")
  expect(heard).toHaveLength(1)
})
