/** `/why`: the team hears what was decided and by what, in words; a client hears who wrote, and nothing of scores. */
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { joinsTeam } from './support/acts.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

const unsure = { confidence: 0.4, reply: 'What would change if you left?' }
const weighty = 'I have been thinking about getting a divorce some day.'

async function says(world: World, text: string, answer: Parameters<World['model']['willAnswer']>[0] = {}) {
  world.model.willAnswer(answer)
  await world.sarah.says(text)
  await world.settle()
}

/** Asks in Sarah's topic, and reads what comes back there; nothing of it may reach Sarah's phone. */
async function why(world: World, about?: string, who = world.dana): Promise<string> {
  const replyTo = about === undefined ? undefined : world.topic('Sarah').find(({ text }) => text.includes(about))?.id
  if (about !== undefined && replyTo === undefined) throw new Error(`Nothing says ${about}`)
  const onPhone = world.sarah.screen().map(({ text }) => text)
  const { id } = await world.writes(who, 'Sarah', '/why', replyTo === undefined ? {} : { replyTo })
  await world.settle()
  expect(world.sarah.screen().map(({ text }) => text)).toEqual(onPhone)
  const answers = world.topic('Sarah').filter(({ from, silent, ...shown }) => from.isBot && silent && shown.id > id)
  expect(answers).toHaveLength(1)
  return answers[0]?.text ?? ''
}

async function clientAsks(world: World, replyTo?: number): Promise<string> {
  await world.sarah.says('/why', replyTo === undefined ? {} : { replyTo })
  await world.settle()
  return world.sarah.screen().at(-1)?.text ?? ''
}

describe("in a client's topic", () => {
  test('the last turn: what was decided, by what sum, each signal with what it saw, the words, how sure, and who wrote', async () => {
    await using world = await openWorld()
    await says(world, weighty, unsure)
    const [conversation] = await world.rows<{ model: string }>(
      sql`select metadata ->> 'model' as model from messages where sender_type = 'ai'`,
    )
    expect(await why(world)).toBe(
      `The AI answered Sarah, and offered to ask Dana.
Decided by: the sum of all signals.
What Sarah wrote:
${weighty}
The signals, each as strength × weight:
• the AI is unsure: 1 × 0.3 = 0.3 (40% sure)
• an important decision: 1 × 0.3 = 0.3 (relationship)
Together 0.6. Above 0.35 you are offered, above 0.7 you are called.
How sure the AI was: 40%
The offer: open since today at 10:00.
Written by: the AI (${conversation?.model}), today at 10:00.`,
    )
  })

  test('tells an answer, an offer that was not made again, and an answer over words that had called already', async () => {
    await using world = await openWorld()
    await says(world, 'I slept well.', { reply: 'Good to hear.' })
    expect(await why(world)).toContain('The AI answered Sarah, and nothing called for you.')
    await says(world, weighty, unsure)
    await says(world, weighty, { ...unsure, reply: 'And what would stay?' })
    expect(await why(world)).toContain('this was not the time')
    await world.sarah.taps('No, go on')
    await world.settle()
    expect(await why(world, unsure.reply)).toContain('The offer: declined today at')
    await says(world, 'I want to talk to Dana.', {})
    await world.advance(60_000)
    world.model.willAnswer({ reply: 'I am here.' })
    await world.taps(world.dana, 'AI may answer')
    await world.settle()
    expect(await why(world)).toContain('you had been called over these words before')
  })

  test.each([
    ['I want to talk to Dana.', {}, 'the rule for a request in plain words'],
    ['Hm.', { wants_human: true }, 'the AI understood that Sarah asks for Dana'],
    [
      'I quit my job today, right now.',
      { confidence: 0.4 },
      'important decision that is being taken now, while the AI is less than 60% sure',
    ],
    ['/human', undefined, 'Sarah sent /human'],
  ])('what called: %s', async (text, answer, decided) => {
    await using world = await openWorld()
    if (answer) world.model.willAnswer(answer)
    await world.sarah.says(text)
    await world.settle()
    const said = await why(world)
    expect(said).toContain('You were called to Sarah.')
    expect(said).toContain(decided)
    if (answer) expect(said).toContain(text)
    expect(said).toContain('Written by: the system, today at 10:00')
  })

  test("what called: the coach's rule, an accepted offer, an AI that is off, danger", async () => {
    await using world = await openWorld()
    await world.rows(
      sql`update coaches set settings = '{"rules":[{"id":"a","phrases":["marathon"],"action":"handoff"}]}'`,
    )
    await says(world, 'I signed up for a marathon.')
    expect(await why(world)).toContain('your own rule for “marathon”')
    await world.taps(world.dana, 'AI may answer')
    await world.settle()
    await world.advance(60_000)

    await says(world, weighty, unsure)
    await world.sarah.taps('Yes, ask Dana')
    await world.settle()
    expect(await why(world)).toContain("Sarah said yes to the AI's offer")
    expect(await why(world, unsure.reply)).toContain('The offer: accepted')
    await world.writes(world.dana, 'Sarah', '/takeover')
    await world.settle()
    await world.writes(world.dana, 'Sarah', '/handback')
    await world.settle()
    await world.advance(60_000)
    await world.writes(world.dana, 'Sarah', '/ai off')
    await world.sarah.says('Hello?')
    await world.settle()
    expect(await why(world)).toContain('the AI is off')
    await world.writes(world.dana, 'Sarah', '/takeover')
    await world.sarah.says('I want to kill myself.')
    await world.settle()
    expect(await why(world)).toContain('the crisis rules (')
  })

  test.each([
    [
      'the button',
      async ({ sarah }: World) => {
        await sarah.says('/help')
        await sarah.hears('/help: this message')
        await sarah.taps("I'm not safe")
      },
      "the button “I'm not safe”",
    ],
    [
      'the AI',
      async ({ sarah, model }: World) => {
        model.willAnswer({ risk: 'high' })
        await sarah.says('It is all so heavy.')
      },
      'the AI that read their words',
    ],
    [
      'a phrase',
      async ({ sarah }: World) => void (await sarah.says('I want to kill myself.')),
      'their words, without an AI',
    ],
  ])('who saw danger is said in words, in the alert and when asked: %s', async (_, act, words) => {
    await using world = await openWorld()
    await act(world)
    await world.settle()
    const alert = world.topic('Sarah').findLast(({ text }) => text.includes('may be in danger'))
    expect(alert?.text).toContain(`Seen by ${words}. What was said last:`)
    expect(await why(world)).toContain(`Decided by: the crisis rules (${words}).`)
  })

  test('a reply says what is meant: an old turn, an alert, what a client wrote, what a human wrote', async () => {
    await using world = await openWorld()
    await says(world, 'I slept well.', { reply: 'Good to hear.' })
    await world.advance(60_000)
    await says(world, weighty, unsure)
    await world.advance(60_000)
    await says(world, 'I want to talk to Dana.', {})
    await world.advance(60_000)
    await world.sarah.says('Is she there?')
    await world.settle()
    await world.writes(world.dana, 'Sarah', '/takeover')
    await world.writes(world.dana, 'Sarah', 'I am here, Sarah.')
    await world.settle()
    expect(await why(world, 'Good to hear.')).toContain('nothing called for you')
    expect(await why(world, unsure.reply)).toContain('offered to ask Dana')
    expect(await why(world, 'Sarah asks for you')).toContain('a request in plain words')
    expect(await why(world, 'Is she there?')).toContain('a request in plain words')
    const byHuman = await why(world, 'I am here, Sarah.')
    expect(byHuman).toContain('Dana wrote this to Sarah.')
    expect(byHuman).toContain('Written by: Dana, today at')
    expect(byHuman).not.toContain('×')
  })

  test('a takeover by itself; in the language of the coach; for any member of the team', async () => {
    await using world = await openWorld()
    const mia = await joinsTeam(world, 'Mia')
    await says(world, 'Hello.', { reply: 'Hi Sarah.' })
    await world.writes(world.dana, 'Sarah', '/takeover')
    await world.settle()
    expect(await why(world, undefined, mia)).toContain('Dana took over the conversation with Sarah.')
    await world.rows(sql`update coaches set language = 'de'`)
    const said = await why(world, 'Hi Sarah.')
    expect(said).toContain('Die KI hat Sarah geantwortet')
    expect(said).toContain('Kein Zeichen sprach dafür.\nZusammen 0.')
    expect(said).not.toContain('×')
  })

  test('nobody hears it who is not of the team', async () => {
    await using world = await openWorld()
    await says(world, weighty, unsure)
    const zoe = world.simulator.addPerson({ firstName: 'Zoe' })
    await world.dana.adds(zoe.id, world.group.id)
    await world.writes(zoe, 'Sarah', '/why')
    await world.settle()
    expect(world.topic('Sarah').some(({ text }) => text.includes('Decided by'))).toBe(false)
  })

  test('how sure the AI was, of what that was made, and what outcomes have made of it', async () => {
    await using world = await openWorld()
    world.model.willAnswer({ confidence: 0.9, reply: 'Dana will call you tomorrow.' }) // caught
    await says(world, weighty, { confidence: 0.9, reply: 'What would change?' })
    expect(await why(world)).toContain(`How sure the AI was: 54%
• as the model says of itself: 90% × 0.6
• its first reply had to be made again: 0% × 0.4
Together 54%. No outcomes of earlier answers speak for more or less yet.`)

    await world.dana.reacts(
      world.topic('Sarah').find(({ text }) => text.includes('What would change?'))?.id ?? 0,
      '👎',
      {
        chat: world.group.id,
      },
    )
    await world.advance(11 * 60_000)
    await says(world, 'I slept well.', { confidence: 0.9, reply: 'Good to hear.' })
    const said = await why(world)
    const [, worth] = /How sure the AI was: (\d+)%/.exec(said) ?? []
    expect(Number(worth)).toBeLessThan(90)
    expect(said).toContain(`• as the model says of itself: 90% × 0.6
Together 90%. Going by how earlier answers turned out (weight 1), that is worth ${worth}%.`)
  })

  test('old rows without weights have the usual ones, and no parts', async () => {
    await using world = await openWorld()
    await says(world, weighty, unsure)
    await world.rows(sql`update messages set metadata = (metadata #- '{decision,weights}') - 'confidence_parts'
      where sender_type = 'ai'`)
    const said = await why(world)
    expect(said).toContain('How sure the AI was: 40%\n')
    expect(said).toContain('the AI is unsure: 1 × 0.3 = 0.3')
  })

  test('before anything was decided says so', async () => {
    await using world = await openWorld()
    expect(await why(world)).toBe('Nothing has been decided about this yet.')
  })
})

test('a reply finds the client in a flat group; without one it says what is missing', async () => {
  await using world = await openWorld({ forum: false, clients: ['Sarah', 'Tom'] })
  const { dana, sarah } = world
  const chat = world.group.id
  await says(world, weighty, unsure)
  await world.client('Tom').says('I slept well.')
  await world.settle()
  const mirror = dana.screen({ chat }).find(({ text }) => text.includes(unsure.reply))
  const onPhone = sarah.screen().length
  await dana.says('/why', { chat, replyTo: mirror?.id ?? 0 })
  await world.settle()
  expect(dana.screen({ chat }).at(-1)?.text).toContain('offered to ask Dana')
  await dana.says('/why', { chat })
  await world.settle()
  expect(dana.screen({ chat }).at(-1)?.text).toContain('as a reply')
  expect(sarah.screen()).toHaveLength(onPhone)
})

test("a reply finds the client in the coach's private chat", async () => {
  await using world = await openWorld({ group: false })
  const { dana } = world
  await says(world, weighty, unsure)
  const mirror = dana.screen().find(({ text }) => text.includes(unsure.reply))
  await dana.says('/why', { replyTo: mirror?.id ?? 0 })
  await dana.hears('The AI answered Sarah, and offered to ask Dana.')
  await dana.says('/why')
  await dana.hears('Reply with /why to a message about the client you mean.')
})

describe('a client asks', () => {
  test('and hears who wrote the last message and why, without a score', async () => {
    await using world = await openWorld()
    const { sarah, dana } = world
    expect(await clientAsks(world)).toContain('an automatic line that says how things work here')
    await says(world, 'I slept well.', { reply: 'Good to hear.' })
    const byAi = await clientAsks(world)
    expect(byAi).toBe('ℹ️ The AI wrote this, following the way Dana works. Dana reads along but did not write it.')
    await says(world, weighty, unsure)
    expect(await clientAsks(world)).toContain('Talking to Dana in person might help here')
    await sarah.taps('Yes, ask Dana')
    await world.settle()
    expect(await clientAsks(world)).toContain('Dana has been asked to come')
    await world.writes(dana, 'Sarah', '/takeover')
    await world.settle()
    expect(await clientAsks(world)).toContain('who answers you from here on')
    await world.writes(dana, 'Sarah', 'I am here.')
    await world.settle()
    expect(await clientAsks(world)).toBe('ℹ️ Dana wrote this in person.')
    const answer = sarah.screen().find(({ text }) => text === 'Good to hear.')
    expect(await clientAsks(world, answer?.id)).toBe(byAi)
    expect(
      sarah
        .screen()
        .map(({ text }) => text)
        .join(),
    ).not.toMatch(/×|%|0\.\d/)
    expect(await world.rows(sql`select id from messages where content like '/why%'`)).toEqual([])
  })

  test('and in danger is told that the text is a fixed one; words of danger behind the command are danger', async () => {
    await using world = await openWorld()
    await world.sarah.says('/why should I live, I want to kill myself')
    await world.settle()
    expect(await world.rows(sql`select id from safety_episodes`)).toHaveLength(1)
    expect(await clientAsks(world)).toContain('something you wrote sounded as if you might be in danger')
  })
})
