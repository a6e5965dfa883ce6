import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { heard, notices, stateOf, whileModelThinks } from './support/acts.ts'
import { nameOf } from './support/openai-server.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

const promise = 'Dana will call you tomorrow.'
const fine = 'That sounds heavy. What would help today?'

async function saysAndWaits(world: World, text = 'I had a terrible day.') {
  await world.sarah.says(text)
  await world.settle()
}

function calls(world: World): string[] {
  return world.model.requests.map(nameOf).filter((name) => name === 'turn_answer' || name === 'reply_judgement')
}

async function aiMessages(world: World) {
  return world.rows<{ visibility: string; content: string; metadata: Record<string, unknown> }>(
    sql`select visibility, content, metadata from messages where sender_type = 'ai' order by seq`,
  )
}

/** A reply that was caught twice waits in Sarah's topic. */
async function heldBack(options: Parameters<typeof openWorld>[0] = {}) {
  const world = await openWorld(options)
  world.model.willAnswer({ reply: promise })
  world.model.willAnswer({ reply: 'Dana promises to be there.' })
  await saysAndWaits(world)
  return world
}

function draftIn(world: World) {
  return world.topic('Sarah').findLast((message) => message.text.includes('Held back'))
}

async function tap(world: World, button: string, who = world.dana) {
  const result = await who.taps(button, { chat: world.group.id, messageId: draftIn(world)?.id ?? 0 })
  await world.settle()
  return result.answer?.text
}

describe('a reply that must not be said', () => {
  test('is asked for once more, with what was wrong, and what comes then is sent', async () => {
    await using world = await openWorld()
    world.model.willAnswer({ reply: promise })
    world.model.willAnswer({ reply: fine })
    await saysAndWaits(world)

    expect(heard(world.sarah)).toEqual([fine])
    expect(calls(world)).toEqual(['turn_answer', 'turn_answer'])
    expect(world.model.requests.at(-1)?.texts('system').at(-1)).toContain(promise)
    const [message] = await aiMessages(world)
    expect(message?.metadata['reply_check']).toEqual({
      tries: 2,
      found: [{ attempt: 1, concern: 'promise', rule: 'promise.will', words: promise, decided_by: 'rule' }],
    })
    const usage = await world.rows(sql`select id from usage_events where purpose = 'turn'`)
    expect(usage).toHaveLength(2)
  })

  test('caught again, it is not sent: the client hears who looks at it, the coach sees it and what was found', async () => {
    await using world = await heldBack()
    expect(heard(world.sarah)).toEqual([])
    expect(notices(world.sarah).at(-1)).toContain("I'd like Dana to look at my answer")
    expect(await stateOf(world)).toBe('waiting')
    const [handoff] = await world.rows<{ reason: string }>(sql`select reason from handoffs`)
    expect(handoff?.reason).toBe('unsafe_reply')
    const draft = draftIn(world)
    expect(draft?.text).toContain('promises something on your behalf: “Dana promises to be there.”')
    expect(draft?.buttons?.flat().map(({ text }) => text)).toEqual(['Send it', 'Take over', 'AI may answer'])
    expect(await aiMessages(world)).toMatchObject([{ visibility: 'held' }])
  })

  test('goes to the coach as well when no second answer comes', async () => {
    await using world = await openWorld()
    world.model.answersWith(() => {
      world.model.alwaysFail('500') // from the next call on
      return { reply: promise }
    })
    await saysAndWaits(world)
    expect(heard(world.sarah)).toEqual([])
    expect(await world.rows(sql`select reason from handoffs`)).toEqual([{ reason: 'unsafe_reply' }])
    expect(draftIn(world)?.text).toContain(promise)
    const [message] = await aiMessages(world)
    expect(message?.metadata['reply_check']).toMatchObject({ tries: 1 })
  })
})

describe('where words alone do not tell', () => {
  const unsure = 'You once said that your father never praised you.'
  const judged = (world: World, problems: number[]) => world.model.answersAs('reply_judgement', () => ({ problems }))

  test('the model is asked, and what it clears is sent at once', async () => {
    await using world = await openWorld()
    judged(world, [])
    world.model.willAnswer({ reply: unsure })
    await saysAndWaits(world)
    expect(heard(world.sarah)).toEqual([unsure])
    expect(calls(world)).toEqual(['turn_answer', 'reply_judgement'])
    expect(await world.rows(sql`select id from usage_events where purpose = 'reply_check'`)).toHaveLength(1)
  })

  test('what it finds is asked for again', async () => {
    await using world = await openWorld()
    judged(world, [1])
    world.model.willAnswer({ reply: unsure })
    world.model.willAnswer({ reply: fine })
    await saysAndWaits(world)
    expect(heard(world.sarah)).toEqual([fine])
    const [message] = await aiMessages(world)
    expect(message?.metadata['reply_check']).toMatchObject({ found: [{ decided_by: 'model' }] })
  })

  test('an answer that does not come counts as caught', async () => {
    await using world = await openWorld()
    world.model.answersAs('reply_judgement', () => ({ problems: 'many' }))
    world.model.willAnswer({ reply: unsure })
    world.model.willAnswer({ reply: fine })
    await saysAndWaits(world)
    expect(heard(world.sarah)).toEqual([fine])
    const [message] = await aiMessages(world)
    expect(message?.metadata['reply_check']).toMatchObject({ found: [{ decided_by: 'no_answer' }] })
  })
})

test('what the coach has said to the client the AI may say again', async () => {
  await using world = await openWorld()
  await saysAndWaits(world)
  await world.writes(world.dana, 'Sarah', '/takeover')
  await world.settle()
  await world.writes(world.dana, 'Sarah', 'I will call you tomorrow.')
  await world.settle()
  await world.writes(world.dana, 'Sarah', '/handback')
  await world.settle()
  world.model.willAnswer({ reply: promise })
  await saysAndWaits(world, 'When do we talk?')
  expect(heard(world.sarah).at(-1)).toBe(promise)
})

describe('a reply that waits for the coach', () => {
  test('[Send it] sends it once as the AI’s words, noting who approved it, and the AI leads again', async () => {
    await using world = await heldBack()
    const { dana, sarah } = world
    const at = { chat: world.group.id, messageId: draftIn(world)?.id ?? 0 }
    const answers = await Promise.all([dana.taps('Send it', at), dana.taps('Send it', at).catch(() => undefined)])
    await world.settle()
    expect(answers.map((one) => one?.answer?.text)).toContain('Sent.')
    expect(heard(sarah)).toEqual(['Dana promises to be there.'])
    expect(await stateOf(world)).toBe('ai')
    const [message] = await aiMessages(world)
    const [owner] = await world.rows<{ id: string }>(sql`select id from coach_members where role = 'owner'`)
    expect(message).toMatchObject({ visibility: 'shared', metadata: { approved_by: owner?.id } })
    const humans = await world.rows<{ n: number }>(sql`select human_messages as n from handoffs`)
    expect(humans).toMatchObject([{ n: 0 }])

    world.model.willAnswer({ reply: fine })
    await saysAndWaits(world, 'Thank you.')
    expect(heard(sarah).at(-1)).toBe(fine)
  })

  test('what the client has written meanwhile is answered after it', async () => {
    await using world = await heldBack()
    await saysAndWaits(world, 'Are you still there?')
    world.model.willAnswer({ reply: fine })
    await tap(world, 'Send it')
    expect(heard(world.sarah)).toEqual(['Dana promises to be there.', fine])
  })

  test('is never sent once a human leads, nor after they have left', async () => {
    await using world = await heldBack()
    await tap(world, 'Take over')
    expect(await tap(world, 'Send it')).toBe('Not sent: the AI is not waiting for this any more.')
    await world.writes(world.dana, 'Sarah', '/handback')
    await world.settle()
    expect(heard(world.sarah)).not.toContain('Dana promises to be there.')
    expect(await aiMessages(world)).toContainEqual(expect.objectContaining({ visibility: 'held' }))
  })

  test('is not sent in a crisis', async () => {
    await using world = await heldBack()
    await saysAndWaits(world, 'I want to kill myself tonight.')
    expect(await tap(world, 'Send it')).toBe('Not sent: the AI is not waiting for this any more.')
    expect(heard(world.sarah)).not.toContain('Dana promises to be there.')
  })

  test('[AI may answer] lets the AI try again, and what it then says is checked as well', async () => {
    await using world = await heldBack()
    world.model.willAnswer({ reply: fine })
    await tap(world, 'AI may answer')
    expect(heard(world.sarah)).toEqual([fine])
    expect(await stateOf(world)).toBe('ai')
  })

  test('a takeover while the reply is checked leaves nothing of it', async () => {
    await using world = await openWorld()
    await saysAndWaits(world, 'Hello.')
    world.model.answersWith(() => ({ reply: promise }))
    await world.sarah.says('Please help.')
    await whileModelThinks(world, async () => {
      await world.writes(world.dana, 'Sarah', '/takeover')
      await world.sarah.hears('Dana is here now')
    })
    expect(draftIn(world)).toBeUndefined()
    expect(heard(world.sarah)).not.toContain(promise)
  })
})
