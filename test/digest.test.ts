/** Once a week, on Monday morning, the coach is told in private what they changed of the drafts and what was learned. */
import { sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { createDigests } from '../src/db/digests.ts'
import { createDoors } from '../src/db/doors.ts'
import { drafts, openCopilot, tap } from './support/copilot.ts'
import { analysed } from './support/learning.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

const offButton = "Don't tell me once a week"
const onButton = 'Tell me once a week'

/** Everybody signs up on Monday, 2 March 2026, at ten. */
async function until(world: World, at: string): Promise<void> {
  await world.advance(Date.parse(`2026-${at}Z`) - world.clock.now().getTime())
  await world.settle()
}

const digests = ({ dana }: World) =>
  dana.screen().filter(({ from, text }) => from.isBot && /^(You changed|This week I|One reply|\d+ repl)/.test(text))

/** What the AI would say, and whether it goes out as it is. */
let made = 0
async function decides(world: World, ...buttons: ('Send' | 'Reject')[]): Promise<void> {
  for (const button of buttons) {
    const reply = `That sounds hard, ${++made}. What happened then?`
    await drafts(world, reply, { says: `It goes on, ${made}.` })
    await tap(world, button, reply)
  }
}

test('how many drafts were changed, and how many a month ago: on the first Monday after a full week, without a sound', async () => {
  await using world = await openCopilot()
  await decides(world, 'Reject') // in the week in which they signed up
  await until(world, '03-09T10:30')
  expect(digests(world)).toEqual([])
  await decides(world, 'Send', 'Send', 'Reject', 'Send', 'Send', 'Reject')
  await until(world, '03-16T08:59')
  expect(digests(world)).toEqual([])
  await until(world, '03-16T09:00')
  expect(digests(world)).toMatchObject([{ text: 'You changed 2 of 6 drafts.', silent: true }])
  expect(
    digests(world)[0]
      ?.buttons?.flat()
      .map(({ text }) => text),
  ).toEqual([offButton])

  // Weeks in which nothing happens.
  for (const monday of ['03-23', '03-30', '04-06']) await until(world, `${monday}T09:30`)
  expect(digests(world)).toHaveLength(1)

  await until(world, '04-07T10:00')
  await decides(world, 'Send', 'Send', 'Send', 'Reject')
  await until(world, '04-13T09:00')
  await decides(world, 'Reject') // is the next week's
  expect(digests(world).map(({ text }) => text)).toEqual([
    'You changed 2 of 6 drafts.',
    'You changed 1 of 4 drafts; a month ago 1 in 3.',
  ])
  await until(world, '04-20T09:00')
  // Four weeks before there were none.
  expect(digests(world).at(-1)?.text).toBe('You changed 1 of 1 draft.')
})

test('without copilot: what was learned, how the AI did with it, what waits for a word, and whose it is', async () => {
  await using world = await openWorld()
  const { sarah, dana, model } = world
  model.answersAs('analysis', analysed)
  model.answersWith((request) => {
    const [, id = '', answer = ''] = /- \[(e\d)\] .*? The answer: “(.*)”/.exec(request.texts('system').join('\n')) ?? []
    return answer ? { used: [id], reply: answer } : { reply: 'That sounds hard. What would help?' }
  })
  const stepsIn = async () => {
    await sarah.says('My work is crushing me, I cannot breathe at my desk.')
    await world.settle()
    for (const text of ['/takeover', 'Okay, breathe with me. What could you put down today?', '/handback']) {
      await world.writes(dana, 'Sarah', text)
      await world.settle()
    }
  }
  await until(world, '03-10T10:00')
  await stepsIn()
  await stepsIn()
  await world.taps(dana, 'Keep') // the other one waits
  await until(world, '03-12T10:00')
  await sarah.says('It is work again. I cannot breathe there.')
  await world.settle()
  await until(world, '03-13T10:00')
  // That she writes on says too little of the first.
  await sarah.says('At work I cannot breathe any more.')
  await world.settle()
  const second = sarah.screen().findLast(({ text }) => text.startsWith('Okay, breathe with me.'))
  await sarah.reacts(second?.id ?? 0, '👍')
  await world.settle()
  await until(world, '03-16T09:00')
  expect(digests(world).map(({ text }) => text)).toEqual([
    [
      'This week I learned from one answer of yours. Most often: calming body and breath. Most often about: work.',
      '2 replies of mine went by what I learned from you: worked 1 of 1, at least 22%.',
      'One more answer of yours to Sarah waits in the topic: tap Keep below “From you” if I may learn from it.',
    ].join('\n\n'),
  ])
  expect(digests(world)[0]?.entities).toMatchObject([
    { type: 'text_link', url: `https://t.me/c/${String(world.group.id).slice(4)}/${world.topicOf('Sarah')}` },
  ])
})

test('switched off below it, where what it says stays to be read, and on again in /style', async () => {
  await using world = await openCopilot()
  await until(world, '03-10T10:00')
  await decides(world, 'Send')
  await until(world, '03-16T09:00')
  await world.dana.taps(offButton)
  await world.settle()
  expect(digests(world)).toMatchObject([{ text: 'You changed 0 of 1 draft.' }])
  expect(
    digests(world)[0]
      ?.buttons?.flat()
      .map(({ text }) => text),
  ).toEqual([onButton])
  await decides(world, 'Reject')
  await until(world, '03-23T09:00')
  expect(digests(world)).toHaveLength(1)

  await world.dana.says('/style')
  await world.settle()
  await world.dana.taps(onButton)
  await world.settle()
  expect(digests(world)).toHaveLength(1) // not at once
  await decides(world, 'Reject', 'Reject')
  await until(world, '03-30T09:00')
  expect(digests(world).at(-1)?.text).toBe('You changed 2 of 2 drafts.')
})

test("in the coach's zone and within their hours; one that comes late is for the same week", async () => {
  await using world = await openCopilot()
  for (const command of ['/timezone Madrid', '/hours mon-fri 11-18']) {
    await world.dana.says(command)
    await world.settle()
  }
  await until(world, '03-10T10:00')
  await decides(world, 'Reject')
  await until(world, '03-16T09:59')
  expect(digests(world)).toEqual([])
  await until(world, '03-16T10:00') // eleven in Madrid
  expect(digests(world).map(({ text }) => text)).toEqual(['You changed 1 of 1 draft.'])

  await decides(world, 'Reject', 'Reject')
  await until(world, '03-23T09:00')
  await until(world, '03-23T20:00') // nothing ran all day
  expect(digests(world)).toHaveLength(1)
  await decides(world, 'Reject', 'Reject', 'Reject')
  await until(world, '03-24T10:00')
  expect(digests(world).at(-1)?.text).toBe('You changed 2 of 2 drafts.')
  await until(world, '03-30T09:00') // eleven in summer
  expect(digests(world).at(-1)?.text).toBe('You changed 3 of 3 drafts.')
})

test('once, whoever looks and however often; a crash before it was sent sends it later', async () => {
  await using world = await openCopilot()
  await until(world, '03-10T10:00')
  await decides(world, 'Reject')
  await until(world, '03-16T08:59')
  // Somebody took it, and is gone.
  await world.rows(sql`update coaches set digest_lease_id = id, digest_due_at = '2026-03-16T09:04Z'`)
  await until(world, '03-16T09:03')
  expect(digests(world)).toEqual([])
  world.simulator.faults.add({ method: 'sendMessage', status: 429, retryAfter: 20, times: 1 })
  await world.restart({})
  await until(world, '03-16T09:03:10')
  expect(digests(world)).toEqual([])
  // Among several processes a lease counts to its end; alone, what it held is free at the start.
  for (const ms of [90_000, 30_000]) {
    world.clock.advance(ms)
    await Promise.all([1, 2, 3, 4].map(() => world.app.reconciler.tick()))
    await world.quiet()
  }
  expect(digests(world)).toHaveLength(1)
  await world.restart({})
  await until(world, '03-16T18:00')
  await until(world, '03-22T09:00')
  expect(digests(world)).toHaveLength(1)
})

test('of two processes that look at once one has it, and whoever took it before has it no more', async () => {
  await using world = await openCopilot()
  await until(world, '03-10T10:00')
  await decides(world, 'Reject')
  await until(world, '03-16T08:59')
  world.clock.advance(60_000) // nobody has looked since
  const [{ id: coachId } = { id: '' }] = await world.rows<{ id: string }>(sql`select id from coaches`)
  const port = { doors: createDoors(world.store.database), clock: world.clock, ids: { next: () => v7() } }
  const [one, other] = [createDigests(port), createDigests(port)]
  const works = await Promise.all([one.claim(coachId), other.claim(coachId)])
  const taken = works.filter((work) => work !== undefined)
  expect(taken).toMatchObject([{ counts: { drafts: { decided: 1, changed: 1 } } }])
  const [first] = taken
  world.clock.advance(6 * 60_000)
  const second = await other.claim(coachId)
  if (!first || !second) throw new Error('Nobody has it')
  // Nothing of what the first does has an effect any more.
  await one.recordTold(first)
  await one.putOff(first, 24 * 3_600_000)
  expect(await world.rows(sql`select digest_last_at as at, digest_lease_id as lease from coaches`)).toEqual([
    { at: null, lease: second.leaseId },
  ])
  await other.recordTold(second)
  expect(await one.claim(coachId)).toBeUndefined()
})

test('what Telegram did not answer for is said again, once it does, after a restart too; whoever blocked the bot is left alone', async () => {
  await using world = await openCopilot()
  await until(world, '03-10T10:00')
  await decides(world, 'Reject')
  await until(world, '03-16T08:59')
  world.simulator.faults.add({ method: 'sendMessage', status: 502, times: 2 })
  await until(world, '03-16T09:00')
  expect(digests(world)).toEqual([])
  await world.restart({})
  await until(world, '03-16T09:11')
  expect(world.simulator.faults.list()).toEqual([])
  expect(digests(world)).toEqual([])
  await until(world, '03-16T09:22')
  expect(digests(world).map(({ text }) => text)).toEqual(['You changed 1 of 1 draft.'])
  await until(world, '03-17T12:00')
  expect(digests(world)).toHaveLength(1)

  await decides(world, 'Reject', 'Send')
  await until(world, '03-23T08:59')
  world.simulator.faults.add({ method: 'sendMessage', status: 403, description: 'Forbidden: blocked', times: 1 })
  await until(world, '03-23T09:00')
  await until(world, '03-24T12:00')
  expect(digests(world)).toHaveLength(1)
})
