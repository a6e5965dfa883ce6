/** Reactions are kept as outcomes with the message they are on, and passed on as quietly as they were given (F4). */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { joinsTeam, stateOf } from './support/acts.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

const reactions = (world: World) =>
  world.rows(
    sql`select r.by_whom = 'client' as by_client, r.emoji, m.sender_type, m.content, r.taken_back_at is not null as taken_back
      from message_reactions r join messages m on m.id = r.message_id order by r.reacted_at, r.id`,
  )
const emojis = (message: { reactions: { emoji: string }[] } | undefined) => message?.reactions.map(({ emoji }) => emoji)

test("a client's reaction on the AI's words is an outcome of those, and seen on the mirror; taken back, it is kept as that", async () => {
  await using world = await openWorld()
  const { sarah, model } = world
  model.willAnswer({ reply: 'Shall we look at it?' })
  await sarah.says('I had a long day.')
  await world.settle()
  const answer = sarah.screen().at(-1)?.id ?? 0
  await sarah.reacts(answer, '❤')
  await world.settle()
  const outcome = { by_client: true, emoji: '❤', sender_type: 'ai', content: 'Shall we look at it?' }
  expect(await reactions(world)).toEqual([{ ...outcome, taken_back: false }])
  expect(emojis(world.topic('Sarah').at(-1))).toEqual(['❤'])

  world.clock.advance(1_000)
  await sarah.reacts(answer, null)
  await world.settle()
  expect(await reactions(world)).toEqual([{ ...outcome, taken_back: true }])
  expect(emojis(world.topic('Sarah').at(-1))).toEqual([])
  world.clock.advance(1_000)
  await sarah.reacts(answer, '👎')
  await world.settle()
  expect(await reactions(world)).toEqual([
    { ...outcome, taken_back: true },
    { ...outcome, emoji: '👎', taken_back: false },
  ])
})

test("a coach's reaction on a turn is about the AI's words in it, and the client sees none of it", async () => {
  await using world = await openWorld()
  const { sarah, dana, model } = world
  model.willAnswer({ reply: 'Shall we look at it?' })
  await sarah.says('I had a long day.')
  await world.settle()
  await dana.reacts(world.topic('Sarah').at(-1)?.id ?? 0, '👎', { chat: world.group.id })
  await world.settle()
  expect(await reactions(world)).toEqual([
    { by_client: false, emoji: '👎', sender_type: 'ai', content: 'Shall we look at it?', taken_back: false },
  ])
  expect(sarah.screen().flatMap(({ reactions: all }) => all)).toEqual([])
})

test('while a human leads, reactions go both ways', async () => {
  await using world = await openWorld()
  const { sarah, dana } = world
  const at = { chat: world.group.id }
  await world.writes(dana, 'Sarah', '/takeover')
  const { id } = await world.writes(dana, 'Sarah', 'I am here.')
  const said = await sarah.says('Thank you.')
  await world.settle()
  await sarah.reacts(sarah.screen().find(({ text }) => text === 'Dana: I am here.')?.id ?? 0, '❤')
  await dana.reacts(world.topic('Sarah').find(({ text }) => text === 'Sarah: Thank you.')?.id ?? 0, '🤗', at)
  await world.settle()
  expect(emojis(dana.message(id, at))).toEqual(['❤']) // instead of the 👌 that it was sent
  expect(emojis(sarah.message(said.id))).toEqual(['🤗'])
  await sarah.reacts(sarah.screen().find(({ text }) => text === 'Dana: I am here.')?.id ?? 0, null)
  await world.settle()
  expect(emojis(dana.message(id, at))).toEqual(['👌'])
  expect(await reactions(world)).toHaveLength(2)
})

test('a reaction on the client’s words reaches them from whoever leads, and from nobody else', async () => {
  await using world = await openWorld()
  const { sarah, dana } = world
  const mia = await joinsTeam(world, 'Mia')
  /** What the client sees on words of theirs that both have reacted to. */
  const seen = async (words: string) => {
    const said = await sarah.says(words)
    await world.settle()
    const mirror = world.topic('Sarah').findLast(({ text }) => text.includes(words))?.id ?? 0
    for (const [member, emoji] of [[dana, '👍'] as const, [mia, '🤗'] as const]) {
      await member.reacts(mirror, emoji, { chat: world.group.id })
      await world.settle()
    }
    return emojis(sarah.message(said.id))
  }
  await sarah.says('/human')
  await world.settle()
  expect(await stateOf(world)).toBe('waiting')
  expect(await seen('Is anyone there?')).toEqual([])
  await world.writes(mia, 'Sarah', '/takeover')
  await world.settle()
  expect(await seen('Good to see you.')).toEqual(['🤗'])
  expect(await reactions(world)).toHaveLength(4) // outcomes all of them
})

test('a stranger’s reaction in the group is nobody’s outcome', async () => {
  await using world = await openWorld()
  await world.sarah.says('I had a long day.')
  await world.settle()
  const tom = world.simulator.addPerson({ firstName: 'Tom' })
  await world.dana.adds(tom.id, world.group.id)
  await tom.reacts(world.topic('Sarah').at(-1)?.id ?? 0, '👎', { chat: world.group.id })
  await world.settle()
  expect(await reactions(world)).toEqual([])
})

test('without a group the coach reacts in private, and it is the coach’s reaction', async () => {
  await using world = await openWorld({ group: false })
  await world.sarah.says('I had a long day.')
  await world.settle()
  await world.dana.reacts((await world.dana.hears('AI to Sarah')).id, '👍')
  await world.settle()
  expect(await reactions(world)).toMatchObject([{ by_client: false, emoji: '👍', sender_type: 'ai' }])
})
