/** An edit follows the message wherever it was shown, and what was said before is kept (F3). */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { stateOf, whileModelThinks } from './support/acts.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

const topicTexts = (world: World) => world.topic('Sarah').map(({ text }) => text)
const versions = (world: World) =>
  world.rows<{ before: string; now: string }>(
    sql`select v.content as before, m.content as now from message_versions v join messages m on m.id = v.message_id order by v.replaced_at, v.id`,
  )

const lastTexts = (person: World['sarah'], count: number) =>
  person
    .screen()
    .slice(-count)
    .map(({ text }) => text)

test("a client's edit after the answer changes the mirror in place, once, and keeps what it said", async () => {
  await using world = await openWorld()
  const { sarah, simulator } = world
  const { id } = await sarah.says('I will quit tomorrow.')
  await world.settle()
  const before = topicTexts(world).length
  const since = simulator.calls.list().at(-1)?.n ?? 0
  await sarah.edits(id, 'I will talk to her tomorrow.')
  await world.settle()

  expect(topicTexts(world)).toHaveLength(before)
  expect(topicTexts(world).at(-1)).toMatch(/^Sarah: I will talk to her tomorrow\. \(edited\)\nAI to Sarah/)
  expect(simulator.calls.list({ method: 'editMessageText', since })).toHaveLength(1)
  expect(await versions(world)).toEqual([{ before: 'I will quit tomorrow.', now: 'I will talk to her tomorrow.' }])
  // A caption is words too.
  const photo = await sarah.sends({ kind: 'photo', caption: 'My dsk.' })
  await world.settle()
  await sarah.edits(photo.id, 'My desk.')
  await world.settle()
  expect(topicTexts(world)).toContain('Sarah: My desk.')
  expect(topicTexts(world).join()).not.toContain('My dsk.')
})

test('an edit while the model thinks is what is answered and what the coach sees, in one mirror', async () => {
  await using world = await openWorld()
  const { sarah, model } = world
  model.answersWith((request) => ({ reply: `Heard: ${request.texts('user').at(-1)}` }))
  const { id } = await sarah.says('I hate it.')
  world.clock.advance(1_500)
  await whileModelThinks(world, () => sarah.edits(id, 'I love it.'))
  await world.settle()
  expect(sarah.screen().at(-1)?.text).toBe('Heard: I love it.')
  expect(
    sarah
      .screen()
      .map(({ text }) => text)
      .join(),
  ).not.toContain('Heard: I hate it.')
  expect(topicTexts(world).filter((text) => text.includes('I love it. (edited)'))).toHaveLength(1)
  expect(topicTexts(world).join()).not.toContain('I hate it.')
})

test('danger in an edit is answered, and the mirror shows it', async () => {
  await using world = await openWorld()
  const { id } = await world.sarah.says('I am fine.')
  await world.settle()
  await world.sarah.edits(id, 'I want to kill myself.')
  await world.settle()
  expect(await stateOf(world)).toBe('waiting')
  await world.sarah.hears("can't keep you safe on my own")
  expect(topicTexts(world).some((text) => text.startsWith('Sarah: I want to kill myself. (edited)'))).toBe(true)
})

test("a coach's edit reaches the client's copy, whatever its length; a held text goes out as it is by then", async () => {
  await using world = await openWorld()
  const { sarah, dana } = world
  const at = { chat: world.group.id }
  const held = await world.writes(dana, 'Sarah', 'Wait for me.')
  await world.settle()
  await dana.edits(held.id, 'Wait for me, please.', at)
  await world.taps(dana, 'Take over and send')
  await world.settle()
  await sarah.hears('Dana: Wait for me, please.')

  const { id } = await world.writes(dana, 'Sarah', 'You are right.')
  await world.settle()
  await dana.edits(id, 'You may be right.', at)
  await world.settle()
  expect(sarah.screen().at(-1)?.text).toBe('Dana: You may be right.')
  const shown = sarah.screen().length
  // As long as Telegram takes it from Dana: with her name before it, it is too long for one message to Sarah.
  const long = ['one', 'two'].map((word) => `${word} `.repeat(512).trim())
  await dana.edits(id, long.join('\n\n'), at)
  await world.settle()
  expect(sarah.screen()).toHaveLength(shown + 1)
  expect(lastTexts(sarah, 2)).toEqual(long.map((part) => `Dana: ${part}`))
  await dana.edits(id, 'Yes.', at)
  await world.settle()
  expect(sarah.screen()).toHaveLength(shown)
  expect(sarah.screen().at(-1)?.text).toBe('Dana: Yes.')
  for (const start of ['One', 'Two']) {
    await dana.edits(id, `${start} ${long.join('\n\n').slice(4)}`, at)
    await world.settle()
    expect(sarah.screen()).toHaveLength(shown + 1)
    expect(lastTexts(sarah, 2)[0]).toContain(`Dana: ${start} one`)
  }
  await dana.edits(id, 'Yes.', at)
  await world.settle()
  expect(sarah.screen()).toHaveLength(shown)

  // Made a note afterwards, it is not: nothing is taken back by accident.
  await dana.edits(id, '// She is wrong.', at)
  await world.settle()
  expect(sarah.screen().at(-1)?.text).toBe('Dana: Yes.')
  expect(topicTexts(world).at(-1)).toContain('The edit was not passed on')
})

test("taken back after an edit that made it longer, all of it goes from the client's phone", async () => {
  await using world = await openWorld()
  const { sarah, dana } = world
  await world.writes(dana, 'Sarah', '/takeover')
  await world.settle()
  const before = sarah.screen().map(({ text }) => text)
  const { id } = await world.writes(dana, 'Sarah', 'You are right.')
  await world.settle()
  const long = ['one', 'two'].map((word) => `${word} `.repeat(512).trim())
  await dana.edits(id, long.join('\n\n'), { chat: world.group.id })
  await world.settle()
  expect(sarah.screen()).toHaveLength(before.length + 2)
  await world.writes(dana, 'Sarah', '/unsend', { replyTo: id })
  await world.settle()
  expect(sarah.screen().map(({ text }) => text)).toEqual(before)
})

test("a client's edit that has outgrown its mirror goes on in a new message there, without a sound, and is drawn back", async () => {
  await using world = await openWorld()
  const { sarah, dana } = world
  await world.writes(dana, 'Sarah', '/takeover')
  const { id } = await sarah.says('I will quit tomorrow.')
  await world.settle()
  const before = topicTexts(world).length
  const long = ['one', 'two'].map((word) => `${word} `.repeat(512).trim())
  await sarah.edits(id, long.join('\n\n'))
  await world.settle()
  expect(topicTexts(world)).toHaveLength(before + 1)
  expect(topicTexts(world).slice(-2)).toEqual([`Sarah: ${long[0]}`, `${long[1]} (edited)`])
  expect(world.topic('Sarah').at(-1)?.silent).toBe(true)
  await sarah.edits(id, 'I will stay.')
  await world.settle()
  expect(topicTexts(world)).toHaveLength(before)
  expect(topicTexts(world).at(-1)).toBe('Sarah: I will stay. (edited)')
})

test('what has been taken away by hand is not edited for ever', async () => {
  await using world = await openWorld()
  const { sarah, dana } = world
  const { id } = await sarah.says('I will quit tomorrow.')
  await world.settle()
  const mirror = world.topic('Sarah').at(-1)
  await dana.deletes(mirror?.id ?? 0, { chat: world.group.id })
  await sarah.edits(id, 'I will stay.')
  await world.settle()
  expect(await world.rows(sql`select id from deliveries where status in ('pending', 'sending')`)).toEqual([])
  expect(await versions(world)).toHaveLength(1)
})

test("a coach's reply to something in the topic is a reply to the same thing on the client's phone", async () => {
  await using world = await openWorld()
  const { sarah, dana } = world
  const said = await sarah.says('I will quit tomorrow.')
  await world.settle()
  const answer = sarah.screen().at(-1)
  const turn = world.topic('Sarah').at(-1)
  await world.writes(dana, 'Sarah', '/takeover')
  const thanks = await sarah.says('Are you there?')
  await world.settle()
  const mirror = world.topic('Sarah').find(({ text }) => text === 'Sarah: Are you there?')
  await world.writes(dana, 'Sarah', 'Yes.', { replyTo: mirror?.id ?? 0 })
  await world.writes(dana, 'Sarah', 'What did that mean to you?', { replyTo: turn?.id ?? 0 })
  await world.settle()
  const replies = sarah.screen().flatMap(({ from, replyTo }) => (from.isBot && replyTo ? [replyTo] : []))
  expect(replies).toEqual([thanks.id, answer?.id]) // a turn stands for the AI's words in it
  expect(said.id).toBeLessThan(thanks.id)
})
