/** Updates of Telegram's, each of which has its effect once. */
import type { Origin } from '../coaching/ports.ts'
import type { CoachTx, SystemTx } from './doors.ts'
import { telegramUpdates } from './schema.ts'

/**
 * Notes, in the transaction of its effect, that an update was handled.
 *
 * @returns false when it was handled before: the caller then changes nothing
 */
export async function recordUpdate(tx: CoachTx | SystemTx, origin: Origin, now: Date): Promise<boolean> {
  const [recorded] = await tx
    .insert(telegramUpdates)
    .values({ ...origin, receivedAt: now })
    .onConflictDoNothing()
    .returning({ updateId: telegramUpdates.updateId })
  return recorded !== undefined
}
