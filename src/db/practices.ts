/** The practices port: how a coach signs up, their clients' invitations, their key, and what they are being asked. */
import { and, count, eq, gt, gte, isNull, lt } from 'drizzle-orm'
import { reminderDefaults } from '../coaching/coach.ts'
import { copilotSettingOf } from '../coaching/copilot/setting.ts'
import { NotFound } from '../coaching/errors.ts'
import { sensitivityOf } from '../coaching/handoff/sensitivity.ts'
import { knowledgeDefaults } from '../coaching/knowledge/setting.ts'
import { learningSettingOf } from '../coaching/learning/setting.ts'
import { densityOf } from '../coaching/mirrors.ts'
import type { Practices } from '../coaching/ports/practices.ts'
import type { Clock, Ids } from '../coaching/ports.ts'
import { createAudit } from './audit.ts'
import type { Doors } from './doors.ts'
import { closeKeyIncident } from './incident-rows.ts'
import { createPracticeGroups } from './practice-groups.ts'
import { createPracticeSettings } from './practice-settings.ts'
import { activeClients, clients } from './schema/clients.ts'
import { coaches, coachLinks, coachMembers, coachSecrets, invites, pendingQuestions } from './schema/coaches.ts'
import { conversations } from './schema/conversations.ts'
import { clientAddresses, toAddress } from './senders.ts'
import { storable } from './storable.ts'

type Deps = {
  doors: Doors
  clock: Clock
  ids: Ids
  /** A fresh invitation code: random, of `A-Za-z0-9_-`, at most 64 characters. */
  newCode: () => string
}

export function createPractices({ doors, clock, ids, newCode }: Deps): Practices {
  const audit = createAudit({ clock, ids })

  return {
    ...createPracticeSettings({ doors, clock, ids }),
    ...createPracticeGroups({ doors, clock, ids }),

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
          knowledge: { ...knowledgeDefaults, ...row.coach.settings.knowledge },
          hours: row.coach.settings.hours,
          rules: row.coach.settings.rules ?? [],
          sensitivity: sensitivityOf(row.coach.settings.sensitivity),
          reminders: { ...reminderDefaults, ...row.coach.settings.reminders },
          timezone: row.coach.timezone,
          receipts: row.coach.settings.receipts !== false,
          learning: learningSettingOf(row.coach.settings),
          mode: row.coach.mode,
          copilot: copilotSettingOf(row.coach),
        }
      })
    },

    setKey(coachId, key, last4, by) {
      return doors.asCoach(coachId, async (tx) => {
        const row = { coachId, name: 'model_key' as const, ...key, last4, updatedAt: clock.now() }
        await tx
          .insert(coachSecrets)
          .values(row)
          .onConflictDoUpdate({ target: [coachSecrets.coachId, coachSecrets.name], set: row })
        await closeKeyIncident(tx, clock.now()) // it is kept only when it works
        await audit(tx, by, 'set_key', coachId)
      })
    },

    forgetKey(coachId, by) {
      return doors.asCoach(coachId, async (tx) => {
        await tx.delete(coachSecrets).where(and(eq(coachSecrets.coachId, coachId), eq(coachSecrets.name, 'model_key')))
        await closeKeyIncident(tx, clock.now()) // of a key that is no more: who waits for it is brought to the coach
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

    findQuestion(coachId, telegramUserId) {
      return doors.asCoach(coachId, async (tx) => {
        const [asked] = await tx
          .select({ question: pendingQuestions.question })
          .from(pendingQuestions)
          .where(
            and(
              eq(pendingQuestions.coachId, coachId),
              eq(pendingQuestions.telegramUserId, telegramUserId),
              gte(pendingQuestions.expiresAt, clock.now()),
            ),
          )
        return asked?.question
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
}
