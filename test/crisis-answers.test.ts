/** In a crisis nobody is left without an answer: neither the client, whatever they tap, nor a coach whose words went nowhere. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { lifecycleKeys, mayMute } from '../src/coaching/lifecycle.ts'
import { openTexts, type TextKey } from '../src/locales/texts.ts'
import { joinsTeam, stateOf } from './support/acts.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

const texts = openTexts()
const reviewed = (key: TextKey, params = {}) => `ℹ️ ${texts.render('en', key, { coach: 'Dana', ...params })}`
const news = (world: World) => world.newsFor(world.sarah).map((message) => message.text)
const l4 = 'I am going to kill myself tonight.'
const relay =
  /^ℹ️ (?:I've passed this on to Dana|Dana gets every word|Thank you for keeping on writing|Your message is with Dana)/

async function mutesAll(world: World) {
  const muted = JSON.stringify({ mutedTexts: lifecycleKeys.filter(mayMute) })
  await world.rows(sql`update coaches set settings = settings || ${muted}::jsonb`)
}

test('whatever a client taps or sends in a crisis, they read where help is, though the coach has muted all that can be', async () => {
  await using world = await openWorld({ start: '2026-03-02T22:00:00Z' })
  const { dana, sarah } = world
  await dana.says('/hours mon-fri 9-18')
  await dana.hears('Your clients may expect you')
  await mutesAll(world)
  await sarah.says('/human')
  await world.settle()
  await sarah.says(l4)
  await world.settle()
  news(world)
  for (const act of [
    () => sarah.taps('Wait for Dana'),
    () => sarah.taps('Keep talking with the AI'),
    () => sarah.says('/human'),
    () => sarah.says('/start'),
  ]) {
    await act()
    await world.settle()
    expect(news(world)).toEqual([expect.stringMatching(relay)])
  }

  await world.taps(dana, "I'm writing to them")
  await world.settle()
  news(world)
  for (const act of [() => sarah.says('/human'), () => sarah.taps('Wait for Dana'), () => sarah.says('/start')]) {
    await act()
    await world.settle()
    expect(news(world)).toEqual([reviewed('crisis-human-here')])
  }
})

test("a coach's words that a client in danger has not got: said at once, with sound, and sent by one tap", async () => {
  await using world = await openWorld()
  const { dana, sarah } = world
  const mia = await joinsTeam(world, 'Mia')
  await sarah.says(l4)
  await world.settle()
  news(world)
  await world.writes(dana, 'Sarah', 'Where are you?')
  await world.settle()
  const asked = world.topic('Sarah').at(-1)
  expect(asked?.text).toBe(
    '🆘 NOT SENT. Sarah is in danger and has not got these words. Tap to lead and send them now:',
  )
  expect(asked?.silent).toBeFalsy()
  expect(news(world)).toEqual([])
  await world.taps(dana, 'Take over and send')
  await world.settle()
  await sarah.hears('Where are you?')

  await world.writes(mia, 'Sarah', 'I am near you.')
  await world.settle()
  const other = world.topic('Sarah').at(-1)
  expect(other?.text).toBe(
    '🆘 NOT SENT. Dana leads, and Sarah, who is in danger, has not got these words. Tap to send them too:',
  )
  expect(other?.silent).toBeFalsy()
  await world.taps(mia, 'Send too')
  await world.settle()
  await sarah.hears('I am near you.')
})

test('words typed in private, below the alert: told at once that nobody in danger has got them, and where to write', async () => {
  await using world = await openWorld()
  const { dana, sarah } = world
  await sarah.says(l4)
  await world.settle()
  news(world)
  await dana.says('Where are you?')
  await dana.hears(/NOT SENT/)
  const told = dana.screen().at(-1)
  expect(told?.text).toBe(
    '🆘 NOT SENT. What you write here goes to nobody, and someone is in danger. Write to them in your group, or tap below the alert:\nSarah',
  )
  expect(told?.silent).toBeFalsy()
  expect(news(world)).toEqual([])
})

test('who asked for the coach in plain terms is not measured: how sure the AI was is no part of the alert', async () => {
  await using world = await openWorld()
  await world.sarah.says('Hello.')
  await world.settle()
  await world.sarah.says('/human')
  await world.settle()
  const alert = world.topic('Sarah').findLast(({ text }) => text.startsWith('🙋'))
  expect(alert?.text).toContain('Sarah asks for you.')
  expect(alert?.text).not.toContain('sure')
})

const hourMs = 3_600_000
const minuteMs = 60_000

test.each<[string, (world: World) => Promise<unknown>]>([
  [
    'who led her before any of it, and sleeps',
    async (world) => {
      await world.sarah.says('/human')
      await world.settle()
      await world.writes(world.dana, 'Sarah', '/takeover')
      await world.writes(world.dana, 'Sarah', 'Good evening.')
      await world.settle()
      await world.advance(8 * hourMs)
      await world.sarah.says(l4)
    },
  ],
  [
    'who came to her in this crisis, and has gone to bed',
    async (world) => {
      await world.sarah.says(l4)
      await world.settle()
      await world.taps(world.dana, "I'm writing to them")
      await world.writes(world.dana, 'Sarah', 'I am here. Where are you?')
      await world.settle()
      await world.advance(4 * hourMs)
    },
  ],
])('a coach %s, is not "here now": the lines, and she is called with sound', async (_, arrange) => {
  await using world = await openWorld({ start: '2026-03-02T18:00:00Z' })
  const { dana, sarah } = world
  await arrange(world)
  await world.settle()
  expect(await stateOf(world)).toBe('human')
  news(world)
  await sarah.says('/human')
  await world.settle()
  expect(news(world)).toEqual([expect.stringMatching(relay)])
  const calls = /^🆘 Sarah is in danger \(level 4 of 4\) and asks for someone/
  for (const screen of [dana.screen(), world.topic('Sarah')])
    expect(screen.filter(({ text, silent }) => calls.test(text) && !silent)).toHaveLength(1)

  await world.advance(10 * minuteMs)
  expect(news(world)).toContain(reviewed('crisis-still-here'))
})

test('what is tapped or sent in a crisis is passed on, as it is said to be, and takes no reply from the next message', async () => {
  await using world = await openWorld({ start: '2026-03-02T22:00:00Z' })
  const { dana, sarah } = world
  await dana.says('/hours mon-fri 9-18')
  await dana.hears('Your clients may expect you')
  await sarah.says('/human')
  await world.settle()
  await sarah.says('I have been thinking about suicide.')
  await world.settle()
  await sarah.says('Are you there?')
  await world.settle()
  news(world)
  const loud = (words: RegExp) =>
    [dana.screen(), world.topic('Sarah')].map(
      (screen) => screen.filter(({ text, silent }) => words.test(text) && !silent).length,
    )
  const asks = /^🆘 Sarah is in danger \(level 2 of 4\) and asks for someone/
  const isThere = /^🆘 Sarah is looking into their chat right now/
  for (const [act, words, times] of [
    [() => sarah.says('/human'), asks, 1],
    [() => sarah.taps('Wait for Dana'), asks, 2],
    [() => sarah.taps('Keep talking with the AI'), isThere, 1],
    [() => sarah.says('/start'), isThere, 2],
  ] as const) {
    await act()
    await world.settle()
    expect(news(world)).toEqual([reviewed('crisis-relay-1')])
    expect(loud(words)).toEqual([times, times])
  }
  await world.advance(2 * minuteMs)
  await sarah.says('/human')
  await world.settle()
  news(world)
  await sarah.says('Is anyone there?')
  await world.settle()
  expect(news(world)).toEqual([expect.stringMatching(relay)])
})

test("[I'm safe] below an older text, when more has been said since: where help is, and the team hears of it", async () => {
  await using world = await openWorld()
  const { dana, sarah } = world
  for (let round = 0; round < 2; round++) {
    await sarah.says('I have been thinking about suicide.')
    await world.settle()
  }
  news(world)
  const told = () =>
    [dana.screen(), world.topic('Sarah')].map(
      (screen) => screen.filter(({ text, silent }) => /^🆘 Sarah taps “I'm safe/.test(text) && !silent).length,
    )
  await sarah.taps("I'm safe, that's not what I meant")
  await world.settle()
  expect(news(world)).toEqual([reviewed('crisis-relay-1')])
  expect(told()).toEqual([1, 1])

  await world.taps(dana, "I'm writing to them")
  await world.writes(dana, 'Sarah', 'I am here.')
  await world.settle()
  news(world)
  await sarah.taps("I'm safe, that's not what I meant")
  await world.settle()
  expect(news(world)).toEqual([reviewed('crisis-human-here')])
  expect(told()).toEqual([2, 2])
  expect(await world.rows(sql`select grade, outcome from safety_episodes`)).toEqual([{ grade: 3, outcome: null }])
})

async function isAskedForWords({ dana, quiet }: World) {
  await dana.says('/texts')
  const list = await dana.hears('What your clients read at each turn of the way')
  await dana.taps(list.buttons?.flat().find(({ text }) => !/^🔒|▶/u.test(text))?.text ?? '')
  await quiet()
  await dana.taps('Change (English)')
  return dana.hears('Please send me your words in English')
}

const ownTexts = (world: World) => world.rows(sql`select text from coach_texts`)
const notSent = /^NOT SENT, and not saved: what you write here reaches no client/

test("words meant for someone in danger are no answer to a setting's question, which stays open", async () => {
  await using world = await openWorld()
  const { dana, sarah } = world
  await isAskedForWords(world)
  await sarah.says(l4)
  await world.settle()
  const alert = await dana.hears(/Sarah may be in danger/)
  for (const replyTo of [alert.id, undefined]) {
    const said = await dana.says("Sarah, put the pills away, I'm coming.", replyTo ? { replyTo } : {})
    await dana.hears(/🆘 NOT SENT/, { since: said.id })
    await dana.hears(notSent, { since: said.id })
    await world.settle()
  }
  expect(await ownTexts(world)).toEqual([])
  const key = await dana.says('sk-test-key-of-dana-00007-aaaa')
  await dana.hears('is stored encrypted', { since: key.id })
  expect(dana.screen().some(({ text }) => text.includes('sk-test-key-of-dana-00007'))).toBe(false)
})

test('an answer to a question is one in a crisis too, when it is said to be', async () => {
  await using world = await openWorld()
  const { dana, sarah } = world
  await isAskedForWords(world)
  await sarah.says(l4)
  await world.settle()
  const said = await dana.says('Your words are with me.')
  const kept = await dana.hears(notSent, { since: said.id })
  await dana.says('Your words are with me.', { replyTo: kept.id })
  await dana.hears('Saved', { since: kept.id })
  expect(await ownTexts(world)).toEqual([{ text: 'Your words are with me.' }])
})

test('with nobody in danger, what replies to anything but the question is no answer to it', async () => {
  await using world = await openWorld()
  const { dana } = world
  await dana.says('/help')
  const help = await dana.hears('/drill:')
  const question = await isAskedForWords(world)
  const said = await dana.says('I am on my way, Sarah.', { replyTo: help.id })
  await dana.hears(notSent, { since: said.id })
  expect(await ownTexts(world)).toEqual([])
  const answer = await dana.says('I am {here}.', { replyTo: question.id })
  const fault = await dana.hears("I can't fill in {here}", { since: answer.id })
  const again = await dana.says('Your words are with me.', { replyTo: fault.id })
  await dana.hears('Saved', { since: again.id })
  expect(await ownTexts(world)).toEqual([{ text: 'Your words are with me.' }])
})
