/** While the rest of what a client writes is waited for, what their turn will need is looked up. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { updatesHandled } from './support/acts.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

/** So often it was asked for a vector of something with these words. */
const askedOf = ({ reading }: World, text: string) =>
  reading.embedded.filter((texts) => texts.some((one) => one.includes(text))).length
const paid = ({ rows }: World) =>
  rows<{ purpose: string }>(sql`select purpose from usage_events where purpose = 'recall' and cost_usd > 0`)
const prompt = ({ model }: World) => JSON.stringify(model.requests.at(-1)?.body.messages)

/** Says it, and no more: by the world's clock the turn is not due. */
async function says(world: World, text: string): Promise<void> {
  await world.sarah.says(text)
  await updatesHandled(world)
}

async function isLookedUp(world: World, text: string): Promise<void> {
  await expect.poll(() => askedOf(world, text), { timeout: 20_000 }).toBe(1)
  await expect.poll(() => world.app.waker.idle(), { timeout: 20_000 }).toBe(true)
}

/** So much that it can only be recalled by now. */
async function saidLongAgo(world: World, text: string): Promise<number> {
  const { id } = await world.sarah.says(text)
  await world.settle()
  for (let n = 0; n < 11; n++) {
    await world.sarah.says('Good morning.')
    await world.settle()
    await world.advance(3_600_000)
  }
  return id
}

test('what is looked up meanwhile is asked for and paid for once', async () => {
  await using world = await openWorld()
  await saidLongAgo(world, 'My sister stole wolframite from the quarry.')
  const before = (await paid(world)).length
  const questions = world.model.requests.length

  await says(world, 'What did my sister take from there?')
  await isLookedUp(world, 'What did my sister take')
  expect(world.model.requests).toHaveLength(questions)
  expect(await paid(world)).toHaveLength(before)

  await world.settle()
  expect(prompt(world)).toContain('stole wolframite')
  expect(askedOf(world, 'What did my sister take')).toBe(1)
  expect(await paid(world)).toHaveLength(before + 1)
})

test('what a client takes back meanwhile is not told', async () => {
  await using world = await openWorld()
  const messageId = await saidLongAgo(world, 'My sister stole wolframite from the quarry.')
  await says(world, 'What did my sister take from there?')
  await isLookedUp(world, 'What did my sister take')

  await world.sarah.says('Forget this.', { replyTo: messageId })
  await updatesHandled(world)
  await world.sarah.taps('Yes, forget it')
  await updatesHandled(world)
  await world.settle()
  expect(prompt(world)).toContain('What did my sister take')
  expect(prompt(world)).not.toContain('wolframite')
})

test('what is changed meanwhile is told as it reads now, and nothing of a document that is taken away', async () => {
  await using world = await openWorld()
  await world.dana.sends({
    ...{ kind: 'document', fileName: 'Quarries.txt', mimeType: 'text/plain' },
    bytes: Buffer.from('In a quarry my sister should find malachite.'),
  })
  await world.settle()
  const messageId = await saidLongAgo(world, 'My sister stole wolframite from the quarry.')
  await says(world, 'What did my sister find in the quarry?')
  await isLookedUp(world, 'What did my sister find')

  await world.sarah.edits(messageId, 'My sister bought wolframite from the quarry.')
  await world.dana.says('/docs')
  await updatesHandled(world)
  for (const button of ['1', 'Remove', 'Yes, remove it']) {
    await world.dana.taps(button)
    await updatesHandled(world)
  }
  await world.settle()
  expect(prompt(world)).toContain('sister bought wolframite')
  expect(prompt(world)).not.toContain('stole')
  expect(prompt(world)).not.toContain('malachite')
})

test('a service that fails meanwhile is asked again by the turn; one that hangs is waited for once', async () => {
  await using world = await openWorld()
  await saidLongAgo(world, 'My sister stole wolframite from the quarry.')
  world.reading.unavailable.push('unreachable')
  await says(world, 'What did my sister take from there?')
  await expect.poll(() => world.reading.unavailable, { timeout: 20_000 }).toEqual([])
  await expect.poll(() => world.app.waker.idle(), { timeout: 20_000 }).toBe(true)
  expect(askedOf(world, 'What did my sister take')).toBe(0)
  await world.settle()
  expect(askedOf(world, 'What did my sister take')).toBe(1)
  expect(prompt(world)).toContain('stole wolframite')

  world.reading.whileEmbedding = (signal) =>
    new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
  await says(world, 'And what did my sister leave there?')
  await expect.poll(() => askedOf(world, 'what did my sister leave'), { timeout: 20_000 }).toBe(1)
  const askedBefore: number[] = []
  world.model.answersWith(() => {
    askedBefore.push(askedOf(world, 'what did my sister leave'))
    return {}
  })
  world.clock.advance(2_000)
  await world.app.reconciler.tick() // the turn is taken while it is still waited for
  await expect.poll(() => askedBefore, { timeout: 20_000 }).toEqual([1])
  world.reading.whileEmbedding = undefined
})

test('who writes on is looked up for anew; what it has cost is recorded all the same', async () => {
  await using world = await openWorld()
  await says(world, 'My sister owns a quarry.')
  await isLookedUp(world, 'My sister owns a quarry.')
  world.clock.advance(500)
  await says(world, 'She digs wolframite there.')
  await isLookedUp(world, 'She digs wolframite there.')
  await world.settle()
  expect(await paid(world)).toHaveLength(2)
  expect(askedOf(world, 'My sister owns a quarry.')).toBe(2)
  expect(askedOf(world, 'She digs wolframite there.')).toBe(1)
})

test('nothing is looked up where nothing will be answered', async () => {
  await using world = await openWorld()
  await world.writes(world.dana, 'Sarah', '/ai off')
  await world.settle()
  await says(world, 'My sister owns a quarry.')
  await new Promise((resolve) => setTimeout(resolve, 1_200))
  expect(askedOf(world, 'quarry')).toBe(0)
})
