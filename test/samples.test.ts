/** After an upload: what a client might ask about it and would be told is shown to the coach, who keeps it or says it better. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

const workbook = [
  'A boundary is a sentence about yourself, not about the other person.',
  'With a boss, name the limit first, then the reason, and stop talking.',
].join('\n\n')
const question = 'How do I name a limit to my boss?'
const answer = 'Name the limit first, then the reason, and stop talking.'

/** Found by their words alone, so that what is found is what they are about. */
async function open(options: Parameters<typeof openWorld>[0] = {}) {
  const world = await openWorld({ clients: [], group: false, ...options })
  world.reading.hasKey = false
  world.model.answersAs('sample_question', () => ({ question }))
  world.model.answersWith(() => ({ asks_knowledge: true, used: ['p1'], reply: answer }))
  return world
}

async function send(world: World, fileName: string, text: string): Promise<void> {
  await world.dana.sends({ kind: 'document', fileName, mimeType: 'text/plain', bytes: Buffer.from(text) })
  await world.settle()
  await world.advance(61_000)
}
const samples = (world: World) =>
  world.dana.screen().filter(({ from, text }) => from.isBot && text.startsWith('A question a client might ask'))
const prompts = (world: World) =>
  world.dana.screen().filter(({ from, text }) => from.isBot && text.startsWith('What would you say to'))
const notes = (world: World) => world.rows(sql`select title from documents where origin = 'snippet'`)
const used = (world: World) =>
  world.rows<{ purpose: string }>(sql`select purpose from usage_events where purpose = 'sample'`)

test('once for what came together: the question, what a client would be told, and where it stands', async () => {
  await using world = await open()
  await world.dana.sends({
    kind: 'document',
    fileName: 'Other.txt',
    mimeType: 'text/plain',
    bytes: Buffer.from('Rest.'),
  })
  await send(world, 'Boundaries_workbook.txt', workbook)
  const [said, ...more] = samples(world)
  expect(more).toEqual([])
  expect(said).toMatchObject({ silent: true })
  expect(said?.text).toBe(
    `A question a client might ask: “${question}”\n\nMy answer:\n${answer}\n\nFrom: 📄 Boundaries workbook, p. 2`,
  )
  expect(await used(world)).toHaveLength(2) // the question and the answer
  await world.dana.taps('Good')
  await world.settle()
  expect(samples(world)[0]?.text).toMatch(/✓ Kept as a good answer\.$/)
  expect(await world.rows(sql`select question, answer, verdict from sample_answers`)).toEqual([
    { question, answer, verdict: 'good' },
  ])
})

test("the coach's own words become a note that is called like the question", async () => {
  await using world = await open()
  await send(world, 'Boundaries_workbook.txt', workbook)
  await world.dana.taps('Teach')
  await world.settle()
  await world.dana.says('Say it in one breath, and smile.', { replyTo: prompts(world).at(-1)?.id ?? 0 })
  await world.settle()
  expect(samples(world)[0]?.text).toMatch(/✓ You have said it in your own words\.$/)
  expect(await world.rows(sql`select title, origin, status from documents where origin = 'snippet'`)).toEqual([
    { title: question, origin: 'snippet', status: 'ready' },
  ])
  const [note] = await world.rows<{ content: string }>(
    sql`select content from knowledge_chunks c join documents d on d.id = c.document_id where origin = 'snippet'`,
  )
  expect(note?.content).toBe(`${question}\nSay it in one breath, and smile.`)
  await world.advance(61_000)
  expect(samples(world)).toHaveLength(1) // of what was taught nothing is asked
})

test('what the coach says next is not taken for it unless it is said to be, and they may leave it', async () => {
  await using world = await open()
  await send(world, 'Boundaries_workbook.txt', workbook)
  await world.dana.taps('Teach')
  await world.settle()
  await world.dana.says('Remind me to call the dentist.')
  await world.settle()
  expect(await notes(world)).toEqual([])
  const kept = world.dana.screen().at(-1)
  expect(kept?.text).toMatch(/^NOT SENT.*My question to you is still open/s)

  await world.dana.taps('Not now')
  await world.settle()
  const [again] = samples(world)
  expect((again?.buttons ?? []).flat().map(({ text }) => text)).toEqual(['Good', 'Teach'])
  await world.dana.says('Say it in one breath.', { replyTo: prompts(world).at(-1)?.id ?? 0 })
  await world.settle()
  expect(await notes(world)).toEqual([])

  await world.dana.taps('Teach')
  await world.settle()
  await world.dana.says('Say it in one breath.', { replyTo: kept?.id ?? 0 })
  await world.settle()
  expect(await notes(world)).toEqual([{ title: question }])
})

test('of two that are asked about, words in reply to the one do not teach the other', async () => {
  await using world = await open()
  await send(world, 'Boundaries_workbook.txt', workbook)
  await world.dana.taps('Teach')
  await world.settle()
  world.model.answersAs('sample_question', () => ({ question: 'And what do I tell my mother?' }))
  await send(world, 'Mothers.txt', 'With a mother, name the limit and stop talking.')
  await world.dana.taps('Teach')
  await world.settle()
  const [first, second] = prompts(world)
  await world.dana.says('Say it in one breath.', { replyTo: first?.id ?? 0 })
  await world.settle()
  expect(await notes(world)).toEqual([])
  await world.dana.says('That you love her, and no.', { replyTo: second?.id ?? 0 })
  await world.settle()
  expect(await notes(world)).toEqual([{ title: 'And what do I tell my mother?' }])
})

test('three a day, none when it is switched off, and none of what is known already', async () => {
  await using world = await open()
  for (const at of [1, 2, 3, 4]) await send(world, `File ${at}.txt`, `${workbook}\n\nNumber ${at}.`)
  expect(samples(world)).toHaveLength(3)
  await world.advance(24 * 3_600_000)
  await send(world, 'File 1.txt', `${workbook}\n\nNumber 1.`)
  expect(samples(world)).toHaveLength(3)
  await world.dana.says('/answers')
  await world.settle()
  await world.dana.taps('No questions after uploads')
  await world.settle()
  await send(world, 'File 5.txt', `${workbook}\n\nNumber 5.`)
  expect(samples(world)).toHaveLength(3)
})

test('what a client would not be told is not shown: a reply that is caught, a passage that helps nobody, no key', async () => {
  await using world = await open()
  world.model.answersWith(() => ({ asks_knowledge: true, used: ['p1'], reply: 'Take 20 mg of Prozac tonight.' }))
  await send(world, 'One.txt', workbook)
  expect(await used(world)).not.toEqual([])
  world.model.answersAs('sample_question', () => ({ question: '' }))
  await send(world, 'Two.txt', 'Imprint.')
  await world.dana.says('/key remove')
  await world.settle()
  await send(world, 'Three.txt', 'More.')
  expect(samples(world)).toEqual([])
  expect(await world.rows(sql`select id from sample_answers where due_at is not null`)).toEqual([])
})

test('a model that is silent for a while is asked again', async () => {
  await using world = await open()
  await world.dana.sends({ kind: 'document', fileName: 'B.txt', mimeType: 'text/plain', bytes: Buffer.from(workbook) })
  await world.settle()
  world.model.willFail('500')
  await world.advance(61_000)
  expect(samples(world)).toEqual([])
  await world.advance(31_000)
  expect(samples(world)).toHaveLength(1)
})

test('what is written is paid for once, however often Telegram does not take it, and a kill loses nothing', async () => {
  await using world = await open()
  await world.dana.sends({ kind: 'document', fileName: 'B.txt', mimeType: 'text/plain', bytes: Buffer.from(workbook) })
  await world.settle()
  // Somebody took it and is gone.
  await world.rows(sql`update sample_answers set lease_id = id, attempts = 1, due_at = due_at + interval '5 minutes'`)
  await world.advance(61_000)
  expect(await used(world)).toEqual([])
  world.simulator.faults.add({ method: 'sendMessage', status: 502 })
  await world.advance(300_000)
  expect(samples(world)).toEqual([])
  await world.advance(31_000)
  expect(samples(world)).toHaveLength(1)
  expect(await used(world)).toHaveLength(2)
})

test('in the demo the rehearsal asks and answers, and says that it is one', async () => {
  await using world = await openWorld({ clients: [], group: false, key: false, rehearsal: true })
  await send(world, 'Boundaries_workbook.txt', workbook)
  const [said] = samples(world)
  expect(said?.text).toContain('From: 📄 Boundaries workbook, p. ')
  expect(said?.text).toMatch(/This is a rehearsal/)
})
