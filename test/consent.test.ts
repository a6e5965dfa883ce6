import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { asked, heard, notices, stateOf, whileModelThinks } from './support/acts.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>
type Person = World['dana']

/** Sarah has been invited and has not answered yet. */
async function invited() {
  const world = await openWorld({ clients: [] })
  const sarah = await world.addClient('Sarah', { agrees: false })
  await world.settle()
  return { world, sarah }
}

async function says(world: World, person: Person, ...texts: string[]) {
  for (const text of texts) await person.says(text)
  await world.settle()
}

const everythingTheModelSaw = (world: World) => JSON.stringify(world.model.requests.map((request) => request.body))
const storedTexts = async (world: World) =>
  (await world.rows<{ content: string }>(sql`select content from messages order by seq`)).map((row) => row.content)

describe('before consent', () => {
  test('no text reaches the model or the coach, and one reminder is enough', async () => {
    const { world, sarah } = await invited()
    await using _ = world
    await says(world, sarah, 'Hi.', 'I feel lost.', 'Hello?')
    await world.advance(10_000)
    expect(asked(world)).toEqual([])
    expect(notices(sarah).filter((text) => text.includes('tap one of the two buttons'))).toHaveLength(1)
    expect(
      world.dana
        .screen({ chat: world.group.id })
        .map((message) => message.text)
        .join(),
    ).not.toContain('lost')
    await world.advance(60_000)
    await says(world, sarah, 'Anyone?')
    expect(notices(sarah).filter((text) => text.includes('tap one of the two buttons'))).toHaveLength(2)
  })

  test('the client is told that an AI answers, who reads along, and where to turn in danger', async () => {
    const { world, sarah } = await invited()
    await using _ = world
    const disclosure = notices(sarah)[0] ?? ''
    for (const part of ["I'm an AI", 'Dana reads along', 'sent to an AI service', '112 or 911'])
      expect(disclosure).toContain(part)
    const buttons = sarah
      .screen()
      .at(-1)
      ?.buttons?.flat()
      .map((button) => button.text)
    expect(buttons).toEqual(['I agree', 'No, thank you'])
  })
})

describe('agreeing', () => {
  test('keeps the wording, its version and the time', async () => {
    const { world, sarah } = await invited()
    await using _ = world
    await world.advance(90_000)
    await sarah.taps('I agree')
    await world.settle()
    const rows = await world.rows<{ version: string; wording: string; at: string; withdrawn_at: string | null }>(
      sql`select version, wording, to_json(given_at) #>> '{}' as at, withdrawn_at from consents`,
    )
    expect(rows).toHaveLength(1)
    expect(rows[0]?.version).toMatch(/^\d{4}-\d{2}$/)
    expect(`ℹ️ ${rows[0]?.wording}`).toBe(notices(sarah)[0])
    expect(Math.abs(new Date(rows[0]?.at ?? 0).getTime() - world.clock.now().getTime())).toBeLessThan(1_000)
    expect(rows[0]?.withdrawn_at).toBeNull()
  })

  test('what was written before is then answered, once, in one turn, and shown to the coach', async () => {
    const { world, sarah } = await invited()
    await using _ = world
    await says(world, sarah, 'Hi.', 'I feel lost.')
    await sarah.taps('I agree')
    await world.settle()
    expect(asked(world)).toEqual([['Hi.', 'I feel lost.']])
    expect(heard(sarah)).toHaveLength(1)
    const topic = world.topic('Sarah').map((message) => message.text)
    expect(topic.filter((text) => text.startsWith('Sarah: Hi.\nI feel lost.\n'))).toHaveLength(1)
  })

  test('what was written before waits to be shown to the coach with its answer', async () => {
    const { world, sarah } = await invited()
    await using _ = world
    await says(world, sarah, 'I feel lost.')
    world.model.hold()
    await sarah.taps('I agree')
    await world.model.nextRequest()
    await world.dana.hears('has agreed', { chat: world.group.id })
    await new Promise((resolve) => setTimeout(resolve, 300)) // long enough for whatever would be sent now
    expect(world.topic('Sarah').filter(({ text }) => text.includes('I feel lost.'))).toEqual([])
    world.model.release()
    await world.settle()
    const shown = world.topic('Sarah').filter(({ text }) => text.includes('I feel lost.'))
    expect(shown.map(({ text }) => text)).toEqual([expect.stringMatching(/^Sarah: I feel lost\.\nAI to Sarah/)])
  })

  test('what was written before is shown to a coach of few mirrors when those of the session are', async () => {
    const { world, sarah } = await invited()
    await using _ = world
    const shown = () => world.topic('Sarah').filter(({ text }) => text.includes('I feel lost.'))
    await world.dana.says('/mirrors')
    await world.dana.hears('How much do you want to see')
    await world.dana.taps('one message per session')
    await says(world, sarah, 'I feel lost.')
    world.model.hold()
    await sarah.taps('I agree')
    await world.dana.hears('has agreed', { chat: world.group.id })
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(shown()).toEqual([])
    world.model.release()
    await world.settle()
    await world.advance(29 * 60_000)
    expect(shown()).toEqual([])
    await world.advance(2 * 60_000)
    expect(shown()).toHaveLength(1)
  })

  test('what was written before is not shown to a coach who wants to see what is needed, until they are called', async () => {
    const { world, sarah } = await invited()
    await using _ = world
    const shown = () => world.topic('Sarah').filter(({ text }) => text.includes('I feel lost.'))
    await world.dana.says('/mirrors')
    await world.dana.hears('How much do you want to see')
    await world.dana.taps('only when I am needed')
    await says(world, sarah, 'I feel lost.')
    await sarah.taps('I agree')
    await world.settle()
    await world.advance(60 * 60_000)
    expect(shown()).toEqual([])
    await says(world, sarah, '/human')
    expect(shown()).not.toEqual([])
  })

  test('an edit made before is what counts', async () => {
    const { world, sarah } = await invited()
    await using _ = world
    const { id } = await sarah.says('I hate him.')
    await world.settle()
    await sarah.edits(id, 'I miss him.')
    await world.settle()
    await sarah.taps('I agree')
    await world.settle()
    expect(asked(world)).toEqual([['I miss him.']])
  })

  test('twice is once', async () => {
    const { world, sarah } = await invited()
    await using _ = world
    await Promise.all([sarah.taps('I agree'), sarah.taps('I agree')])
    await world.settle()
    expect(notices(sarah).filter((text) => text.includes("What's on your mind?"))).toHaveLength(1)
    expect(await world.rows(sql`select id from consents`)).toHaveLength(1)
    expect(world.topic('Sarah').filter((message) => message.text.includes('has agreed'))).toHaveLength(1)
  })
})

test('declining deletes what was written, and nothing more comes', async () => {
  const { world, sarah } = await invited()
  await using _ = world
  await says(world, sarah, 'I feel lost.')
  await sarah.taps('No, thank you')
  await world.settle()
  expect(notices(sarah).at(-1)).toContain("I won't write to you again")
  expect(await storedTexts(world)).toEqual([])
  const before = sarah.screen().length
  await world.advance(3_600_000)
  expect(sarah.screen()).toHaveLength(before)

  await says(world, sarah, '/start')
  await sarah.taps('I agree')
  await world.settle()
  await says(world, sarah, 'I am back.')
  expect(asked(world)).toEqual([['I am back.']])
})

describe('withdrawing', () => {
  async function withdraws(sarah: Person) {
    await sarah.says('/privacy')
    await sarah.hears('What is kept')
    await sarah.taps('Stop and withdraw my consent')
    await sarah.hears('You have withdrawn')
  }

  test('holds from the next message on; it is not read by the AI, nor by the coach', async () => {
    await using world = await openWorld()
    const { sarah } = world
    await says(world, sarah, 'Hello.')
    await withdraws(sarah)
    await says(world, sarah, 'Secret one.', 'Secret two.')
    await world.advance(60_000)
    expect(asked(world)).toHaveLength(1)
    expect(
      world
        .topic('Sarah')
        .map((message) => message.text)
        .join(),
    ).not.toContain('Secret')
    const [consent] = await world.rows<{ withdrawn_at: string | null }>(sql`select withdrawn_at from consents`)
    expect(consent?.withdrawn_at).not.toBeNull()
  })

  test('while the model is at work: its answer is not sent', async () => {
    await using world = await openWorld()
    const { sarah } = world
    await sarah.says('Hello.')
    await whileModelThinks(world, () => withdraws(sarah))
    expect(heard(sarah)).toEqual([])
  })

  test('while a reply waits to be sent: it is not sent', async () => {
    await using world = await openWorld()
    const { sarah } = world
    await sarah.says('I wonder if')
    await world.advance(5_000)
    expect(asked(world)).toHaveLength(1)
    await withdraws(sarah)
    await world.settle()
    expect(heard(sarah)).toEqual([])
  })

  test('/start asks again, and agreeing again is a consent of its own', async () => {
    await using world = await openWorld()
    const { sarah } = world
    await withdraws(sarah)
    await says(world, sarah, '/start')
    expect(notices(sarah).at(-1)).toContain("I'm an AI that works with Dana")
    await sarah.taps('I agree')
    await world.settle()
    await says(world, sarah, 'Hello again.')
    expect(asked(world)).toEqual([['Hello again.']])
    const consents = await world.rows<{ open: boolean }>(
      sql`select withdrawn_at is null as open from consents order by given_at, id`,
    )
    expect(consents.map((row) => row.open).sort()).toEqual([false, true])
  })

  test('the old [No, thank you] withdraws too', async () => {
    await using world = await openWorld()
    const { sarah } = world
    await sarah.taps('No, thank you')
    await world.settle()
    await says(world, sarah, 'Hello?')
    expect(asked(world)).toEqual([])
    expect(notices(sarah).at(-1)).toContain('tap one of the two buttons')
  })
})

describe('a stranger', () => {
  test.each(['/start', '/start nothing-like-a-code', '/start coach-nothing', '/human', '/privacy', 'Hello?'])(
    'who writes %s learns nothing',
    async (text) => {
      await using world = await openWorld({ clients: [] })
      const eve = world.simulator.addPerson({ firstName: 'Eve' })
      await says(world, eve, text)
      const answers = eve.screen().filter((message) => message.from.isBot)
      expect(answers).toHaveLength(1)
      expect(answers[0]?.text).not.toMatch(/Dana|Sarah|coach-/)
      expect(answers[0]?.buttons ?? []).toEqual([])
      expect(asked(world)).toEqual([])
      expect(await storedTexts(world)).toEqual([])
      expect(await world.rows(sql`select id from clients`)).toEqual([])
    },
  )
})

describe('the invitation', () => {
  test('is not for the coach: her own is explained to her, and she stays a coach', async () => {
    await using world = await openWorld({ clients: [] })
    const { dana } = world
    await dana.opens(world.link(await world.app.practices.getInviteCode(world.coach.id)))
    await dana.hears('This is your own invitation')
    await says(world, dana, '/help')
    expect(dana.screen().at(-1)?.text).toContain('/invite')
    expect(await world.rows(sql`select id from clients`)).toEqual([])
  })

  test('opened again changes nothing: one client, one conversation, one topic', async () => {
    await using world = await openWorld()
    const { sarah } = world
    await says(world, sarah, 'Hello.')
    await sarah.opens(world.link(await world.app.practices.getInviteCode(world.coach.id)))
    await world.settle()
    await says(world, sarah, '/start')
    expect(notices(sarah).slice(-2)).toEqual([
      expect.stringContaining('Good to see you'),
      expect.stringContaining('Good to see you'),
    ])
    expect(await world.rows(sql`select id from clients`)).toHaveLength(1)
    expect(await world.rows(sql`select id from consents`)).toHaveLength(1)
    expect(
      world.dana
        .chats()
        .find((chat) => chat.id === world.group.id)
        ?.topics.map((topic) => topic.name),
    ).toEqual(['General', 'Sarah'])
    expect(heard(sarah)).toHaveLength(1)
  })
})

describe('a client who blocks the bot', () => {
  test('the coach is told, nothing is lost in silence, and coming back is told too', async () => {
    await using world = await openWorld()
    const { sarah, dana } = world
    await says(world, sarah, 'Hello.')
    await sarah.blocks('@clone_bot')
    await world.settle()
    const inTopic = (text: string) => world.topic('Sarah').filter((message) => message.text.includes(text))
    expect(inTopic('Sarah has blocked the bot')).toHaveLength(1)

    await world.writes(dana, 'Sarah', '/takeover')
    await world.writes(dana, 'Sarah', 'Are you all right?')
    await world.settle()
    expect(heard(sarah)).not.toContain('Dana: Are you all right?')
    expect(inTopic('has blocked the bot').length).toBeGreaterThan(1) // what she wrote did not arrive

    await sarah.unblocks('@clone_bot')
    await world.settle()
    expect(inTopic('has opened the bot again')).toHaveLength(1)
    await world.writes(dana, 'Sarah', 'Good to see you.')
    await world.settle()
    expect(heard(sarah).at(-1)).toBe('Dana: Good to see you.')
    expect(await stateOf(world)).toBe('human')
  })

  test('unblocking is no consent', async () => {
    const { world, sarah } = await invited()
    await using _ = world
    await sarah.blocks('@clone_bot')
    await sarah.unblocks('@clone_bot')
    await world.settle()
    await says(world, sarah, 'Hello.')
    expect(asked(world)).toEqual([])
    expect(everythingTheModelSaw(world)).not.toContain('Hello.')
  })
})
