import type { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPglite, type PgliteDatabase } from '../../src/db/pglite.ts'
import { keepStatements } from '../../src/db/pglite-prepared.ts'
import { preparedDump } from '../support/prepared.ts'

let database: PgliteDatabase
let pglite: PGlite

beforeAll(async () => {
  database = await openPglite({ loadFrom: await preparedDump('empty') })
  pglite = database.pglite
  await pglite.exec(
    'create table note (id int primary key, text text, at timestamptz, data jsonb, tags text[], big bigint)',
  )
})
afterAll(() => database.close())

const bothWays = (text: string, params: unknown[], options = {}) =>
  Promise.all([keepStatements(pglite).query(text, params, options), pglite.query(text, params, options)])

test.each<[string, unknown[]]>([
  ['select $1::int as a, $2::text as b, $3::boolean as c', [1, 'ä', true]],
  ['select $1::timestamptz as a, $2::date as b', [new Date('2026-03-02T10:00:00Z'), '2026-03-02']],
  ['select $1::jsonb as a, $2::json as b', [{ deep: [1, null] }, '{"x":1}']],
  [
    'select $1::text[] as a, $2::int[] as b',
    [
      ['one', 'with "quotes"', ''],
      [1, 2],
    ],
  ],
  ['select $1::bytea as a, $2::uuid as b', [new Uint8Array([0, 255]), '0e37df36-f698-11e6-8dd4-cb9ced3df976']],
  ['select $1::bigint as a, $2::numeric as b, $3::float8 as c', [2n ** 60n, '1.50', 0.5]],
  ['select $1::text as a where false', ['nothing']],
  ['select null::text as a, $1::int as b', [null]],
])('%s is answered as PGlite answers it', async (text, params) => {
  for (const options of [{}, { rowMode: 'array' }, { parsers: { 1184: (value: string) => `read: ${value}` } }]) {
    const [kept, own] = await bothWays(text, params, options)
    expect(kept.rows).toEqual(own.rows)
    expect(kept.fields).toEqual(own.fields)
  }
})

test('says how many rows it changed, with and without RETURNING', async () => {
  const { query } = keepStatements(pglite)
  expect((await query('insert into note (id, text) values ($1, $2), (2, $2)', [1, 'x'])).affectedRows).toBe(2)
  const returned = await query('update note set text = $1 returning id', ['y'])
  expect(returned).toMatchObject({ affectedRows: 2, rows: [{ id: 1 }, { id: 2 }] })
  expect((await query('delete from note where id > $1', [5])).affectedRows).toBe(0)
})

test('a statement that fails says why, rolls back its transaction, and is fine the next time', async () => {
  const { query, transaction } = keepStatements(pglite)
  const insert = 'insert into note (id, text) values ($1, $2)'
  await query(insert, [10, 'there'])
  const failed = transaction(async (tx) => {
    await tx.query(insert, [11, 'with it'])
    await tx.query(insert, [10, 'again'])
  })
  await expect(failed).rejects.toMatchObject({ code: '23505' })
  await expect(query('select nothing from nowhere')).rejects.toMatchObject({ code: '42P01' })
  expect((await query('select id from note where id >= 10')).rows).toEqual([{ id: 10 }])
  await query(insert, [11, 'later'])
  await expect(query(insert, ['no number', ''])).rejects.toMatchObject({ code: '22P02' })
  expect((await query('select id from note where id >= 10 order by id')).rows).toEqual([{ id: 10 }, { id: 11 }])
})

test('what is asked together is answered in order, and no transaction lands inside another', async () => {
  const { query, transaction } = keepStatements(pglite)
  const txid = 'select txid_current()::text as id'
  const inside = transaction(async (tx) => {
    const ids = await Promise.all([tx.query<{ id: string }>(txid), tx.query<{ id: string }>(txid)])
    return ids.map(({ rows }) => rows[0]?.id)
  })
  const [ids, outside] = await Promise.all([inside, query<{ id: string }>(txid)])
  expect(new Set(ids).size).toBe(1)
  expect(outside.rows[0]?.id).not.toBe(ids[0])
})

test('a transaction that is over takes no more', async () => {
  const late = await keepStatements(pglite).transaction(async (tx) => tx)
  await expect(late.query('select 1')).rejects.toThrow('over')
})

test('statements without end do not fill the session, and one that was let go is made anew', async () => {
  const { query } = keepStatements(pglite)
  for (let n = 0; n < 600; n++) await query(`select ${n} as n`)
  const { rows } = await pglite.query<{ n: number }>('select count(*)::int as n from pg_prepared_statements')
  expect(rows[0]?.n).toBeLessThanOrEqual(500)
  expect((await query('select 0 as n')).rows).toEqual([{ n: 0 }])
})

test('a statement whose table has changed its shape is planned anew', async () => {
  const { query } = keepStatements(pglite)
  await pglite.exec('create table shape (a int); insert into shape values (1)')
  expect((await query('select a from shape')).rows).toEqual([{ a: 1 }])
  await pglite.exec('alter table shape add b int')
  expect((await query('select a from shape')).rows).toEqual([{ a: 1 }])
})
