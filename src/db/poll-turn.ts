/**
 * Whose turn it is to poll, among the processes of one bot: the holder of a lock that Postgres gives back by itself when the
 * holder's connection ends, so that another one takes over without waiting for anything to expire.
 */
import postgres from 'postgres'

/** A database that hangs must not keep anyone from being heard. */
const answerWithinMs = 3_000

export type PollTurn = {
  /** Takes the turn if it is free. @throws when the database does not answer */
  isMine(): Promise<boolean>
  close(): Promise<void>
}

export function openPollTurn(databaseUrl: string, botId: number): PollTurn {
  const client = postgres(databaseUrl, {
    max: 1, // the lock belongs to the connection
    onnotice: () => {},
    connect_timeout: 10,
    // A machine that vanished without a word keeps the turn for half a minute, not for hours.
    connection: { tcp_keepalives_idle: 10, tcp_keepalives_interval: 5, tcp_keepalives_count: 3 },
  })
  return {
    async isMine() {
      // Asked again, the holder holds it still; on a connection made anew it has to be free.
      const asked = client<{ mine: boolean }[]>`
        select pg_try_advisory_lock(hashtextextended('opencoach polls ' || ${String(botId)}::text, 0)) as mine`
      const { promise: late, reject } = Promise.withResolvers<never>()
      const timer = setTimeout(() => reject(new Error('The database does not say whose turn it is')), answerWithinMs)
      const [row] = await Promise.race([asked, late]).finally(() => clearTimeout(timer))
      return row?.mine === true
    },
    close: () => client.end({ timeout: 5 }),
  }
}
