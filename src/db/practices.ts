/** The practices port: coaches, their method, key, group, team and invitations. */

import { and, count, eq, gt, gte, inArray, isNotNull, isNull, lt, ne, or, sql } from 'drizzle-orm'
import { type CoachSettings, coachSettings, reminderDefaults } from '../coaching/coach.ts'
import type { ConversationSnapshot } from '../coaching/conversation.ts'
import { copilotSettingOf } from '../coaching/copilot/setting.ts'
import { NotFound } from '../coaching/errors.ts'
import { changeRules } from '../coaching/handoff/change-rules.ts'
import { alertInNewGroup } from '../coaching/handoff/new-group.ts'
import { withPreset } from '../coaching/handoff/reminder-presets.ts'
import { changeSensitivity, sensitivityOf, toStoredSensitivity } from '../coaching/handoff/sensitivity.ts'
import { knowledgeDefaults } from '../coaching/knowledge/setting.ts'
import { learningSettingOf } from '../coaching/learning/setting.ts'
import { densityOf } from '../coaching/mirrors.ts'
import type { Practices } from '../coaching/ports/practices.ts'
import type { Clock, Ids, WakeUp } from '../coaching/ports.ts'
import { markBoardAndCard } from './board.ts'
import type { CoachTx, Doors } from './doors.ts'
import { applyEffects } from './effects.ts'
import { closeKeyIncident } from './incident-rows.ts'
import { bringAlertsInPrivate } from './outbox-consequences.ts'
import { activeClients, clients } from './schema/clients.ts'
import { coaches, coachLinks, coachMembers, coachSecrets, invites, pendingQuestions } from './schema/coaches.ts'
import { conversations } from './schema/conversations.ts'
import { deliveries } from './schema/deliveries.ts'
import { safetyEpisodes } from './schema/handoffs.ts'
import { auditLog } from './schema/operations.ts'
import { clientAddresses, toAddress, toMember } from './senders.ts'
import { takeSnapshot } from './snapshot.ts'
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

    setMethod(coachId, methodology, by) {
      return doors.asCoach(coachId, async (tx) => {
        await tx
          .update(coaches)
          .set({ methodology: storable(methodology) })
          .where(eq(coaches.id, coachId))
        await audit(tx, by, 'set_method', coachId)
      })
    },

    setMirrors: (coachId, mirrors, by) => changeSettings(coachId, { mirrors }, by),

    changeKnowledge(coachId, patch, by) {
      return doors.asCoach(coachId, async (tx) => {
        const [coach] = await tx.select().from(coaches).where(eq(coaches.id, coachId)).for('update')
        await writeSettings(tx, coachId, { knowledge: { ...coach?.settings.knowledge, ...patch } })
        await audit(tx, by, 'change_settings', 'knowledge')
      })
    },

    setHours: (coachId, hours, by) => changeSettings(coachId, { hours }, by),

    setReminders(coachId, change, by) {
      return doors.asCoach(coachId, async (tx) => {
        const [coach] = await tx.select().from(coaches).where(eq(coaches.id, coachId)).for('update')
        const set = coach?.settings.reminders
        const reminders = 'preset' in change ? withPreset(set, change.preset) : { ...set, ...change }
        await writeSettings(tx, coachId, { reminders })
        await audit(tx, by, 'change_settings', 'reminders')
      })
    },

    setSensitivity(coachId, change, by) {
      return doors.asCoach(coachId, async (tx) => {
        const [coach] = await tx.select().from(coaches).where(eq(coaches.id, coachId)).for('update')
        const before = sensitivityOf(coach?.settings.sensitivity)
        const now = changeSensitivity(before, change)
        await writeSettings(tx, coachId, { sensitivity: toStoredSensitivity(now) })
        await audit(tx, by, 'change_settings', 'sensitivity')
        return { before, now }
      })
    },

    changeRules(coachId, change, by) {
      return doors.asCoach(coachId, async (tx) => {
        const [coach] = await tx.select().from(coaches).where(eq(coaches.id, coachId)).for('update')
        const changed = changeRules(coach?.settings ?? {}, storable(change))
        if (!changed) return undefined
        const { rule, ...patch } = changed
        await writeSettings(tx, coachId, patch)
        await audit(tx, by, `${change.kind}_rule`, rule.id)
        return rule
      })
    },

    setTimezone(coachId, timezone, by) {
      return doors.asCoach(coachId, async (tx) => {
        await tx.update(coaches).set({ timezone }).where(eq(coaches.id, coachId))
        await audit(tx, by, 'set_timezone', timezone)
      })
    },

    setCountry(coachId, country, by) {
      return doors.asCoach(coachId, async (tx) => {
        await tx
          .update(coaches)
          .set({ settings: sql`${coaches.settings} || ${JSON.stringify({ country } satisfies CoachSettings)}::jsonb` })
          .where(eq(coaches.id, coachId))
        await audit(tx, by, 'set_country', country)
      })
    },

    setLearning(coachId, setting, by) {
      return doors.asCoach(coachId, async (tx) => {
        await writeSettings(tx, coachId, setting)
        await audit(tx, by, 'change_settings', Object.keys(setting).join(' '))
        if (setting.tellsWeekly === undefined) return
        // Whoever looks next finds out when it is due.
        const digestDueAt = setting.tellsWeekly ? new Date(0) : null
        await tx.update(coaches).set({ digestDueAt, digestLeaseId: null }).where(eq(coaches.id, coachId))
      })
    },
    setReceipts: (coachId, receipts, by) => changeSettings(coachId, { receipts }, by),

    setCopilot(coachId, change, by) {
      return doors.asCoach(coachId, async (tx) => {
        const [coach] = await tx.select().from(coaches).where(eq(coaches.id, coachId)).for('update')
        if ('isOn' in change)
          await tx
            .update(coaches)
            .set({ mode: change.isOn ? 'copilot' : 'auto' })
            .where(eq(coaches.id, coachId))
        else await writeSettings(tx, coachId, { copilot: { ...coach?.settings.copilot, ...change } })
        await audit(tx, by, 'change_settings', 'copilot')
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
        // A conversation's row is locked before its coach's, as everywhere.
        const open = await openAlerts(tx)
        const [before] = await tx.select({ chatId: coaches.groupChatId }).from(coaches).where(eq(coaches.id, coachId))
        await tx.update(coaches).set({ groupChatId: chatId, groupIsForum: isForum }).where(eq(coaches.id, coachId))
        // Topics belong to their group: in another one they are made anew.
        const isNew = before?.chatId !== chatId
        if (isNew) await tx.update(clients).set({ topicId: null }).where(eq(clients.coachId, coachId))
        await audit(tx, by, 'link_group', String(chatId))
        const waiting = await tx
          .selectDistinct({ conversationId: deliveries.conversationId })
          .from(deliveries)
          .where(and(eq(deliveries.coachId, coachId), eq(deliveries.target, 'topic'), eq(deliveries.status, 'pending')))
        const alerts: WakeUp[] = []
        for (const s of isNew ? open : [])
          alerts.push(
            ...(await applyEffects(
              tx,
              s,
              alertInNewGroup(s, () => ids.next(), clock.now()),
              { clock, ids },
            )),
          )
        return {
          linked: true,
          wakeUps: [
            ...alerts,
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
        if (!coach) return []
        await tx.update(clients).set({ topicId: null }).where(eq(clients.coachId, coach.id))
        return bringAlertsInPrivate(tx, coach.id)
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

    unassignMember(coachId, telegramUserId) {
      return doors.asCoach(coachId, async (tx) => {
        const member = tx
          .select({ id: coachMembers.id })
          .from(coachMembers)
          .where(and(eq(coachMembers.coachId, coachId), eq(coachMembers.telegramUserId, telegramUserId)))
        const theirs = await tx
          .update(conversations)
          .set({ assignedTo: null })
          .where(and(eq(conversations.coachId, coachId), inArray(conversations.assignedTo, member)))
          .returning({ id: conversations.id })
        for (const { id } of theirs) await markBoardAndCard(tx, id, clock.now())
        return theirs.length > 0 ? [{ kind: 'board', coachId }] : []
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

  /** Whoever is in danger or waits, but for those whose call is still to come to the group anyway. */
  async function openAlerts(tx: CoachTx): Promise<ConversationSnapshot[]> {
    const rows = await tx
      .selectDistinct({ id: conversations.id })
      .from(conversations)
      .leftJoin(
        safetyEpisodes,
        and(
          eq(safetyEpisodes.coachId, conversations.coachId),
          eq(safetyEpisodes.conversationId, conversations.id),
          isNull(safetyEpisodes.closedAt),
        ),
      )
      .where(
        and(
          eq(conversations.coachId, tx.coachId),
          or(eq(conversations.state, 'waiting'), isNotNull(safetyEpisodes.id)),
          sql`not exists (select from ${deliveries} d where d.coach_id = ${tx.coachId} and d.conversation_id = ${conversations.id}
            and d.target = 'topic' and d.status = 'pending' and d.body ->> 'loud' = 'true')`,
        ),
      )
      .orderBy(conversations.id)
    const open: ConversationSnapshot[] = []
    for (const { id } of rows) open.push(await takeSnapshot(tx, id))
    return open
  }

  function changeSettings(coachId: string, patch: CoachSettings, by: string): Promise<void> {
    return doors.asCoach(coachId, async (tx) => {
      await writeSettings(tx, coachId, patch)
      await audit(tx, by, 'change_settings', Object.keys(patch).join(' '))
    })
  }

  /** One that is undefined is back to its default. */
  async function writeSettings(tx: CoachTx, coachId: string, patch: CoachSettings): Promise<void> {
    let settings = sql`${coaches.settings}`
    for (const [name, value] of Object.entries(coachSettings.parse(patch)))
      settings =
        value === undefined
          ? sql`(${settings} - ${name}::text)`
          : sql`(${settings} || ${JSON.stringify({ [name]: value })}::jsonb)`
    await tx.update(coaches).set({ settings }).where(eq(coaches.id, coachId))
  }

  function audit(tx: CoachTx, by: string, action: string, subject: string) {
    return tx
      .insert(auditLog)
      .values({ coachId: tx.coachId, id: ids.next(), byWhom: by, action, subject, happenedAt: clock.now() })
  }
}
