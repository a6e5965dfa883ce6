import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { heard, joinsTeam, notices, stateOf, updatesHandled, whileModelThinks } from '../support/acts.ts'
import { aiRows, answers, buttonsOf, drafts, openCopilot, sets, shown, tap } from '../support/copilot.ts'

const draft = 'That sounds hard. What did you feel?'

describe('a reply in copilot', () => {
  test('waits in the topic below the words it answers: the client gets nothing, and the AI still leads', async () => {
    await using world = await openCopilot()
    const before = notices(world.sarah).length
    await drafts(world, draft)
    expect(heard(world.sarah)).toEqual([])
    expect(notices(world.sarah)).toHaveLength(before)
    expect(await stateOf(world)).toBe('ai')
    expect(shown(world, draft).silent).toBe(true) // a phone rings for handoffs and crises alone
    expect(shown(world, draft).text).toMatch(/My boss shouted at me\.[\s\S]*Nothing goes out[\s\S]*What did you feel\?/)
    expect(buttonsOf(world, draft)).toEqual(['Send', 'Edit', 'Reject'])
    expect(await aiRows(world)).toMatchObject([
      { visibility: 'held', metadata: { draft: { outcome: 'waiting', situation: 'work' } } },
    ])
  })

  test('goes out by one tap as the AI’s, and the topic says who sent it', async () => {
    await using world = await openCopilot()
    await drafts(world, draft)
    expect(await tap(world, 'Send', draft)).toBe('Sent.')
    expect(heard(world.sarah)).toEqual([draft])
    expect(shown(world, draft).text).toContain('Sent to Sarah by Dana.')
    expect(buttonsOf(world, draft)).toEqual([])
    const [row] = await aiRows(world)
    expect(row).toMatchObject({ visibility: 'shared', metadata: { draft: { outcome: 'sent' } } })
    expect(row?.metadata.approved_by).toBe(row?.metadata.draft?.['decided_by'])
    expect(await world.rows(sql`select kind from timers where kind = 'draft_due'`)).toEqual([])
    // It is shown there already: no mirror repeats it.
    await world.advance(10 * 60_000)
    expect(world.topic('Sarah').filter(({ text }) => text.includes(draft))).toHaveLength(1)
  })

  test('tapped by two of the team at once goes out once', async () => {
    await using world = await openCopilot()
    const mia = await joinsTeam(world, 'Mia')
    await drafts(world, draft)
    const messageId = shown(world, draft).id
    const at = { chat: world.group.id, messageId }
    const results = await Promise.all([world.dana.taps('Send', at), mia.taps('Send', at)])
    await world.settle()
    expect(results.map(({ answer }) => answer?.text).sort()).toEqual(['Sent.', 'That is decided already.'])
    expect(heard(world.sarah)).toEqual([draft])
    expect(shown(world, draft).text).toMatch(/Sent to Sarah by (Dana|Mia)\./)
  })

  test('answered with other words goes out in those, unlabelled, and both are kept', async () => {
    await using world = await openCopilot()
    await drafts(world, draft)
    expect(await tap(world, 'Edit', draft)).toBe('Answer the draft with your words.')
    await answers(world, 'answer this message, or the draft', 'That sounds hard. What did you do?')
    expect(heard(world.sarah)).toEqual(['That sounds hard. What did you do?'])
    expect(await stateOf(world)).toBe('ai')
    expect(shown(world, 'in the words of Dana').text).toContain('What did you do?')
    const [row] = await aiRows(world)
    expect(row).toMatchObject({
      content: 'That sounds hard. What did you do?',
      visibility: 'shared',
      metadata: { edited_from: draft, draft: { outcome: 'edited', kept: 0.86 } },
    })
    expect(row?.metadata.draft?.['decided_at']).toBeTruthy()
    await world.sarah.says('/why')
    await world.settle()
    expect(notices(world.sarah).at(-1)).toContain('Dana changed it before you got it')
  })

  test('answered directly, without a tap, is an edit too; its own words are none', async () => {
    await using world = await openCopilot()
    await drafts(world, draft)
    await answers(world, draft, 'Tell me more.')
    await drafts(world, 'And then?')
    await answers(world, 'And then?', 'And then?')
    expect(heard(world.sarah)).toEqual(['Tell me more.', 'And then?'])
    const rows = await aiRows(world)
    expect(rows.map(({ metadata }) => metadata.draft?.['outcome'])).toEqual(['edited', 'sent'])
    expect(rows[1]?.metadata.edited_from).toBeUndefined()
  })

  test('a note as an answer to it stays a note', async () => {
    await using world = await openCopilot()
    await drafts(world, draft)
    await answers(world, draft, '// too soft for her')
    expect(heard(world.sarah)).toEqual([])
    expect(buttonsOf(world, draft)).toEqual(['Send', 'Edit', 'Reject'])
  })

  test('rejected goes nowhere; the AI tries again, knowing what was rejected', async () => {
    await using world = await openCopilot()
    await drafts(world, draft)
    expect(await tap(world, 'Reject', draft)).toBe('Rejected. Nothing went out.')
    expect(heard(world.sarah)).toEqual([])
    expect(shown(world, draft).text).toContain('Rejected by Dana')
    expect(buttonsOf(world, draft)).toEqual(['Take over', 'Let the AI try again'])
    expect(await tap(world, 'Send', draft).catch(() => 'no such button')).toBe('no such button')

    world.model.willAnswer({ reply: 'Another one.' })
    await tap(world, 'Let the AI try again', draft)
    expect(world.model.requests.at(-1)?.texts('system').at(-1)).toContain(draft)
    expect(heard(world.sarah)).toEqual([])
    await tap(world, 'Send', 'Another one.')
    expect(heard(world.sarah)).toEqual(['Another one.'])
    const rows = await aiRows(world)
    expect(rows.map(({ visibility, metadata }) => [visibility, metadata.draft?.['outcome']])).toEqual([
      ['dropped', 'rejected'],
      ['shared', 'sent'],
    ])
  })

  test('rejected, and then answered with words, goes out in those', async () => {
    await using world = await openCopilot()
    await drafts(world, draft)
    await tap(world, 'Reject', draft)
    await answers(world, draft, 'Better so.')
    expect(heard(world.sarah)).toEqual(['Better so.'])
    expect(await aiRows(world)).toMatchObject([{ metadata: { draft: { outcome: 'edited', was_rejected: true } } }])
  })

  test('takes its offer along when it goes, and not before', async () => {
    await using world = await openCopilot()
    world.model.willAnswer({ reply: draft, confidence: 0.2, sentiment: -0.6, stakes: 'low' })
    await world.sarah.says('Nothing helps, maybe I should talk to Dana about it some day.')
    await world.settle()
    expect(shown(world, draft).text).toContain('offer to bring Dana in')
    expect(world.sarah.screen().at(-1)?.buttons).toBeUndefined()
    await tap(world, 'Send', draft)
    expect(heard(world.sarah)).toEqual([draft])
    expect(
      world.sarah
        .screen()
        .at(-1)
        ?.buttons?.flat()
        .map(({ text }) => text),
    ).toEqual(['Yes, ask Dana', 'No, go on'])
    expect(await aiRows(world)).toMatchObject([{ metadata: { offer: 'open' } }])
  })
})

test('a reaction of the client’s on what was sent is seen on the draft that it was', async () => {
  await using world = await openCopilot()
  await drafts(world, draft)
  await tap(world, 'Send', draft)
  await world.sarah.reacts(world.sarah.screen().at(-1)?.id ?? 0, '❤')
  await world.settle()
  expect(shown(world, draft).reactions).toMatchObject([{ emoji: '❤' }])
})

test('what the reply check catches waits within a handoff, in copilot too', async () => {
  await using world = await openCopilot()
  world.model.willAnswer({ reply: 'Dana will call you tomorrow.' })
  await drafts(world, 'Dana promises to be there.')
  expect(await stateOf(world)).toBe('waiting')
  expect(buttonsOf(world, 'Held back')).toEqual(['Send it', 'Take over', 'AI may answer'])
  // Let go on, it is answered by a draft.
  world.model.willAnswer({ reply: 'What would help now?' })
  await tap(world, 'AI may answer', 'Held back')
  expect(heard(world.sarah)).toEqual([])
  expect(buttonsOf(world, 'What would help now?')).toEqual(['Send', 'Edit', 'Reject'])
})

describe('while a draft waits', () => {
  test('and the client writes on, the next one answers all, and the old one says so', async () => {
    await using world = await openCopilot()
    await drafts(world, draft)
    await drafts(world, 'Both at once, then.', { says: 'And then I shouted back.' })
    expect(world.model.requests.at(-1)?.texts('user').slice(-2)).toEqual([
      'My boss shouted at me.',
      'And then I shouted back.',
    ])
    expect(shown(world, draft).text).toContain('Sarah has written since')
    expect(buttonsOf(world, draft)).toEqual([])
    await tap(world, 'Send', 'Both at once, then.')
    expect(heard(world.sarah)).toEqual(['Both at once, then.'])
    const rows = await aiRows(world)
    expect(rows.map(({ metadata }) => metadata.draft?.['outcome'])).toEqual(['replaced', 'sent'])
  })

  test('and the client writes on, old buttons that are still shown say that it is replaced', async () => {
    await using world = await openCopilot()
    await drafts(world, draft)
    world.simulator.faults.add({ method: 'editMessageText', chat: world.group.id, status: 400, times: 20 })
    await drafts(world, 'Both at once, then.', { says: 'And then I shouted back.' })
    expect(buttonsOf(world, draft)).toEqual(['Send', 'Edit', 'Reject'])
    for (const button of ['Send', 'Edit', 'Reject'])
      expect(await tap(world, button, draft)).toContain('has written since')
    expect(heard(world.sarah)).toEqual([])
    // Words for the old one are not lost, and not sent either.
    await answers(world, draft, 'My own words.')
    expect(heard(world.sarah)).toEqual([])
    expect(world.topic('Sarah').at(-1)?.text).toContain('Not sent')
  })

  test('and the client writes while the model thinks, one draft answers both', async () => {
    await using world = await openCopilot()
    world.model.willAnswer({ reply: 'Too early.' })
    world.model.willAnswer({ reply: 'To both.' })
    await world.sarah.says('First.')
    await whileModelThinks(world, () => world.sarah.says('Second.'))
    await world.settle()
    expect(world.topic('Sarah').filter(({ text }) => text.includes('Nothing goes out'))).toHaveLength(1)
    await tap(world, 'Send', 'To both.')
    expect(heard(world.sarah)).toEqual(['To both.'])
  })

  test('that was made while they wrote on and on, sending it leaves the rest its own turn', async () => {
    await using world = await openCopilot()
    world.model.answersWith((request) => ({ reply: `Up to: ${request.texts('user').at(-1)}` }))
    await world.sarah.says('One.')
    await world.quiet()
    for (const next of ['Two.', 'Three.', 'Four.']) {
      world.model.hold()
      const running = world.advance(2_000)
      await world.model.nextRequest()
      await world.sarah.says(next)
      await updatesHandled(world)
      world.model.release()
      await running
    }
    await world.dana.taps('Send', { chat: world.group.id, messageId: shown(world, 'Up to: Three.').id })
    await world.settle()
    expect(heard(world.sarah)).toEqual(['Up to: Three.'])
    expect(buttonsOf(world, 'Up to: Four.')).toEqual(['Send', 'Edit', 'Reject'])
  })

  test('and the client mends their words, the next one is made from the new ones', async () => {
    await using world = await openCopilot()
    await drafts(world, draft)
    world.model.willAnswer({ reply: 'To the mended words.' })
    const written = world.sarah.screen().findLast(({ text }) => text === 'My boss shouted at me.')
    await world.sarah.edits(written?.id ?? 0, 'My boss smiled at me.')
    await world.settle()
    expect(world.model.requests.at(-1)?.texts('user').at(-1)).toContain('My boss smiled at me.')
    expect(buttonsOf(world, draft)).toEqual([])
    await tap(world, 'Send', 'To the mended words.')
    expect(heard(world.sarah)).toEqual(['To the mended words.'])
  })

  test('and the client has its words forgotten, nothing of it goes out', async () => {
    await using world = await openCopilot()
    await drafts(world, draft)
    const written = world.sarah.screen().findLast(({ text }) => text === 'My boss shouted at me.')
    await world.sarah.says('forget this', { replyTo: written?.id ?? 0 })
    await world.settle()
    await world.sarah.taps('Yes, forget it')
    await world.settle()
    expect(await tap(world, 'Send', draft).catch(() => 'gone')).not.toBe('Sent.')
    await world.advance(5 * 60_000)
    expect(heard(world.sarah)).toEqual([])
    expect(JSON.stringify(await aiRows(world))).not.toContain('What did you feel')
  })

  test('and somebody takes over, it is dropped', async () => {
    await using world = await openCopilot()
    await drafts(world, draft)
    await world.writes(world.dana, 'Sarah', '/takeover')
    await world.settle()
    expect(shown(world, draft).text).toContain('Not sent: one of you leads')
    expect(buttonsOf(world, draft)).toEqual([])
    await world.writes(world.dana, 'Sarah', 'I am here.')
    await world.settle()
    expect(heard(world.sarah)).toEqual(['Dana: I am here.'])
    expect(await aiRows(world)).toMatchObject([
      { visibility: 'dropped', metadata: { draft: { outcome: 'taken_over' } } },
    ])
  })

  test('and danger shows, the text for it comes at once and the draft never', async () => {
    await using world = await openCopilot()
    await drafts(world, draft)
    await world.sarah.says('I want to kill myself tonight.')
    await world.settle()
    expect(world.sarah.screen().at(-1)?.text).toMatch(/988|112/)
    expect(shown(world, draft).text).toContain('Not sent: Sarah may be in danger')
    expect(buttonsOf(world, draft)).toEqual([])
    await world.advance(3 * 3_600_000)
    expect(heard(world.sarah).join()).not.toContain(draft)
    expect(await aiRows(world)).toMatchObject([{ visibility: 'dropped', metadata: { draft: { outcome: 'dropped' } } }])
  })

  test('and the client asks for the human, the handoff is as ever', async () => {
    await using world = await openCopilot()
    await drafts(world, draft)
    await world.sarah.says('/human')
    await world.settle()
    expect(await stateOf(world)).toBe('waiting')
    expect(shown(world, draft).text).toContain('Not sent: Sarah is waiting for you')
  })

  test('and the AI is switched off, the client is the coach’s', async () => {
    await using world = await openCopilot()
    await drafts(world, draft)
    await world.writes(world.dana, 'Sarah', '/ai off')
    await world.settle()
    expect(shown(world, draft).text).toContain('Not sent: the AI is off')
    expect(await stateOf(world)).toBe('waiting')
  })

  test('that was let go and is overtaken on its way, the topic takes it back', async () => {
    await using world = await openCopilot()
    await drafts(world, draft)
    world.simulator.faults.add({ method: 'sendMessage', chat: world.sarah.id, status: 429, retryAfter: 30, times: 1 })
    await world.dana.taps('Send', { chat: world.group.id, messageId: shown(world, draft).id })
    await world.quiet()
    expect(shown(world, draft).text).toContain('Sent to Sarah by Dana.')
    await drafts(world, 'To both.', { says: 'Wait, one thing more.' })
    expect(world.topic('Sarah').some(({ text }) => text.includes('Not sent after all'))).toBe(true)
    await tap(world, 'Send', 'To both.')
    await world.advance(60_000)
    expect(heard(world.sarah)).toEqual(['To both.'])
  })

  test('the client is on the list of who needs the coach', async () => {
    await using world = await openCopilot()
    await drafts(world, draft)
    await world.advance(60_000)
    await world.dana.says('/today')
    await world.settle()
    expect(world.dana.screen().at(-1)?.text).toContain('Sarah: a draft has waited for you')
    await tap(world, 'Send', draft)
    await world.dana.says('/today')
    await world.settle()
    expect(world.dana.screen().at(-1)?.text).not.toContain('a draft has waited')
  })
})

test('a danger that the model sees is never held back', async () => {
  await using world = await openCopilot()
  world.model.willAnswer({ reply: draft, risk: 'high' })
  await world.sarah.says('I do not know how to go on.')
  await world.settle()
  expect(await stateOf(world)).toBe('waiting')
  expect(world.sarah.screen().at(-1)?.text).toMatch(/988|112/)
  expect(await aiRows(world)).toEqual([])
})

test('it is set for one client, too: on, off, and as for all', async () => {
  await using world = await openCopilot()
  await world.writes(world.dana, 'Sarah', '/copilot off')
  await world.settle()
  await drafts(world, 'At once.')
  expect(heard(world.sarah)).toEqual(['At once.'])
  await world.writes(world.dana, 'Sarah', '/copilot default')
  await world.settle()
  await drafts(world, draft)
  expect(heard(world.sarah)).toEqual(['At once.'])
  await tap(world, 'Send', draft)

  expect(await sets(world, 'Turn off')).toContain('Copilot is off')
  await drafts(world, 'At once again.')
  await world.writes(world.dana, 'Sarah', '/copilot on')
  await world.settle()
  await drafts(world, 'Not at once.')
  expect(heard(world.sarah)).toEqual(['At once.', draft, 'At once again.'])
})

test('without a group the coach decides in private', async () => {
  await using world = await openCopilot({ group: false })
  await drafts(world, draft)
  await world.dana.taps('Send')
  await world.settle()
  expect(heard(world.sarah)).toEqual([draft])
  expect(world.dana.screen().findLast(({ text }) => text.includes(draft))?.text).toContain('Sent to Sarah by Dana')
})
