import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { heard, notices, stateOf } from './support/acts.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

/** Sarah waits for Dana, who has asked what she might write. */
async function suggested() {
  const world = await openWorld()
  let drafts = 0
  world.model.answersAs('suggestion', () => ({ draft: `Draft ${++drafts}: I am with you.` }))
  world.model.willAnswer({ wants_human: true })
  await world.sarah.says('Can I talk to Dana?')
  await world.settle()
  await tap(world, 'Suggest a reply')
  return world
}

async function tap(world: World, button: string) {
  const result = await world.taps(world.dana, button)
  await world.settle()
  return result?.answer?.text
}

const drafts = (world: World) => world.topic('Sarah').filter(({ text }) => text.includes('A draft for Sarah'))

test('a draft is shown in the topic and to nobody else; [Send] takes over and sends it as the human', async () => {
  await using world = await suggested()
  expect(drafts(world)).toHaveLength(1)
  expect(drafts(world)[0]?.text).toContain('Draft 1: I am with you.')
  expect(heard(world.sarah)).toEqual([])
  expect(await stateOf(world)).toBe('waiting')

  await tap(world, 'Send')
  expect(notices(world.sarah).at(-1)).toBe('ℹ️ Dana is here now, in person.')
  expect(heard(world.sarah)).toEqual(['Dana: Draft 1: I am with you.'])
  expect(await stateOf(world)).toBe('human')
  const rows = await world.rows(
    sql`select sender_type, metadata -> 'suggested' as suggested from messages where content like 'Draft 1%'`,
  )
  expect(rows).toEqual([{ sender_type: 'human_coach', suggested: true }])
  expect(await world.rows(sql`select id from usage_events where purpose = 'suggestion'`)).toHaveLength(1)
})

test('[Another] writes another, knowing the first', async () => {
  await using world = await suggested()
  await tap(world, 'Another')
  expect(drafts(world).at(-1)?.text).toContain('Draft 2')
  expect(world.model.requests.at(-1)?.texts('system').at(-1)).toContain('Draft 1: I am with you.')
})

test('works while a human leads, and not once the AI leads again', async () => {
  await using world = await suggested()
  await world.writes(world.dana, 'Sarah', '/takeover')
  await world.settle()
  await tap(world, 'Suggest a reply')
  expect(drafts(world)).toHaveLength(2)
  await world.writes(world.dana, 'Sarah', '/handback')
  await world.settle()
  expect(await tap(world, 'Suggest a reply')).toBe('Nothing to suggest here now.')
  expect(await tap(world, 'Send')).toBe('That is decided already.')
  expect(heard(world.sarah).join()).not.toContain('Draft')
})

test('in a crisis the model writes nothing, and what it wrote before is not sent', async () => {
  await using world = await suggested()
  await world.sarah.says('I want to kill myself tonight.')
  await world.settle()
  const before = world.model.requests.length
  expect(await tap(world, 'Suggest a reply')).toBe('Nothing to suggest here now.')
  expect(await tap(world, 'Send')).toBe('That is decided already.')
  expect(world.model.requests).toHaveLength(before)
  expect(heard(world.sarah).join()).not.toContain('Draft')
})

test('a model that does not answer is said to the coach, and to nobody else', async () => {
  await using world = await openWorld()
  world.model.willAnswer({ wants_human: true })
  await world.sarah.says('Can I talk to Dana?')
  await world.settle()
  world.model.alwaysFail('500')
  await tap(world, 'Suggest a reply')
  expect(world.topic('Sarah').at(-1)?.text).toContain('No suggestion')
})
