/** Forgotten means gone: from every row, from what was made of it, and from the next prompt; within a minute it can be had back. */
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isNoted, isSummedUp, tablesWith } from './support/noted.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

const fact = { kind: 'fact', details: { about: 'family' } } as const
const goal = { kind: 'goal', details: { status: 'active', targetDate: '2026-06-30' } } as const
const pattern = { kind: 'pattern' as const, details: { frequency: 'absinthe', triggers: ['absinthe'] } }

describe('what a client wants forgotten', () => {
  let world: World
  const read = () => world.sarah.screen().findLast(({ from }) => from.isBot)
  const says = async (text: string, rest: { replyTo?: number } = {}) => {
    const said = await world.sarah.says(text, rest)
    await world.settle()
    return said
  }
  const taps = async (button: string) => {
    await world.sarah.taps(button)
    await world.settle()
  }
  const lastPrompt = () => JSON.stringify(world.model.requests.at(-1)?.body.messages)
  const items = () => world.rows<{ text: string }>(sql`select text from client_insights order by id`)
  const forgets = async (kind: string, number: string) => {
    await says('/memory')
    await taps(kind)
    await taps(number)
    await taps('Forget')
  }

  beforeAll(async () => {
    world = await openWorld()
    world.model.answersWith((request) => ({ reply: `Heard: ${request.texts('user').at(-1)}` }))
    const said = await world.sarah.says('My father drank absynthe. I like tea.')
    await world.settle()
    await world.sarah.edits(said.id, 'My father drank absinthe. I like tea.')
    await world.settle()
    await says('Yes, that.', { replyTo: said.id })
    await says('I want peace with him. It goes on and on, I drink too.')
    await isNoted(world, { ...fact, text: 'Father drank absinthe', quotes: ['My father drank absinthe.'] })
    await isNoted(world, { ...fact, text: 'Likes tea', quotes: ['I like tea.'] })
    await isNoted(world, { ...fact, text: 'Knows absinthe', quotes: ['drank absinthe'] })
    await isNoted(world, {
      ...goal,
      text: 'Peace, for all the absinthe',
      quotes: ['I want peace with him.', 'drank absinthe'],
    })
    await isNoted(world, { ...pattern, text: 'Absinthe runs in it', quotes: ['drank absinthe', 'I drink too'] })
    await isSummedUp(world, 'It was about absinthe.')
  })
  afterAll(() => world?.close())

  test('is asked about first: what goes, what goes with it, what stays in Telegram', async () => {
    await forgets('From your life (3)', '3')
    expect(read()?.text).toMatch(/^ℹ️ Forget this\? “Father drank absinthe”/)
    for (const part of [
      '“Knows absinthe”',
      '“Absinthe runs in it”',
      'What Dana has already seen in Telegram stays there',
    ])
      expect(read()?.text).toContain(part)
    expect(read()?.text).not.toContain('“Likes tea”')
    await taps('Leave it')
    expect(read()?.text).toMatch(/^ℹ️ “Father drank absinthe”/)
  })

  test('is nowhere to be found at once, and back with a tap within the minute', async () => {
    await taps('Forget')
    await taps('Yes, forget it')
    expect(read()?.text).toBe('ℹ️ Forgotten. For a minute you can have it back.')
    const done = read()?.id ?? 0
    await says('/memory')
    expect(read()?.buttons?.flat()[2]?.text).toBe('From your life (2)')
    await world.sarah.taps('Undo', { messageId: done })
    await world.advance(120_000)
    expect(await items()).toHaveLength(5)
    expect(await tablesWith(world, 'absinthe')).toEqual(
      expect.arrayContaining(['client_insights', 'messages', 'relationship_context', 'session_summaries']),
    )
  })

  test('is gone after the minute: rows, vectors, summaries, earlier versions, quotes, answers; the rest stays', async () => {
    await forgets('From your life (3)', '3')
    await taps('Yes, forget it')
    const done = read()?.id ?? 0
    await world.advance(61_000)
    expect(await tablesWith(world, 'absinthe')).toEqual([])
    expect(await tablesWith(world, 'absynthe')).toEqual([])
    expect(await items()).toEqual([{ text: 'Likes tea' }, { text: 'I want peace with him.' }])
    expect(
      await world.rows(sql`select content ->> 'targetDate' as by from client_insights where insight_type = 'goal'`),
    ).toEqual([{ by: null }])
    const contents = await world.rows<{ content: string }>(
      sql`select content from messages where content <> '' order by seq`,
    )
    expect(contents.map(({ content }) => content)).toEqual([
      'I like tea.',
      'Yes, that.',
      expect.stringContaining('I want peace'),
      expect.stringContaining('I want peace'),
    ])
    expect(
      await world.rows(sql`select summary, topics, due_at is not null as due from session_summaries order by from_seq`),
      // The first has been summed up anew, the second has nothing left to sum up.
    ).toEqual([
      { summary: 'ok', topics: [], due: false },
      { summary: null, topics: [], due: false },
    ])
    expect(await world.rows(sql`select written::text from relationship_context`)).not.toContain('absinthe')
    // What is left of the memory can be recalled, and nothing else.
    const recallable = await world.rows<{ text: string }>(sql`select coalesce(m.content, s.summary, i.text) as text
      from recall_entries e left join messages m on m.id = e.message_id left join session_summaries s on s.id = e.session_id
        left join client_insights i on i.id = e.insight_id order by text`)
    expect(recallable.map(({ text }) => text)).toEqual([
      'Heard: I want peace with him. It goes on and on, I drink too.',
      'I like tea.',
      'I want peace with him.',
      'I want peace with him. It goes on and on, I drink too.',
      'Likes tea',
    ])
    await says('Hello again.')
    expect(lastPrompt()).toContain('I like tea.')
    expect(lastPrompt()).not.toContain('absinthe')
    // A stale button is no way back.
    const answer = await world.sarah.taps('Undo', { messageId: done })
    expect(JSON.stringify(answer)).toMatch(/no longer there|minute is over/)
  })

  test('is a message of theirs when they answer it with “forget this”, and with nothing else', async () => {
    const said = await says('My sister stole wolframite.')
    await says('Forget this.', { replyTo: said.id })
    expect(read()?.text).toMatch(/^ℹ️ Forget this message\?/)
    await taps('Yes, forget it')
    await says('What did I say?')
    expect(lastPrompt()).not.toContain('My sister stole')
    await world.sarah.taps('Undo')
    await world.settle()
    await says('And now?')
    expect(lastPrompt()).toContain('My sister stole wolframite.')

    await says('bitte vergiss das', { replyTo: said.id })
    await taps('Yes, forget it')
    await world.advance(61_000)
    expect(await tablesWith(world, 'wolframite')).toEqual([])
    // A mended letter does not bring it back.
    await world.sarah.edits(said.id, 'My sister stole wolframite!')
    await world.settle()
    expect(await tablesWith(world, 'wolframite')).toEqual([])
    const theirs = world.sarah.screen().findLast(({ text }) => text.startsWith('Heard: '))
    await says('forget this', { replyTo: theirs?.id ?? 0 })
    expect(read()?.text).toMatch(/^Heard: .*forget this/)
    expect(world.sarah.screen().some(({ text }) => text.includes('If you want something forgotten'))).toBe(false)
    // Said to nobody's message it may be a way of speaking: it is answered, and how to go about it is said beside it.
    const since = world.sarah.screen().length
    await says('Forget this.')
    const heard = world.sarah
      .screen()
      .slice(since)
      .map(({ text }) => text)
    expect(heard).toContainEqual(expect.stringMatching(/^Heard: .*Forget this/))
    expect(heard).toContainEqual(expect.stringContaining('If you want something forgotten, reply “forget this”'))
    const other = await says('A long week.')
    await says('forget this whole week', { replyTo: other.id })
    expect(read()?.text).toMatch(/^Heard: .*forget this whole week/)
  })
})
