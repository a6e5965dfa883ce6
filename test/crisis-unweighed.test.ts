/** Danger that is stored and cannot be read back, that is tapped with the database down, that no model is there to weigh. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { openTexts } from '../src/locales/texts.ts'
import { updatesHandled } from './support/acts.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

const words = 'I want to kill myself.'
const softWords = 'It all feels hopeless, and I am so numb.'
const firstText = `ℹ️ ${openTexts().render('en', 'crisis-first', { coach: 'Dana' })}`

test('a text that is stored, and then cannot be read back, is sent all the same', async () => {
  await using world = await openWorld()
  const { sarah, dana, faults } = world
  const goDownOnceStored = () => {
    faults.holdNext = async () => {
      const stored = await world.rows(sql`select id from messages where content = ${words}`)
      if (stored.length === 0) return goDownOnceStored()
      faults.databaseDown = true
      throw new Error('the database is down')
    }
  }
  goDownOnceStored()
  await sarah.says(words)
  await sarah.hears(firstText)
  await dana.hears('The database is down')
  faults.databaseDown = false
  await world.app.reconciler.tick()
  await world.settle()
  expect(world.topic('Sarah').some(({ text }) => text.includes(words))).toBe(true)
})

test('a text that was sent is not sent again when something after it fails', async () => {
  await using world = await openWorld()
  const { sarah, faults } = world
  await sarah.says(words)
  await sarah.hears(firstText)
  await world.settle()
  faults.queueDown = true // so that what fails is the sending
  const failOnceStored = () => {
    faults.holdNext = async () => {
      const stored = await world.rows(sql`select id from deliveries where body ->> 'key' = 'crisis-company'`)
      if (stored.length === 0) return failOnceStored()
      throw new Error('a transaction failed')
    }
  }
  failOnceStored()
  await sarah.taps('Someone is with me')
  await world.settle()
  expect(faults.holdNext).toBeUndefined()
  expect(sarah.screen().filter(({ text }) => text === firstText)).toHaveLength(1)
  expect(world.topic('Sarah').some(({ text }) => text.includes('The database is down'))).toBe(false)
})

test("[I'm not safe] is answered with the database down, too, and is stored when it is back", async () => {
  await using world = await openWorld()
  const { sarah, faults } = world
  await sarah.says('/help')
  await sarah.hears('/help: this message')
  await world.settle()
  faults.databaseDown = true
  void sarah.taps("I'm not safe")
  await sarah.hears(firstText)
  faults.databaseDown = false
  await world.settle()
  expect(await world.rows(sql`select grade, rule from safety_episodes`)).toEqual([
    { grade: 3, rule: 'button:not_safe' },
  ])
})

test("[I'm not safe] that is stored, and then cannot be read back, is answered all the same", async () => {
  await using world = await openWorld()
  const { sarah, faults } = world
  await sarah.says('/help')
  await sarah.hears('/help: this message')
  await world.settle()
  const goDownOnceStored = () => {
    faults.holdNext = async () => {
      const stored = await world.rows(sql`select id from safety_episodes`)
      if (stored.length === 0) return goDownOnceStored()
      faults.databaseDown = true
      throw new Error('the database is down')
    }
  }
  goDownOnceStored()
  void sarah.taps("I'm not safe")
  await sarah.hears(firstText)
  expect(await world.rows(sql`select status from deliveries where body ->> 'key' = 'crisis-first'`)).toEqual([
    { status: 'pending' },
  ])
  faults.databaseDown = false
  await world.app.reconciler.tick()
  await world.settle()
})

test.each<[string, Parameters<typeof openWorld>[0], (world: World) => Promise<unknown>]>([
  ['while waiting for the human', {}, ({ sarah }) => sarah.says('/human')],
  ['with the AI off', {}, (world) => world.writes(world.dana, 'Sarah', '/ai off')],
  ['without a key', { key: false }, async () => {}],
])('soft words %s, which no model weighs: thoughts, until someone says otherwise', async (_, options, arrange) => {
  for (const isEdit of [false, true]) {
    await using world = await openWorld(options)
    const { sarah } = world
    await arrange(world)
    await world.settle()
    if (isEdit) {
      const { id } = await sarah.says('The weather is fine.')
      await world.settle()
      await sarah.edits(id, softWords)
    } else await sarah.says(softWords)
    await world.settle()
    expect(world.newsFor(sarah).at(-1)?.text, isEdit ? 'an edit' : 'a message').toBe(firstText)
    expect(await world.rows(sql`select grade, rule from safety_episodes`)).toEqual([
      { grade: 2, rule: 'soft words, model unknown' },
    ])
  }
})

test('soft words are weighed without waiting for the rest of a sentence, and a model that says nothing is not waited out', async () => {
  await using world = await openWorld()
  const { sarah, model } = world
  model.hold()
  const asked = model.nextRequest()
  await sarah.says('it all feels hopeless and')
  await updatesHandled(world)
  world.clock.advance(1_500)
  void world.app.reconciler.tick()
  await asked
  // The rest is real time, as a model's is.
  await expect.poll(() => world.newsFor(sarah).at(-1)?.text, { timeout: 8_400 }).toBe(firstText)
  model.release()
})

test('soft words are not left to a second try, whatever else than the model fails: thoughts', async () => {
  await using world = await openWorld()
  world.reading.whileEmbedding = () => Promise.reject(new TypeError('a fault of ours'))
  const before = world.model.requests.length
  await world.sarah.says(softWords)
  await world.settle()
  expect(world.newsFor(world.sarah).at(-1)?.text).toBe(firstText)
  expect(world.model.requests).toHaveLength(before)
  expect(await world.rows(sql`select grade, rule from safety_episodes`)).toEqual([
    { grade: 2, rule: 'soft words, model unknown' },
  ])
})

test('soft words of a turn that never ended are weighed by nobody: thoughts', async () => {
  await using world = await openWorld()
  world.model.hold()
  const asked = world.model.nextRequest()
  await world.sarah.says(softWords)
  await updatesHandled(world)
  // Three workers have had it, and died.
  await world.rows(sql`update conversations set turn_attempts = 3`)
  world.clock.advance(1_500)
  void world.app.reconciler.tick()
  await Promise.race([asked, world.sarah.hears(firstText)])
  expect(world.newsFor(world.sarah).at(-1)?.text).toBe(firstText)
  world.model.release()
})

test('the model weighs the last twenty messages: what was said long before may be what a new word means', async () => {
  await using world = await openWorld()
  const { sarah, model } = world
  const about = 'tea rain gardens music letters running sisters news sleep money work'.split(' ')
  const sentence = (word: string) => `I thought about ${word}.`
  for (const word of about) {
    model.willAnswer({ reply: `${word}?` })
    await sarah.says(sentence(word))
    await world.settle()
  }
  expect(model.requests.at(-1)?.texts('user')).toEqual(about.slice(1).map(sentence)) // with ten answers between them
})
