import { expect, test } from 'vitest'
import { menuFor } from '../src/simulator/bot-api/methods/commands.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

function menu(world: World, person: World['dana'], chatId?: number): string[] {
  return entries(world, person, chatId).map(({ command }) => command)
}

function entries(world: World, person: World['dana'], chatId?: number) {
  const { bots, groups, people } = world.simulator.world
  const bot = [...bots.values()][0]
  const account = people.get(person.id)
  if (!bot || !account) throw new Error('nobody there')
  const chat = chatId === undefined ? { type: 'private', id: person.id } : groups.get(chatId)
  return menuFor(bot, account, chat as Parameters<typeof menuFor>[2])
}

test('everyone sees the commands of who they are here; a right that is lost is told once, with the fix', async () => {
  await using world = await openWorld()
  const { sarah, dana, simulator, group } = world
  await world.settle()
  expect(menu(world, sarah)).toContain('privacy')
  expect(menu(world, dana)).toContain('invite')
  expect(menu(world, dana, group.id)).toContain('takeover')

  const rights = { can_manage_topics: true, can_pin_messages: false }
  await dana.promotes('@clone_bot', group.id, { rights })
  await dana.hears('I have lost rights')
  await dana.promotes('@clone_bot', group.id, { rights })
  await world.settle()
  const told = dana.screen().filter((message) => message.text.includes('I have lost rights'))
  expect(told).toHaveLength(1)
  expect(told[0]?.text).toContain('turn on “Pin messages”')
  expect(told[0]?.text).not.toContain('turn on “Manage topics”')

  // A group that is nobody's has no menu.
  const other = simulator.addGroup({ title: 'Book club', owner: sarah })
  await sarah.adds('@clone_bot', other.id)
  expect(menu(world, sarah, other.id)).toEqual([])

  // As another coach's client Dana sees what clients see, until she is a coach again.
  const kim = simulator.addPerson({ firstName: 'Kim', username: 'kim' })
  await kim.opens(world.link(await world.app.practice.makeCoachCode()))
  await kim.hears(/welcome/i)
  await kim.says('/invite')
  const invited = await kim.hears('start=')
  await dana.opens(/https:\S+/.exec(invited.text)?.[0] ?? '')
  await dana.hears(/an AI/)
  await world.settle()
  expect(menu(world, dana)).toContain('privacy')
  const said = await dana.says('/coach')
  await dana.hears(/./, { since: said.id })
  await world.settle()
  expect(menu(world, dana)).toContain('invite')
})

test('a menu speaks the language of its reader’s Telegram, and English to whoever’s it does not speak', async () => {
  await using world = await openWorld({ signsUp: true })
  const { simulator, group } = world
  await world.settle()
  const reads = (languageCode: string, command: string, chatId?: number) => {
    const reader = simulator.addPerson({ firstName: 'Reader', languageCode })
    return entries(world, reader, chatId).find((entry) => entry.command === command)?.description
  }
  expect(['en', 'de', 'es', 'fr'].map((language) => reads(language, 'human'))).toEqual([
    'Ask for your coach in person',
    'Mit deinem Coach persönlich sprechen',
    'Pedir hablar con tu coach en persona',
    'Ask for your coach in person',
  ])
  expect(['en', 'de', 'es', 'fr'].map((language) => reads(language, 'takeover', group.id))).toEqual([
    'You lead, the AI is silent',
    'Du führst, die KI schweigt',
    'Llevas tú la conversación, la IA calla',
    'You lead, the AI is silent',
  ])
})
