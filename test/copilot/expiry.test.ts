import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { heard, notices } from '../support/acts.ts'
import { aiRows, answers, drafts, ladder, openCopilot, sets, shown, tap } from '../support/copilot.ts'

const draft = 'That sounds hard. What did you feel?'
const minute = 60_000
const seen = 'looks at my answers before you get them'

const reminders = (world: Awaited<ReturnType<typeof openCopilot>>) =>
  world.topic('Sarah').filter(({ text }) => text.startsWith('⏰'))

test('a draft that nobody decides: after an hour the client hears who will see it, and the coach is reminded', async () => {
  await using world = await openCopilot()
  await drafts(world, draft)
  await world.advance(58 * minute)
  expect(notices(world.sarah).join()).not.toContain(seen)
  expect(reminders(world)).toHaveLength(0)
  await world.advance(3 * minute)
  expect(notices(world.sarah).at(-1)).toContain(seen)
  expect(reminders(world)).toHaveLength(1)
  expect(heard(world.sarah)).toEqual([])

  await world.advance(61 * minute)
  expect(reminders(world).map(({ silent }) => silent)).toEqual([true, true])
  expect(notices(world.sarah).filter((text) => text.includes(seen))).toHaveLength(1)
  // It may be sent all the same, and then nothing comes any more.
  await tap(world, 'Send', draft)
  expect(heard(world.sarah)).toEqual([draft])
  await world.advance(5 * 60 * minute)
  expect(reminders(world)).toHaveLength(2)
})

test('an answer to the reminder is an edit of the draft', async () => {
  await using world = await openCopilot()
  await drafts(world, draft)
  await world.advance(61 * minute)
  await answers(world, 'still waits above', 'In my words.')
  expect(heard(world.sarah)).toEqual(['In my words.'])
})

test('a rejected one leaves nobody in silence either', async () => {
  await using world = await openCopilot()
  await drafts(world, draft)
  await tap(world, 'Reject', draft)
  await world.advance(61 * minute)
  expect(notices(world.sarah).at(-1)).toContain(seen)
  expect(shown(world, 'was rejected').text).toContain('Sarah')
  expect(heard(world.sarah)).toEqual([])
})

test('survives a restart before its time', async () => {
  await using world = await openCopilot()
  await drafts(world, draft)
  await world.advance(30 * minute)
  await world.restart({})
  await world.advance(31 * minute)
  expect(notices(world.sarah).at(-1)).toContain(seen)
  expect(reminders(world)).toHaveLength(1)
  await tap(world, 'Send', draft)
  expect(heard(world.sarah)).toEqual([draft])
})

test('goes out by itself where the coach wants that and the AI is sure, and says so', async () => {
  await using world = await openCopilot()
  await sets(world, '15 min', 'Send if sure')
  world.model.willAnswer({ reply: draft, confidence: 1, situation: 'conflict with the boss' })
  await world.sarah.says('My boss shouted at me.')
  await world.settle()
  await world.rows(
    sql`update messages set metadata = jsonb_set(metadata, '{confidence}', '0.93') where sender_type = 'ai'`,
  )
  await world.advance(14 * minute)
  expect(heard(world.sarah)).toEqual([])
  await world.advance(2 * minute)
  expect(heard(world.sarah)).toEqual([draft])
  expect(shown(world, draft).text).toContain('by itself')
  const [row] = await aiRows(world)
  expect(row).toMatchObject({ metadata: { draft: { outcome: 'expired' } } })
  expect(row?.metadata.approved_by).toBeUndefined()
})

test('does not go out by itself when the AI is not sure', async () => {
  await using world = await openCopilot()
  await sets(world, '15 min', 'Send if sure')
  world.model.willAnswer({ reply: draft, confidence: 0.7 })
  await world.sarah.says('My boss shouted at me.')
  await world.settle()
  await world.advance(16 * minute)
  expect(heard(world.sarah)).toEqual([])
  expect(notices(world.sarah).at(-1)).toContain(seen)
})

test('does not go out by itself where something asks for an eye: another was rejected, or the coach wants to be asked', async () => {
  await using world = await openCopilot()
  await sets(world, '15 min', 'Send if sure')
  const isSure = sql`update messages set metadata = jsonb_set(metadata, '{confidence}', '0.93') where sender_type = 'ai'`
  await drafts(world, draft)
  await tap(world, 'Reject', draft)
  world.model.willAnswer({ reply: 'What happened then?', situation: 'trouble with the boss at work' })
  await tap(world, 'Let the AI try again', draft)
  await world.rows(isSure)
  await world.advance(20 * minute)
  expect(heard(world.sarah)).toEqual([])

  await ladder(world)
  await tap(world, 'work: always ask', 'for Sarah')
  await drafts(world, 'And now?', { says: 'He shouted again.' })
  await world.rows(isSure)
  await world.advance(20 * minute)
  expect(heard(world.sarah)).toEqual([])
})

test('counts the coach’s hours; the client hears within the hour all the same', async () => {
  await using world = await openCopilot({ start: '2026-03-02T16:30:00Z' }) // a Monday
  await world.dana.says('/hours mon-fri 9-17')
  await world.settle()
  await drafts(world, draft)
  await world.advance(58 * minute)
  expect(notices(world.sarah).join()).not.toContain(seen)
  await world.advance(5 * minute)
  expect(notices(world.sarah).at(-1)).toMatch(/looks at my answers before you get them, and is back .*9:00/)
  expect(reminders(world)).toHaveLength(0)
  await world.advance(15 * 60 * minute) // Tuesday, half past eight
  expect(reminders(world)).toHaveLength(0)
  await world.advance(65 * minute) // half an hour was left of Monday
  expect(reminders(world)).toHaveLength(1)
  expect(notices(world.sarah).filter((text) => text.includes(seen))).toHaveLength(1)
})

test('who writes when the coach is away hears so at once', async () => {
  await using world = await openCopilot({ start: '2026-03-02T19:00:00Z' })
  await world.dana.says('/hours mon-fri 9-17')
  await world.settle()
  await drafts(world, draft)
  expect(notices(world.sarah).at(-1)).toMatch(/and is back .*9:00/)
  expect(shown(world, draft).silent).toBe(true)
  await drafts(world, 'Another.', { says: 'Hello?' })
  expect(notices(world.sarah).filter((text) => text.includes(seen))).toHaveLength(1)
})

test('disturbs nobody’s night: the coach is reminded, the client hears in the morning', async () => {
  await using world = await openCopilot({ start: '2026-03-02T22:30:00Z' })
  await drafts(world, draft)
  await world.advance(61 * minute)
  expect(reminders(world)).toHaveLength(1)
  expect(notices(world.sarah).join()).not.toContain(seen)
  await world.advance(12 * 60 * minute)
  expect(notices(world.sarah).at(-1)).toContain(seen)
})

test('the settings screen says what is set', async () => {
  await using world = await openCopilot()
  expect(await sets(world)).toContain('A draft waits for an hour of your /hours.')
  const screen = await sets(world, '15 min', 'Send if sure', '3 unchanged')
  expect(screen).toContain('A draft waits for 15 minutes.')
  expect(screen).toContain('goes out by itself')
  expect(screen).toContain('the last 3 drafts')
  expect(await world.rows(sql`select mode, settings -> 'copilot' as copilot from coaches`)).toEqual([
    { mode: 'copilot', copilot: { wait: 'quarter', end: 'send', unchanged: 3 } },
  ])
})
