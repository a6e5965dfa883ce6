/** F18: nobody in a crisis is left alone. Every step of an episode, on the movable clock. */
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import shipped from '../src/coaching/safety/lines/helplines.json' with { type: 'json' }
import { createHelplines } from '../src/coaching/safety/lines/helplines.ts'
import { openTexts, type TextKey } from '../src/locales/texts.ts'
import { asked, isNamedAsTeam, joinsTeam, opensPractice } from './support/acts.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>
type Person = World['dana']

const texts = openTexts()
const reviewed = (key: TextKey, params = {}) => `ℹ️ ${texts.render('en', key, { coach: 'Dana', ...params })}`
const minuteMs = 60_000
const l4 = 'I am going to kill myself tonight.'
const l2 = 'I have been thinking about suicide.'

const told = (person: Person, words: RegExp) =>
  person.screen().filter((message) => words.test(message.text) && !message.silent).length

async function episode(world: World) {
  const [row] = await world.rows<{ state: string; grade: number; outcome: string | null; unattended: boolean }>(
    sql`select state, grade, outcome, unattended_since is not null as unattended from safety_episodes order by closed_at desc nulls first limit 1`,
  )
  return row
}

async function saysAndSettles(world: World, text: string) {
  await world.sarah.says(text)
  await world.settle()
  world.newsFor(world.sarah)
}

const news = (world: World) => world.newsFor(world.sarah).map((message) => message.text)

test.each([
  ['L4', l4, 2, 3, 15],
  ['L2', l2, 10, 20, 120],
])(
  '%s: nobody comes: again, the team, then unattended, which never ends by itself',
  async (_, words, tap, escalate, repeat) => {
    await using world = await openWorld()
    const mia = await joinsTeam(world, 'Mia')
    await mia.opens(world.link(''))
    await world.settle()
    await saysAndSettles(world, words)
    expect(await episode(world)).toMatchObject({ state: 'alerted' })
    await world.advance(tap * minuteMs - 1_000)
    expect(await episode(world)).toMatchObject({ state: 'alerted' })

    await world.advance(1_000)
    expect(await episode(world)).toMatchObject({ state: 'again' })
    expect(news(world)).toEqual([reviewed('crisis-still-here')])
    expect(told(world.dana, /Nobody has come to Sarah/)).toBe(1)
    expect(told(mia, /a client of Dana, may be in danger/)).toBe(1)

    await world.advance(escalate * minuteMs)
    expect(await episode(world)).toMatchObject({ state: 'escalated', unattended: true })
    expect(news(world)).toEqual([reviewed('crisis-no-human')])
    for (let round = 1; round <= 3; round++) {
      await world.advance(repeat * minuteMs)
      expect(told(world.dana, /UNATTENDED: Sarah/)).toBe(round)
    }
    expect(news(world)).toEqual([]) // said once
    await world.dana.says('/today')
    await world.dana.hears(/UNATTENDED Sarah/)
    expect(await episode(world)).toMatchObject({ state: 'escalated', outcome: null })
  },
)

test('a coach with nobody else on the team is not told that others come', async () => {
  await using world = await openWorld()
  await saysAndSettles(world, l4)
  await world.advance(2 * minuteMs)
  expect(told(world.dana, /Nobody else is on your team/)).toBe(1)
  await joinsTeam(world, 'Mia')
  await world.taps(world.dana, "I'm phoning them")
  await world.advance(11 * minuteMs)
  expect(told(world.dana, /Everyone else who can come is being called too/)).toBe(1)
  expect(told(world.dana, /Nobody else is on your team/)).toBe(1)
})

test('writing: it goes to her without another tap; her silence calls everyone again', async () => {
  await using world = await openWorld()
  const { dana, sarah } = world
  await saysAndSettles(world, l4)
  await world.taps(dana, "I'm writing to them")
  await world.settle()
  expect(news(world)).toEqual([reviewed('crisis-human-here')])
  expect(await episode(world)).toMatchObject({ state: 'promised' })
  await world.advance(2 * minuteMs)
  expect(await episode(world)).toMatchObject({ state: 'again' })

  await world.writes(dana, 'Sarah', 'I am here. Where are you?') // late, and not held up by a question
  await world.settle()
  await sarah.hears('I am here. Where are you?')
  expect(await episode(world)).toMatchObject({ state: 'human' })
  await world.advance(60 * minuteMs)
  expect(await episode(world)).toMatchObject({ state: 'human' })

  await saysAndSettles(world, 'At home.')
  await world.advance(9 * minuteMs)
  expect(await episode(world)).toMatchObject({ state: 'human' })
  await world.advance(minuteMs)
  expect(await episode(world)).toMatchObject({ state: 'again' })
  expect(news(world)).toContain(reviewed('crisis-still-here'))
})

test('phoning: asked again after ten minutes; no answer calls everyone, a reached call ends the waiting', async () => {
  await using world = await openWorld()
  const { dana } = world
  await saysAndSettles(world, l4)
  await dana.taps("I'm phoning them") // in private
  await world.settle()
  expect(news(world)).toEqual([reviewed('crisis-phoning', { member: 'Dana' })])
  await dana.taps('No answer')
  await world.settle()
  expect(await episode(world)).toMatchObject({ state: 'again' })
  expect(news(world)).toEqual([reviewed('crisis-no-answer', { member: 'Dana' })]) // somebody did come
  await world.taps(dana, "I'm phoning them")
  await world.settle()
  await world.advance(9 * minuteMs)
  expect(await episode(world)).toMatchObject({ state: 'promised' })
  await world.taps(dana, 'Reached them')
  await world.settle()
  expect(await episode(world)).toMatchObject({ state: 'human' })
  await world.taps(dana, 'Safe: we talked it through')
  await world.settle()
  expect(await episode(world)).toMatchObject({ outcome: 'safe' })
  const steps = await world.rows<{ step: string }>(sql`select step from safety_steps order by seq`)
  expect(steps.map(({ step }) => step)).toEqual(['alerted', 'promised', 'again', 'promised', 'human', 'safe'])
})

test('whoever phones and gets no answer is named to the client, whoever says so, and however late', async () => {
  await using world = await openWorld()
  const { dana } = world
  const marco = await joinsTeam(world, 'Marco')
  const mia = await joinsTeam(world, 'Mia')
  await saysAndSettles(world, l4)
  await world.taps(marco, "I'm phoning them")
  await world.settle()
  news(world)
  await world.taps(mia, 'No answer')
  await world.settle()
  const noAnswer = reviewed('crisis-no-answer', { member: 'Marco' })
  expect(news(world)).toEqual([noAnswer])

  await world.taps(marco, "I'm phoning them")
  await world.settle()
  news(world)
  await world.advance(10 * minuteMs)
  expect(await episode(world)).toMatchObject({ state: 'again' })
  expect(news(world)).toEqual([noAnswer])
  expect(world.topic('Sarah').filter(({ text }) => text === 'Did you reach Sarah by phone?')).toHaveLength(3)
  const called = told(dana, /Nobody has come to Sarah/)
  await world.taps(mia, 'No answer')
  await world.settle()
  expect(news(world)).toEqual([noAnswer])
  expect(told(dana, /Nobody has come to Sarah/)).toBe(called + 1)

  // It puts nothing off, and goes back behind nothing.
  await world.advance(minuteMs)
  expect(await episode(world)).toMatchObject({ state: 'escalated' })
  news(world)
  const unattended = told(dana, /UNATTENDED: Sarah/)
  await world.taps(marco, 'No answer')
  await world.settle()
  expect(news(world)).toEqual([noAnswer])
  expect(told(dana, /UNATTENDED: Sarah/)).toBe(unattended + 1)
  expect(await episode(world)).toMatchObject({ state: 'escalated', unattended: true })
})

describe('a backup who has a practice of their own', () => {
  async function callsMarco() {
    const world = await openWorld()
    const { coach: marco, coachId } = await opensPractice(world, 'Marco')
    await world.dana.adds(marco.id, world.group.id)
    await isNamedAsTeam(world, marco, 'Marco')
    await saysAndSettles(world, l4)
    await world.advance(2 * minuteMs)
    expect(told(marco, /a client of Dana, may be in danger/)).toBe(1)
    news(world)
    return { world, marco, coachId }
  }

  test('answers the alert in private: it counts, the client hears who phones, and how the call went counts too', async () => {
    const { world, marco } = await callsMarco()
    await using _ = world
    await marco.taps("I'm phoning them")
    await world.settle()
    expect(await episode(world)).toMatchObject({ state: 'promised' })
    expect(news(world)).toEqual([reviewed('crisis-phoning', { member: 'Marco' })])
    await marco.hears('Did you reach Sarah by phone?')
    await marco.taps('Reached them')
    await world.settle()
    expect(await episode(world)).toMatchObject({ state: 'human' })
  })

  test('has their own practice in private as before, and can answer an alert of it there', async () => {
    const { world, marco } = await callsMarco()
    await using _ = world
    await marco.says('/invite')
    const { text } = await marco.hears('?start=')
    const tom = world.simulator.addPerson({ firstName: 'Tom' })
    await tom.opens(/https\S+/.exec(text)?.[0] ?? '')
    await tom.hears(/an AI/)
    await tom.taps('I agree')
    await world.settle()
    await tom.says(l4)
    await world.settle()
    await marco.taps("I'm phoning them")
    await world.settle()
    const promised = await world.rows(sql`select c.display_name from safety_episodes e
      join conversations v on v.id = e.conversation_id join clients c on c.id = v.client_id where e.state = 'promised'`)
    expect(promised).toEqual([{ display_name: 'Tom' }])
  })

  test('who is not on this team any more is told, in a way that cannot be missed, that nobody has heard of it', async () => {
    const { world, marco, coachId } = await callsMarco()
    await using _ = world
    await world.rows(sql`delete from coach_members where telegram_user_id = ${marco.id} and coach_id <> ${coachId}`)
    const { answer } = await marco.taps("I'm phoning them")
    expect(answer).toMatchObject({ alert: true, text: expect.stringContaining('Nobody has been told') })
    expect(await episode(world)).toMatchObject({ state: 'again' })
  })
})

test('after the coach marks safe: asked on the next day and on the third, not in the night', async () => {
  await using world = await openWorld({ start: '2026-03-02T23:30:00Z' })
  const { dana } = world
  await saysAndSettles(world, l4)
  await world.taps(dana, "I'm writing to them")
  await world.settle()
  news(world)
  await world.writes(dana, 'Sarah', '/handback Her sister is with her.')
  await world.settle()
  // Where help is stays with her, and the way back.
  expect(news(world)).toEqual([reviewed('human-left'), reviewed('crisis-after-human')])
  const isButton = (label: string) =>
    world.sarah
      .screen()
      .at(-1)
      ?.buttons?.flat()
      .some(({ text }) => text === label)
  expect(isButton("I'm not safe")).toBe(true)
  expect(world.topic('Sarah').at(-1)?.text).toContain('The AI asks Sarah how they are tomorrow')
  await world.sarah.says('She made tea.')
  await world.settle()
  expect(world.model.requests.at(-1)?.texts('system').join()).toContain('Set no challenges')
  news(world)
  await world.advance(24 * 60 * minuteMs)
  expect(news(world)).toEqual([])
  await world.advance(10 * 60 * minuteMs)
  expect(news(world)).toEqual([reviewed('crisis-followup')])
  await world.advance(48 * 60 * minuteMs)
  expect(news(world)).toEqual([reviewed('crisis-followup')])
  await world.advance(30 * 24 * 60 * minuteMs)
  expect(news(world)).toEqual([])
})

test('a false alarm of a high grade is asked twice, and the AI answers again', async () => {
  await using world = await openWorld()
  const { dana, model } = world
  await saysAndSettles(world, l4)
  await world.taps(dana, 'False alarm')
  await world.settle()
  expect(await episode(world)).toMatchObject({ outcome: null })
  model.answersWith(() => ({ reply: 'Let us go on.' }))
  await world.taps(dana, 'Yes, it was a false alarm')
  await world.settle()
  expect(await episode(world)).toMatchObject({ outcome: 'false_alarm' })
  expect(news(world)).toContain(reviewed('crisis-false-alarm'))
})

test.each<[string, string, (world: World) => Promise<unknown>]>([
  [
    'a false alarm',
    l4,
    async (world) => {
      await world.taps(world.dana, 'False alarm')
      await world.settle()
      await world.taps(world.dana, 'Yes, it was a false alarm')
    },
  ],
  [
    'handed back with a note',
    l4,
    async (world) => {
      await world.taps(world.dana, "I'm writing to them")
      await world.writes(world.dana, 'Sarah', '/handback Her sister is with her.')
    },
  ],
  ["the client's own word", l2, (world) => world.sarah.taps("I'm safe, that's not what I meant")],
])(
  '%s closes it over what was said: no model answers that, or finds the danger in it again',
  async (_, words, close) => {
    await using world = await openWorld()
    const { model, sarah, dana } = world
    // Reads what has not been answered, as a model does.
    model.answersWith(({ body }) => {
      const roles = body.messages.map(({ role }) => role)
      const open = JSON.stringify(body.messages.slice(roles.lastIndexOf('assistant') + 1))
      return open.includes(words) ? { risk: 'imminent' } : { reply: 'Let us go on.' }
    })
    await saysAndSettles(world, words)
    await close(world)
    await world.settle()
    expect(asked(world)).toEqual([])
    const alerts = told(dana, /may be in danger/)

    await sarah.says('She made tea.')
    await world.settle()
    expect(news(world)).toContain('Let us go on.')
    expect(told(dana, /may be in danger/)).toBe(alerts)
    expect(await world.rows(sql`select id from safety_episodes`)).toHaveLength(1)
    // Said anew, it is danger as before.
    await sarah.says(words)
    await world.settle()
    expect(await episode(world)).toMatchObject({ outcome: null })
  },
)

test('who was reached by phone alone is not told that the human has left the chat', async () => {
  await using world = await openWorld()
  await saysAndSettles(world, l4)
  await world.taps(world.dana, "I'm phoning them")
  await world.settle()
  await world.taps(world.dana, 'Reached them')
  await world.settle()
  news(world)
  await world.writes(world.dana, 'Sarah', '/handback We talked on the phone.')
  await world.settle()
  expect(news(world).join()).not.toContain('left the chat')
})

test('/human in a crisis says where help is, never less', async () => {
  await using world = await openWorld()
  await saysAndSettles(world, l4)
  await world.sarah.says('/human')
  await world.settle()
  expect(news(world)).toEqual([reviewed('crisis-relay-1')])
})

test("below L3 the client's own word counts, and the next sign weighs more; above it is never offered", async () => {
  await using world = await openWorld()
  const { sarah, dana, model } = world
  model.answersWith(() => ({ reply: 'Let us go on.' }))
  await saysAndSettles(world, l2)
  await sarah.taps("I'm safe, that's not what I meant")
  await world.settle()
  expect(await episode(world)).toMatchObject({ grade: 2, outcome: 'client_safe' })
  expect(told(dana, /Sarah says: “I'm safe/)).toBe(1)
  await saysAndSettles(world, l2)
  expect(await episode(world)).toMatchObject({ grade: 3, outcome: null })
  const last = sarah.screen().findLast((message) => message.from.isBot)
  expect(JSON.stringify(last)).not.toContain("I'm safe, that's")
})

test("[I'm not safe] below the help opens an episode; so does a client who cannot be reached any more", async () => {
  await using world = await openWorld()
  const { sarah, dana } = world
  await sarah.says('/help')
  await sarah.hears('/help: this message')
  await sarah.taps("I'm not safe")
  await world.settle()
  expect(await episode(world)).toMatchObject({ grade: 3, state: 'alerted' })
  await sarah.blocks('@clone_bot')
  await world.settle()
  expect(told(dana, /nothing can be sent to them any more/)).toBeGreaterThan(0)
})

test('where she is: said by a tap, never guessed; the number for emergencies there', async () => {
  await using world = await openWorld()
  const { sarah } = world
  await saysAndSettles(world, l4)
  await sarah.taps('Show the numbers where I am')
  await sarah.taps('United Kingdom')
  const shown = await sarah.hears('In danger, call 999.')
  expect(shown.text).toContain('findahelpline.com') // its line is not verified
  await sarah.hears('Noted: United Kingdom.')
  await world.settle()
})

test('where she is: said to be noted, even where the numbers are the same', async () => {
  await using world = await openWorld()
  const { sarah } = world
  await saysAndSettles(world, l4)
  await sarah.taps('Show the numbers where I am')
  await sarah.taps('Spain')
  await sarah.hears('Noted: Spain.')
  await sarah.hears('In danger, call 112.')
  await world.settle()
})

test('whom to call: in the country that the coach has chosen, until the client says that they are somewhere else', async () => {
  await using world = await openWorld()
  const { sarah, dana } = world
  await dana.says('/country')
  await dana.hears('Whose help lines should clients see')
  await dana.taps('United States')
  await dana.hears('From now on: United States.')
  await saysAndSettles(world, l4)
  await sarah.taps('Whom can I call now?')
  const shown = await sarah.hears('In danger, call 911.')
  expect(shown.text).toContain('findahelpline.com') // no line there is verified
  await sarah.taps('Show the numbers where I am')
  await sarah.taps('Somewhere else')
  await sarah.hears('In danger, call your local emergency number (112 or 911).')
  await world.settle()
  await world.advance(2 * minuteMs)
  expect(news(world).at(-1)).toBe(reviewed('crisis-still-here')) // with no country's number
  await dana.says('/country')
  await dana.taps('Somewhere else')
  await dana.hears('From now on: Somewhere else.')
})

test('a line is shown when a person has verified it, and is to be looked at again after half a year', () => {
  const now = new Date('2026-11-25T00:00:00Z')
  expect(createHelplines().in('GB')).toEqual({ emergency: '999', lines: [] })
  expect(createHelplines().listUnverified(now)).toHaveLength(shipped.flatMap(({ lines }) => lines).length)
  const table = (verifiedAt: string) =>
    shipped
      .filter(({ country }) => country === 'GB')
      .map((row) => ({ ...row, lines: row.lines.map((line) => ({ ...line, verified_at: verifiedAt })) }))
  expect(createHelplines(table('2026-11-01')).listUnverified(now)).toEqual([])
  expect(createHelplines(table('2026-01-01')).listUnverified(now)).toEqual([expect.stringContaining('again')])
  const withLines = openTexts(undefined, createHelplines(table('2026-11-01')).in)
  const text = withLines.render('en', 'crisis-first', { coach: 'Dana', country: 'GB' })
  expect(text).toContain('Samaritans, 116 123 (day and night)')
  expect(text).toContain('call 999.')
})

test('/drill rings like a crisis, says what to do when it did not, and no client hears of it', async () => {
  await using world = await openWorld()
  const { dana, sarah } = world
  await dana.says('/drill')
  const page = await dana.hears('This is a drill')
  expect(page.silent).toBe(false)
  await dana.taps('No')
  await dana.hears('would not wake you')
  await world.settle()
  expect(sarah.screen().some((message) => message.text.includes('drill'))).toBe(false)
})
