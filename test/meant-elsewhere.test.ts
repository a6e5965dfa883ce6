/** Words that look as if they were for someone, and are not: they must not reach whom they were never meant for. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

/** Someone who signs up as a coach beside Dana, without a group. */
async function openPracticeOfMia(world: World) {
  const mia = world.simulator.addPerson({ firstName: 'Mia', username: 'mia' })
  await mia.opens(world.link(await world.app.practice.makeCoachCode()))
  await mia.hears(/welcome/i)
  const [row] = await world.rows<{ id: string }>(sql`select id from coaches where telegram_user_id = ${mia.id}`)
  return { mia, miaId: row?.id ?? '' }
}

test("a coach who is another coach's client here: their key and their invitation stay out of that practice", async () => {
  await using world = await openWorld({ clients: [] })
  const { mia } = await openPracticeOfMia(world)
  await mia.opens(world.link(await world.app.practices.getInviteCode(world.coach.id)))
  await mia.hears('works with Dana')
  await mia.taps('I agree')
  await world.settle()

  for (const [text, maybeKey] of [
    ['/key sk-test-key-of-mia-00002', true],
    ['/invite', false],
    ['/method I shout.', false],
    ['/method sk-test-key-of-mia-00004-aaaa', true],
    ['sk-test-key-of-mia-00003-aaaa', true],
  ] as const) {
    const said = await mia.says(text)
    await mia.hears("you are Dana's client at the moment", { since: said.id })
    await world.settle()
    expect(mia.screen().some((message) => message.text === text)).toBe(!maybeKey)
  }
  const stored = await world.rows<{ content: string }>(sql`select content from messages where sender_type = 'client'`)
  expect(stored).toEqual([])
  const seenInGroup = world.dana.screen({ chat: world.group.id }).map((message) => message.text)
  expect(seenInGroup.join('\n')).not.toMatch(/sk-test|\/invite|I shout/)
  expect(JSON.stringify(world.model.requests)).not.toMatch(/key-of-mia/)

  await mia.says('/coach')
  await mia.hears('coach')
  const said = await mia.says('/invite')
  await mia.hears('https://t.me/', { since: said.id })
})

test("a coach who is another coach's client here: words behind a command are words, and danger is answered", async () => {
  await using world = await openWorld({ clients: [] })
  const { mia } = await openPracticeOfMia(world)
  await mia.opens(world.link(await world.app.practices.getInviteCode(world.coach.id)))
  await mia.hears('works with Dana')
  await mia.taps('I agree')
  await world.settle()
  world.model.willAnswer({ reply: 'That sounds tiring.' })
  await mia.says('/note I slept badly.')
  await world.settle()
  await mia.hears('That sounds tiring.')
  const typed = ['/note I am going to kill myself tonight.', '/key I am going to kill myself tonight.']
  for (const text of typed) {
    const { id } = await mia.says(text)
    await world.settle()
    expect(mia.screen().map((message) => message.text)).toContain(text)
    if (text === typed[0]) await mia.hears("I'm an AI", { since: id })
    expect(mia.screen().filter((message) => message.id > id && /client at the moment/.test(message.text))).toEqual([])
  }
  const stored = await world.rows<{ content: string }>(
    sql`select content from messages where sender_type = 'client' order by seq`,
  )
  expect(stored.map(({ content }) => content)).toEqual(['/note I slept badly.', ...typed])
  expect(world.topic('Mia').some(({ text, silent }) => /^🆘 Mia may be in danger/.test(text) && !silent)).toBe(true)
})

test('an edit stays with the coach it was written to, whoever is the active one by then', async () => {
  await using world = await openWorld()
  const { miaId } = await openPracticeOfMia(world)
  const toDana = await world.sarah.says('I will tell my husband on Monday.')
  await world.settle()
  await world.sarah.opens(world.link(await world.app.practices.getInviteCode(miaId)))
  await world.sarah.hears('works with Mia')
  await world.sarah.taps('I agree')
  await world.settle()
  await world.sarah.edits(toDana.id, 'I will tell my husband on Tuesday.')
  await world.settle()

  const stored = await world.rows<{ coachId: string; content: string }>(
    sql`select coach_id as "coachId", content from messages where content like '%my husband%' and sender_type = 'client'`,
  )
  expect(stored).toEqual([{ coachId: world.coach.id, content: 'I will tell my husband on Tuesday.' }])
})

test('a forwarded command in a topic is neither obeyed nor said to the client', async () => {
  await using world = await openWorld()
  const { dana, sarah, group } = world
  await sarah.says('Are you there?')
  await world.settle()
  await world.writes(dana, 'Sarah', '/takeover')
  await world.settle()
  await sarah.hears('Dana is here now')
  const command = await dana.says('/handback she is fine', { chat: group.id })
  await world.settle()
  await dana.forwards(command.id, { chat: group.id, to: group.id, topic: world.topicOf('Sarah') })
  await world.settle()

  expect(JSON.stringify(sarah.screen())).not.toContain('handback')
  const [conversation] = await world.rows(sql`select state from conversations`)
  expect(conversation).toEqual({ state: 'human' })
  expect(world.topic('Sarah').at(-1)?.text).toMatch(/command/i) // Dana is told that it was not passed on
})
