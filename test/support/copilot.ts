/** What tests of copilot let people do. */
import { sql } from 'drizzle-orm'
import { openWorld, type WorldOptions } from './world.ts'

export type World = Awaited<ReturnType<typeof openWorld>>

/** Every reply waits for Dana. */
export async function openCopilot(options: WorldOptions = {}): Promise<World> {
  const world = await openWorld(options)
  await sets(world, 'Turn on')
  return world
}

/** Taps on the screen that /copilot shows in private. */
export async function sets(world: World, ...buttons: string[]): Promise<string> {
  await world.dana.says('/copilot')
  await world.settle()
  for (const button of buttons) {
    await world.dana.taps(button)
    await world.settle()
  }
  return world.dana.screen().findLast(({ text }) => text.includes('Copilot is'))?.text ?? ''
}

/** Sarah writes, and what the AI would say waits in her topic. */
export async function drafts(world: World, reply: string, rest: { says?: string; situation?: string } = {}) {
  world.model.willAnswer({ reply, situation: rest.situation ?? 'trouble with the boss at work' })
  await world.sarah.says(rest.says ?? 'My boss shouted at me.')
  await world.settle()
}

/** The newest message in Sarah's topic that shows this draft. */
export function shown(world: World, words: string) {
  const found = world.topic('Sarah').findLast(({ text }) => text.includes(words))
  if (!found) throw new Error(`Nothing in the topic says ${words}`)
  return found
}

export function buttonsOf(world: World, words: string): string[] {
  return (
    shown(world, words)
      .buttons?.flat()
      .map(({ text }) => text) ?? []
  )
}

/** @returns what the tap is answered with */
export async function tap(world: World, button: string, words: string, who = world.dana): Promise<string | undefined> {
  const result = await who.taps(button, { chat: world.group.id, messageId: shown(world, words).id })
  await world.settle()
  return result.answer?.text
}

export async function answers(world: World, words: string, text: string, who = world.dana): Promise<void> {
  await world.writes(who, 'Sarah', text, { replyTo: shown(world, words).id })
  await world.settle()
}

export type AiRow = {
  visibility: string
  content: string
  metadata: { draft?: Record<string, unknown>; approved_by?: string; edited_from?: string; offer?: string }
}

export function aiRows(world: World): Promise<AiRow[]> {
  return world.rows<AiRow>(
    sql`select visibility, content, metadata from messages where sender_type = 'ai' order by seq`,
  )
}

/** As often as it takes: drafts that go out as they are. */
export async function sendsUnchanged(
  world: World,
  times: number,
  situation = 'trouble with the boss at work',
): Promise<void> {
  for (let n = 1; n <= times; n++) {
    const reply = `Unchanged ${situation} ${n}: what happened?`
    await drafts(world, reply, { says: `It goes on, ${n}.`, situation })
    await tap(world, 'Send', reply)
  }
}

export async function ladder(world: World, argument = ''): Promise<string> {
  await world.writes(world.dana, 'Sarah', `/copilot ${argument}`.trim())
  await world.settle()
  return shown(world, 'for Sarah').text
}
