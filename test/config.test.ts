import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { loadConfig, renderEnvExample, variables } from '../src/config.ts'

test('everything has a default that runs the demo', () => {
  expect(loadConfig({})).toMatchObject({
    port: 8080,
    host: '127.0.0.1',
    dataDir: 'data',
    roles: ['bot', 'worker', 'http'],
    logLevel: 'info',
  })
})

test('.env.example says what the code says', () => {
  expect(readFileSync(new URL('../.env.example', import.meta.url), 'utf8')).toBe(renderEnvExample())
})

test.each([
  ['PORT', 'eighty'],
  ['PORT', '70000'],
  ['TELEGRAM_BOT_TOKEN', 'hello'],
  ['TELEGRAM_API_ROOT', 'api.telegram.org'],
  ['PUBLIC_URL', 'coach.example.org'],
  ['DATABASE_URL', 'mysql://localhost'],
  ['REDIS_URL', 'localhost:6379'],
  ['SECRETS_KEY', 'c2hvcnQ='],
  ['OPENAI_BASE_URL', 'openai'],
  ['ALLOW_PRIVATE_MODEL_HOSTS', 'maybe'],
  ['ROLES', 'bot,cook'],
  ['LOG_LEVEL', 'loud'],
])('%s=%s ends the start with one sentence that names it', (name, value) => {
  expect(() => loadConfig({ [name]: value })).toThrow(new RegExp(`^${name} [^\\n]+\\.$`))
})

test('a server needs its queue, its token and its key', () => {
  const server = { DATABASE_URL: 'postgres://localhost/opencoach' }
  expect(() => loadConfig(server)).toThrow(/^REDIS_URL must be set/)
  expect(() => loadConfig({ ...server, REDIS_URL: 'redis://localhost' })).toThrow(/^TELEGRAM_BOT_TOKEN must be set/)
  expect(() =>
    loadConfig({ ...server, REDIS_URL: 'redis://localhost', TELEGRAM_BOT_TOKEN: '123:abcdefghijk' }),
  ).toThrow(/^SECRETS_KEY must be set/)
  expect(() => loadConfig({ ROLES: 'worker' })).toThrow(/^ROLES must be/)
  expect(() => loadConfig({ ROLES: 'bot,cook' })).toThrow('ROLES must be one or more of bot, worker, http')
})

test('an empty variable counts as absent', () => {
  const empty = Object.fromEntries(Object.keys(variables).map((name) => [name, '']))
  expect(loadConfig(empty)).toEqual(loadConfig({}))
})
