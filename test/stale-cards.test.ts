/** What shows something learned may be older than what was decided of it: a tap is answered truly, and what is shown put right. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { whileModelThinks } from './support/acts.ts'
import { anAnalysis, analysed } from './support/learning.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

const words = 'Okay, breathe with me. What could you put down today?'
const card = (world: World) =>
  world.topic('Sarah').find(({ text }) => text.startsWith('From you,') || text.startsWith('I learn nothing from this'))
const labels = (world: World) =>
  card(world)
    ?.buttons?.flat()
    .map(({ text }) => text) ?? []
const verdicts = async (world: World) =>
  (await world.rows<{ verdict: string | null }>(sql`select verdict from human_intervention_analyses`)).map(
    ({ verdict }) => verdict,
  )

/** @returns what the tap is answered with */
async function taps(world: World, button: string, messageId?: number): Promise<string | undefined> {
  const where = messageId === undefined ? { chat: world.group.id } : { messageId }
  const { answer } = await world.dana.taps(button, where)
  await world.settle()
  return answer?.text
}

/** @returns Telegram's id of what Dana said to Sarah */
async function stepsIn(world: World): Promise<number> {
  world.model.answersAs('analysis', analysed)
  await world.sarah.says('My work is crushing me.')
  await world.settle()
  await world.writes(world.dana, 'Sarah', '/takeover')
  await world.settle()
  const { id } = await world.writes(world.dana, 'Sarah', words)
  await world.settle()
  await world.writes(world.dana, 'Sarah', '/handback')
  await world.settle()
  return id
}

test('a card that was not changed when something was decided: the next tap on it decides nothing, says so, and puts it right', async () => {
  await using world = await openWorld()
  await stepsIn(world)
  world.simulator.faults.add({ method: 'editMessageText', status: 400, description: 'Bad Request: refused', times: 1 })
  expect(await taps(world, 'Keep')).toBe('Noted.')
  expect(labels(world)).toEqual(['Keep', 'Only Sarah', 'Forget'])
  expect(await taps(world, 'Forget')).toBe('Decided before, or elsewhere: it shows now what is so.')
  expect(await verdicts(world)).toEqual(['kept'])
  expect(card(world)?.text).toContain('✓ Kept')
  expect(labels(world)).toEqual(['Undo'])

  // Lists of /unlearn grow old as well.
  const lists: number[] = []
  for (let n = 0; n < 2; n++) {
    await world.dana.says('/unlearn')
    await world.settle()
    lists.push(world.dana.screen().at(-1)?.id ?? 0)
  }
  const [older = 0, newer = 0] = lists
  await taps(world, 'Pin 1', newer)
  await taps(world, 'Pin 1', older)
  expect(await world.rows(sql`select is_pinned as pinned from human_intervention_analyses`)).toEqual([{ pinned: true }])
  await taps(world, 'Remove 1', newer)
  expect(card(world)?.text).toContain('✓ Forgotten')
  await taps(world, 'Undo') // on the card
  expect(labels(world)).toEqual(['Keep', 'Only Sarah', 'Forget'])
  await taps(world, 'Only Sarah')
  expect(await taps(world, 'Undo', newer)).toBe('Decided before, or elsewhere: it shows now what is so.')
  expect(await verdicts(world)).toEqual(['only_client'])
  expect(world.dana.screen().find(({ id }) => id === newer)?.text).toContain('For Sarah alone.')
})

test('what is said while it is looked at again counts; where nothing is left of it, the card says so and has no buttons', async () => {
  await using world = await openWorld()
  const { dana } = world
  const at = { chat: world.group.id }
  const id = await stepsIn(world)
  await dana.edits(id, `${words} Slowly.`, at)
  world.clock.advance(10_000)
  await world.app.reconciler.tick()
  await whileModelThinks(world, async () => {
    expect((await dana.taps('Keep', at)).answer?.text).toBe('Noted.')
  })
  expect(card(world)?.text).toContain('✓ Kept')

  world.model.answersAs('analysis', () => ({ ...anAnalysis, techniques: ['question'], structure: ['question'] }))
  await dana.edits(id, 'I hear you, and I am here with you for as long as you like.', at)
  await world.settle()
  await world.advance(10_000)
  expect(card(world)).toMatchObject({ text: expect.stringContaining('I learn nothing from this any more') })
  expect(labels(world)).toEqual([])
  expect(await world.rows(sql`select 1 from coach_style_profiles`)).toEqual([])
})
