/**
 * No call to the model, Telegram or the queue may happen while a transaction is open, nor may a second transaction begin:
 * on PGlite's one session it would wait for itself for ever, and on Postgres it would hold locks across the network.
 */
import { AsyncLocalStorage } from 'node:async_hooks'

const open = new AsyncLocalStorage<string>()

export class InsideTransaction extends Error {
  override readonly name = 'InsideTransaction'
}

/** @throws {InsideTransaction} if the caller runs inside a transaction; `what` says what it was about to do */
export function assertOutsideTransaction(what: string): void {
  const transaction = open.getStore()
  if (transaction)
    throw new InsideTransaction(`${what} inside a transaction (${transaction}): return it and do it after the commit`)
}

/** Runs `work` marked as inside a transaction. */
export function insideTransaction<T>(name: string, work: () => Promise<T>): Promise<T> {
  return open.run(name, work)
}
