/** The row of a conversation: locked first by everyone who changes anything of it, and changed. */
import { and, eq, sql } from 'drizzle-orm'
import { NotFound } from '../coaching/errors.ts'
import type { CoachTx } from './doors.ts'
import { conversations } from './schema/conversations.ts'
import { modification, statement } from './statement.ts'

const itself = and(eq(conversations.coachId, sql.placeholder('coachId')), eq(conversations.id, sql.placeholder('id')))
const lock = statement((tx) => tx.select().from(conversations).where(itself).for('update'))
const change = modification(conversations, itself)

/** @throws {NotFound} */
export async function lockConversation(tx: CoachTx, id: string) {
  const [row] = await lock(tx, { coachId: tx.coachId, id })
  if (!row) throw new NotFound(`conversation ${id}`)
  return row
}

export function changeConversation(tx: CoachTx, id: string, values: Partial<typeof conversations.$inferInsert>) {
  return change(tx, { coachId: tx.coachId, id }, values)
}
