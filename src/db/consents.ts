/** What a client has agreed to, and whether the AI may speak to them. */
import { and, eq, isNull } from 'drizzle-orm'
import type { Effect } from '../coaching/conversation.ts'
import type { CoachTx } from './doors.ts'
import { clients, consents } from './schema/clients.ts'

export type ClientEffect = Extract<Effect, { kind: 'consent' | 'withdraw_consent' | 'set_client_status' }>

export async function applyToClient(tx: CoachTx, clientId: string, effect: ClientEffect, now: Date): Promise<void> {
  const { coachId } = tx
  switch (effect.kind) {
    case 'consent': {
      const { id, version, wording } = effect
      await tx.insert(consents).values({ coachId, clientId, id, version, wording, givenAt: now })
      return change({ consentAt: now })
    }
    case 'withdraw_consent':
      await tx
        .update(consents)
        .set({ withdrawnAt: now })
        .where(and(eq(consents.coachId, coachId), eq(consents.clientId, clientId), isNull(consents.withdrawnAt)))
      return change({ consentAt: null, status: 'paused' })
    case 'set_client_status':
      return change({ status: effect.status })
  }

  async function change(columns: Partial<typeof clients.$inferInsert>): Promise<void> {
    await tx
      .update(clients)
      .set(columns)
      .where(and(eq(clients.coachId, coachId), eq(clients.id, clientId)))
  }
}
