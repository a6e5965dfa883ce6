/** The AI offers the human: once an episode, with two buttons, and whatever becomes of it is defined. */
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { heard, notices, stateOf, whileModelThinks } from './support/acts.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>
type Shown = ReturnType<World['sarah']['screen']>[number]

const hourMs = 3_600_000
const offerText = "ℹ️ If you'd like, I can ask Dana to join us here."
/** A topic of weight, and an AI that is not sure: 0.3 and 0.3. */
const unsure = { confidence: 0.4, reply: 'What would change if you left?' }
const weighty = 'I have been thinking about getting a divorce some day.'

const rowsOf = (world: World) =>
  world.rows<{ status: string; closed_reason: string | null }>(
    sql`select status, closed_reason from offers order by id`,
  )
const offers = async (world: World) => (await rowsOf(world)).map(({ status }) => status)
const buttonsOf = (shown: Shown | undefined) => shown?.buttons?.flat().map(({ text }) => text) ?? []
const offersOn = (world: World) => world.sarah.screen().filter(({ text }) => text === offerText)
const lastMirror = (world: World) =>
  world.topic('Sarah').findLast(({ text }) => text.startsWith('AI to Sarah') || text.includes('\nAI to Sarah'))
const alerts = (world: World) => world.topic('Sarah').filter(({ text }) => text.includes('asks for you'))
const loud = (world: World) => world.topic('Sarah').filter((shown) => !shown.silent)

async function says(world: World, text: string, answer: Partial<typeof unsure> & { wants_human?: boolean } = {}) {
  world.model.willAnswer(answer)
  await world.sarah.says(text)
  await world.settle()
}

/** Sarah has been answered, and offered Dana. */
async function offered(options: Parameters<typeof openWorld>[0] = {}): Promise<World> {
  const world = await openWorld(options)
  await says(world, weighty, unsure)
  expect(offersOn(world)).toHaveLength(1)
  return world
}

/** A button as the phone still shows it, or as it was once: what Telegram brings when it is tapped. */
function tapped(world: World, person: World['sarah'], data: string, messageId: number): void {
  world.bot.queue.push('callback_query', {
    id: `tap-${data}-${Math.random()}`,
    from: { id: person.id, is_bot: false, first_name: 'Someone' },
    message: {
      message_id: messageId,
      date: 1_772_445_600,
      chat: { id: person.id, type: 'private', first_name: 'x' },
      text: 'x',
    },
    chat_instance: '1',
    data,
  })
}

async function lateTap(world: World, action: 'offer_yes' | 'offer_no', person = world.sarah): Promise<void> {
  const [offer] = await world.rows<{ id: string }>(sql`select id from offers order by id desc limit 1`)
  tapped(world, person, `${action}:${offer?.id}`, offersOn(world).at(-1)?.id ?? world.sarah.screen().at(-1)?.id ?? 0)
  await world.settle()
}

describe('the offer', () => {
  test("comes with the AI's answer, as the system's word, with two buttons; the mirror says so without a sound", async () => {
    await using world = await openWorld()
    const loudBefore = loud(world).length
    await says(world, weighty, unsure)
    const [answer, offer] = world.sarah.screen().slice(-2)
    expect(answer?.text).toBe(unsure.reply)
    expect(offer?.text).toBe(offerText)
    expect(buttonsOf(offer)).toEqual(['Yes, ask Dana', 'No, go on'])
    expect(await stateOf(world)).toBe('ai')
    expect(lastMirror(world)?.text).toContain('With the offer to ask Dana. No answer yet.')
    expect(loud(world)).toHaveLength(loudBefore)
    const [row] = await world.rows(
      sql`select decided_by, score::float as score, status, message_id = (select id from messages where sender_type = 'ai') as answer,
        client_message_id = (select id from messages where sender_type = 'client') as words from offers`,
    )
    expect(row).toEqual({ decided_by: 'sum', score: 0.6, status: 'open', answer: true, words: true })
  })

  test("comes by a coach's own rule, too, and in the client's language", async () => {
    await using world = await openWorld()
    await world.rows(
      sql`update coaches set settings = '{"rules":[{"id":"a","phrases":["marathon"],"action":"offer"}]}'`,
    )
    await world.rows(sql`update clients set language = 'de'`)
    await says(world, 'I signed up for a marathon.')
    const offer = world.sarah.screen().at(-1)
    expect(offer?.text).toBe('ℹ️ Wenn du möchtest, bitte ich Dana dazu.')
    expect(buttonsOf(offer)).toEqual(['Ja, frag Dana', 'Nein, weiter so'])
  })

  test('is made once an episode, however often it would be right', async () => {
    await using world = await offered()
    await says(world, weighty, { ...unsure, reply: 'And what would stay?' })
    await says(world, weighty, { ...unsure, reply: 'Who knows of it?' })
    expect(heard(world.sarah)).toHaveLength(3)
    expect(offersOn(world)).toHaveLength(1)
    expect(await offers(world)).toEqual(['open'])
  })

  test('of a turn that is overtaken does not come', async () => {
    await using world = await openWorld()
    world.model.willAnswer(unsure)
    await world.sarah.says(weighty)
    await whileModelThinks(world, () => world.writes(world.dana, 'Sarah', '/takeover').catch(() => undefined))
    await world.settle()
    expect(offersOn(world)).toEqual([])
    expect(await offers(world)).toEqual([])
  })

  test('that waits behind an answer Telegram is slow to take goes with it when the client writes on, and may come later', async () => {
    await using world = await openWorld()
    world.simulator.faults.add({ method: 'sendMessage', status: 429, retryAfter: 20 })
    world.model.willAnswer(unsure)
    await world.sarah.says(weighty)
    await world.quiet()
    await world.advance(3_000)
    expect(await offers(world)).toEqual(['open'])
    await world.sarah.says('Forget it.')
    await world.settle()
    expect(await rowsOf(world)).toEqual([{ status: 'expired', closed_reason: 'not_shown' }])
    expect(offersOn(world)).toEqual([])
    await says(world, weighty, { ...unsure, reply: 'Tell me about the two of you.' })
    expect(offersOn(world)).toHaveLength(1)
    expect(await offers(world)).toEqual(['expired', 'open'])
  })

  test('that Telegram has not taken by the time it has lost its occasion does not come behind the answer any more', async () => {
    await using world = await openWorld()
    const oneChat = { method: 'sendMessage', chat: world.sarah.id } as const
    world.simulator.faults.add({ ...oneChat, status: 429, retryAfter: 7 * 3_600 })
    world.model.willAnswer(unsure)
    await world.sarah.says(weighty)
    await world.quiet()
    await world.advance(3_000)
    expect(await offers(world)).toEqual(['open'])
    await world.advance(6 * hourMs)
    expect(await offers(world)).toEqual(['expired'])
    await world.advance(hourMs)
    await world.settle()
    expect(heard(world.sarah)).toEqual([unsure.reply])
    expect(world.sarah.screen().map(({ text }) => text)).not.toContain(offerText)
    expect(world.sarah.screen().flatMap(buttonsOf)).not.toContain('Yes, ask Dana')
  })

  test('outlives a crash between its row and its send', async () => {
    await using world = await openWorld()
    const { openApp } = await import('../src/app.ts')
    world.simulator.faults.add({ method: 'sendMessage', status: 429, retryAfter: 20 })
    world.model.willAnswer(unsure)
    await world.sarah.says(weighty)
    await world.quiet()
    await world.advance(3_000)
    expect(offersOn(world)).toEqual([])
    await world.app.close()
    world.clock.advance(30_000)
    const worker = await openApp({
      ...world.appOptions,
      config: { ...world.appOptions.config, roles: ['worker' as const] },
    })
    await worker.start()
    await world.sarah.hears(offerText)
    await worker.close()
    expect(heard(world.sarah)).toEqual([unsure.reply])
    expect(offersOn(world)).toHaveLength(1)
  })
})

describe('[No, go on]', () => {
  test('is noted, the buttons go, the words say so, and nothing more is offered; what calls the human still does', async () => {
    await using world = await offered()
    const before = world.sarah.screen().length
    await world.sarah.taps('No, go on')
    await world.settle()
    expect(world.sarah.screen()).toHaveLength(before)
    const shown = world.sarah.screen().at(-1)
    expect(shown?.text).toBe("ℹ️ All right, we go on. If you'd like Dana after all, send /human.")
    expect(buttonsOf(shown)).toEqual([])
    expect(await rowsOf(world)).toEqual([{ status: 'declined', closed_reason: 'tapped' }])
    expect(lastMirror(world)?.text).toContain('With the offer to ask Dana: no, the AI goes on.')
    expect(await stateOf(world)).toBe('ai')

    await says(world, weighty, { ...unsure, reply: 'And what would stay?' })
    expect(heard(world.sarah).at(-1)).toBe('And what would stay?')
    expect(offersOn(world)).toEqual([])
    expect(await offers(world)).toEqual(['declined'])
    await says(world, 'I want to talk to Dana.', { wants_human: true })
    expect(await stateOf(world)).toBe('waiting')
  })
})

describe('[Yes, ask Dana]', () => {
  test('is a request for the human: one alert with the words it was about, one holding text, the buttons go', async () => {
    await using world = await offered()
    const alertsBefore = alerts(world).length
    await world.sarah.taps('Yes, ask Dana')
    await world.settle()
    expect(await stateOf(world)).toBe('waiting')
    expect(alerts(world)).toHaveLength(alertsBefore + 1)
    expect(alerts(world).at(-1)?.text).toContain(weighty)
    expect(alerts(world).at(-1)?.silent).toBe(false)
    expect(notices(world.sarah).slice(-2)).toEqual([
      "ℹ️ You'd like Dana to join us.",
      "ℹ️ I've told Dana that you'd like to talk. It may take a while. You can keep writing: Dana reads all of it.",
    ])
    expect(world.sarah.screen().flatMap(buttonsOf)).not.toContain('Yes, ask Dana')
    expect(lastMirror(world)?.text).toContain('With the offer to ask Dana: yes.')
    expect(await world.rows(sql`select reason, trigger from handoffs`)).toEqual([
      { reason: 'explicit_request', trigger: 'offer_accepted' },
    ])
    expect(await rowsOf(world)).toEqual([{ status: 'accepted', closed_reason: 'tapped' }])
  })

  test('twice counts once, also after Dana has handed back; over the same words nothing is offered again', async () => {
    await using world = await offered()
    await Promise.all([world.sarah.taps('Yes, ask Dana'), world.sarah.taps('Yes, ask Dana').catch(() => undefined)])
    await world.settle()
    await lateTap(world, 'offer_yes')
    await lateTap(world, 'offer_no')
    expect(await world.rows(sql`select id from handoffs`)).toHaveLength(1)
    expect(await offers(world)).toEqual(['accepted'])

    world.model.willAnswer({ ...unsure, reply: 'Then let us go on.' })
    await world.writes(world.dana, 'Sarah', '/takeover')
    await world.settle()
    await world.sarah.says('It is about my divorce.')
    await world.writes(world.dana, 'Sarah', '/handback')
    await world.settle()
    expect(heard(world.sarah).at(-1)).toBe('Then let us go on.')
    expect(await stateOf(world)).toBe('ai')
    expect(await offers(world)).toEqual(['accepted'])
    await lateTap(world, 'offer_yes')
    expect(await stateOf(world)).toBe('ai')
    expect(await world.rows(sql`select id from handoffs`)).toHaveLength(1)
  })

  test('outside the hours of Dana says when she is back, as any request does', async () => {
    await using world = await offered()
    await world.dana.says('/hours mon-fri 18-19')
    await world.settle()
    await world.sarah.taps('Yes, ask Dana')
    await world.settle()
    expect(notices(world.sarah).at(-1)).toContain('Dana is back today at 18:00')
  })

  test('without a group reaches Dana in private', async () => {
    await using world = await openWorld({ group: false })
    await says(world, weighty, unsure)
    await world.sarah.taps('Yes, ask Dana')
    await world.settle()
    await world.dana.hears('Sarah asks for you')
    expect(world.dana.screen().some(({ text }) => text.includes('With the offer to ask Dana: yes.'))).toBe(true)
  })
})

describe('an episode ends', () => {
  test('when nobody has answered the offer for hours: the buttons go silently, and new words may bring a new one', async () => {
    await using world = await offered()
    const before = world.sarah.screen().length
    await world.advance(6 * hourMs)
    await world.settle()
    const shown = world.sarah.screen().at(-1)
    expect(world.sarah.screen()).toHaveLength(before)
    expect(shown?.text).toBe("ℹ️ If you'd like Dana to join us, send /human at any time.")
    expect(buttonsOf(shown)).toEqual([])
    expect(await rowsOf(world)).toEqual([{ status: 'expired', closed_reason: 'unanswered' }])
    expect(lastMirror(world)?.text).toContain('With the offer to ask Dana: not answered.')
    await says(world, weighty, { ...unsure, reply: 'How was the night?' })
    expect(await offers(world)).toEqual(['expired', 'open'])
  })

  test('not by the hour alone: who goes on writing is in the same one', async () => {
    await using world = await offered()
    for (let passed = 0; passed < 10; passed++) {
      await world.advance(hourMs)
      await says(world, weighty, { ...unsure, reply: `Question ${passed}` })
    }
    expect(await offers(world)).toEqual(['expired'])
  })

  test('when Dana takes over: the buttons go; a yes that comes late is told so, and counts once the AI leads again', async () => {
    await using world = await offered()
    await world.writes(world.dana, 'Sarah', '/takeover')
    await world.settle()
    expect(world.sarah.screen().flatMap(buttonsOf)).not.toContain('Yes, ask Dana')
    expect(await rowsOf(world)).toEqual([{ status: 'expired', closed_reason: 'left_ai' }])
    await lateTap(world, 'offer_yes')
    await lateTap(world, 'offer_no')
    expect(await stateOf(world)).toBe('human')
    expect(await offers(world)).toEqual(['expired'])
    await world.writes(world.dana, 'Sarah', '/handback')
    await world.settle()
    await lateTap(world, 'offer_no')
    expect(await offers(world)).toEqual(['expired'])
    await lateTap(world, 'offer_yes')
    expect(await stateOf(world)).toBe('waiting')
    expect(await offers(world)).toEqual(['accepted'])
  })

  test('when a handoff opens; after the handback new words may bring an offer again', async () => {
    await using world = await offered()
    await world.sarah.says('/human')
    await world.settle()
    expect(await rowsOf(world)).toEqual([{ status: 'expired', closed_reason: 'left_ai' }])
    await world.taps(world.dana, 'AI may answer')
    await world.settle()
    expect(offersOn(world)).toEqual([])
    await world.advance(60_000)
    await says(world, weighty, { ...unsure, reply: 'And now?' })
    expect(await offers(world)).toEqual(['expired', 'open'])
  })
})

describe('an offer that stands is closed', () => {
  test('by danger, and a tap changes nothing then', async () => {
    await using world = await offered()
    await world.sarah.says('I want to kill myself.')
    await world.settle()
    expect(await rowsOf(world)).toEqual([{ status: 'expired', closed_reason: 'left_ai' }])
    await lateTap(world, 'offer_yes')
    expect(await offers(world)).toEqual(['expired'])
    expect(await world.rows(sql`select reason from handoffs`)).toEqual([{ reason: 'crisis' }])
  })

  test('by the withdrawal of consent, and a tap changes nothing then', async () => {
    await using world = await offered()
    await world.sarah.says('/privacy')
    await world.settle()
    await world.sarah.taps('Stop and withdraw my consent')
    await world.settle()
    expect(await rowsOf(world)).toEqual([{ status: 'expired', closed_reason: 'consent_withdrawn' }])
    await lateTap(world, 'offer_yes')
    expect(await stateOf(world)).toBe('ai')
    expect(await world.rows(sql`select id from handoffs`)).toEqual([])
  })

  test('by /ai off; a yes is still a wish for Dana', async () => {
    await using world = await offered()
    await world.writes(world.dana, 'Sarah', '/ai off')
    await world.settle()
    expect(await rowsOf(world)).toEqual([{ status: 'expired', closed_reason: 'ai_off' }])
    expect(world.sarah.screen().flatMap(buttonsOf)).not.toContain('Yes, ask Dana')
    await lateTap(world, 'offer_yes')
    expect(await stateOf(world)).toBe('waiting')
    expect(await world.rows(sql`select trigger from handoffs`)).toEqual([{ trigger: 'offer_accepted' }])
  })

  test('by a refusal that says they have blocked the bot; the coach hears so once', async () => {
    await using world = await offered()
    world.simulator.faults.add({ method: 'sendMessage', chat: world.sarah.id, status: 403 })
    await says(world, 'And now?', { reply: 'What do you wish for?' })
    expect(await rowsOf(world)).toEqual([{ status: 'expired', closed_reason: 'blocked' }])
    expect(world.topic('Sarah').filter(({ text }) => text.includes('has blocked the bot'))).toHaveLength(1)
    expect(await world.rows(sql`select id from timers where kind = 'offer_expires'`)).toEqual([])
    expect(await world.rows(sql`select id from deliveries where target = 'client' and status = 'pending'`)).toEqual([])
  })

  test("never by another person's tap", async () => {
    await using world = await offered({ clients: ['Sarah', 'Tom'] })
    await lateTap(world, 'offer_yes', world.client('Tom'))
    await lateTap(world, 'offer_no', world.client('Tom'))
    await lateTap(world, 'offer_yes', world.dana)
    expect(await offers(world)).toEqual(['open'])
    expect(await stateOf(world)).toBe('ai')
  })
})

test('a late tap is told how to ask', async () => {
  await using world = await offered()
  const { id } = offersOn(world)[0] ?? { id: 0 }
  // Both are on their way before the first is answered.
  const first = world.sarah.taps('No, go on', { messageId: id })
  const second = world.sarah.taps('No, go on', { messageId: id })
  expect((await first).answer?.text).toBeFalsy()
  expect((await second).answer?.text).toBe('This question is closed. To ask for your coach, send /human at any time.')
})
