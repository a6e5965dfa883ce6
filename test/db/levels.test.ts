/** What the levels hold in the database: what is kept, no more, in whatever order it came; and patterns of several coaches. */
import { sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import type { InterventionAnalysis, LearnedFrom } from '../../src/coaching/learning/analysis.ts'
import * as approaches from '../../src/coaching/learning/client-approach.ts'
import * as style from '../../src/coaching/learning/coach-style.ts'
import { correctAnalysis } from '../../src/coaching/learning/corrections.ts'
import type { Verdict } from '../../src/coaching/learning/intervention.ts'
import type { Technique } from '../../src/coaching/learning/vocabulary.ts'
import { rowsOf } from '../../src/db/client.ts'
import { createDoors } from '../../src/db/doors.ts'
import { createInterventions } from '../../src/db/interventions.ts'
import { createLearnedReader } from '../../src/db/learned.ts'
import { createPatterns } from '../../src/db/patterns.ts'
import { interventionAnalyses } from '../../src/db/schema/learning.ts'
import { grounding, reacted } from '../support/analyses.ts'
import { openTestStore } from '../support/databases.ts'
import fc from '../support/property.ts'

const now = new Date('2026-11-20T10:00:00Z')
const clock = { now: () => now }
const ids = { next: () => v7() }
const always = () => true

async function openCoaches() {
  const { database } = await openTestStore()
  const doors = createDoors(database)
  let people = 0
  const addCoach = async () => {
    const [coachId, memberId] = [v7(), v7()]
    await doors.asCoach(coachId, async (tx) => {
      await tx.execute(
        sql`insert into coaches (id, telegram_user_id, display_name, created_at) values (${coachId}, ${++people}, 'A coach', now())`,
      )
      await tx.execute(sql`insert into coach_members (coach_id, id, telegram_user_id, display_name, role, created_at)
        values (${coachId}, ${memberId}, ${people}, 'A coach', 'owner', now())`)
    })
    return { coachId, memberId }
  }
  const addClient = async (coachId: string) => {
    const id = v7()
    await doors.asCoach(coachId, (tx) =>
      tx.execute(sql`insert into clients (coach_id, id, telegram_user_id, display_name, consent_at, created_at)
        values (${coachId}, ${id}, ${++people}, 'Somebody', now(), now())`),
    )
    return id
  }
  const addIntervention = async (
    { coachId, memberId }: { coachId: string; memberId: string },
    clientId: string,
    analysis: InterventionAnalysis,
  ) => {
    const id = v7()
    await doors.asCoach(coachId, (tx) =>
      tx.insert(interventionAnalyses).values({
        ...{ coachId, id, kind: 'takeover', clientId, byMember: memberId, startedAt: now, endedAt: now },
        ...{ analysis, analysedAt: now, answerText: 'Okay, breathe.', situationText: 'too much' },
      }),
    )
    return id
  }
  return {
    ...{ doors, addCoach, addClient, addIntervention, interventions: createInterventions({ doors, clock, ids }) },
    rows: <T>(query: ReturnType<typeof sql>) => rowsOf<T>(database.drizzle, query),
  }
}

const verdicts = fc.constantFrom<Verdict | undefined>('kept', 'only_client', 'forgotten', undefined)

test('whatever was said of interventions, and put right of them, in whatever order, the levels hold what is kept, as if made anew from it', async () => {
  const { doors, addCoach, addClient, addIntervention, interventions, rows } = await openCoaches()
  const coach = await addCoach()
  const clients = [await addClient(coach.coachId), await addClient(coach.coachId)]
  const all: LearnedFrom[] = []
  for (const [at, situation] of (['overwhelm', 'overwhelm', 'grief', 'overwhelm'] as const).entries()) {
    const analysis = { ...grounding, situation, outcome: at === 1 ? reacted('negative') : grounding.outcome }
    const clientId = clients[at % 2] ?? ''
    all.push({ interventionId: await addIntervention(coach, clientId, analysis), clientId, at: now, analysis })
  }
  const said = new Map<string, Verdict | undefined>()
  const corrected = new Map<string, Technique | undefined>()
  const which = fc.integer({ min: 0, max: all.length - 1 })
  const step = fc.oneof(
    fc.record({ which, verdict: verdicts }),
    fc.record({ which, technique: fc.constantFrom<Technique | undefined>('reframe', 'question', undefined) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      for (const { which, ...step } of steps) {
        const id = all[which]?.interventionId ?? ''
        if ('verdict' in step) {
          await interventions.judge(coach.coachId, id, step.verdict, always)
          said.set(id, step.verdict)
        } else {
          const { technique } = step
          // Only what is learned can be put right.
          if (await interventions.correct(coach.coachId, id, technique && { technique })) corrected.set(id, technique)
        }
      }
      const now = all.map((one) => {
        const technique = corrected.get(one.interventionId)
        return { ...one, analysis: correctAnalysis(one.analysis, technique ? { technique } : {}) }
      })
      const kept = now.filter(({ interventionId }) => said.get(interventionId) === 'kept')
      const known = now.filter(({ interventionId }) => ['kept', 'only_client'].includes(said.get(interventionId) ?? ''))
      const [profile] = await rows<{ state: style.StyleProfile }>(sql`select state from coach_style_profiles`)
      expect(profile?.state).toEqual(
        kept.reduce<style.StyleProfile | undefined>((state, from) => style.learn(state, from), undefined),
      )
      const states = await rows<{ client_id: string; situation: string; state: approaches.ClientApproaches }>(
        sql`select client_id, situation, state from client_effective_approaches`,
      )
      const anew = Map.groupBy(known, ({ clientId, analysis }) => `${clientId} ${analysis.situation}`)
      expect(new Map(states.map((row) => [`${row.client_id} ${row.situation}`, row.state]))).toEqual(
        new Map(
          [...anew].map(([key, from]) => [
            key,
            from.reduce<approaches.ClientApproaches | undefined>(
              (state, one) => approaches.learn(state, one),
              undefined,
            ),
          ]),
        ),
      )
    }),
    { numRuns: 16 },
  )
  const levels = () =>
    rows(sql`select (select json_agg(state order by situation, client_id) from client_effective_approaches) as approaches,
      (select json_agg(state) from coach_style_profiles) as styles`)
  for (const { interventionId } of all) await interventions.judge(coach.coachId, interventionId, 'kept', always)
  const grown = await levels()
  await rows(sql`update coach_style_profiles set state = '{}'`)
  expect(await levels()).not.toEqual(grown)
  await createPatterns({ doors, clock }).recomputeAll()
  expect(await levels()).toEqual(grown)
})

test('what has worked for several coaches is told to another, without a word of anyone; who has opted out is not in it', async () => {
  const { doors, addCoach, addClient, addIntervention, interventions, rows } = await openCoaches()
  const patterns = createPatterns({ doors, clock })
  const asks = { ...grounding, structure: ['question' as const], techniques: ['question' as const] }
  const coaches = []
  for (let n = 0; n < 3; n++) {
    const coach = await addCoach()
    coaches.push(coach)
    for (let c = 0; c < 2; c++) {
      const clientId = await addClient(coach.coachId)
      for (let i = 0; i < 6; i++) {
        const worked = await addIntervention(coach, clientId, grounding)
        const failed = await addIntervention(coach, clientId, { ...asks, outcome: reacted('negative') })
        await interventions.judge(coach.coachId, worked, 'kept', always)
        await interventions.judge(coach.coachId, failed, 'kept', always)
      }
    }
  }
  await patterns.recompute()
  const newcomer = await addCoach()
  const reader = createLearnedReader({ doors })
  const told = async () =>
    (await reader.read(newcomer.coachId, v7(), { words: new Map(), situation: 'other' })).patterns
  expect(await told()).toMatchObject([
    { situation: 'overwhelm', structure: 'acknowledge>ground>question', coaches: 3, clients: 6, n: 36, successes: 36 },
  ])
  expect(JSON.stringify(await rows(sql`select * from universal_coaching_patterns`))).not.toMatch(/breathe|too much/)

  const [first] = coaches
  await doors.asCoach(first?.coachId ?? '', (tx) =>
    tx.execute(sql`update coaches set settings = '{"sharesPatterns":false}' where id = ${first?.coachId}`),
  )
  await patterns.recompute()
  expect(await told()).toEqual([]) // of two coaches nothing is said
})
