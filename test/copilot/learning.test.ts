/** What the coach writes in the place of a draft is learned from: it is how they would have said it. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { answers, drafts, openCopilot, tap } from '../support/copilot.ts'
import { analysed } from '../support/learning.ts'

const learned = sql`select kind, given ->> 'said' as said, verdict from human_intervention_analyses`

test('other words than the draft: kept, told in the topic with a way back, and shown to the next draft', async () => {
  await using world = await openCopilot()
  world.model.answersAs('analysis', analysed)
  await drafts(world, 'You should simply talk to him.', { says: 'My boss shouted at me and I cannot breathe.' })
  await answers(world, 'You should simply', 'Okay, breathe with me first. What did it do to you when he shouted?')
  expect(await world.rows(learned)).toEqual([
    {
      kind: 'edited_draft',
      said: '["Okay, breathe with me first. What did it do to you when he shouted?"]',
      verdict: 'kept',
    },
  ])
  const card = world.topic('Sarah').find(({ text }) => text.startsWith('Learned from what you wrote instead'))
  expect(card?.buttons?.flat().map(({ text }) => text)).toContain('Undo')

  await drafts(world, 'What else?', { says: 'That was good to hear.' })
  await world.advance(6 * 60_000)
  expect(world.topic('Sarah').find(({ text }) => text.startsWith('Learned from'))?.text).toContain('Sarah took it well')
  await world.advance(24 * 3_600_000)
  await drafts(world, 'And then?', { says: 'My boss shouted again, I cannot breathe.' })
  const prompt = world.model.requests.findLast(({ body }) => body.response_format?.json_schema?.name === 'turn_answer')
  expect(prompt?.texts('system').join('\n')).toContain('The answer: “Okay, breathe with me first.')
})

test('a word changed is no other way, and what was rejected and written anew is one', async () => {
  await using world = await openCopilot()
  world.model.answersAs('analysis', analysed)
  await drafts(world, 'It is good that you tell me what he said to you in that meeting on the phone.')
  await answers(world, 'It is good', 'It is good that you told me what he said to you in that meeting on the phone.')
  expect(await world.rows(learned)).toEqual([])
  await drafts(world, 'Talk to him.', { says: 'He did it again.' })
  await tap(world, 'Reject', 'Talk to him.')
  await answers(world, 'Talk to him.', 'Breathe with me. What do you need right now?')
  expect(await world.rows(learned)).toEqual([
    { kind: 'rejected_draft', said: '["Breathe with me. What do you need right now?"]', verdict: 'kept' },
  ])
})

test('how words in the place of a draft went is seen in what the client says next, and looked at once', async () => {
  await using world = await openCopilot()
  world.model.answersAs('analysis', analysed)
  await drafts(world, 'You should simply talk to him.', { says: 'My boss shouted at me and I cannot breathe.' })
  await answers(world, 'You should simply', 'Okay, breathe with me first. What did it do to you when he shouted?')
  await drafts(world, 'Good to hear.', { says: 'That helped, I can breathe again.' })
  await world.advance(6 * 60_000)
  await world.advance(60_000)
  const asked = world.model.requests.filter(({ body }) => body.response_format?.json_schema?.name === 'analysis')
  expect(asked).toHaveLength(2)
  const after = /<after>\n([\s\S]*?)\n<\/after>/.exec(asked.at(-1)?.texts('user').join('\n') ?? '')?.[1]
  expect(after).toMatch(/^client.*: That helped, I can breathe again\.$/)
  const card = world.topic('Sarah').find(({ text }) => text.startsWith('Learned from what you wrote instead'))
  expect(card?.text).toContain('Since then: Sarah took it well.')
})
