/** What was said months ago is found again: by its words, by who said it and when; and nobody else's is. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { opensPractice } from './support/acts.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

const dayMs = 24 * 3_600_000

/** The answer echoes nothing, so that what is found was said by the client. */
async function says(world: World, text: string, { who = world.sarah, after = dayMs } = {}): Promise<number> {
  const { id } = await who.says(text)
  await world.settle()
  await world.advance(after)
  return id
}

/** Asks in the client's topic. @returns the one message that answers; nothing of it may reach the client */
async function recall(world: World, question: string, name = 'Sarah'): Promise<string> {
  const onPhone = world.client(name).screen().length
  const { id } = await world.writes(world.dana, name, `/recall ${question}`)
  await world.settle()
  expect(world.client(name).screen()).toHaveLength(onPhone)
  const answers = world.topic(name).filter(({ from, ...shown }) => from.isBot && shown.id > id)
  expect(answers).toHaveLength(1)
  return answers[0]?.text ?? ''
}

test('what was said months ago is found with its day and its author; a time narrows, an edit counts, small talk does not', async () => {
  await using world = await openWorld()
  const { model, sarah } = world
  model.answersWith(() => ({ reply: 'What would help you tonight?' }))
  await says(world, 'My father called about the house by the lake. We argued.')
  await says(world, 'Hello!')
  model.answersWith(() => ({ reply: 'Who taught you to sail?' }))
  await says(world, 'I would like to be on the water more.')
  model.answersWith(() => ({ reply: 'Thank you for telling me.' }))
  await says(world, 'My uncle, when I was nine.', { after: 40 * dayMs })
  const edited = await says(world, 'My father wants me to sell the motorbike.', { after: 40 * dayMs })

  const first = await recall(world, 'what did Sarah say about her father and the house?')
  expect(first.split('\n').slice(0, 3)).toEqual([
    'What was said with Sarah about it, closest first:',
    'Sarah, March 2, 2026',
    'My father called about the house by the lake. We argued.',
  ])
  // An answer is found by the words of its question.
  const taught = (await recall(world, 'who taught Sarah to sail?')).split('\n')
  expect(taught.slice(1, 3)).toEqual(['Sarah, March 5, 2026', 'My uncle, when I was nine.'])
  const inApril = (await recall(world, 'her father in April')).split('\n')
  expect(inApril.slice(1, 3)).toEqual(['Sarah, April 14, 2026', 'My father wants me to sell the motorbike.'])

  await sarah.edits(edited, 'My father wants me to keep the greenhouse.')
  await world.settle()
  await world.advance(60_000)
  expect(await recall(world, 'the greenhouse')).toContain('My father wants me to keep the greenhouse.')
  expect(await recall(world, 'the motorbike')).not.toContain('motorbike.')

  // Greetings are not kept to be found; what is, once, with a vector that was paid for.
  const kept = await world.rows<{ content: string; entries: number; vectors: number }>(
    sql`select m.content, count(distinct r.id)::int as entries, count(e.entry_id)::int as vectors from messages m
      left join recall_entries r on r.message_id = m.id left join recall_embeddings e on e.entry_id = r.id
      where m.sender_type = 'client' group by m.seq, m.content order by m.seq`,
  )
  expect(kept.map(({ content, entries, vectors }) => [content, entries, vectors])).toEqual([
    ['My father called about the house by the lake. We argued.', 1, 1],
    ['Hello!', 0, 0],
    ['I would like to be on the water more.', 1, 1],
    ['My uncle, when I was nine.', 1, 1],
    ['My father wants me to keep the greenhouse.', 1, 1],
  ])
  const [spent] = await world.rows<{ calls: number }>(
    sql`select count(*)::int as calls from usage_events where purpose = 'recall' and cost_usd > 0`,
  )
  expect(spent?.calls).toBeGreaterThan(0)
})

test('what is kept of a client is found as well, with its day, until it no longer holds', async () => {
  await using world = await openWorld()
  const [client] = await world.rows<{ id: string }>(sql`select id from clients`)
  const of = sql`${world.coach.id}::uuid, gen_random_uuid(), ${client?.id}::uuid`
  await world.rows(sql`insert into session_summaries (coach_id, id, client_id, from_seq, to_seq, started_at, ended_at, ended_by,
      message_count, summary, topics, summed_up_at)
    values (${of}, 1, 2, '2026-01-12T10:00:00Z', '2026-01-12T11:00:00Z', 'idle', 2, 'She wants to learn to sail.', '{harbour}', now()),
      (${of}, 3, 4, '2026-01-13T10:00:00Z', '2026-01-13T11:00:00Z', 'idle', 2, null, '{sail}', null)`)
  await world.rows(sql`insert into client_insights (coach_id, id, client_id, insight_type, text, content, valid_from, last_said_at, times_discussed,
      created_at, updated_at)
    values (${of}, 'fact', 'Lives beside the harbour.', '{"about": "home"}', '2026-01-20T10:00:00Z', '2026-01-20T10:00:00Z', 1, now(), now())`)
  await world.advance(60_000)
  const found = await recall(world, 'the harbour')
  expect(found).toContain('Session of January 12, 2026, summed up\nShe wants to learn to sail.')
  expect(found).toContain('Noted, since January 20, 2026\nLives beside the harbour.')

  await world.rows(sql`update client_insights set invalidated_at = now()`)
  expect(await recall(world, 'the harbour')).not.toContain('Lives beside')
  await world.rows(sql`update session_summaries set summary = 'She wants to learn to paint.' where summary is not null`)
  await world.advance(60_000)
  expect(await recall(world, 'who wants to paint?')).toContain('She wants to learn to paint.')
  expect(await world.rows(sql`select id from recall_entries where insight_id is not null`)).toEqual([])
})

test("without a key it is found by its words, and nothing is found of what was never said, withdrawn or nobody's business", async () => {
  await using world = await openWorld({ clients: ['Sarah', 'Tom'] })
  const { dana, model } = world
  world.reading.hasKey = false
  model.answersWith(() => ({ reply: 'Thank you.' }))
  await says(world, 'The allotment gives me back my calm.', { after: 1_000 })
  await says(world, 'My therapist says I should quit the choir.', { who: world.client('Tom'), after: 1_000 })
  await world.writes(dana, 'Sarah', '/note The allotment is her hiding place.')
  await world.settle()
  await world.advance(dayMs)

  expect(await recall(world, 'the allotment')).toContain('The allotment gives me back my calm.')
  expect(await recall(world, 'the allotment')).not.toContain('hiding place')
  expect(await recall(world, 'the choir')).not.toContain('quit the choir')
  expect(await recall(world, 'the choir', 'Tom')).toContain('quit the choir')
  expect(await recall(world, 'the submarine licence')).toBe(
    'I found nothing about that in what Sarah and you have said.',
  )
  expect(await recall(world, '')).toBe('Write what you are looking for: /recall her father in March')

  // Forgotten is gone at once, whatever the index still holds.
  await world.rows(sql`update messages set forgotten_at = now() where content like 'The allotment%'`)
  expect(await recall(world, 'the allotment')).not.toContain('my calm')
  await world.advance(60_000)
  expect(
    await world.rows(sql`select r.id from recall_entries r join messages m on m.id = r.message_id
    where m.forgotten_at is not null`),
  ).toEqual([])

  // With a key, what was kept meanwhile gets its vectors.
  world.reading.hasKey = true
  await says(world, 'I am looking for another choir.')
  expect(
    await world.rows(sql`select id from recall_entries r where not exists
      (select from recall_embeddings e where e.entry_id = r.id)`),
  ).toEqual([])
})

test('a client of two coaches: each finds what was said to them alone', async () => {
  await using world = await openWorld()
  const { sarah, app, model } = world
  model.answersWith(() => ({ reply: 'Thank you.' }))
  await says(world, 'The greyhound will be called Juno, that is for Dana.')
  const { coach: mia, coachId, group } = await opensPractice(world, 'Mia')
  await sarah.opens(world.link(await app.practices.getInviteCode(coachId)))
  await sarah.hears('works with Mia')
  await sarah.taps('I agree')
  await world.settle()
  await says(world, 'The greyhound sleeps in my bed, that is for Mia.')

  expect(await recall(world, 'the greyhound')).toContain('for Dana')
  expect(await recall(world, 'the greyhound')).not.toContain('for Mia')
  const topic = mia
    .chats()
    .find(({ id }) => id === group.id)
    ?.topics.find(({ name }) => name === 'Sarah')
  const { id } = await mia.says('/recall the greyhound', { chat: group.id, topic: topic?.id ?? 0 })
  await world.settle()
  const shown = mia.screen({ chat: group.id, topic: topic?.id ?? 0 }).filter((message) => message.id > id)
  expect(shown.map(({ text }) => text).join()).toContain('for Mia')
  expect(shown.map(({ text }) => text).join()).not.toContain('for Dana')
})

test('the team finds what was said a moment ago as well', async () => {
  await using world = await openWorld()
  world.model.answersWith(() => ({ reply: 'Thank you.' }))
  await says(world, 'The allotment gives me back my calm.', { after: 1_000 })
  expect(await recall(world, 'the allotment')).toContain('The allotment gives me back my calm.')
})

test('what was stored and never embedded, because nobody was told or the model failed, is embedded later', async () => {
  await using world = await openWorld()
  world.model.answersWith(() => ({ reply: 'Thank you.' }))
  await says(world, 'The allotment gives me back my calm.')
  const withoutVector = () =>
    world.rows(sql`select id from recall_entries r where not exists
      (select from recall_embeddings e where e.entry_id = r.id)`)
  expect(await withoutVector()).toEqual([])
  await world.rows(sql`delete from recall_embeddings`)
  await world.rows(
    sql`update recall_entries set embedded_by = '', embedding_until = ${world.clock.now().toISOString()}::timestamptz`,
  )
  expect(await withoutVector()).not.toEqual([])
  await world.advance(2 * 60_000)
  expect(await withoutVector()).toEqual([])
})
