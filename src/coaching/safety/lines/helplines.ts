/** Whom someone in danger can call, country by country. The model writes none of it. */
import { z } from 'zod'
import shipped from './helplines.json' with { type: 'json' }

/** After this a line is to be looked at again. */
const freshForMs = 180 * 24 * 3_600_000

const helplineTable = z.array(
  z.strictObject({
    /** ISO 3166, two letters. */
    country: z.string().regex(/^[A-Z]{2}$/),
    emergency: z.string().regex(/^\d{3}$/),
    emergency_source: z.url(),
    lines: z.array(
      z.strictObject({
        name: z.string().min(1),
        contact: z.string().min(1),
        /** `always`, or in words. */
        hours: z.string().min(1),
        languages: z.array(z.string().length(2)).min(1),
        /** The operator's own site. */
        source: z.url(),
        /** The day on which a person has checked it there; null until then, and then it is not shown. */
        verified_at: z.iso.date().nullable(),
      }),
    ),
  }),
)
export type HelplineTable = z.infer<typeof helplineTable>
type Helpline = HelplineTable[number]['lines'][number]

export type Help = { emergency: string; lines: readonly Pick<Helpline, 'name' | 'contact' | 'hours'>[] }
export type Helplines = ReturnType<typeof createHelplines>

/** @throws when the table is not what it should be */
export function createHelplines(table: unknown = shipped) {
  const rows = helplineTable.parse(table)
  const byCountry = new Map(rows.map((row) => [row.country, row]))
  return {
    countries: rows.map(({ country }) => country),

    /** @returns undefined for a country that is not in the table; of its lines, those that a person has verified */
    in(country: string): Help | undefined {
      const row = byCountry.get(country)
      return row && { emergency: row.emergency, lines: row.lines.filter((line) => line.verified_at !== null) }
    },

    /** What has to be verified, in words for whoever runs this. */
    listUnverified(now: Date): string[] {
      return rows.flatMap(({ country, lines }) =>
        lines.flatMap(({ name, source, verified_at: verifiedAt }) => {
          const line = `${country}: ${name}`
          if (verifiedAt === null) return `${line} is unverified and not shown: check it at ${source}`
          const isOld = now.getTime() - new Date(verifiedAt).getTime() > freshForMs
          return isOld ? `${line} was verified on ${verifiedAt}: check it again at ${source}` : []
        }),
      )
    },
  }
}
