import { deserialize, serialize } from 'node:v8'
import type { StoredFile } from './files.ts'
import type { BotAccount, Group, PersonAccount, PrivateChat } from './state.ts'
import { createUpdateQueue } from './update-queue.ts'
import type { World } from './world.ts'

/** What there is of a world besides who is connected to it at the moment. */
export type SavedWorld = {
  bots: Map<number, BotAccount>
  people: Map<number, PersonAccount>
  groups: Map<number, Group>
  privateChats: PrivateChat[]
  /** See World. */
  readMarks: Map<string, number>
  files: StoredFile[]
  takenIds: number[]
}

export const emptyWorld = (): SavedWorld => ({
  bots: new Map(),
  people: new Map(),
  groups: new Map(),
  privateChats: [],
  readMarks: new Map(),
  files: [],
  takenIds: [],
})

/**
 * A world as bytes: everyone, every chat and every file. What lasts for a moment only is not in it: updates that no bot has
 * fetched, taps under way, links to files, webhooks.
 */
export function saveWorld({ bots, people, groups, privateChats, readMarks, files, ids }: World): Buffer {
  const connected = [...bots.values()].map((bot) => ({ bot, queue: bot.queue, webhook: bot.webhook }))
  // Chats point to their bot, so what cannot be written is taken off the bots themselves, and put back.
  for (const { bot, queue } of connected) Object.assign(bot, { queue: queue.nextId, webhook: undefined })
  try {
    return serialize({ bots, people, groups, privateChats, readMarks, files: files.all(), takenIds: ids.taken() })
  } finally {
    for (const { bot, queue, webhook } of connected) Object.assign(bot, { queue, webhook })
  }
}

/** What `saveWorld` wrote, for a new world to go on from. */
export function readWorld(bytes: Uint8Array): SavedWorld {
  const saved: Omit<SavedWorld, 'bots'> & { bots: Map<number, Omit<BotAccount, 'queue'> & { queue: number }> } =
    deserialize(bytes)
  const bots = new Map(
    [...saved.bots].map(([id, bot]) => [id, Object.assign(bot, { queue: createUpdateQueue(bot.queue) })]),
  )
  return { ...saved, bots }
}
