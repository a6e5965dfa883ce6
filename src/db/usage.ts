/** What calls to models have cost: one row each, whatever comes of what they answered. */
import type { ModelUsage } from '../coaching/ports.ts'
import type { CoachTx } from './doors.ts'
import { usageEvents } from './schema/operations.ts'
import { insertion } from './statement.ts'

const insertUsage = insertion(usageEvents, [
  ...(['coachId', 'conversationId', 'id', 'purpose', 'model', 'tokensIn', 'tokensCached', 'tokensOut'] as const),
  ...(['costUsd', 'latencyMs', 'usedAt'] as const),
])

export type Spent = {
  id: string
  /** Left out for what was spent on nobody's conversation: on documents, on what the coach tries out. */
  conversationId?: string
  purpose: string
  usage: ModelUsage
  usedAt: Date
}

/** Asked at once, so that a caller need not wait for the answer before it asks for more. */
export function recordUsage(tx: CoachTx, { usage, conversationId, ...spent }: Spent): Promise<unknown> {
  return insertUsage(tx, {
    ...{ coachId: tx.coachId, conversationId: conversationId ?? null, ...spent, ...usage },
    latencyMs: Math.round(usage.latencyMs),
  })
}
