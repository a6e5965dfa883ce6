/** What several tests let people do, and what they look at, beyond what the world offers. */
import { sql } from 'drizzle-orm'
import { nameOf } from './openai-server.ts'
import type { openWorld } from './world.ts'

type World = Awaited<ReturnType<typeof openWorld>>
type Person = World['dana']

/** Everything that Telegram has sent so far has had its effect, whatever the work that follows from it. */
export async function updatesHandled(world: World): Promise<void> {
  const deadline = performance.now() + 10_000
  while (world.bot.queue.size > 0 || !world.app.polling?.idle()) {
    if (performance.now() > deadline) throw new Error('Updates are not handled')
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

/** Lets `during` happen while the model has been asked and has not answered; then everything runs to its end. */
export async function whileModelThinks(world: World, during: () => Promise<unknown>): Promise<void> {
  world.model.hold()
  const asked = world.model.nextRequest()
  const running = world.settle()
  try {
    await asked
    await during()
    await updatesHandled(world)
  } finally {
    world.model.release()
    await running
  }
}

/** Someone in the coach's group whom the coach names as team. */
export async function joinsTeam(world: World, name: string): Promise<Person> {
  const person = await joinsGroup(world, name)
  await isNamedAsTeam(world, person, name)
  return person
}

/** Someone in the coach's group is named as team. */
export async function isNamedAsTeam(world: World, person: Person, name: string): Promise<void> {
  await person.says('/help', { chat: world.group.id })
  await world.dana.hears(`I don't know ${name} yet`, { chat: world.group.id })
  await world.taps(world.dana, `${name} is on my team`)
  await world.dana.hears(`${name} is on the team now`, { chat: world.group.id })
}

/** Another coach of the same bot, with a method, a key and a linked group with topics. */
export async function opensPractice(world: World, name: string) {
  const { simulator, app } = world
  const coach = simulator.addPerson({ firstName: name, username: name.toLowerCase() })
  await coach.opens(world.link(await app.practice.makeCoachCode()))
  await coach.hears(/welcome/i)
  const [row] = await world.rows<{ id: string }>(sql`select id from coaches where telegram_user_id = ${coach.id}`)
  const coachId = row?.id ?? ''
  await app.practices.setMethod(coachId, `The method of ${name}.`, 'system')
  await coach.says(`/key sk-test-key-of-${name.toLowerCase()}-00002`)
  await coach.hears('0002')
  const group = simulator.addGroup({ title: `${name}'s clients`, owner: coach, isForum: true })
  await coach.promotes('@clone_bot', group.id, { rights: { can_manage_topics: true, can_pin_messages: true } })
  await coach.hears('group where you watch', { chat: group.id })
  await world.settle()
  await coach.taps('Link this group', { chat: group.id })
  await coach.hears('Done', { chat: group.id })
  return { coach, coachId, group }
}

export async function joinsGroup(world: World, name: string): Promise<Person> {
  const person = world.simulator.addPerson({ firstName: name, username: `${name.toLowerCase()}_test` })
  await world.dana.adds(person.id, world.group.id)
  return person
}

/** What a client has heard from anyone but the system, oldest first. */
export function heard(person: Person): string[] {
  return person
    .screen()
    .filter((message) => message.from.isBot && !message.text.startsWith('ℹ️'))
    .map((message) => message.text)
}

/** The system's words on a client's phone. */
export function notices(person: Person): string[] {
  return person
    .screen()
    .filter((message) => message.from.isBot && message.text.startsWith('ℹ️'))
    .map((message) => message.text)
}

/** What the model was asked in turns, as the client's words in each request. */
export function asked(world: World): string[][] {
  return world.model.requests
    .filter((request) => nameOf(request) === 'turn_answer')
    .map((request) => request.texts('user'))
}

export async function stateOf(world: World, name = 'Sarah'): Promise<string | undefined> {
  const [row] = await world.rows<{ state: string }>(
    sql`select v.state from conversations v join clients c on c.id = v.client_id where c.display_name = ${name}`,
  )
  return row?.state
}
