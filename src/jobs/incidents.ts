/** What is to be done about an incident, one thing after the other: clients are answered, the coach is told, the key is tried. */
import type { Logger } from 'pino'
import { AiUnavailable } from '../coaching/errors.ts'
import { keyAfter, releaseTurn } from '../coaching/incident.ts'
import { tryKey } from '../coaching/key-check.ts'
import type { IncidentShown, Incidents, IncidentWork } from '../coaching/ports/incidents.ts'
import type { Clock, Conversations, Models, Wake } from '../coaching/ports.ts'

export type ShowIncident = (work: Extract<IncidentWork, { kind: 'show' }>) => Promise<IncidentShown>

type Deps = {
  incidents: Incidents
  conversations: Conversations
  models: Models
  show: ShowIncident
  /** What could not be read for want of a key that works. */
  readWhatWaits: (coachId: string) => Promise<void>
  wake: Wake
  clock: Clock
  log: Logger
}

/** Safe to run at any time and by several workers: one has an incident at a time, and what a crash cuts off is done again. */
export function createTendIncidents({ incidents, conversations, models, show, readWhatWaits, wake, clock, log }: Deps) {
  return async function tendIncidents({ coachId }: { coachId: string }): Promise<void> {
    for (;;) {
      const work = await incidents.claim(coachId)
      if (!work) return
      if (work.kind === 'show') await incidents.recordShown(work, await show(work))
      else if (work.kind === 'probe') await probe(work)
      else await release(work)
      await wake([{ kind: 'board', coachId }])
    }
  }

  async function probe(work: IncidentWork): Promise<void> {
    const why = await models.forCoach(work.coachId).then(tryKey, (error: unknown) => {
      if (error instanceof AiUnavailable) return error.why
      throw error
    })
    log.info({ coachId: work.coachId, why: why ?? 'works' }, 'tried a refused key again')
    const key = keyAfter(why)
    // Before it is recorded: a kill in between is followed by another attempt.
    if (key === 'works') await readWhatWaits(work.coachId)
    await incidents.recordProbe(work, key)
  }

  /** One after the other, so that who has waited longest has their turn first. */
  async function release(work: Extract<IncidentWork, { kind: 'release' }>): Promise<void> {
    for (const conversationId of work.conversationIds) {
      const changed = await conversations.change({ coachId: work.coachId, conversationId }, undefined, (s) => ({
        effects: releaseTurn(s, clock.now()),
        result: undefined,
      }))
      await wake(changed?.wakeUps ?? [])
    }
    await incidents.recordReleased(work)
  }
}
