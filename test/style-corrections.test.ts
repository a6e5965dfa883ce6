/** What was learned of the coach's way is put right by them, from their phone: it stands over what is counted, and can be taken back. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { createDoors } from '../src/db/doors.ts'
import { createPatterns } from '../src/db/patterns.ts'
import { anAnalysis, analysed } from './support/learning.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

const dayMs = 24 * 3_600_000
const last = ({ dana }: World) => dana.screen().at(-1)
const labels = (world: World) =>
  last(world)
    ?.buttons?.flat()
    .map(({ text }) => text) ?? []
const relearns = (world: World) =>
  createPatterns({ doors: createDoors(world.store.database), clock: world.clock }).recomputeAll()

/** Dana has shown twice how she answers, with the same words; they are of no client. */
async function isLearned(): Promise<World> {
  const world = await openWorld()
  world.model.answersAs('analysis', (request) =>
    request.texts('user').join('\n').includes('breathe with me')
      ? analysed(request)
      : { ...anAnalysis, key_phrases: [] },
  )
  await says(world, '/teach')
  await says(world, 'Okay, breathe with me. What gets in the way?')
  await world.advance(60_000) // the later one is told first
  await says(world, 'Okay, breathe with me. What could you put down?')
  await taps(world, 'Later')
  return world
}

async function says(world: World, text: string, options: { replyTo?: number } = {}): Promise<void> {
  await world.dana.says(text, options)
  await world.settle()
}

async function taps(world: World, ...buttons: string[]): Promise<void> {
  for (const button of buttons) {
    await world.dana.taps(button)
    await world.settle()
  }
}

/** What the next turn is told of how the coach works. */
async function prompt(world: World): Promise<string> {
  await world.advance(dayMs)
  await world.sarah.says('It is all too much again, I cannot go on with work like that.')
  await world.settle()
  const turns = world.model.requests.filter(({ body }) => body.response_format?.json_schema?.name === 'turn_answer')
  return turns.at(-1)?.texts('system').join('\n') ?? ''
}

test('a phrase, an opening, the signature: in their words, whatever is counted, after a restart and made anew; as it was at a tap', async () => {
  await using world = await isLearned()
  const before = await prompt(world)
  expect(before).toContain('Phrases of their own: “breathe with me” (in 2 of 2)')
  expect(before).toContain('Opens with: “okay breathe with me” (in 2 of 2)')

  await says(world, '/style')
  await taps(world, 'Put something right')
  expect(labels(world).slice(0, 3)).toEqual(['Your signature', '“breathe with me”', '“okay breathe with me”'])
  await taps(world, '“breathe with me”', 'Correct')
  const question = last(world)?.id ?? 0
  expect(last(world)?.text).toBe('Reply to this message with how you say it, instead of “breathe with me”.')
  await world.restart({})
  await world.advance(dayMs)

  // What cannot be taken is told, and asked for still.
  await world.dana.sends({ kind: 'photo' }, { replyTo: question })
  await world.settle()
  expect(last(world)?.text).toContain('I need written words')
  await says(world, '…', { replyTo: question })
  expect(last(world)?.text).toContain('I need written words')
  await says(world, 'slow down '.repeat(20), { replyTo: question })
  expect(last(world)?.text).toContain('longer than 120 characters')
  await says(world, 'let us slow down, sarah', { replyTo: question })
  expect(last(world)?.text).toContain('it names Sarah')
  expect(await world.rows(sql`select * from style_corrections`)).toEqual([])
  expect(await world.rows(sql`select id from documents`)).toEqual([])

  await says(world, 'let us slow down', { replyTo: question })
  expect(last(world)).toMatchObject({
    silent: true,
    text: 'A phrase of yours (2×): “let us slow down”\nAs I had it: “breathe with me”\n✏️ Put right by you.',
  })
  // An answer to the shown thing itself will do.
  await taps(world, 'Put something right', '“okay breathe with me”')
  await says(world, 'Right, first of all:', { replyTo: last(world)?.id ?? 0 })
  await taps(world, 'Put something right', 'Your signature')
  await says(world, 'Warm and plain, never in a hurry', { replyTo: last(world)?.id ?? 0 })

  const after = await prompt(world)
  expect(after).toContain('Phrases of their own: “let us slow down” (in 2 of 2)')
  expect(after).toContain('Opens with: “Right, first of all:” (in 2 of 2)')
  expect(after).toContain('In their own words: “Warm and plain, never in a hurry”')
  expect(after).not.toMatch(/“(okay )?breathe with me”/)
  await relearns(world)
  expect(await prompt(world)).toContain('“let us slow down” (in 2 of 2)')
  await says(world, '/style')
  expect(last(world)?.text).toContain('“let us slow down” (2×) ✏️')
  expect(last(world)?.text).toContain('“Warm and plain, never in a hurry” ✏️')

  await taps(world, 'Put something right', '“let us slow down”', 'Leave it out')
  expect(last(world)?.text).toBe("Left out: “breathe with me”. I don't say it.")
  expect(await prompt(world)).not.toMatch(/Phrases of their own/)
  for (const item of ['✕ “breathe with me”', '“Right, first of all:”', 'Your signature'])
    await taps(world, 'Put something right', item, 'As it was')
  const again = await prompt(world)
  expect(again).toContain('Phrases of their own: “breathe with me” (in 2 of 2)')
  expect(again).toContain('Opens with: “okay breathe with me” (in 2 of 2)')
  expect(again).toContain('Tone: empathetic')
})

test('one thing that was learned: another technique counts in its place, and what she did is told in her words, without names', async () => {
  await using world = await isLearned()
  const counted = async () => {
    const [row] = await world.rows<{ techniques: object }>(
      sql`select (select json_object_agg(key, value -> 'used' order by key) from jsonb_each(state -> 'techniques')) as techniques
        from coach_style_profiles`,
    )
    return row?.techniques
  }
  expect(await counted()).toEqual({ grounding: 2, question: 2 })
  await says(world, '/unlearn')
  await taps(world, 'Correct 1', 'Another technique', 'another view of it')
  expect(last(world)?.text).toContain('work: another view of it')
  expect(await counted()).toEqual({ grounding: 1, question: 2, reframe: 1 })

  await taps(world, 'What I did, in my words')
  await says(world, `I named it, ${'and named it '.repeat(30)}`, { replyTo: last(world)?.id ?? 0 })
  expect(last(world)?.text).toContain('longer than 300 characters')
  const question = world.dana.screen().findLast(({ text }) => text.includes('Reply to this message with what you did'))
  await says(world, 'I slowed Sarah down before I asked', { replyTo: question?.id ?? 0 })
  expect(last(world)?.text).toBe(
    [
      '2 March, work: another view of it. I slowed [name] down before I asked',
      'You: “Okay, breathe with me. What could you put down?”',
      '✏️ Put right by you.',
    ].join('\n'),
  )
  expect(await prompt(world)).toContain("What it did, in the coach's words: “I slowed [name] down before I asked”")
  await relearns(world)
  expect(await counted()).toEqual({ grounding: 1, question: 2, reframe: 1 })
  await says(world, '/style')
  expect(last(world)?.text).toContain('I slowed [name] down before I asked ✏️')

  await says(world, '/unlearn')
  await taps(world, 'Correct 1')
  const shown = last(world)?.id ?? 0
  await taps(world, 'As it was')
  expect(await counted()).toEqual({ grounding: 2, question: 2 })
  expect(await prompt(world)).not.toContain('What it did')
  // Taken out of what is learned, there is nothing of it to put right.
  await says(world, '/unlearn')
  await taps(world, 'Remove 1')
  await says(world, 'I listened', { replyTo: shown })
  expect(last(world)?.text).toContain('I no longer learn from that')
})

test('words that may have been meant for somebody in danger put nothing right, and are said not to have reached them', async () => {
  await using world = await isLearned()
  await says(world, '/style')
  await taps(world, 'Put something right', '“breathe with me”', 'Correct')
  const question = last(world)?.id ?? 0
  await world.sarah.says('I am going to kill myself tonight.')
  await world.settle()
  await says(world, 'stay with me', { replyTo: question })
  expect(world.dana.screen().at(-2)?.text).toContain('NOT SENT')
  expect(last(world)?.text).toContain('I have changed nothing of your way')
  expect(await world.rows(sql`select * from style_corrections`)).toEqual([])
})
