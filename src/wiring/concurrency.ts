/** How much of each work this process does at a time. */
import type { Config } from '../config.ts'
import type { QueueName } from '../jobs/queues.ts'

type Configured = Pick<Config, 'turnConcurrency'>

export function concurrencyOf({ turnConcurrency }: Configured): Record<QueueName, number> {
  return {
    turn: turnConcurrency,
    voice: turnConcurrency,
    // Conversations that are sent to. Telegram takes about 30 messages a second, and answers each in a tenth or two.
    deliver: 50,
    // Coaches who try their clones: they wait for it as clients do.
    try: 4,

    // Clients' turns, which ask the same models, come before all of these.
    briefing: 4,
    memory: 4,
    review: 4,
    learn: 2,
    // Nobody waits for it.
    recall: 1,

    // Messages in coaches' groups and private chats, each of another coach.
    board: 8,
    batch: 8,

    /*
     * Reading a document keeps a core busy, and clients come first. One more than of one coach (`db/document-works.ts`): whoever
     * looks for another of theirs finds that it is too early, and the next coach's turn comes.
     */
    document: 3,
  }
}
