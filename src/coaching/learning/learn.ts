/** The job of learning: what the coach did is analysed when it is over, and once more when it can be seen how it ended. */
import type { Logger } from 'pino'
import { AiUnavailable } from '../errors.ts'
import { deadKeyOf } from '../incident.ts'
import { weighWords } from '../knowledge/bm25.ts'
import { stemsOf } from '../knowledge/words.ts'
import type { Clock, Models, Wake } from '../ports.ts'
import { analysisRequest } from './analysis-request.ts'
import { checkAnalysis } from './check-analysis.ts'
import { namesAmong } from './find-names.ts'
import type { RunMessage } from './intervention.ts'
import type { InterventionOutcome, InterventionWork, InterventionWorks } from './ports.ts'
import { redact } from './redact.ts'

const firstRetryMs = 60_000
const retryAtMostMs = 6 * 3_600_000
/** Until there is a key that works. No call is made for want of one. */
const keyRetryMs = 30 * 60_000

type Deps = {
  works: InterventionWorks
  /** @returns holds the coach's next intervention that is due against their documents, whether there was one */
  findNextException: (coachId: string) => Promise<boolean>
  /** @returns does the next step of a rehearsal that is due, whether there was one */
  rehearseNext: (coachId: string) => Promise<boolean>
  models: Models
  /** @returns does some of the vectors of examples that are due, whether there may be more */
  embedExamples: (coachId: string) => Promise<boolean>
  /** What the coach is told once a week. */
  tellOfWeek: (coachId: string) => Promise<void>
  wake: Wake
  clock: Clock
  log: Pick<Logger, 'error'>
}

export function createLearn({ works, findNextException, rehearseNext, embedExamples, ...rest }: Deps) {
  const { models, tellOfWeek, wake, clock, log } = rest
  // The coach waits for a rehearsal, but what is new is learned first: it is rehearsed with.
  const steps = [keepUnread, analyseNext, findNextException, rehearseNext, embedExamples, works.countUses]

  /** Safe to run at any time and by several workers: what one is at nobody else takes, and what was done is not done again. */
  return async function learn({ coachId }: { coachId: string }): Promise<void> {
    for (const step of steps) {
      const isMore = await step(coachId).catch((error: unknown) => {
        // It comes back when it is due; what comes after it does not wait for that.
        log.error({ err: error, coachId }, 'a step of learning failed')
        return false
      })
      // At the end of the line: another coach's comes between.
      if (isMore) return wake([{ kind: 'learn', coachId }])
    }
    await tellOfWeek(coachId) // when all is counted
  }

  async function keepUnread(coachId: string): Promise<boolean> {
    const wakeUps = await works.keepUnread(coachId)
    await wake(wakeUps)
    return wakeUps.length > 0
  }

  async function analyseNext(coachId: string): Promise<boolean> {
    const work = await works.claim(coachId)
    if (work) await wake(await works.record(work, await analyse(work)))
    return work !== undefined
  }

  async function analyse(work: InterventionWork): Promise<InterventionOutcome> {
    const said = textsOf(work.said)
    if (said.length === 0) return { kind: 'nothing' }
    // For want of a key nothing is lost; but the words of people who are no clients here do not wait for ever.
    const countsWithoutKey = work.kind === 'imported'
    if (work.keyIsDead) return later(keyRetryMs, countsWithoutKey)
    try {
      const model = await models.forCoach(work.coachId)
      const { value, usage } = await model.answer(analysisRequest({ ...work, run: work.said }))
      const afterwards = textsOf(work.after.filter(({ senderType }) => senderType === 'client'))
      const names = namesAmong(textsOf([...work.before, ...work.said, ...work.after]), { names: work.names })
      const analysis = checkAnalysis(value, { coachTexts: said, clientTextsAfter: afterwards, names })
      // Nothing of it could be borne out: there is nothing to go by.
      if (analysis.techniques.length === 0) return { kind: 'nothing', usage }
      const hide = (text: string) => redact(text, { names })
      const facing = textsOf(work.before.filter(({ senderType }) => senderType === 'client')).map(hide)
      const faced = facing.length > 0 ? facing.join('\n') : analysis.situation_summary
      return {
        kind: 'analysed',
        ...{ analysis, answerText: said.map(hide).join('\n'), usage },
        // Whoever wrote to the coach elsewhere has agreed to nothing: of their words is kept what they weigh, and no text.
        situationText: work.kind === 'imported' ? analysis.situation_summary : faced,
        words: weighWords([...stemsOf(faced), ...stemsOf(analysis.situation_summary)]),
      }
    } catch (error) {
      if (!(error instanceof AiUnavailable)) throw error
      const isKey = error.why === 'no_key' || deadKeyOf(error.why) !== undefined
      const afterMs = isKey ? keyRetryMs : Math.min(retryAtMostMs, firstRetryMs * 2 ** (work.attempts - 1))
      return { ...later(afterMs, !isKey || countsWithoutKey), ...(error.usage && { usage: error.usage }) }
    }
  }

  function later(ms: number, counts: boolean): Extract<InterventionOutcome, { kind: 'later' }> {
    return { kind: 'later', counts, at: new Date(clock.now().getTime() + ms) }
  }
}

function textsOf(messages: readonly RunMessage[]): string[] {
  return messages.flatMap(({ content }) => (content.trim() === '' ? [] : [content]))
}
