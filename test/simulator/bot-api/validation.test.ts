import { expect, test } from 'vitest'
import { openSimulator } from '../open-simulator.ts'

const button = (fields: object) => ({ inline_keyboard: [[{ text: 'Press', ...fields }]] })

test.each<[what: string, parameters: Record<string, unknown>, description: string]>([
  ['no chat', { chat_id: undefined }, 'chat_id is empty'],
  ['no text', { text: undefined }, 'message text is empty'],
  ['only blanks', { text: ' \n ' }, 'message text is empty'],
  ['4097 units', { text: 'x'.repeat(4097) }, 'message is too long'],
  ['4097 units in pairs', { text: `${'👍'.repeat(2048)}x` }, 'message is too long'],
  ['half a character', { text: 'a\ud83d' }, 'strings must be encoded in UTF-8'],
  ['a chat nobody has', { chat_id: 12345 }, 'chat not found'],
  ['a wrong type', { disable_notification: 'perhaps' }, 'field "disable_notification" must be of type Boolean'],
  [
    'a wrong type inside',
    { entities: [{ type: 'bold', offset: '0', length: 1 }] },
    'field "entities.0.offset" must be of type Number',
  ],
  [
    'a missing field inside',
    { entities: [{ type: 'bold', offset: 0 }] },
    `can't parse MessageEntity: can't find field "length"`,
  ],
  [
    'an entity in half a character',
    { text: '👍', entities: [{ type: 'bold', offset: 1, length: 1 }] },
    'entity begins in a middle of a UTF-16 symbol at byte offset 0',
  ],
  ['markup that is not JSON', { reply_markup: '{no' }, "can't parse reply keyboard markup JSON object"],
  ['empty callback data', { reply_markup: button({ callback_data: '' }) }, 'BUTTON_DATA_INVALID'],
  [
    '65 bytes of callback data',
    { reply_markup: button({ callback_data: `${'é'.repeat(32)}x` }) },
    'BUTTON_DATA_INVALID',
  ],
  [
    'a button that does nothing',
    { reply_markup: button({}) },
    "can't parse inline keyboard button: text buttons are unallowed in the inline keyboard",
  ],
  [
    'a button with two actions',
    { reply_markup: button({ callback_data: 'a', url: 'https://example.com' }) },
    "can't parse inline keyboard button: exactly one action is allowed, not url and callback_data",
  ],
  [
    'a link to this machine',
    { reply_markup: button({ url: 'http://localhost:80' }) },
    "inline keyboard button URL 'http://localhost:80' is invalid: wrong HTTP URL",
  ],
  [
    'a style nobody knows',
    { reply_markup: button({ callback_data: 'a', style: 'loud' }) },
    'style must be one of danger, success, primary',
  ],
  ['a reply to nothing', { reply_parameters: { message_id: 999 } }, 'message to be replied not found'],
  ['a topic outside forums', { message_thread_id: 7 }, 'message thread not found'],
])('sendMessage with %s is a 400', async (_, parameters, description) => {
  await using world = await openSimulator()
  await world.sarah.says('/start')
  const answer = await world.api('sendMessage', { chat_id: world.sarah.id, text: 'Hello', ...parameters })
  expect(answer).toEqual({ status: 400, ok: false, error_code: 400, description: `Bad Request: ${description}` })
  expect(world.sarah.screen()).toHaveLength(1)
})

test.each<[what: string, parameters: Record<string, unknown>]>([
  ['4096 units', { text: 'x'.repeat(4096) }],
  ['64 bytes of callback data', { reply_markup: button({ callback_data: 'é'.repeat(32) }) }],
  ['nested values as JSON text', { reply_markup: JSON.stringify(button({ callback_data: 'a' })) }],
  ['a reply that may be missing', { reply_parameters: { message_id: 999, allow_sending_without_reply: true } }],
  ['a number as text', { chat_id: 'HERE' }],
  ['an explicit null', { reply_markup: null }],
])('sendMessage with %s is fine', async (_, parameters) => {
  await using world = await openSimulator()
  await world.sarah.says('/start')
  const chatId = parameters['chat_id'] === 'HERE' ? String(world.sarah.id) : world.sarah.id
  await world.get('sendMessage', { text: 'Hello', ...parameters, chat_id: chatId })
  expect(world.sarah.screen()).toHaveLength(2)
  world.simulator.assertNoViolations()
})

test('an unknown field is accepted, recorded, and fails the test', async () => {
  await using world = await openSimulator()
  await world.sarah.says('/start')
  const reply_markup = button({ callback_data: 'a', colour: 'red' })
  await world.get('sendMessage', { chat_id: world.sarah.id, text: 'Hello', reply_to_message_id: 1, reply_markup })
  const [call] = world.simulator.calls.list({ method: 'sendMessage' })
  expect(call).toMatchObject({
    ok: true,
    unknownFields: ['reply_to_message_id', 'reply_markup.inline_keyboard.0.0.colour'],
  })
  expect(() => world.simulator.assertNoViolations()).toThrow('sendMessage: unknown field "reply_to_message_id"')
})

test.each<[what: string, parameters: Record<string, unknown>, problem: RegExp]>([
  ['parse_mode', { parse_mode: 'HTML' }, /parse_mode is not simulated/],
  [
    'an entity outside the text',
    { entities: [{ type: 'bold', offset: 3, length: 9 }] },
    /1 entities reach outside the text/,
  ],
])('%s is let pass as Telegram would, recorded, and fails the test', async (_, parameters, problem) => {
  await using world = await openSimulator()
  await world.sarah.says('/start')
  await world.get('sendMessage', { chat_id: world.sarah.id, text: 'Hello', ...parameters })
  expect(() => world.simulator.assertNoViolations()).toThrow(problem)
})

test('a kind of update that nobody knows is recorded', async () => {
  await using world = await openSimulator()
  await world.get('getUpdates', { allowed_updates: ['message', 'mesage_reaction'] })
  expect(() => world.simulator.assertNoViolations()).toThrow(
    'getUpdates: there are no updates of kind "mesage_reaction"',
  )
})

test('an unknown method is a 404 and fails the test, one that is not built yet a 501', async () => {
  await using world = await openSimulator()
  expect(await world.api('sendNothing')).toMatchObject({ status: 404, description: 'Not Found: method not found' })
  expect(() => world.simulator.assertNoViolations()).toThrow('sendNothing: unknown method')
  expect(await world.api('sendGame', { chat_id: 1, game_short_name: 'x' })).toMatchObject({
    status: 501,
    error_code: 501,
    description: 'Not implemented by the simulator: sendGame',
  })
  expect(world.simulator.calls.list().map(({ method, ok }) => [method, ok])).toEqual([
    ['sendNothing', false],
    ['sendGame', false],
  ])
})

test('a token nobody has is a 401, something else a 404', async () => {
  await using world = await openSimulator()
  expect(await world.api('getMe', {}, '123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')).toMatchObject({
    status: 401,
    description: 'Unauthorized',
  })
  expect(await world.api('getMe', {}, 'nonsense')).toMatchObject({ status: 404, description: 'Not Found' })
})

test('parameters come in the query string, in a form or in a multipart form as well; methods in any case', async () => {
  await using world = await openSimulator()
  await world.sarah.says('/start')
  const base = `${world.url}/bot${world.bot.token}`
  const values = {
    chat_id: String(world.sarah.id),
    disable_notification: 'true',
    reply_markup: JSON.stringify(button({ callback_data: 'a' })),
  }
  const form = new FormData()
  for (const [name, value] of Object.entries({ ...values, text: 'multipart' })) form.set(name, value)

  await fetch(`${base}/sendmessage?${new URLSearchParams({ ...values, text: 'query' })}`)
  await fetch(`${base}/SendMessage`, { method: 'POST', body: new URLSearchParams({ ...values, text: 'form' }) })
  await fetch(`${base}/sendMessage`, { method: 'POST', body: form })

  const shown = world.sarah.screen().slice(1)
  expect(shown.map(({ text }) => text)).toEqual(['query', 'form', 'multipart'])
  expect(shown.every(({ silent, buttons }) => silent && buttons?.[0]?.[0]?.data === 'a')).toBe(true)
})
