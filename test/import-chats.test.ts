/** A Telegram Desktop export: how the coach answered is learned from, and of what the others wrote nothing is kept. */
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { readExport, runsAtMost, runsOf } from '../src/coaching/learning/import-chats.ts'
import { analysed } from './support/learning.ts'
import { readRows } from './support/saved-practice.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>
type Line = readonly [by: number, text: unknown, more?: object]

const anna = 7_001
const ben = 7_002
const minuteS = 60
const answer = 'Okay, breathe with me. What could you put down today?'
/** In no text of ours, and in no name. */
const canaries = ['zanzibarquux', 'Annabelle', 'Krawczyk', '5550199', '555 0199']

function chat(id: number, name: string | null, lines: readonly Line[], type = 'personal_chat') {
  const messages = lines.map(([by, text, more], at) => ({
    ...{ id: at + 1, type: 'message', date: '2025-05-01T10:00:00', from: 'Someone', from_id: `user${by}` },
    ...{ date_unixtime: String(1_746_093_600 + at * minuteS), text, text_entities: [], ...more },
  }))
  return { id, name, type, messages }
}

function exported(own: number, ...list: unknown[]): string {
  return JSON.stringify({ about: 'Here is the data', personal_information: { user_id: own }, chats: { list } })
}

const file = (text: string, fileName = 'result.json') =>
  ({ kind: 'document', fileName, mimeType: 'application/json', bytes: Buffer.from(text) }) as const
const lastSaid = (world: World) => world.dana.screen().at(-1)?.text ?? ''
const labels = (world: World) =>
  world.dana
    .screen()
    .at(-1)
    ?.buttons?.flat()
    .map(({ text }) => text) ?? []

function twoChats(own: number): string {
  return exported(
    own,
    chat(anna, 'Annabelle Krawczyk', [
      [
        anna,
        ['My work is crushing me, I cannot breathe there. zanzibarquux. ', { type: 'phone', text: '+1 555 0199' }],
      ],
      [own, answer],
      [own, ['Write to me tonight, ', { type: 'bold', text: 'Annabelle' }, '.']],
      [anna, 'Thank you zanzibarquux, Annabelle Krawczyk 5550199'],
      [own, 'ok'],
    ]),
    chat(ben, 'Ben', [
      [ben, 'Shall we have dinner? zanzibarquux'],
      [own, 'Yes, let us meet at the old place at eight.'],
    ]),
    chat(9, 'My clients', [[own, 'Hello to all of you in this group.']], 'private_group'),
    chat(own, null, [[own, 'Remember to buy milk and bread.']], 'saved_messages'),
  )
}

async function sends(world: World, text: string): Promise<void> {
  await world.dana.says('/import')
  await world.settle()
  await world.dana.sends(file(text, 'chats.json'))
  await world.settle()
}

const runs = (world: World) =>
  world.rows<{ verdict: string; given: unknown; facing: string; answer: string; client: string | null }>(
    sql`select verdict, given, situation_text as facing, answer_text as answer, client_id as client
      from human_intervention_analyses where kind = 'imported'`,
  )

async function keptBytes(world: World): Promise<string> {
  expect(await world.originals()).toEqual([])
  return JSON.stringify(await readRows(world.store.database))
}

test('asked which chats are with clients, and only then learned from: of the others nothing is kept', async () => {
  await using world = await openWorld()
  const { dana, sarah, model } = world
  model.answersAs('analysis', analysed)
  await sends(world, twoChats(dana.id))
  expect(lastSaid(world)).toMatch(/^Which of these chats are with clients\?/)
  expect(lastSaid(world).split('\n\n').at(-1)).toBe(
    'Annabelle Krawczyk (5 messages, 3 yours)\nBen (2 messages, 1 yours)',
  )
  expect(labels(world)).toEqual(['☐ Annabelle Krawczyk', '☐ Ben', 'Import', 'Cancel'])
  await dana.taps('Import')
  await world.settle()
  expect(await runs(world)).toEqual([])
  let kept = await keptBytes(world)
  expect(canaries.filter((canary) => kept.includes(canary))).toEqual([])

  await dana.taps('☐ Annabelle Krawczyk')
  await dana.taps('☐ Ben')
  await world.settle()
  await dana.taps('☑ Ben')
  await world.settle()
  expect(labels(world)).toEqual(['☑ Annabelle Krawczyk', '☐ Ben', 'Import', 'Cancel'])
  await world.restart({}) // what is chosen stands in the message
  const messages = dana.screen().length
  await dana.taps('Import')
  await world.settle()
  expect(dana.screen()).toHaveLength(messages)
  expect(lastSaid(world)).toMatch(/^One new answer of yours from: Annabelle Krawczyk\. I learn from them now/)
  expect(labels(world)).toEqual([])
  expect(await runs(world)).toEqual([
    {
      ...{ verdict: 'kept', given: null, client: null, facing: 'work is too much, and breathing is hard' },
      answer: `${answer}\nWrite to me tonight, [name].`,
    },
  ])
  kept = await keptBytes(world)
  expect(canaries.filter((canary) => kept.includes(canary))).toEqual([])
  expect(kept).not.toContain('old place') // of the chat that was not chosen
  const asked = model.requests.filter(({ body }) => body.response_format?.json_schema?.name === 'analysis')
  expect(asked).toHaveLength(1)
  const prompt = asked[0]?.texts('user').join('\n') ?? ''
  expect(prompt).toContain('My work is crushing me')
  expect(['Annabelle', 'Krawczyk', '0199'].filter((name) => prompt.includes(name))).toEqual([])

  await sarah.says('Work again, I cannot breathe.')
  await world.settle()
  expect(model.requests.at(-1)?.texts('system').join('\n')).toMatch(
    /<examples>[\s\S]*breathe with me[\s\S]*<\/examples>/,
  )

  // Once more adds what is new alone; the file is known by its name, without being asked for.
  await dana.sends(file(twoChats(dana.id)))
  await world.settle()
  await dana.taps('☐ Annabelle Krawczyk')
  await dana.taps('Import')
  await world.settle()
  expect(lastSaid(world)).toMatch(/^No new answer of yours in: Annabelle Krawczyk\./)
  expect(await runs(world)).toHaveLength(1)
})

test('[Cancel]: nothing is imported; what is wrong with a file is said; it is no document of theirs', async () => {
  await using world = await openWorld({ clients: [], group: false })
  const { dana } = world
  await sends(world, twoChats(dana.id))
  await dana.taps('☐ Ben')
  await dana.taps('Cancel')
  await world.settle()
  expect(lastSaid(world)).toMatch(/^Nothing was imported/)
  for (const text of ['no JSON at all', '{}', '[]', '{"chats":{"list":7}}', '"chats"'.repeat(3)]) {
    await dana.sends(file(text))
    await world.settle()
    expect(lastSaid(world)).toMatch(/^This is no Telegram export as JSON/)
  }
  await sends(world, exported(dana.id, chat(9, 'All', [[dana.id, 'Hello to all.']], 'private_group'), 7, null))
  expect(lastSaid(world)).toMatch(/^There is no private chat in this export/)
  await dana.says('/import')
  await dana.says('Here it comes')
  await world.settle()
  expect(lastSaid(world)).toMatch(/^Send me result\.json as a file/)
  expect(await runs(world)).toEqual([])
  expect(await world.rows(sql`select id from documents`)).toEqual([])
  const kept = await keptBytes(world)
  expect(canaries.filter((canary) => kept.includes(canary))).toEqual([])
})

describe('what is read of an export', () => {
  const own = 5
  const only = (lines: readonly Line[]) => readExport(exported(own, chat(anna, 'Anna', lines)), own)[0]
  const learned = (lines: readonly Line[]) => {
    const read = only(lines)
    return read ? [...runsOf('coach', read, [])].map(({ before, said }) => ({ before, said })) : []
  }

  test("of one chat alone the coach's side is known by their account, or by whose chat it is", () => {
    const one = JSON.stringify(
      chat(anna, 'Anna', [
        [anna, 'It is hard.'],
        [own, 'What would make it a little easier?'],
      ]),
    )
    for (const account of [own, 99])
      expect(readExport(one, account)).toMatchObject([{ name: 'Anna', count: 2, mine: 1 }])
  })

  test('the newest answers, each with what was written right before it', () => {
    const lines = Array.from({ length: 70 }, (_, at): Line[] => [
      [anna, `It is hard again, ${'very '.repeat(at)}hard.`],
      [own, `Tell me what is ${'really '.repeat(at)}hard.`],
    ])
    const all = learned(lines.flat())
    expect(all).toHaveLength(runsAtMost)
    expect(all.at(-1)?.said).toEqual([`Tell me what is ${'really '.repeat(69)}hard.`])
    expect(all.at(-1)?.before).toEqual([`It is hard again, ${'very '.repeat(69)}hard.`])
  })

  test('not what answers nothing, is forwarded, a service message, or written long afterwards', () => {
    expect(
      learned([
        [own, 'Welcome, I am glad that you are here.'],
        [anna, 'I am so tired.'],
        [own, 'What a lovely text about sleep this is.', { forwarded_from: 'Someone' }],
        [own, 'Who said what now is this', { type: 'service' }],
        [own, 'Good morning, how did you sleep last night?', { date_unixtime: String(1_746_093_600 + 86_400) }],
      ]),
    ).toEqual([])
  })

  test('a long message is cut between words, so that no half of a name is left', () => {
    const [run] = learned([
      [anna, `${'It is hard. '.repeat(82)}Then came Annabellinda and all was well.`],
      [own, 'What would make it a little easier?'],
    ])
    expect(run?.before[0]?.length).toBeLessThanOrEqual(1_000)
    expect(run?.before[0]).toMatch(/Then came$/)
  })

  test('whom the other one names is nobody in the answer, though the coach writes the name small', () => {
    const [run] = learned([
      [anna, 'I hate my work at Brandquist.'],
      [own, 'ask yourself what brandquist still gives you'],
    ])
    expect(run).toEqual({
      before: ['I hate my work at [name].'],
      said: ['ask yourself what [name] still gives you'],
    })
  })

  test('the same words have the same id with a coach, and another with another', () => {
    const read = only([
      [anna, 'It is hard.'],
      [own, 'What would make it a little easier?'],
    ])
    const id = (coachId: string) => read && [...runsOf(coachId, read, [])][0]?.id
    expect(id('one')).toBe(id('one'))
    expect(id('one')).not.toBe(id('other'))
  })
})
