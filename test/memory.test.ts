/** The memory: what a client said is summed up when a session is over, and what is known of them stands on their words. */
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import {
  labelOf,
  livesIn,
  minuteMs,
  propose,
  remembered,
  session,
  sessionRequests,
  textsKept,
} from './support/memory.ts'
import { fakeUsage } from './support/openai-server.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

const sessionsOf = (world: World) =>
  world.rows<{
    by: string
    count: number
    summary: string | null
  }>(sql`select ended_by as by, message_count as count, summary
    from session_summaries order by from_seq`)

describe('a session', () => {
  test('is over after half an hour of silence, at twenty messages, at a goodbye, and when the human hands back', async () => {
    await using world = await openWorld()
    const { sarah, dana } = world
    await sarah.says('My week was full.')
    await world.settle()
    await world.advance(25 * minuteMs)
    await sarah.says('I slept, at least.')
    await world.settle()
    expect(await sessionsOf(world)).toEqual([])
    await world.advance(31 * minuteMs)
    expect(await sessionsOf(world)).toEqual([{ by: 'idle', count: 4, summary: 'ok' }])

    for (let at = 1; at <= 19; at++) await sarah.says(`Thought number ${at}.`)
    await world.settle()
    expect((await sessionsOf(world)).slice(1)).toEqual([{ by: 'length', count: 20, summary: 'ok' }])
    await sarah.says('That is enough for now. Thanks, bye!')
    await world.settle()
    expect(await sessionsOf(world)).toHaveLength(2)
    await world.advance(3 * minuteMs)
    expect((await sessionsOf(world)).slice(2)).toEqual([{ by: 'goodbye', count: 4, summary: 'ok' }])

    await sarah.says('/human')
    await world.settle()
    await world.taps(dana, 'Take over')
    await world.settle()
    await sarah.says('There you are.')
    await world.writes(dana, 'Sarah', 'What would rest look like?')
    await world.settle()
    await world.writes(dana, 'Sarah', '/handback')
    await world.settle()
    await world.advance(minuteMs)
    expect((await sessionsOf(world)).slice(3)).toEqual([{ by: 'handback', count: 2, summary: 'ok' }])
    const request = sessionRequests(world).at(-1)
    expect(request?.texts('user').join()).toMatch(/m1 \(client, Mon 2026-03-02\): There you are\.\nm2 \(Dana, human, /)

    const [usage] = await world.rows(sql`select purpose, tokens_in from usage_events where purpose = 'memory' limit 1`)
    expect(usage).toEqual({ purpose: 'memory', tokens_in: fakeUsage.tokensIn })
    const { relationship, sessions } = await remembered(world)
    expect(relationship?.counts).toMatchObject({ sessions: 4, messages: 30, crises: 0 })
    expect(sessions.map(({ endedBy }) => endedBy)).toEqual(['length', 'goodbye', 'handback'])
  })
})

test('a move, back and there again: the last is what holds, and each keeps its time', async () => {
  await using world = await openWorld()
  world.model.answersAs('session', (request) => {
    const said =
      request
        .texts('user')
        .join('\n')
        .match(/^m1 .*: (.*)$/m)?.[1] ?? ''
    const place = /Berlin|Madrid/.exec(said)?.[0] ?? ''
    const known = labelOf(request, 'Lives in', 'i')
    const evidence = [{ message: 'm1', quote: said.replace(/\.$/, '') }]
    return {
      operations: [
        known === 'i0'
          ? propose({ ...livesIn(place), evidence })
          : propose({ operation: 'invalidate', insight: known, ...livesIn(place), evidence }),
      ],
    }
  })
  for (const says of [
    'I moved to Berlin.',
    'I am back in Madrid.',
    'I live in Berlin again.',
    'I still live in Berlin.',
  ]) {
    await session(world, says)
    expect(await textsKept(world)).toEqual([`Lives in ${/Berlin|Madrid/.exec(says)?.[0]}`])
  }
  const all = await world.rows(sql`select old.text, old.invalidated_at = new.valid_from as ends, new.text as after
    from client_insights old left join client_insights new on new.id = old.superseded_by order by old.valid_from`)
  expect(all).toEqual([
    { text: 'Lives in Berlin', ends: true, after: 'Lives in Madrid' },
    { text: 'Lives in Madrid', ends: true, after: 'Lives in Berlin' },
    { text: 'Lives in Berlin', ends: null, after: null },
  ])
})
