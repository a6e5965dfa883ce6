/** What a turn knows of its coach, whoever it is for: a client, or the coach who tries their clone. */
import { type SQL, sql } from 'drizzle-orm'
import { sensitivityOf, weightsOf } from '../coaching/handoff/sensitivity.ts'
import type { DeadKey } from '../coaching/incident.ts'
import { knowledgeDefaults } from '../coaching/knowledge/setting.ts'
import { coaches, coachMembers } from './schema/coaches.ts'
import { documents } from './schema/knowledge.ts'
import { interventionAnalyses, universalPatterns } from './schema/learning.ts'

/** Columns of a statement that joins the coach's row. @param coachId as that statement names it */
export function coachFacts(coachId: SQL) {
  return {
    coach: coaches,
    deadKey: sql<DeadKey | null>`(select i.last_error from incidents i
      where i.coach_id = ${coachId} and i.kind = 'model_key' and i.closed_at is null)`,
    team: sql<string[]>`array(select t.display_name from ${coachMembers} t where t.coach_id = ${coachId})`,
    hasDocuments: sql<boolean>`exists (select from ${documents} d where d.coach_id = ${coachId} and d.status = 'ready')`,
    hasLearned: sql<boolean>`(exists (select from ${interventionAnalyses} l where l.coach_id = ${coachId}
      and l.learned is not null) or exists (select from ${universalPatterns} p where p.is_usable))`,
  }
}

type Found = {
  coach: typeof coaches.$inferSelect
  deadKey: DeadKey | null
  team: string[]
  hasDocuments: boolean
  hasLearned: boolean
}

/** The same, as a turn has it. */
export function toTurnFacts({ coach, deadKey, team, hasDocuments, hasLearned }: Found) {
  return {
    coach: { displayName: coach.displayName, methodology: coach.methodology },
    deadKey: deadKey ?? undefined,
    ...{ team, hasDocuments, hasLearned },
    knowledge: { ...knowledgeDefaults, ...coach.settings.knowledge },
    rules: coach.settings.rules ?? [],
    weights: weightsOf(sensitivityOf(coach.settings.sensitivity)),
  }
}
