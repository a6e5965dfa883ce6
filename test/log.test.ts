import { DrizzleQueryError } from 'drizzle-orm/errors'
import { Api, GrammyError, HttpError } from 'grammy'
import { expect, test } from 'vitest'
import { createLog, describeError } from '../src/log.ts'

const words = 'I want to leave him and nobody may know'
const token = '123456789:AAF-abcdefghijklmnopqrstuvwxyz01234'
const key = 'sk-proj-abcdefghijklmnop0123456789'

/** What one line of the log holds. */
function logged(error: unknown): string {
  let written = ''
  const log = createLog('info', {
    write: (line: string) => {
      written += line
    },
  })
  log.error({ err: error }, 'a job failed')
  expect(written).toContain('a job failed')
  return written
}

function failedQuery(): Error {
  const driver = Object.assign(new Error(`duplicate key value (${words})`), {
    code: '23505',
    severity: 'ERROR', // as Postgres sends it, and both drivers pass it on
    detail: `Key (content)=(${words}) already exists.`,
    parameters: [words],
    query: `insert into messages values ('${words}')`,
  })
  return new DrizzleQueryError('insert into "messages" ("content") values ($1)', [words], driver)
}

test('a failed query is logged without its parameters, its values or what the driver says of them', () => {
  const line = logged(failedQuery())
  expect(line).not.toContain(words)
  expect(line).toContain('a query failed')
  expect(line).toContain('23505')
})

test('nor as the cause of another error, however deep', () => {
  const line = logged(new Error('not recorded', { cause: new Error('no turn', { cause: failedQuery() }) }))
  expect(line).not.toContain(words)
  expect(line).toContain('not recorded')
})

test('a failed call of Telegram is logged without the token in its address', async () => {
  const api = new Api(token, { apiRoot: 'http://127.0.0.1:1', sensitiveLogs: true })
  const error = await api.getMe().catch((failure: unknown) => failure)
  expect(error).toBeInstanceOf(HttpError)
  expect(logged(error)).not.toContain(token.split(':')[1])

  const network = Object.assign(new Error(`request to https://api.telegram.org/bot${token}/sendMessage failed`), {
    code: 'ECONNRESET',
  })
  const line = logged(new HttpError("Network request for 'sendMessage' failed!", network))
  expect(line).not.toContain(token.split(':')[1])
  expect(line).toContain('ECONNRESET')
})

test('a refusal of Telegram is logged without the text that was to be sent', () => {
  const refusal = { ok: false as const, error_code: 400, description: 'Bad Request: message is too long' }
  const line = logged(new GrammyError("Call to 'sendMessage' failed!", refusal, 'sendMessage', { text: words }))
  expect(line).not.toContain(words)
  expect(line).toContain('message is too long')
})

test.each([
  ['a message', new Error(`401 Incorrect API key provided: ${key}`)],
  ['a cause', new Error('no answer', { cause: new Error(`the key ${key} is refused`) })],
  ['what is no error at all', `key ${key} is refused`],
])('a key in %s does not get through', (_, error) => {
  expect(logged(error)).not.toContain(key)
})

test('where it happened stays, as the names of our files', () => {
  function fail() {
    return describeError(failedQuery())
  }
  const { at } = fail() as { at: string[] }
  expect(at.every((line) => line.includes('/src/'))).toBe(true)
})
