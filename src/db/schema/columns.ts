/**
 * The tables. Every tenant row carries `coach_id`, every key to a tenant table is composite, so no row can point across
 * coaches, and every table has its policies; `migrate.ts` forces them on the owner too.
 */
import { sql } from 'drizzle-orm'
import { bigint, boolean, customType, pgPolicy, pgRole, timestamp } from 'drizzle-orm/pg-core'

/** Works inside one coach's rows; set per transaction by `asCoach`. */
export const appRole = pgRole('opencoach_app').existing()

/** Sees every row; set per transaction by `asSystem`, whose callers are few and counted. */
export const systemRole = pgRole('opencoach_system').existing()

export const at = (name: string) => timestamp(name, { withTimezone: true })

export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' })

/** Half precision, of any length: the model says how long. Its text form goes in and comes out. */
export const halfvec = customType<{ data: string; driverData: string }>({ dataType: () => 'halfvec' })

/** Yes or no for each of so many things. Its text form goes in and comes out. */
export const bits = (name: string, length: number) =>
  customType<{ data: string; driverData: string }>({ dataType: () => `bit(${length})` })(name)

/** What few of very many places weigh. Its text form goes in and comes out. */
export const sparsevec = customType<{ data: string; driverData: string }>({ dataType: () => 'sparsevec' })

/** What can be recalled of this row is to be stored anew; set by a trigger whenever it changes, so that nobody can forget to. */
export const recallDue = () => boolean('recall_due').notNull().default(true)

/** Telegram's ids pass 2^31 and stay below 2^52, as the Bot API promises. */
export const telegramId = (name: string) => bigint(name, { mode: 'number' })

export const currentCoach = sql`nullif(current_setting('app.coach_id', true), '')::uuid`

export const systemRows = () => pgPolicy('system_rows', { to: systemRole, using: sql`true`, withCheck: sql`true` })

export const policies = () => [
  pgPolicy('coach_rows', {
    to: appRole,
    using: sql`coach_id = ${currentCoach}`,
    withCheck: sql`coach_id = ${currentCoach}`,
  }),
  systemRows(),
]

/** The composite key of whatever belongs to a message. */
