/** Words that one of the team believes sent: the client has them, or it is said that they have not. */
import { expect, test } from 'vitest'
import { openWorld } from './support/world.ts'

test('words behind /takeover are the first that the client gets, once, and an edit of them is theirs alone', async () => {
  await using world = await openWorld()
  const { dana, sarah } = world
  await sarah.says('I want to die.')
  await world.settle()
  const said = await world.writes(dana, 'Sarah', '/takeover Sarah, I am here now')
  await world.settle()
  const got = () => sarah.screen().filter(({ text }) => text.includes('I am here now'))
  expect(got().map(({ text }) => text)).toEqual(['Dana: Sarah, I am here now'])
  expect(world.topic('Sarah').at(-1)?.text).toContain('Dana leads now')

  await dana.edits(said.id, '/takeover Sarah, I am here now. Write to me.', { chat: world.group.id })
  await world.settle()
  expect(got().map(({ text }) => text)).toEqual(['Dana: Sarah, I am here now. Write to me.'])

  await world.writes(dana, 'Sarah', '/takeover And I stay.')
  await world.settle()
  await sarah.hears('Dana: And I stay.')
})

test('of two who take over with words, those of the second wait for a tap', async () => {
  await using world = await openWorld()
  const { dana, sarah, group, simulator } = world
  const mia = simulator.addPerson({ firstName: 'Mia' })
  await mia.joins(group.id)
  await sarah.says('Hello?')
  await world.settle()
  await world.writes(mia, 'Sarah', 'May I?')
  await world.settle()
  await world.taps(dana, 'Mia is on my team')
  await world.settle()
  await world.writes(dana, 'Sarah', '/takeover Hello Sarah')
  await world.writes(mia, 'Sarah', '/takeover Hello from me')
  await world.settle()
  await sarah.hears('Dana: Hello Sarah')
  expect(JSON.stringify(sarah.screen())).not.toContain('Hello from me')
  expect(world.topic('Sarah').at(-1)?.text).toContain('Not sent: Dana leads')
  await world.taps(mia, 'Send too')
  await world.settle()
  await sarah.hears('Mia: Hello from me')
})

test('words behind a command that takes none are said to have gone nowhere', async () => {
  await using world = await openWorld()
  const { dana, sarah } = world
  await sarah.says('Hello?')
  await world.settle()
  for (const command of ['brief', 'unsend', 'today', 'why', 'help']) {
    await world.writes(dana, 'Sarah', `/${command} I am thinking of you`)
    await world.settle()
    const answers = world.topic('Sarah').map(({ text }) => text)
    expect(answers.join('\n')).toContain(`Not sent: what you wrote behind /${command}`)
  }
  expect(JSON.stringify(sarah.screen())).not.toContain('thinking of you')
})

/** As it is when Telegram made a topic and its answer was lost: a second one has the same name, and is the client's. */
async function withGhostTopic(world: Awaited<ReturnType<typeof openWorld>>) {
  const ghost = await world.dana.makesTopic('Sarah', world.group.id)
  return { chat: world.group.id, topic: ghost.id }
}

const linksIn = (message: { entities?: unknown[] } | undefined) =>
  ((message?.entities ?? []) as { url?: string }[]).flatMap(({ url }) => (url ? [url] : []))

test('what is written in a topic that is no client’s is not sent, with the way to whom it is named after', async () => {
  await using world = await openWorld()
  const { dana, sarah, group } = world
  await sarah.says('Hello?')
  await world.settle()
  const mine = world.topicOf('Sarah')
  const ghost = await withGhostTopic(world)
  await dana.says('Sarah, I am here. Please talk to me.', ghost)
  await world.settle()
  const calm = dana.screen(ghost).at(-1)
  expect(calm?.text).toBe(
    'NOT SENT. This topic belongs to no client: what you write here goes to nobody.\nWrite there:\nSarah',
  )
  expect(linksIn(calm)).toEqual([`https://t.me/c/${String(group.id).slice(4)}/${mine}`])
  await dana.says('Do you hear me?', ghost)
  await dana.says('Who of you is there on Friday?', { chat: group.id })
  await world.settle()
  expect(dana.screen(ghost).at(-1)?.text).toBe('Do you hear me?') // said once, while nobody is in danger

  await sarah.says('I want to die.')
  await world.settle()
  for (const words of ['Please talk to me.', 'I am here.']) {
    await dana.says(words, ghost)
    await world.settle()
    expect(dana.screen(ghost).at(-1)?.text).toMatch(/^NOT SENT\./)
    expect(linksIn(dana.screen(ghost).at(-1))).toHaveLength(1)
  }
  await dana.says('Sarah, where are you?', { chat: group.id })
  await world.settle()
  const inGeneral = dana.screen({ chat: group.id }).findLast(({ text }) => text.includes('NOT SENT'))
  expect(inGeneral?.text).toMatch(/^🆘 NOT SENT\. .* someone is in danger\.\nWrite there:\nSarah$/)
})

test('a second group takes over what is open, and the first says that it is no longer linked', async () => {
  await using world = await openWorld({ clients: ['Sarah', 'Noah'] })
  const { dana, sarah, group, simulator } = world
  await sarah.says('I want to die.')
  await world.client('Noah').says('/human')
  await world.settle()
  const old = { chat: group.id, topic: world.topicOf('Sarah') }

  const next = simulator.addGroup({ title: 'The new group', owner: dana, isForum: true })
  await dana.promotes('@clone_bot', next.id, { rights: { can_manage_topics: true, can_pin_messages: true } })
  await dana.hears('your group until now is no longer used', { chat: next.id })
  await dana.taps('Link this group', { chat: next.id })
  await world.settle()
  await dana.hears('Your group until now is no longer used', { chat: next.id })
  await dana.hears('This group is no longer linked', { chat: group.id })
  const topics = dana.chats().find(({ id }) => id === next.id)?.topics ?? []
  const shownTo = (name: string) =>
    dana.screen({ chat: next.id, topic: topics.find((one) => one.name === name)?.id ?? 0 })
  const rings = (name: string, words: string) =>
    shownTo(name).filter(({ text, silent }) => text.includes(words) && !silent)
  expect(rings('Sarah', 'Sarah may be in danger')).toHaveLength(1)
  expect(rings('Noah', 'Noah asks for you')).toHaveLength(1)

  const { answer } = await dana.taps("I'm writing to them", { chat: group.id })
  expect(answer?.text).toMatch(/NOT SENT.*no longer linked/)
  await dana.says('Sarah, I am here.', old)
  await world.settle()
  const said = dana.screen(old).at(-1)
  expect(said?.text).toMatch(/^NOT SENT\. This group is no longer linked.*\nWrite there:\nSarah$/)
  expect(linksIn(said)[0]).toContain(`/c/${String(next.id).slice(4)}/`)
  expect(JSON.stringify(sarah.screen())).not.toContain('I am here')

  await dana.taps("I'm writing to them", { chat: next.id })
  await dana.says('Sarah, I am here.', { chat: next.id, topic: topics.find(({ name }) => name === 'Sarah')?.id ?? 0 })
  await world.settle()
  await sarah.hears('Dana: Sarah, I am here.')
})

test('a group that was never linked says how, to a coach and once asked', async () => {
  await using world = await openWorld()
  const { dana, sarah, simulator } = world
  const next = simulator.addGroup({ title: 'Another group', owner: dana, isForum: false, members: [sarah] })
  await dana.promotes('@clone_bot', next.id, { rights: {} })
  await world.settle()
  await sarah.says('/help', { chat: next.id })
  await dana.says('Hello all', { chat: next.id })
  await world.settle()
  const seen = dana.screen({ chat: next.id }).length
  await dana.says('/help', { chat: next.id })
  await world.settle()
  const shown = dana.screen({ chat: next.id })
  expect(shown).toHaveLength(seen + 2)
  expect(shown.at(-1)?.text).toContain('This group is not linked yet')
})
