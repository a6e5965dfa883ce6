import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { heard, joinsTeam, whileModelThinks } from '../support/acts.ts'
import {
  aiRows,
  answers,
  buttonsOf,
  drafts,
  ladder,
  openCopilot,
  sendsUnchanged,
  shown,
  tap,
} from '../support/copilot.ts'

const alone = 'Alone now: what happened?'

describe('the right to send alone', () => {
  test('is earned by five unchanged drafts in a row, for that situation, and shown', async () => {
    await using world = await openCopilot()
    await sendsUnchanged(world, 4)
    expect(await ladder(world)).toContain('work: 4 of 5 unchanged, asks')
    await sendsUnchanged(world, 1)
    expect(await ladder(world)).toContain('work: 5 of 5 unchanged, sends alone')

    await drafts(world, alone, { situation: 'trouble with the boss at work' })
    expect(heard(world.sarah).at(-1)).toBe(alone)
    expect((await aiRows(world)).at(-1)).toMatchObject({
      visibility: 'shared',
      metadata: { draft: { outcome: 'alone', situation: 'work', unchanged: 5, of: 5 } },
    })
    const mirror = shown(world, alone)
    expect(mirror.text).toContain('Sent alone (work): 5 in a row unchanged')
    expect(mirror.silent).toBe(true)

    // Not in another one, and not where nobody can say which it is.
    await drafts(world, 'And your family?', { situation: 'family at home' })
    await tap(world, 'Send', 'And your family?')
    await sendsUnchanged(world, 5, 'small talk')
    await drafts(world, 'Still asks.', { situation: 'small talk' })
    expect(heard(world.sarah)).not.toContain('Still asks.')
    expect(await ladder(world)).toContain('family: 1 of 5 unchanged, asks')
  })

  test('is lost by one rejection, and earned anew', async () => {
    await using world = await openCopilot()
    await sendsUnchanged(world, 5)
    await world.writes(world.dana, 'Sarah', '/copilot')
    await world.settle()
    await tap(world, 'work: always ask', 'copilot default')
    await drafts(world, 'Asks as it was told.')
    await tap(world, 'Reject', 'Asks as it was told.')
    expect(await ladder(world)).toContain('work: 0 of 5 unchanged, always asks, as you said')
    await tap(world, 'work: as earned', 'copilot default')
    await drafts(world, 'Asks, since it was lost.')
    expect(heard(world.sarah)).not.toContain('Asks, since it was lost.')
    await tap(world, 'Send', 'Asks, since it was lost.')
    expect(await ladder(world)).toContain('work: 1 of 5 unchanged, asks')
    await sendsUnchanged(world, 4)
    await drafts(world, alone)
    expect(heard(world.sarah).at(-1)).toBe(alone)
  })

  test('is taken back by a 👎 on what was sent alone', async () => {
    await using world = await openCopilot()
    await sendsUnchanged(world, 5)
    await drafts(world, alone)
    await world.dana.reacts(shown(world, alone).id, '👎', { chat: world.group.id })
    await world.settle()
    expect(shown(world, 'What would you have said?').text).toContain('The 👎 takes back that I send alone here')
    expect(await ladder(world)).toContain('work: 0 of 5 unchanged, asks')
    await drafts(world, 'Asks again.')
    expect(heard(world.sarah).at(-1)).toBe(alone)
  })

  test('is not earned by changed ones', async () => {
    await using world = await openCopilot()
    await sendsUnchanged(world, 4)
    const reply = 'One two three four five six seven eight nine ten?'
    await drafts(world, reply)
    await answers(world, reply, reply.replace('ten', 'eleven'))
    expect(await ladder(world)).toContain('work: 0 of 5 unchanged, asks')
    await drafts(world, 'Still asks.')
    expect(heard(world.sarah)).not.toContain('Still asks.')
  })

  test('is for one client: another one’s drafts wait', async () => {
    await using world = await openCopilot({ clients: ['Sarah', 'Tom'] })
    await sendsUnchanged(world, 5)
    world.model.willAnswer({ reply: 'For Tom.', situation: 'trouble with the boss at work' })
    await world.client('Tom').says('My boss shouted at me.')
    await world.settle()
    expect(heard(world.client('Tom'))).toEqual([])
  })

  test('can be given and taken by hand', async () => {
    await using world = await openCopilot()
    await sendsUnchanged(world, 1)
    await world.writes(world.dana, 'Sarah', '/copilot nonsense')
    await world.settle()
    expect(world.topic('Sarah').at(-1)?.text).toMatch(/“nonsense” here, so nothing has changed\.\n\n.*\/copilot on/)
    await world.writes(world.dana, 'Sarah', '/copilot')
    await world.settle()
    await tap(world, 'work: let it', 'copilot default')
    expect(shown(world, 'copilot default').text).toContain('work: 1 of 5 unchanged, sends alone, as you said')
    await drafts(world, alone)
    expect(heard(world.sarah).at(-1)).toBe(alone)
    expect(shown(world, alone).text).toContain('since you let it: 1 of 5')
    await world.dana.reacts(shown(world, alone).id, '👎', { chat: world.group.id })
    await world.settle()
    expect(shown(world, 'What would you have said?').text).not.toContain('takes back') // what the coach let stays let
    await tap(world, 'work: always ask', 'copilot default')
    await drafts(world, 'Asks.')
    expect(heard(world.sarah).at(-1)).toBe(alone)
  })

  test('is the coach’s alone to give, whoever of the team may take it; only what they sent themselves earns it', async () => {
    await using world = await openCopilot()
    const mia = await joinsTeam(world, 'Mia')
    await sendsUnchanged(world, 4)
    for (const reply of ['Sent by Mia.', 'Another by Mia.']) {
      await drafts(world, reply)
      expect(await tap(world, 'Send', reply, mia)).toBe('Sent.')
    }
    expect(await ladder(world)).toContain('work: 4 of 5 unchanged, asks')

    expect(await tap(world, 'work: let it', 'copilot default', mia)).toBe('Only the coach can do this.')
    for (const wish of ['off', 'default']) {
      await world.writes(mia, 'Sarah', `/copilot ${wish}`)
      await world.settle()
      expect(world.topic('Sarah').at(-1)?.text).toBe('Only Dana can do this.')
    }
    await drafts(world, 'Asks.')
    expect(buttonsOf(world, 'Asks.')).toEqual(['Send', 'Edit', 'Reject'])

    // The other way is nobody's risk.
    await tap(world, 'Send', 'Asks.')
    expect(await ladder(world)).toContain('work: 5 of 5 unchanged, sends alone')
    await tap(world, 'work: always ask', 'copilot default', mia)
    expect(shown(world, 'copilot default').text).toContain('work: 5 of 5 unchanged, always asks')
    expect(await tap(world, 'work: as earned', 'copilot default', mia)).toBe('Only the coach can do this.')
    await tap(world, 'work: as earned', 'copilot default')
    await drafts(world, alone)
    await world.writes(mia, 'Sarah', '/copilot on')
    await world.settle()
    expect(shown(world, 'copilot default').text).toContain('Copilot is on for Sarah')
    // What they see of it counts against it.
    await drafts(world, 'Alone, and wrong.')
    await mia.reacts(shown(world, 'Alone, and wrong.').id, '👎', { chat: world.group.id })
    await world.settle()
    expect(await ladder(world)).toContain('work: 0 of 5 unchanged, asks')
  })

  test('that is taken back while the AI thinks is none: the reply waits', async () => {
    await using world = await openCopilot()
    await sendsUnchanged(world, 5)
    await drafts(world, alone)
    world.model.willAnswer({ reply: 'Thought of before.', situation: 'trouble with the boss at work' })
    await world.sarah.says('And again.')
    await whileModelThinks(world, () => world.dana.reacts(shown(world, alone).id, '👎', { chat: world.group.id }))
    await world.settle()
    expect(heard(world.sarah)).not.toContain('Thought of before.')
    expect(buttonsOf(world, 'Thought of before.')).toEqual(['Send', 'Edit', 'Reject'])
  })

  test('is no right after a crisis', async () => {
    await using world = await openCopilot()
    await sendsUnchanged(world, 5)
    await world.sarah.says('I want to kill myself tonight.')
    await world.settle()
    await world.writes(world.dana, 'Sarah', '/takeover I am here.')
    await world.settle()
    await world.writes(world.dana, 'Sarah', '/handback We spoke, she is safe.')
    await world.settle()
    await drafts(world, 'Asks after a crisis.')
    expect(heard(world.sarah)).not.toContain('Asks after a crisis.')
    expect(shown(world, 'Asks after a crisis.').text).toContain('Nothing goes out')
  })
})

test('what became of drafts counts in how sure the AI is', async () => {
  await using world = await openCopilot()
  await sendsUnchanged(world, 2)
  const reply = 'Rejected one.'
  await drafts(world, reply)
  await tap(world, 'Reject', reply)
  await tap(world, 'Let the AI try again', reply)
  await world.advance(11 * 60_000)
  await drafts(world, 'The next turn counts anew.', { says: 'And now?' })
  const [fitted] = await world.rows<{ n: number }>(sql`select n from confidence_calibrations`)
  expect(fitted?.n).toBeGreaterThanOrEqual(3)
})
