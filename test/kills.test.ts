/**
 * The product is killed at each point where it could matter and started again: nothing is lost, nothing is doubled outside
 * the one window in which Telegram's answer was on its way, and order is kept.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type KilledWorld, openKilledWorld } from './support/killed-world.ts'

/** On a busy machine a new process takes its time; how long it took is asserted where it matters. */
const patiently = { timeoutMs: 60_000 }
/** Within a `describe`, which shares a world; the describes run side by side. */
const inTurn = { concurrent: false }

const first = 'My boss gave my project away.'
const second = 'I told her how I feel.'

/** A turn as the coach is shown it. */
function mirrorOf(name: string, text: string): string {
  return `${name}: ${text}\nAI to ${name} (90% sure): \nHeard: ${text}`
}

/** A world for the tests of a `describe`, one after the other, each with a client of its own. */
function useWorld() {
  let world: KilledWorld | undefined
  let clients = 0
  beforeAll(async () => {
    world = await openKilledWorld()
  })
  afterAll(() => world?.close())
  return async (options?: { agrees: boolean }) => {
    if (!world) throw new Error('There is no world yet')
    const name = ['Sarah', 'Tom', 'Mia', 'Noor', 'Ida'][clients++] ?? 'Sam'
    const client = await world.invite(name, options)
    return { world, name, client, ...lookAfter(world, name, client) }
  }
}

function lookAfter(world: KilledWorld, name: string, client: Awaited<ReturnType<KilledWorld['invite']>>) {
  /** What the client has been told by the bot since the welcome. */
  function heard(): string[] {
    const shown = client.screen()
    const welcome = shown.findIndex((message) => message.text.includes('Thank you. What'))
    return shown.slice(welcome + 1).flatMap((message) => (message.from.isBot ? message.text : []))
  }
  /** What was said in the client's one topic, after the card and the word that they have joined. */
  function topic(): string[] {
    const [texts = [], ...others] = world.topicsOf(name)
    expect(others).toEqual([])
    expect(texts.slice(0, 2)).toEqual([
      expect.stringMatching(new RegExp(`^${name}\n`)),
      `${name} has agreed and is here now.`,
    ])
    return texts.slice(2)
  }
  function rows<T>(select: string, rest = ''): Promise<T[]> {
    return world.rows<T>(`${select} where conversation_id in (select v.id from conversations v join clients c
      on c.id = v.client_id where c.display_name = '${name}') ${rest}`)
  }
  /** Every message of the client once, every AI reply once, and nothing under way or given up. */
  async function expectRows({ said, answered }: { said: string[]; answered: string[] }): Promise<void> {
    const messages = await rows<{ sender_type: string; content: string }>(
      'select sender_type, content from messages',
      "and visibility = 'shared' order by seq",
    )
    const by = (type: string) => messages.filter((row) => row.sender_type === type).map((row) => row.content)
    expect(by('client')).toEqual(said)
    expect(by('ai')).toEqual(answered)
    expect(await rows('select status, last_error from deliveries', "and status <> 'sent'")).toEqual([])
    expect(await world.rows('select id from conversations where lease_id is not null')).toEqual([])
  }
  /** The first message is answered, in time, and the conversation goes on as if nothing had been. */
  async function expectToGoOn(): Promise<void> {
    await client.hears(`Heard: ${first}`, patiently)
    await world.rest()
    await client.says(second)
    await client.hears(`Heard: ${second}`, patiently)
    await world.rest()
    await expectRows({ said: [first, second], answered: [`Heard: ${first}`, `Heard: ${second}`] })
    // Words wait 45 s for their answer and then stand alone: where a kill has cost as long as that, they take two messages.
    expect(topic().join('\n')).toBe([mirrorOf(name, first), mirrorOf(name, second)].join('\n'))
  }
  return { heard, topic, rows, expectRows, expectToGoOn }
}

describe.concurrent('killed before the AI has answered', () => {
  const enter = useWorld()
  test.each(['update-fetched-not-stored', 'message-stored-not-woken', 'woken-not-acknowledged', 'turn-claimed'])(
    '%s',
    inTurn,
    async (point) => {
      const { world, client, heard, expectToGoOn } = await enter()
      await world.arm(point)
      await client.says(first)
      await world.died()
      await world.restart()
      await expectToGoOn()
      expect(heard()).toEqual([`Heard: ${first}`, `Heard: ${second}`])
    },
  )
})

describe.concurrent('killed with an answer at hand', () => {
  const enter = useWorld()
  test.each(['model-answered-not-recorded', 'decision-recorded-not-woken', 'delivery-claimed-not-sent'])(
    '%s',
    inTurn,
    async (point) => {
      const { world, client, heard, expectToGoOn } = await enter()
      await world.arm(point)
      await client.says(first)
      await world.died()
      await world.restart()
      await expectToGoOn()
      expect(heard()).toEqual([`Heard: ${first}`, `Heard: ${second}`])
    },
  )

  test('model-asked', inTurn, async () => {
    const { world, client, heard, expectToGoOn } = await enter()
    world.model.hold()
    await client.says(first)
    await world.model.nextRequest()
    world.kill()
    await world.died()
    world.model.release()
    await world.restart()
    await expectToGoOn()
    expect(heard()).toEqual([`Heard: ${first}`, `Heard: ${second}`])
  })
})

describe.concurrent('killed while the answer goes out', () => {
  const enter = useWorld()
  test('sent-not-recorded: the AI repeats itself rather than be silent', inTurn, async () => {
    const { world, client, heard, expectToGoOn } = await enter()
    world.killAtMessage(client, client.id, ({ text }) => text === `Heard: ${first}`)
    await client.says(first)
    await world.died()
    await world.restart()
    await expectToGoOn()
    expect(heard()).toEqual([`Heard: ${first}`, `Heard: ${first}`, `Heard: ${second}`])
  })

  test('sent-not-recorded: but not when the client has written on', inTurn, async () => {
    const { world, name, client, heard, topic } = await enter()
    world.killAtMessage(client, client.id, ({ text }) => text === `Heard: ${first}`)
    await client.says(first)
    await world.died()
    await client.says(second)
    await world.restart()
    await client.hears(`Heard: ${second}`, patiently)
    await world.rest()
    expect(heard()).toEqual([`Heard: ${first}`, `Heard: ${second}`])
    expect(topic().join('\n')).toContain(`${second}\nAI to ${name}`)
  })

  test('part-recorded-not-finished', inTurn, async () => {
    const { world, client, heard, expectRows } = await enter()
    const parts = ['one', 'two', 'three'].map((word) => `${word} `.repeat(600).trim())
    world.model.willAnswer({ reply: parts.join('\n\n') })
    await world.arm('part-recorded-not-finished')
    await client.says(first)
    await world.died()
    expect(heard()).toHaveLength(1)
    await world.restart()
    await world.rest()
    expect(heard()).toEqual(parts)
    await expectRows({ said: [first], answered: [parts.join('\n\n')] })
  })

  test('topic-made-not-recorded', inTurn, async () => {
    const { world, name, client } = await enter({ agrees: false })
    world.killAtMessage(world.dana, world.group.id, ({ service }) => service === 'forum_topic_created')
    void client.taps('I agree', { timeoutMs: 0 })
    await world.died()
    await world.restart()
    await world.rest()
    await client.says(first)
    await client.hears(`Heard: ${first}`, patiently)
    await world.rest()
    expect(world.topicsOf(name)).toEqual([
      [], // the one that nobody knows of
      [expect.stringMatching(new RegExp(`^${name}\n`)), `${name} has agreed and is here now.`, mirrorOf(name, first)],
    ])
  })
})

describe.concurrent('killed while a human is needed', () => {
  const enter = useWorld()
  test('takeover-committed-not-acknowledged', inTurn, async () => {
    const { world, name, client, heard, topic, rows, expectRows } = await enter()
    await client.says('/human')
    await world.dana.hears('asks for you', { chat: world.group.id })
    await world.rest()
    await world.arm('takeover-committed-not-acknowledged')
    void world.dana.taps('Take over', { chat: world.group.id, timeoutMs: 0 })
    await world.died()
    await world.restart()
    await client.hears('Dana is here now', patiently)
    await world.rest()
    await client.says(first)
    await world.rest()
    expect(heard().filter((text) => text.includes('Dana is here now'))).toHaveLength(1)
    expect(topic().filter((text) => text.includes('Dana leads now'))).toHaveLength(1)
    expect(topic().at(-1)).toBe(`${name}: ${first}`)
    expect(await rows('select to_state from conversation_moves', 'order by moved_at')).toEqual([
      { to_state: 'waiting' },
      { to_state: 'human' },
    ])
    await expectRows({ said: [first], answered: [] })
  })

  test('human-text-sent-not-recorded', inTurn, async () => {
    const { world, name, client, heard, rows } = await enter()
    const inTopic = { chat: world.group.id, topic: world.topicIdOf(name) }
    await world.dana.says('/takeover', inTopic)
    await client.hears('Dana is here now', patiently)
    await world.rest()
    world.killAtMessage(client, client.id, ({ text }) => text === 'Dana: I am here.')
    await world.dana.says('I am here.', inTopic)
    await world.died()
    await world.dana.says('Tell me more.', inTopic)
    await client.says(second) // a human's words are repeated even so
    await world.restart()
    await client.hears('Dana: Tell me more.', patiently)
    await world.rest()
    const words = heard().filter((text) => text.startsWith('Dana:'))
    expect(words).toEqual(['Dana: I am here.', 'Dana: I am here.', 'Dana: Tell me more.'])
    const stored = await rows('select content from messages', "and sender_type = 'human_coach' order by seq")
    expect(stored).toEqual([{ content: 'I am here.' }, { content: 'Tell me more.' }])
  })

  test('crisis-stored-not-sent', inTurn, async () => {
    const { world, client, heard, topic, rows } = await enter()
    const asked = world.model.requests.length
    await world.arm('crisis-stored-not-sent')
    await client.says('I want to kill myself.')
    await world.died()
    await world.restart()
    const restartedAt = performance.now()
    await client.hears("I'm an AI, and I can't keep you safe on my own", patiently)
    expect(performance.now() - restartedAt).toBeLessThan(5_000)
    await world.rest()
    expect(heard()).toHaveLength(1)
    expect(topic().filter((text) => text.includes('may be in danger'))).toHaveLength(1)
    expect(world.dana.screen().filter((message) => message.text.includes('may be in danger'))).toHaveLength(1)
    expect(world.model.requests).toHaveLength(asked)
    expect(await rows('select id from safety_episodes')).toHaveLength(1)
  })
})
