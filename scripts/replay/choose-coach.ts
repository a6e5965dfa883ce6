/** Whose clone it is about, by the id that nothing else prints. */
import { asc } from 'drizzle-orm'
import { coaches } from '../../src/db/schema/coaches.ts'
import type { Store } from './store.ts'
import { ReplayError } from './turns.ts'

/**
 * @param given what was said with `--coach`; where there is one coach only, nothing has to be
 * @throws {ReplayError} with a list of the coaches when that leaves it open
 */
export async function chooseCoach({ doors }: Pick<Store, 'doors'>, given: string | undefined): Promise<string> {
  const all = await doors.asSystem('resolve_sender', (tx) =>
    tx
      .select({ id: coaches.id, name: coaches.displayName })
      .from(coaches)
      .orderBy(asc(coaches.displayName), asc(coaches.id)),
  )
  const [only] = all
  if (!only) throw new ReplayError('There is no coach here yet.')
  if (given === undefined && all.length === 1) return only.id
  const found = all.find(({ id }) => id === given)
  if (found) return found.id
  const why = given === undefined ? 'Say whose clone' : `"${given}" is no coach here; say whose clone`
  throw new ReplayError([`${why}: --coach ID.`, ...all.map(({ id, name }) => `${id}  ${name}`)].join('\n'))
}
