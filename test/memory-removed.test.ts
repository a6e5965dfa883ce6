/** What is remembered is what makes the difference: the same story, once with the memory in the prompt and once without. */
import { describe, expect, test } from 'vitest'
import { stemsOf } from '../src/coaching/knowledge/words.ts'
import { minuteMs } from './support/memory.ts'
import { isNoted } from './support/noted.ts'
import type { FakeRequest } from './support/openai-server.ts'
import { openWorld } from './support/world.ts'

const section = /<(known|relationship|last_sessions|recalled)>\n[\s\S]*?\n<\/\1>/g
const asked = { recalled: 'Do you remember that thing about my father?', known: 'What was my goal again, that letter?' }

/** A model that knows nothing but its prompt: it says the line that shares most with what it is asked. */
function answerFrom({ texts }: FakeRequest, remove: (prompt: string) => string): { reply: string } {
  const question = new Set(stemsOf(texts('user').at(-1) ?? ''))
  const lines = texts('system').flatMap((prompt) => remove(prompt).split('\n'))
  const shared = (line: string) => stemsOf(line).filter((stem) => question.has(stem)).length
  const [best = ''] = lines
    .filter((line) => line.startsWith('- (') && shared(line) > 0)
    .sort((one, other) => shared(other) - shared(one))
  return { reply: best === '' ? 'Tell me more.' : `You told me: ${best}` }
}

async function story(question: string, remove: (prompt: string) => string) {
  await using world = await openWorld()
  const { sarah, model } = world
  const says = async (words: string) => {
    await sarah.says(words)
    await world.settle()
  }
  model.answersWith((request) => answerFrom(request, remove))
  await says('My father left for Lisbon when I was nine.')
  await isNoted(world, {
    kind: 'goal',
    details: { status: 'active', targetDate: null },
    text: 'Wants to write a letter to Ana',
    quotes: ['My father left for Lisbon'],
  })
  await world.advance(31 * minuteMs)
  await world.advance(2 * minuteMs)
  await world.advance(90 * 24 * 60 * minuteMs)
  for (let week = 1; week <= 11; week++) await says(`Week ${week} at work was long and loud.`)
  await says(question)
  const heard = world.simulator.world.findPrivateChat(sarah, world.bot)?.messages
  return {
    reply: [...(heard?.values() ?? [])].at(-1)?.text ?? '',
    prompt: model.requests.at(-1)?.texts('system').join('\n'),
  }
}

describe.each([
  ['what was said', asked.recalled, /2026-03-02, Sarah\) My father left for Lisbon/],
  ['what is known', asked.known, /goal; said 2026-03-02.*Wants to write a letter to Ana/],
])('%s long ago', (_, question, remembered) => {
  test('is answered from the memory in the prompt', async () => {
    const { reply } = await story(question, (prompt) => prompt)
    expect(reply).toMatch(remembered)
  })

  test('cannot be answered once the memory is taken out of it', async () => {
    const { reply, prompt } = await story(question, (whole) => whole.replace(section, ''))
    expect(prompt).toMatch(remembered)
    expect(reply).toBe('Tell me more.')
  })
})
