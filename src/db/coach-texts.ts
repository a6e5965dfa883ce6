/** The port of a coach's own texts: read with what is to be sent, changed in their private chat. */
import { and, asc, eq, isNotNull, sql } from 'drizzle-orm'
import { coachSettings } from '../coaching/coach.ts'
import type { CoachTexts } from '../coaching/ports/practices.ts'
import type { Clock, Ids } from '../coaching/ports.ts'
import { createAudit } from './audit.ts'
import type { CoachTx, Doors } from './doors.ts'
import { clients } from './schema/clients.ts'
import { coachTexts } from './schema/coach-texts.ts'
import { coaches } from './schema/coaches.ts'
import { statement } from './statement.ts'
import { storable } from './storable.ts'

const ownTexts = statement((tx) =>
  tx
    .select({ language: coachTexts.language, text: coachTexts.text })
    .from(coachTexts)
    .where(and(eq(coachTexts.coachId, sql.placeholder('coachId')), sql`${coachTexts.key} = ${sql.placeholder('key')}`)),
)

/** What the coach says instead of one of our texts, by language. */
export async function findOwnTexts(tx: CoachTx, key: string): Promise<Record<string, string>> {
  const rows = await ownTexts(tx, { coachId: tx.coachId, key })
  return Object.fromEntries(rows.flatMap(({ language, text }) => (text === null ? [] : [[language, text]])))
}

export function createCoachTexts({ doors, clock, ids }: { doors: Doors; clock: Clock; ids: Ids }): CoachTexts {
  const audit = createAudit({ clock, ids })

  return {
    list(coachId) {
      return doors.asCoach(coachId, async (tx) => {
        const own = await tx
          .select({ key: coachTexts.key, language: coachTexts.language, text: sql<string>`${coachTexts.text}` })
          .from(coachTexts)
          .where(and(eq(coachTexts.coachId, coachId), isNotNull(coachTexts.text)))
        const spoken = await tx
          .selectDistinct({ language: clients.language })
          .from(clients)
          .where(eq(clients.coachId, coachId))
          .orderBy(asc(clients.language))
        const [coach] = await tx.select({ settings: coaches.settings }).from(coaches).where(eq(coaches.id, coachId))
        return { own, muted: coach?.settings.mutedTexts ?? [], languages: spoken.map(({ language }) => language) }
      })
    },

    set(coachId, key, language, text, by) {
      return doors.asCoach(coachId, async (tx) => {
        const row = { text: text === undefined ? null : storable(text), changedAt: clock.now() }
        await tx
          .insert(coachTexts)
          .values({ coachId, key, language, ...row })
          .onConflictDoUpdate({
            target: [coachTexts.coachId, coachTexts.key, coachTexts.language],
            set: { ...row, before: sql`${coachTexts.text}` },
          })
        await audit(tx, by, 'set_text', `${key} ${language}`)
      })
    },

    undo(coachId, key, language, by) {
      return doors.asCoach(coachId, async (tx) => {
        await tx
          .update(coachTexts)
          .set({ text: sql`${coachTexts.before}`, before: sql`${coachTexts.text}`, changedAt: clock.now() })
          .where(and(eq(coachTexts.coachId, coachId), eq(coachTexts.key, key), eq(coachTexts.language, language)))
        await audit(tx, by, 'undo_text', `${key} ${language}`)
      })
    },

    setMuted(coachId, key, muted, by) {
      return doors.asCoach(coachId, async (tx) => {
        const [coach] = await tx
          .select({ settings: coaches.settings })
          .from(coaches)
          .where(eq(coaches.id, coachId))
          .for('no key update')
        const others = (coach?.settings.mutedTexts ?? []).filter((one) => one !== key)
        const patch = coachSettings.parse({ mutedTexts: muted ? [...others, key] : others })
        await tx
          .update(coaches)
          .set({ settings: sql`${coaches.settings} || ${JSON.stringify(patch)}::jsonb` })
          .where(eq(coaches.id, coachId))
        await audit(tx, by, muted ? 'mute_text' : 'unmute_text', key)
      })
    },
  }
}
