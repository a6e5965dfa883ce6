/** The coach edits what they taught, or what stands in a draft's place: what is learned is what it says now. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { whileModelThinks } from './support/acts.ts'
import { answers, drafts, openCopilot, tap } from './support/copilot.ts'
import { analysed } from './support/learning.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

const dayMs = 24 * 3_600_000
const first = 'Okay, breathe with me. What could you put down today?'
const second = 'Slow down and breathe with me, Sarah. Who could take the report from you?'
const hidden = 'Slow down and breathe with me, [name]. Who could take the report from you?'

const learned = (world: World) =>
  world.rows<{ kind: string; said: string[] | null; text: string | null }>(
    sql`select kind, given -> 'said' as said, answer_text as text from human_intervention_analyses order by started_at, id`,
  )
const openings = async (world: World) => {
  const [row] = await world.rows<{ openings: object }>(
    sql`select (select json_agg(o -> 'text') from jsonb_array_elements(state -> 'openings') o) as openings from coach_style_profiles`,
  )
  return row?.openings
}
const noted = (world: World) =>
  world.topic('Sarah').filter(({ text }) => text === 'Noted: I learn from it as it says now.')

function echoes({ model }: World) {
  model.answersAs('analysis', analysed)
  model.answersWith((request) => {
    const system = request.texts('system').join('\n')
    const [, id = '', answer = ''] = /- \[(e\d)\] .*? The answer: “(.*?)”/.exec(system) ?? []
    return answer ? { used: [id], reply: answer } : { reply: 'That sounds hard. What would help?' }
  })
}

async function isAnswered(world: World): Promise<number> {
  await world.sarah.says('My work is crushing me, I cannot breathe at my desk.')
  await world.settle()
  return world.topic('Sarah').find(({ text }) => text.includes('That sounds hard.'))?.id ?? 0
}

test('what was taught: learned anew from the new words, with a word of it, and used in the next turn', async () => {
  await using world = await openWorld()
  const { sarah, dana } = world
  const at = { chat: world.group.id }
  echoes(world)
  const mirror = await isAnswered(world)
  const { id } = await world.writes(dana, 'Sarah', `/teach ${first}`, { replyTo: mirror })
  await world.settle()
  expect(await learned(world)).toEqual([{ kind: 'taught', said: [first], text: first }])
  expect(await openings(world)).toEqual(['okay breathe with me'])
  const onPhone = sarah.screen().length
  const topic = world.topic('Sarah').length

  await dana.edits(id, `/teach ${second}`, at)
  await world.settle()
  expect(await learned(world)).toEqual([{ kind: 'taught', said: [second], text: hidden }])
  expect(await openings(world)).toEqual(['slow down and breathe'])
  expect(noted(world)).toMatchObject([{ silent: true, replyTo: id }])
  expect(world.topic('Sarah')).toHaveLength(topic + 1) // the card is the same
  expect(sarah.screen()).toHaveLength(onPhone)
  await dana.edits(id, second, at) // says the same
  await world.settle()
  expect(noted(world)).toHaveLength(1)

  await world.taps(dana, 'Take over and send it too')
  await world.settle()
  expect(sarah.screen().at(-1)?.text).toBe(`Dana: ${second}`)
  await world.writes(dana, 'Sarah', '/handback')
  await world.settle()
  await world.advance(dayMs)
  await sarah.says('It is work again. I cannot breathe there.')
  await world.settle()
  expect(sarah.screen().at(-1)?.text).toContain('Slow down and breathe with me')
})

test('an answer to an invented situation', async () => {
  await using world = await openWorld()
  const { dana } = world
  echoes(world)
  await dana.says('/teach')
  await world.settle()
  const { id } = await dana.says(first)
  await world.settle()
  await dana.taps('Later')
  await world.settle()
  await dana.edits(id, second)
  await world.settle()
  expect(await learned(world)).toEqual([{ kind: 'cold_start', said: [second], text: hidden }])
  expect(await openings(world)).toEqual(['slow down and breathe'])
  expect(dana.screen().at(-1)).toMatchObject({ text: 'Noted: I learn from it as it says now.', silent: true })
  // Nothing else of theirs is taken for an answer.
  const { id: loose } = await dana.says('A thought of mine.')
  await dana.edits(loose, 'A thought of mine, edited.')
  await world.settle()
  expect(await learned(world)).toHaveLength(1)
})

test("words in a draft's place: the client's copy, what showed the draft, and what is learned", async () => {
  await using world = await openCopilot()
  const { sarah, dana } = world
  const at = { chat: world.group.id }
  world.model.answersAs('analysis', analysed)
  await drafts(world, 'You should simply talk to him.', { says: 'My boss shouted at me and I cannot breathe.' })
  await answers(world, 'You should simply', first)
  const replied = world.topic('Sarah').findLast(({ text, from }) => text === first && !from.isBot)?.id ?? 0
  expect(sarah.screen().at(-1)?.text).toBe(first)
  const shown = sarah.screen().length

  await dana.edits(replied, second, at)
  await world.settle()
  expect(sarah.screen()).toHaveLength(shown)
  expect(sarah.screen().at(-1)?.text).toBe(second)
  expect(world.topic('Sarah').find(({ text }) => text.startsWith('✅ Sent to Sarah'))?.text).toContain(second)
  expect(await learned(world)).toEqual([{ kind: 'edited_draft', said: [second], text: hidden }])

  // A word changed was no other way; all of them are.
  const draft = 'It is good that you tell me what he said to you in that meeting on the phone.'
  await drafts(world, draft, { says: 'He did it again.' })
  await answers(world, 'It is good', draft.replace('tell', 'told'))
  const other = world.topic('Sarah').findLast(({ text, from }) => text.includes('you told me') && !from.isBot)?.id ?? 0
  expect(await learned(world)).toHaveLength(1)
  await dana.edits(other, first, at)
  await world.settle()
  expect(sarah.screen().at(-1)?.text).toBe(first)
  expect(await learned(world)).toMatchObject([{ said: [second] }, { kind: 'edited_draft', said: [first], text: first }])
  expect(
    await world.rows(sql`select metadata #>> '{draft,outcome}' as outcome, metadata ->> 'edited_from' as was from messages
      where content = ${first}`),
  ).toEqual([{ outcome: 'edited', was: draft }])
  // What went out as it was drafted is the AI's: nobody's message stands for it.
  await drafts(world, 'And then?', { says: 'Nothing.' })
  await tap(world, 'Send', 'And then?')
  expect(await learned(world)).toHaveLength(2)
})

test('what was said while leading, edited after the handback and while it is analysed', async () => {
  await using world = await openWorld()
  const { dana } = world
  const at = { chat: world.group.id }
  echoes(world)
  await isAnswered(world)
  await world.writes(dana, 'Sarah', '/takeover')
  await world.settle()
  const { id } = await world.writes(dana, 'Sarah', first)
  await world.settle()
  await world.writes(dana, 'Sarah', '/handback')
  await whileModelThinks(world, () => dana.edits(id, second, at))
  await world.advance(10_000)
  expect(await learned(world)).toEqual([{ kind: 'takeover', said: null, text: hidden }])
  await world.taps(dana, 'Keep')
  await world.settle()
  expect(await openings(world)).toEqual(['slow down and breathe'])
  await dana.edits(id, first, at)
  await world.settle()
  await world.advance(10_000)
  expect(await learned(world)).toEqual([{ kind: 'takeover', said: null, text: first }])
  expect(await openings(world)).toEqual(['okay breathe with me'])
})
