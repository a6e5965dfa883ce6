/** What clients read at each turn of the way: the coach's words where there are some, and nothing where they want nothing. */
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { handoffReasons } from '../src/coaching/attribution.ts'
import {
  checkOwnText,
  fillOwnText,
  isMuted,
  lifecycleKeys,
  lifecycleTexts,
  ownTextLength,
} from '../src/coaching/lifecycle.ts'
import { textParameters } from '../src/locales/text-keys.ts'
import { joinsTeam, stateOf } from './support/acts.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

const last = (world: World) =>
  world.dana
    .screen()
    .filter(({ from }) => from.isBot)
    .at(-1)
const clientRead = (world: World) => world.newsFor(world.sarah).map(({ text }) => text)

/** Opens the list and taps through to one of the texts. */
async function opens(world: World, event: string) {
  await world.dana.says('/texts')
  await world.dana.hears('What your clients read at each turn of the way')
  for (let page = 0; page < 4; page++) {
    const buttons =
      last(world)
        ?.buttons?.flat()
        .map(({ text }) => text) ?? []
    const button = buttons.find((text) => text.endsWith(event))
    if (button) {
      await world.dana.taps(button)
      await world.quiet()
      return
    }
    await world.dana.taps('Next ▶')
    await world.quiet()
  }
  throw new Error(`No text “${event}” in the list`)
}

async function changes(world: World, event: string, text: string) {
  await opens(world, event)
  await world.dana.taps('Change (English)')
  await world.dana.hears('Please send me your words in English')
  await world.dana.says(text)
  await world.quiet()
}

/** Taps a button that the person's phone does not show: what Telegram brings is what whoever taps says it is. */
async function taps(world: World, person: World['dana'], data: string): Promise<void> {
  const message_id = last(world)?.id ?? 0
  const chat = { id: person.id, type: 'private' as const, first_name: 'Someone' }
  world.bot.queue.push('callback_query', {
    id: `tap-${person.id}-${data}`,
    from: { id: person.id, is_bot: false, first_name: 'Someone' },
    message: { message_id, date: 1_772_445_600, chat, text: 'x' },
    chat_instance: '1',
    data,
  })
  await world.settle()
}

/** Everything that has been changed about the texts, or muted. */
const changed = (world: World) =>
  world.rows(sql`select key from coach_texts union all
    select jsonb_array_elements_text(settings -> 'mutedTexts') from coaches where settings ? 'mutedTexts'`)

describe('a coach rewords a text', () => {
  test('a key sent instead of the words is taken for a key: no client reads it, and it leaves the chat', async () => {
    await using world = await openWorld()
    await opens(world, 'They ask for you')
    await world.dana.taps('Change (English)')
    await world.dana.hears('Please send me your words in English')
    const sent = await world.dana.says('sk-test-key-of-dana-0002-0123456789')
    await world.quiet()
    expect(await world.rows(sql`select text from coach_texts`)).toEqual([])
    expect(world.dana.screen().find(({ id }) => id === sent.id)).toBeUndefined()
  })

  test('clients read it from then on, filled in; Undo and Back to ours bring back what was', async () => {
    await using world = await openWorld()
    await changes(world, 'They ask for you', 'I have rung { coach }. {coach} reads along.')
    expect(last(world)?.text).toContain('In English your clients now read:\nℹ️ I have rung Dana. Dana reads along.')
    clientRead(world)
    await world.sarah.says('/human')
    await world.settle()
    expect(clientRead(world)).toEqual(['ℹ️ I have rung Dana. Dana reads along.'])

    await world.dana.taps('Undo')
    await world.quiet()
    expect(last(world)?.text).toContain('English: our text')
    await world.taps(world.dana, 'AI may answer')
    await world.settle()
    clientRead(world)
    await world.sarah.says('/human')
    await world.settle()
    expect(clientRead(world)[0]).toContain("I've told Dana that you'd like to talk")

    await changes(world, 'They ask for you', 'Other words.')
    await world.dana.taps('Show')
    await world.quiet()
    expect(last(world)?.text).toContain('English: your text\nℹ️ Other words.')
    await world.dana.taps('Back to ours (English)')
    await world.quiet()
    expect(last(world)?.text).toContain('English: our text')
  })

  test('in each of the languages that clients speak, and no other', async () => {
    await using world = await openWorld()
    await world.rows(sql`update clients set language = 'de-CH'`)
    await opens(world, 'You take over')
    expect(last(world)?.text).toContain('Dana ist jetzt persönlich da.')
    await world.dana.taps('Change (German)')
    await world.dana.hears('your words in German')
    await world.dana.says('{coach} ist da.')
    await world.settle()
    await world.sarah.says('Hallo.')
    await world.settle()
    clientRead(world)
    await world.writes(world.dana, 'Sarah', '/takeover')
    await world.settle()
    expect(clientRead(world)).toEqual(['ℹ️ Dana ist da.'])
    await world.rows(sql`update clients set language = 'en'`)
    await world.writes(world.dana, 'Sarah', '/handback')
    await world.settle()
    clientRead(world)
    await world.writes(world.dana, 'Sarah', '/takeover')
    await world.settle()
    expect(clientRead(world)).toEqual(['ℹ️ Dana is here now, in person.'])
  })

  test('what cannot be filled in is said, and asked again', async () => {
    await using world = await openWorld()
    await changes(world, 'You take over', '{name} is here.')
    expect(last(world)?.text).toContain("I can't fill in {name} here, so nothing has changed. I know: {coach}")
    await world.dana.says('x'.repeat(ownTextLength + 1))
    await world.dana.hears(`That is ${ownTextLength + 1} characters`)
    await world.dana.says('{coach} is here.')
    await world.dana.hears('In English your clients now read')
    expect(await world.rows(sql`select key, language, text from coach_texts`)).toEqual([
      { key: 'human-here', language: 'en', text: '{coach} is here.' },
    ])
  })

  test.each([
    ['{coach} and { $coach }', ['coach'], undefined],
    ['', [], { kind: 'empty' }],
    [' \n', [], { kind: 'empty' }],
    ['{Coach}', ['coach'], { kind: 'unknown_place', place: 'Coach' }],
    ['{back}', ['coach'], { kind: 'unknown_place', place: 'back' }],
    ['a { b', ['coach'], { kind: 'brace' }],
    ['{{coach}}', ['coach'], { kind: 'brace' }],
    ['x'.repeat(801), [], { kind: 'too_long', length: 801 }],
  ])('%j with %j: %j', (text, places, fault) => {
    expect(checkOwnText(text, places)).toEqual(fault)
  })

  test('what is filled in is literal, and what is missing shows', () => {
    expect(fillOwnText('{coach} {coach} {back}', { coach: '{back} $& {coach}' })).toBe(
      '{back} $& {coach} {back} $& {coach} …',
    )
  })
})

describe('a coach mutes a text', () => {
  test('clients read nothing then, the coach is told as ever, and unmuting brings it back', async () => {
    await using world = await openWorld()
    await opens(world, 'They ask for you')
    expect(last(world)?.text).toContain('they may take the silence for no answer')
    await world.dana.taps('Mute')
    await world.quiet()
    expect(last(world)?.text).toContain('🔇 Muted')
    clientRead(world)
    await world.sarah.says('/human')
    await world.settle()
    expect(clientRead(world)).toEqual([])
    expect(
      world.topic('Sarah').filter(({ text, silent }) => text.includes('Sarah asks for you') && !silent),
    ).toHaveLength(1)
    await world.dana.taps('Unmute')
    await world.quiet()
    await world.taps(world.dana, 'AI may answer')
    await world.settle()
    clientRead(world)
    await world.sarah.says('/human')
    await world.settle()
    expect(clientRead(world)).toHaveLength(1)
  })

  test('a muted text says that nobody reads it, reworded too, and how it comes back', async () => {
    await using world = await openWorld()
    await opens(world, 'They ask for you')
    await world.dana.taps('Mute')
    await world.quiet()
    expect(last(world)?.text).toContain('neither your text nor ours')
    expect(last(world)?.text).toContain('To bring it back, tap Unmute.')
    await changes(world, 'They ask for you', 'I am on my way.')
    expect(last(world)?.text).toContain('Saved, but 🔇 muted: your clients do not read it.')
    expect(last(world)?.text).not.toContain('clients now read')
    await world.dana.taps('Unmute')
    await world.sarah.says('/human')
    await world.settle()
    expect(clientRead(world)).toContain('ℹ️ I am on my way.')
  })

  test('what safety needs can be neither muted nor reworded; who speaks is always said', async () => {
    await using world = await openWorld()
    await opens(world, 'A voice note')
    const buttons = () =>
      last(world)
        ?.buttons?.flat()
        .map(({ text }) => text)
    expect(last(world)?.text).toContain('can be neither reworded nor muted')
    expect(buttons()).toEqual(['◀ All texts'])
    await opens(world, 'You hand back')
    expect(last(world)?.text).toContain('You can reword this one, but not mute it')
    expect(buttons()).toEqual(['Change (English)', '◀ All texts'])
    for (const key of lifecycleKeys)
      expect(isMuted({ mutedTexts: lifecycleKeys }, key), key).toBe(lifecycleTexts[key] === 'open')
    for (const key of Object.keys(textParameters).filter((one) => /^(consent|crisis|withdraw)/.test(one)))
      expect(isMuted({ mutedTexts: [key] }, key), key).toBe(false)
  })

  test('what safety needs stays as it is, too, for a tap on a button that was never shown', async () => {
    await using world = await openWorld()
    await opens(world, 'A voice note')
    for (const action of ['text_change:holding-voice-note.en', 'text_mute:holding-voice-note', 'text_mute:human-left'])
      await taps(world, world.dana, action)
    expect(world.dana.screen().some(({ text }) => text.includes('Please send me your words'))).toBe(false)
    expect(await changed(world)).toEqual([])
  })

  test('only the coach can, neither a client nor the team', async () => {
    await using world = await openWorld()
    const mia = await joinsTeam(world, 'Mia')
    await mia.opens(world.link(''))
    await world.settle()
    for (const person of [world.sarah, mia]) {
      await person.says('/texts')
      await world.settle()
      expect(person.screen().some(({ text }) => text.includes('What your clients read'))).toBe(false)
    }
    await opens(world, 'They ask for you')
    for (const person of [world.sarah, mia])
      for (const action of ['text_change:human-here.en', 'text_mute:human-here', 'text_ours:human-here.en'])
        await taps(world, person, action)
    await mia.says('Other words.')
    await world.settle()
    expect(await changed(world)).toEqual([])
  })
})

describe('no way into a handoff leaves a client without a word', () => {
  const {
    crisis: _,
    coach_initiated: __,
    ...ways
  } = {
    crisis: undefined, // its texts are apart, and are shown in crisis.test.ts
    coach_initiated: undefined, // the human is there at once: "You take over"
    explicit_request: (world: World) => world.sarah.says('/human'),
    high_stakes_decision: (world: World) => {
      world.model.willAnswer({ confidence: 0.4, stakes: 'high' })
      return world.sarah.says('I will quit my job right now.')
    },
    ai_unavailable: (world: World) => {
      world.model.willFail('malformed', 2)
      return world.sarah.says('Help me decide.')
    },
    unsafe_reply: (world: World) => {
      world.model.willAnswer({ reply: 'Dana will call you tomorrow at nine, I promise.' })
      world.model.willAnswer({ reply: 'Dana will call you tomorrow at nine, I promise.' })
      return world.sarah.says('Will she call?')
    },
    ai_off: async (world: World) => {
      await world.rows(sql`update conversations set ai_enabled = false`)
      return world.sarah.says('Hello?')
    },
    voice_note: (world: World) => {
      world.model.speech.willAnswer({ text: '' })
      return world.sarah.sends({ kind: 'voice' })
    },
    coach_rule: async (world: World) => {
      const rule = { id: 'r', phrases: ['divorce'], action: 'handoff' }
      await world.rows(sql`update coaches set settings = ${JSON.stringify({ rules: [rule] })}::jsonb`)
      return world.sarah.says('About the divorce.')
    },
    loop: async (world: World) => {
      await world.sarah.says('You already said that.')
      await world.settle()
      return world.sarah.says('We are going in circles, you keep saying the same thing.')
    },
    several_signs: (world: World) => {
      world.model.willAnswer({ confidence: 0.3, stakes: 'low', sentiment: -0.9 })
      return world.sarah.says('I wonder whether Dana herself could help me more, I feel awful about my divorce.')
    },
  } satisfies Record<(typeof handoffReasons)[number], unknown>

  test('every reason there is has its text, in this list', () => {
    expect(Object.keys(ways).toSorted()).toEqual(
      handoffReasons.filter((reason) => reason !== 'crisis' && reason !== 'coach_initiated').toSorted(),
    )
    for (const reason of Object.keys(ways))
      expect(lifecycleTexts).toHaveProperty(`holding-${reason.replaceAll('_', '-')}`)
  })

  test.each(Object.entries(ways))('%s', async (reason, way) => {
    await using world = await openWorld()
    await world.settle()
    await way(world)
    await world.settle()
    expect(await stateOf(world)).toBe('waiting')
    const [handoff] = await world.rows<{ reason: string }>(sql`select reason from handoffs`)
    expect(handoff?.reason).toBe(reason)
    expect(
      clientRead(world).filter((text) => text.startsWith('ℹ️')).length,
      `${reason}: ${handoff?.reason}`,
    ).toBeGreaterThan(0)
  })
})
