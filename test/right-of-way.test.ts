/** What nobody waits for stands back, step by step, while somebody is being answered. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { openWorld } from './support/world.ts'

const handout = 'Welcome.\n\nWhen a client cancels, the session is charged after 24 hours. Be kind about it.'
const workbook = 'Three rules.\n\nWhen a client cancels, the session is charged after 48 hours. Breathe first.'

/** Somebody is always being answered, until the test lets the next step go, or all. */
function createHeldWay() {
  const waiting: (() => void)[] = []
  let isHeld = true
  return {
    rightOfWay: {
      first: <T>(work: () => Promise<T>) => work(),
      giveWay: () => (isHeld ? new Promise<void>((resolve) => waiting.push(resolve)) : Promise.resolve()),
    },
    waiting: () => waiting.length,
    letOneGo: () => waiting.shift()?.(),
    hold(held: boolean) {
      isHeld = held
      if (!held) for (const go of waiting.splice(0)) go()
    },
  }
}

test('a document is stored and embedded, and compared with the others, once nobody waits', async () => {
  const way = createHeldWay()
  await using world = await openWorld({ clients: [], group: false, rightOfWay: way.rightOfWay })
  world.model.answersAs('conflict_check', () => ({ conflicts: [] }))
  const send = (fileName: string, text: string) =>
    world.dana.sends({ kind: 'document', fileName, mimeType: 'text/plain', bytes: Buffer.from(text) })
  const stored = () => world.rows(sql`select id from knowledge_chunks`)
  const compared = () =>
    world.model.requests.filter(({ body }) => body.response_format?.json_schema?.name === 'conflict_check')
  const stoodBack = () => expect.poll(way.waiting, { timeout: 20_000 }).toBe(1)
  const goesOn = async () => {
    await stoodBack()
    way.letOneGo()
  }

  await send('Old handout.txt', handout)
  await stoodBack()
  expect(world.reading.files).toHaveLength(1)
  expect(await stored()).toEqual([])
  way.letOneGo()
  await stoodBack()
  expect(await stored()).not.toEqual([])
  expect(world.reading.embedded).toEqual([])
  way.hold(false)
  await world.settle()
  await world.advance(61_000)
  expect(world.reading.embedded).toHaveLength(1)

  way.hold(true)
  await send('Workbook 3.txt', workbook)
  await goesOn()
  await goesOn()
  await stoodBack()
  expect(world.reading.embedded).toHaveLength(2)
  expect(compared()).toEqual([])
  way.hold(false)
  await world.settle()
  expect(compared()).toHaveLength(1)
})
