/**
 * Statements of the embedded database that are parsed and planned once. PGlite itself does both for every query, in five
 * calls into the database; kept by name, a statement is one call.
 */
import { type PGlite, protocol, type QueryOptions, type Results, type Transaction } from '@electric-sql/pglite'

const { messages, serialize } = protocol

/** The part of PGlite that Drizzle uses. */
export type PgliteClient = Pick<PGlite, 'query'> & {
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
}

/** A statement that the session holds. `parameterTypes` are Postgres' type ids. */
type Kept = { name: string; parameterTypes: number[] }

/** More texts than the product has; the ones unused for longest go, where a text differs with the length of a list. */
const keepAtMost = 500

const keepers = new WeakMap<PGlite, PgliteClient>()

/** The same database, with its statements kept; one session, one store of them. */
export function keepStatements(pglite: PGlite): PgliteClient {
  const known = keepers.get(pglite)
  if (known) return known
  const client = createClient(pglite)
  keepers.set(pglite, client)
  return client
}

function createClient(pglite: PGlite): PgliteClient {
  const kept = new Map<string, Kept>()
  let named = 0

  /** In one call, which nothing can come between. */
  function ask(...parts: Uint8Array[]) {
    return pglite.execProtocolStream(Buffer.concat(parts), { syncToFs: false })
  }

  async function find(text: string): Promise<Kept> {
    const known = kept.get(text)
    if (known) {
      kept.delete(text) // to the end of those that may go
      kept.set(text, known)
      return known
    }
    const name = `kept_${named++}`
    const answers = await ask(
      serialize.parse({ name, text }),
      serialize.describe({ type: 'S', name }),
      serialize.sync(),
    )
    const described = answers.find((answer) => answer instanceof messages.ParameterDescriptionMessage)
    const statement = { name, parameterTypes: described?.dataTypeIDs ?? [] }
    kept.set(text, statement)
    return statement
  }

  async function forgetOldest(): Promise<void> {
    const [oldest] = kept
    if (!oldest || kept.size <= keepAtMost) return
    kept.delete(oldest[0])
    await ask(serialize.close({ type: 'S', name: oldest[1].name }), serialize.sync())
  }

  function queryInTransaction<T>(text: string, params: unknown[] = [], options?: QueryOptions): Promise<Results<T>> {
    return pglite.runExclusive(async () => {
      const { name, parameterTypes } = await find(text)
      const values = params.map((param, at) => write(param, parameterTypes[at] ?? 0))
      const answers = await ask(
        serialize.bind({ statement: name, values }),
        serialize.describe({ type: 'P' }),
        serialize.execute({}),
        serialize.sync(),
      )
      await forgetOldest()
      return read<T>(answers, options)
    })
  }

  function write(param: unknown, type: number): string | null {
    if (param === null || param === undefined) return null
    const serializer = pglite.serializers[type]
    return serializer ? serializer(param) : String(param)
  }

  /** As PGlite's own query answers. */
  function read<T>(answers: Answers, { rowMode, parsers }: QueryOptions = {}): Results<T> {
    const result = { rows: [] as unknown[], fields: [] as Results['fields'], affectedRows: 0 }
    const parse = (text: string | null, at: number): unknown => {
      const type = result.fields[at]?.dataTypeID ?? 0
      const parser = parsers?.[type] ?? pglite.parsers[type]
      return text === null || !parser ? text : parser(text, type)
    }
    for (const answer of answers) {
      if (answer instanceof messages.RowDescriptionMessage)
        result.fields = answer.fields.map(({ name, dataTypeID }) => ({ name, dataTypeID }))
      if (answer instanceof messages.DataRowMessage) {
        const values = answer.fields.map(parse)
        result.rows.push(
          rowMode === 'array' ? values : Object.fromEntries(result.fields.map(({ name }, at) => [name, values[at]])),
        )
      }
      if (answer instanceof messages.CommandCompleteMessage && !answer.text.startsWith('SELECT'))
        result.affectedRows = Number(answer.text.split(' ').at(-1)) || 0
    }
    return result as Results<T>
  }

  /** Whoever is given it cannot tell the transaction from PGlite's own. */
  function transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return pglite.transaction((tx) => {
      const query: Transaction['query'] = async (...asked) => {
        if (tx.closed) throw new Error('The transaction is over')
        return queryInTransaction(...asked)
      }
      return work(Object.assign(Object.create(tx), { query }))
    })
  }

  return {
    transaction,
    // The session is for one transaction at a time, and a statement alone is one too.
    query: (text, params, options) => transaction((tx) => tx.query(text, params, options)),
  }
}

type Answers = Awaited<ReturnType<PGlite['execProtocolStream']>>
