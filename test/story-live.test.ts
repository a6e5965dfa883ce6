import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { killChildren, startChild } from './support/child.ts'
import { createControl } from './support/control.ts'
import { openFakeOpenAi } from './support/openai-server.ts'
import { administrate, testDatabasePrefix } from './support/postgres.ts'

// From an empty database to a client who is coached, as the operator and the coach live it: the product and the simulator
// are processes of their own, and people are played over the control API.

const folders: string[] = []

afterAll(async () => {
  await killChildren()
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})

/** Where this product keeps its rows: a folder, or a fresh database and the queue server of the test run. */
async function emptyStore(): Promise<Record<string, string>> {
  if (process.env['TEST_STORE'] === 'servers') {
    const name = `${testDatabasePrefix()}_${randomUUID().slice(0, 8)}`
    await administrate(`create database ${name}`)
    const url = new URL(process.env['TEST_DATABASE_URL'] ?? '')
    url.pathname = `/${name}`
    return {
      DATABASE_URL: url.href,
      REDIS_URL: process.env['TEST_REDIS_URL'] ?? '',
      SECRETS_KEY: randomBytes(32).toString('base64'),
    }
  }
  const folder = await mkdtemp(join(tmpdir(), 'opencoach-story-'))
  folders.push(folder)
  return { DATA_DIR: folder }
}

test('a real start: the coach link, method, key, group, invitation, a first conversation, and a restart', async () => {
  await using model = await openFakeOpenAi()
  const simulator = startChild('src/simulator/main.ts', {}, ['--port', '0'])
  const [, url = ''] = await simulator.prints(/listens on (http:\S+)/)
  const control = createControl(url)
  const bot = await control.post<{ id: number; token: string }>('/bots', { username: 'clone_bot', name: 'The clone' })
  const makePerson = async (firstName: string) =>
    control.person((await control.post<{ person: { id: number } }>('/people', { firstName })).person)
  const [dana, mia, sarah] = [await makePerson('Dana'), await makePerson('Mia'), await makePerson('Sarah')]

  const environment = {
    PORT: '0',
    TELEGRAM_BOT_TOKEN: bot.token,
    TELEGRAM_API_ROOT: url,
    OPENAI_BASE_URL: model.url,
    ALLOW_PRIVATE_MODEL_HOSTS: 'yes',
    LOG_LEVEL: 'warn',
    ...(await emptyStore()),
  }
  const product = startChild('src/main.ts', environment)
  const [coachLink] = await product.prints(/https:\/\/t\.me\/clone_bot\?start=\S+/)

  // The link makes one person the coach, and nobody else.
  await dana.open(coachLink)
  await dana.wait('Welcome, Dana.')
  await mia.open(coachLink)
  await mia.wait("I don't know this link.")

  // The method: asked for, answered, shown.
  await dana.send('/method')
  const asked = await dana.wait('How do you work?')
  expect(asked.forceReply).toBe(true)
  await dana.send('I ask one open question at a time.')
  await dana.wait('Saved.', { since: asked.id })
  const shown = await dana.send('/method')
  await dana.wait('I ask one open question at a time.', { since: shown.id })
  await dana.send('/help') // a command is no answer to the question
  await dana.wait('First of all, Dana')

  // The group: each right that is missing is named with its fix.
  const { chat: group } = await control.post<{ chat: { id: number } }>('/groups', {
    title: 'My clients',
    owner: dana.id,
  })
  const chat = { chat: group.id }
  await control.post(`/groups/${group.id}/members`, { by: dana.id, member: '@clone_bot' })
  const checklist = await dana.wait('group where you watch', chat)
  expect(checklist.text).toContain('❌ I can read what you write\n   Make me an administrator')
  expect(checklist.text).toContain('❌ Topics are on')
  expect((await dana.tap('Check again', chat)).answer?.text).toContain('❌')
  await control.patch(`/bots/${bot.id}`, { canReadAllGroupMessages: true })
  await dana.tap('Check again', chat)
  await dana.wait('✅ I can read what you write', chat)
  await control.patch(`/bots/${bot.id}`, { canReadAllGroupMessages: false })
  await control.patch(`/groups/${group.id}`, { isForum: true })
  await dana.tap('Check again', chat)
  await dana.wait('/❌ I can read[^]*✅ Topics are on[^]*❌ I may manage topics/', chat)
  const rights = { can_manage_topics: true, can_pin_messages: true, can_delete_messages: true }
  await control.put(`/groups/${group.id}/admins/@clone_bot`, {
    by: dana.id,
    rights: { ...rights, can_pin_messages: false },
  })
  await dana.wait('/✅ I may manage topics[^]*❌ I may pin/', chat)
  await control.put(`/groups/${group.id}/admins/@clone_bot`, { by: dana.id, rights })
  await dana.tap('Check again', chat)
  await dana.wait('✅ I may pin messages', chat)
  await dana.tap('Link this group', chat)
  await dana.wait('Done, Dana.', chat)

  // The invitation, and a client who joins while there is no key: messages go to the coach.
  await dana.send('/invite')
  const [invitation = ''] = /https:\S+/.exec((await dana.wait('t.me/clone_bot?start=')).text) ?? []
  await sarah.open(invitation)
  await sarah.wait("I'm an AI that works with Dana.")
  await sarah.tap('I agree')
  await sarah.wait('Thank you.')
  await sarah.send('I got the job.')
  await sarah.wait('Dana answers here in person.')
  const topics = async () => (await control.state()).chats.find(({ id }) => id === group.id)?.topics ?? []
  await expect.poll(async () => (await topics()).map(({ name }) => name)).toContain('Sarah')
  const topic = { ...chat, topic: (await topics()).find(({ name }) => name === 'Sarah')?.id ?? 0 }
  expect((await dana.wait('Sarah wrote. The AI is off', topic)).silent).toBe(false)
  await dana.wait('Sarah: I got the job.', topic)
  expect(model.requests).toEqual([])

  // The key: tried by a call, its message gone from the chat either way.
  model.answersWith(() => ({ reply: 'What are you proud of?' }))
  model.willFail('401')
  await dana.send('/key sk-invented-and-wrong-0000')
  await dana.wait('The key was not accepted: the AI service does not know it.')
  await dana.send('/key')
  await dana.wait('Please send me your API key.')
  await dana.send('sk-invented-and-right-1234')
  await dana.wait('The key that ends in 1234 works')
  expect((await dana.messages()).filter(({ text }) => text.includes('sk-invented'))).toEqual([])
  expect(model.requests.slice(0, 2).map(({ authorization }) => authorization?.slice(-4))).toEqual(['0000', '1234'])

  // From here on the AI answers: what waited, and what comes.
  const answered = await sarah.wait('What are you proud of?')
  await dana.wait('/AI to Sarah [^]*What are you proud of/', topic)
  expect(model.requests.at(-1)?.texts('system')[0]).toContain('I ask one open question at a time.')

  // A restart keeps all of it.
  expect(await product.stop()).toBe(0)
  const said = await sarah.send('That I dared to ask.') // while nobody is there
  model.answersWith(() => ({ reply: 'Who could you tell?' }))
  const restarted = startChild('src/main.ts', environment)
  await restarted.prints(/The bot is @clone_bot/)
  expect(restarted.stdout).not.toContain('?start=')
  await sarah.wait('Who could you tell?', { since: Math.max(answered.id, said.id) })
  await dana.wait('Sarah: That I dared to ask.', topic)
  await mia.open(coachLink)
  await expect
    .poll(async () => (await mia.messages()).filter(({ text }) => text.includes("I don't know this link")).length)
    .toBe(2)
  await dana.send('/takeover', topic)
  await sarah.wait('Dana is here now, in person.')
  expect(await restarted.stop()).toBe(0)
  for (const child of [product, restarted])
    expect(child.stdout + child.stderr).not.toMatch(/sk-invented|dared|\d+:[\w-]{20}/)

  const { calls } = await control.get<{ calls: { unknownFields: string[]; problems: string[] }[] }>('/calls')
  expect(calls.flatMap(({ unknownFields, problems }) => [...unknownFields, ...problems])).toEqual([])
  expect(await simulator.stop()).toBe(0)
})
