/** The coach says what they would have said instead of the AI: learned at once, said to nobody, answered with the next time. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { joinsTeam, stateOf } from './support/acts.ts'
import { analysed } from './support/learning.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const generic = 'That sounds hard. What would help?'
const words = 'Okay, breathe with me. You are scared, Sarah, and that makes sense. What could you put down today?'

/** A model that says what the examples in its prompt say, and else what any model says. */
function echoes({ model }: World) {
  model.answersAs('analysis', analysed)
  model.answersWith((request) => {
    const system = request.texts('system').join('\n')
    const [, id = '', answer = ''] = /- \[(e\d)\] .*? The answer: “(.*)”/.exec(system) ?? []
    return answer ? { used: [id], reply: answer } : { reply: generic }
  })
}

const lastReply = (person: World['sarah']) => person.screen().at(-1)?.text ?? ''
const cards = (world: World) =>
  world.topic('Sarah').filter(({ text }) => text.startsWith('Learned from what you taught'))
const labels = (shown: ReturnType<World['topic']>[number] | undefined) =>
  shown?.buttons?.flat().map(({ text }) => text) ?? []
const questions = (world: World) =>
  world.topic('Sarah').filter(({ text }) => text.startsWith('What would you have said?'))
const mirrored = (world: World) => world.topic('Sarah').find(({ text }) => text.includes(generic))?.id ?? 0
const learned = (world: World) =>
  world.rows<{ kind: string; verdict: string | null }>(
    sql`select kind, verdict from human_intervention_analyses order by started_at`,
  )

async function isAnswered(world: World): Promise<void> {
  await world.sarah.says('My work is crushing me, I cannot breathe at my desk.')
  await world.settle()
  expect(lastReply(world.sarah)).toBe(generic)
}

/** The coach disapproves of what the AI has said, and is asked. */
async function disapproves(world: World): Promise<number> {
  await world.dana.reacts(mirrored(world), '👎', { chat: world.group.id })
  await world.settle()
  return questions(world).at(-1)?.id ?? 0
}

test('👎, a reply: kept at once and used in the next turn, and the client is not sent it', async () => {
  await using world = await openWorld({ clients: ['Sarah', 'Tom'] })
  const { sarah, dana } = world
  echoes(world)
  await isAnswered(world)
  const onPhone = sarah.screen().map(({ text }) => text)
  const question = await disapproves(world)
  expect(questions(world)).toHaveLength(1)
  expect(questions(world)[0]).toMatchObject({ silent: true, replyTo: mirrored(world) })
  expect(await world.rows(sql`select emoji from message_reactions`)).toEqual([{ emoji: '👎' }])

  await world.writes(dana, 'Sarah', words, { replyTo: question })
  await world.settle()
  expect(await learned(world)).toEqual([{ kind: 'taught', verdict: 'kept' }])
  expect(sarah.screen().map(({ text }) => text)).toEqual(onPhone)
  expect(await stateOf(world)).toBe('ai')
  expect(cards(world).map(({ text }) => text)).toEqual([
    `Learned from what you taught me: you named what they feel, then asked a question.
I'll try that with Sarah when work comes up.
✓ Kept: I use it with all your clients, without names.`,
  ])
  expect(labels(cards(world)[0])).toEqual(['Undo', 'Only Sarah'])
  const [asked] = world.model.requests.filter(({ body }) => body.response_format?.json_schema?.name === 'analysis')
  expect(asked?.texts('user').join('\n')).toMatch(/<before>\nclient: My work is crushing me[^\n]*\n<\/before>/)
  expect(asked?.texts('user').join('\n')).not.toContain(generic)

  await world.advance(dayMs)
  await sarah.says('It is work again. I cannot breathe there.')
  await world.settle()
  expect(lastReply(sarah)).toContain('Okay, breathe with me.')
  const tom = world.client('Tom')
  await tom.says('At work I cannot breathe any more.')
  await world.settle()
  expect(lastReply(tom)).toContain('Okay, breathe with me.')
  expect(lastReply(tom)).not.toContain('Sarah')
})

test('[Only Sarah] and [Undo] of what was taught', async () => {
  await using world = await openWorld({ clients: ['Sarah', 'Tom'] })
  const { dana } = world
  const tom = world.client('Tom')
  echoes(world)
  await isAnswered(world)
  await world.writes(dana, 'Sarah', words, { replyTo: await disapproves(world) })
  await world.settle()
  await world.taps(dana, 'Only Sarah')
  await world.settle()
  expect(cards(world)[0]?.text).toContain('Kept for Sarah alone')
  await tom.says('At work I cannot breathe any more.')
  await world.settle()
  expect(lastReply(tom)).toBe(generic)

  await world.taps(dana, 'Undo')
  await world.settle()
  expect(labels(cards(world)[0])).toEqual(['Keep', 'Only Sarah', 'Forget'])
  await world.advance(dayMs)
  await world.sarah.says('It is work again. I cannot breathe there.')
  await world.settle()
  expect(lastReply(world.sarah)).toBe(generic)
})

test('a tap sends it too, as the coach who has taken over; what is written below the question afterwards is held as ever', async () => {
  await using world = await openWorld()
  const { sarah, dana } = world
  echoes(world)
  await isAnswered(world)
  const question = await disapproves(world)
  await world.writes(dana, 'Sarah', words, { replyTo: question })
  await world.settle()
  expect(labels(world.topic('Sarah').find(({ id }) => id === question))).toEqual([])
  await world.writes(dana, 'Sarah', 'And another thing.', { replyTo: question })
  await world.settle()
  expect(await learned(world)).toHaveLength(1)
  expect(lastReply(sarah)).toBe(generic)

  await world.taps(dana, 'Take over and send it too')
  await world.settle()
  expect(lastReply(sarah)).toContain('Okay, breathe with me.')
  expect(await stateOf(world)).toBe('human')
})

test('/teach as a reply, with or without words; [Teach] below the answer to /why; [Never mind]', async () => {
  await using world = await openWorld()
  const { dana } = world
  echoes(world)
  await isAnswered(world)
  await world.writes(dana, 'Sarah', '/teach')
  await world.settle()
  expect(world.topic('Sarah').at(-1)?.text).toContain('Reply /teach to something the AI has said')
  await world.writes(dana, 'Sarah', '/teach', { replyTo: mirrored(world) })
  await world.settle()
  expect(questions(world)).toHaveLength(1)
  await world.taps(dana, 'Never mind')
  await world.settle()
  expect(questions(world)).toHaveLength(0)

  await world.writes(dana, 'Sarah', '/why', { replyTo: mirrored(world) })
  await world.settle()
  await world.taps(dana, 'Teach')
  await world.settle()
  expect(questions(world)).toHaveLength(1)
  expect(await learned(world)).toEqual([])

  await world.writes(dana, 'Sarah', `/teach ${words}`, { replyTo: mirrored(world) })
  await world.settle()
  expect(await learned(world)).toEqual([{ kind: 'taught', verdict: 'kept' }])
  expect(cards(world)).toHaveLength(1)
  expect(lastReply(world.sarah)).toBe(generic)
})

test('only the coach teaches: an assistant is not asked, and what they write is neither learned nor sent', async () => {
  await using world = await openWorld()
  const { dana } = world
  echoes(world)
  const mia = await joinsTeam(world, 'Mia')
  await isAnswered(world)
  await mia.reacts(mirrored(world), '👎', { chat: world.group.id })
  await world.settle()
  expect(questions(world)).toEqual([])
  await world.writes(mia, 'Sarah', `/teach ${words}`, { replyTo: mirrored(world) })
  await world.settle()
  expect(world.topic('Sarah').at(-1)?.text).toBe('Only the coach decides what I learn.')

  const question = await disapproves(world)
  await world.writes(mia, 'Sarah', 'Just quit.', { replyTo: question })
  await world.settle()
  await mia.taps('Never mind', { chat: world.group.id })
  await world.settle()
  expect(questions(world)).toHaveLength(1)
  expect(await learned(world)).toEqual([])
  expect(lastReply(world.sarah)).toBe(generic)

  // Of the client's words there is nothing to teach, and a picture teaches nothing.
  await world.writes(dana, 'Sarah', '/takeover')
  await world.settle()
  await world.sarah.says('Are you there?')
  await world.settle()
  const hers = world.topic('Sarah').find(({ text }) => text.includes('Are you there?'))?.id ?? 0
  await dana.reacts(hers, '👎', { chat: world.group.id })
  await world.writes(dana, 'Sarah', '/teach', { replyTo: hers })
  await world.settle()
  expect(questions(world)).toHaveLength(1)
  expect(world.topic('Sarah').at(-1)?.text).toContain('Reply /teach to something the AI has said')
})

test('without a key it is kept, and learned once there is one', async () => {
  await using world = await openWorld()
  const { dana } = world
  echoes(world)
  await isAnswered(world)
  await dana.says('/key remove')
  await world.settle()
  await world.writes(dana, 'Sarah', words, { replyTo: await disapproves(world) })
  await world.settle()
  expect(cards(world)).toEqual([])
  await dana.says('/key sk-test-key-of-dana-0002')
  await world.settle()
  await world.advance(31 * minuteMs)
  expect(cards(world)).toHaveLength(1)
})

test('what the client wants forgotten goes from what was taught about it too', async () => {
  await using world = await openWorld()
  const { sarah, dana } = world
  echoes(world)
  await isAnswered(world)
  await world.writes(dana, 'Sarah', words, { replyTo: await disapproves(world) })
  await world.settle()
  const rows = async () => JSON.stringify(await world.rows(sql`select * from human_intervention_analyses`))
  expect(await rows()).toContain('crushing')
  const mine = sarah.screen().find((message) => message.text.includes('crushing'))
  await sarah.says('forget this', { replyTo: mine?.id ?? 0 })
  await world.settle()
  await sarah.taps('Yes, forget it')
  await world.settle()
  await world.advance(2 * minuteMs)
  expect(await rows()).not.toContain('crushing')
  await world.advance(minuteMs)
  expect(await world.rows(sql`select state ->> 'n' as n from coach_style_profiles`)).toEqual([{ n: '1' }])
})
