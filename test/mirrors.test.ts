/** What the coach sees of what the AI deals with: calm, complete, and never in the way of what someone is owed (F8, DESIGN 8). */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { isNamedAsTeam, opensPractice } from './support/acts.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

const texts = (world: World, name = 'Sarah') => world.topic(name).map(({ text }) => text)
const minute = 60_000

test('a turn of several messages is one silent mirror; a human who is called sees what was held at once', async () => {
  await using world = await openWorld()
  const { sarah, model } = world
  await world.advance(minute)
  const before = texts(world).length
  model.willAnswer({ reply: 'What would help?', confidence: 0.7 })
  await sarah.says('I had a long day')
  await sarah.says('and I am tired.')
  await world.settle()
  expect(texts(world).slice(before)).toEqual([
    'Sarah: I had a long day\nand I am tired.\nAI to Sarah (70% sure): \nWhat would help?',
  ])
  expect(world.topic('Sarah').at(-1)?.silent).toBe(true)

  model.willAnswer({ wants_human: true })
  await sarah.says('Can I talk to Dana?')
  await world.quiet()
  expect(texts(world).slice(before)).toHaveLength(1) // it waits for its answer
  await world.advance(1_500)
  const after = world.topic('Sarah').slice(before + 1)
  expect(after.map(({ silent }) => silent).sort()).toEqual([false, true])
  expect(after.map(({ text }) => text)).toContain('Sarah: Can I talk to Dana?')
})

test('words without an answer are shown all the same, when the model hangs', async () => {
  await using world = await openWorld()
  world.model.hold()
  const asked = world.model.nextRequest()
  await world.sarah.says('I had a long day.')
  const running = world.advance(1_500)
  await asked
  world.clock.advance(45_000)
  await world.app.reconciler.tick()
  await world.dana.hears('Sarah: I had a long day.', { chat: world.group.id })
  world.model.release()
  await running
})

test('by session: one mirror when the client has gone silent, or has written much; by need: what led there, when the human is called', async () => {
  await using world = await openWorld()
  const { sarah, dana, model } = world
  await dana.says('/mirrors')
  await dana.hears('How much do you want to see')
  await dana.taps('one message per session')
  await dana.hears('From now on: one message per session.')
  let before = texts(world).length
  await sarah.says('I had a long day.')
  await world.settle()
  // What waits to be shown holds up nobody's confirmation.
  const note = await world.writes(dana, 'Sarah', '// She sounds tired.')
  await world.quiet()
  expect(dana.message(note.id, { chat: world.group.id }).reactions.map(({ emoji }) => emoji)).toEqual(['✍'])
  before++
  await world.advance(20 * minute)
  await sarah.says('And a short night.')
  await world.settle()
  await world.advance(29 * minute)
  expect(texts(world)).toHaveLength(before)
  await world.advance(minute)
  expect(texts(world)).toHaveLength(before + 1)
  expect(texts(world).at(-1)).toMatch(
    /^Sarah: I had a long day\.\nAI to Sarah.*Sarah: And a short night\.\nAI to Sarah/s,
  )

  for (let n = 0; n < 10; n++) {
    await sarah.says(`Thought ${n}.`)
    await world.settle()
  }
  expect(texts(world)).toHaveLength(before + 2)
  expect(texts(world).at(-1)).toContain('Thought 9.')

  await dana.says('/mirrors', { chat: world.group.id })
  await dana.hears('How much do you want to see', { chat: world.group.id })
  await dana.taps('only when I am needed', { chat: world.group.id })
  await sarah.says('I think of my garden.')
  await world.settle()
  await world.advance(60 * minute)
  expect(texts(world)).toHaveLength(before + 2)
  model.willAnswer({ wants_human: true })
  await sarah.says('Can I talk to Dana?')
  await world.settle()
  const shown = texts(world)
    .slice(before + 2)
    .join('\n')
  expect(shown).toContain('Sarah asks for you')
  expect(shown).toMatch(/What was said last:.*I think of my garden\..*Can I talk to Dana\?/s)
})

test('in the group its own coach alone sets it: a tap of someone who helps there does not reach their own practice either', async () => {
  await using world = await openWorld()
  const { dana, group } = world
  const { coach: marco } = await opensPractice(world, 'Marco')
  await dana.adds(marco.id, group.id)
  await isNamedAsTeam(world, marco, 'Marco')
  await dana.says('/mirrors', { chat: group.id })
  await marco.hears('How much do you want to see', { chat: group.id })
  expect(await marco.taps('only when I am needed', { chat: group.id })).toMatchObject({
    answer: { text: 'Only the coach can do this.' },
  })
  expect(await world.rows(sql`select id from coaches where settings ->> 'mirrors' is not null`)).toEqual([])
  await dana.taps('only when I am needed', { chat: group.id })
  expect(await world.rows(sql`select id from coaches where settings ->> 'mirrors' is not null`)).toEqual([
    { id: world.coach.id },
  ])
})

test('a coach with many clients who has chosen nothing gets one mirror per session', async () => {
  await using world = await openWorld()
  await world.rows(sql`insert into clients (coach_id, id, telegram_user_id, display_name, created_at)
    select ${world.coach.id}::uuid, gen_random_uuid(), 900000 + n, 'Client ' || n, now() from generate_series(1, 15) n`)
  const before = texts(world).length
  await world.sarah.says('I had a long day.')
  await world.settle()
  expect(texts(world)).toHaveLength(before)
  await world.advance(30 * minute)
  expect(texts(world)).toHaveLength(before + 1)
})
