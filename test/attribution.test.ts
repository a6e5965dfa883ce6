import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { promptVersion } from '../src/coaching/prompt.ts'
import { heard, whileModelThinks } from './support/acts.ts'
import { fakeUsage } from './support/openai-server.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>
type Stored = {
  id: string
  sender_type: string
  sender_id: string
  content: string
  visibility: string
  metadata: Record<string, unknown>
}

const messagesOf = (world: World) =>
  world.rows<Stored>(sql`select id, sender_type, sender_id, content, visibility, metadata from messages order by seq`)
const usageOf = (world: World) =>
  world.rows<{ model: string; purpose: string; tokens: number[]; cost: number; latency: number }>(
    sql`select model, purpose, array[tokens_in, tokens_cached, tokens_out] as tokens, cost_usd::float as cost, latency_ms as latency
      from usage_events where purpose = 'turn' order by id`,
  )

test('a story from handoff to handback: who wrote each message, why them, what they knew, what it cost', async () => {
  await using world = await openWorld()
  const { sarah, dana, model } = world
  const minute = 60_000
  const judged = { situation: 'conflict at work', sentiment: -0.4, stakes: 'low', risk: 'none' } as const
  const step = async (act: Promise<unknown>) => {
    await act
    await world.settle()
    await world.advance(minute)
  }

  model.willAnswer({ ...judged, confidence: 0.82, reply: 'What happened then?' })
  await step(sarah.says('My boss took my project.'))
  model.willAnswer({ ...judged, confidence: 0.55, wants_human: true, reply: 'unused' })
  await step(sarah.says('Can I talk to Dana?'))
  await step(world.taps(dana, 'Take over'))
  await step(world.writes(dana, 'Sarah', 'I am here.'))
  await step(sarah.says('Thank you.'))
  await step(world.writes(dana, 'Sarah', 'Sleep on it.'))
  await step(world.writes(dana, 'Sarah', '// she is calmer'))
  await step(world.writes(dana, 'Sarah', '/handback she is calmer'))
  model.willAnswer({ ...judged, confidence: 0.91, reply: 'How was the night?' })
  await step(sarah.says('I slept on it.'))
  model.willAnswer({ ...judged, confidence: 0.7, reply: 'And today?' })
  await step(sarah.says('Well enough.'))

  const messages = await messagesOf(world)
  const [owner] = await world.rows<{ id: string }>(sql`select id from coach_members where role = 'owner'`)
  const [client] = await world.rows<{ id: string }>(sql`select id from clients`)
  const dana_ = ['human_coach', owner?.id]
  const sarah_ = ['client', client?.id]
  const ai = ['ai', 'ai_clone']
  expect(messages.map((message) => [message.content, message.sender_type, message.sender_id])).toEqual([
    ['My boss took my project.', ...sarah_],
    ['What happened then?', ...ai],
    ['Can I talk to Dana?', ...sarah_],
    ['I am here.', ...dana_],
    ['Thank you.', ...sarah_],
    ['Sleep on it.', ...dana_],
    ['she is calmer', ...dana_],
    ['I slept on it.', ...sarah_],
    ['How was the night?', ...ai],
    ['Well enough.', ...sarah_],
    ['And today?', ...ai],
  ])

  const usage = await usageOf(world)
  const [name] = usage.map((row) => row.model)
  const made = {
    model: name,
    prompt_version: promptVersion,
    tokens_in: fakeUsage.tokensIn,
    tokens_cached: fakeUsage.tokensCached,
    tokens_out: fakeUsage.tokensOut,
    cost_usd: expect.any(Number),
    latency_ms: expect.any(Number),
    ...judged,
    decision: expect.objectContaining({ outcome: 'continue', decided_by: 'sum' }),
  }
  const sureAs = (confidence: number) => ({
    confidence,
    confidence_parts: {
      parts: { model: { value: confidence, weight: 0.6 } },
      raw: confidence,
      calibrated: confidence,
      n: 0,
    },
  })
  const idsBefore = (count: number) =>
    messages
      .filter((message) => message.visibility === 'shared')
      .slice(0, count)
      .map((message) => message.id)
  // A handback ends a session, whose summary the AI is given from then on.
  const sinceHandback = { context_session_ids: [expect.any(String)] }
  expect(messages.map((message) => message.metadata)).toEqual([
    {},
    { ...made, ...sureAs(0.82), context_message_ids: idsBefore(1) },
    {},
    {
      is_handoff: true,
      handoff_reason: 'explicit_request',
      handoff_trigger: 'words:wants_human',
      ai_confidence_before: 0.55,
    },
    {},
    {},
    {},
    {},
    {
      ...made,
      ...sureAs(0.91),
      is_handback: true,
      ai_confidence_after: 0.91,
      human_duration_minutes: 5,
      messages_in_intervention: 2,
      context_message_ids: idsBefore(7),
      ...sinceHandback,
    },
    {},
    { ...made, ...sureAs(0.7), context_message_ids: idsBefore(9), ...sinceHandback },
  ])

  const start = new Date('2026-03-02T10:00:00Z').getTime()
  const moves = await world.rows<{ move: string; by_whom: string; reason: string; at: string }>(
    sql`select from_state || ' > ' || to_state as move, by_whom, reason, to_json(moved_at) #>> '{}' as at
      from conversation_moves order by moved_at`,
  )
  expect(moves.map(({ move, by_whom, reason }) => [move, by_whom, reason])).toEqual([
    ['ai > waiting', 'client', 'explicit_request'],
    ['waiting > human', owner?.id, 'explicit_request'],
    ['human > ai', owner?.id, 'she is calmer'],
  ])
  expect(moves.map((row) => Math.floor((new Date(row.at).getTime() - start) / minute))).toEqual([1, 2, 7])

  const handoffs = await world.rows(
    sql`select reason, trigger, claimed_by, closed_reason, human_messages, note_for_ai,
      ai_confidence_before::float as before, ai_confidence_after::float as after from handoffs`,
  )
  expect(handoffs).toEqual([
    {
      reason: 'explicit_request',
      trigger: 'words:wants_human',
      claimed_by: owner?.id,
      closed_reason: 'handback',
      human_messages: 2,
      note_for_ai: 'she is calmer',
      before: 0.55,
      after: 0.91,
    },
  ])

  expect(usage).toHaveLength(4) // the one that led to the human cost as much as the others
  for (const row of usage) {
    expect(row.tokens).toEqual([fakeUsage.tokensIn, fakeUsage.tokensCached, fakeUsage.tokensOut])
    expect(row.cost).toBeGreaterThan(0)
    expect(row.latency).toBeGreaterThanOrEqual(0)
  }
})

test("a takeover on the coach's own account says so, with how sure the AI was last", async () => {
  await using world = await openWorld()
  const { sarah, dana, model } = world
  model.willAnswer({ confidence: 0.64 })
  await sarah.says('Hello.')
  await world.settle()
  await world.writes(dana, 'Sarah', 'Let me.')
  await world.settle()
  await world.taps(dana, 'Take over and send')
  await world.settle()
  await world.writes(dana, 'Sarah', 'Again me.')
  await world.settle()
  const human = (await messagesOf(world)).filter((message) => message.sender_type === 'human_coach')
  expect(human.map((message) => message.metadata)).toEqual([
    { is_handoff: true, handoff_reason: 'coach_initiated', handoff_trigger: 'takeover', ai_confidence_before: 0.64 },
    {},
  ])
  const [handoff] = await world.rows<{ human_messages: number }>(sql`select human_messages from handoffs`)
  expect(handoff?.human_messages).toBe(2)
})

test('what was asked for and then dropped is paid for, and attributed to nobody', async () => {
  await using world = await openWorld()
  const { sarah, dana } = world
  await sarah.says('One.')
  await whileModelThinks(world, () => sarah.says('Two.'))
  expect(await usageOf(world)).toHaveLength(2)
  expect(heard(sarah)).toHaveLength(1)

  await sarah.says('Three.')
  await whileModelThinks(world, () => world.writes(dana, 'Sarah', '/takeover'))
  expect(await usageOf(world)).toHaveLength(3)
  expect((await messagesOf(world)).filter((message) => message.sender_type === 'ai')).toHaveLength(1)
})

test('a malformed answer costs money all the same', async () => {
  await using world = await openWorld()
  const { sarah, model } = world
  model.willFail('malformed', 2)
  await sarah.says('Hello.')
  await world.settle()
  const [usage] = await usageOf(world)
  expect(usage?.tokens[0]).toBe(2 * fakeUsage.tokensIn)
})

test('a note that was reworded as words to the client is counted only once it is sent', async () => {
  await using world = await openWorld()
  const { sarah, dana } = world
  await sarah.says('Hello.')
  await world.settle()
  await world.writes(dana, 'Sarah', '/takeover')
  await world.writes(dana, 'Sarah', '// not this')
  await world.writes(dana, 'Sarah', 'This.')
  await world.settle()
  const [handoff] = await world.rows<{ human_messages: number }>(sql`select human_messages from handoffs`)
  expect(handoff?.human_messages).toBe(1)
  const human = (await messagesOf(world)).filter((message) => message.sender_type === 'human_coach')
  expect(human.map((message) => [message.visibility, message.metadata['is_handoff']])).toEqual([
    ['note', undefined],
    ['shared', true],
  ])
})
