/** Topics and groups break; no client is cut off, no alert is swallowed (F9). */
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { joinsTeam } from './support/acts.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

const joined = (shown: { text: string }[]) => shown.map(({ text }) => text).join('\n')
const general = (world: World) => world.dana.screen({ chat: world.group.id, topic: 1 })
const rights = (changes: Record<string, boolean>) => ({
  rights: { can_manage_topics: true, can_pin_messages: true, can_delete_messages: true, ...changes },
})

test('a topic that was deleted comes back with the next message: card, recap, and the way back to what was said', async () => {
  await using world = await openWorld()
  const { sarah, dana, model } = world
  model.willAnswer({ reply: 'What would help?' })
  await sarah.says('I had a long day.')
  await world.settle()
  const { id } = await world.writes(dana, 'Sarah', 'Not sent yet.') // waits for a tap
  await world.settle()
  await dana.deletesTopic(world.topicOf('Sarah'), world.group.id)
  await sarah.says('And a short night.')
  await world.settle()
  const texts = world.topic('Sarah').map(({ text }) => text)
  expect(texts.filter((text) => text.includes('And a short night.'))).toHaveLength(1)
  const recap = texts.findIndex((text) => text.startsWith('What was said last:'))
  expect(texts[recap]).toContain('Sarah: I had a long day.')
  expect(texts[recap]).toContain('What would help?')
  expect(texts[recap]).not.toContain('Not sent yet.')
  expect(texts.findIndex((text) => text.includes('shows up here'))).toBeLessThan(recap)
  expect(recap).toBeLessThan(texts.findIndex((text) => text.includes('And a short night.')))
  expect(
    await world.rows(sql`select visibility from messages where telegram_message_id = ${id} and chat_id < 0`),
  ).toEqual([{ visibility: 'held' }])
  // And the new topic is the one where Dana is heard.
  await world.writes(dana, 'Sarah', '/takeover')
  await world.writes(dana, 'Sarah', 'I am here.')
  await world.settle()
  await sarah.hears('Dana: I am here.')
})

test('an alert for a topic that is gone makes a new one and rings there', async () => {
  await using world = await openWorld()
  await world.dana.deletesTopic(world.topicOf('Sarah'), world.group.id)
  await world.sarah.says('/human')
  await world.settle()
  expect(
    world.topic('Sarah').filter(({ text, silent }) => text.includes('Sarah asks for you') && !silent),
  ).toHaveLength(1)
})

test('a closed topic is opened again, or without the right General takes what belongs there, and replies there count', async () => {
  await using world = await openWorld()
  const { sarah, dana, group } = world
  const topic = world.topicOf('Sarah')
  await dana.changesTopic(topic, group.id, { closed: true })
  await sarah.says('I had a long day.')
  await world.settle()
  expect(joined(world.topic('Sarah'))).toContain('I had a long day.')

  await dana.changesTopic(topic, group.id, { closed: true }).catch(() => {})
  await dana.promotes('@clone_bot', group.id, rights({ can_manage_topics: false }))
  await world.settle()
  world.simulator.faults.add({
    method: 'sendMessage',
    chat: group.id,
    status: 400,
    description: 'Bad Request: TOPIC_CLOSED',
  })
  world.simulator.faults.add({ method: 'reopenForumTopic', status: 400, description: 'Bad Request: not enough rights' })
  await sarah.says('/human')
  await world.settle()
  const alert = general(world).find(({ text }) => text.includes('Sarah asks for you'))
  expect(alert?.silent).toBe(false)
  expect(dana.screen().filter(({ text }) => text.includes('I may not write in your group'))).toHaveLength(1)
  await dana.taps('Take over', { chat: group.id, messageId: alert?.id ?? 0 })
  await dana.says('I am here.', { chat: group.id, topic: 1, replyTo: alert?.id ?? 0 })
  await world.settle()
  await sarah.hears('Dana: I am here.')
})

test('where the group takes nothing at all, the coach hears in private, once told how to mend it', async () => {
  await using world = await openWorld()
  const { sarah, dana, group } = world
  world.simulator.faults.add({
    method: 'sendMessage',
    chat: group.id,
    times: 1_000,
    status: 400,
    description: 'Bad Request: not enough rights to send text messages to the chat',
  })
  world.simulator.faults.add({
    method: 'reopenForumTopic',
    times: 1_000,
    status: 400,
    description: 'Bad Request: TOPIC_NOT_MODIFIED',
  })
  await world.app.reconciler.stop() // an alert that has to take another way does not wait to be found
  await sarah.says('I had a long day.')
  await world.settle()
  await sarah.says('/human')
  await world.settle()
  const private_ = dana.screen()
  expect(joined(private_)).toContain('Sarah: I had a long day.')
  expect(private_.filter(({ text, silent }) => text.includes('Sarah asks for you') && !silent)).toHaveLength(1)
  expect(private_.filter(({ text }) => text.includes('I may not write in your group'))).toHaveLength(1)
  expect(await world.rows(sql`select id from deliveries where status in ('pending', 'sending', 'failed')`)).toEqual([])
  world.simulator.faults.clear()
})

describe('words for someone in danger that were not sent, and a group that cannot say so', () => {
  const notSent = /NOT SENT/

  function shutsGroup(world: World) {
    world.simulator.faults.add({
      method: 'sendMessage',
      chat: world.group.id,
      times: 1_000,
      status: 400,
      description: 'Bad Request: not enough rights to send text messages to the chat',
    })
    world.simulator.faults.add({
      method: 'reopenForumTopic',
      times: 1_000,
      status: 400,
      description: 'Bad Request: TOPIC_NOT_MODIFIED',
    })
  }

  async function inDanger() {
    const world = await openWorld()
    await world.sarah.says('I am going to kill myself tonight.')
    await world.settle()
    return world
  }

  test('the group takes nothing: the question comes in private with those words, and a tap there sends them', async () => {
    await using world = await inDanger()
    const { dana, sarah } = world
    shutsGroup(world)
    await world.writes(dana, 'Sarah', 'Where are you?')
    await world.settle()
    const asked = await dana.hears(notSent)
    expect(asked.text).toContain('Where are you?')
    expect(asked.silent).toBe(false)
    expect(await dana.taps('Take over and send', { messageId: asked.id })).toMatchObject({ answer: { text: 'Sent.' } })
    await world.settle()
    await sarah.hears('Dana: Where are you?')
    expect(dana.screen().find(({ id }) => id === asked.id)?.buttons ?? []).toEqual([])
    world.simulator.faults.clear()
  })

  test('it is asked of whoever wrote them, who may keep them as a note; the coach hears where they cannot be asked', async () => {
    await using world = await inDanger()
    const { dana, sarah } = world
    const [mia, tom] = [await joinsTeam(world, 'Mia'), await joinsTeam(world, 'Tom')]
    await mia.opens(world.link(''))
    await world.settle()
    shutsGroup(world)
    await world.writes(mia, 'Sarah', 'I am near you.')
    await world.settle()
    const asked = await mia.hears(notSent)
    expect(dana.screen().filter(({ text }) => notSent.test(text))).toEqual([])
    expect(await mia.taps('Keep as note', { messageId: asked.id })).toMatchObject({
      answer: { text: 'Kept as a note.' },
    })

    await world.writes(tom, 'Sarah', 'I am on my way.') // has never opened the bot
    await world.settle()
    const told = await dana.hears(notSent)
    expect(told.text).toContain('I am on my way.')
    expect(await dana.taps('Take over and send', { messageId: told.id })).toMatchObject({
      answer: { text: 'Only whoever wrote it can decide.' },
    })
    await world.settle()
    expect(sarah.screen().filter(({ text }) => /I am near you|I am on my way/.test(text))).toEqual([])
    world.simulator.faults.clear()
  })

  test('the group is lost: the question is not lost with it', async () => {
    await using world = await inDanger()
    const { dana, sarah } = world
    world.simulator.faults.add({
      method: 'sendMessage',
      chat: world.group.id,
      status: 403,
      description: 'Forbidden: bot was kicked from the supergroup chat',
    })
    await world.writes(dana, 'Sarah', 'Where are you?')
    await world.settle()
    const asked = await dana.hears(notSent)
    await dana.taps('Take over and send', { messageId: asked.id })
    await world.settle()
    await sarah.hears('Dana: Where are you?')
  })
})

test('a group that becomes a supergroup goes on as the same group', async () => {
  await using world = await openWorld({ group: false })
  const { sarah, dana, simulator } = world
  const basic = simulator.addGroup({ title: 'Old group', owner: dana, type: 'group' })
  await dana.promotes('@clone_bot', basic.id, rights({}))
  await dana.hears('group where you watch', { chat: basic.id })
  await dana.taps('Link this group', { chat: basic.id })
  await dana.hears('Done', { chat: basic.id })
  await sarah.says('I had a long day.')
  await world.settle()
  const grown = simulator.migrateGroup(basic.id)
  await sarah.says('And a short night.')
  await world.settle()
  expect(joined(dana.screen({ chat: grown.id }))).toContain('Sarah: And a short night.')
})

test('topics that cannot be made: General takes what belongs there, and the coach hears once in private', async () => {
  await using world = await openWorld({ clients: [] })
  const { dana, simulator } = world
  simulator.faults.add({
    method: 'createForumTopic',
    times: 1_000,
    status: 400,
    description: 'Bad Request: not enough rights to create a topic',
  })
  const sarah = await world.addClient('Sarah')
  const tom = await world.addClient('Tom')
  await sarah.says('I had a long day.')
  await tom.says('And I a short night.')
  await world.settle()
  expect(joined(general(world))).toContain('Sarah: I had a long day.')
  expect(joined(general(world))).toContain('Tom: And I a short night.')
  expect(dana.screen().filter(({ text }) => text.includes("can't make a topic"))).toHaveLength(1)
  simulator.faults.clear()
})
