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
import { fakeUsage, nameOf } from './support/openai-server.ts'
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
    expect((await sessionsOf(world)).slice(2)).toEqual([{ by: 'goodbye', count: 2, summary: 'ok' }])

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
    await sarah.says('One more thing: I slept.')
    await world.settle()
    await sarah.says('/done')
    await sarah.hears('we stop here')
    await world.settle()
    expect((await sessionsOf(world)).slice(4)).toEqual([{ by: 'done', count: 2, summary: 'ok' }])
    const request = sessionRequests(world).at(-2)
    expect(request?.texts('user').join()).toMatch(/m1 \(client, Mon 2026-03-02\): There you are\.\nm2 \(Dana, human, /)

    const [usage] = await world.rows(sql`select purpose, tokens_in from usage_events where purpose = 'memory' limit 1`)
    expect(usage).toEqual({ purpose: 'memory', tokens_in: fakeUsage.tokensIn })
    const { relationship, sessions } = await remembered(world)
    expect(relationship?.counts).toMatchObject({ sessions: 5, messages: 30, crises: 0 })
    // Written after the third, and next after the eighth.
    expect(relationship?.written).toMatchObject({ phase: 'discovery', rapport: 'ok' })
    expect(world.model.requests.filter((request) => nameOf(request) === 'relationship')).toHaveLength(1)
    expect(sessions.map(({ endedBy }) => endedBy)).toEqual(['goodbye', 'handback', 'done'])
  })
})

/** Telegram's id of what Sarah wrote. */
const idOf = ({ sarah }: World, words: string) =>
  sarah.screen().find(({ text, from }) => !from.isBot && text.includes(words))?.id ?? 0

/** A model that knows where people live, and nothing else. */
function remembersMoves(world: World) {
  world.model.answersAs('session', (request) => {
    const said =
      request
        .texts('user')
        .join('\n')
        .match(/^m1 .*: (.*)$/m)?.[1] ?? ''
    const place = /Berlin|Madrid/.exec(said)?.[0] ?? ''
    if (place === '') return { operations: [] }
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
}

test('a move, back and there again: the last is what holds, and each keeps its time', async () => {
  await using world = await openWorld()
  remembersMoves(world)
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

test('what was said is edited: what stood on it goes, what it had replaced holds again, and the session is summed up anew', async () => {
  await using world = await openWorld()
  remembersMoves(world)
  await session(world, 'I moved to Berlin.')
  await session(world, 'I am back in Madrid.')
  expect(await textsKept(world)).toEqual(['Lives in Madrid'])
  const asked = sessionRequests(world).length
  await world.sarah.edits(idOf(world, 'Madrid'), 'I am back in the office.')
  await world.settle()
  await world.advance(minuteMs)
  expect(await textsKept(world)).toEqual(['Lives in Berlin'])
  expect(sessionRequests(world)).toHaveLength(asked + 1)
  expect(sessionRequests(world).at(-1)?.texts('user').join()).toContain('the office')

  await world.sarah.edits(idOf(world, 'Berlin'), 'I moved to Madrid.')
  await world.settle()
  await world.advance(minuteMs)
  expect(await textsKept(world)).toEqual(['Lives in Madrid'])
  expect(await world.rows(sql`select id from client_insights`)).toHaveLength(1)
  expect(await world.rows(sql`select quote from insight_evidence`)).toEqual([{ quote: 'I moved to Madrid' }])
})

test('a model that does not answer loses nothing and holds up nobody; without consent nothing reaches it', async () => {
  await using world = await openWorld()
  remembersMoves(world)
  await world.sarah.says('I moved to Berlin.')
  await world.settle()
  world.model.alwaysFail('500')
  await world.advance(31 * minuteMs)
  const failed = sessionRequests(world).length
  expect(failed).toBeGreaterThan(0)
  expect(await textsKept(world)).toEqual([])
  await world.advance(10_000)
  expect(sessionRequests(world)).toHaveLength(failed) // not at each look
  world.model.alwaysFail(undefined)
  world.model.willAnswer({ reply: 'Tell me more.' })
  await world.sarah.says('It is loud there.')
  await world.settle()
  expect(world.newsFor(world.sarah).at(-1)?.text).toBe('Tell me more.')

  const asked = sessionRequests(world).length
  await world.sarah.says('/privacy')
  await world.settle()
  await world.sarah.taps('Stop and withdraw my consent')
  await world.settle()
  await world.advance(2 * 60 * minuteMs)
  expect(sessionRequests(world)).toHaveLength(asked)
  await world.sarah.says('/start')
  await world.settle()
  await world.sarah.taps('I agree')
  await world.settle()
  await world.advance(2 * 60 * minuteMs)
  expect(await textsKept(world)).toEqual(['Lives in Berlin'])
})

test('a key that is refused is not tried for the memory; once one works, what waited is summed up', async () => {
  await using world = await openWorld()
  remembersMoves(world)
  await world.sarah.says('I moved to Berlin.')
  await world.settle()
  world.model.alwaysFail('401')
  await world.sarah.says('Are you there?')
  await world.settle()
  await world.advance(31 * minuteMs)
  await world.advance(31 * minuteMs)
  expect(sessionRequests(world)).toEqual([])
  world.model.alwaysFail(undefined)
  await world.dana.taps('Try again')
  await world.settle()
  await world.advance(31 * minuteMs)
  expect(await textsKept(world)).toEqual(['Lives in Berlin'])
})

test('a pattern is there from the third session on, and dies with one of them', async () => {
  await using world = await openWorld()
  world.model.answersAs('session', (request) => {
    const quote =
      request
        .texts('user')
        .join('\n')
        .match(/I froze in [a-z ]+/)?.[0] ?? ''
    const evidence = [{ message: 'm1', quote }]
    const fear = labelOf(request, 'Freezes in talks', 'i')
    const pattern = {
      text: 'Freezes whenever all look',
      content: { kind: 'pattern' as const, frequency: null, triggers: [] },
    }
    return {
      operations: [
        fear === 'i0'
          ? propose({
              text: 'Freezes in talks: froze in one',
              content: { kind: 'blocker', severity: 'medium', resolution: null },
              evidence,
            })
          : propose({ operation: 'noop', insight: fear, evidence }),
        propose({ ...pattern, text: 'Froze in talks, again and again', evidence, rests_on: [fear] }),
      ],
    }
  })
  for (const [at, says] of ['I froze in a talk.', 'I froze in the talk today.', 'I froze in my last talk.'].entries()) {
    await session(world, says)
    const kinds = (await remembered(world)).insights.map(({ kind, timesDiscussed }) => [kind, timesDiscussed])
    expect(kinds).toEqual(
      at < 2
        ? [['blocker', at + 1]]
        : [
            ['blocker', 3],
            ['pattern', 3],
          ],
    )
  }
  world.model.answersAs('session', () => ({ operations: [] }))
  await world.sarah.edits(idOf(world, 'today'), 'It went well today.')
  await world.settle()
  const { insights } = await remembered(world)
  expect(insights.map(({ kind, timesDiscussed }) => [kind, timesDiscussed])).toEqual([['blocker', 2]])
})

test('a hundred turns in which the AI says again what it recalls, and the client agrees, add nothing', async () => {
  await using world = await openWorld()
  remembersMoves(world)
  await session(world, 'I moved to Berlin.')
  const said = [
    ['ai', 'You moved to Berlin, and you have two children and want to sell the flat.'],
    ['client', 'Yes, exactly.'],
    ['ai', 'As you told me, you are afraid of your mother.'],
    ['client', 'Right! If I sold the flat I would travel.'],
    ['ai', 'Imagine you lived in Lisbon.'],
    ['client', 'My sister wants to live in Lisbon. She said “I live for the sea”.'],
  ] as const
  await world.rows(sql`insert into messages (coach_id, id, conversation_id, sender_type, sender_id, content, visibility, sent_at)
    select v.coach_id, gen_random_uuid(), v.id, w ->> 0, w ->> 0, w ->> 1, 'shared', ${world.clock.now().toISOString()}::timestamptz + n * interval '1 minute'
    from conversations v, generate_series(1, 200) n, lateral (select ${JSON.stringify(said)}::jsonb -> (n % 6) as w) words`)
  await world.rows(
    sql`update conversations set session_ends_at = ${world.clock.now().toISOString()}::timestamptz + interval '5 hours', session_ends_by = 'idle'`,
  )
  const fact = { kind: 'fact' as const, about: 'other' as const }
  const goal = { kind: 'goal' as const, status: 'active' as const, targetDate: null }
  world.model.answersAs('session', (request) => {
    const all = request
      .texts('user')
      .join('\n')
      .split('\n')
      .filter((line) => /^m\d+ \(/.test(line))
    return {
      operations: all.flatMap((line) => {
        const [message = '', words = ''] = [line.split(' ')[0], line.split('): ')[1]]
        const pieces = [words, ...words.split(/[.!,“”]\s*/)].filter((piece) => piece.length > 3)
        const texts = [
          'Lives in Berlin',
          'Has two children',
          'Wants to sell the flat',
          'Is afraid of her mother',
          'Lives in Lisbon',
          'Lives for the sea',
          ...pieces,
        ]
        // What a client says of their sister is no goal of theirs; as a fact it may be known.
        const content = words.startsWith('My sister') ? goal : fact
        return texts.flatMap((text) =>
          pieces.map((quote) => propose({ text, content, evidence: [{ message, quote }] })),
        )
      }),
    }
  })
  const before = await remembered(world)
  await world.advance(6 * 60 * minuteMs)
  expect(sessionRequests(world)).toHaveLength(11)
  const after = await remembered(world)
  expect(after.insights).toEqual(before.insights)
  expect(after.insights.map(({ text }) => text)).toEqual(['Lives in Berlin'])
})

test('the rehearsal remembers, too, in the languages that it knows, and until when', async () => {
  await using world = await openWorld({ key: false, rehearsal: true })
  await session(world, 'My goal is to lead the team by June.', 'I am afraid of speaking up.', 'I moved to Berlin.')
  await session(world, 'Mi objetivo es correr un maratón.', 'Ich bin nach Madrid gezogen.')
  const { insights, sessions } = await remembered(world)
  expect(insights.map(({ kind, text, expiresAt }) => [kind, text, expiresAt?.toISOString().slice(0, 10)])).toEqual([
    ['goal', 'Wants to lead the team by June', '2026-06-30'],
    ['blocker', 'Is afraid of speaking up', undefined],
    ['goal', 'Quiere correr un maratón', undefined],
    ['fact', 'Wohnt in Madrid', undefined],
  ])
  expect(sessions[0]?.summary.summary).toContain('My goal is to lead the team by June')
})
