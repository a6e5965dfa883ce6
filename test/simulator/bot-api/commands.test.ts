import { expect, test } from 'vitest'
import { openSimulator } from '../open-simulator.ts'

const command = (name: string) => ({ command: name, description: `What ${name} does` })

test('the menu is the one of the narrowest scope, in the language of the person', async () => {
  await using world = await openSimulator() // Sarah's app speaks German
  const group = await world.openForum()
  await world.dana.adds(world.sarah.id, group.id)
  const menu = async (person: { id: number }, chat: string | number) => {
    const { body } = await world.control('GET', `/people/${person.id}/commands?chat=${encodeURIComponent(chat)}`)
    return body.commands.map(({ command }: { command: string }) => command)
  }
  const set = (name: string, more: object = {}) => world.get('setMyCommands', { commands: [command(name)], ...more })

  expect(await menu(world.sarah, '@clone_bot')).toEqual([])
  await set('everywhere')
  expect(await menu(world.sarah, '@clone_bot')).toEqual(['everywhere'])
  await set('private', { scope: { type: 'all_private_chats' } })
  await set('privat', { scope: { type: 'all_private_chats' }, language_code: 'de' })
  expect(await menu(world.sarah, '@clone_bot')).toEqual(['privat'])
  expect(await menu(world.dana, '@clone_bot')).toEqual(['private'])
  expect(await menu(world.dana, group.id)).toEqual(['everywhere'])
  await set('admins', { scope: { type: 'chat_administrators', chat_id: group.id } })
  expect(await menu(world.dana, group.id)).toEqual(['admins'])
  expect(await menu(world.sarah, group.id)).toEqual(['everywhere'])

  expect(await world.get('getMyCommands', { scope: { type: 'all_private_chats' }, language_code: 'de' })).toEqual([
    command('privat'),
  ])
  await world.get('deleteMyCommands', { scope: { type: 'all_private_chats' }, language_code: 'de' })
  expect(await menu(world.sarah, '@clone_bot')).toEqual(['private'])
})

test.each<[what: string, parameters: object, description: string]>([
  ['a capital letter', { commands: [command('Help')] }, 'BOT_COMMAND_INVALID'],
  ['a dash', { commands: [command('hand-back')] }, 'BOT_COMMAND_INVALID'],
  ['no description', { commands: [{ command: 'help', description: '' }] }, 'description must be non-empty'],
  [
    'more than a hundred',
    { commands: Array.from({ length: 101 }, (_, n) => command(`c${n}`)) },
    'BOT_COMMANDS_TOO_MUCH',
  ],
  ['a chat nobody has', { commands: [], scope: { type: 'chat', chat_id: 5 } }, 'chat not found'],
  ['a long language', { commands: [], language_code: 'deu' }, 'invalid language code specified'],
  ['a scope nobody knows', { commands: [], scope: { type: 'moon' } }, 'type must be one of default'],
])('setMyCommands with %s is a 400', async (_, parameters, description) => {
  await using world = await openSimulator()
  expect(await world.api('setMyCommands', parameters)).toMatchObject({
    status: 400,
    description: `Bad Request: ${description}`,
  })
})

test('descriptions are kept by language, with the one for all behind them', async () => {
  await using world = await openSimulator()
  await world.get('setMyDescription', { description: 'An AI clone of Dana' })
  await world.get('setMyDescription', { description: 'Ein KI-Klon von Dana', language_code: 'de' })
  await world.get('setMyShortDescription', { short_description: 'Coaching' })
  expect(await world.get('getMyDescription', { language_code: 'de' })).toEqual({ description: 'Ein KI-Klon von Dana' })
  expect(await world.get('getMyDescription', { language_code: 'fr' })).toEqual({ description: 'An AI clone of Dana' })
  expect(await world.get('getMyShortDescription')).toEqual({ short_description: 'Coaching' })
  expect(await world.get('getMyName')).toEqual({ name: 'Clone' })
  expect(await world.api('setMyDescription', { description: 'x'.repeat(513) })).toMatchObject({ status: 400 })
})
