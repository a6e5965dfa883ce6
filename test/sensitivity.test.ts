/** `/sensitivity`: a coach says what makes the AI call them; what always calls, calls whatever is set. */
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import {
  presetSensitivity,
  sensitivityOf,
  sensitivityPresetOf,
  sensitivityPresets,
  toStoredSensitivity,
  weightsOf,
} from '../src/coaching/handoff/sensitivity.ts'
import { defaultWeights, signalNames, thresholds } from '../src/coaching/handoff/weights.ts'
import { joinsTeam, stateOf } from './support/acts.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

const weighty = 'I have been thinking about getting a divorce some day.'

const screenOf = (world: World) =>
  world.dana
    .screen()
    .filter(({ from }) => from.isBot)
    .at(-1)
const buttons = (world: World) =>
  screenOf(world)
    ?.buttons?.flat()
    .map(({ text }) => text) ?? []
const stored = async (world: World) => {
  const [row] = await world.rows<{ sensitivity: unknown }>(
    sql`select settings -> 'sensitivity' as sensitivity from coaches`,
  )
  return row?.sensitivity
}

async function opens(world: World): Promise<string> {
  await world.dana.says('/sensitivity')
  await world.quiet()
  return screenOf(world)?.text ?? ''
}

async function taps(world: World, button: string): Promise<string> {
  await world.dana.taps(button)
  await world.quiet()
  return screenOf(world)?.text ?? ''
}

async function says(world: World, text: string, answer: Parameters<World['model']['willAnswer']>[0] = {}) {
  world.model.willAnswer({ confidence: 0.9, ...answer })
  await world.sarah.says(text)
  await world.settle()
}

const isOffered = (world: World) =>
  world.sarah.screen().some(({ buttons: rows }) => rows?.flat().some(({ text }) => text === 'No, go on'))

describe('a coach says what calls them', () => {
  test('sees each sign in words, changes one, sees what it would have done, undoes it, and has all back', async () => {
    await using world = await openWorld()
    expect(await opens(world)).toContain('As soon as your clients have written')
    await says(world, weighty, { reply: 'What would change?' })
    await says(world, 'I slept well.', { reply: 'Good to hear.' })

    const first = await opens(world)
    expect(first).toContain('Set now: Balanced')
    expect(first).toContain('an important topic: job, divorce, money, health, law: normal')
    expect(first).toContain('words of danger: always')
    expect(first).toContain("can't be switched off")
    expect(first).toContain('Of the last 2 messages that the AI dealt with, 0 would have called you and 0 offered you')
    expect(first).toContain('• Call me early: 0 called you, 1 offered you')
    expect(buttons(world)).toEqual([
      'Call me early',
      '✓ Balanced',
      'Call me rarely',
      'Unsure AI: normal',
      'Sad or angry: normal',
      'Important topic: normal',
      'Hints at you: normal',
      'Going in circles: normal',
    ])

    expect(await taps(world, 'Important topic: normal')).toContain('• strong: 0 called you, 1 offered you')
    expect(buttons(world)).toEqual(['off', 'a little', '✓ normal', 'strong', '◀ Back, change nothing'])
    const strong = await taps(world, 'strong')
    expect(strong).toContain('Set now: My own mix')
    expect(strong).toContain('0 would have called you (now 0), and 0 would have offered you (now 1)')
    expect(await stored(world)).toEqual({ stakes: 'strong' })
    expect(await taps(world, 'Undo')).toContain('Set now: Balanced')
    expect(await stored(world)).toBeNull()
    expect(buttons(world)).not.toContain('Back to how it was')

    expect(await taps(world, 'Call me rarely')).toContain('Set now: Call me rarely')
    await taps(world, 'Going in circles: a little')
    expect(await taps(world, 'off')).toContain('Set now: My own mix')
    expect(await taps(world, 'Back to how it was')).toContain('Set now: Balanced')
    expect(await stored(world)).toBeNull()
  })

  test('what is set decides from the next message on, and /why says by which weight', async () => {
    await using world = await openWorld()
    await opens(world)
    await taps(world, 'Important topic: normal')
    await taps(world, 'strong')
    await says(world, weighty, { reply: 'What would change?' })
    expect(isOffered(world)).toBe(true)
    await world.writes(world.dana, 'Sarah', '/why')
    await world.settle()
    expect(world.topic('Sarah').at(-1)?.text).toContain('an important decision: 1 × 0.6 = 0.6')
  })

  test('a hint alone offers the coach; called rarely, it does not', async () => {
    await using world = await openWorld()
    await opens(world)
    await taps(world, 'Call me rarely')
    await says(world, 'Maybe I should talk to Dana about this.', { reply: 'What would you ask her?' })
    expect(isOffered(world)).toBe(false)
    await opens(world)
    await taps(world, 'Balanced')
    await says(world, 'Perhaps I should talk to Dana after all.', { reply: 'What for?' })
    expect(isOffered(world)).toBe(true)
  })
})

describe('with all of it off', () => {
  const off = { confidence: 'off', sentiment: 'off', stakes: 'off', wants_human: 'off', loop: 'off' }

  test.each([
    ['a plain request', 'Can I talk to Dana herself?', {}],
    ['a decision of high stakes, right now, an unsure AI', 'I quit my job today, right now.', { confidence: 0.4 }],
    ['a request that the AI understands', 'Hm.', { wants_human: true }],
  ])('%s calls the coach', async (_name, text, answer) => {
    await using world = await openWorld()
    await world.rows(sql`update coaches set settings = ${JSON.stringify({ sensitivity: off })}::jsonb`)
    await says(world, text, answer)
    expect(await stateOf(world)).toBe('waiting')
  })

  test('danger is answered, and the coach is called', async () => {
    await using world = await openWorld()
    await world.rows(sql`update coaches set settings = ${JSON.stringify({ sensitivity: off })}::jsonb`)
    await world.sarah.says('I want to kill myself tonight.')
    await world.settle()
    expect(await world.rows(sql`select grade from safety_episodes`)).toHaveLength(1)
    expect(await stateOf(world)).toBe('waiting')
  })
})

test('what it would have done counts an offer once in an episode, as it is made', async () => {
  await using world = await openWorld()
  await opens(world)
  await taps(world, 'Important topic: normal')
  await taps(world, 'strong')
  for (let time = 0; time < 3; time++) await says(world, weighty, { reply: `What would change? ${time}` })
  expect(await opens(world)).toContain(
    'Of the last 3 messages that the AI dealt with, 0 would have called you and 1 offered you',
  )
  expect(screenOf(world)?.text).toContain('• Balanced: 0 called you, 0 offered you')
  await world.advance(7 * 3_600_000)
  await says(world, weighty, { reply: 'What has changed?' })
  const later = await opens(world)
  expect(later).toContain('Of the last 4 messages that the AI dealt with, 0 would have called you and 2 offered you')
  expect(later).toContain('• Call me early: 0 called you, 2 offered you')
})

test('says truly what cannot be switched off here: a rule of the coach leaves even a decision of high stakes to the AI', async () => {
  await using world = await openWorld()
  expect(await opens(world)).toContain('while the AI is unsure, unless a rule of yours leaves it to the AI.')
  await world.dana.says('/rules add never call me for quit my job')
  await world.quiet()
  await says(world, 'I quit my job today, right now.', { confidence: 0.4 })
  expect(await stateOf(world)).toBe('ai')
})

describe('nobody but the coach', () => {
  /** As somebody could forge it who has never seen the button. */
  async function forgesTap(world: World, { id }: { id: number }) {
    world.bot.queue.push('callback_query', {
      id: `forged-${id}`,
      from: { id, is_bot: false, first_name: 'X' },
      message: { message_id: 1, date: 1_772_445_600, chat: { id, type: 'private', first_name: 'X' }, text: 'x' },
      chat_instance: '1',
      data: 'set_sensitivity:preset.early.22222',
    })
    await world.quiet()
  }

  test('is shown it: a client is told that there is no such command, someone of the team whose it is', async () => {
    await using world = await openWorld()
    const mia = await joinsTeam(world, 'Mia')
    await world.sarah.says('/sensitivity')
    await world.sarah.hears("I don't know this command")
    await mia.opens(world.link(''))
    await mia.says('/sensitivity')
    await mia.hears('Only Dana can do this.')
    await world.settle()
    for (const person of [world.sarah, mia])
      expect(person.screen().some(({ text }) => text.includes('Set now'))).toBe(false)
  })

  test('changes it by a tap, not even a forged one', async () => {
    await using world = await openWorld()
    const mia = await joinsTeam(world, 'Mia')
    await mia.opens(world.link(''))
    await world.settle()
    for (const person of [world.sarah, mia]) {
      await forgesTap(world, person)
      expect(await stored(world)).toBeNull()
    }
    await forgesTap(world, world.dana)
    expect(await stored(world)).toMatchObject({ stakes: 'strong' })
  })
})

test('each preset is known again, danger keeps its weight, and strong is enough alone', () => {
  for (const preset of sensitivityPresets) {
    const sensitivity = presetSensitivity(preset)
    expect(sensitivityPresetOf(sensitivityOf(toStoredSensitivity(sensitivity)))).toBe(preset)
    expect(weightsOf(sensitivity).crisis).toBe(defaultWeights.crisis)
  }
  expect(toStoredSensitivity(presetSensitivity('balanced'))).toBeUndefined()
  expect(weightsOf(presetSensitivity('balanced'))).toEqual(defaultWeights)
  const early = weightsOf(presetSensitivity('early'))
  for (const name of signalNames) expect(early[name]).toBeGreaterThan(thresholds.offer)
})
