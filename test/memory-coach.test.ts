/** F30 for the coach: what is remembered of a client, in their topic; put right and removed by the coach alone. */
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { joinsTeam, opensPractice } from './support/acts.ts'
import { forgesTap, isNoted, isSummedUp } from './support/noted.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>
type Person = World['dana']

const goal = { kind: 'goal', details: { status: 'active', targetDate: '2026-06-30' } } as const
const blocker = { kind: 'blocker', details: { severity: 'high', resolution: null } } as const

describe('the coach and a client’s memory', () => {
  let world: World
  let goalId: string
  const last = () => world.topic('Sarah').at(-1)
  const writes = async (person: Person, text: string, rest: { replyTo?: number } = {}) => {
    await world.writes(person, 'Sarah', text, rest)
    await world.settle()
  }
  const taps = async (person: Person, button: string) => {
    const answer = await world.taps(person, button)
    await world.settle()
    return JSON.stringify(answer)
  }

  beforeAll(async () => {
    world = await openWorld()
    await world.sarah.says('I want to lead the team. I never say no.')
    await world.settle()
    goalId = await isNoted(world, { ...goal, text: 'Wants to lead the team', quotes: ['I want to lead the team.'] })
    await isNoted(world, { ...blocker, text: 'Never says no', quotes: ['I never say no.'] })
    await isSummedUp(world, 'It was about saying no.')
  })
  afterAll(() => world?.close())

  test('/summary says where the client stands', async () => {
    await writes(world.dana, '/summary')
    expect(last()?.text).toBe(`Where Sarah stands

Goals
• Wants to lead the team

What gets in the way
• Never says no

Last session, Mar 2, 2026:
It was about saying no.

Mood: It was about saying no.

To do
• It was about saying no. (by Apr 1, 2026)

Since Mar 2, 2026: sessions 1, messages 2, hours 0.5

Often about: It was about saying no.`)
  })

  test('/memory shows it with the days it was said; an answer puts it right, and goes to no client', async () => {
    await writes(world.dana, '/memory')
    expect(last()?.text).toBe('What the AI remembers of Sarah:')
    expect(
      last()
        ?.buttons?.flat()
        .map(({ text }) => text),
    ).toEqual(['Goals (1)', 'In the way (1)'])
    await taps(world.dana, 'Goals (1)')
    await taps(world.dana, '1')
    expect(last()?.text).toMatch(
      /^“Wants to lead the team”\n\nStill on it\nUntil Jun 30, 2026\nNot confirmed yet\n\nMar 2, 2026: “I want to lead the team.”/,
    )
    await writes(world.dana, 'Wants to lead the sales team', { replyTo: last()?.id ?? 0 })
    expect(last()?.text).toMatch(/^“Wants to lead the sales team”\n\nStill on it\nConfirmed on Mar 2, 2026/)
    expect(
      world.sarah
        .screen()
        .map(({ text }) => text)
        .join(),
    ).not.toContain('sales')
    expect(await world.rows(sql`select id from messages where sender_type = 'human_coach'`)).toEqual([])
    await taps(world.dana, 'What was before')
    expect(last()?.text).toMatch(/Earlier: “Wants to lead the team”/)
    await taps(world.dana, '◀ Back')
    await taps(world.dana, 'Remove')
    expect(last()?.text).toMatch(/^Taken out of the memory: “Wants to lead the sales team”/)
    const holds = sql`select text from client_insights where invalidated_at is null and remove_at is null order by id`
    expect(await world.rows(holds)).toEqual([{ text: 'Never says no' }])
    expect(await world.rows(sql`select id from messages where content like '%lead the team%'`)).toHaveLength(1)
    await taps(world.dana, 'No, it was right')
    expect(await world.rows(holds)).toHaveLength(2)
  })

  test('the team looks, and only the coach changes; the client’s words are not the coach’s to forget', async () => {
    const alex = await joinsTeam(world, 'Alex')
    await writes(alex, '/memory')
    await taps(alex, 'Goals (1)')
    await taps(alex, '1')
    expect(last()?.text).toMatch(/^“Wants to lead the sales team”/)
    const shown = last()?.id ?? 0
    expect(await taps(alex, 'Remove')).toMatch(/[Oo]nly/)
    await writes(alex, 'Wants to be a baker', { replyTo: shown })
    expect(last()?.text).toBe('Only the coach can change what is remembered.')
    const group = { id: world.group.id, type: 'supergroup' as const, messageId: shown }
    await forgesTap(world, world.dana, `memory_forget_sure:${goalId}`, group)
    expect(
      await world.rows(sql`select id from client_insights where remove_at is not null or text like '%baker%'`),
    ).toEqual([])
  })

  test('another coach reaches none of it', async () => {
    const { coach: mia, group } = await opensPractice(world, 'Mia')
    const before = await world.rows(sql`select * from client_insights order by id`)
    const [conversation] = await world.rows<{ id: string }>(sql`select id from conversations`)
    const place = {
      id: group.id,
      type: 'supergroup' as const,
      messageId: mia.screen({ chat: group.id }).at(-1)?.id ?? 1,
    }
    const [current] = await world.rows<{ id: string }>(sql`select id from client_insights where text like '%sales%'`)
    for (const action of ['show', 'wrong', 'right', 'earlier', 'correct'])
      await forgesTap(world, mia, `memory_${action}:${current?.id}`, place)
    await forgesTap(world, mia, `memory_page:${conversation?.id}.goal.0`, place)
    expect(await world.rows(sql`select * from client_insights order by id`)).toEqual(before)
    expect(
      mia
        .screen({ chat: group.id })
        .map(({ text }) => text)
        .join(),
    ).not.toContain('sales')
  })
})
