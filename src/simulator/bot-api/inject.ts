import { refused } from '../refusal.ts'
import type { BotAccount } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { ApiError } from './api-error.ts'
import { validateValue } from './validate.ts'

export type Injected = { updateId?: number; queued: boolean; unknownFields: string[] }

/**
 * Tells a bot something that nobody in the world has done: every kind of update and message that the Bot API has.
 *
 * @param update one field, such as `message`, and what stands in it
 * @param options `bot`: left out, the only one; `unchecked`: also what the specification does not allow
 * @throws {Refusal} 400 when it is not one update, or a field has a wrong type or is missing
 */
export function injectUpdate(
  world: World,
  update: Record<string, unknown>,
  { bot = onlyBot(world), unchecked = false }: { bot?: BotAccount; unchecked?: boolean } = {},
): Injected {
  const [kind, ...others] = Object.keys(update)
  if (kind === undefined || kind === 'update_id' || others.length > 0) {
    throw refused(400, 'An update has one field, such as "message", and gets its update_id by itself')
  }
  const unknownFields = unchecked ? [] : check(update)
  const updateId = bot.queue.push(kind, update[kind])
  return { updateId, queued: updateId !== undefined, unknownFields }
}

function check(update: Record<string, unknown>): string[] {
  try {
    return validateValue('Update', { update_id: 1, ...update })
  } catch (error) {
    if (error instanceof ApiError) throw refused(400, `The Bot API has no such update: ${error.message}`)
    throw error
  }
}

function onlyBot(world: World): BotAccount {
  const [bot, ...others] = world.bots.values()
  if (!bot || others.length > 0) throw refused(400, 'Say which bot is to be told')
  return bot
}
