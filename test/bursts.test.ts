import { describe, expect, test } from 'vitest'
import { asked, heard, updatesHandled, whileModelThinks } from './support/acts.ts'
import { openWorld } from './support/world.ts'

describe('what a client writes in pieces', () => {
  test('six messages in 4 s are one turn: asked once with all six, answered once', async () => {
    await using world = await openWorld()
    const { sarah, model } = world
    model.willAnswer({ reply: 'All six heard.' })
    const pieces = ['Hi', 'so today', 'my boss', 'in front of everyone', 'said I was late', 'Again.']
    for (const piece of pieces) {
      await sarah.says(piece)
      await world.advance(800)
    }
    await world.settle()

    expect(asked(world)).toEqual([pieces])
    expect(heard(sarah)).toEqual(['All six heard.'])
  })

  test.each([
    { gaps: [4, 4, 4, 4] },
    { gaps: [5, 5, 5] },
    { gaps: [6, 6, 6] },
    { gaps: [7, 7] },
    { gaps: [8, 8] },
    { gaps: [4, 8, 4] },
    { gaps: [8, 4, 7] },
  ])('fragments $gaps s apart get one reply, which answers all', async ({ gaps }) => {
    await using world = await openWorld()
    const { sarah, model } = world
    model.answersWith((request) => ({ reply: `I read ${request.texts('user').length}` }))
    await sarah.says('piece 0')
    for (const [index, gap] of gaps.entries()) {
      await world.advance(gap * 1_000)
      await sarah.says(`piece ${index + 1}`)
    }
    await world.settle()

    expect(heard(sarah)).toEqual([`I read ${gaps.length + 1}`])
    expect(asked(world).length).toBeLessThanOrEqual(3) // two restarts at most
  })

  test('someone who never stops is answered after 20 s all the same', async () => {
    await using world = await openWorld()
    const { sarah } = world
    for (let second = 0; second <= 24; second += 2) {
      await sarah.says(`and ${second}`)
      await world.advance(2_000)
    }
    expect(heard(sarah)).toHaveLength(1)
    expect(asked(world)[0]?.at(-1)).toBe('and 18')
    await world.settle()
    expect(heard(sarah)).toHaveLength(2)
  })

  test('a finished sentence waits 1.5 s and no longer', async () => {
    await using world = await openWorld()
    const { sarah } = world
    await sarah.says('I feel better today.')
    await world.advance(1_400)
    expect(asked(world)).toEqual([])
    await world.advance(100)
    expect(heard(sarah)).toHaveLength(1)
  })
})

describe('a message that comes while the model is at work', () => {
  test('is never lost, and the reply made without it is never sent', async () => {
    await using world = await openWorld()
    const { sarah, model } = world
    model.answersWith((request) => ({ reply: request.texts('user').join(' + ') }))
    await sarah.says('I want to quit.')
    await whileModelThinks(world, () => sarah.says('No, I want to stay.'))

    expect(heard(sarah)).toEqual(['I want to quit. + No, I want to stay.'])
    expect(world.topic('Sarah').filter((message) => message.text.includes('AI to Sarah'))).toHaveLength(1)
  })

  test('restarts the turn twice at most; then a reply goes out, and the rest gets a turn of its own', async () => {
    await using world = await openWorld()
    const { sarah, model } = world
    model.answersWith((request) => ({ reply: `Up to: ${request.texts('user').at(-1)}` }))
    model.hold()
    await sarah.says('One.')
    const running = world.settle()
    for (const next of ['Two.', 'Three.', 'Four.']) {
      await model.nextRequest()
      await sarah.says(next)
      await updatesHandled(world)
      model.release()
      if (next !== 'Four.') model.hold()
    }
    await running
    await world.settle()

    expect(asked(world)).toEqual([
      ['One.'],
      ['One.', 'Two.'],
      ['One.', 'Two.', 'Three.'],
      ['One.', 'Two.', 'Three.', 'Four.'],
    ])
    expect(heard(sarah)).toEqual(['Up to: Three.', 'Up to: Four.'])
  })

  test('shows the client that an answer is being written', async () => {
    await using world = await openWorld()
    const { sarah } = world
    const typing = () =>
      world.simulator.calls
        .list({ method: 'sendChatAction' })
        .filter((call) => call.parameters['chat_id'] === sarah.id && call.parameters['action'] === 'typing')
    await sarah.says('How do I start?')
    await world.quiet()
    expect(typing()).toHaveLength(0)
    await whileModelThinks(world, async () => {
      while (typing().length === 0) await new Promise((resolve) => setTimeout(resolve, 2))
    })
    expect(heard(sarah)).toHaveLength(1)
  })
})

test('a message that comes while a reply waits for its grace time drops it', async () => {
  await using world = await openWorld()
  const { sarah, model } = world
  model.answersWith((request) => ({ reply: request.texts('user').join(' + ') }))
  await sarah.says('I wonder if')
  await world.advance(5_000)
  expect(asked(world)).toHaveLength(1)
  expect(heard(sarah)).toEqual([]) // made, and waiting
  await sarah.says('I should call her.')
  await world.settle()

  expect(heard(sarah)).toEqual(['I wonder if + I should call her.'])
})

describe('an edit before the answer', () => {
  test('is the text that the AI reads', async () => {
    await using world = await openWorld()
    const { sarah } = world
    const { id } = await sarah.says('I hate my sister.')
    await world.advance(1_000)
    await sarah.edits(id, 'I miss my sister.')
    await world.settle()
    expect(asked(world)).toEqual([['I miss my sister.']])
    expect(heard(sarah)).toHaveLength(1)
  })

  test('counts while a reply waits', async () => {
    await using world = await openWorld()
    const { sarah, model } = world
    model.answersWith((request) => ({ reply: request.texts('user').join(' + ') }))
    const { id } = await sarah.says('I hate my sister')
    await world.advance(5_000)
    expect(asked(world)).toHaveLength(1)
    await sarah.edits(id, 'I miss my sister')
    await world.settle()
    expect(heard(sarah)).toEqual(['I miss my sister'])
  })

  test('counts while the model is at work', async () => {
    await using world = await openWorld()
    const { sarah, model } = world
    model.answersWith((request) => ({ reply: request.texts('user').join(' + ') }))
    const { id } = await sarah.says('I hate my sister.')
    await whileModelThinks(world, () => sarah.edits(id, 'I miss my sister.'))
    expect(heard(sarah)).toEqual(['I miss my sister.'])
  })

  test('after the answer, it is kept and starts nothing', async () => {
    await using world = await openWorld()
    const { sarah } = world
    const { id } = await sarah.says('I hate my sister.')
    await world.settle()
    await sarah.edits(id, 'I miss my sister.')
    await world.settle()
    expect(asked(world)).toHaveLength(1)
    expect(heard(sarah)).toHaveLength(1)
  })
})
