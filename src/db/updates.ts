/** Updates of Telegram's, each of which has its effect once. */
import { sql } from 'drizzle-orm'
import type { Origin } from '../coaching/ports.ts'
import type { CoachTx, SystemTx } from './doors.ts'
import { telegramUpdates } from './schema/operations.ts'
import { statement } from './statement.ts'

const record = statement((tx) =>
  tx
    .insert(telegramUpdates)
    .values({
      botId: sql.placeholder('botId'),
      updateId: sql.placeholder('updateId'),
      receivedAt: sql.placeholder('receivedAt'),
    })
    .onConflictDoNothing()
    .returning({ updateId: telegramUpdates.updateId }),
)

/**
 * Notes, in the transaction of its effect, that an update was handled.
 *
 * @returns false when it was handled before: the caller then changes nothing
 */
export async function recordUpdate(tx: CoachTx | SystemTx, origin: Origin, now: Date): Promise<boolean> {
  const [recorded] = await record(tx, { ...origin, receivedAt: now })
  return recorded !== undefined
}
