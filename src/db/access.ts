/** The access port: tokens of the API and links to the upload page, as hashes. */
import { and, desc, eq, gt, isNull, not, or, sql } from 'drizzle-orm'
import type { AccessStore } from '../coaching/access.ts'
import type { Clock, Ids } from '../coaching/ports.ts'
import { createAudit } from './audit.ts'
import type { Doors } from './doors.ts'
import { apiTokens, uploadLinks } from './schema/access.ts'
import { coaches } from './schema/coaches.ts'

/** Written no oftener: a program calls many times a minute. */
const usedEveryMs = 3_600_000

export function createAccessStore({ doors, clock, ids }: { doors: Doors; clock: Clock; ids: Ids }): AccessStore {
  const audit = createAudit({ clock, ids })

  return {
    addToken(coachId, { expiresAt, ...token }, by) {
      return doors.asCoach(coachId, async (tx) => {
        await tx.insert(apiTokens).values({ coachId, ...token, expiresAt: expiresAt ?? null, createdAt: clock.now() })
        await audit(tx, by, 'token_made', token.id)
      })
    },

    listTokens(coachId) {
      return doors.asCoach(coachId, async (tx) => {
        const rows = await tx
          .select()
          .from(apiTokens)
          .where(
            and(
              eq(apiTokens.coachId, coachId),
              isNull(apiTokens.revokedAt),
              not(sql`${apiTokens.scopes} @> array['upload']`),
            ),
          )
          .orderBy(desc(apiTokens.id))
        return rows.map(({ id, last4, createdAt, usedAt }) => ({ id, last4, createdAt, usedAt: usedAt ?? undefined }))
      })
    },

    revokeToken(coachId, tokenId, by) {
      return doors.asCoach(coachId, async (tx) => {
        const revoked = await tx
          .update(apiTokens)
          .set({ revokedAt: clock.now() })
          .where(and(eq(apiTokens.coachId, coachId), eq(apiTokens.id, tokenId), isNull(apiTokens.revokedAt)))
          .returning({ id: apiTokens.id })
        if (revoked.length > 0) await audit(tx, by, 'token_revoked', tokenId)
        return revoked.length > 0
      })
    },

    findCaller(tokenHash) {
      return doors.asSystem('resolve_token', async (tx) => {
        const now = clock.now()
        const [row] = await tx
          .select()
          .from(apiTokens)
          .where(
            and(
              eq(apiTokens.tokenHash, tokenHash),
              isNull(apiTokens.revokedAt),
              or(isNull(apiTokens.expiresAt), gt(apiTokens.expiresAt, now)),
            ),
          )
        if (!row) return undefined
        const { coachId, id, scopes, usedAt } = row
        if (!usedAt || now.getTime() - usedAt.getTime() >= usedEveryMs)
          await tx
            .update(apiTokens)
            .set({ usedAt: now })
            .where(and(eq(apiTokens.coachId, coachId), eq(apiTokens.id, id)))
        return { coachId, tokenId: id, scopes }
      })
    },

    addLink(coachId, codeHash, expiresAt) {
      return doors.asCoach(coachId, async (tx) => {
        await tx.insert(uploadLinks).values({ coachId, codeHash, expiresAt, createdAt: clock.now() })
      })
    },

    useLink(codeHash, token) {
      return doors.asSystem('resolve_token', async (tx) => {
        const now = clock.now()
        const [link] = await tx
          .update(uploadLinks)
          .set({ usedAt: now })
          .where(and(eq(uploadLinks.codeHash, codeHash), isNull(uploadLinks.usedAt), gt(uploadLinks.expiresAt, now)))
          .returning()
        if (!link) return undefined
        const { coachId, expiresAt } = link
        await tx.insert(apiTokens).values({ coachId, ...token, expiresAt, createdAt: now })
        const [coach] = await tx
          .select({ coachName: coaches.displayName, language: coaches.language })
          .from(coaches)
          .where(eq(coaches.id, coachId))
        return coach && { coachId, expiresAt, ...coach }
      })
    },
  }
}
