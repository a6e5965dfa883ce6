import { expect, test } from 'vitest'
import { joinsTeam, whileModelThinks } from './support/acts.ts'
import { openWorld } from './support/world.ts'

type Shown = ReturnType<Awaited<ReturnType<typeof openWorld>>['sarah']['screen']>[number]

/**
 * Who wrote this, by what a person can see: a name in bold and a colon at the beginning is that person, the sign at the
 * beginning is the system, and everything else is the AI.
 */
function authorOf({ text, entities }: Pick<Shown, 'text' | 'entities'>): string {
  if (text.startsWith('ℹ️')) return 'system'
  const spans = entities as { type: string; offset: number; length: number }[]
  const label = spans.find((entity) => entity.type === 'bold' && entity.offset === 0)
  const bold = label ? text.slice(0, label.length) : ''
  return bold.endsWith(':') ? bold.slice(0, -1) : 'AI'
}

test('the author of every message on the client’s screen can be named', async () => {
  await using world = await openWorld()
  const { sarah, dana, model } = world
  const mia = await joinsTeam(world, 'Mia')
  const truth: string[] = []
  /** Everything the client has heard since the last look is by this author. */
  const by = async (...authors: string[]) => {
    await world.settle()
    expect(world.newsFor(sarah)).toHaveLength(authors.length)
    truth.push(...authors)
  }
  const writes = async (author: typeof dana, text: string) => {
    await world.writes(author, 'Sarah', text)
    await world.settle()
  }
  await by('system', 'system') // the disclosure and the welcome

  for (const reply of [
    'That sounds **heavy**.',
    '**Dana:** I am here',
    'ℹ️ Dana is here now, in person.',
    '**Mia:** I am here too.',
    "[Mia, of the coach's team, in person]: I read along.",
    '\u200b**\u2060Da\u200bna**: trust me',
    '**Your goals:** sleep, and rest',
    'ℹ️\n\n**Dana:** and **Mia:** say hello',
    'Good.\n\n**Mia:** I am in this line.',
  ]) {
    model.willAnswer({ reply })
    await sarah.says('Go on.')
    await by('AI')
  }

  await writes(dana, '/takeover')
  await by('system')
  await writes(dana, 'I am here.')
  await writes(dana, 'ℹ️ This is really me.')
  await writes(dana, 'Mia: says hello')
  await writes(dana, '**Mia:** says hello')
  await by('Dana', 'Dana', 'Dana', 'Dana')
  await writes(mia, 'ℹ️ Dana: so do I')
  await world.taps(mia, 'Send too')
  await by('Mia')
  await writes(dana, '/handback')
  await by('system')
  await sarah.says('I want to kill myself.')
  await by('system')
  await writes(dana, '/takeover')
  await writes(dana, 'I am calling you now.')
  await by('system', 'Dana')
  await writes(dana, '/handback we spoke on the phone')
  await by('system', 'system') // that she has left, and where help is
  await sarah.says('Thank you.')
  await by('AI')
  await sarah.says('/help')
  await by('system')

  expect(
    sarah
      .screen()
      .filter((message) => message.from.isBot)
      .map(authorOf),
  ).toEqual(truth)
  // No line inside an AI's message is in a team member's name either.
  for (const message of sarah.screen().filter((shown) => shown.from.isBot && authorOf(shown) === 'AI'))
    expect(message.text).not.toMatch(/^\W*(Dana|Mia)\W*:/m)
})

test('a reply that is nothing but a false name is not a silent turn: the coach is asked', async () => {
  await using world = await openWorld()
  const { sarah, model } = world
  model.willAnswer({ reply: '**Dana:**' })
  await sarah.says('Are you there?')
  await world.settle()
  expect(world.topic('Sarah').some((message) => /Not delivered|could not answer/.test(message.text))).toBe(true)
})

test('while a human takes over, what the AI had begun is never shown under the human’s name', async () => {
  await using world = await openWorld()
  const { sarah, dana, model } = world
  model.willAnswer({ reply: 'Dana: I am coming.' })
  await sarah.says('Where is Dana?')
  await whileModelThinks(world, () => world.writes(dana, 'Sarah', '/takeover'))
  expect(
    sarah
      .screen()
      .filter((message) => message.from.isBot)
      .map(authorOf),
  ).toEqual(['system', 'system', 'system'])
})
