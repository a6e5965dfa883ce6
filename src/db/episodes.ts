/** The rows of crisis episodes: how each stands, and every step with who, when and why. */
import { and, eq, isNull } from 'drizzle-orm'
import type { ConversationSnapshot, Effect } from '../coaching/conversation.ts'
import type { CoachTx } from './doors.ts'
import { clients } from './schema/clients.ts'
import { conversations } from './schema/conversations.ts'
import { safetyEpisodes, safetySteps } from './schema/handoffs.ts'

export type EpisodeEffect = Extract<
  Effect,
  { kind: 'open_episode' | 'raise_episode' | 'step_episode' | 'close_episode' | 'set_client_country' }
>
type Deps = { now: Date; nextId: () => string }

/** Of a row of `conversations`: at most one. */
export const isItsOpenEpisode = and(
  eq(safetyEpisodes.coachId, conversations.coachId),
  eq(safetyEpisodes.conversationId, conversations.id),
  isNull(safetyEpisodes.closedAt),
)

export async function applyToEpisode(
  tx: CoachTx,
  s: ConversationSnapshot,
  effect: EpisodeEffect,
  { now, nextId }: Deps,
): Promise<void> {
  const ours = { coachId: tx.coachId, conversationId: s.id }
  switch (effect.kind) {
    case 'open_episode': {
      const { id, grade, kind, rule } = effect.episode
      await tx.insert(safetyEpisodes).values({ ...ours, id, grade, kind, rule, openedAt: now })
      return note(id, { step: 'alerted', grade, byWhom: 'system', why: rule })
    }
    case 'raise_episode': {
      const { episodeId, grade, danger } = effect
      await change(episodeId, { grade, kind: danger })
      return note(episodeId, { step: 'raised', grade, byWhom: 'system', why: danger })
    }
    case 'step_episode': {
      const { episodeId, to, by, why, expectedFrom } = effect
      const before = s.openEpisode
      await change(episodeId, {
        state: to,
        ...(expectedFrom && { expectedFrom }),
        ...(to === 'human' && { unattendedSince: null }),
        ...(to === 'escalated' && {
          unattendedSince: before?.unattendedSince ?? now,
          noHumanAt: before?.noHumanAt ?? now,
        }),
      })
      return note(episodeId, { step: to, grade: before?.grade ?? null, byWhom: by, why })
    }
    case 'close_episode': {
      const { episodeId, by, reason, outcome } = effect
      await change(episodeId, {
        closedAt: now,
        closedBy: by,
        closedReason: reason,
        closedUpToSeq: s.lastClientSeq,
        outcome,
        unattendedSince: null,
      })
      return note(episodeId, { step: outcome, grade: s.openEpisode?.grade ?? null, byWhom: by, why: reason })
    }
    case 'set_client_country':
      await tx
        .update(clients)
        .set({ country: effect.country })
        .where(and(eq(clients.coachId, tx.coachId), eq(clients.id, s.client.id)))
  }

  async function change(id: string, values: Partial<typeof safetyEpisodes.$inferInsert>) {
    await tx
      .update(safetyEpisodes)
      .set(values)
      .where(
        and(eq(safetyEpisodes.coachId, tx.coachId), eq(safetyEpisodes.conversationId, s.id), eq(safetyEpisodes.id, id)),
      )
  }

  async function note(
    episodeId: string,
    step: Pick<typeof safetySteps.$inferInsert, 'step' | 'grade' | 'byWhom' | 'why'>,
  ) {
    await tx.insert(safetySteps).values({ coachId: tx.coachId, id: nextId(), episodeId, ...step, happenedAt: now })
  }
}
