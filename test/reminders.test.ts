/** What happens when nobody comes: each reminder once, over a restart too, and an end in a defined way. */
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { openApp } from '../src/app.ts'
import { heard, notices, stateOf } from './support/acts.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>
const minuteMs = 60_000
const hourMs = 60 * minuteMs

const inTopic = (world: World, text: string) => world.topic('Sarah').filter((message) => message.text.includes(text))
const told = (world: World, text: string) => notices(world.sarah).filter((notice) => notice.includes(text))

/** Sarah asks for Dana, who does not come. */
async function asks(options: Parameters<typeof openWorld>[0] = {}, hours?: string): Promise<World> {
  const world = await openWorld(options)
  if (hours) await world.dana.says(`/hours ${hours}`)
  world.model.answersWith(() => ({ wants_human: true, reply: 'What would you ask Dana?' }))
  await world.sarah.says('Can I talk to Dana?')
  await world.settle()
  return world
}

/** Dana leads and has answered. */
async function led(options: Parameters<typeof openWorld>[0] = {}): Promise<World> {
  const world = await openWorld(options)
  await world.sarah.says('Hello.')
  await world.settle()
  await world.writes(world.dana, 'Sarah', '/takeover')
  await world.settle()
  await world.writes(world.dana, 'Sarah', 'I am here.')
  await world.settle()
  return world
}

describe('nobody claims it', () => {
  test('the coach is alerted after 5 and 15 minutes; after 60 the AI apologises and answers, and that is the end', async () => {
    await using world = await asks()
    await world.advance(5 * minuteMs)
    expect(inTopic(world, 'has been waiting for 5 minutes')).toHaveLength(1)
    await world.advance(10 * minuteMs)
    expect(inTopic(world, 'has been waiting for 15 minutes')).toHaveLength(1)
    expect(inTopic(world, 'has been waiting').every((message) => !message.silent)).toBe(true)
    await world.advance(44 * minuteMs)
    expect(told(world, "couldn't come yet")).toHaveLength(0)
    await world.advance(minuteMs)
    await world.settle()
    expect(told(world, "couldn't come yet")).toHaveLength(1)
    expect(heard(world.sarah)).toEqual(['What would you ask Dana?'])
    expect(await stateOf(world)).toBe('ai')

    for (let hour = 0; hour < 5; hour++) await world.advance(hourMs)
    expect(inTopic(world, 'has been waiting')).toHaveLength(2)
    expect(told(world, "couldn't come yet")).toHaveLength(1)
  })

  test('who has said /done meanwhile is told nothing any more, and the AI answers when they write again', async () => {
    await using world = await asks()
    await world.sarah.says('/done')
    await world.settle()
    const onPhone = world.sarah.screen().length
    await world.advance(5 * minuteMs)
    expect(inTopic(world, 'has been waiting for 5 minutes')).toHaveLength(1) // it is still Dana's to see
    await world.advance(2 * hourMs)
    expect(world.sarah.screen()).toHaveLength(onPhone)
    expect(await stateOf(world)).toBe('ai')
    expect(inTopic(world, 'Nobody came to Sarah, who has ended the talk meanwhile')).toHaveLength(1)

    world.model.answersWith(() => ({ reply: 'Good to see you again.' }))
    await world.sarah.says('Good morning.')
    await world.settle()
    expect(heard(world.sarah)).toEqual(['Good to see you again.'])
  })

  test('who writes on after /done waits as before', async () => {
    await using world = await asks()
    await world.sarah.says('/done')
    await world.settle()
    await world.sarah.says('Or no: I still want to talk to her.')
    await world.settle()
    await world.advance(hourMs)
    await world.settle()
    expect(told(world, "couldn't come yet")).toHaveLength(1)
    expect(heard(world.sarah)).toEqual(['What would you ask Dana?'])
  })

  test('what came due while nothing ran is said once', async () => {
    await using world = await asks()
    await world.advance(20 * minuteMs)
    expect(inTopic(world, 'has been waiting').map(({ text }) => /for \d+ minutes/.exec(text)?.[0])).toEqual([
      'for 20 minutes',
    ])
  })

  test('after a night it is said in hours', async () => {
    await using world = await asks()
    await world.advance(10 * hourMs)
    expect(inTopic(world, 'has been waiting').map(({ text }) => /for .*?,/.exec(text)?.[0])).toEqual(['for 10 hours,'])
  })

  test('while several processes look, and after a restart, each reminder comes once', async () => {
    await using world = await asks()
    const options = { ...world.appOptions, config: { ...world.appOptions.config, roles: ['worker' as const] } }
    const other = await openApp(options)
    try {
      world.clock.advance(5 * minuteMs)
      await Promise.all([world.app.reconciler.tick(), other.reconciler.tick()])
      await world.settle()
      await world.advance(10 * minuteMs)
      await Promise.all([world.app.reconciler.tick(), other.reconciler.tick()])
      await world.settle()
      expect(inTopic(world, 'has been waiting')).toHaveLength(2)
    } finally {
      await other.close()
    }
  })

  test('whoever claims it stops the clock', async () => {
    await using world = await asks()
    await world.taps(world.dana, 'Take over')
    await world.settle()
    await world.writes(world.dana, 'Sarah', 'I am here.')
    await world.settle()
    for (let hour = 0; hour < 3; hour++) await world.advance(hourMs)
    expect(inTopic(world, 'has been waiting')).toEqual([])
    expect(told(world, "couldn't come yet")).toEqual([])
    expect(await stateOf(world)).toBe('human')
  })

  test('a model that still cannot answer is not tried for ever, and the client has a word each time', async () => {
    await using world = await openWorld()
    world.model.alwaysFail('malformed')
    await world.sarah.says('Help me decide.')
    await world.settle()
    for (let hour = 0; hour < 6; hour++) {
      await world.advance(hourMs)
      await world.settle()
    }
    expect(told(world, "couldn't come yet")).toHaveLength(1)
    expect(told(world, "I can't answer just now")).toHaveLength(2)
    expect(await stateOf(world)).toBe('waiting')
  })

  test('an AI that is off stays off: the client hears that nothing is lost', async () => {
    await using world = await openWorld({ key: false })
    await world.sarah.says('Hello?')
    await world.settle()
    for (let hour = 0; hour < 4; hour++) await world.advance(hourMs)
    expect(told(world, 'Dana answers here in person')).toHaveLength(1)
    expect(told(world, "hasn't been able to look in yet")).toHaveLength(1)
    expect(await stateOf(world)).toBe('waiting')
  })

  test('an open crisis has timers of its own: none of these', async () => {
    await using world = await asks()
    await world.sarah.says('I want to kill myself tonight.')
    await world.settle()
    const left = await world.rows<{ kind: string }>(
      sql`select kind from timers where kind in ('alert_unclaimed', 'resume_unclaimed', 'remind_human', 'offer_ai', 'offer_handback')`,
    )
    expect(left).toEqual([])
    await world.advance(2 * hourMs)
    expect(told(world, "couldn't come yet")).toEqual([])
    expect(await stateOf(world)).toBe('waiting')
  })
})

describe("outside the coach's hours", () => {
  // Friday, 20:00 in Madrid; on the night to Sunday the clock is changed.
  const friday = { start: '2026-03-27T19:00:00Z' }
  const hours = 'mon-fri 9-18'

  async function onFriday(): Promise<World> {
    const world = await openWorld(friday)
    await world.dana.says('/timezone Madrid')
    await world.dana.says(`/hours ${hours}`)
    world.model.answersWith(() => ({ wants_human: true, reply: 'What would you ask Dana?' }))
    await world.sarah.says('Can I talk to Dana?')
    await world.settle()
    return world
  }

  test('one silent alert; the client reads when the coach is back, and may choose', async () => {
    await using world = await onFriday()
    expect(inTopic(world, 'Sarah asks for you').map((message) => message.silent)).toEqual([true])
    expect(told(world, 'Dana is back on Monday at 09:00')).toHaveLength(1)
    const buttons = world.sarah.screen().at(-1)?.buttons?.flat() ?? []
    expect(buttons.map((button) => button.text)).toEqual(['Keep talking with the AI', 'Wait for Dana', "I'm not safe"])

    // Sunday night: the clock has been changed, and nobody has been disturbed.
    await world.advance(48 * hourMs)
    expect(inTopic(world, 'has been waiting')).toEqual([])
    expect(await stateOf(world)).toBe('waiting')
    // Monday, 9:05 summer time.
    await world.advance(Date.parse('2026-03-30T07:04:00Z') - world.clock.now().getTime())
    expect(inTopic(world, 'has been waiting')).toEqual([])
    await world.advance(minuteMs)
    expect(inTopic(world, 'has been waiting')).toHaveLength(1)
    await world.advance(55 * minuteMs)
    await world.settle()
    expect(told(world, "couldn't come yet")).toHaveLength(1)
  })

  test('[Keep talking with the AI]: it answers', async () => {
    await using world = await onFriday()
    await world.sarah.taps('Keep talking with the AI')
    await world.settle()
    expect(heard(world.sarah)).toEqual(['What would you ask Dana?'])
    expect(inTopic(world, 'Sarah has chosen to go on with the AI')).toHaveLength(1)
    expect(await stateOf(world)).toBe('ai')
  })

  test('[Wait for Dana]: nothing is offered any more, and Dana is still reminded', async () => {
    await using world = await onFriday()
    await world.sarah.taps('Wait for Dana')
    await world.settle()
    expect(told(world, 'Dana will answer here')).toHaveLength(1)
    await world.advance(Date.parse('2026-03-30T09:00:00Z') - world.clock.now().getTime())
    expect(inTopic(world, 'has been waiting').length).toBeGreaterThan(0)
    expect(await stateOf(world)).toBe('waiting')
  })

  test("[I'm not safe] opens a crisis, which knows no hours", async () => {
    await using world = await onFriday()
    await world.sarah.taps("I'm not safe")
    await world.settle()
    expect(world.sarah.screen().at(-1)?.text).toContain('Thank you for telling me')
    expect(inTopic(world, 'may be in danger').map((message) => message.silent)).toEqual([false])
    const [episode] = await world.rows<{ grade: number; rule: string }>(sql`select grade, rule from safety_episodes`)
    expect(episode).toEqual({ grade: 3, rule: 'button:not_safe' })
  })
})

test("what comes due in the client's night waits for their morning, and they can choose before", async () => {
  await using world = await asks({ start: '2026-03-02T22:30:00Z' })
  expect(told(world, 'sees this first')).toHaveLength(1)
  const heardBefore = notices(world.sarah).length
  await world.advance(2 * hourMs)
  expect(notices(world.sarah)).toHaveLength(heardBefore)
  await world.advance(Date.parse('2026-03-03T08:00:00Z') - world.clock.now().getTime())
  await world.settle()
  expect(told(world, "couldn't come yet")).toHaveLength(1)
})

describe('the human leads and falls silent', () => {
  test('after 30 minutes they are reminded, after 60 the client may choose; an answer stops the clock', async () => {
    await using world = await led()
    await world.advance(3 * hourMs)
    expect(inTopic(world, 'is waiting for your answer')).toEqual([]) // nobody owes anything
    await world.sarah.says('What shall I do?')
    await world.settle()
    await world.advance(10 * minuteMs)
    await world.sarah.says('Hello?') // the clock runs from the first
    await world.settle()
    await world.advance(20 * minuteMs)
    expect(inTopic(world, 'Dana, Sarah is waiting for your answer')).toHaveLength(1)
    await world.advance(30 * minuteMs)
    expect(told(world, "Dana hasn't been able to answer yet")).toHaveLength(1)
    await world.sarah.taps('Keep talking with the AI')
    await world.settle()
    expect(await stateOf(world)).toBe('ai')
    expect(heard(world.sarah)).toHaveLength(3)
  })

  test('who has been answered is offered nothing, and a tap that comes late changes nothing', async () => {
    await using world = await led()
    await world.sarah.says('What shall I do?')
    await world.settle()
    await world.advance(hourMs)
    await world.writes(world.dana, 'Sarah', 'Sleep on it.')
    await world.settle()
    await world.sarah.taps('Keep talking with the AI')
    await world.settle()
    expect(notices(world.sarah).at(-1)).toContain('Dana is already here')
    expect(await stateOf(world)).toBe('human')
  })

  test('after 12 hours the coach is asked once whether to hand back', async () => {
    await using world = await led()
    await world.advance(12 * hourMs)
    await world.advance(12 * hourMs)
    expect(inTopic(world, 'Shall the AI go on?')).toHaveLength(1)
    expect(await stateOf(world)).toBe('human')
  })

  test('or it is handed back by itself, where the coach wants it so', async () => {
    await using world = await openWorld()
    await world.rows(sql`update coaches set settings = settings || '{"reminders": {"handsBackItself": true}}'::jsonb`)
    await world.sarah.says('Hello.')
    await world.settle()
    await world.writes(world.dana, 'Sarah', '/takeover')
    await world.settle()
    await world.advance(12 * hourMs) // 22:00: the client's night begins
    expect(await stateOf(world)).toBe('human')
    await world.advance(10 * hourMs)
    expect(await stateOf(world)).toBe('ai')
    expect(told(world, 'Dana has left the chat')).toHaveLength(1)
  })
})
