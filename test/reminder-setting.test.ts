/** `/reminders`: what a coach chooses is what comes, and a client is never left without an end. */
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { reminderDefaults } from '../src/coaching/coach.ts'
import { presetOf, reminderPresetNames, withPreset } from '../src/coaching/handoff/reminder-presets.ts'
import { notices, stateOf } from './support/acts.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>
const minuteMs = 60_000

const last = (world: World) =>
  world.dana
    .screen()
    .filter(({ from }) => from.isBot)
    .at(-1)
const buttons = (world: World) =>
  last(world)
    ?.buttons?.flat()
    .map(({ text }) => text) ?? []
const inTopic = (world: World, text: string) => world.topic('Sarah').filter((message) => message.text.includes(text))
const stored = async (world: World) => {
  const [row] = await world.rows<{ reminders: unknown }>(sql`select settings -> 'reminders' as reminders from coaches`)
  return row?.reminders
}

async function chooses(world: World, button: string): Promise<string> {
  await world.dana.says('/reminders')
  await world.quiet()
  await world.dana.taps(button)
  await world.quiet()
  return last(world)?.text ?? ''
}

async function asks(world: World): Promise<void> {
  await world.sarah.says('/human')
  await world.settle()
}

describe('a coach chooses how soon they are reminded', () => {
  test('sees what is set, changes it, and has what is usual back', async () => {
    await using world = await openWorld({ clients: [] })
    await world.dana.says('/reminders')
    await world.quiet()
    expect(last(world)?.text).toContain('you hear again after 5 and 15 minutes')
    expect(last(world)?.text).toContain('for 12 hours, I ask whether to hand back')
    expect(buttons(world)).toEqual(['Sooner', '✓ As usual', 'Later', 'No reminders', 'Hand back without asking'])
    expect(await chooses(world, 'Later')).toContain('after 15 and 45 minutes')
    expect(buttons(world)).toContain('✓ Later')
    expect(await chooses(world, 'Hand back without asking')).toContain('I hand back to the AI')
    expect(await chooses(world, 'As usual')).toContain('I hand back to the AI')
    expect(await stored(world)).toEqual({ handsBackItself: true })
    expect(await chooses(world, 'Ask before handing back')).toContain('I ask whether to hand back')
  })

  test('sooner: after 2 minutes', async () => {
    await using world = await openWorld()
    await chooses(world, 'Sooner')
    await asks(world)
    await world.advance(2 * minuteMs)
    expect(inTopic(world, 'has been waiting for 2 minutes')).toHaveLength(1)
  })

  test('none: the coach hears it once, and after an hour the AI goes on as ever; who leads is not reminded', async () => {
    await using world = await openWorld()
    expect(await chooses(world, 'No reminders')).toContain('you hear it once, and not again')
    await asks(world)
    expect(inTopic(world, 'Sarah asks for you')).toHaveLength(1)
    for (const minutes of [5, 10, 44]) await world.advance(minutes * minuteMs)
    expect(inTopic(world, 'has been waiting')).toHaveLength(0)
    await world.advance(minuteMs)
    await world.settle()
    expect(await stateOf(world)).toBe('ai')
    expect(notices(world.sarah).filter((notice) => notice.includes("couldn't come yet"))).toHaveLength(1)

    await world.writes(world.dana, 'Sarah', '/takeover')
    await world.settle()
    await world.sarah.says('Are you there?')
    await world.settle()
    await world.advance(59 * minuteMs)
    expect(inTopic(world, 'is waiting for your answer')).toHaveLength(0)
  })

  test('none, and away: the coach hears it once, when they are back', async () => {
    await using world = await openWorld()
    await chooses(world, 'No reminders')
    await world.dana.says('/hours mon-sun 12-18')
    await world.quiet()
    await asks(world)
    expect(inTopic(world, 'Sarah asks for you').map(({ silent }) => silent)).toEqual([true])
    await world.advance(119 * minuteMs)
    expect(inTopic(world, 'has been waiting')).toHaveLength(0)
    for (const minutes of [1, 30, 20]) await world.advance(minutes * minuteMs)
    expect(inTopic(world, 'has been waiting').map(({ silent }) => silent)).toEqual([false])
  })

  test('danger is none of this: nobody comes, and the coach is called again', async () => {
    await using world = await openWorld()
    await chooses(world, 'No reminders')
    await world.sarah.says('I want to kill myself tonight.')
    await world.settle()
    await world.advance(5 * minuteMs)
    await world.settle()
    expect(inTopic(world, 'Nobody has come to Sarah').length).toBeGreaterThan(0)
  })

  test('nobody but the coach', async () => {
    await using world = await openWorld()
    await world.sarah.says('/reminders')
    await world.settle()
    expect(world.sarah.screen().some(({ text }) => text.includes('you hear again'))).toBe(false)
  })
})

test('each set is known again, whatever else is set, and the usual minutes are not stored', () => {
  for (const name of reminderPresetNames) {
    const set = withPreset({ alertMinutes: [1], handbackMinutes: 60, handsBackItself: true }, name)
    expect(set).toMatchObject({ handbackMinutes: 60, handsBackItself: true })
    expect(presetOf({ ...reminderDefaults, ...set })).toBe(name)
  }
  expect(withPreset(undefined, 'usual')).toEqual({})
  expect(presetOf({ ...reminderDefaults, alertMinutes: [7] })).toBeUndefined()
})
