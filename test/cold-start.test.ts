/** Before the first client writes the AI learns from five invented situations how this coach answers. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { joinsTeam } from './support/acts.ts'
import { analysed } from './support/learning.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

const minuteMs = 60_000
const lastSaid = (world: World) => world.dana.screen().at(-1)?.text ?? ''
const learned = (world: World) =>
  world.rows<{ situation: string; verdict: string; client: string | null; isAnalysed: boolean }>(
    sql`select given ->> 'situation' as situation, verdict, client_id as client, analysis is not null as "isAnalysed"
      from human_intervention_analyses order by given ->> 'situation'`,
  )
const analyses = (world: World) =>
  world.model.requests.filter(({ body }) => body.response_format?.json_schema?.name === 'analysis')

async function says(world: World, text: string): Promise<string> {
  await world.dana.says(text)
  await world.settle()
  return lastSaid(world)
}

test('one after the other, skipped, left and taken up again after a restart; what was said is used in the next turn', async () => {
  await using world = await openWorld()
  const { dana, sarah, model } = world
  model.answersAs('analysis', analysed)
  expect(await says(world, '/teach')).toBe(
    `1 of 5. A client writes: “I'm so sorry, I have to cancel our session tomorrow. I know it's the third time now.”
What do you say? Write or say it as you would to them.`,
  )
  expect(
    dana
      .screen()
      .at(-1)
      ?.buttons?.flat()
      .map(({ text }) => text),
  ).toEqual(['Skip', 'Later'])
  expect(await says(world, 'I miss you in our sessions. What gets in the way?')).toMatch(/^2 of 5\./)
  await dana.taps('Skip')
  await world.settle()
  expect(lastSaid(world)).toMatch(/^3 of 5\..*Who am I fooling/)
  await world.restart({})
  expect(await says(world, 'Who says so? What did you do well today?')).toMatch(/^4 of 5\./)
  await dana.taps('Later')
  await world.settle()
  expect(lastSaid(world)).toBe('I have learned from 2 answers. /style shows what.')
  expect(await says(world, 'Just a thought of mine.')).toContain("I don't know what to do with this")

  // What is open is asked, what was skipped first.
  expect(await says(world, '/teach')).toMatch(/^2 of 5\..*It's all too much/)
  expect(await says(world, 'One thing at a time. What would you put down first?')).toMatch(/^4 of 5\./)
  expect(await says(world, 'Before you quit: what do you need right now?')).toMatch(/^5 of 5\./)
  await dana.taps('Skip')
  await world.settle()
  expect(lastSaid(world)).toBe('I have learned from 4 answers. /style shows what.')
  const of = (situation: string) => ({ situation, verdict: 'kept', client: null, isAnalysed: true })
  expect(await learned(world)).toEqual(['cancellation', 'conflict', 'overwhelm', 'self-doubt'].map(of))
  expect(await world.rows(sql`select state ->> 'n' as n from coach_style_profiles`)).toEqual([{ n: '4' }])
  expect(await world.rows(sql`select situation from client_effective_approaches`)).toEqual([])
  expect(await world.rows(sql`select distinct conversation_id from usage_events where purpose = 'analysis'`)).toEqual([
    { conversation_id: null },
  ])
  expect(analyses(world)[0]?.texts('user').join('\n')).toContain("client: I'm so sorry, I have to cancel our session")

  await sarah.says('Sorry, I have to cancel our session again.')
  await world.settle()
  const prompt = model.requests.at(-1)?.texts('system').join('\n') ?? ''
  expect(prompt).toMatch(/<examples>[\s\S]*I miss you in our sessions[\s\S]*<\/examples>/)
})

test('offered once, with the first method; without a key what is said is kept until there is one', async () => {
  await using world = await openWorld({ method: '', key: false, clients: [], group: false })
  const { dana, model } = world
  model.answersAs('analysis', analysed)
  const offers = () => dana.screen().filter(({ text }) => text.startsWith('Shall I learn how you answer'))
  await says(world, '/method I listen, and ask one question.')
  expect(offers()).toHaveLength(1)
  await says(world, '/method I listen, and ask two questions.')
  expect(offers()).toHaveLength(1)

  await dana.taps('Show me')
  await world.settle()
  expect(lastSaid(world)).toMatch(/^1 of 5\./)
  await says(world, 'I miss you in our sessions. What gets in the way?')
  await dana.taps('Later')
  await world.settle()
  expect(lastSaid(world)).toBe('I have one answer of yours and learn from them as soon as I have a key: /key')
  expect((await learned(world)).map(({ isAnalysed }) => isAnalysed)).toEqual([false])
  for (let halfHours = 0; halfHours < 14; halfHours++) await world.advance(31 * minuteMs) // however long that takes
  await says(world, '/key sk-test-key-of-dana-0001')
  await world.advance(31 * minuteMs)
  expect((await learned(world)).map(({ isAnalysed }) => isAnalysed)).toEqual([true])
})

test('an answer said aloud is written down with the coach’s key, and is no document', async () => {
  await using world = await openWorld()
  const { dana, model } = world
  model.answersAs('analysis', analysed)
  await says(world, '/teach')
  model.speech.willAnswer({ text: ' I miss you in our sessions. What gets in the way? ' })
  await dana.sends({ kind: 'voice', durationS: 7 })
  await world.settle()
  expect(lastSaid(world)).toMatch(/^2 of 5\./)
  expect(await world.rows(sql`select given -> 'said' as said from human_intervention_analyses`)).toEqual([
    { said: ['I miss you in our sessions. What gets in the way?'] },
  ])
  expect(await world.rows(sql`select count(*)::int as n from usage_events where purpose = 'transcription'`)).toEqual([
    { n: 1 },
  ])
  await says(world, '/key remove')
  await says(world, '/teach')
  await dana.sends({ kind: 'voice', durationS: 7 })
  await world.settle()
  expect(lastSaid(world)).toBe(
    'To write down what you say aloud I need a key: /key. Or type your answer as you would write it to them.',
  )
  expect(await learned(world)).toHaveLength(1)
  expect(await world.rows(sql`select id from documents`)).toEqual([])
})

test('an answer only while it is asked for, from the coach alone, and in words', async () => {
  await using world = await openWorld()
  const { dana } = world
  const mia = await joinsTeam(world, 'Mia')
  await mia.says('/teach')
  await world.settle()
  expect(mia.screen().at(-1)?.text).toBe('Only Dana can do this.')

  await says(world, '/teach')
  await dana.sends({ kind: 'sticker', emoji: '👍' })
  await world.settle()
  expect(lastSaid(world)).toBe('I could not take words from that. Please write it as you would to them.')
  await world.advance(61 * minuteMs)
  expect(await says(world, 'I will be ten minutes late.')).toContain("I don't know what to do with this")
  await says(world, '/teach')
  await says(world, '/help')
  expect(await says(world, 'I will be ten minutes late.')).toContain("I don't know what to do with this")
  await says(world, '/teach')
  await dana.taps('Later')
  await world.settle()
  expect(lastSaid(world)).toBe("Then I'll learn when you step in. /teach asks you again any time.")
  expect(await learned(world)).toEqual([])
})

test('left for a command in its middle: a reply to the question goes on, and so do /teach and the button below a loose text', async () => {
  await using world = await openWorld()
  const { dana } = world
  await says(world, '/teach')
  expect(await says(world, 'I miss you in our sessions.')).toMatch(/^2 of 5\./)
  const [first, second] = dana.screen().filter(({ text }) => /^[12] of 5\./.test(text))
  await says(world, '/hours')
  expect(await says(world, 'One thing at a time.')).toMatch(
    /Was it your answer to one of the five situations\?.*\/teach/,
  )
  await dana.says('One thing at a time.', { replyTo: second?.id ?? 0 })
  await world.settle()
  expect(lastSaid(world)).toMatch(/^3 of 5\./)

  await says(world, '/hours')
  await dana.says('I miss you so much.', { replyTo: first?.id ?? 0 }) // has its answer
  await world.settle()
  await dana.taps('Go on with the situations')
  await world.settle()
  expect(lastSaid(world)).toMatch(/^3 of 5\./)
  await says(world, '/hours')
  expect(await says(world, '/teach')).toMatch(/^3 of 5\./)
  expect((await learned(world)).map(({ situation }) => situation)).toEqual(['cancellation', 'overwhelm'])
})
