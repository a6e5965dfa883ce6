import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { killChildren, startChild } from './support/child.ts'
import { createControl } from './support/control.ts'
import { openFakeOpenAi } from './support/openai-server.ts'
import { newDataDir } from './support/prepared.ts'

// How a start ends well and badly, as the operator sees it in the terminal.

const main = 'src/main.ts'
const folders: string[] = []
let simulator: ReturnType<typeof startChild>
let simulatorUrl = ''
/** For starts that end before they write anything. */
let untouched = ''

beforeAll(async () => {
  untouched = await newFolder()
  simulator = startChild('src/simulator/main.ts', {}, ['--port', '0'])
  simulatorUrl = (await simulator.prints(/listens on (http:\S+)/))[1] ?? ''
})
afterAll(async () => {
  await killChildren()
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})

async function newFolder(): Promise<string> {
  const folder = await newDataDir()
  folders.push(folder)
  return folder
}

let bots = 0
async function live(more: Record<string, string> = {}): Promise<Record<string, string>> {
  const bot = { username: `start${++bots}_bot`, name: 'The clone' }
  const { token } = await createControl(simulatorUrl).post<{ token: string }>('/bots', bot)
  return {
    PORT: '0',
    DATA_DIR: await newFolder(),
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_API_ROOT: simulatorUrl,
    LOG_LEVEL: 'silent',
    ...more,
  }
}

/** One sentence, on one line, and nothing else. */
const oneSentence = /^[^\n]+\.\n$/
const server = {
  TELEGRAM_BOT_TOKEN: '123456:ABC-DEF-ghijk',
  DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none',
  REDIS_URL: 'redis://127.0.0.1:9',
  SECRETS_KEY: randomBytes(32).toString('base64'),
}

test.each<[string, Record<string, string>]>([
  ['PORT', { PORT: 'eighty' }],
  ['TELEGRAM_BOT_TOKEN', { TELEGRAM_BOT_TOKEN: 'hello' }],
  ['SECRETS_KEY', { SECRETS_KEY: 'c2hvcnQ=' }],
  ['REDIS_URL', { DATABASE_URL: 'postgres://localhost/opencoach' }],
  ['ROLES', { ROLES: 'worker' }],
  ['HOST', { HOST: 'no.such.host.invalid', TELEGRAM_BOT_TOKEN: '123456:ABC-DEF-ghijk' }],
  ['DATABASE_URL', server],
  ['DATA_DIR', { DATA_DIR: '/dev/null', TELEGRAM_BOT_TOKEN: '123456:ABC-DEF-ghijk' }],
])('a wrong %s ends the start with one sentence that names it', async (name, env) => {
  const child = startChild(main, { PORT: '0', DATA_DIR: untouched, LOG_LEVEL: 'silent', ...env })
  expect(await child.ended).toBe(1)
  expect(child.stderr).toMatch(oneSentence)
  expect(child.stderr).toContain(name)
})

test.each(['the demo', 'the bot'])(
  'a port in use ends the start of %s with one sentence that names it',
  async (which) => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const { port } = taken.address() as { port: number }
    const child = startChild(main, { ...(which === 'the bot' && (await live())), PORT: String(port) })
    expect(await child.ended).toBe(1)
    expect(child.stderr).toMatch(oneSentence)
    expect(child.stderr).toContain(`PORT ${port} is in use`)
    taken.close()
  },
)

test('a token that Telegram refuses ends the start with one sentence', async () => {
  const child = startChild(main, { ...(await live()), TELEGRAM_BOT_TOKEN: '123456:refused-refused-refused' })
  expect(await child.ended).toBe(1)
  expect(child.stderr).toMatch(oneSentence)
  expect(child.stderr).toContain('TELEGRAM_BOT_TOKEN')
  expect(child.stderr + child.stdout).not.toContain('refused-refused')
})

test('a second process on the same folder is refused, and the first goes on', async () => {
  const env = await live()
  const first = startChild(main, env)
  const [, link = ''] = await first.prints(/(https:\S+)/)
  const second = startChild(main, env)
  expect(await second.ended).toBe(1)
  expect(second.stderr).toMatch(oneSentence)
  expect(second.stderr).toContain(String(first.pid))
  const control = createControl(simulatorUrl)
  const { person } = await control.post<{ person: { id: number } }>('/people', { firstName: 'Dana' })
  await control.person(person).open(link)
  const [, username] = /t\.me\/(\w+)/.exec(link) ?? []
  await control.person(person).wait('Welcome, Dana.', { chat: `@${username}` })
  expect(await first.stop()).toBe(0)
})

test('SIGTERM ends it within seconds, and what was on its way is done by the next process, once', async () => {
  await using model = await openFakeOpenAi()
  const env = await live({ OPENAI_BASE_URL: model.url, ALLOW_PRIVATE_MODEL_HOSTS: 'yes' })
  const first = startChild(main, env)
  const [, link = ''] = await first.prints(/(https:\S+)/)
  const chat = `@${/t\.me\/(\w+)/.exec(link)?.[1]}`
  const control = createControl(simulatorUrl)
  const make = async (firstName: string) =>
    control.person((await control.post<{ person: { id: number } }>('/people', { firstName })).person)
  const [dana, sarah] = [await make('Dana'), await make('Sarah')]
  await dana.open(link)
  await dana.wait('Welcome', { chat })
  await dana.send('/key sk-invented-for-the-test-1234', { chat })
  await dana.wait('1234', { chat })
  await dana.send('/invite', { chat })
  await sarah.open(/https:\S+/.exec((await dana.wait('Send this link', { chat })).text)?.[0] ?? '')
  await sarah.wait('Shall we start?', { chat })
  await sarah.tap('I agree', { chat })
  await sarah.wait('Thank you.', { chat })

  model.answersWith(() => ({ reply: 'What now?' }))
  model.hold()
  const said = await sarah.send('I got the job.', { chat })
  await model.nextRequest() // stopped while the model is at work, with another message just sent
  const stoppedAt = performance.now()
  const [code] = await Promise.all([first.stop(), sarah.send('I start in May.', { chat })])
  expect(code).toBe(0)
  expect(performance.now() - stoppedAt).toBeLessThan(15_000)

  model.release()
  const second = startChild(main, env)
  await sarah.wait('What now?', { chat, since: said.id })
  await expect.poll(() => model.requests.at(-1)?.texts('user')).toEqual(['I got the job.', 'I start in May.'])
  await second.stop()
  const heard = (await sarah.messages({ chat })).filter(({ text }) => text === 'What now?')
  expect(heard).toHaveLength(1)
})

test('the demo is served on 127.0.0.1 only, whatever HOST says', async () => {
  const demo = startChild(main, { PORT: '0', HOST: '0.0.0.0' })
  const [, port] = await demo.prints(/Open http:\/\/127\.0\.0\.1:(\d+)/)
  expect((await fetch(`http://127.0.0.1:${port}/control/state`)).status).toBe(200)
  await expect(fetch(`http://127.0.0.2:${port}/control/state`)).rejects.toThrow('fetch failed')
  expect(await demo.stop()).toBe(0)
})
