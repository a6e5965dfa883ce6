/** In an open crisis, and for a day after, words count that say nothing elsewhere: "tonight", "I took them", "on the bridge". */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { openTexts, type TextKey } from '../src/locales/texts.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

const texts = openTexts()
const reviewed = (key: TextKey) => `ℹ️ ${texts.render('en', key, { coach: 'Dana' })}`
const l1 = 'I wish I could just disappear forever.'
const l2 = 'I have been thinking about suicide.'
const l4 = 'I am going to kill myself tonight.'
const relay = /^ℹ️ (?:I've passed this on to Dana|Dana gets every word|Thank you for keeping on|Your message is with)/

async function hears(world: World, text: string) {
  await world.sarah.says(text)
  await world.settle()
  return world.newsFor(world.sarah).map((message) => message.text)
}

async function grades(world: World) {
  const rows = await world.rows<{ grade: number }>(sql`select grade from safety_episodes order by opened_at`)
  return rows.map(({ grade }) => grade)
}

const loudAlerts = ({ dana }: World) =>
  dana.screen().filter(({ text, silent }) => /^🆘 Sarah may be in danger/.test(text) && !silent).length

test.each([
  [l1, "I'm going to do it tonight", 'I already took them'],
  [l2, 'ich habe die Tabletten schon vor mir', 'ich hab sie genommen'],
  [l2, 'voy a hacerlo esta noche', 'ya me las tomé'],
])('%s, then "%s", then "%s": each is answered at once, and alarms the team', async (first, intent, done) => {
  await using world = await openWorld()
  await hears(world, first)
  expect(await hears(world, intent)).toEqual([reviewed('crisis-first-l4')])
  expect(await grades(world)).toEqual([4])
  expect(await hears(world, done)).toEqual([reviewed('crisis-medical')])
  expect(await hears(world, done)).toEqual([]) // the same call to make; the team hears it again
  expect(loudAlerts(world)).toBe(4)
})

test('at level 4 a clear word is answered within the pause, too, and others wait for it', async () => {
  await using world = await openWorld()
  await hears(world, l4)
  expect(await hears(world, 'I am on the bridge')).toEqual([expect.stringMatching(relay)])
  expect(await hears(world, l4)).toEqual([expect.stringMatching(relay)])
  expect(await hears(world, 'please')).toEqual([])
})

test('what is denied raises nothing', async () => {
  await using world = await openWorld()
  await hears(world, l2)
  for (const text of ["I didn't take them", "I won't do it tonight"]) expect(await hears(world, text)).toEqual([])
  expect(await grades(world)).toEqual([2])
  expect(loudAlerts(world)).toBe(1)
})

test('an edit counts as well', async () => {
  await using world = await openWorld()
  await hears(world, l2)
  const { id } = await world.sarah.says('I am at home')
  await world.settle()
  await world.sarah.edits(id, 'I am at home, I took them')
  await world.settle()
  expect(world.newsFor(world.sarah).map(({ text }) => text)).toContain(reviewed('crisis-medical'))
  expect(await grades(world)).toEqual([4])
})

test('for a day after an episode the same words open another; after that, and with none before, they are ordinary', async () => {
  await using world = await openWorld()
  const { sarah } = world
  await hears(world, 'I took them')
  expect(await grades(world)).toEqual([])
  await hears(world, l2)
  await sarah.taps("I'm safe, that's not what I meant")
  await world.settle()
  world.newsFor(sarah)
  expect(await hears(world, 'I already took them')).toEqual([reviewed('crisis-medical')])
  expect(await grades(world)).toEqual([2, 4])
})

test('a day after an episode they are ordinary again', async () => {
  await using world = await openWorld()
  await hears(world, l2)
  await world.sarah.taps("I'm safe, that's not what I meant")
  await world.settle()
  await world.advance(25 * 3_600_000)
  await hears(world, 'I already took them')
  expect(await grades(world)).toEqual([2])
})
