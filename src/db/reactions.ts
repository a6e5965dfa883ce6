/** Who reacted how: what stands now, and what was taken back. */
import { and, eq, isNull, notInArray } from 'drizzle-orm'
import type { CoachTx } from './doors.ts'
import { lookAgainAtUses } from './levels.ts'
import { messageReactions } from './schema/conversations.ts'
import { firstLook } from './uses.ts'

type Reacted = { messageId: string; by: string; emojis: readonly string[] }

/** Makes `emojis` this person's reactions on the message; those that stood before and are not among them were taken back. */
export async function setReactions(
  tx: CoachTx,
  { messageId, by, emojis }: Reacted,
  { now, nextId }: { now: Date; nextId: () => string },
): Promise<void> {
  const standing = and(
    eq(messageReactions.coachId, tx.coachId),
    eq(messageReactions.messageId, messageId),
    eq(messageReactions.byWhom, by),
    isNull(messageReactions.takenBackAt),
  )
  await tx
    .update(messageReactions)
    .set({ takenBackAt: now })
    .where(emojis.length > 0 ? and(standing, notInArray(messageReactions.emoji, [...emojis])) : standing)
  await lookAgainAtUses(tx, { messageId }, firstLook(now))
  if (emojis.length === 0) return
  await tx
    .insert(messageReactions)
    .values(
      emojis.map((emoji) => ({ coachId: tx.coachId, id: nextId(), messageId, byWhom: by, emoji, reactedAt: now })),
    )
    .onConflictDoNothing()
}
