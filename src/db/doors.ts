/** The only two ways to the rows: as one coach, or as the system for a reason on a short list. */
import { sql } from 'drizzle-orm'
import type { Database, Transaction } from './client.ts'
import { assertOutsideTransaction, insideTransaction } from './transaction-guard.ts'

/** Why all coaches' rows may be seen. A test counts the callers of each. */
export const systemReasons = ['resolve_sender', 'resolve_token', 'sweep', 'recover', 'sign_up', 'patterns'] as const
export type SystemReason = (typeof systemReasons)[number]

declare const coachDoor: unique symbol
declare const systemDoor: unique symbol
/** A transaction that sees one coach's rows; row-level security holds even for a query that forgets the coach. */
export type CoachTx = Transaction & { coachId: string; [coachDoor]: true }
export type SystemTx = Transaction & { [systemDoor]: true }

export type Doors = {
  asCoach<T>(coachId: string, work: (tx: CoachTx) => Promise<T>): Promise<T>
  asSystem<T>(reason: SystemReason, work: (tx: SystemTx) => Promise<T>): Promise<T>
}

/** Compiling a statement, which Postgres does with the longer ones, takes it longer than running any of ours. */
const quickly = sql.raw(`set_config('jit', 'off', true)`)

export function createDoors({ drizzle }: Pick<Database, 'drizzle'>): Doors {
  return {
    asCoach(coachId, work) {
      assertOutsideTransaction('a transaction')
      return drizzle.transaction((tx) =>
        insideTransaction(`coach ${coachId}`, () =>
          behind(
            tx.execute(
              sql`select set_config('role', 'opencoach_app', true), set_config('app.coach_id', ${coachId}, true), ${quickly}`,
            ),
            () => work(Object.assign(tx, { coachId }) as unknown as CoachTx),
          ),
        ),
      )
    },
    asSystem(reason, work) {
      assertOutsideTransaction('a transaction')
      return drizzle.transaction((tx) =>
        insideTransaction(reason, () =>
          behind(tx.execute(sql`select set_config('role', 'opencoach_system', true), ${quickly}`), () =>
            work(tx as unknown as SystemTx),
          ),
        ),
      )
    },
  }
}

/**
 * One connection answers in the order it was asked: the first question is sent along with the door's own statement. Should
 * that fail, the transaction is over, and nothing behind it has an effect.
 */
async function behind<T>(statement: PromiseLike<unknown>, work: () => Promise<T>): Promise<T> {
  const asked = statement.then(() => undefined) // asks now; a bare `await` would ask a moment later
  const [, result] = await Promise.all([asked, work()])
  return result
}
