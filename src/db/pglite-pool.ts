import { EventEmitter } from 'node:events'
import type { PGlite, Results, Transaction } from '@electric-sql/pglite'
import { keepStatements } from './pglite-prepared.ts'

/** What BullMQ asks of a `pg.Pool` and its clients; a real one fits too. */
export type PgResult<R> = { rows: R[]; rowCount?: number | null }
export type PgNotice = { channel: string; payload?: string }
export interface PgClientLike {
  query<R = Record<string, unknown>>(text: string, params?: readonly unknown[]): Promise<PgResult<R>>
  on(event: 'notification', listener: (notice: PgNotice) => void): this
  on(event: 'error', listener: (error: Error) => void): this
  on(event: 'end', listener: () => void): this
  removeListener(event: 'notification', listener: (notice: PgNotice) => void): this
  removeAllListeners(event?: string): this
  release(destroy?: boolean): void
}
export interface PgPoolLike {
  query<R = Record<string, unknown>>(text: string, params?: readonly unknown[]): Promise<PgResult<R>>
  connect(): Promise<PgClientLike>
  end(): Promise<void>
  on(event: 'error', listener: (error: Error) => void): this
  on(event: 'connect', listener: (client: PgClientLike) => void): this
  removeAllListeners(event?: string): this
}

/**
 * The one session of a PGlite, shaped like a pool of connections.
 *
 * A transaction that a client opens by `query('BEGIN')` has the session to itself until its COMMIT, ROLLBACK or release,
 * as it would on a connection of its own: everyone else's queries wait, and none lands inside it. (BullMQ does so in its
 * migrations; the rest of its calls are single statements.) What cannot be kept apart is a setting without LOCAL, and
 * LISTEN: each client hears every channel that any of them listens to.
 */
export function createPglitePool(pglite: PGlite): PgPoolLike {
  return new PglitePool(pglite)
}

type OpenTransaction = { tx: Transaction; end: (how: 'commit' | 'rollback') => Promise<void> }

class PglitePool extends EventEmitter implements PgPoolLike {
  readonly #pglite: PGlite
  constructor(pglite: PGlite) {
    super()
    this.setMaxListeners(0) // every queue and worker listens for errors, and never stops
    this.#pglite = pglite
  }
  async query<R>(text: string, params?: readonly unknown[]): Promise<PgResult<R>> {
    if (transactionStep(text)) throw new Error('A transaction needs a client of its own: use connect()')
    return run<R>(this.#pglite, undefined, text, params)
  }
  async connect(): Promise<PgClientLike> {
    const client = new PgliteClient(this.#pglite)
    this.emit('connect', client)
    return client
  }
  /** The database belongs to its opener and stays open. */
  async end(): Promise<void> {}
}

class PgliteClient extends EventEmitter implements PgClientLike {
  readonly #pglite: PGlite
  readonly #stopListening: () => void
  #transaction: OpenTransaction | undefined
  constructor(pglite: PGlite) {
    super()
    this.setMaxListeners(0)
    this.#pglite = pglite
    this.#stopListening = pglite.onNotification((channel, payload) => this.emit('notification', { channel, payload }))
  }
  async query<R>(text: string, params?: readonly unknown[]): Promise<PgResult<R>> {
    const step = transactionStep(text)
    const open = this.#transaction
    if (!step) return run<R>(this.#pglite, open?.tx, text, params)
    if (step === 'begin') {
      if (open) throw new Error('This client is in a transaction already')
      this.#transaction = await beginAlone(this.#pglite)
    } else if (open) {
      this.#transaction = undefined
      await open.end(step)
    } // else Postgres would only warn
    return { rows: [], rowCount: null }
  }
  release(): void {
    this.#stopListening()
    const open = this.#transaction
    this.#transaction = undefined
    // Nobody is left to hear of a failure here, and a transaction that cannot end is over anyway.
    open?.end('rollback').catch(() => undefined)
  }
}

/** Resolves once the session is ours and the transaction has begun. */
function beginAlone(pglite: PGlite): Promise<OpenTransaction> {
  return new Promise((resolve, reject) => {
    const ending = Promise.withResolvers<'commit' | 'rollback'>()
    const ended = keepStatements(pglite).transaction(async (tx) => {
      const end = (how: 'commit' | 'rollback') => {
        ending.resolve(how)
        return ended
      }
      resolve({ tx, end })
      if ((await ending.promise) === 'rollback') await tx.rollback()
    })
    ended.catch(reject) // it could not begin; later failures reach whoever ends it
  })
}

/** Without parameters the text may hold several statements; the result is then that of the last. */
async function run<R>(
  pglite: PGlite,
  tx: Transaction | undefined,
  text: string,
  params?: readonly unknown[],
): Promise<PgResult<R>> {
  const result = params
    ? await (tx ?? keepStatements(pglite)).query(text, [...params])
    : (await (tx ?? pglite).exec(text)).at(-1)
  return { rows: (result?.rows ?? []) as R[], rowCount: countRows(result) }
}

function countRows(result: Pick<Results<unknown>, 'rows' | 'affectedRows'> | undefined): number | null {
  if (!result) return null
  return result.rows.length > 0 ? result.rows.length : (result.affectedRows ?? 0)
}

function transactionStep(text: string): 'begin' | 'commit' | 'rollback' | undefined {
  const words = text.trim().replace(/;$/, '').trim().toLowerCase()
  if (/^(begin|start transaction)\b[^;]*$/.test(words)) return 'begin'
  if (/^(commit|end)( work| transaction)?$/.test(words)) return 'commit'
  if (/^(rollback|abort)( work| transaction)?$/.test(words)) return 'rollback'
  return undefined
}
