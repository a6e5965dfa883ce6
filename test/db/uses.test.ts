/** How the AI's answers turned out that were given an example: counted while it happens, or all at once, it is the same. */
import { sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { rowsOf } from '../../src/db/client.ts'
import { createDoors } from '../../src/db/doors.ts'
import { createInterventions } from '../../src/db/interventions.ts'
import { createPatterns } from '../../src/db/patterns.ts'
import { setReactions } from '../../src/db/reactions.ts'
import { interventionAnalyses } from '../../src/db/schema/learning.ts'
import { countUses, markUses } from '../../src/db/uses.ts'
import { grounding } from '../support/analyses.ts'
import { openTestStore } from '../support/databases.ts'
import fc from '../support/property.ts'

const always = () => true
const hourMs = 3_600_000

async function openCoach() {
  const { database } = await openTestStore()
  const doors = createDoors(database)
  const clock = { at: new Date('2026-11-20T10:00:00Z'), now: () => clock.at }
  const ids = { next: () => v7() }
  const [coachId, memberId, clientId, conversationId] = [v7(), v7(), v7(), v7()]
  const rows = <T>(query: ReturnType<typeof sql>) => doors.asCoach(coachId, (tx) => rowsOf<T>(tx, query))
  await rows(
    sql`insert into coaches (id, telegram_user_id, display_name, created_at) values (${coachId}, 1, 'Dana', now())`,
  )
  await rows(sql`insert into coach_members (coach_id, id, telegram_user_id, display_name, role, created_at)
    values (${coachId}, ${memberId}, 1, 'Dana', 'owner', now())`)
  await rows(sql`insert into clients (coach_id, id, telegram_user_id, display_name, consent_at, created_at)
    values (${coachId}, ${clientId}, 2, 'Sarah', now(), now())`)
  await rows(sql`insert into conversations (coach_id, id, client_id, state, state_since)
    values (${coachId}, ${conversationId}, ${clientId}, 'ai', now())`)
  const examples = [v7(), v7()]
  const interventions = createInterventions({ doors, clock, ids })
  for (const [at, id] of examples.entries()) {
    const analysis = { ...grounding, situation: at === 0 ? ('overwhelm' as const) : ('grief' as const) }
    await doors.asCoach(coachId, (tx) =>
      tx.insert(interventionAnalyses).values({
        ...{ coachId, id, kind: 'takeover', byMember: memberId, startedAt: clock.at, endedAt: clock.at, analysis },
      }),
    )
    await interventions.judge(coachId, id, 'kept', always)
  }
  const say = async (who: 'ai' | 'client', follows?: string) => {
    const id = v7()
    const given = { context_exemplar_ids: examples, ...(follows && { like_intervention: { id: follows, at: 'then' } }) }
    await rows(sql`insert into messages (coach_id, id, conversation_id, sender_type, sender_id, content, visibility, sent_at, metadata)
      values (${coachId}, ${id}, ${conversationId}, ${who}, ${who}, 'words', 'shared', ${clock.at.toISOString()}::timestamptz,
        ${who === 'ai' ? JSON.stringify(given) : '{}'}::text::jsonb)`)
    if (who === 'ai') await doors.asCoach(coachId, (tx) => markUses(tx, { messageId: id, examples, follows }, clock.at))
    return id
  }
  const count = async () => {
    for (;;) if (!(await doors.asCoach(coachId, (tx) => countUses(tx, clock.at)))) return
  }
  return {
    ...{ rows, count, say, examples, recompute: () => createPatterns({ doors, clock }).recomputeAll() },
    async passes(hours: number) {
      clock.at = new Date(clock.at.getTime() + hours * hourMs)
      await count()
    },
    react: (messageId: string, emoji: string) => {
      const now = { now: clock.at, nextId: ids.next }
      return doors.asCoach(coachId, (tx) => setReactions(tx, { messageId, by: 'client', emojis: [emoji] }, now))
    },
    judge: (id: string, verdict: 'kept' | 'forgotten') => interventions.judge(coachId, id, verdict, always),
    known: () =>
      rows<{
        counts: [number, number | null][]
        levels: unknown[] | null
      }>(sql`select (select json_agg(json_build_array(times_used_by_ai, round(ai_success_rate::numeric, 3)) order by id) from human_intervention_analyses) as counts,
        (select json_agg(state order by situation) from client_effective_approaches) as levels`),
  }
}

const step = fc.oneof(
  fc.record({ does: fc.constant('answers' as const), which: fc.integer({ min: 0, max: 2 }) }),
  fc.record({ does: fc.constant('writes' as const) }),
  fc.record({
    does: fc.constant('reacts' as const),
    emoji: fc.constantFrom('👍', '👎', '🍌'),
    back: fc.nat({ max: 3 }),
  }),
  fc.record({ does: fc.constant('waits' as const), hours: fc.constantFrom(0.2, 5, 25, 24 * 9) }),
  fc.constant({ does: 'thinks again' as const }),
)

test('counted as it happens, however late something does, it is as if counted anew from all of it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 14 }), async (steps) => {
      const { rows, count, say, examples, recompute, passes, react, judge, known } = await openCoach()
      // Of these all is told by the next day.
      const answers = [await say('ai', examples[0]), await say('ai', examples[1])]
      await say('client')
      await passes(25)
      let isKept = true
      for (const one of steps) {
        if (one.does === 'answers') answers.push(await say('ai', examples[one.which]))
        if (one.does === 'writes') await say('client')
        if (one.does === 'reacts') await react(answers.at(-1 - one.back) ?? answers[0] ?? '', one.emoji)
        if (one.does === 'waits') await passes(one.hours)
        if (one.does === 'thinks again') {
          isKept = !isKept
          await judge(examples[0] ?? '', isKept ? 'kept' : 'forgotten')
        }
      }
      await passes(24 * 90)
      const grown = await known()
      await rows(sql`update example_uses set due_at = '2026-01-01', was_said = false, is_good = null, weight = null`)
      await recompute()
      await count()
      expect(await known()).toEqual(grown)
      const [{ counts } = { counts: [] }] = grown
      expect(counts.map(([times]) => times)).toEqual([answers.length, answers.length])
    }),
    { numRuns: 15 },
  )
})
