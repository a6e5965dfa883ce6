import { sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { createDocumentReviews, openReview } from '../../src/db/document-reviews.ts'
import { createMovableClock } from '../../src/simulator/clock.ts'
import { offline, openLibrary } from '../support/library.ts'

const rule = 'A session that is cancelled late is charged after 24 hours.'

test('a document is compared with those of its coach that serve and are called otherwise, the nearest first', async () => {
  const library = await openLibrary()
  const { doors } = library
  const clock = createMovableClock(new Date())
  const reviews = createDocumentReviews({ doors, clock, ids: { next: () => v7() } })
  const [dana, mia] = [await library.addCoach(), await library.addCoach()]
  await library.addTexts(mia, [rule], 'Of another coach')
  await library.addTexts(dana, [rule], 'Workbook') // an older version
  const removed = await library.addTexts(dana, [rule], 'Removed')
  await library.addTexts(dana, ['Horses sleep standing.', rule.replace('24', '48')], 'Handout')
  const own = await library.addTexts(dana, [rule, 'Breathe.'], 'workbook')
  await doors.asCoach(dana, async (tx) => {
    await tx.execute(sql`update documents set embedded_with = ${offline.name} where coach_id = ${dana}`)
    await tx.execute(sql`update documents set remove_at = now() where coach_id = ${dana} and id = ${removed}`)
    await openReview(tx, own, clock.now())
    await openReview(tx, own, clock.now())
  })
  expect(await reviews.claim(mia)).toBeUndefined()
  const work = await reviews.claim(dana)
  if (!work) throw new Error('Nothing was taken')
  expect(work).toMatchObject({ documentId: own, attempts: 1 })
  expect(work.chunkIds).toHaveLength(2)
  expect(await reviews.claim(dana)).toBeUndefined() // it is taken
  const pairs = await reviews.listNearest(work, work.chunkIds)
  expect(new Set(pairs.map(({ other }) => other.title))).toEqual(new Set(['Handout']))
  expect(pairs[0]).toMatchObject({ own: { content: rule }, other: { content: rule.replace('24', '48') } })

  // Whoever took it never came back: the next one may, and what the first finds then is nobody's.
  clock.advance(601_000)
  const next = await reviews.claim(dana)
  expect(next).toMatchObject({ documentId: own, attempts: 2 })
  const found = [{ newerId: own, olderId: pairs[0]?.other.documentId ?? '', places: [] }]
  await reviews.settle(work, found)
  expect(await library.rows(sql`select id from document_conflicts where coach_id = ${dana}`)).toEqual([])
  if (next) await reviews.settle(next, [...found, { ...found[0], olderId: v7(), places: [] } as never])
  expect(await library.rows(sql`select id from document_conflicts where coach_id = ${dana}`)).toHaveLength(1)
  expect(await reviews.claim(dana)).toBeUndefined()
})
