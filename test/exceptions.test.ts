/** The coach says something to a client against their own document: asked once whether it is an exception, or a new rule. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { opensPractice } from './support/acts.ts'
import { analysed } from './support/learning.ts'
import { forgesTap } from './support/noted.ts'
import type { FakeRequest } from './support/openai-server.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const sentence = 'When a client cancels, the session is charged after 48 hours.'
const workbook = `Three rules.\n\n${sentence} Breathe first.`
const rule = 'When a client cancels, the session is charged after 24 hours.'
const said =
  'Sarah, when a client cancels, the session is charged after 24 hours, because your mother Ruth was in the hospital.'
const asks = 'I must cancel. My mother Ruth was taken to the hospital. When is the session charged?'

const callsOf = (world: World, name: string) =>
  world.model.requests.filter(({ body }) => body.response_format?.json_schema?.name === name)
const questions = (world: World, client = 'Sarah') =>
  world.topic(client).filter(({ text }) => text.startsWith('What you wrote to'))
const labels = (shown: ReturnType<World['topic']>[number] | undefined) =>
  shown?.buttons?.flat().map(({ text }) => text) ?? []

/** Says of each pair that holds these what an attentive reader would. */
function reads({ model }: World, second = said): void {
  model.answersAs('analysis', analysed)
  model.answersAs('conflict_check', (request) => {
    const pairs = request.texts('user').join('\n').split('<pair number=').slice(1)
    const at = pairs.findIndex((pair) => pair.includes(sentence) && pair.includes(second))
    return { conflicts: at < 0 ? [] : [{ pair: at + 1, first: sentence, second }] }
  })
}

async function open(options: Parameters<typeof openWorld>[0] = {}) {
  const world = await openWorld({ clients: ['Sarah', 'Tom'], ...options })
  reads(world)
  await gives(world, 'Workbook 3.txt', workbook)
  return world
}

async function gives(world: World, fileName: string, text: string): Promise<void> {
  await world.dana.sends({ kind: 'document', fileName, mimeType: 'text/plain', bytes: Buffer.from(text) })
  await world.settle()
  await world.advance(61_000)
}

/** Dana takes over, says it, and hands back. */
async function tells(world: World, client = 'Sarah', words = said): Promise<void> {
  await world.client(client).says(asks)
  await world.settle()
  for (const text of ['/takeover', words, '/handback']) {
    await world.writes(world.dana, client, text)
    await world.settle()
  }
}

/** What the model is told when the client asks about it. */
async function promptFor(world: World, client: string): Promise<string> {
  await world.advance(dayMs)
  await world.client(client).says('When is a session charged that a client cancels?')
  await world.settle()
  return systemOf(callsOf(world, 'turn_answer').at(-1))
}
const systemOf = (request: FakeRequest | undefined) => request?.texts('system').join('\n') ?? ''
const passagesIn = (prompt: string) =>
  [...prompt.matchAll(/<passage ([^>]*)>\n([\s\S]*?)\n<\/passage>/g)].map(([, from = '', text = '']) => ({
    from,
    text,
  }))
const mirrorOf = (world: World, client: string, reply: string) =>
  world.topic(client).findLast(({ text }) => text.includes(reply) && !text.includes('contradicts'))?.text ?? ''
const documentTitles = async (world: World) =>
  (await world.rows<{ title: string }>(sql`select title from documents where remove_at is null order by id`)).map(
    ({ title }) => title,
  )
const verdicts = async (world: World) =>
  (await world.rows<{ verdict: string | null }>(sql`select verdict from human_intervention_analyses`)).map(
    ({ verdict }) => verdict,
  )

test('I8: asked once, in the words of both; an exception holds for this client alone, and can be taken back', async () => {
  await using world = await open()
  await tells(world)
  expect(questions(world).map(({ text }) => text)).toEqual([
    `What you wrote to Sarah contradicts your document.
Workbook 3, p. 2: “${sentence}”
You: “${said}”
An exception for Sarah, or a new rule for all?
As a rule for all I would keep: “${rule.slice(0, -1)}”`,
  ])
  expect(questions(world)[0]?.silent).toBe(true)
  expect(labels(questions(world)[0])).toEqual(['Exception for Sarah', 'New rule', 'No contradiction'])
  expect(questions(world, 'Tom')).toEqual([])
  expect(await world.rows(sql`select purpose from usage_events where purpose = 'conflict_check'`)).toHaveLength(1)
  const undecided = await promptFor(world, 'Sarah')
  expect(passagesIn(undecided).map(({ text }) => text)).toEqual([expect.stringContaining(sentence)])

  await world.taps(world.dana, 'Exception for Sarah')
  await world.settle()
  expect(questions(world)[0]?.text).toContain('✓ An exception: with Sarah I go by what you wrote.')
  expect(await verdicts(world)).toEqual(['only_client'])
  const reply = 'The session is charged after 24 hours.'
  world.model.answersWith(() => ({ used: ['p1'], asks_knowledge: true, reply }))
  expect(passagesIn(await promptFor(world, 'Sarah'))).toEqual([
    { from: `id="p1" from="Dana, to Sarah" instead_of="${sentence}"`, text: said },
    { from: 'id="p2" from="Workbook 3"', text: expect.not.stringContaining('48 hours') },
  ])
  // It is no gap, and no document says so.
  expect(await world.rows(sql`select id from knowledge_gaps`)).toEqual([])
  expect(mirrorOf(world, 'Sarah', reply)).not.toContain('📄')
  const toldTom = await promptFor(world, 'Tom')
  expect(passagesIn(toldTom).map(({ text }) => text)).toEqual([expect.stringContaining(sentence)])
  expect(toldTom).not.toMatch(/24 hours|Ruth|hospital/)

  // The same again, to her: that has been asked.
  await tells(world)
  expect(questions(world)).toHaveLength(1)
  await world.taps(world.dana, 'Undo')
  await world.settle()
  expect(labels(questions(world)[0])).toEqual(['Exception for Sarah', 'New rule', 'No contradiction'])
  expect(passagesIn(await promptFor(world, 'Sarah')).map(({ text }) => text)).toEqual([
    expect.stringContaining(sentence),
  ])
  expect(await world.rows(sql`select verdict from document_exceptions where found is not null`)).toEqual([
    { verdict: null },
  ])
})

test('I8: a new rule stands above the passage for all, without what the client had said; and goes as it came', async () => {
  await using world = await open()
  await tells(world)
  // Twice, as a thumb does.
  await Promise.all([world.taps(world.dana, 'New rule'), world.taps(world.dana, 'New rule')])
  await world.settle()
  expect(questions(world)[0]?.text).toContain(`✓ A new rule for all: “${rule.slice(0, -1)}”`)
  expect(await documentTitles(world)).toEqual(['Workbook 3', rule.slice(0, -1)])
  const reply = 'The session is charged after 24 hours.'
  world.model.answersWith(() => ({ used: ['p1'], asks_knowledge: true, reply }))
  for (const client of ['Sarah', 'Tom']) {
    const prompt = await promptFor(world, client)
    expect(passagesIn(prompt)).toEqual([
      { from: `id="p1" from="${rule.slice(0, -1)}" instead_of="${sentence}"`, text: rule.slice(0, -1) },
      { from: 'id="p2" from="Workbook 3"', text: expect.not.stringContaining('48 hours') },
    ])
    expect(mirrorOf(world, client, reply)).toContain(`📄 ${rule.slice(0, -1)}`)
    if (client === 'Tom') expect(prompt).not.toMatch(/Ruth|hospital|mother/)
  }
  // What the rule was made of it is not held against.
  expect(await world.rows(sql`select id from document_conflicts`)).toEqual([])
  expect(questions(world)).toHaveLength(1)

  // To another client, in other words: a rule stands there already.
  reads(world, 'The session is charged after 24 hours.')
  await tells(world, 'Tom', 'The session is charged after 24 hours.')
  expect(questions(world, 'Tom')).toEqual([])

  await world.taps(world.dana, 'Undo')
  await world.settle()
  expect(await documentTitles(world)).toEqual(['Workbook 3'])
  expect(passagesIn(await promptFor(world, 'Tom')).map(({ text }) => text)).toEqual([expect.stringContaining(sentence)])

  // And again; then it is the document of the rule that is removed.
  await world.taps(world.dana, 'New rule')
  await world.settle()
  expect(await documentTitles(world)).toHaveLength(2)
  await world.rows(sql`delete from documents where file_name = 'rule.txt'`)
  expect(passagesIn(await promptFor(world, 'Tom')).map(({ text }) => text)).toEqual([expect.stringContaining(sentence)])
})

test('I8: what agrees is not asked about, nor what no document could hold, nor what was no contradiction once', async () => {
  await using world = await openWorld({ clients: ['Sarah', 'Tom'] })
  reads(world)
  await tells(world)
  expect(callsOf(world, 'conflict_check')).toEqual([])

  await gives(world, 'Workbook 3.txt', workbook)
  const agrees = 'When a client cancels, Sarah, the session is charged after 48 hours. That holds for all.'
  await tells(world, 'Sarah', agrees)
  expect(callsOf(world, 'conflict_check')).toHaveLength(1)
  // A model that says so all the same: of a question, of words that are quoted, of words that nobody wrote.
  for (const [words, second] of [
    ['Would it help when the session is charged after 24 hours?', 'charged after 24 hours'],
    ['You wrote “the session is charged after 24 hours” there.', 'the session is charged after 24 hours'],
    ['When a client cancels, the session is charged as ever.', 'charged after 24 hours'],
  ] as const) {
    world.model.answersAs('conflict_check', () => ({ conflicts: [{ pair: 1, first: sentence, second }] }))
    await tells(world, 'Sarah', words)
  }
  expect(callsOf(world, 'conflict_check')).toHaveLength(4)
  expect(questions(world)).toEqual([])

  reads(world)
  await tells(world)
  await world.taps(world.dana, 'No contradiction')
  await world.settle()
  expect(questions(world)[0]?.text).toContain('✓ No contradiction.')
  await tells(world)
  await tells(world, 'Tom')
  expect([...questions(world), ...questions(world, 'Tom')]).toHaveLength(1)
  expect(passagesIn(await promptFor(world, 'Sarah')).map(({ text }) => text)).toEqual([
    expect.stringContaining(sentence),
  ])
})

test('I8: one question whatever is repeated or dies on the way; what is gone is said to be gone', async () => {
  await using world = await open()
  const { dana } = world
  await world.sarah.says(asks)
  await world.settle()
  await world.writes(dana, 'Sarah', '/takeover')
  await world.settle()
  await world.writes(dana, 'Sarah', said)
  await world.settle()
  world.model.alwaysFail('500')
  await world.writes(dana, 'Sarah', '/handback')
  await world.settle()
  world.model.alwaysFail(undefined)
  // Somebody took it and is gone.
  await world.rows(sql`update document_exceptions set lease_id = id, due_at = due_at + interval '1 minute'`)
  await world.advance(10 * minuteMs)
  expect(questions(world)).toHaveLength(1)
  // The client goes on: it is analysed again, and not compared again.
  const compared = callsOf(world, 'conflict_check').length
  await world.sarah.says('Thank you, that helps me a lot.')
  await world.settle()
  await world.advance(6 * minuteMs)
  await world.advance(dayMs)
  expect(callsOf(world, 'conflict_check')).toHaveLength(compared)
  expect(questions(world)).toHaveLength(1)

  const [row] = await world.rows<{ id: string }>(sql`select id from document_exceptions`)
  const { coach: mia, group } = await opensPractice(world, 'Mia')
  const place = { id: group.id, type: 'supergroup' as const, messageId: mia.screen({ chat: group.id }).at(-1)?.id ?? 1 }
  for (const action of ['only', 'rule', 'none', 'undo'])
    await forgesTap(world, mia, `exception_${action}:${row?.id}`, place)
  expect(await world.rows(sql`select verdict from document_exceptions`)).toEqual([{ verdict: null }])

  // What is decided is taken back before it is decided otherwise: a tap on what another phone still shows.
  const at = { id: world.group.id, type: 'supergroup' as const, messageId: questions(world)[0]?.id ?? 0 }
  await world.taps(dana, 'Exception for Sarah')
  await world.settle()
  await forgesTap(world, dana, `exception_rule:${row?.id}`, at)
  expect(await world.rows(sql`select verdict from document_exceptions`)).toEqual([{ verdict: 'only_client' }])
  expect(await documentTitles(world)).toEqual(['Workbook 3'])
  await world.taps(dana, 'Undo')
  await world.settle()

  await world.rows(sql`update documents set remove_at = now() + interval '1 day', removed_by = 'dana'`)
  await world.taps(dana, 'New rule')
  await world.settle()
  expect(questions(world)[0]?.text).toContain('That document is gone: there is nothing left to decide.')
  expect(labels(questions(world)[0])).toEqual([])
  expect(await documentTitles(world)).toEqual([])
  await world.rows(sql`delete from clients where display_name = 'Sarah'`)
  expect(await world.rows(sql`select id from document_exceptions`)).toEqual([])
  await forgesTap(world, dana, `exception_only:${row?.id}`, at)
  expect(questions(world)[0]?.text).toContain('That document is gone')
})

test('I8: the rehearsal sees it where a number or a "not" differs, in what is taught too', async () => {
  await using world = await openWorld({ clients: ['Sarah'], key: false, rehearsal: true })
  await gives(world, 'Workbook 3.txt', workbook)
  await world.sarah.says('I must cancel tomorrow, and I am sorry about it.')
  await world.settle()
  const answer = world.topic('Sarah').findLast(({ from }) => from.isBot)?.id ?? 0
  await world.writes(world.dana, 'Sarah', `/teach ${rule}`, { replyTo: answer })
  await world.settle()
  expect(questions(world)).toHaveLength(1)
  expect(labels(questions(world)[0])).toEqual(['Exception for Sarah', 'New rule', 'No contradiction'])
  await world.taps(world.dana, 'Exception for Sarah')
  await world.settle()
  expect(await verdicts(world)).toEqual(['only_client'])
  await world.taps(world.dana, 'Undo')
  await world.settle()
  expect(await verdicts(world)).toEqual(['kept'])
})

test('I8: a rule or a lesson that is removed elsewhere: the card says so, and decides nothing that it shows no longer', async () => {
  await using world = await open()
  const { dana } = world
  const card = () => questions(world)[0]
  await tells(world)
  await world.taps(dana, 'New rule')
  await world.settle()
  await world.rows(
    sql`update documents set remove_at = now() + interval '1 day', removed_by = 'dana' where file_name = 'rule.txt'`,
  )
  const { answer } = await dana.taps('Undo', { chat: world.group.id, messageId: card()?.id ?? 0 })
  await world.settle()
  expect(answer?.text).toBe('Decided before, or elsewhere: it shows now what is so.')
  expect(card()?.text).toContain("That rule has been removed: the document's sentence holds again.")
  expect(card()?.text).not.toContain('✓')
  expect(labels(card())).toEqual(['Exception for Sarah', 'New rule', 'No contradiction'])
  // It may be wanted again, or otherwise.
  await world.taps(dana, 'New rule')
  await world.settle()
  expect(labels(card())).toEqual(['Undo'])
  expect(await documentTitles(world)).toEqual(['Workbook 3', rule.slice(0, -1)])
  await world.rows(sql`delete from documents where file_name = 'rule.txt'`)
  await dana.taps('Undo', { chat: world.group.id, messageId: card()?.id ?? 0 })
  await world.settle()
  await world.taps(dana, 'Exception for Sarah')
  await world.settle()
  expect(card()?.text).toContain('✓ An exception')
  expect(await documentTitles(world)).toEqual(['Workbook 3'])

  // What was learned is forgotten in private: the card is put right by itself.
  await dana.says('/unlearn')
  await world.settle()
  await dana.taps('Remove 1')
  await world.settle()
  expect(card()?.text).toContain("What you wrote there has been forgotten: the document's sentence holds again.")
  expect(labels(card())).toEqual([])
  await dana.taps('Undo')
  await world.settle()
  expect(card()?.text).toContain('✓ An exception')
  expect(labels(card())).toEqual(['Undo'])
})

test('I8: a taught answer that is edited is held against the documents as a new one is', async () => {
  await using world = await open()
  const { dana } = world
  const agrees = 'When a client cancels, the session is charged after 48 hours.'
  await world.sarah.says('When is the session charged?')
  await world.settle()
  const answer = world.topic('Sarah').findLast(({ from }) => from.isBot)?.id ?? 0
  const { id } = await world.writes(dana, 'Sarah', `/teach ${agrees}`, { replyTo: answer })
  await world.settle()
  expect(questions(world)).toEqual([])
  const edits = async (words: string) => {
    await dana.edits(id, `/teach ${words}`, { chat: world.group.id })
    await world.settle()
  }
  reads(world, rule)
  await edits(rule)
  expect(questions(world)).toHaveLength(1)
  await world.taps(dana, 'Exception for Sarah')
  await world.settle()
  expect(await verdicts(world)).toEqual(['only_client'])

  // Other words: what was said of the old ones counts no longer.
  const later = 'When a client cancels, the session is charged after 12 hours.'
  reads(world, later)
  await edits(later)
  const [old, anew] = world.topic('Sarah').filter(({ text }) => /^(What you wrote|You have changed)/.test(text))
  expect(old?.text).toBe('You have changed what you wrote to Sarah. If it still contradicts a document, I ask again.')
  expect(labels(old)).toEqual([])
  expect(anew?.text).toContain(later)
  expect(labels(anew)).toEqual(['Exception for Sarah', 'New rule', 'No contradiction'])
  expect(await verdicts(world)).toEqual(['kept'])
  await edits(agrees)
  expect(questions(world)).toEqual([])
})
