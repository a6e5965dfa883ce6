/** How sure the AI is: what it is made of is kept with each message, and outcomes change what it is worth (DESIGN 7). */
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { heard, opensPractice, stateOf } from './support/acts.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>
type Kept = { parts: Record<string, { value: number; weight: number }>; raw: number; calibrated: number; n: number }

const minutes = (count: number) => count * 60_000
const calibrations = (world: World) =>
  world.rows<{ slope: number; intercept: number; n: number }>(
    sql`select slope, intercept, n from confidence_calibrations`,
  )

async function kept(world: World): Promise<Kept[]> {
  const rows = await world.rows<{ parts: Kept }>(
    sql`select metadata -> 'confidence_parts' as parts from messages where sender_type = 'ai' order by seq`,
  )
  return rows.map(({ parts }) => parts)
}

async function asks(world: World, text: string, confidence: number) {
  world.model.willAnswer({ confidence, stakes: 'none', reply: `About ${text.length} words on that.` })
  await world.sarah.says(text)
  await world.settle()
}

test('every message of the AI’s keeps what its confidence was made of', async () => {
  await using world = await openWorld()
  await asks(world, 'I had a long day.', 0.7)
  expect(await kept(world)).toEqual([
    { parts: { model: { value: 0.7, weight: 0.6 } }, raw: 0.7, calibrated: 0.7, n: 0 },
  ])

  world.model.willAnswer({ confidence: 0.9, reply: 'Dana will call you tomorrow.' }) // caught
  world.model.willAnswer({ confidence: 0.9, reply: 'What would help you to sleep?' })
  await world.sarah.says('I cannot sleep.')
  await world.settle()
  expect((await kept(world)).at(-1)).toMatchObject({
    parts: { model: { value: 0.9, weight: 0.6 }, check: { value: 0, weight: 0.4 } },
    raw: 0.54,
    calibrated: 0.54,
  })
})

test('answers that went wrong make the same claim worth less, until the human is called where the AI would have answered', async () => {
  await using world = await openWorld()
  const { sarah, dana } = world
  const decision = 'I quit my job today.'
  await asks(world, decision, 0.65) // sure enough
  expect(await stateOf(world)).toBe('ai')

  for (let at = 0; at < 6; at++) {
    await asks(world, `This is day ${'x'.repeat(at)} of a long week.`, 0.65)
    await dana.reacts(world.topic('Sarah').at(-1)?.id ?? 0, '👎', { chat: world.group.id })
    await world.settle()
  }
  await world.advance(minutes(11))
  await asks(world, decision, 0.65)
  expect(await stateOf(world)).toBe('waiting')
  const [handoff] = await world.rows<{ reason: string; before: number; signals: { confidence_parts: Kept } }>(
    sql`select reason, ai_confidence_before::float as before, signals from handoffs`,
  )
  expect(handoff).toMatchObject({ reason: 'high_stakes_decision', signals: { confidence_parts: { raw: 0.65 } } })
  expect(handoff?.before).toBeLessThan(0.6)
  expect(handoff?.before).toBe(handoff?.signals.confidence_parts.calibrated)
  // Six that went wrong, and the first one, after which she wrote on.
  expect(handoff?.signals.confidence_parts.n).toBeCloseTo(6.2, 5)
  expect(heard(sarah)).toHaveLength(7)
})

test('a takeover right after counts, and a handoff left to the AI; a refit over the same rows changes nothing', async () => {
  await using world = await openWorld()
  const { sarah, dana } = world
  await asks(world, 'I had a long day.', 0.8)
  await world.advance(minutes(1))
  await world.writes(dana, 'Sarah', '/takeover')
  await world.writes(dana, 'Sarah', '/handback')
  await world.settle()
  await world.advance(minutes(1))
  await asks(world, 'I quit my job today.', 0.5)
  expect(await stateOf(world)).toBe('waiting')
  world.model.willAnswer({ confidence: 0.8, reply: 'What made it today?' })
  await world.taps(dana, 'AI may answer')
  await world.settle()
  expect(heard(sarah).at(-1)).toBe('What made it today?')

  await world.advance(minutes(11))
  await asks(world, 'It was the last straw.', 0.8)
  const [first] = await calibrations(world)
  expect(first?.n).toBeCloseTo(2.2, 5) // the takeover, what was left to the AI, and that she wrote on
  await world.advance(minutes(11))
  await world.rows(sql`update confidence_calibrations set intercept = 5, n = 99`) // as if it had been lost or spoilt
  await world.rows(sql`delete from messages where content = 'It was the last straw.'`)
  await world.rows(sql`delete from messages where sender_type = 'ai' and content like 'About 22%'`)
  await asks(world, 'So be it, then.', 0.8)
  const [second] = await calibrations(world)
  expect(second?.n).toBeCloseTo(2.2, 5)
  expect(second?.intercept).toBeCloseTo(first?.intercept ?? 0, 9)
  expect(second?.slope).toBeCloseTo(first?.slope ?? 0, 9)
})

describe('a reply that was held back', () => {
  test.each([
    ['counts for the AI once the coach has sent it as it is', ['Send it'], { n: 1, isLower: false }],
    ['counts against it once a human answers instead', ['Take over', 'Hand back'], { n: 1, isLower: true }],
    ['says nothing while it waits', [], { n: 0, isLower: false }],
  ] as const)('%s', async (_name, taps, { n, isLower }) => {
    await using world = await openWorld({ clients: ['Sarah', 'Tom'] })
    const { sarah, dana } = world
    world.model.willAnswer({ confidence: 0.9, reply: 'Dana will call you tomorrow.' })
    world.model.willAnswer({ confidence: 0.9, reply: 'Dana promises to be there.' })
    await sarah.says('I had a terrible day.')
    await world.settle()
    expect(await kept(world)).toMatchObject([{ raw: 0.54, n: 0 }])
    for (const button of taps) {
      await world.taps(dana, button)
      await world.settle()
    }
    await world.advance(minutes(11))
    world.model.willAnswer({ confidence: 0.54, reply: 'Good morning.' })
    await world.client('Tom').says('Good morning.')
    await world.settle()
    const { calibrated, ...tom } = (await kept(world)).at(-1) as Kept
    expect(tom).toMatchObject({ raw: 0.54, n })
    if (isLower) expect(calibrated).toBeLessThan(0.54)
    else expect(calibrated).toBeGreaterThanOrEqual(0.54)
    if (n > 0) expect(calibrated).not.toBe(0.54)
  })
})

test("one coach's outcomes are no other coach's", async () => {
  await using world = await openWorld()
  const { dana, app } = world
  const mia = await opensPractice(world, 'Mia')
  const tom = world.simulator.addPerson({ firstName: 'Tom' })
  await tom.opens(world.link(await app.practices.getInviteCode(mia.coachId)))
  await tom.hears('works with Mia')
  await tom.taps('I agree')
  await world.settle()

  await asks(world, 'I had a long day.', 0.8)
  await dana.reacts(world.topic('Sarah').at(-1)?.id ?? 0, '👎', { chat: world.group.id })
  await world.advance(minutes(11))
  await asks(world, 'And another one.', 0.8)
  world.model.willAnswer({ confidence: 0.8, reply: 'Good morning.' })
  await tom.says('Good morning.')
  await world.settle()

  const [, after, ofMia] = await kept(world)
  expect(after).toMatchObject({ raw: 0.8, n: 1 })
  expect(after?.calibrated).toBeLessThan(0.8)
  expect(ofMia).toMatchObject({ raw: 0.8, calibrated: 0.8, n: 0 })
  const rows = await world.rows<{ coach_id: string; n: number }>(sql`select coach_id, n from confidence_calibrations`)
  expect(new Map(rows.map((row) => [row.coach_id, row.n]))).toEqual(
    new Map([
      [world.coach.id, 1],
      [mia.coachId, 0],
    ]),
  )
})
