/** Migration 0031 over documents that are there: their words are counted, and their vectors get the signs that new ones do. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator'
import { expect, test } from 'vitest'
import { createRandom } from '../../scripts/measure/figures.ts'
import { fewLikenessSigns, likenessSignsOf } from '../../src/coaching/knowledge/likeness-signs.ts'
import { overPglite, rowsOf } from '../../src/db/client.ts'
import { migrate } from '../../src/db/migrate.ts'
import { openPglite } from '../../src/db/pglite.ts'

const migrations = fileURLToPath(new URL('../../migrations', import.meta.url))
const coach = '01a21e00-0000-7000-8000-000000000001'
const document = '01a21e00-0000-7000-8000-000000000002'
const dimensions = 1280

/** The migrations before the one in question, as an older version has them. */
async function before(tag: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'migrations-'))
  await cp(migrations, folder, { recursive: true })
  const path = join(folder, 'meta/_journal.json')
  const journal = JSON.parse(await readFile(path, 'utf8')) as { entries: { tag: string }[] }
  const at = journal.entries.findIndex((entry) => entry.tag === tag)
  await writeFile(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, at) }))
  return folder
}

test('words and vectors from before it are found as new ones are', async () => {
  const { pglite, close } = await openPglite()
  const database = overPglite(pglite)
  const folder = await before('0031_chunk_words')
  try {
    await migratePglite(database.drizzle as never, { migrationsFolder: folder })
    const random = createRandom(1)
    const vectors = [0, 1, 2].map(() => Float32Array.from({ length: dimensions }, () => random() - 0.5))
    // Word 7 is in all chunks, each has 500 of its own, in places that lie apart: more than one row holds.
    const words = vectors.map((_, chunk) => [7, ...Array.from({ length: 500 }, (_, at) => 100 + 3 * at + chunk)])
    const run = (statement: ReturnType<typeof sql>) => database.drizzle.execute(statement)
    await run(
      sql`insert into coaches (id, telegram_user_id, display_name, created_at) values (${coach}, 1, 'Dana', now())`,
    )
    await run(sql`insert into documents (coach_id, id, title, file_name, size_bytes, sha256, origin, status, deadline_at, created_at)
      values (${coach}, ${document}, 'Workbook', 'file', 1, '\\x00', 'api', 'ready', now(), now())`)
    for (const [at, vector] of vectors.entries()) {
      const id = `01a21e00-0000-7000-8000-00000000001${at}`
      const weights = `{${words[at]?.map((place) => `${place}:1.5`).join(',')}}/1000000000`
      await run(sql`insert into knowledge_chunks (coach_id, id, document_id, ordinal, headings, content, token_count, content_hash, words)
        values (${coach}, ${id}, ${document}, ${at}, '{}', 'text', 1, '\\x000102030405060708090a0b0c0d0e0f', ${weights}::sparsevec)`)
      await run(sql`insert into chunk_embeddings (coach_id, chunk_id, model, embedding)
        values (${coach}, ${id}, 'offline/1280', ${`[${vector.join(',')}]`}::halfvec)`)
    }
    await migrate(database)

    const kept = await rowsOf<{ e: number[]; likeness: string }>(
      database.drizzle,
      sql`select embedding::real[] as e, likeness::text as likeness from chunk_embeddings order by chunk_id`,
    )
    expect(kept).toHaveLength(3)
    for (const { e, likeness } of kept) expect(likeness).toBe(likenessSignsOf(Float32Array.from(e), fewLikenessSigns))

    const rows = await rowsOf<{ from_place: number; to_place: number; holding: string }>(
      database.drizzle,
      sql`select from_place, to_place, holding::text as holding from document_words order by from_place`,
    )
    const counted = rows.map(({ holding }) => holding.slice(1, holding.indexOf('}')).split(','))
    expect(counted.map((entries) => entries.length)).toEqual([480, 480, 480, 61])
    expect(rows.map((row, at) => [row.from_place, row.to_place, counted[at]?.at(0), counted[at]?.at(-1)])).toEqual(
      rows.map(({ from_place, to_place }) => [
        from_place,
        to_place,
        `${from_place}:${from_place === 7 ? 3 : 1}`,
        `${to_place}:1`,
      ]),
    )
    const texts = sql`select octet_length(content_hash) as bytes, words::text like '{7:1.5,%' as has_words
      from knowledge_chunks c join chunk_words w on w.coach_id = c.coach_id and w.chunk_id = c.id`
    expect(await rowsOf(database.drizzle, texts)).toEqual(Array(3).fill({ bytes: 7, has_words: true }))
  } finally {
    await close()
    await rm(folder, { recursive: true, force: true })
  }
})
