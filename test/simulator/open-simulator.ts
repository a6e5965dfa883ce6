import { expect } from 'vitest'
import { specification } from '../../src/simulator/bot-api/specification.ts'
import { validateValue } from '../../src/simulator/bot-api/validate.ts'
import { createMovableClock } from '../../src/simulator/clock.ts'
import { createSimulator, listenSimulator, type SimulatorOptions } from '../../src/simulator/server.ts'

/** What is answered has many shapes; each is checked against the specification at run time instead. */
export type Json = ReturnType<typeof JSON.parse>

export type Answer = {
  status: number
  ok: boolean
  result: Json
  error_code?: number
  description?: string
  parameters?: { retry_after?: number }
}

export type Update = { update_id: number } & Record<string, Json>

/** A simulator on a free port with one bot, Sarah and Dana; answers and updates are checked against the specification. */
export async function openSimulator(options: SimulatorOptions = {}) {
  const clock = createMovableClock(new Date('2026-03-02T09:00:00Z'))
  const simulator = createSimulator({ clock, ...options })
  const { url, close } = await listenSimulator(simulator)
  const bot = simulator.addBot({ username: 'clone_bot', name: 'Clone' })
  const sarah = simulator.addPerson({ firstName: 'Sarah', languageCode: 'de' })
  const dana = simulator.addPerson({ firstName: 'Dana' })

  async function api(method: string, parameters: unknown = {}, token = bot.token): Promise<Answer> {
    const response = await fetch(`${url}/bot${token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(parameters),
    })
    const answer = { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) }
    if (answer.ok) assertSpecified(method, answer.result)
    return answer
  }

  /** The result, for calls that have to work. */
  async function get(method: string, parameters: unknown = {}, token = bot.token) {
    const answer = await api(method, parameters, token)
    if (!answer.ok) throw new Error(`${method}: ${answer.description}`)
    return answer.result
  }

  let offset = 0
  /** What has come for the bot since the last time, confirmed at the next. */
  async function updates(): Promise<Update[]> {
    const result: Update[] = await get('getUpdates', { offset })
    offset = (result.at(-1)?.update_id ?? offset - 1) + 1
    return result
  }

  async function control(method: string, path: string, body?: unknown) {
    const response = await fetch(`${url}/control${path}`, {
      method,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    return { status: response.status, body: JSON.parse(await response.text()) as Json }
  }

  return {
    simulator,
    url,
    clock,
    bot,
    sarah,
    dana,
    api,
    get,
    updates,
    control,
    /** Dana's group with topics, the bot an administrator with these rights in it. */
    async openForum(
      rights: Record<string, boolean> | null = {
        can_manage_topics: true,
        can_pin_messages: true,
        can_delete_messages: true,
      },
    ) {
      const group = simulator.addGroup({ title: 'Coaching', owner: dana, isForum: true })
      await dana.adds('@clone_bot', group.id)
      if (rights) await dana.promotes('@clone_bot', group.id, { rights })
      await updates()
      return group
    },
    async [Symbol.asyncDispose]() {
      await close()
    },
  }
}

function assertSpecified(method: string, result: unknown) {
  const returns = specification.methods[method]?.returns ?? []
  const problems = returns.map((type) => {
    try {
      return validateValue(type, result)
    } catch (error) {
      return [String(error)]
    }
  })
  if (problems.some((found) => found.length === 0)) return
  expect.fail(`${method} answered what the Bot API would not: ${problems.join('; ')}`)
}
