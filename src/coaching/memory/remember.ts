/** The job of the memory: sessions that are over are written down, then summed up; every few of them the relationship. */
import { AiUnavailable, type AiUnavailableReason } from '../errors.ts'
import { deadKeyOf } from '../incident.ts'
import type { Clock, Ids, Models } from '../ports.ts'
import { checkOperations } from './check-operations.ts'
import { nearest } from './nearest.ts'
import type { Later, MemoryWorks, RelationshipOutcome, RelationshipWork, SessionOutcome, SessionWork } from './ports.ts'
import { askForRelationship, relationshipAnswer, relationshipOf } from './relationship.ts'
import { askForSession, sessionAnswer, summaryOf } from './sum-up.ts'

const minuteMs = 60_000
const firstRetryMs = minuteMs
/** Whatever is wrong with the service or with this one session may take long: nothing is lost, and nobody is pestered. */
const retryAtMostMs = 24 * 60 * minuteMs
/** Until there is a key that works. No call is made for want of one. */
const keyRetryMs = 30 * minuteMs

type Deps = { works: MemoryWorks; models: Models; clock: Clock; ids: Ids }

export function createRemember({ works, models, clock, ids }: Deps) {
  /** Safe to run at any time and by several workers: what one is at nobody else takes, and what was done is not done again. */
  return async function remember({ coachId, conversationId }: { coachId: string; conversationId: string }) {
    await works.endSessions(coachId, conversationId)
    for (;;) {
      const session = await works.claimSession(coachId, conversationId)
      if (!session) break
      await works.recordSession(session, await sumUp(session))
    }
    const relationship = await works.claimRelationship(coachId, conversationId)
    if (relationship) await works.recordRelationship(relationship, await write(relationship))
  }

  async function sumUp(work: SessionWork): Promise<SessionOutcome> {
    const { messages, client } = work
    if (!messages.some(({ senderType }) => senderType === 'client')) return { kind: 'nothing' }
    if (work.keyIsDead) return { kind: 'later', at: later(keyRetryMs), isTheirs: true }
    const known = nearest(work.known, messages, client.language)
    try {
      const model = await models.forCoach(work.coachId)
      const { value, usage } = await model.answer({
        purpose: 'memory',
        messages: askForSession({ ...work, known }),
        schema: sessionAnswer,
        schemaName: 'session',
      })
      const { changes } = checkOperations(value.operations, {
        ...{ sessionId: work.sessionId, messages, known, ended: work.ended, nextId: () => ids.next() },
        ...{ language: client.language, timezone: client.timezone },
      })
      return { kind: 'summed_up', summary: summaryOf(value, messages, client.timezone), changes, usage }
    } catch (error) {
      return afterFailure(error, work.attempts)
    }
  }

  async function write(work: RelationshipWork): Promise<RelationshipOutcome> {
    if (work.keyIsDead) return { kind: 'later', at: later(keyRetryMs), isTheirs: true }
    try {
      const model = await models.forCoach(work.coachId)
      const { value, usage } = await model.answer({
        purpose: 'relationship',
        messages: askForRelationship(work),
        schema: relationshipAnswer,
        schemaName: 'relationship',
      })
      return { kind: 'written', written: relationshipOf(value, work.client.timezone), usage }
    } catch (error) {
      return afterFailure(error, work.attempts)
    }
  }

  function afterFailure(error: unknown, attempts: number): Later {
    if (!(error instanceof AiUnavailable)) throw error
    const { why, usage } = error
    const isTheirs = why !== 'malformed' && why !== 'refused'
    return { kind: 'later', at: later(retryAfterMs(why, attempts)), isTheirs, ...(usage && { usage }) }
  }

  function later(ms: number): Date {
    return new Date(clock.now().getTime() + ms)
  }
}

function retryAfterMs(why: AiUnavailableReason, attempts: number): number {
  if (why === 'no_key' || deadKeyOf(why)) return keyRetryMs
  return Math.min(retryAtMostMs, firstRetryMs * 2 ** Math.min(attempts - 1, 20))
}
