/** F30 and I5: a client sees what is remembered of them, puts it right, forgets it, and is asked once. */
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { heard, notices } from './support/acts.ts'
import { forgesTap, isNoted } from './support/noted.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>
type Person = World['dana']

const goal = { kind: 'goal', details: { status: 'active', targetDate: null } } as const
const fact = { kind: 'fact', details: { about: 'home' } } as const
const minuteMs = 60_000

const last = (person: Person) => {
  const shown = person.screen().findLast(({ from }) => from.isBot)
  if (!shown) throw new Error('Nothing said')
  return shown
}
const read = (person: Person) => last(person).text
const buttonsOf = (person: Person) =>
  last(person)
    .buttons?.flat()
    .map(({ text }) => text) ?? []

async function says(world: World, person: Person, text: string, rest: { replyTo?: number } = {}) {
  const said = await person.says(text, rest)
  await world.settle()
  return said
}
async function taps(world: World, person: Person, button: string) {
  const answer = await person.taps(button)
  await world.settle()
  return answer
}

describe('a client and their memory', () => {
  let world: World
  let sarah: Person
  beforeAll(async () => {
    world = await openWorld({ clients: ['Sarah', 'Tom'] })
    sarah = world.sarah
    world.model.answersWith(() => ({ reply: 'Tell me more.' }))
  })
  afterAll(() => world?.close())

  test('nothing is remembered before anything was said', async () => {
    await says(world, sarah, '/memory')
    expect(read(sarah)).toMatch(/^ℹ️ I don't remember anything about you yet/)
  })

  test('it is listed by kind, by pages, with the day it was said', async () => {
    const aims = [1, 2, 3, 4, 5, 6]
    const words = aims.map((n) => `Aim number ${n} is to run.`).join(' ')
    await says(world, sarah, `I want to lead the team by June. I live in Berlin. ${words}`)
    for (const n of aims)
      await isNoted(world, { ...goal, text: `Wants to run ${n}`, quotes: [`Aim number ${n} is to run.`] })
    await isNoted(world, { ...goal, text: 'Wants to lead the team', quotes: ['lead the team by June'] })
    await isNoted(world, { ...fact, text: 'Lives in Berlin', quotes: ['I live in Berlin.'] })
    await says(world, sarah, '/memory')
    expect(read(sarah)).toMatch(/^ℹ️ This is what I remember about you. Dana can see it too/)
    expect(buttonsOf(sarah)).toEqual(['Goals (7)', 'From your life (1)', "Don't ask about what is noted"])
    await taps(world, sarah, 'Goals (7)')
    expect(read(sarah)).toMatch(/^ℹ️ Goals\n\n1\. Wants to lead the team \(Mar 2, 2026\)\n2\. Wants to run 6/)
    await taps(world, sarah, 'Next ▶')
    expect(read(sarah)).toMatch(/^ℹ️ Goals\n\n6\. Wants to run 2 .*\n7\. Wants to run 1 /)
    await taps(world, sarah, '7')
    expect(read(sarah)).toMatch(
      /“Wants to run 1”\n\nStill on it\nNot confirmed yet\n\nMar 2, 2026: “Aim number 1 is to run\.”/,
    )
  })

  test('/goals: reached, given up, still on it; a second tap changes nothing', async () => {
    await says(world, sarah, '/goals')
    await taps(world, sarah, '1')
    expect(buttonsOf(sarah)).toEqual(['Reached', 'Given up', 'Right', 'Correct', 'Forget', '◀ Back'])
    await taps(world, sarah, 'Reached')
    expect(read(sarah)).toMatch(/Reached\nConfirmed on Mar 2, 2026/)
    expect(buttonsOf(sarah).slice(0, 2)).toEqual(['Still on it', 'Given up'])
    await taps(world, sarah, '◀ Back')
    expect(read(sarah)).toMatch(/^ℹ️ Goals\n\n1\. Wants to run 6/)
    const [row] = await world.rows<{ status: string }>(
      sql`select content ->> 'status' as status from client_insights where text = 'Wants to lead the team'`,
    )
    expect(row?.status).toBe('achieved')
  })

  test('an answer to the item puts it right, is no question to the AI, and what was before is shown', async () => {
    await says(world, sarah, '/memory')
    await taps(world, sarah, 'From your life (1)')
    await taps(world, sarah, '1')
    const asked = world.model.requests.length
    await says(world, sarah, 'Lives in Hamburg since May', { replyTo: last(sarah).id })
    expect(read(sarah)).toBe("ℹ️ Thank you. I'll remember it as you say now.")
    expect(world.model.requests.length).toBe(asked)
    await world.advance(minuteMs)
    expect(world.topic('Sarah').at(-1)?.text).toContain('Lives in Hamburg since May')
    await taps(world, sarah, 'Show it')
    expect(read(sarah)).toMatch(/^ℹ️ “Lives in Hamburg since May”\n\nConfirmed on Mar 2, 2026/)
    await taps(world, sarah, 'What was before')
    expect(read(sarah)).toMatch(/Earlier: “Lives in Berlin”/)

    // A stale screen of the old one is no way in any more.
    const [old] = await world.rows<{ id: string }>(sql`select id from client_insights where text = 'Lives in Berlin'`)
    await forgesTap(world, sarah, `memory_forget_sure:${old?.id}`, {
      id: sarah.id,
      type: 'private',
      messageId: last(sarah).id,
    })
    expect(await world.rows(sql`select id from client_insights where remove_at is not null`)).toEqual([])
  })

  test('[Correct] asks, and a mistaken answer can be taken back', async () => {
    await says(world, sarah, '/memory')
    await taps(world, sarah, 'From your life (1)')
    await taps(world, sarah, '1')
    await taps(world, sarah, 'Correct')
    expect(read(sarah)).toMatch(/How is it really\? Reply to this message/)
    await says(world, sarah, 'oh, thanks!', { replyTo: last(sarah).id })
    await taps(world, sarah, 'That was no correction')
    expect(read(sarah)).toMatch(/“Lives in Hamburg since May”/)
    expect(
      await world.rows(sql`select text from client_insights where insight_type = 'fact' and invalidated_at is null`),
    ).toEqual([{ text: 'Lives in Hamburg since May' }])
  })

  test('it can be taken back as well once it has been looked at', async () => {
    await says(world, sarah, '/memory')
    await taps(world, sarah, 'From your life (1)')
    await taps(world, sarah, '1')
    await says(world, sarah, 'Lives in Hamburk', { replyTo: last(sarah).id })
    await taps(world, sarah, 'Show it')
    expect(read(sarah)).toMatch(/^ℹ️ “Lives in Hamburk”/)
    await taps(world, sarah, 'That was no correction')
    expect(read(sarah)).toMatch(/^ℹ️ “Lives in Hamburg since May”/)
  })

  test('words of danger in an answer to an item are danger, and nothing else', async () => {
    const mia = await world.addClient('Mia')
    await says(world, mia, 'I live in Rome.')
    await isNoted(world, { ...fact, of: 'Mia', text: 'Lives in Rome', quotes: ['I live in Rome.'] })
    await says(world, mia, '/memory')
    await taps(world, mia, 'From your life (1)')
    await taps(world, mia, '1')
    await says(world, mia, 'I want to kill myself', { replyTo: last(mia).id })
    expect(read(mia)).not.toContain("I'll remember it")
    expect(heard(mia).concat(notices(mia)).join()).toMatch(/112|911|help/i)
    expect(await world.rows(sql`select id from client_insights where text like '%kill%'`)).toEqual([])
  })

  test('nobody sees or changes what is remembered of someone else', async () => {
    const { dana } = world
    const tom = world.client('Tom')
    const [item] = await world.rows<{ id: string; client_id: string }>(
      sql`select id, client_id from client_insights where text = 'Lives in Hamburg since May'`,
    )
    const [conversation] = await world.rows<{ id: string }>(
      sql`select id from conversations where client_id = ${item?.client_id}`,
    )
    const [message] = await world.rows<{ id: string }>(
      sql`select id from messages where content like '%Aim number 1 %'`,
    )
    await says(world, tom, '/memory')
    // But for what is kept up to date behind them.
    const noted = sql`select to_jsonb(i) - 'recall_due' as insight from client_insights i order by id`
    const before = await world.rows(noted)
    const place = { id: tom.id, type: 'private' as const, messageId: last(tom).id }
    const taken = ['right', 'wrong', 'restore', 'correct', 'forget', 'forget_sure', 'keep', 'revert', 'earlier', 'show']
    for (const what of taken) await forgesTap(world, tom, `memory_${what}:${item?.id}`, place)
    await forgesTap(world, tom, `memory_page:${conversation?.id}.fact.0`, place)
    await forgesTap(world, tom, `memory_kinds:${conversation?.id}`, place)
    await forgesTap(world, tom, `receipts_off:${conversation?.id}`, place)
    await forgesTap(world, tom, `forget_message_sure:${message?.id}`, place)
    // Nor someone of the team by way of their private chat, nor a client in the coach's group.
    await forgesTap(world, dana, `memory_forget_sure:${item?.id}`, { ...place, id: dana.id })
    await forgesTap(world, tom, `memory_wrong:${item?.id}`, { id: world.group.id, type: 'supergroup', messageId: 1 })
    expect(await world.rows(noted)).toEqual(before)
    expect(await world.rows(sql`select id from clients where not wants_receipts`)).toEqual([])
    expect(await world.rows(sql`select id from messages where forgotten_at is not null`)).toEqual([])
    expect(
      tom
        .screen()
        .map(({ text }) => text)
        .join(),
    ).not.toContain('Hamburg')
  })
})
