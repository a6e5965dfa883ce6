/** A coach talks with their own clone as a client would: answered by the same way, and nothing of it is anywhere else. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { asked, joinsTeam, opensPractice, whileModelThinks } from './support/acts.ts'
import { analysed } from './support/learning.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>
type Person = World['dana']

const minuteMs = 60_000
const workbook = [
  'A boundary is a sentence about yourself, not about the other person.',
  'With a boss, name the limit first, then the reason, and stop talking.',
].join('\n\n')
const question = 'How do I name a limit to my boss?'
const fromWorkbook = 'Name the limit first, then the reason.'
const crushed = 'My work is crushing me, I cannot breathe at my desk.'
const taught = 'Okay, breathe with me. You are scared, and that makes sense. What could you put down today?'
const begun = 'You are a client now. Write as one would; /done ends it.'

/** A model that says what the examples in its prompt say, then what the passages hold, and else what any model says. */
async function open(options: Parameters<typeof openWorld>[0] = {}) {
  const world = await openWorld(options)
  world.reading.hasKey = false // documents are found by their words alone
  world.model.answersAs('analysis', analysed)
  world.model.answersWith((request) => {
    const system = request.texts('system').join('\n')
    const [, id = '', answer = ''] = /- \[(e\d)\] .*? The answer: “(.*)”/.exec(system) ?? []
    if (answer) return { used: [id], reply: answer }
    if (system.includes('<passage id="p1"')) return { asks_knowledge: true, used: ['p1'], reply: fromWorkbook }
    return { confidence: 0.8, reply: 'That sounds hard. What would help?' }
  })
  return world
}

/** @returns what the bot has said since */
async function says(world: World, text: string, person: Person = world.dana, rest: { replyTo?: number } = {}) {
  const { id } = await person.says(text, rest)
  await world.settle()
  return person
    .screen()
    .filter((message) => message.from.isBot && message.id > id)
    .map((message) => message.text)
}

async function addWorkbook(world: World): Promise<void> {
  const bytes = Buffer.from(workbook)
  await world.dana.sends({ kind: 'document', fileName: 'Boundaries_workbook.txt', mimeType: 'text/plain', bytes })
  await world.settle()
}

const last = (person: Person) => person.screen().at(-1)
const labels = (person: Person) =>
  last(person)
    ?.buttons?.flat()
    .map(({ text }) => text) ?? []
const tried = (world: World) =>
  world.rows<{ purpose: string; of: string | null }>(
    sql`select purpose, conversation_id as of from usage_events where purpose = 'try'`,
  )

/** How many rows each table holds, whoever's they are. */
async function countRows(world: World): Promise<Record<string, number>> {
  const tables = await world.rows<{ name: string }>(
    sql`select relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind = 'r' order by 1`,
  )
  const counts: Record<string, number> = {}
  for (const { name } of tables)
    counts[name] = (await world.rows<{ n: number }>(sql.raw(`select count(*)::int as n from ${name}`)))[0]?.n ?? 0
  return counts
}

test('tried, taught, and tried again: the document with its page, why, and what the next client is told', async () => {
  await using world = await open()
  const { dana, sarah } = world
  await addWorkbook(world)
  expect(await says(world, '/try')).toEqual([begun])
  expect(await says(world, question)).toEqual([
    `${fromWorkbook}\n\n93% sure. A client would get this.\n📄 Boundaries workbook, p. 2`,
  ])
  expect(last(dana)).toMatchObject({ silent: true })
  expect(labels(dana)).toEqual(['Teach', 'Why'])
  await dana.taps('Why')
  await world.settle()
  expect(last(dana)?.text).toMatch(
    /^This was a try: nobody else was answered or called\.\nThe AI answered your client.*How do I name a limit.*It stands on: 📄 Boundaries workbook, p\. 2/s,
  )

  expect(await says(world, crushed)).toEqual([
    'That sounds hard. What would help?\n\n80% sure. A client would get this.',
  ])
  await dana.taps('Teach')
  await world.settle()
  const ask = last(dana)
  expect(ask?.text).toBe(`What would you have said to “${crushed}”? Write it as a reply to this message.`)
  // Anything else is still the client's.
  expect((await says(world, 'Are you there?')).at(-1)).toMatch(/^That sounds hard/)
  expect(await says(world, taught, dana, { replyTo: ask?.id ?? 0 })).toEqual([
    'Learned: I go by it with all your clients from now on. /unlearn takes it back.',
  ])
  const written = { chatId: dana.id, messageId: dana.screen().findLast(({ text }) => text === taught)?.id }
  expect(await world.rows(sql`select kind, verdict, client_id, given from human_intervention_analyses`)).toEqual([
    { kind: 'taught', verdict: 'kept', client_id: null, given: { before: [crushed], said: [taught], written } },
  ])

  await says(world, '/try')
  expect((await says(world, 'At work I cannot breathe any more.')).at(-1)).toBe(
    `${taught}\n\n90% sure. A client would get this.\nLike your answer of 2 March`,
  )
  expect(await says(world, '/done')).toEqual(['You are a coach again. /try begins anew.'])
  await sarah.says('At work I cannot breathe any more.')
  await world.settle()
  expect(last(sarah)?.text).toBe(taught)

  const better = `${taught} And then?`
  await dana.edits(written.messageId ?? 0, better)
  await world.settle()
  expect(last(dana)?.text).toBe('Noted: I learn from it as it says now.')
  expect(await world.rows(sql`select given -> 'said' as said from human_intervention_analyses`)).toEqual([
    { said: [better] },
  ])
})

test('a 👎 asks what the coach would have said, and /why as a reply says why, as in a topic', async () => {
  await using world = await open({ clients: [] })
  const { dana } = world
  await says(world, '/try')
  await says(world, crushed)
  const answer = last(dana)?.id ?? 0
  expect((await says(world, '/why', dana, { replyTo: answer }))[0]).toMatch(
    /^This was a try: nobody else was answered or called\.\nThe AI answered your client/,
  )
  await dana.reacts(answer, '👍')
  await world.settle()
  expect(last(dana)?.text).not.toContain('What would you have said')
  await dana.reacts(answer, '👎')
  await world.settle()
  expect(last(dana)?.text).toBe(`What would you have said to “${crushed}”? Write it as a reply to this message.`)
  const ask = last(dana)?.id ?? 0
  expect((await says(world, taught, dana, { replyTo: ask }))[0]).toMatch(/^Learned: /)
})

test('no row of it is anywhere else, no client and no group hears of it, and it is on the coach’s bill', async () => {
  await using world = await open()
  const { dana, sarah } = world
  await world.rows(sql`update coaches set settings = settings || '{"knowledge":{"mode":"strict"}}'`)
  await addWorkbook(world)
  await sarah.says('Good morning.')
  await world.settle()
  await world.advance(40 * minuteMs) // her session is written down
  await world.advance(2 * minuteMs)
  const before = await countRows(world)
  const inGroup = dana.screen({ chat: world.group.id }).length
  const onPhone = sarah.screen().length
  world.model.answersWith(() => ({ asks_knowledge: true, confidence: 0.9, reply: 'Use the blue form.' }))
  await says(world, '/try')
  expect((await says(world, 'Which form do I need for my boss?')).at(-1)).toBe(
    `I have nothing from Dana on that, and I don't want to make something up. I have noted your question for Dana.

68% sure. A client would get this.
With a client, the question would stand in /gaps.`,
  )
  world.model.answersWith(() => ({ wants_human: true }))
  await says(world, 'I want to talk to Dana.')
  await says(world, 'I want to kill myself.')
  await says(world, '/done')
  await world.advance(40 * minuteMs)

  const after = await countRows(world)
  const more = Object.keys(after).filter((name) => after[name] !== before[name])
  expect(more.toSorted()).toEqual(['telegram_updates', 'tries', 'usage_events'])
  expect(await tried(world)).toEqual([
    { purpose: 'try', of: null },
    { purpose: 'try', of: null },
  ])
  expect(dana.screen({ chat: world.group.id })).toHaveLength(inGroup)
  expect(sarah.screen()).toHaveLength(onPhone)
  expect(asked(world).flat().join()).not.toContain('kill')
  // Nor does a client's turn see it.
  world.model.answersWith(() => ({ reply: 'I hear you.' }))
  await sarah.says('Which form do I need?')
  await world.settle()
  expect(JSON.stringify(world.model.requests.at(-1)?.body.messages)).not.toContain('my boss')
})

test('what would have been done stands below it: an alert, an offer, a draft, a reply that was caught', async () => {
  await using world = await open()
  await world.rows(sql`insert into coach_texts (coach_id, key, language, text, changed_at)
    values (${world.coach.id}, 'holding-high-stakes-decision', 'en', '{coach} looks at this with you.', now())`)
  await says(world, '/try')
  world.model.willAnswer({ stakes: 'high', confidence: 0.3, reply: 'Quit.' })
  expect(await says(world, 'I am about to quit my job today.')).toEqual([
    `ℹ️ Dana looks at this with you.

Would have alerted you: ⚖️ your client is about to decide something important, and the AI is not sure enough.
The AI was 30% sure.`,
  ])
  await world.dana.taps('Why')
  await world.settle()
  expect(last(world.dana)?.text).toMatch(/Decided by: the rule for an important decision/)
  // The talk goes on, and what was said is known.
  expect((await says(world, 'And then?')).at(-1)).toMatch(/^That sounds hard/)
  expect(asked(world).at(-1)).toEqual(['I am about to quit my job today.', 'And then?'])

  world.model.willAnswer({ confidence: 0.2, sentiment: -0.9, reply: 'I am with you.' })
  expect(await says(world, 'I hate all of it.')).toEqual([
    'I am with you.\n\n20% sure. A client would get this, and the offer to ask you.',
  ])
  await world.rows(sql`update coaches set mode = 'copilot'`)
  expect((await says(world, 'Good morning.')).at(-1)).toMatch(/In copilot, it would wait for you first\.$/)
  world.model.willAnswer({ reply: 'Take 20 mg of Prozac tonight.' })
  world.model.willAnswer({ reply: 'Take 20 mg of Prozac tonight.' })
  expect((await says(world, 'I cannot sleep.')).at(-1)).toMatch(
    /^ℹ️ I'd like Dana to look at my answer.*Would have alerted you: ✋.*held back:\nTake 20 mg of Prozac tonight\.$/s,
  )
})

test('words of danger: exactly what a client reads, and a word that nobody was alerted', async () => {
  await using world = await open()
  const { dana, sarah } = world
  await says(world, '/country DE')
  await says(world, '/try')
  const [said = '', ...more] = await says(world, 'I want to kill myself.')
  expect(more).toEqual([])
  await sarah.says('I want to kill myself.')
  await world.settle()
  const toClient = sarah.screen().find(({ text }) => text.startsWith('ℹ️ Thank you for telling me'))?.text ?? ''
  expect(toClient).toContain('112')
  expect(said).toBe(
    `${toClient}\n\nThis is what a client would read. No alert was raised, because it is a try. With a client I would have alerted you at once, with sound, and left the talking to humans.`,
  )
  // With somebody in danger, nothing that is written here must seem to have reached them.
  expect((await says(world, 'I am here, Sarah.'))[0]).toMatch(/^🆘 NOT SENT/)
  expect(asked(world)).toEqual([])
  expect(dana.screen().filter(({ text }) => text.startsWith('ℹ️'))).toHaveLength(1)
})

test('a burst is one turn; what comes while the model thinks is answered next; a crash on any line loses nothing', async () => {
  await using world = await open({ clients: [], group: false })
  const { dana, model } = world
  const heard = () => dana.screen().filter(({ text }) => text.includes('A client would get this'))
  model.answersWith((request) => ({ reply: `Heard: ${request.texts('user').at(-1)}` }))
  await says(world, '/try')
  await dana.says('My boss')
  await dana.says('shouted at me.')
  await world.settle()
  expect(asked(world)).toEqual([['My boss', 'shouted at me.']])
  await dana.says('First.')
  await whileModelThinks(world, () => dana.says('Second.'))
  expect(heard().map(({ text }) => text.split('\n')[0])).toEqual([
    'Heard: shouted at me.',
    'Heard: First.',
    'Heard: Second.',
  ])

  // The queue forgets, the product ends between the words and the answer.
  world.faults.queueLoses = true
  await dana.says('Third.')
  await world.quiet().catch(() => {})
  await world.restart({})
  world.faults.queueLoses = false
  await world.settle()
  expect(heard().at(-1)?.text).toContain('Heard: Third.')
  // Somebody took it and is gone.
  await dana.says('Fourth')
  await world.quiet()
  await world.rows(sql`update tries set lease_id = id, attempts = 1, due_at = due_at + interval '1 minute'`)
  await world.advance(30_000)
  expect(heard()).toHaveLength(4)
  await world.advance(minuteMs)
  expect(heard().at(-1)?.text).toContain('Heard: Fourth')
  // What Telegram does not take is paid for once, and shown later.
  const paid = (await tried(world)).length
  await dana.says('Fifth.')
  world.simulator.faults.add({ method: 'sendMessage', status: 502 })
  await world.settle()
  expect(heard().at(-1)?.text).toContain('Heard: Fifth.')
  expect(heard()).toHaveLength(6)
  expect(await tried(world)).toHaveLength(paid + 1)
})

test('while it lasts files are knowledge and commands work; half an hour of silence ends it, and so does /done', async () => {
  await using world = await open()
  const { dana, model } = world
  const mia = await joinsTeam(world, 'Mia')
  expect(await says(world, '/try', mia)).toEqual(['Only Dana can do this.'])
  expect((await says(world, '/done'))[0]).toContain('/done is for your clients')
  expect((await says(world, 'Just a thought.'))[0]).toContain("I don't know what to do with this")
  expect(labels(dana)).toEqual(['Add to my knowledge', 'Try on my clone'])
  await dana.taps('Try on my clone')
  await world.settle()
  expect(dana.screen().at(-2)?.text).toBe(begun)
  expect(last(dana)?.text).toMatch(/^That sounds hard/)
  expect(asked(world)).toEqual([['Just a thought.']])

  expect((await says(world, '/done', mia))[0]).toContain('/done is for your clients')

  await addWorkbook(world)
  expect(await world.rows(sql`select title from documents`)).toEqual([{ title: 'Boundaries workbook' }])
  expect((await says(world, '/method'))[1] ?? '').toContain('How do you work?')
  expect(await says(world, 'I listen, and wait.')).toEqual([
    'Saved. Your clone works this way from its next answer on.',
  ])
  await world.advance(29 * minuteMs)
  expect((await says(world, 'Good evening.'))[0]).toMatch(/^That sounds hard/)

  // Said aloud it is written down first.
  model.speech.willAnswer({ text: ' I slept badly. ' })
  await dana.sends({ kind: 'voice', durationS: 7 })
  await world.settle()
  expect(asked(world).at(-1)?.at(-1)).toBe('I slept badly.')
  expect(last(dana)?.text).toMatch(/^That sounds hard/)
  model.speech.willAnswer({ text: ' ' })
  await dana.sends({ kind: 'voice', durationS: 7 })
  await world.settle()
  expect(last(dana)?.text).toBe('I could not take words from that. Please write it, as a client would.')
  expect(await world.rows(sql`select id from documents`)).toHaveLength(1)

  await world.advance(31 * minuteMs)
  expect((await says(world, 'Good night.'))[0]).toContain("I don't know what to do with this")
  await says(world, '/try')
  await says(world, '/done')
  expect((await says(world, 'Good night.'))[0]).toContain("I don't know what to do with this")
})

test('without a key, with a refused one, and with the AI off: what is wrong, and what to do', async () => {
  await using world = await open({ clients: [], group: false })
  await says(world, '/try')
  world.model.willFail('401')
  expect((await says(world, 'Good morning.'))[0]).toMatch(/^I can't answer: the AI's service refuses your key\. \/key/)
  expect(await world.rows(sql`select id from incidents`)).toEqual([])
  await says(world, '/key remove')
  expect((await says(world, 'Good morning.'))[0]).toMatch(/^I can't answer without a key .*\/key, then \/try\.$/)
  expect((await says(world, '/try'))[0]).toMatch(/^I can't answer without a key/)
  await says(world, '/key sk-test-key-of-dana-0001')
  await world.rows(sql`update coaches set mode = 'off'`)
  expect((await says(world, '/try'))[0]).toMatch(/^The AI is off: .*\/copilot/)
})

test('two coaches try at once: each their own method and words, and no tap of the one reaches the other', async () => {
  await using world = await open({ method: 'The method of Dana.' })
  const { coach: mia } = await opensPractice(world, 'Mia')
  world.model.answersWith((request) => ({ reply: `Heard: ${request.texts('user').at(-1)}` }))
  await says(world, '/try')
  await says(world, '/try', mia)
  expect((await says(world, 'I am with Dana.'))[0]).toContain('Heard: I am with Dana.')
  expect((await says(world, 'I am with Mia.', mia))[0]).toContain('Heard: I am with Mia.')
  const prompts = world.model.requests
    .filter(({ body }) => body.response_format?.json_schema?.name === 'turn_answer')
    .map(({ body }) => JSON.stringify(body.messages))
  expect(prompts).toEqual([
    expect.stringMatching(/^(?!.*Mia).*The method of Dana/s),
    expect.stringMatching(/^(?!.*with Dana).*The method of Mia/s),
  ])
  // As one could forge it.
  const [answer] = await world.rows<{ id: string }>(
    sql`select said -> 1 ->> 'id' as id from tries where coach_id = ${world.coach.id}`,
  )
  const message = mia.screen().findLast(({ from }) => from.isBot)
  for (const action of ['try_teach', 'try_why'])
    world.bot.queue.push('callback_query', {
      id: `forged-${action}`,
      from: { id: mia.id, is_bot: false, first_name: 'Mia' },
      message: { message_id: message?.id, date: 1_772_445_600, chat: { id: mia.id, type: 'private' }, text: 'x' },
      chat_instance: '1',
      data: `${action}:${answer?.id}`,
    })
  await world.settle()
  expect(last(mia)?.id).toBe(message?.id)
  expect(await world.rows(sql`select id from tries where said::text like '%asks%'`)).toEqual([])
})

test('in the demo the rehearsal answers, and says that it is one', async () => {
  await using world = await openWorld({ clients: [], group: false, key: false, rehearsal: true })
  await says(world, '/try')
  expect((await says(world, 'I am scared of my new job.')).at(-1)).toMatch(
    /A rehearsal: no language model is connected/,
  )
})
