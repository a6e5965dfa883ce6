/** What has worked for several coaches, counted anew from what each of them keeps. */
import { lt, sql } from 'drizzle-orm'
import { type Contribution, findPatterns } from '../coaching/learning/patterns.ts'
import type { Clock } from '../coaching/ports.ts'
import { rowsOf } from './client.ts'
import type { Doors } from './doors.ts'
import { relearnAll } from './levels.ts'
import { universalPatterns } from './schema/learning.ts'

export type Patterns = {
  /** Everybody's levels, then the patterns, from what is kept. @returns how many coaches there is something of */
  recomputeAll(): Promise<number>
  /** Of all coaches who have not opted out. The same from the same rows, whenever and however often it is done. */
  recompute(): Promise<void>
}

export function createPatterns({ doors, clock }: { doors: Doors; clock: Clock }): Patterns {
  return {
    async recomputeAll() {
      const coaches = await doors.asSystem('patterns', (tx) =>
        rowsOf<{ coachId: string }>(
          tx,
          sql`select distinct coach_id as "coachId" from human_intervention_analyses
          union select coach_id from coach_style_profiles`,
        ),
      )
      for (const { coachId } of coaches) await doors.asCoach(coachId, (tx) => relearnAll(tx, clock.now()))
      await this.recompute()
      return coaches.length
    },

    recompute() {
      return doors.asSystem('patterns', async (tx) => {
        const contributions = await rowsOf<Contribution>(
          tx,
          sql`select l.coach_id as "coachId", l.client_id as "clientId", l.learned -> 'analysis' ->> 'situation' as situation,
              l.learned ->> 'structure' as structure, count(*)::int as n,
              count(*) filter (where (l.learned ->> 'success')::real = 1)::int as successes
            from human_intervention_analyses l join coaches c on c.id = l.coach_id
            where (l.learned ->> 'isShared')::boolean and l.learned ->> 'success' is not null and l.client_id is not null
              and coalesce((c.settings ->> 'sharesPatterns')::boolean, true)
            group by 1, 2, 3, 4`,
        )
        const computedAt = clock.now()
        const rows = findPatterns(contributions).map(({ coaches, clients, wilson, base, ...row }) => ({
          ...{ ...row, coachCount: coaches, clientCount: clients, ...wilson, base: base ?? null, computedAt },
        }))
        // Several processes may be at it: each leaves what it has counted, and what is older goes.
        for (const row of rows)
          await tx
            .insert(universalPatterns)
            .values(row)
            .onConflictDoUpdate({ target: [universalPatterns.situation, universalPatterns.structure], set: row })
        await tx.delete(universalPatterns).where(lt(universalPatterns.computedAt, computedAt))
      })
    },
  }
}
