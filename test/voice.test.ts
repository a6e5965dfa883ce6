/** What is said aloud is written down, screened as typed words are, and answered; what cannot be is a human's to hear (F5). */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { asked, updatesHandled } from './support/acts.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>
type Row = { content: string; metadata: Record<string, unknown> }

const spoken = (world: World) =>
  world.rows<Row>(
    sql`select content, metadata from messages where kind in ('voice', 'video_note', 'audio') order by seq`,
  )
const stillDue = (world: World) => world.rows(sql`select message_id from spoken_messages`)

/** Lets `during` happen while the service has been asked and has not answered; then everything runs to its end. */
async function whileListening(world: World, says: string, during: () => Promise<unknown>): Promise<void> {
  const { speech } = world.model
  speech.fallSilent()
  speech.willAnswer({ text: says })
  const before = speech.requests.length
  await world.sarah.sends({ kind: 'voice' })
  while (speech.requests.length === before) await new Promise((resolve) => setTimeout(resolve, 2))
  await during()
  await updatesHandled(world)
  speech.speak()
  await world.settle()
}

test('a voice note is written down with the coach’s key, answered, and shown with its words', async () => {
  await using world = await openWorld()
  world.model.speech.willAnswer({ text: ' My boss gave my project away. ', language: 'english' })
  await world.sarah.sends({ kind: 'voice', durationS: 7, caption: 'About work' })
  await world.settle()
  await world.sarah.hears('What would you like to look at today?')
  expect(asked(world)).toEqual([['[voice, written down] About work\nMy boss gave my project away.']])
  const [request, ...more] = world.model.speech.requests
  expect(more).toEqual([])
  expect(request).toMatchObject({ authorization: 'Bearer sk-test-key-of-dana-0001', file: { name: 'speech.ogg' } })
  expect(request?.file.bytes.length).toBeGreaterThan(0)

  const shown = world.topic('Sarah').filter(({ media }) => media)
  expect(shown.map(({ text, media }) => [text, media?.kind])).toEqual([
    ['🎤 Sarah: About work\nMy boss gave my project away.', 'voice'],
  ])
  expect(world.topic('Sarah').filter(({ silent, text }) => !silent && text.includes('voice'))).toEqual([])
  const [row] = await spoken(world)
  const { model } = request ?? {}
  expect(row).toEqual({
    content: 'About work\nMy boss gave my project away.',
    metadata: {
      transcription: {
        text: 'My boss gave my project away.',
        model,
        language: 'english',
        seconds: 7,
        cost_usd: expect.anything(),
      },
    },
  })
  expect(
    await world.rows(
      sql`select purpose, model, cost_usd > 0 as paid from usage_events where purpose = 'transcription'`,
    ),
  ).toEqual([{ purpose: 'transcription', model, paid: true }])
  expect(await stillDue(world)).toEqual([])
})

test('danger that is spoken is met as danger that is typed, and no model answers it', async () => {
  await using world = await openWorld()
  world.model.speech.willAnswer({ text: 'I want to kill myself.' })
  await world.sarah.sends({ kind: 'voice' })
  await world.settle()
  await world.sarah.hears("I can't keep you safe on my own")
  expect(asked(world)).toEqual([])
  const [row] = await spoken(world)
  expect(row?.metadata).toMatchObject({ crisis_grade: expect.any(Number), crisis_rule: expect.any(String) })
  expect(await world.rows(sql`select reason from handoffs`)).toEqual([{ reason: 'crisis' }])
  expect(await world.rows(sql`select count(*)::int as n from safety_episodes`)).toEqual([{ n: 1 }])
})

test('danger is heard while a human leads too, and while nobody has come yet', async () => {
  await using world = await openWorld()
  await world.writes(world.dana, 'Sarah', '/takeover')
  await world.settle()
  world.model.speech.willAnswer({ text: 'I want to kill myself.' })
  await world.sarah.sends({ kind: 'video_note' })
  await world.settle()
  expect(await world.rows(sql`select count(*)::int as n from safety_episodes`)).toEqual([{ n: 1 }])
  const topic = world.topic('Sarah')
  const at = topic.findIndex(({ media }) => media?.kind === 'video_note')
  // It was shown before it was heard: the words come below it.
  expect(topic.slice(at).map(({ text }) => text)).toContain('🎤 Sarah: I want to kill myself.')
})

const problems: [string, string, (world: World) => unknown, RegExp][] = [
  ['nothing was said', 'silent', (w) => w.model.speech.willAnswer({ text: ' ' }), /No words could be made out/],
  ['the key is refused', 'key_dead', (w) => fail(w, 401, 1, 'invalid_api_key'), /key is refused or used up/],
  ['the money is spent', 'key_dead', (w) => fail(w, 429, 9, 'insufficient_quota'), /key is refused or used up/],
  ['the service is down', 'unavailable', (w) => fail(w, 500, 9, 'server_error'), /did not answer in time/],
  [
    'Telegram does not give the file',
    'no_file',
    (w) => void w.simulator.faults.add({ method: 'getFile', status: 400, description: 'Bad Request: invalid file_id' }),
    /Telegram did not hand over/,
  ],
  ['it is too long', 'too_large', () => {}, /longer than 20 minutes/],
]

function fail({ model }: World, status: number, times: number, code: string): void {
  for (let n = 0; n < times; n++)
    model.speech.willAnswer({ error: { message: 'No.', type: code, code, param: null } }, { status })
}

test.each(problems)(
  '%s: the client hears so, the coach is called with the reason, the AI answers nothing',
  async (...one) => {
    const [, problem, prepare, why] = one
    await using world = await openWorld()
    await prepare(world)
    await world.sarah.sends({ kind: 'voice', durationS: problem === 'too_large' ? 1_201 : 5 })
    await world.settle()
    await world.sarah.hears('Dana will listen to this in person')
    const alerts = world.topic('Sarah').filter(({ silent, text }) => !silent && text.includes('sent a voice note'))
    expect(alerts.map(({ text }) => text)).toEqual([expect.stringMatching(why)])
    expect(world.topic('Sarah').filter(({ media }) => media?.kind === 'voice')).toHaveLength(1)
    expect(asked(world)).toEqual([])
    expect(await spoken(world)).toEqual([{ content: '', metadata: { not_transcribed: problem } }])
    expect(await stillDue(world)).toEqual([])
    await world.writes(world.dana, 'Sarah', '/why')
    await world.settle()
    expect(world.topic('Sarah').at(-1)?.text).toMatch(why)
  },
)

test('while a human leads, a voice note that nobody could write down says so where it is shown, and makes a sound', async () => {
  await using world = await openWorld()
  await world.writes(world.dana, 'Sarah', '/takeover')
  await world.settle()
  fail(world, 401, 1, 'invalid_api_key')
  await world.sarah.sends({ kind: 'voice', durationS: 5 })
  await world.settle()
  const at = world.topic('Sarah').findIndex(({ media }) => media?.kind === 'voice')
  const [voice, alert, ...more] = world.topic('Sarah').slice(at)
  expect(voice?.text).toMatch(/^Sarah: ⚠️ Your AI key is refused or used up/)
  expect(alert).toMatchObject({
    silent: false,
    text: expect.stringMatching(/^🎤 Only you can hear Sarah's voice note/),
  })
  expect(more).toEqual([])
  expect(asked(world)).toEqual([])
})

test('without a key nobody listens, and the rehearsal says that it cannot', async () => {
  await using world = await openWorld({ key: false, rehearsal: true })
  await world.sarah.sends({ kind: 'voice' })
  await world.settle()
  await world.sarah.hears('Dana will listen to this in person')
  expect(world.model.speech.requests).toEqual([])
  expect(
    world
      .topic('Sarah')
      .map(({ text }) => text)
      .join('\n'),
  ).toContain('the practice model cannot hear')
})

test('what is typed while a voice note is heard waits for it, and both are answered once, in their order', async () => {
  await using world = await openWorld()
  await whileListening(world, 'My boss gave my project away.', () => world.sarah.says('And I said nothing.'))
  expect(asked(world)).toEqual([['[voice, written down] My boss gave my project away.', 'And I said nothing.']])
  expect(
    world.sarah.screen().filter(({ text, from }) => from.isBot && text.includes('What would you like')),
  ).toHaveLength(1)
})

test('a takeover meanwhile: the AI stays out, and the words are shown below the voice', async () => {
  await using world = await openWorld()
  await whileListening(world, 'My boss gave my project away.', () => world.writes(world.dana, 'Sarah', '/takeover'))
  expect(asked(world)).toEqual([])
  const shown = world.topic('Sarah').filter(({ media }) => media)
  expect(shown.map(({ text }) => text)).toEqual(['🎤 Sarah: My boss gave my project away.'])
  await world.writes(world.dana, 'Sarah', '/handback')
  await world.settle()
  expect(asked(world).at(-1)?.at(-1)).toBe('[voice, written down] My boss gave my project away.')
})

test('long words that come after the voice was shown follow it whole', async () => {
  await using world = await openWorld()
  await world.writes(world.dana, 'Sarah', '/takeover')
  await world.settle()
  const long = 'I have thought about it for a long time. '.repeat(40).trim()
  await whileListening(world, long, () => world.sarah.hears('here now'))
  const topic = world.topic('Sarah')
  const at = topic.findIndex(({ media }) => media)
  expect(topic.slice(at).map(({ text }) => text)).toEqual(
    ['🎤 Sarah: ', `🎤 Sarah: ${long}`].map((text) => text.trim()),
  )
})

test('whoever listens and never comes back is not waited for; what they heard of danger counts all the same', async () => {
  await using world = await openWorld()
  await whileListening(world, 'I want to kill myself.', async () => {
    await updatesHandled(world)
    world.clock.advance(61_000)
    await world.app.reconciler.tick()
    await world.sarah.hears('Dana will listen to this in person')
  })
  expect(await world.rows(sql`select reason from handoffs`)).toEqual([{ reason: 'crisis' }])
  const [row] = await spoken(world)
  expect(row?.content).toBe('I want to kill myself.')
  expect(row?.metadata).not.toHaveProperty('not_transcribed')
})

test('a wake-up that is lost is found in the rows', async () => {
  await using world = await openWorld()
  world.faults.queueLoses = true
  await world.sarah.sends({ kind: 'voice' })
  await updatesHandled(world)
  expect(world.model.speech.requests).toEqual([])
  world.faults.queueLoses = false
  await world.app.reconciler.tick()
  await world.settle()
  await world.sarah.hears('What would you like to look at today?')
})

test('an edited caption keeps what was said', async () => {
  await using world = await openWorld()
  world.model.speech.willAnswer({ text: 'My boss gave my project away.' })
  const sent = await world.sarah.sends({ kind: 'voice', caption: 'Abot work' })
  await world.settle()
  await world.sarah.edits(sent.id, 'About work')
  await world.settle()
  expect((await spoken(world))[0]?.content).toBe('About work\nMy boss gave my project away.')
})

test('a coach’s voice reaches the client as it is, and is written down for the record alone', async () => {
  await using world = await openWorld()
  await world.writes(world.dana, 'Sarah', '/takeover')
  await world.settle()
  world.model.speech.willAnswer({ text: 'Take a breath, and call me at six.' })
  await world.dana.sends({ kind: 'voice' }, { chat: world.group.id, topic: world.topicOf('Sarah') })
  await world.settle()
  expect(
    world.sarah
      .screen()
      .filter(({ media }) => media)
      .map(({ text }) => text),
  ).toEqual(['Dana:'])
  expect(
    world.sarah
      .screen()
      .map(({ text }) => text)
      .join('\n'),
  ).not.toContain('call me at six')
  expect((await spoken(world))[0]?.content).toBe('Take a breath, and call me at six.')
  await world.writes(world.dana, 'Sarah', '/handback')
  await world.settle()
  await world.sarah.says('Thank you both.')
  await world.settle()
  const told = world.model.requests.at(-1)?.texts('assistant').join('\n')
  expect(told).toContain('in person]: [voice, written down] Take a breath, and call me at six.')
})

test('before consent nothing spoken goes to a model, and after it nothing from before', async () => {
  await using world = await openWorld({ clients: [] })
  const sarah = await world.addClient('Sarah', { agrees: false })
  await sarah.sends({ kind: 'voice' })
  await world.settle()
  await sarah.taps('I agree')
  await world.settle()
  expect(world.model.speech.requests).toEqual([])
})
