/** The story the product was imagined with: a client about to quit, an AI that is not sure, a human for twenty minutes. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { promptVersion } from '../src/coaching/prompt.ts'
import { asked, heard, notices, stateOf } from './support/acts.ts'
import { fakeUsage } from './support/openai-server.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

const at = (time: string) => `2026-03-02T${time}:00.000Z`

/** Lets time pass until it is exactly this late. */
async function becomes(world: World, time: string): Promise<void> {
  await world.advance(new Date(at(time)).getTime() - world.clock.now().getTime())
}

/** As sure as the model says: nothing else has been seen yet. */
const sureAs = (confidence: number) => ({
  parts: { model: { value: confidence, weight: 0.6 } },
  raw: confidence,
  calibrated: confidence,
  n: 0,
})

test('quitting right now, and the AI not sure enough: the human comes, stays for twenty minutes, and hands back', async () => {
  await using world = await openWorld()
  const { sarah, dana, model } = world
  expect(world.clock.now().toISOString()).toBe(at('10:00'))
  // What the words say overrides the model.
  model.willAnswer({ confidence: 0.4, stakes: 'none', reply: 'A reply that nobody reads.' })
  await sarah.says("I think I'm going to quit my job right now.")
  await world.settle()
  expect(await stateOf(world)).toBe('waiting')
  expect(notices(sarah).at(-1)).toContain('important decision')
  expect(world.topic('Sarah').filter(({ text }) => text.includes('about to decide something important'))).toHaveLength(
    1,
  )

  await becomes(world, '10:05')
  await world.taps(dana, 'Take over')
  await world.settle()
  await world.writes(dana, 'Sarah', 'Sarah, breathe. What happened?')
  await world.settle()
  await becomes(world, '10:10')
  await sarah.says('He shouted at me in front of everyone.')
  await world.settle()
  await becomes(world, '10:15')
  await world.writes(dana, 'Sarah', 'That hurts. Will you give it one night?')
  await world.settle()
  await becomes(world, '10:25')
  await world.writes(dana, 'Sarah', '/handback she sleeps on it first')
  await world.settle()
  await becomes(world, '10:26')
  model.willAnswer({ confidence: 0.8, situation: 'conflict at work', sentiment: -0.2, reply: 'How does it look now?' })
  await sarah.says('I will sleep on it.')
  await world.settle()

  expect(heard(sarah)).toEqual([
    'Dana: Sarah, breathe. What happened?',
    'Dana: That hurts. Will you give it one night?',
    'How does it look now?',
  ])
  expect(asked(world)).toHaveLength(2) // the AI was silent while the human led

  const [owner] = await world.rows<{ id: string }>(sql`select id from coach_members where role = 'owner'`)
  const [client] = await world.rows<{ id: string }>(sql`select id from clients`)
  const [handoff] = await world.rows<{ signals: unknown; opened: string; claimed: string; closed: string }>(
    sql`select reason, trigger, score::float as score, signals, ai_confidence_before::float as before,
      ai_confidence_after::float as after, claimed_by, human_messages, closed_reason, note_for_ai,
      to_json(opened_at) #>> '{}' as opened, to_json(claimed_at) #>> '{}' as claimed, to_json(closed_at) #>> '{}' as closed
      from handoffs`,
  )
  expect(handoff).toMatchObject({
    reason: 'high_stakes_decision',
    trigger: 'stakes high, confidence below 0.6',
    score: 0.6, // unsure, .3, and the topic, .3
    signals: {
      outcome: 'handoff',
      topics: ['job'],
      is_immediate: true,
      model: { confidence: 0.4, stakes: 'none' },
      confidence_parts: sureAs(0.4),
    },
    before: 0.4,
    after: 0.8,
    claimed_by: owner?.id,
    human_messages: 2,
    closed_reason: 'handback',
    note_for_ai: 'she sleeps on it first',
  })
  // The turn waits a moment for more.
  const iso = (text: string | undefined) => new Date(text ?? '').toISOString()
  expect(iso(handoff?.opened)).toBe('2026-03-02T10:00:01.500Z')
  expect(iso(handoff?.claimed)).toBe(at('10:05'))
  expect(iso(handoff?.closed)).toBe(at('10:25'))

  const messages = await world.rows<{ id: string; sent: string; metadata: Record<string, unknown> }>(
    sql`select id, sender_type, sender_id, content, to_json(sent_at) #>> '{}' as sent, metadata from messages order by seq`,
  )
  const [usage] = await world.rows<{ model: string }>(
    sql`select model from usage_events where purpose = 'turn' limit 1`,
  )
  const byClient = { sender_type: 'client', sender_id: client?.id }
  const byDana = { sender_type: 'human_coach', sender_id: owner?.id }
  expect(messages.map(({ id: _, sent, ...message }) => ({ ...message, at: iso(sent).slice(11, 16) }))).toEqual([
    { ...byClient, content: "I think I'm going to quit my job right now.", at: '10:00', metadata: {} },
    {
      ...byDana,
      content: 'Sarah, breathe. What happened?',
      at: '10:05',
      metadata: {
        is_handoff: true,
        handoff_reason: 'high_stakes_decision',
        handoff_trigger: 'stakes high, confidence below 0.6',
        ai_confidence_before: 0.4,
      },
    },
    { ...byClient, content: 'He shouted at me in front of everyone.', at: '10:10', metadata: {} },
    { ...byDana, content: 'That hurts. Will you give it one night?', at: '10:15', metadata: {} },
    { ...byClient, content: 'I will sleep on it.', at: '10:26', metadata: {} },
    {
      sender_type: 'ai',
      sender_id: 'ai_clone',
      content: 'How does it look now?',
      at: '10:26',
      metadata: {
        is_handback: true,
        ai_confidence_after: 0.8,
        human_duration_minutes: 20,
        messages_in_intervention: 2,
        model: usage?.model,
        prompt_version: promptVersion,
        tokens_in: fakeUsage.tokensIn,
        tokens_cached: fakeUsage.tokensCached,
        tokens_out: fakeUsage.tokensOut,
        cost_usd: expect.any(Number),
        latency_ms: expect.any(Number),
        confidence: 0.8,
        confidence_parts: sureAs(0.8),
        situation: 'conflict at work',
        risk: 'none',
        stakes: 'none',
        sentiment: -0.2,
        context_message_ids: messages.slice(0, 5).map(({ id }) => id),
        // The handback has ended a session, whose summary it is given.
        context_session_ids: [expect.any(String)],
        decision: expect.objectContaining({ outcome: 'continue', decided_by: 'sum', score: 0 }),
      },
    },
  ])
})
