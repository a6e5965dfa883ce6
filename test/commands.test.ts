/** Each command answers truly wherever it is given: it works, or says where it does. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { asked, joinsTeam, opensPractice } from './support/acts.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

/** What the bot answers to it. */
async function answers(
  world: World,
  person: World['dana'],
  text: string,
  where: { chat?: number; topic?: number } = {},
) {
  const { id } = await person.says(text, where)
  await world.settle()
  return person
    .screen(where)
    .filter((message) => message.from.isBot && message.id > id)
    .map((message) => message.text)
    .join('\n')
}

test('a command in the wrong place says where it works', async () => {
  await using world = await openWorld()
  const { dana } = world
  const mia = await joinsTeam(world, 'Mia')
  await mia.opens(world.link(''))
  await world.settle()
  world.newsFor(world.sarah)
  const general = { chat: world.group.id }
  const topic = { ...general, topic: world.topicOf('Sarah') }

  for (const name of ['takeover', 'handback', 'brief', 'note', 'unsend', 'ai', 'assign'])
    expect(await answers(world, dana, `/${name}`)).toContain(`/${name} works in your group: in the topic of the client`)
  expect(await answers(world, mia, '/takeover')).toContain('/takeover works in your group')
  expect(await answers(world, dana, '/link')).toBe('/link works in your group: send it there.')
  for (const name of [
    'method',
    'invite',
    'hours',
    'timezone',
    'reminders',
    'rules',
    'texts',
    'country',
    'drill',
    'coach',
  ])
    expect(await answers(world, dana, `/${name}`, topic)).toBe(`/${name} works in our private chat: @clone_bot`)
  expect(await answers(world, dana, '/rules', general)).toBe('/rules works in our private chat: @clone_bot')
  expect(await answers(world, dana, '/human', topic)).toContain('/human is for your clients')
  expect(await answers(world, dana, '/privacy')).toContain('/privacy is for your clients')
  expect(await answers(world, dana, '/takeover', general)).toBe("Please use this in a client's topic.")
  for (const where of [general, topic, {}])
    expect(await answers(world, dana, '/takover', where)).toContain("I don't know this command")
  expect(await answers(world, mia, '/nothing')).toContain("I don't know this command")
  expect(await answers(world, mia, '/key')).toContain('Only Dana can do this.')
  expect(world.newsFor(world.sarah)).toEqual([])
})

test('a key in the group is deleted, and said to be worth nothing there', async () => {
  await using world = await openWorld()
  const topic = { chat: world.group.id, topic: world.topicOf('Sarah') }
  expect(await answers(world, world.dana, '/key sk-test-key-of-dana-0009', topic)).toContain(
    'I have deleted your message',
  )
  expect(
    world
      .topic('Sarah')
      .map(({ text }) => text)
      .join(),
  ).not.toContain('sk-test')
  expect(await world.rows(sql`select last4 from coach_secrets`)).toEqual([{ last4: '0001' }])

  world.simulator.faults.add({
    method: 'deleteMessage',
    status: 400,
    description: "Bad Request: message can't be deleted",
  })
  expect(await answers(world, world.dana, '/key sk-test-key-of-dana-0010', topic)).toContain(
    'please delete it now, and make a new key',
  )
})

test("to a client a coach's command is none, and no AI reads it; words behind one are words", async () => {
  await using world = await openWorld()
  const { sarah, dana } = world
  for (const name of ['takeover', 'key', 'invite', 'mirrors', 'today', 'texts', 'link', 'assign']) {
    const said = await answers(world, sarah, `/${name}`)
    expect(said).toBe("ℹ️ I don't know this command. Just write what's on your mind; /help shows what else there is.")
  }
  expect(asked(world)).toEqual([])
  world.model.willAnswer({ reply: 'I hear you.' })
  expect(await answers(world, sarah, '/note I slept badly.')).toBe('I hear you.')

  // As another coach's client Dana is no coach: nothing of her practice goes to that one.
  const { coach: kim } = await opensPractice(world, 'Kim')
  await kim.says('/invite')
  const invited = await kim.hears('start=')
  await dana.opens(/https:\S+/.exec(invited.text)?.[0] ?? '')
  await dana.hears(/an AI/)
  await world.settle()
  expect(await answers(world, dana, '/takeover')).toContain("In this chat you are Kim's client at the moment")
})

test('/help says what is still to be done, and all that can be done', async () => {
  await using world = await openWorld({ key: false })
  const said = await answers(world, world.dana, '/help')
  expect(said).toContain('First of all, Dana:')
  for (const name of ['method', 'key', 'rules', 'timezone', 'drill', 'teach', 'unlearn', 'copilot'])
    expect(said).toMatch(new RegExp(`^/(\\w+, /)*${name}[:,]`, 'm'))
})

test('/help of a coach who has done it all says all that can be done', async () => {
  await using ready = await openWorld()
  const all = await answers(ready, ready.dana, '/help')
  expect(all).not.toContain('First of all')
  expect(all).toContain('/hours, /timezone, /reminders: when clients may expect you')
  expect(all).toContain('Your clients and their conversations are in your group.')
})

test('/country and /mirrors take what is written behind them, or say what can be', async () => {
  await using world = await openWorld()
  const { dana } = world
  const setting = async () =>
    (
      await world.rows<{ country: string; mirrors: string }>(
        sql`select settings ->> 'country' as country, settings ->> 'mirrors' as mirrors from coaches`,
      )
    )[0]
  for (const [text, code, name] of [
    ['/country DE', 'DE', 'Germany'],
    ['/country canada', 'CA', 'Canada'],
    ['/country us', 'US', 'United States'],
  ] as const) {
    expect(await answers(world, dana, text)).toBe(`From now on: ${name}.`)
    expect((await setting())?.country).toBe(code)
  }
  const unknown = await answers(world, dana, '/country Atlantis')
  expect(unknown).toContain('I have no help lines for “Atlantis”, so nothing has changed.')
  expect(unknown).toContain('DE (Germany)')
  expect((await setting())?.country).toBe('US')

  expect(await answers(world, dana, '/mirrors needed')).toBe('From now on: only when I am needed.')
  expect((await setting())?.mirrors).toBe('needed')
  expect(await answers(world, dana, '/mirrors Every turn', { chat: world.group.id })).toBe('From now on: every turn.')
  const foo = await answers(world, dana, '/mirrors foo')
  expect(foo).toContain("I don't know “foo” here, so nothing has changed.")
  expect(foo).toContain('/mirrors session (one message per session)')
  expect((await setting())?.mirrors).toBe('all')
  const mia = await joinsTeam(world, 'Mia')
  expect(await answers(world, mia, '/mirrors needed', { chat: world.group.id })).toBe('Only Dana can do this.')
  expect((await setting())?.mirrors).toBe('all')
})

test('what a setting does not know changes nothing, and it says so', async () => {
  await using world = await openWorld()
  const { dana } = world
  for (const text of [
    '/sensitivity early',
    '/reminders 1 2',
    '/texts human',
    '/rules remove 1',
    '/rules divorce: handoff',
  ])
    expect(await answers(world, dana, text)).toContain(
      `I don't know “${text.slice(text.indexOf(' ') + 1)}” here, so nothing has changed.`,
    )
})

test('/key remove takes the key away, and who writes then is brought to the coach', async () => {
  await using world = await openWorld()
  const { dana, sarah } = world
  expect(await answers(world, dana, '/key remove')).toContain('The key that ends in 0001 is removed.')
  expect(await answers(world, dana, '/key remove')).toContain('There is no key to remove.')
  const asked = world.model.requests.length
  await sarah.says('My boss shouted at me.')
  await world.settle()
  await sarah.hears('answers here in person')
  expect(world.topic('Sarah').some(({ text, silent }) => text.includes('The AI is off') && !silent)).toBe(true)
  expect(world.model.requests.length).toBe(asked)
})

test('a coach who reads German or Spanish drills in it', async () => {
  await using world = await openWorld()
  for (const [languageCode, page, answer] of [
    ['de', 'Das ist eine Übung', 'Gut. Mach das wieder'],
    ['es', 'Esto es un simulacro', 'Bien. Repítelo'],
  ] as const) {
    const coach = world.simulator.addPerson({ firstName: `Coach ${languageCode}`, languageCode })
    await coach.opens(world.link(await world.app.practice.makeCoachCode()))
    await world.settle()
    expect(await answers(world, coach, '/drill')).toContain(page)
    await coach.taps(languageCode === 'de' ? 'Ja' : 'Sí')
    await world.settle()
    expect(coach.screen().at(-1)?.text).toContain(answer)
  }
})
