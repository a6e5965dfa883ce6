import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { asked, heard, joinsGroup, joinsTeam, notices, stateOf, whileModelThinks } from './support/acts.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

/** Dana leads. */
async function takenOver(options: Parameters<typeof openWorld>[0] = {}): Promise<World> {
  const world = await openWorld(options)
  await world.sarah.says('Hello.')
  await world.settle()
  await world.writes(world.dana, 'Sarah', '/takeover')
  await world.settle()
  return world
}

const inTopic = (world: World, text: string) => world.topic('Sarah').filter((message) => message.text.includes(text))

describe('taking over', () => {
  test.each(['command', 'button'])('by %s: the client hears who is here, and the AI is silent', async (how) => {
    await using world = await openWorld()
    const { sarah, dana, model } = world
    if (how === 'command') {
      await sarah.says('Hello.')
      await world.settle()
      await world.writes(dana, 'Sarah', '/takeover')
    } else {
      model.willAnswer({ wants_human: true })
      await sarah.says('Is Dana there?')
      await world.settle()
      await world.taps(dana, 'Take over')
    }
    await world.settle()
    expect(notices(sarah).at(-1)).toBe('ℹ️ Dana is here now, in person.')
    expect(inTopic(world, 'Dana leads now')).toHaveLength(1)

    const before = { said: heard(sarah), asked: asked(world).length }
    await sarah.says('I am so glad.')
    await world.settle()
    expect(heard(sarah)).toEqual(before.said)
    expect(asked(world)).toHaveLength(before.asked)
    expect(inTopic(world, 'I am so glad.')).toHaveLength(1)
  })

  test('of two members who tap at once exactly one leads, and the other hears who', async () => {
    await using world = await openWorld()
    const { sarah, dana, model } = world
    const mia = await joinsTeam(world, 'Mia')
    model.willAnswer({ wants_human: true })
    await sarah.says('Is anyone there?')
    await world.settle()
    await Promise.all([world.taps(dana, 'Take over'), world.taps(mia, 'Take over')])
    await world.settle()

    expect(notices(sarah).filter((text) => text.includes('is here now'))).toHaveLength(1)
    expect(inTopic(world, 'leads now')).toHaveLength(1)
    expect(inTopic(world, 'leads this conversation already')).toHaveLength(1)
    const claims = await world.rows(sql`select id from conversation_moves where to_state = 'human'`)
    expect(claims).toHaveLength(1)
  })

  test('an answer that the model was still making is not sent, even after a quick handback', async () => {
    await using world = await openWorld()
    const { sarah, dana, model } = world
    model.answersWith(({ body }) => {
      const said = body.messages.filter(({ role }) => role !== 'system')
      return { reply: `Knowing ${said.length} messages` }
    })
    await sarah.says('Help me.')
    await whileModelThinks(world, async () => {
      await world.writes(dana, 'Sarah', '/takeover')
      await sarah.hears('Dana is here now')
      await world.writes(dana, 'Sarah', 'I am here.')
      await sarah.hears('Dana: I am here.')
      world.clock.advance(60_000)
      await world.writes(dana, 'Sarah', '/handback')
      await sarah.hears('Dana has left the chat')
    })
    await world.settle()
    expect(heard(sarah)).toEqual(['Dana: I am here.'])
    await sarah.says('Are you there?')
    await world.settle()
    expect(heard(sarah)).toEqual(['Dana: I am here.', 'Knowing 3 messages'])
  })

  test('twice by the same person changes nothing', async () => {
    await using world = await takenOver()
    await world.writes(world.dana, 'Sarah', '/takeover')
    await world.settle()
    expect(inTopic(world, 'You lead already')).toHaveLength(1)
    expect(notices(world.sarah).filter((text) => text.includes('is here now'))).toHaveLength(1)
  })
})

describe('what the coach writes while the AI leads', () => {
  test('is not sent; [Take over and send] sends it once, however often and by whoever it is tapped', async () => {
    await using world = await openWorld()
    const { sarah, dana } = world
    const mia = await joinsTeam(world, 'Mia')
    await sarah.says('Hello.')
    await world.settle()
    await world.writes(dana, 'Sarah', 'Let me answer this.')
    await world.settle()
    expect(heard(sarah).join()).not.toContain('Let me answer this.')
    const prompt = inTopic(world, 'Not sent').at(-1)
    expect(prompt?.buttons?.flat().map((button) => button.text)).toEqual(['Take over and send', 'Keep as note'])

    const tap = (who: typeof dana) =>
      who.taps('Take over and send', { chat: world.group.id, messageId: prompt?.id ?? 0 }).catch(() => undefined)
    expect((await tap(mia))?.answer?.text).toBe('Only whoever wrote it can decide.')
    await world.settle()
    expect(heard(sarah).join()).not.toContain('Let me answer this.')
    await Promise.all([tap(dana), tap(dana), tap(mia)])
    await world.settle()

    expect(notices(sarah).at(-1)).toBe('ℹ️ Dana is here now, in person.')
    expect(heard(sarah).filter((text) => text === 'Dana: Let me answer this.')).toHaveLength(1)
    expect(await stateOf(world)).toBe('human')
  })

  test('[Keep as note] keeps it from the client for good', async () => {
    await using world = await openWorld()
    const { sarah, dana } = world
    await sarah.says('Hello.')
    await world.settle()
    await world.writes(dana, 'Sarah', 'She sounds tired.')
    await world.settle()
    const prompt = inTopic(world, 'Not sent').at(-1)
    const at = { chat: world.group.id, messageId: prompt?.id ?? 0 }
    // Both taps are on their way before the first is answered: the first decides.
    const first = dana.taps('Keep as note', at)
    const second = dana.taps('Take over and send', at)
    expect((await first).answer?.text).toBe('Kept as a note.')
    expect((await second).answer?.text).toBe('That is decided already.')
    await world.writes(dana, 'Sarah', '/takeover')
    await world.settle()
    expect(heard(sarah).join()).not.toContain('She sounds tired.')
  })

  test('taken back before a tap, it can no longer be sent', async () => {
    await using world = await openWorld()
    const { sarah, dana } = world
    await sarah.says('Hello.')
    await world.settle()
    const { id } = await world.writes(dana, 'Sarah', 'She sounds tired.')
    await world.settle()
    await world.writes(dana, 'Sarah', '/unsend', { replyTo: id })
    await world.settle()
    const tap = await world.taps(dana, 'Take over and send')
    expect(tap.answer?.text).toBe('That is decided already.')
    await world.settle()
    expect(heard(sarah).join()).not.toContain('tired')
    expect(await stateOf(world)).toBe('ai')
  })
})

describe('a second member during a takeover', () => {
  test("reaches the client 0 times without a tap, and with [Send too] under that member's name", async () => {
    await using world = await takenOver()
    const { sarah } = world
    const mia = await joinsTeam(world, 'Mia')
    await world.writes(mia, 'Sarah', 'I think she needs rest.')
    await world.settle()
    await sarah.says('What do you two think?')
    await world.settle()
    expect(heard(sarah).join()).not.toContain('rest')

    await world.taps(mia, 'Send too')
    await world.settle()
    expect(heard(sarah).at(-1)).toBe('Mia: I think she needs rest.')
    await world.writes(world.dana, 'Sarah', 'Me too.')
    await world.settle()
    expect(heard(sarah).at(-1)).toBe('Dana: Me too.') // the claim is still Dana's
  })

  test('cannot hand back for the one who leads; the coach can for anyone', async () => {
    await using world = await openWorld()
    const { sarah, dana } = world
    const mia = await joinsTeam(world, 'Mia')
    const tom = await joinsTeam(world, 'Tom')
    await sarah.says('Hello.')
    await world.settle()
    await world.writes(mia, 'Sarah', '/takeover')
    await world.settle()
    await world.writes(tom, 'Sarah', '/handback')
    await world.settle()
    expect(await stateOf(world)).toBe('human')
    expect(inTopic(world, 'Only Mia or the coach can hand it back')).toHaveLength(1)
    await world.writes(dana, 'Sarah', '/handback')
    await world.settle()
    expect(await stateOf(world)).toBe('ai')
    expect(notices(sarah).at(-1)).toContain('Mia has left the chat')
  })
})

describe('notes', () => {
  test.each(['// she hides it', '//she hides it', '/note she hides it'])(
    '%s is never delivered, nor is its edit',
    async (text) => {
      await using world = await takenOver()
      const { sarah, dana } = world
      const before = sarah.screen().length
      const { id } = await world.writes(dana, 'Sarah', text)
      await world.settle()
      await dana.edits(id, 'she hides it, often', { chat: world.group.id })
      await world.settle()
      await world.writes(dana, 'Sarah', '/handback')
      await world.settle()
      await sarah.says('Go on.')
      await world.settle()
      expect(
        sarah
          .screen()
          .slice(before)
          .map((message) => message.text)
          .join(),
      ).not.toContain('hides')
      expect(JSON.stringify(world.model.requests.map((request) => request.body))).not.toContain('hides')
      expect(dana.message(id, { chat: world.group.id }).reactions.map((reaction) => reaction.emoji)).toEqual(['✍'])
    },
  )

  test('an empty /note asks for words', async () => {
    await using world = await takenOver()
    await world.writes(world.dana, 'Sarah', '/note')
    await world.settle()
    expect(inTopic(world, 'Write the note behind it')).toHaveLength(1)
  })
})

describe('/unsend as a reply', () => {
  test("takes the human's message back from the client, and 👌 had confirmed it", async () => {
    await using world = await takenOver()
    const { sarah, dana } = world
    const { id } = await world.writes(dana, 'Sarah', 'You are wrong.')
    await world.settle()
    expect(heard(sarah)).toContain('Dana: You are wrong.')
    expect(dana.message(id, { chat: world.group.id }).reactions.map((reaction) => reaction.emoji)).toEqual(['👌'])

    await world.writes(dana, 'Sarah', '/unsend', { replyTo: id })
    await world.settle()
    expect(heard(sarah)).not.toContain('Dana: You are wrong.')
    await world.writes(dana, 'Sarah', '/handback')
    await world.settle()
    await sarah.says('Go on.')
    await world.settle()
    expect(JSON.stringify(world.model.requests.map((request) => request.body))).not.toContain('You are wrong.')
  })

  test('before delivery stops it on its way', async () => {
    await using world = await takenOver()
    const { sarah, dana, simulator } = world
    simulator.faults.add({ method: 'sendMessage', status: 429, retryAfter: 5 })
    const { id } = await world.writes(dana, 'Sarah', 'You are wrong.')
    await world.quiet()
    expect(heard(sarah)).not.toContain('Dana: You are wrong.')
    await world.writes(dana, 'Sarah', '/unsend', { replyTo: id })
    await world.settle()
    await world.advance(60_000)
    expect(heard(sarah)).not.toContain('Dana: You are wrong.')
    expect(dana.message(id, { chat: world.group.id }).reactions).toEqual([])
  })

  test('without a reply, or for what is no message to the client, says how', async () => {
    await using world = await takenOver()
    const { dana } = world
    await world.writes(dana, 'Sarah', '/unsend')
    await world.settle()
    expect(inTopic(world, 'Reply with /unsend')).toHaveLength(1)
    const mirror = inTopic(world, 'Sarah: Hello.')[0]
    await world.writes(dana, 'Sarah', '/unsend', { replyTo: mirror?.id ?? 0 })
    await world.settle()
    expect(inTopic(world, 'nothing to take back')).toHaveLength(1)
  })

  test('another member cannot take back what they did not write; the coach can', async () => {
    await using world = await takenOver()
    const { sarah, dana } = world
    const mia = await joinsTeam(world, 'Mia')
    const { id } = await world.writes(dana, 'Sarah', 'I am here.')
    await world.settle()
    await world.writes(mia, 'Sarah', '/unsend', { replyTo: id })
    await world.settle()
    expect(heard(sarah)).toContain('Dana: I am here.')
    expect(inTopic(world, 'Only whoever wrote it, or the coach')).toHaveLength(1)
  })
})

describe('handing back', () => {
  test("the note reaches the AI's next prompt once, and never the client", async () => {
    await using world = await takenOver()
    const { sarah, dana } = world
    await world.writes(dana, 'Sarah', 'I am here.')
    await world.advance(60_000)
    await world.writes(dana, 'Sarah', '/handback be gentle about her sister')
    await world.settle()
    await sarah.says('What now?')
    await world.settle()
    const promptOf = (request: World['model']['requests'][number] | undefined) => JSON.stringify(request?.body.messages)
    expect(promptOf(world.model.requests.at(-1))).toContain('be gentle about her sister')
    await world.advance(60_000)
    await sarah.says('And then?')
    await world.settle()
    expect(promptOf(world.model.requests.at(-1))).not.toContain('be gentle')
    expect(
      sarah
        .screen()
        .map((message) => message.text)
        .join(),
    ).not.toContain('be gentle')
  })

  test('a reply that is dropped does not use the note up', async () => {
    await using world = await takenOver()
    const { sarah, dana } = world
    await world.advance(60_000)
    await world.writes(dana, 'Sarah', '/handback be gentle about her sister')
    await world.settle()
    await sarah.says('I think that')
    await world.advance(5_000)
    await sarah.says('my sister was right.')
    await world.settle()
    expect(asked(world)).toHaveLength(3)
    expect(heard(sarah)).toHaveLength(2)
    expect(JSON.stringify(world.model.requests.at(-1)?.body.messages)).toContain('be gentle')
  })

  test('a note that came before another takeover is gone once the AI has answered', async () => {
    await using world = await takenOver()
    const { sarah, dana } = world
    for (const command of ['/handback old note', '/takeover', '/handback']) {
      await world.advance(60_000)
      await world.writes(dana, 'Sarah', command)
      await world.settle()
    }
    for (const text of ['One.', 'Two.']) {
      await world.advance(60_000)
      await sarah.says(text)
      await world.settle()
    }
    expect(JSON.stringify(world.model.requests.at(-1)?.body.messages)).not.toContain('old note')
  })

  test('by button, without a note', async () => {
    await using world = await takenOver()
    await world.taps(world.dana, 'Hand back')
    await world.settle()
    expect(await stateOf(world)).toBe('ai')
    expect(notices(world.sarah).at(-1)).toBe('ℹ️ Dana has left the chat. From here on, the AI answers again.')
    await world.taps(world.dana, 'Hand back')
    await world.settle()
    expect(inTopic(world, 'Nothing to hand back')).toHaveLength(1)
  })

  test('what the client wrote and nobody answered, the AI answers', async () => {
    await using world = await takenOver()
    const { sarah, dana, model } = world
    await sarah.says('Shall I call her?')
    await world.settle()
    model.willAnswer({ reply: 'What would you say first?' })
    await world.writes(dana, 'Sarah', '/handback')
    await world.settle()
    expect(heard(sarah).at(-1)).toBe('What would you say first?')
  })

  test('what the human answered is answered', async () => {
    await using world = await takenOver()
    const { sarah, dana } = world
    await sarah.says('Shall I call her?')
    await world.settle()
    await world.writes(dana, 'Sarah', 'Yes.')
    await world.settle()
    await world.writes(dana, 'Sarah', '/handback')
    await world.settle()
    expect(heard(sarah).at(-1)).toBe('Dana: Yes.')
  })

  test('of a client who has withdrawn meanwhile asks no AI', async () => {
    await using world = await takenOver()
    const { sarah, dana } = world
    await sarah.says('Is this kept?')
    await world.settle()
    await sarah.says('/privacy')
    await sarah.hears('What is kept')
    await sarah.taps('Stop and withdraw my consent')
    await world.settle()
    const before = asked(world).length
    await world.writes(dana, 'Sarah', '/handback')
    await world.settle()
    expect(asked(world)).toHaveLength(before)
    expect(await stateOf(world)).toBe('ai')
  })
})

describe('waiting', () => {
  test('a holding reply once, what they write is mirrored, and "still waiting" comes seldom', async () => {
    await using world = await openWorld()
    const { sarah, model } = world
    model.willAnswer({ wants_human: true })
    await sarah.says('Can I talk to Dana?')
    await world.settle()
    expect(notices(sarah).at(-1)).toContain("I've told Dana")
    const before = notices(sarah).length
    for (const text of ['Hello?', 'Please.']) {
      await sarah.says(text)
      await world.settle()
    }
    expect(notices(sarah)).toHaveLength(before)
    await world.advance(10 * 60_000)
    await sarah.says('Still nobody?')
    await world.settle()
    expect(notices(sarah).slice(before)).toEqual([expect.stringContaining("hasn't been able to look in yet")])
    expect(asked(world)).toHaveLength(1)
    expect(inTopic(world, 'Still nobody?')).toHaveLength(1)
  })

  test('/human asks for the human; asked again, it says so and alerts nobody twice', async () => {
    await using world = await openWorld()
    const { sarah } = world
    await sarah.says('/human')
    await world.settle()
    await sarah.says('/human')
    await world.settle()
    expect(inTopic(world, 'Sarah asks for you')).toHaveLength(1)
    expect(await stateOf(world)).toBe('waiting')
  })

  test('[AI may answer]: the client hears why, and the AI answers though the human was asked for', async () => {
    await using world = await openWorld()
    const { sarah, dana, model } = world
    model.answersWith(() => ({ wants_human: true, reply: 'What would you ask Dana?' }))
    await sarah.says('Can I talk to Dana?')
    await world.settle()
    await world.taps(dana, 'AI may answer')
    await world.settle()
    expect(notices(sarah).at(-1)).toContain("Dana can't be here right now")
    expect(heard(sarah)).toEqual(['What would you ask Dana?'])
    expect(await stateOf(world)).toBe('ai')

    await world.advance(60_000)
    await sarah.says('I really want Dana, please.') // asked anew, it counts anew
    await world.settle()
    expect(await stateOf(world)).toBe('waiting')
    expect(inTopic(world, 'Sarah asks for you')).toHaveLength(2)
  })

  test('[AI may answer] too late changes nothing', async () => {
    await using world = await openWorld()
    const { sarah, dana, model } = world
    model.willAnswer({ wants_human: true })
    await sarah.says('Can I talk to Dana?')
    await world.settle()
    await world.writes(dana, 'Sarah', '/takeover')
    await world.settle()
    await world.taps(dana, 'AI may answer')
    await world.settle()
    expect(await stateOf(world)).toBe('human')
    expect(inTopic(world, 'is not waiting')).toHaveLength(1)
  })
})

describe('the rules that hand off whatever else', () => {
  test.each([
    ['the client asks for the human', { wants_human: true }, 'explicit_request'],
    ['high stakes, not sure enough', { stakes: 'high', confidence: 0.59 }, 'high_stakes_decision'],
    ['high stakes, sure enough', { stakes: 'high', confidence: 0.6 }, undefined],
  ] as const)('%s', async (_name, answer, reason) => {
    await using world = await openWorld()
    const { sarah, model } = world
    model.willAnswer({ ...answer, reply: 'A reply.' })
    await sarah.says('I hand in my notice today.')
    await world.settle()
    const rows = await world.rows<{ reason: string }>(sql`select reason from handoffs`)
    expect(rows.map((row) => row.reason)).toEqual(reason ? [reason] : [])
    expect(heard(sarah)).toEqual(reason ? [] : ['A reply.'])
    expect(await stateOf(world)).toBe(reason ? 'waiting' : 'ai')
    if (reason)
      expect(
        world.topic('Sarah').filter((message) => !message.silent && !message.service && message.from.isBot),
      ).toHaveLength(1)
  })

  test.each(['malformed', 'wrong_shape', 'refusal'] as const)('no usable answer: %s', async (fault) => {
    await using world = await openWorld()
    const { sarah, model } = world
    model.willFail(fault, 2)
    await sarah.says('Help me decide.')
    await world.settle()
    expect(notices(sarah).at(-1)).toContain("I can't answer just now")
    expect(inTopic(world, 'the AI could not answer')).toHaveLength(1)
    expect(await stateOf(world)).toBe('waiting')
  })

  test('one malformed answer is asked for again', async () => {
    await using world = await openWorld()
    const { sarah, model } = world
    model.willFail('malformed')
    model.willAnswer({ reply: 'Second try.' })
    await sarah.says('Help me decide.')
    await world.settle()
    expect(heard(sarah)).toEqual(['Second try.'])
  })

  test('without a key the coach gets everything', async () => {
    await using world = await openWorld({ key: false })
    const { sarah } = world
    await sarah.says('Hello?')
    await world.settle()
    await sarah.says('Anyone?')
    await world.settle()
    expect(asked(world)).toEqual([])
    expect(notices(sarah).at(-1)).toContain('Dana answers here in person')
    expect(inTopic(world, 'Hello?').length).toBeGreaterThan(0)
    expect(inTopic(world, 'Anyone?')).toHaveLength(1)
    expect(inTopic(world, 'The AI is off')).toHaveLength(1)
  })
})

test('handed back over the same message, the AI answers and calls nobody again', async () => {
  await using world = await openWorld()
  const { sarah, dana, model } = world
  await sarah.says('I sign the divorce papers today.')
  model.answersWith(() => ({ confidence: 0.3, stakes: 'high', reply: 'What made it today?' }))
  await world.settle()
  await world.advance(60_000)
  await world.taps(dana, 'Take over')
  await world.settle()
  await world.writes(dana, 'Sarah', '/handback')
  await world.settle()
  expect(heard(sarah)).toEqual(['What made it today?'])
  expect(await world.rows(sql`select id from handoffs`)).toHaveLength(1)
  await world.advance(60_000)
  await sarah.says('And now I am selling my house today.') // another decision counts anew
  await world.settle()
  expect(await world.rows(sql`select id from handoffs`)).toHaveLength(2)
})

test.each([
  ['es', 'quiero hablar con Dana'],
  ['de', 'Ich will mit einem echten Menschen sprechen'],
])('%s: asked for in words, the human is called though the model is down', async (_language, text) => {
  await using world = await openWorld()
  world.model.willFail('malformed', 2)
  await world.sarah.says(text)
  await world.settle()
  expect(await world.rows(sql`select reason, trigger from handoffs`)).toEqual([
    { reason: 'explicit_request', trigger: 'words:wants_human' },
  ])
})

test('saying twice that it goes in circles brings the human', async () => {
  await using world = await openWorld()
  const { sarah } = world
  await sarah.says('You already said that.')
  await world.settle()
  expect(await stateOf(world)).toBe('ai')
  await sarah.says('You keep repeating yourself!')
  await world.settle()
  expect(await world.rows(sql`select reason from handoffs`)).toEqual([{ reason: 'loop' }])
  expect(notices(sarah).at(-1)).toContain('going round in circles')
})

test('unsure alone is no reason to call anyone', async () => {
  await using world = await openWorld()
  world.model.willAnswer({ stakes: 'low', confidence: 0.1, reply: 'A reply.' })
  await world.sarah.says('I tidied my desk and slept well.')
  await world.settle()
  expect(await world.rows(sql`select id from handoffs`)).toEqual([])
  expect(heard(world.sarah)).toEqual(['A reply.'])
})

test("a coach's own rule hands off whatever the score; never keeps the AI at it", async () => {
  await using world = await openWorld()
  const { sarah, model } = world
  await world.rows(
    sql`update coaches set settings = '{"rules":[{"id":"a","phrases":["gym"],"action":"handoff"},{"id":"b","phrases":["notice"],"action":"never"}]}'`,
  )
  model.willAnswer({ confidence: 0.2, stakes: 'high', reply: 'Go on.' })
  await sarah.says('I hand in my notice today.')
  await world.settle()
  expect(heard(sarah)).toEqual(['Go on.'])
  await sarah.says('I was at the gym.')
  await world.settle()
  expect(await world.rows(sql`select reason, trigger from handoffs`)).toEqual([
    { reason: 'coach_rule', trigger: 'rule: gym' },
  ])
})

describe('/ai off and /ai on', () => {
  test('off: what the client writes waits for the coach; on: the AI answers it', async () => {
    await using world = await openWorld()
    const { sarah, dana, model } = world
    await sarah.says('Hello.')
    await world.settle()
    await world.writes(dana, 'Sarah', '/ai off')
    await world.settle()
    await sarah.says('Are you there?')
    await world.settle()
    expect(asked(world)).toHaveLength(1)
    expect(notices(sarah).at(-1)).toContain('Dana answers here in person')
    const alert = inTopic(world, 'The AI is off, so this is yours').at(-1)
    expect(alert?.buttons?.flat().map((button) => button.text)).toEqual(['Take over']) // the AI may not: it is off

    model.willAnswer({ reply: 'I am back.' })
    await world.writes(dana, 'Sarah', '/ai on')
    await world.settle()
    expect(heard(sarah).at(-1)).toBe('I am back.')
  })

  test('off while the model is at work: its answer is not sent', async () => {
    await using world = await openWorld()
    const { sarah, dana, model } = world
    await sarah.says('Hello.')
    await world.settle()
    model.willAnswer({ reply: 'Too late.' })
    await sarah.says('And now?')
    await whileModelThinks(world, () => world.writes(dana, 'Sarah', '/ai off'))
    expect(heard(sarah)).not.toContain('Too late.')
    expect(await stateOf(world)).toBe('waiting')
  })

  test('anything else says how', async () => {
    await using world = await takenOver()
    await world.writes(world.dana, 'Sarah', '/ai maybe')
    await world.settle()
    expect(inTopic(world, '/ai off: you answer this client')).toHaveLength(1)
  })
})

describe('in the group', () => {
  test('/help helps, and a mistyped command is not sent to the client', async () => {
    await using world = await takenOver()
    const { sarah, dana } = world
    const before = sarah.screen().length
    await world.writes(dana, 'Sarah', '/help')
    await world.writes(dana, 'Sarah', '/handbak she is fine')
    await world.settle()
    expect(inTopic(world, '/takeover: you lead')).toHaveLength(1)
    expect(inTopic(world, "I don't know this command")).toHaveLength(1)
    expect(sarah.screen()).toHaveLength(before)
  })

  test("an unknown member's words, commands and taps reach nobody", async () => {
    await using world = await takenOver()
    const { sarah } = world
    const eve = await joinsGroup(world, 'Eve')
    const before = sarah.screen().length
    await world.writes(eve, 'Sarah', 'Buy my course.')
    await world.writes(eve, 'Sarah', '/handback')
    await world.settle()
    const answered = await world.taps(eve, 'Hand back')
    expect(answered.answer?.text).toBe("Only the coach's team can do this.")
    const alone = await world.taps(eve, 'Eve is on my team')
    expect(alone.answer?.text).toBe("Only the coach's team can do this.")
    await world.settle()
    expect(sarah.screen()).toHaveLength(before)
    expect(await stateOf(world)).toBe('human')
    expect(await world.rows(sql`select id from messages where content like '%course%'`)).toEqual([])
    expect(inTopic(world, "I don't know Eve yet").length).toBeGreaterThan(0)
  })

  test('only the coach adds to the team', async () => {
    await using world = await openWorld()
    const mia = await joinsTeam(world, 'Mia')
    const eve = await joinsGroup(world, 'Eve')
    await eve.says('/help', { chat: world.group.id })
    await mia.hears("I don't know Eve yet", { chat: world.group.id })
    expect((await world.taps(mia, 'Eve is on my team')).answer?.text).toBe('Only the coach can do this.')
    expect(await world.rows(sql`select id from coach_members where display_name = 'Eve'`)).toEqual([])
  })

  test('an anonymous admin gets the hint, and nothing is sent', async () => {
    await using world = await takenOver()
    const { sarah, dana } = world
    await dana.promotes(dana.id, world.group.id, { rights: { can_manage_topics: true }, isAnonymous: true })
    const before = sarah.screen().length
    await world.writes(dana, 'Sarah', 'I am here.')
    await world.settle()
    expect(inTopic(world, 'You write as the group')).toHaveLength(1)
    expect(sarah.screen()).toHaveLength(before)
  })

  test('talk in General is nobody’s business, and a command there is told where it belongs', async () => {
    await using world = await takenOver()
    const { sarah, dana } = world
    const before = { client: sarah.screen().length, group: dana.screen({ chat: world.group.id }).length }
    await dana.says('Lunch?', { chat: world.group.id })
    await world.settle()
    expect(dana.screen({ chat: world.group.id })).toHaveLength(before.group + 1)
    await dana.says('/takeover', { chat: world.group.id })
    await world.settle()
    expect(dana.screen({ chat: world.group.id }).at(-1)?.text).toBe("Please use this in a client's topic.")
    expect(sarah.screen()).toHaveLength(before.client)
  })
})

describe('a flat group', () => {
  test('a reply goes to the client whose message it answers', async () => {
    await using world = await openWorld({ forum: false, clients: ['Sarah', 'Tom'] })
    const { sarah, dana } = world
    const tom = world.client('Tom')
    const chat = world.group.id
    await sarah.says('Sarah here.')
    await tom.says('Tom here.')
    await world.settle()
    const mirrorOf = (text: string) => dana.screen({ chat }).find((message) => message.text.startsWith(text))?.id ?? 0
    await dana.says('/takeover', { chat, replyTo: mirrorOf('Tom: Tom here.') })
    await world.settle()
    await dana.says('Hello Tom.', { chat, replyTo: mirrorOf('Tom: Tom here.') })
    await world.settle()
    expect(heard(tom).at(-1)).toBe('Dana: Hello Tom.')
    expect(heard(sarah).join()).not.toContain('Dana:')
    const own = dana.screen({ chat }).find((message) => message.text === 'Hello Tom.')
    expect(own?.reactions.map((reaction) => reaction.emoji)).toEqual(['👌'])
    await dana.says('/unsend', { chat, replyTo: own?.id ?? 0 })
    await world.settle()
    expect(heard(tom).join()).not.toContain('Hello Tom.')
  })

  test.each(['/takeover', 'I am here.'])('%s that is no reply reaches nobody, and says so', async (text) => {
    await using world = await openWorld({ forum: false })
    const { sarah, dana } = world
    const chat = world.group.id
    await sarah.says('Sarah here.')
    await world.settle()
    const mirror = dana.screen({ chat }).find((message) => message.text.startsWith('Sarah: Sarah here.'))
    await dana.says('/takeover', { chat, replyTo: mirror?.id ?? 0 })
    await world.settle()
    const before = sarah.screen().length
    await dana.says(text, { chat })
    await world.settle()
    expect(sarah.screen()).toHaveLength(before)
    expect(dana.screen({ chat }).at(-1)?.text).toMatch(/reply/)
  })
})

test('without a group the coach hears in private', async () => {
  await using world = await openWorld({ group: false })
  const { sarah, dana, model } = world
  model.willAnswer({ wants_human: true })
  await sarah.says('Can I talk to Dana?')
  await world.settle()
  await dana.hears('Sarah asks for you')
})
