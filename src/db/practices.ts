/** The practices port: coaches, their method, key, group, team and invitations. */
import { and, count, eq, gt, isNull, lt, ne, sql } from 'drizzle-orm'
import type { CoachSettings } from '../coaching/coach.ts'
import { NotFound } from '../coaching/errors.ts'
import { densityOf } from '../coaching/mirrors.ts'
import type { Clock, Ids, Practices } from '../coaching/ports.ts'
import type { CoachTx, Doors } from './doors.ts'
import { bringAlertsInPrivate } from './outbox-consequences.ts'
import {
  activeClients,
  auditLog,
  clients,
  coaches,
  coachLinks,
  coachMembers,
  coachSecrets,
  conversations,
  deliveries,
  invites,
  pendingQuestions,
} from './schema.ts'
import { clientAddresses, toAddress, toMember } from './senders.ts'
import { storable } from './storable.ts'

type Deps = {
  doors: Doors
  clock: Clock
  ids: Ids
  /** A fresh invitation code: random, of `A-Za-z0-9_-`, at most 64 characters. */
  newCode: () => string
}

export function createPractices({ doors, clock, ids, newCode }: Deps): Practices {
  return {
    addCoachLink(codeHash, expiresAt) {
      return doors.asSystem('sign_up', async (tx) => {
        // One link at a time: a new one replaces those that nobody used.
        await tx.delete(coachLinks).where(isNull(coachLinks.usedAt))
        await tx.insert(coachLinks).values({ codeHash, expiresAt, createdAt: clock.now() })
      })
    },

    hasCoach() {
      return doors.asSystem(
        'sign_up',
        async (tx) => (await tx.select({ id: coaches.id }).from(coaches).limit(1)).length > 0,
      )
    },

    signUpCoach(codeHash, given) {
      const person = storable(given)
      return doors.asSystem('sign_up', async (tx) => {
        const now = clock.now()
        const [existing] = await tx
          .select({ id: coaches.id })
          .from(coaches)
          .where(eq(coaches.telegramUserId, person.telegramUserId))
        if (existing) return { kind: 'coach_already', coachId: existing.id }
        const [link] = await tx
          .update(coachLinks)
          .set({ usedAt: now })
          .where(and(eq(coachLinks.codeHash, codeHash), isNull(coachLinks.usedAt), gt(coachLinks.expiresAt, now)))
          .returning({ codeHash: coachLinks.codeHash })
        if (!link) return { kind: 'unknown_link' }
        const coachId = ids.next()
        await tx.insert(coaches).values({
          id: coachId,
          telegramUserId: person.telegramUserId,
          displayName: person.displayName,
          language: person.language,
          createdAt: now,
        })
        await tx.insert(coachMembers).values({
          coachId,
          id: ids.next(),
          telegramUserId: person.telegramUserId,
          displayName: person.displayName,
          role: 'owner',
          createdAt: now,
        })
        return { kind: 'signed_up', coachId }
      })
    },

    acceptInvite(code, given) {
      const person = storable(given)
      return doors.asSystem('sign_up', async (tx) => {
        const now = clock.now()
        const [invite] = await tx
          .select({ coachId: invites.coachId })
          .from(invites)
          .where(and(eq(invites.code, code), isNull(invites.revokedAt)))
        if (!invite) return undefined
        const { coachId } = invite
        const clientId = ids.next()
        const [made] = await tx
          .insert(clients)
          .values({ coachId, id: clientId, ...person, createdAt: now })
          .onConflictDoNothing()
          .returning({ id: clients.id })
        if (made) await tx.insert(conversations).values({ coachId, id: ids.next(), clientId, stateSince: now })
        const [row] = await clientAddresses(tx).where(
          and(eq(clients.coachId, coachId), eq(clients.telegramUserId, person.telegramUserId)),
        )
        if (!row) throw new NotFound(`client of coach ${coachId}`)
        const active = { telegramUserId: person.telegramUserId, coachId, clientId: row.client.id }
        await tx
          .insert(activeClients)
          .values(active)
          .onConflictDoUpdate({ target: activeClients.telegramUserId, set: active })
        return { ...toAddress(row), isNew: made !== undefined }
      })
    },

    getInviteCode(coachId) {
      return doors.asCoach(coachId, async (tx) => {
        const [invite] = await tx
          .select({ code: invites.code })
          .from(invites)
          .where(and(eq(invites.coachId, coachId), isNull(invites.revokedAt)))
        if (invite) return invite.code
        const code = newCode()
        await tx.insert(invites).values({ coachId, id: ids.next(), code, createdAt: clock.now() })
        return code
      })
    },

    getPractice(coachId) {
      return doors.asCoach(coachId, async (tx) => {
        const [row] = await tx
          .select({ coach: coaches, keyLast4: coachSecrets.last4 })
          .from(coaches)
          .leftJoin(coachSecrets, and(eq(coachSecrets.coachId, coaches.id), eq(coachSecrets.name, 'model_key')))
          .where(eq(coaches.id, coachId))
        if (!row) throw new NotFound(`coach ${coachId}`)
        const [counted] = await tx.select({ clients: count() }).from(clients).where(eq(clients.coachId, coachId))
        return {
          displayName: row.coach.displayName,
          methodology: row.coach.methodology,
          language: row.coach.language,
          keyLast4: row.keyLast4 ?? undefined,
          groupChatId: row.coach.groupChatId ?? undefined,
          clients: Number(counted?.clients ?? 0),
          mirrors: densityOf(row.coach.settings.mirrors, Number(counted?.clients ?? 0)),
        }
      })
    },

    setMethod(coachId, methodology, by) {
      return doors.asCoach(coachId, async (tx) => {
        await tx
          .update(coaches)
          .set({ methodology: storable(methodology) })
          .where(eq(coaches.id, coachId))
        await audit(tx, by, 'set_method', coachId)
      })
    },

    setMirrors(coachId, mirrors, by) {
      return doors.asCoach(coachId, async (tx) => {
        await tx
          .update(coaches)
          .set({ settings: sql`${coaches.settings} || ${JSON.stringify({ mirrors } satisfies CoachSettings)}::jsonb` })
          .where(eq(coaches.id, coachId))
        await audit(tx, by, 'set_mirrors', mirrors)
      })
    },

    setKey(coachId, key, last4, by) {
      return doors.asCoach(coachId, async (tx) => {
        const row = { coachId, name: 'model_key' as const, ...key, last4, updatedAt: clock.now() }
        await tx
          .insert(coachSecrets)
          .values(row)
          .onConflictDoUpdate({ target: [coachSecrets.coachId, coachSecrets.name], set: row })
        await audit(tx, by, 'set_key', coachId)
      })
    },

    forgetKey(coachId, by) {
      return doors.asCoach(coachId, async (tx) => {
        await tx.delete(coachSecrets).where(and(eq(coachSecrets.coachId, coachId), eq(coachSecrets.name, 'model_key')))
        await audit(tx, by, 'forget_key', coachId)
      })
    },

    findKey(coachId) {
      return doors.asCoach(coachId, async (tx) => {
        const [row] = await tx
          .select({
            ciphertext: coachSecrets.ciphertext,
            nonce: coachSecrets.nonce,
            keyVersion: coachSecrets.keyVersion,
          })
          .from(coachSecrets)
          .where(and(eq(coachSecrets.coachId, coachId), eq(coachSecrets.name, 'model_key')))
        return row
      })
    },

    listWaiting(coachId) {
      return doors.asCoach(coachId, async (tx) => {
        const rows = await tx
          .select({ id: conversations.id })
          .from(conversations)
          .where(and(eq(conversations.coachId, coachId), eq(conversations.state, 'waiting')))
          .orderBy(conversations.stateSince)
        return rows.map(({ id }) => id)
      })
    },

    async linkGroup(coachId, chatId, isForum, by) {
      const isTaken = await doors.asSystem('resolve_sender', async (tx) => {
        const [other] = await tx
          .select({ id: coaches.id })
          .from(coaches)
          .where(and(eq(coaches.groupChatId, chatId), ne(coaches.id, coachId)))
        return other !== undefined
      })
      if (isTaken) return { linked: false, wakeUps: [] }
      return doors.asCoach(coachId, async (tx) => {
        const [before] = await tx.select({ chatId: coaches.groupChatId }).from(coaches).where(eq(coaches.id, coachId))
        await tx.update(coaches).set({ groupChatId: chatId, groupIsForum: isForum }).where(eq(coaches.id, coachId))
        // Topics belong to their group: in another one they are made anew.
        if (before?.chatId !== chatId)
          await tx.update(clients).set({ topicId: null }).where(eq(clients.coachId, coachId))
        await audit(tx, by, 'link_group', String(chatId))
        const waiting = await tx
          .selectDistinct({ conversationId: deliveries.conversationId })
          .from(deliveries)
          .where(and(eq(deliveries.coachId, coachId), eq(deliveries.target, 'topic'), eq(deliveries.status, 'pending')))
        return {
          linked: true,
          wakeUps: [
            { kind: 'board', coachId },
            ...waiting.map(({ conversationId }) => ({
              kind: 'deliver' as const,
              coachId,
              conversationId,
              crisis: false,
            })),
          ],
        }
      })
    },

    migrateGroup(oldChatId, newChatId) {
      return doors.asSystem('resolve_sender', async (tx) => {
        await tx.update(coaches).set({ groupChatId: newChatId }).where(eq(coaches.groupChatId, oldChatId))
      })
    },

    unlinkGroup(chatId) {
      return doors.asSystem('resolve_sender', async (tx) => {
        const [coach] = await tx
          .update(coaches)
          .set({ groupChatId: null })
          .where(eq(coaches.groupChatId, chatId))
          .returning({ id: coaches.id })
        if (!coach) return
        await tx.update(clients).set({ topicId: null }).where(eq(clients.coachId, coach.id))
        await bringAlertsInPrivate(tx, coach.id)
      })
    },

    addMember(coachId, given, by) {
      const person = storable(given)
      return doors.asCoach(coachId, async (tx) => {
        const { telegramUserId, displayName } = person
        await tx
          .insert(coachMembers)
          .values({ coachId, id: ids.next(), telegramUserId, displayName, role: 'assistant', createdAt: clock.now() })
          .onConflictDoNothing()
        const [row] = await tx
          .select()
          .from(coachMembers)
          .where(and(eq(coachMembers.coachId, coachId), eq(coachMembers.telegramUserId, telegramUserId)))
        if (!row) throw new NotFound(`member of coach ${coachId}`)
        await audit(tx, by, 'add_member', row.id)
        return toMember(row)
      })
    },

    leaveClientRole(telegramUserId) {
      return doors.asSystem('resolve_sender', async (tx) => {
        await tx.delete(activeClients).where(eq(activeClients.telegramUserId, telegramUserId))
      })
    },

    ask(coachId, telegramUserId, question, expiresAt) {
      return doors.asCoach(coachId, async (tx) => {
        const row = { coachId, telegramUserId, question, expiresAt }
        await tx
          .insert(pendingQuestions)
          .values(row)
          .onConflictDoUpdate({ target: [pendingQuestions.coachId, pendingQuestions.telegramUserId], set: row })
      })
    },

    takeQuestion(coachId, telegramUserId) {
      return doors.asCoach(coachId, async (tx) => {
        const mine = and(eq(pendingQuestions.coachId, coachId), eq(pendingQuestions.telegramUserId, telegramUserId))
        await tx.delete(pendingQuestions).where(and(mine, lt(pendingQuestions.expiresAt, clock.now())))
        const [asked] = await tx.delete(pendingQuestions).where(mine).returning({ question: pendingQuestions.question })
        return asked?.question
      })
    },
  }

  function audit(tx: CoachTx, by: string, action: string, subject: string) {
    return tx
      .insert(auditLog)
      .values({ coachId: tx.coachId, id: ids.next(), byWhom: by, action, subject, happenedAt: clock.now() })
  }
}
