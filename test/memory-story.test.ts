/** What a client said long ago is told to the AI when they speak of it, with its day, and the coach can see that it was. */
import { expect, test } from 'vitest'
import { minuteMs } from './support/memory.ts'
import { isNoted } from './support/noted.ts'
import { openWorld } from './support/world.ts'

test('“remember that thing about my father?”: found, dated, told as theirs, and shown to the coach', async () => {
  await using world = await openWorld({ clients: ['Sarah', 'Tom'] })
  const { sarah, dana, model } = world
  const tom = world.client('Tom')
  const prompt = () => model.requests.at(-1)?.texts('system').join('\n') ?? ''
  const says = async (words: string) => {
    await sarah.says(words)
    await world.settle()
  }
  model.answersWith(() => ({ reply: 'Tell me more.' }))
  await says('My father left for Lisbon when I was nine.')
  await tom.says('My father is a pilot in Lisbon.')
  await world.settle()
  await isNoted(world, {
    kind: 'goal',
    details: { status: 'active', targetDate: null },
    text: 'Wants to write to her father',
    quotes: ['My father left for Lisbon'],
  })
  await world.advance(31 * minuteMs)
  await world.advance(2 * minuteMs)
  await world.advance(90 * 24 * 60 * minuteMs)
  for (let week = 1; week <= 11; week++) await says(`Week ${week} at work was long and loud.`)
  expect(model.requests.at(-1)?.texts('user').join()).not.toContain('Lisbon')

  await says('Do you remember that thing about my father?')
  const told = prompt()
  expect(told).toMatch(
    /<recalled>[\s\S]*\(2026-03-02, Sarah\) My father left for Lisbon when I was nine\.[\s\S]*<\/recalled>/,
  )
  expect(told).toMatch(
    /<known>[\s\S]*goal; said 2026-03-02; not confirmed[\s\S]*Wants to write to her father[\s\S]*<\/known>/,
  )
  expect(told).not.toContain('pilot')
  await world.writes(dana, 'Sarah', '/why')
  await world.settle()
  const why = world.topic('Sarah').at(-1)?.text
  expect(why).toContain('What it remembered of Sarah:')
  expect(why).toContain('• goal: Wants to write to her father')
  expect(why).toMatch(/Sarah: “My father left for Lisbon when I was nine\.”/)
})
