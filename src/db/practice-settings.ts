/** What a coach sets of their practice: the method, and how the clone goes about its work. */
import { eq, sql } from 'drizzle-orm'
import { type CoachSettings, coachSettings } from '../coaching/coach.ts'
import { changeRules } from '../coaching/handoff/change-rules.ts'
import { withPreset } from '../coaching/handoff/reminder-presets.ts'
import { changeSensitivity, sensitivityOf, toStoredSensitivity } from '../coaching/handoff/sensitivity.ts'
import type { PracticeSettings } from '../coaching/ports/practices.ts'
import type { Clock, Ids } from '../coaching/ports.ts'
import { createAudit } from './audit.ts'
import type { CoachTx, Doors } from './doors.ts'
import { coaches } from './schema/coaches.ts'
import { storable } from './storable.ts'

type Deps = { doors: Doors; clock: Clock; ids: Ids }

export function createPracticeSettings({ doors, clock, ids }: Deps): PracticeSettings {
  const audit = createAudit({ clock, ids })

  return {
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
}
