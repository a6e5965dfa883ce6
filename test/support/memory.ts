/** What tests of the memory script and look at: what a model makes of a session, and what is kept of a client. */
import { sql } from 'drizzle-orm'
import type { ProposedOperation } from '../../src/coaching/memory/operations.ts'
import { createMemory } from '../../src/db/memory.ts'
import { type FakeRequest, nameOf } from './openai-server.ts'
import type { openWorld } from './world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

export const minuteMs = 60_000

export const sessionRequests = ({ model }: World) => model.requests.filter((request) => nameOf(request) === 'session')

/** The label of the last line of a prompt that holds these words: m3, i2. */
export function labelOf(request: FakeRequest, words: string, letter: 'm' | 'i' = 'm'): string {
  const lines = request.texts('user').join('\n').split('\n')
  const line = lines.findLast((one) => new RegExp(`^${letter}\\d+ \\(`).test(one) && one.includes(words))
  return line?.split(' ')[0] ?? `${letter}0`
}

export function propose(change: Partial<ProposedOperation>): ProposedOperation {
  return {
    operation: 'add',
    insight: null,
    text: null,
    content: null,
    until: null,
    evidence: [],
    rests_on: [],
    ...change,
  }
}

export const livesIn = (place: string): Partial<ProposedOperation> => ({
  text: `Lives in ${place}`,
  content: { kind: 'fact', about: 'home' },
})

/** Says something and is silent until the session is over and summed up. */
export async function session(world: World, ...says: readonly string[]): Promise<void> {
  for (const text of says) {
    await world.sarah.says(text)
    await world.settle()
  }
  await world.advance(31 * minuteMs)
}

export async function clientId(world: World, name = 'Sarah'): Promise<string> {
  const [row] = await world.rows<{ id: string }>(sql`select id from clients where display_name = ${name}`)
  return row?.id ?? ''
}

/** As a turn is told of it. */
export async function remembered(world: World, name = 'Sarah') {
  return createMemory({ doors: world.app.doors }).read(world.coach.id, await clientId(world, name))
}

export async function textsKept(world: World): Promise<string[]> {
  return (await remembered(world)).insights.map(({ text }) => text)
}
