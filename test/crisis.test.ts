import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createReceive } from '../src/coaching/receive.ts'
import { crisisPhrases } from '../src/coaching/safety/languages.ts'
import { createCrisisScreen } from '../src/coaching/safety/screen.ts'
import { openTexts, type TextKey } from '../src/locales/texts.ts'
import { wordsOf } from '../src/telegram/incoming.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>
type Person = World['dana']

const words = 'I am going to kill myself tonight.'
const minuteMs = 60_000

const texts = openTexts()
/** The reviewed text as a client sees it: no word of it is anyone else's. */
const reviewed = (key: TextKey) => `ℹ️ ${texts.render('en', key, { coach: 'Dana' })}`
const relays = [1, 2, 3, 4, 5, 6].map((n) => reviewed(`crisis-relay-${n}` as TextKey))
const alert = (name: string, grade = 4) => texts.render('en', 'alert-crisis', { client: name, grade })
const alertUnstored = (name: string) => texts.render('en', 'alert-crisis-unstored', { client: name, grade: 4 })

type Start = { name: string; agrees: boolean; arrange?: (world: World, person: Person) => Promise<unknown> }

/** How each client has come to where the crisis finds them. */
const starts: Record<string, Start> = {
  'with the AI': { name: 'Ada', agrees: true },
  'waiting for the human': { name: 'Wes', agrees: true, arrange: (_, person) => person.says('/human') },
  'with the human': {
    name: 'Hanna',
    agrees: true,
    arrange: (world, person) => world.writes(world.dana, person.firstName, '/takeover'),
  },
  'before consent': { name: 'Ben', agrees: false },
  'after declining': { name: 'Dario', agrees: false, arrange: (_, person) => person.taps('No, thank you') },
  'after withdrawing': {
    name: 'Pia',
    agrees: true,
    arrange: async (_, person) => {
      await person.says('/privacy')
      await person.hears('What is kept')
      await person.taps('Stop and withdraw my consent')
    },
  },
  'with the AI off': {
    name: 'Otto',
    agrees: true,
    arrange: (world, person) => world.writes(world.dana, person.firstName, '/ai off'),
  },
}

type Fault = { name: string; begin(world: World): void; end(world: World): void; isTelegram?: true }
const nothing = () => {}
const faults: Fault[] = [
  { name: 'all well', begin: nothing, end: nothing },
  {
    name: 'the model down',
    begin: ({ model }) => model.alwaysFail('stall_before_headers'),
    end: ({ model }) => model.alwaysFail(undefined),
  },
  {
    name: 'the queue down',
    begin: ({ faults }) => {
      faults.queueDown = true
    },
    end: ({ faults }) => {
      faults.queueDown = false
    },
  },
  ...([429, 500] as const).map(
    (status): Fault => ({
      name: `Telegram answering ${status} at first`,
      isTelegram: true,
      // One for the client, one for the topic, one for the coach's private chat.
      begin: ({ simulator }) => simulator.faults.add({ method: 'sendMessage', status, retryAfter: 1, times: 3 }),
      end: ({ simulator }) => simulator.faults.clear(),
    }),
  ),
]

/** Everyone in one world, each in their own state. */
async function openCrowd() {
  const world = await openWorld({ clients: [], modelDeadlineMs: 2_000 })
  const crowd = new Map<string, Person>()
  for (const [start, { name, agrees, arrange }] of Object.entries(starts)) {
    const person = await world.addClient(name, { agrees })
    await world.settle()
    await arrange?.(world, person)
    await world.settle()
    crowd.set(start, person)
  }
  return { world, crowd }
}

async function rowsOf(world: World, person: Person) {
  const [row] = await world.rows<Record<string, unknown>>(sql`select v.state,
      (select count(*)::int from safety_episodes e where e.conversation_id = v.id and e.closed_at is null) as episodes,
      (select reason from handoffs h where h.conversation_id = v.id and h.closed_at is null) as reason,
      (select count(*)::int from messages m where m.conversation_id = v.id and m.content = ${words}) as stored
    from conversations v join clients c on c.id = v.client_id where c.telegram_user_id = ${person.id}`)
  return row
}

const alertsIn = (messages: ReturnType<Person['screen']>, text: string) =>
  messages.filter((message) => message.text.startsWith(text) && !message.silent)

describe.each(faults)('a crisis with $name', ({ begin, end, isTelegram }) => {
  let world: World
  let crowd: Map<string, Person>
  /** The text that was there before the clock had moved. */
  const heardAtOnce = new Map<string, string | undefined>()
  const heardBySettling = new Map<string, string[]>()

  beforeAll(async () => {
    ;({ world, crowd } = await openCrowd())
    for (const [start, person] of crowd) {
      world.newsFor(person)
      begin(world)
      const said = await person.says(words)
      if (!isTelegram) heardAtOnce.set(start, (await person.hears(/call|line/, { since: said.id })).text)
      await world.settle()
      end(world)
      heardBySettling.set(
        start,
        world.newsFor(person).map((message) => message.text),
      )
    }
  })
  afterAll(() => world.close())

  test.each(Object.keys(starts))(
    '%s: the client has help at once, the coach is alarmed, the AI is silent',
    async (start) => {
      const person = crowd.get(start) as Person
      if (!isTelegram) expect(heardAtOnce.get(start)).toBe(reviewed('crisis-first-l4'))
      expect(heardBySettling.get(start)).toEqual([reviewed('crisis-first-l4')])
      const isLed = start === 'with the human'
      expect(await rowsOf(world, person)).toEqual({
        state: isLed ? 'human' : 'waiting',
        episodes: 1,
        reason: 'crisis',
        stored: 1,
      })
      expect(alertsIn(world.topic(person.firstName), alert(person.firstName))).toHaveLength(1)
      expect(alertsIn(world.dana.screen(), alert(person.firstName))).toHaveLength(1)
      expect(world.model.requests.flatMap((request) => request.texts('user'))).not.toContain(words)
    },
  )

  test.each(['a stranger', 'the coach in her own chat'])('%s: the lines are shown to anyone', async (who) => {
    const person = who === 'a stranger' ? world.simulator.addPerson({ firstName: 'Alex' }) : world.dana
    world.newsFor(person)
    begin(world)
    if (isTelegram) {
      end(world)
      world.simulator.faults.add({ method: 'sendMessage', status: 500 })
    }
    await person.says(words)
    await person.hears('Nobody reads this chat right now', { timeoutMs: 5_000 })
    await world.settle()
    end(world)
    // Clients of hers are in danger: what she typed may have been meant for one of them.
    const others = who === 'a stranger' ? [] : [expect.stringContaining('NOT SENT')]
    expect(world.newsFor(person).map((message) => message.text)).toEqual([reviewed('crisis-first-stranger'), ...others])
  })
})

describe('a crisis with the database down', () => {
  let world: World
  let crowd: Map<string, Person>
  const heard = new Map<string, string>()

  beforeAll(async () => {
    ;({ world, crowd } = await openCrowd())
    const alex = world.simulator.addPerson({ firstName: 'Alex' })
    const tom = await world.addClient('Tom')
    await world.settle()
    world.faults.databaseDown = true
    await tom.says('I slept well.') // stuck, and everyone behind it
    const all = new Map([...crowd, ['a stranger', alex], ['the coach', world.dana]])
    for (const person of all.values()) world.newsFor(person)
    const said = new Map<string, number>()
    for (const [start, person] of all) said.set(start, (await person.says(words)).id)
    for (const [start, person] of all)
      heard.set(start, (await person.hears(/findahelpline/, { since: said.get(start) })).text)
    for (const person of crowd.values()) await world.dana.hears(alertUnstored(person.firstName))
  })
  afterAll(() => world.close())

  test.each(Object.keys(starts))('%s: the client has help and the coach is alarmed', (start) => {
    const { firstName } = crowd.get(start) as Person
    expect(heard.get(start)).toBe(reviewed('crisis-first-l4'))
    expect(alertsIn(world.dana.screen(), alertUnstored(firstName))).toHaveLength(1)
    const group = world.dana.chats().find((chat) => chat.id === world.group.id)
    const inGroup = group?.topics.flatMap((topic) => world.dana.screen({ chat: world.group.id, topic: topic.id })) ?? []
    expect(alertsIn(inGroup, alertUnstored(firstName)).length).toBeGreaterThan(0)
  })

  test.each(['a stranger', 'the coach'])('%s is shown the lines', (who) => {
    expect(heard.get(who)).toBe(reviewed('crisis-first-stranger'))
  })

  test('when it is back, everything is stored and the alarm is in each topic', async () => {
    world.faults.databaseDown = false
    await world.settle()
    for (const [start, person] of crowd) {
      const state = start === 'with the human' ? 'human' : 'waiting'
      expect(await rowsOf(world, person), start).toEqual({ state, episodes: 1, reason: 'crisis', stored: 1 })
      expect(alertsIn(world.topic(person.firstName), alert(person.firstName)), start).toHaveLength(1)
    }
  })
})

test('after a restart the coach of a client who has not written since is known, database or not', async () => {
  const told: unknown[] = []
  const address = { coachId: 'c', conversationId: 'v', clientId: 's', clientName: 'Sarah', coachName: 'Dana' }
  const down = () => Promise.reject(new Error('the database is down'))
  const receive = createReceive({
    screen: createCrisisScreen(crisisPhrases),
    senders: { listClients: async () => [{ ...address, telegramUserId: 7 }] } as never,
    conversations: { change: down } as never,
    emergency: { sendCrisisText: async (request) => told.push(request) > 0 },
    wake: down,
    clock: { now: () => new Date() },
    ids: { next: () => '' },
  })
  await receive.rememberAll()
  const alarm = { telegramUserId: 7, grade: 4, kind: 'suicide', known: { coachName: 'Dana' } }
  expect(await receive.screenOnly({ telegramUserId: 7, text: words, language: 'en' })).toBe(true)
  expect(told).toMatchObject([alarm])
  // Found, and then not stored: answered, and not acknowledged.
  await expect(receive.receive({ telegramUserId: 7, text: words } as never, address as never)).rejects.toThrow('down')
  expect(told).toMatchObject([alarm, alarm])
})

test('someone in danger behind an update that hangs is answered all the same', async () => {
  await using world = await openWorld({ clients: ['Sarah', 'Tom'] })
  const { sarah } = world
  world.simulator.faults.add({ method: 'answerCallbackQuery', latencyMs: 8_000 })
  void world.dana.says('/invite')
  await world.dana.hears('t.me/')
  const tapped = world.client('Tom').says('/privacy')
  await tapped
  await world.client('Tom').hears('What is kept')
  let isOver = false
  const tap = world
    .client('Tom')
    .taps('Stop and withdraw my consent', { timeoutMs: 60_000 })
    .then(() => {
      isOver = true
    })
  await world.client('Tom').hears('You have withdrawn')
  await sarah.says(words)
  await sarah.hears(reviewed('crisis-first-l4'))
  expect(isOver).toBe(false)
  await tap
  await world.settle()
})

test('an answer of the AI that waits to be sent never is, and one being made is dropped', async () => {
  await using world = await openWorld({ clients: ['Sarah', 'Tom'] })
  const { sarah, model } = world
  const tom = world.client('Tom')
  model.answersWith(() => ({ reply: 'What would help most?' }))
  await sarah.says('I wonder') // a fragment: the answer waits for the rest
  await world.quiet()
  await world.advance(5_100)
  expect(await world.rows(sql`select id from deliveries where is_ai and status = 'pending'`)).toHaveLength(1)
  await sarah.says(words)
  await sarah.hears(reviewed('crisis-first-l4'))

  model.hold()
  const asked = model.nextRequest()
  await tom.says('I slept well.')
  await world.quiet()
  const moved = world.advance(2_000)
  await asked
  await tom.says(words)
  await tom.hears(reviewed('crisis-first-l4'))
  model.release()
  await moved
  await world.advance(5 * minuteMs)
  for (const person of [sarah, tom])
    expect(person.screen().map((message) => message.text)).not.toContain('What would help most?')
})

test.each([
  ['low', 1, 'crisis-first'],
  ['high', 3, 'crisis-first'],
  ['imminent', 4, 'crisis-first-l4'],
] as const)('what only the model sees as %s opens an episode too', async (risk, grade, key) => {
  await using world = await openWorld()
  const { sarah, dana, model } = world
  model.willAnswer({ risk, reply: 'Words of the model.' })
  await sarah.says('I have given my dog away. Everything is in order now.')
  await world.settle()
  expect(world.newsFor(sarah).at(-1)?.text).toBe(reviewed(key))
  expect(sarah.screen().some((message) => message.text.includes('Words of the model'))).toBe(false)
  expect(alertsIn(dana.screen(), alert('Sarah', grade))).toHaveLength(1)
  expect(alertsIn(world.topic('Sarah'), alert('Sarah', grade))).toHaveLength(1)
  const [row] = await world.rows(sql`select v.state, e.grade, h.reason from conversations v
    join safety_episodes e on e.conversation_id = v.id join handoffs h on h.conversation_id = v.id`)
  expect(row).toEqual({ state: 'waiting', grade, reason: 'crisis' })
})

test.each(['401', 'malformed', 'stall_before_headers'] as const)(
  'words that nobody could weigh, with a model that fails by %s: thoughts, until someone says otherwise',
  async (fault) => {
    await using world = await openWorld({ modelDeadlineMs: 1_500 })
    world.model.alwaysFail(fault)
    await world.sarah.says('It all feels hopeless, and I am so numb.')
    await world.settle()
    expect(world.newsFor(world.sarah).at(-1)?.text).toBe(reviewed('crisis-first'))
    expect(await world.rows(sql`select grade, rule from safety_episodes`)).toEqual([
      { grade: 2, rule: 'soft words, model unknown' },
    ])
  },
)

test('in an open episode the AI stays out, and short replies rotate at most once in two minutes', async () => {
  await using world = await openWorld()
  const { sarah, model } = world
  await sarah.says(words)
  await world.settle()
  world.newsFor(sarah)
  const asked = model.requests.length
  const heard: string[] = []
  for (let minute = 1; minute <= 16; minute++) {
    await world.advance(minuteMs)
    await sarah.says('Are you there?')
    await world.settle()
    heard.push(...world.newsFor(sarah).map((message) => message.text))
  }
  // Nobody comes meanwhile, and that is said in its turn.
  const [stillHere, noHuman] = [reviewed('crisis-still-here'), reviewed('crisis-no-human')]
  expect(heard).toEqual([stillHere, relays[1], noHuman, ...relays.slice(3), relays[0], relays[1]])
  expect(model.requests.length).toBe(asked)
  // Each of her messages sounds in the topic: the next may say what no rule knows.
  expect(alertsIn(world.topic('Sarah'), 'Sarah: Are you there?')).toHaveLength(16)
})

test('before consent the coach reads what is written in an episode, and the AI still does not', async () => {
  await using world = await openWorld({ clients: [] })
  const sarah = await world.addClient('Sarah', { agrees: false })
  await sarah.says('Is anyone there?')
  await sarah.says(words)
  await world.settle()
  await world.advance(3 * minuteMs)
  await sarah.says('I am on the roof.')
  await world.settle()
  const topic = world.topic('Sarah').map((message) => message.text)
  expect(topic).toContain('Sarah: I am on the roof.')
  expect(topic).not.toContain('Sarah: Is anyone there?')
  const told = world.newsFor(sarah).map((message) => message.text)
  expect(told.slice(-2)).toEqual([reviewed('crisis-still-here'), reviewed('crisis-relay-2')])
  expect(world.model.requests.flatMap((request) => request.texts('user')).join()).not.toContain('roof')
})

test('nothing automatic speaks over a human who wrote within ten minutes', async () => {
  await using world = await openWorld()
  const { sarah, dana } = world
  await sarah.says(words)
  await world.settle()
  await world.writes(dana, 'Sarah', '/takeover')
  await world.writes(dana, 'Sarah', 'I am here. Where are you?')
  await world.settle()
  await world.advance(5 * minuteMs)
  world.newsFor(sarah)
  await sarah.says('At home.')
  await sarah.says('I want to kill myself.')
  await world.settle()
  expect(world.newsFor(sarah)).toEqual([])
  await world.advance(6 * minuteMs)
  await sarah.says('Are you there?')
  await world.settle()
  expect(world.newsFor(sarah).map((message) => message.text)).toEqual([relays[0]])
})

test('only a human with a reason unlocks the AI', async () => {
  await using world = await openWorld()
  const { sarah, dana, model } = world
  await sarah.says('/human')
  await world.settle()
  await sarah.says(words)
  await world.settle()
  const asked = model.requests.length

  await world.taps(dana, 'AI may answer') // the button of the alert before
  await world.writes(dana, 'Sarah', '/ai on')
  await world.settle()
  expect(
    world.topic('Sarah').filter((message) => message.text.includes('is in a crisis: the AI stays silent')),
  ).toHaveLength(2)

  await world.writes(dana, 'Sarah', '/takeover')
  await world.settle()
  await world.writes(dana, 'Sarah', '/handback')
  await world.settle()
  await world.taps(dana, 'Hand back')
  await world.settle()
  expect(world.topic('Sarah').filter((message) => message.text.includes('/handback and your reason'))).toHaveLength(2)
  await sarah.says('Hello?')
  await world.settle()
  expect(model.requests.length).toBe(asked)

  await world.writes(dana, 'Sarah', '/handback Her sister is with her.')
  await world.settle()
  await sarah.hears('Dana has left the chat')
  model.willAnswer({ reply: 'Shall we go on?' })
  await sarah.says('She made tea.')
  await world.settle()
  await sarah.hears('Shall we go on?')
  const episodes = await world.rows(sql`select closed_reason from safety_episodes`)
  expect(episodes).toEqual([{ closed_reason: 'Her sister is with her.' }])
})

test.each<[string, TextKey]>([
  ['I want to die', 'crisis-first'],
  ['My husband choked me.', 'crisis-abuse'],
  ['I took all my pills.', 'crisis-medical'],
  ['I think I am having a heart attack.', 'crisis-medical'],
  ['I want to overdose', 'crisis-first'],
  ['My sister says she will kill herself.', 'crisis-third-party'],
])('%s: the text is the one for that danger', async (said, key) => {
  await using world = await openWorld()
  await world.sarah.says(said)
  await world.sarah.hears(reviewed(key))
  await world.settle()
})

test('pills after the first text are answered at once, however short ago it was', async () => {
  await using world = await openWorld()
  const { sarah } = world
  await sarah.says(words)
  await world.settle()
  world.newsFor(sarah)
  await sarah.says('I took all my pills.')
  await world.settle()
  await sarah.says('I took all my pills!!')
  await world.settle()
  expect(world.newsFor(sarah).map((message) => message.text)).toEqual([reviewed('crisis-medical')])
})

test('a clearer word of danger soon after the first text is answered at once, a repeated one is not', async () => {
  await using world = await openWorld()
  const { sarah } = world
  const texts = () =>
    sarah.screen().filter((message) => message.from.isBot && message.text.includes('findahelpline.com'))
  await sarah.says('I have been thinking about suicide.')
  await world.quiet()
  expect(texts()).toHaveLength(1)
  await world.advance(8_000)
  await sarah.says('I want to kill myself.')
  await world.quiet()
  expect(texts()).toHaveLength(2)
  await sarah.says('I want to kill myself.')
  await world.quiet()
  expect(texts()).toHaveLength(2)
})

test('danger in an edit counts, of a client and of a stranger', async () => {
  await using world = await openWorld()
  const { sarah } = world
  const said = await sarah.says('I am going home tonight.')
  await world.settle()
  await sarah.edits(said.id, words)
  await world.settle()
  expect(world.newsFor(sarah).at(-1)?.text).toBe(reviewed('crisis-first-l4'))
  expect(alertsIn(world.topic('Sarah'), alert('Sarah'))[0]?.text).toContain(words)

  const alex = world.simulator.addPerson({ firstName: 'Alex' })
  const first = await alex.says('Hello?')
  await alex.hears('This is a private chat.')
  await alex.edits(first.id, words)
  await alex.hears(reviewed('crisis-first-stranger'))
})

test.each(['/human I am going to kill myself tonight', '/start I am going to kill myself tonight'])(
  'danger behind a command counts: %s',
  async (said) => {
    await using world = await openWorld()
    await world.sarah.says(said)
    await world.sarah.hears(reviewed('crisis-first-l4'))
    await world.settle()
  },
)

test('captions, polls and edits are read like texts; groups are not', () => {
  const from = { id: 7, is_bot: false, first_name: 'Sarah', language_code: 'en' }
  const message = { message_id: 1, date: 0, chat: { id: 7, type: 'private' as const, first_name: 'Sarah' }, from }
  const said = { telegramUserId: 7, text: words, language: 'en' }
  const photo = { ...message, photo: [], caption: words }
  expect(wordsOf({ update_id: 1, message: photo })).toEqual(said)
  expect(wordsOf({ update_id: 1, edited_message: { ...photo, edit_date: 1 } })).toEqual(said)
  const poll = { question: 'Tonight?', options: [{ text: words }] }
  expect(wordsOf({ update_id: 1, message: { ...message, poll } as never })?.text).toBe(`Tonight?\n${words}`)
  const group = { id: -5, type: 'supergroup' as const, title: 'Clients' }
  expect(wordsOf({ update_id: 1, message: { ...photo, chat: group } })).toBeUndefined()
})
