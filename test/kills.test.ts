/**
 * The product is killed at each point where it could matter and started again: nothing is lost, nothing is doubled outside
 * the one window in which Telegram's answer was on its way, and order is kept.
 */
import { afterAll, describe, expect, test, vi } from 'vitest'
import { openKilledWorld, removeTemplate } from './support/killed-world.ts'

vi.setConfig({ testTimeout: 90_000, maxConcurrency: 4 })
afterAll(removeTemplate)

type World = Awaited<ReturnType<typeof openKilledWorld>>

const first = 'My boss gave my project away.'
const second = 'I told her how I feel.'

/** What a client has been told by the bot since the welcome. */
function heard({ sarah }: World): string[] {
  const shown = sarah.screen()
  const welcome = shown.findIndex((message) => message.text.includes('Thank you. What'))
  return shown.slice(welcome + 1).flatMap((message) => (message.from.isBot ? message.text : []))
}

/** What was said in Sarah's one topic since she joined. */
function topic(world: World): string[] {
  const [texts = [], ...others] = world.topicsOf('Sarah')
  expect(others).toEqual([])
  return texts.slice(texts.findIndex((text) => text.includes('has agreed')) + 1)
}

/** Every message of the client once, every AI reply once, and nothing under way any more. */
async function expectWholeRows(world: World, { client, ai }: { client: string[]; ai: string[] }): Promise<void> {
  const messages = await world.rows<{ sender_type: string; content: string }>(
    "select sender_type, content from messages where visibility = 'shared' order by seq",
  )
  const by = (type: string) => messages.filter((row) => row.sender_type === type).map((row) => row.content)
  expect(by('client')).toEqual(client)
  expect(by('ai')).toEqual(ai)
  expect(await world.rows("select status, last_error from deliveries where status <> 'sent'")).toEqual([])
  expect(await world.rows('select id from conversations where lease_id is not null')).toEqual([])
}

/** The conversation goes on as if nothing had been. */
async function goesOn(world: World): Promise<void> {
  await world.sarah.says(second)
  await world.sarah.hears(`Heard: ${second}`)
  await world.rest()
  await expectWholeRows(world, { client: [first, second], ai: [`Heard: ${first}`, `Heard: ${second}`] })
}

const mirrors = [
  `Sarah: ${first}`,
  `AI to Sarah (90% sure): Heard: ${first}`,
  `Sarah: ${second}`,
  `AI to Sarah (90% sure): Heard: ${second}`,
]

describe.concurrent('killed on the way of a message', () => {
  test.each([
    'update-fetched-not-stored',
    'message-stored-not-woken',
    'woken-not-acknowledged',
    'turn-claimed',
    'model-answered-not-recorded',
    'decision-recorded-not-woken',
    'delivery-claimed-not-sent',
  ])('%s', async (point) => {
    await using world = await openKilledWorld()
    await world.arm(point)
    await world.sarah.says(first)
    await world.died()
    await world.restart()
    await world.sarah.hears(`Heard: ${first}`)
    await world.rest()
    await goesOn(world)
    expect(heard(world)).toEqual([`Heard: ${first}`, `Heard: ${second}`])
    expect(topic(world)).toEqual(mirrors)
  })

  test('model-asked', async () => {
    await using world = await openKilledWorld()
    world.model.hold()
    await world.sarah.says(first)
    await world.model.nextRequest()
    world.kill()
    await world.died()
    world.model.release()
    await world.restart()
    await world.sarah.hears(`Heard: ${first}`)
    await world.rest()
    await goesOn(world)
    expect(heard(world)).toEqual([`Heard: ${first}`, `Heard: ${second}`])
    expect(topic(world)).toEqual(mirrors)
  })

  test('sent-not-recorded: the AI repeats itself rather than be silent', async () => {
    await using world = await openKilledWorld()
    world.killAtMessage(world.sarah.id, ({ text }) => text === `Heard: ${first}`)
    await world.sarah.says(first)
    await world.died()
    await world.restart()
    await world.rest()
    await goesOn(world)
    expect(heard(world)).toEqual([`Heard: ${first}`, `Heard: ${first}`, `Heard: ${second}`])
    expect(topic(world)).toEqual(mirrors)
  })

  test('sent-not-recorded: but not when the client has written on', async () => {
    await using world = await openKilledWorld()
    world.killAtMessage(world.sarah.id, ({ text }) => text === `Heard: ${first}`)
    await world.sarah.says(first)
    await world.died()
    await world.sarah.says(second)
    await world.restart()
    await world.sarah.hears(`Heard: ${second}`)
    await world.rest()
    expect(heard(world)).toEqual([`Heard: ${first}`, `Heard: ${second}`])
    expect(topic(world)).toContain(`Sarah: ${second}`)
  })

  test('part-recorded-not-finished', async () => {
    await using world = await openKilledWorld()
    const parts = ['one', 'two', 'three'].map((word) => `${word} `.repeat(700).trim())
    world.model.willAnswer({ reply: parts.join('\n\n') })
    await world.arm('part-recorded-not-finished')
    await world.sarah.says(first)
    await world.died()
    expect(heard(world)).toHaveLength(1)
    await world.restart()
    await world.rest()
    expect(heard(world)).toEqual(parts)
    await expectWholeRows(world, { client: [first], ai: [parts.join('\n\n')] })
  })
})

describe.concurrent('killed while humans are at it', () => {
  test('topic-made-not-recorded', async () => {
    await using world = await openKilledWorld()
    const tom = await world.invite('Tom')
    await world.rest()
    world.killAtMessage(world.group.id, ({ service }) => service === 'forum_topic_created')
    void tom.taps('I agree', { timeoutMs: 0 })
    await world.died()
    await world.restart()
    await tom.says('Here I am.')
    await tom.hears('Heard: Here I am.')
    await world.rest()
    const topics = world.topicsOf('Tom').map((texts) => texts.slice(1)) // the first says that it was made
    const inUse = topics.filter((texts) => texts.length > 0)
    expect(topics.length).toBeLessThanOrEqual(2) // the one nobody knows of stays empty
    expect(inUse).toHaveLength(1)
    const said = inUse[0]?.filter((text) => !/^Tom\n|pinned/.test(text))
    expect(said).toEqual([
      'Tom has agreed and is here now.',
      'Tom: Here I am.',
      'AI to Tom (90% sure): Heard: Here I am.',
    ])
  })

  test('takeover-committed-not-acknowledged', async () => {
    await using world = await openKilledWorld()
    await world.sarah.says('/human')
    await world.dana.hears('asks for you', { chat: world.group.id })
    await world.rest()
    await world.arm('takeover-committed-not-acknowledged')
    void world.dana.taps('Take over', { chat: world.group.id, timeoutMs: 0 })
    await world.died()
    await world.restart()
    await world.sarah.hears('Dana is here now')
    await world.rest()
    await world.sarah.says(first)
    await world.rest()
    expect(heard(world).filter((text) => text.includes('Dana is here now'))).toHaveLength(1)
    expect(topic(world).filter((text) => text.includes('Dana leads now'))).toHaveLength(1)
    expect(world.model.requests.filter((request) => request.texts('user').includes(first))).toEqual([])
    expect(await world.rows('select to_state from conversation_moves order by moved_at')).toEqual([
      { to_state: 'waiting' },
      { to_state: 'human' },
    ])
    await expectWholeRows(world, { client: [first], ai: [] })
  })

  test('human-text-sent-not-recorded', async () => {
    await using world = await openKilledWorld()
    const [place] = (world.dana.chats().find((chat) => chat.id === world.group.id)?.topics ?? []).filter(
      ({ name }) => name === 'Sarah',
    )
    const inTopic = { chat: world.group.id, topic: place?.id ?? 0 }
    await world.dana.says('/takeover', inTopic)
    await world.sarah.hears('Dana is here now')
    await world.rest()
    world.killAtMessage(world.sarah.id, ({ text }) => text === 'Dana: I am here.')
    await world.dana.says('I am here.', inTopic)
    await world.died()
    await world.dana.says('Tell me more.', inTopic)
    await world.sarah.says(second) // a human's words are repeated even so
    await world.restart()
    await world.sarah.hears('Dana: Tell me more.')
    await world.rest()
    const words = heard(world).filter((text) => text.startsWith('Dana:'))
    expect(words).toEqual(['Dana: I am here.', 'Dana: I am here.', 'Dana: Tell me more.'])
    const messages = await world.rows("select content from messages where sender_type = 'human_coach' order by seq")
    expect(messages).toEqual([{ content: 'I am here.' }, { content: 'Tell me more.' }])
  })

  test('crisis-stored-not-sent', async () => {
    await using world = await openKilledWorld()
    await world.arm('crisis-stored-not-sent')
    await world.sarah.says('I want to kill myself.')
    await world.died()
    await world.restart()
    const restartedAt = performance.now()
    await world.sarah.hears("I'm an AI, and I can't keep you safe on my own")
    expect(performance.now() - restartedAt).toBeLessThan(5_000)
    await world.rest()
    expect(heard(world)).toHaveLength(1)
    expect(topic(world).filter((text) => text.includes('may be in danger'))).toHaveLength(1)
    expect(world.dana.screen().filter((message) => message.text.includes('may be in danger'))).toHaveLength(1)
    expect(world.model.requests.filter((request) => request.texts('user').length > 1)).toEqual([])
    expect(await world.rows('select id from safety_episodes')).toHaveLength(1)
  })
})
