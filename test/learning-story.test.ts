/** What the coach does when they step in is learned: shown to them, kept at a tap, and answered with the next time. */
import { GlobalFonts } from '@napi-rs/canvas'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { updatesHandled } from './support/acts.ts'
import { analysed } from './support/learning.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const words = 'Okay, breathe with me. You are scared, Sarah, and that makes sense. What could you put down today?'

/** A model that says what the examples in its prompt say, and else what any model says. */
function echoes({ model }: World, { blind = false } = {}) {
  model.answersWith((request) => {
    const system = request.texts('system').join('\n')
    const [, id = '', answer = ''] = /- \[(e\d)\] .*? The answer: “(.*)”/.exec(blind ? '' : system) ?? []
    return answer ? { used: [id], reply: answer } : { reply: 'That sounds hard. What would help?' }
  })
}

const promptOf = ({ model }: World) =>
  model.requests
    .filter(({ body }) => body.response_format?.json_schema?.name === 'turn_answer')
    .at(-1)
    ?.texts('system')
    .join('\n') ?? ''
const cards = (world: World, client = 'Sarah') => world.topic(client).filter(({ text }) => text.startsWith('From you,'))
const lastReply = (person: World['sarah']) => person.screen().findLast(({ text }) => !text.startsWith('ℹ️'))?.text ?? ''

/** Sarah is told something generic; Dana steps in, says it her way, and hands back. */
async function stepsIn(world: World, seen: { situation?: string } = {}): Promise<void> {
  const { sarah, dana, model } = world
  model.answersAs('analysis', (request) => ({ ...analysed(request), ...seen }))
  await sarah.says('My work is crushing me, I cannot breathe at my desk.')
  await world.settle()
  expect(lastReply(sarah)).toBe('That sounds hard. What would help?')
  await world.writes(dana, 'Sarah', '/takeover')
  await world.settle()
  await world.writes(dana, 'Sarah', words)
  await world.settle()
  await world.writes(dana, 'Sarah', '/handback')
  await world.settle()
}

test('the story: shown to the coach, kept at a tap, and answered with the next time, to her and to another', async () => {
  await using world = await openWorld({ clients: ['Sarah', 'Tom'] })
  const { sarah, dana } = world
  const tom = world.client('Tom')
  echoes(world)
  await stepsIn(world)

  const [card] = cards(world)
  expect(card?.text).toBe(
    "From you, just now: you named what they feel, then asked a question.\nI'll try that with Sarah when work comes up.",
  )
  expect(card?.buttons?.flat().map(({ text }) => text)).toEqual(['Keep', 'Only Sarah', 'Forget'])
  expect(card?.silent).toBe(true)

  await sarah.says('That helped, I put the report away.')
  await world.settle()
  expect(promptOf(world)).not.toContain('<examples>') // nothing is used before she has said so
  await world.advance(6 * minuteMs)
  expect(cards(world)).toHaveLength(1)
  expect(cards(world)[0]?.text).toContain('Since then: Sarah took it well.')

  await world.taps(dana, 'Keep')
  await world.settle()
  expect(cards(world)[0]?.text).toContain('✓ Kept')
  expect(await world.rows(sql`select situation from client_effective_approaches`)).toEqual([{ situation: 'work' }])
  expect(await world.rows(sql`select state ->> 'n' as n from coach_style_profiles`)).toEqual([{ n: '1' }])

  await world.advance(10 * dayMs)
  await sarah.says('It is work again. I cannot breathe there.')
  await world.settle()
  expect(promptOf(world)).toContain('this client: “My work is crushing me')
  expect(promptOf(world)).toMatch(/<coach_style>[\s\S]*<\/coach_style>/)
  expect(promptOf(world)).toMatch(/<works_with_client>[\s\S]*worked 1 of 1[\s\S]*<\/works_with_client>/)
  expect(lastReply(sarah)).toContain('Okay, breathe with me.')
  expect(world.topic('Sarah').at(-1)?.text).toContain('Like your answer of 2 March')
  await world.writes(dana, 'Sarah', '/why')
  await world.settle()
  expect(world.topic('Sarah').at(-1)?.text).toContain('It went by what you answered on Mar 2, 2026.')

  await tom.says('At work I cannot breathe any more.')
  await world.settle()
  expect(lastReply(tom)).toContain('Okay, breathe with me.')
  expect(promptOf(world)).not.toContain('Sarah')
  expect(promptOf(world)).not.toContain('crushing') // nor a word of hers
  expect(promptOf(world)).toContain('another client: “work is too much, and breathing is hard”')
  expect(promptOf(world)).not.toContain('<works_with_client>')
  await world.advance(dayMs)
  await tom.says('My boss wants the whole project by Monday.') // no word of it the same
  await world.settle()
  expect(lastReply(tom)).toContain('Okay, breathe with me.')
  await world.advance(dayMs)
  await tom.says('The kitchen is blue now.')
  await world.settle()
  expect(lastReply(tom)).toBe('That sounds hard. What would help?')
  await tom.says('At work I cannot breathe any more.')
  await world.settle()
  const [asked] = await world.rows<{ given: string[] }>(
    sql`select metadata -> 'context_exemplar_ids' as given from messages where sender_type = 'ai' order by seq desc limit 1`,
  )
  const [learned] = await world.rows<{ id: string }>(sql`select id from human_intervention_analyses`)
  expect(asked?.given).toEqual([learned?.id])
})

test('with what was learned taken out of the prompt, the next answer is the generic one', async () => {
  await using world = await openWorld()
  const { sarah, dana } = world
  echoes(world, { blind: true })
  await stepsIn(world)
  await world.taps(dana, 'Keep')
  await world.advance(10 * dayMs)
  await sarah.says('It is work again. I cannot breathe there.')
  await world.settle()
  expect(promptOf(world)).toContain('<examples>')
  expect(lastReply(sarah)).toBe('That sounds hard. What would help?')
})

test('[Only Sarah]: for her alone; [Forget]: for nobody; [Undo]: as before', async () => {
  await using world = await openWorld({ clients: ['Sarah', 'Tom'] })
  const { sarah, dana } = world
  const tom = world.client('Tom')
  echoes(world)
  await stepsIn(world)
  const says = async (person: World['sarah']) => {
    await world.advance(dayMs)
    await person.says('At work I cannot breathe any more.')
    await world.settle()
    return lastReply(person)
  }
  const levels = () =>
    world.rows(sql`select (select count(*)::int from client_effective_approaches) as approaches,
      (select count(*)::int from coach_style_profiles) as styles`)

  await world.taps(dana, 'Only Sarah')
  await world.settle()
  expect(await says(sarah)).toContain('breathe with me')
  expect(await says(tom)).toBe('That sounds hard. What would help?')
  expect(await levels()).toEqual([{ approaches: 1, styles: 0 }])

  await world.taps(dana, 'Undo')
  await world.settle()
  expect(await says(sarah)).toBe('That sounds hard. What would help?')
  expect(await levels()).toEqual([{ approaches: 0, styles: 0 }])

  await world.taps(dana, 'Keep')
  await world.settle()
  expect(await says(tom)).toContain('breathe with me')

  await world.taps(dana, 'Undo')
  await world.settle()
  await world.taps(dana, 'Forget')
  await world.settle()
  expect(await says(tom)).toBe('That sounds hard. What would help?')
  expect(await levels()).toEqual([{ approaches: 0, styles: 0 }])
})

test('nothing is learned from an assistant, and only the coach says what is kept', async () => {
  await using world = await openWorld()
  const { sarah, dana, model } = world
  echoes(world)
  const { joinsTeam } = await import('./support/acts.ts')
  const mia = await joinsTeam(world, 'Mia')
  model.answersAs('analysis', analysed)
  await sarah.says('My work is crushing me.')
  await world.settle()
  await world.writes(mia, 'Sarah', '/takeover')
  await world.settle()
  await world.writes(mia, 'Sarah', 'Just quit.')
  await world.settle()
  await world.writes(mia, 'Sarah', '/handback')
  await world.settle()
  expect(await world.rows(sql`select id from human_intervention_analyses`)).toEqual([])

  await stepsIn(world)
  await world.taps(mia, 'Keep')
  await world.settle()
  expect(cards(world)[0]?.text).not.toContain('Kept')
  await world.taps(dana, 'Keep')
  await world.settle()
  expect(cards(world)[0]?.text).toContain('Kept')
})

test('what the client wants forgotten is in no example, at once; the rest is made anew, and stays kept', async () => {
  await using world = await openWorld({ clients: ['Sarah', 'Tom'] })
  const { sarah, dana } = world
  const tom = world.client('Tom')
  echoes(world)
  await stepsIn(world)
  await world.taps(dana, 'Keep')
  await world.settle()
  const text = () =>
    world.rows<{ text: string | null }>(sql`select situation_text as text from human_intervention_analyses`)
  expect((await text())[0]?.text).toContain('crushing')

  const mine = sarah.screen().find((message) => message.text.includes('crushing'))
  world.model.alwaysFail('rate_429')
  await sarah.says('forget this', { replyTo: mine?.id ?? 0 })
  await world.settle()
  await sarah.taps('Yes, forget it')
  await world.settle()
  // Nothing of it counts any more in the same moment, whether or not a model is there to make it anew.
  expect(
    await world.rows(sql`select 1 from coach_style_profiles union all select 1 from client_effective_approaches`),
  ).toEqual([])
  world.model.alwaysFail(undefined)
  await world.advance(2 * minuteMs)
  expect(JSON.stringify(await world.rows(sql`select * from human_intervention_analyses`))).not.toContain('crushing')
  expect(await world.rows(sql`select state ->> 'n' as n from coach_style_profiles`)).toEqual([{ n: '1' }])
  await tom.says('At work I cannot breathe any more.')
  await world.settle()
  expect(promptOf(world)).not.toContain('crushing')

  // What is forgotten later was in none of it: nothing is made anew, nor paid for.
  const asked = () => world.model.requests.filter(({ body }) => body.response_format?.json_schema?.name === 'analysis')
  await world.advance(dayMs)
  for (const text of ['And one.', 'And two.', 'And three.', 'I have a cat.']) {
    await sarah.says(text)
    await world.settle()
  }
  const before = asked().length
  await sarah.says('forget this', { replyTo: sarah.screen().findLast(({ text }) => text.includes('cat'))?.id ?? 0 })
  await world.settle()
  await sarah.taps('Yes, forget it')
  await world.settle()
  await world.advance(2 * minuteMs)
  expect(asked()).toHaveLength(before)
})

test('what the client changes while the model looks at it is not kept as it was', async () => {
  await using world = await openWorld()
  const { sarah, dana, model } = world
  model.answersAs('analysis', analysed)
  await sarah.says('My work is crushing me.')
  await world.settle()
  for (const text of ['/takeover', words]) {
    await world.writes(dana, 'Sarah', text)
    await world.settle()
  }
  const mine = sarah.screen().find(({ text }) => text.includes('crushing'))
  model.hold()
  await world.writes(dana, 'Sarah', '/handback')
  const running = world.settle()
  await model.nextRequest()
  await sarah.edits(mine?.id ?? 0, 'My work is much.')
  await updatesHandled(world)
  model.release()
  await running
  await world.settle()
  const [row] = await world.rows<{ text: string }>(sql`select situation_text as text from human_intervention_analyses`)
  expect(row?.text).toBe('My work is much.')
})

test('whom the client has named is named to nobody else, though the coach writes the name small', async () => {
  await using world = await openWorld()
  const { sarah, dana, model } = world
  model.answersAs('analysis', (request) => ({
    ...analysed(request),
    key_phrases: ['zorvin owes you', 'breathe with me'],
  }))
  await sarah.says('I hate my work at Brandquist, and everyone there adores Zorvin.')
  await world.settle()
  for (const text of [
    '/takeover',
    'Breathe with me. ask what zorvin owes you, and what brandquist does.',
    '/handback',
  ]) {
    await world.writes(dana, 'Sarah', text)
    await world.settle()
  }
  await world.taps(dana, 'Keep')
  await world.settle()
  const learned = sql`select situation_text, answer_text, learned from human_intervention_analyses`
  expect(JSON.stringify(await world.rows(learned))).not.toMatch(/zorvin|brandquist/i)
  expect(JSON.stringify(await world.rows(sql`select state from coach_style_profiles`))).toContain('breathe with me')
  expect(JSON.stringify(await world.rows(sql`select state from coach_style_profiles`))).not.toContain('zorvin')
})

test('what was forgotten before anybody has seen how it ended is looked for once', async () => {
  await using world = await openWorld()
  const { sarah, model } = world
  echoes(world)
  await stepsIn(world)
  const helped = await sarah.says('That helped.')
  await world.settle()
  await sarah.says('forget this', { replyTo: helped.id })
  await world.settle()
  await sarah.taps('Yes, forget it')
  await world.settle()
  await world.advance(6 * minuteMs)
  await world.advance(minuteMs)
  const asked = model.requests.filter(({ body }) => body.response_format?.json_schema?.name === 'analysis')
  expect(asked.length).toBeLessThanOrEqual(2)
})

test('what the coach does in a crisis is no example for an ordinary day, of nobody', async () => {
  await using world = await openWorld({ clients: ['Sarah', 'Tom'] })
  echoes(world)
  await stepsIn(world, { situation: 'crisis' })
  await world.taps(world.dana, 'Keep')
  await world.settle()
  expect(cards(world)[0]?.text).toContain('✓ Kept')
  for (const client of [world.sarah, world.client('Tom')]) {
    await client.says('My work is crushing me, I cannot breathe at my desk.')
    await world.settle()
    expect(promptOf(world)).toContain('<coach_style>')
    expect(promptOf(world)).not.toContain('<examples>')
  }
})

test('how it went when the AI did the same is counted: it rises, and it falls', async () => {
  await using world = await openWorld()
  const { sarah, dana } = world
  echoes(world)
  await stepsIn(world)
  await sarah.says('That helped.')
  await world.settle()
  await world.advance(6 * minuteMs)
  await world.taps(dana, 'Keep')
  await world.settle()
  const used = async () => {
    const [row] = await world.rows<{ used: number; rate: number | null }>(
      sql`select times_used_by_ai as used, ai_success_rate as rate from human_intervention_analyses`,
    )
    return row
  }
  await world.advance(dayMs)
  await sarah.says('Work again, I cannot breathe.')
  await world.settle()
  await sarah.reacts(sarah.screen().at(-1)?.id ?? 0, '👍')
  await world.settle()
  await world.advance(11 * minuteMs)
  expect(await used()).toEqual({ used: 1, rate: 1 })
  const told = () => /<works_with_client>\n(.*)/.exec(promptOf(world))?.[1]
  await sarah.says('It is work once more.')
  await world.settle()
  expect(told()).toContain('worked 2 of 2')

  // Right after an answer the coach steps in: that one was not it.
  await world.advance(minuteMs)
  await world.writes(dana, 'Sarah', '/takeover')
  await world.settle()
  await world.advance(minuteMs)
  await world.writes(dana, 'Sarah', '/handback')
  await world.settle()
  await world.advance(11 * minuteMs)
  expect(await used()).toEqual({ used: 2, rate: 0.5 })
  await world.advance(dayMs)
  await sarah.says('At work, I cannot breathe.')
  await world.settle()
  expect(told()).toContain('worked 2 of 3')

  // It was something else that carried it, so it was that which the AI did.
  await dana.says('/unlearn')
  await world.settle()
  for (const button of ['Correct 1', 'Another technique', 'another view of it']) await dana.taps(button)
  await world.advance(dayMs)
  await sarah.says('At work, I cannot breathe.')
  await world.settle()
  expect(told()).toMatch(/reframe: .* \(worked 2 of 3/)
})

test('what is left unread for a week is used where the coach has set it so, and not otherwise', async () => {
  await using world = await openWorld()
  const { sarah, dana } = world
  echoes(world)
  await stepsIn(world)
  await world.advance(8 * dayMs)
  expect(cards(world)[0]?.text).not.toContain('Kept')

  await dana.says('/style')
  await world.settle()
  const { answer } = await dana.taps("Use after a week what I don't judge")
  expect(answer?.text).toContain('as if you had tapped Keep')
  await world.settle()
  await stepsIn(world)
  await world.advance(6 * dayMs)
  expect(cards(world).at(-1)?.text).not.toContain('Kept')
  await world.advance(2 * dayMs)
  expect(cards(world).at(-1)?.text).toContain('✓ Kept')
  await sarah.says('It is work again. I cannot breathe there.')
  await world.settle()
  expect(lastReply(sarah)).toContain('Okay, breathe with me.')
})

test('so it is where a later look finds nothing: it takes nothing back of what the first has found', async () => {
  await using world = await openWorld()
  const { dana } = world
  echoes(world)
  await dana.says('/style')
  await world.settle()
  await dana.taps("Use after a week what I don't judge")
  await world.settle()
  await stepsIn(world)
  world.model.answersAs('analysis', (request) => ({ ...analysed(request), techniques: ['silence'] }))
  await world.advance(8 * dayMs)
  expect(cards(world).at(-1)?.text).toContain('✓ Kept')
})

test('so it is where every later look fails: what the first has found is kept in its time, and no look is paid for any more', async () => {
  await using world = await openWorld()
  const { dana, model } = world
  echoes(world)
  await dana.says('/style')
  await world.settle()
  await dana.taps("Use after a week what I don't judge")
  await world.settle()
  await stepsIn(world)
  model.answersAs('analysis', () => ({ style: 'none of those' }))
  for (let quarter = 1; quarter <= 20; quarter++) await world.advance(dayMs / 4)
  const asked = () => model.requests.filter(({ body }) => body.response_format?.json_schema?.name === 'analysis')
  const before = asked().length
  await world.advance(dayMs)
  expect(asked()).toHaveLength(before)
  expect(cards(world).at(-1)?.text).not.toContain('Kept')
  await world.advance(2 * dayMs)
  expect(cards(world).at(-1)?.text).toContain('✓ Kept')
  expect(await world.rows(sql`select due_at from human_intervention_analyses`)).toEqual([{ due_at: null }])
})

test('/style tells what was learned, with a picture of the trend; /unlearn takes a piece of it back', async () => {
  await using world = await openWorld()
  const { sarah, dana } = world
  echoes(world)
  await dana.says('/style')
  await world.settle()
  expect(dana.screen().at(-1)?.text).toContain("I haven't learned anything about your way yet.")
  await stepsIn(world)
  await world.taps(dana, 'Keep')
  await world.settle()
  await dana.says('/style')
  await world.settle()
  const [picture, words] = dana.screen().slice(-2)
  // Without a font a machine draws no picture: the words say the rest.
  expect(picture?.media?.kind === 'photo').toBe(GlobalFonts.families.length > 0)
  expect(words?.text).toContain('From one intervention since')

  await dana.says('/unlearn')
  await world.settle()
  const list = dana.screen().at(-1)
  expect(list?.text).toContain('1. 2 March, work: calming body and breath')
  expect(list?.text).not.toContain('Sarah')
  await dana.taps('Pin 1')
  await world.settle()
  expect(dana.screen().at(-1)?.text).toContain('📌')
  await dana.taps('Remove 1')
  await world.settle()
  expect(dana.screen().at(-1)?.text).toContain('There is nothing that I have learned')
  await world.advance(dayMs)
  await sarah.says('It is work again. I cannot breathe there.')
  await world.settle()
  expect(lastReply(sarah)).toBe('That sounds hard. What would help?')
  await dana.taps('Undo')
  await world.settle()
  expect(dana.screen().at(-1)?.text).toContain('1. 2 March')
})

test('words that waited for a tap before they took over are learned from as well', async () => {
  await using world = await openWorld()
  const { sarah, dana, model } = world
  model.answersAs('analysis', analysed)
  await sarah.says('My work is crushing me.')
  await world.settle()
  await world.writes(dana, 'Sarah', words)
  await world.settle()
  await world.advance(10_000)
  await world.taps(dana, 'Take over and send')
  await world.settle()
  await world.writes(dana, 'Sarah', '/handback')
  await world.settle()
  expect(cards(world)).toHaveLength(1)
})

test('a dead key loses nothing: what the coach did is analysed when there is one that works', async () => {
  await using world = await openWorld()
  const { sarah, dana, model } = world
  model.answersAs('analysis', analysed)
  await sarah.says('My work is crushing me.')
  await world.settle()
  await world.writes(dana, 'Sarah', '/takeover')
  await world.settle()
  await world.writes(dana, 'Sarah', words)
  await world.settle()
  model.alwaysFail('401')
  await world.writes(dana, 'Sarah', '/handback')
  await world.settle()
  await world.advance(12 * 60 * minuteMs)
  expect(cards(world)).toEqual([])
  model.alwaysFail(undefined)
  await world.advance(2 * 60 * minuteMs)
  expect(cards(world)).toHaveLength(1)
})

test('once the client has answered, a model that fails is asked again later, and words that are forgotten are no reason to ask', async () => {
  await using world = await openWorld()
  const { sarah, model } = world
  echoes(world)
  await stepsIn(world)
  await sarah.says('That helped, I put the report away.')
  await world.settle()
  const before = model.requests.length
  model.alwaysFail('401')
  await world.advance(29 * minuteMs)
  expect(model.requests.length - before).toBeLessThan(3)
  model.alwaysFail(undefined)

  const mine = sarah.screen().findLast(({ text }) => text.includes('put the report'))
  await sarah.says('forget this', { replyTo: mine?.id ?? 0 })
  await world.settle()
  await sarah.taps('Yes, forget it')
  await world.settle()
  await world.advance(2 * minuteMs)
  const asked = () => model.requests.filter(({ body }) => body.response_format?.json_schema?.name === 'analysis').length
  const afterwards = asked()
  await world.advance(12 * 60 * minuteMs)
  expect(asked() - afterwards).toBeLessThan(2)
})

test('however much the client writes on, and whatever the model makes of it, it is analysed three times at most', async () => {
  await using world = await openWorld()
  const { sarah, model } = world
  echoes(world)
  await stepsIn(world)
  model.answersAs('analysis', (request) => ({ ...analysed(request), outcome: null }))
  for (let n = 0; n < 8; n++) {
    await sarah.says(`It goes on and on, ${n}.`)
    await world.settle()
  }
  for (let hours = 0; hours < 26; hours += 2) {
    await world.advance(hours === 0 ? 10 * minuteMs : 2 * 60 * minuteMs)
    await world.advance(minuteMs)
  }
  const analyses = model.requests.filter(({ body }) => body.response_format?.json_schema?.name === 'analysis')
  expect(analyses).toHaveLength(3)
})

test('what was kept for one client alone is had back for that client alone', async () => {
  await using world = await openWorld({ clients: ['Sarah', 'Tom'] })
  const { dana } = world
  const tom = world.client('Tom')
  echoes(world)
  await stepsIn(world)
  await world.taps(dana, 'Only Sarah')
  await world.settle()
  await dana.says('/style')
  await world.settle()
  await dana.taps('What I have learned, one by one')
  await world.settle()
  await dana.taps('Remove 1')
  await world.settle()
  await dana.taps('Undo')
  await world.settle()
  expect(dana.screen().at(-1)?.text).toContain('For Sarah alone.')
  await tom.says('At work I cannot breathe any more.')
  await world.settle()
  expect(lastReply(tom)).toBe('That sounds hard. What would help?')
})
