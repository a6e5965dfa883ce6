/** The coach says whether what they told a client is an exception, a new rule, or no contradiction at all. */
import { Readable } from 'node:stream'
import type { Member } from '../../coaching/conversation.ts'
import type { Library } from '../../coaching/knowledge/library.ts'
import {
  type DecidedException,
  type Exceptions,
  type ExceptionVerdict,
  ruleFileName,
} from '../../coaching/learning/exception.ts'
import type { Wake } from '../../coaching/ports.ts'
import type { TextKey } from '../../locales/texts.ts'

export const exceptionActions = ['exception_only', 'exception_rule', 'exception_none', 'exception_undo'] as const
export type ExceptionAction = (typeof exceptionActions)[number]

const verdictOf: Record<ExceptionAction, ExceptionVerdict | undefined> = {
  exception_only: 'only_client',
  exception_rule: 'new_rule',
  exception_none: 'none',
  exception_undo: undefined,
}

const answers: Record<DecidedException, TextKey> = {
  decided_now: 'tap-learned',
  as_before: 'tap-learned',
  decided: 'tap-exception-decided',
  overtaken: 'tap-overtaken',
  over: 'exception-is-over',
  unknown: 'tap-not-learned',
}

type Deps = { exceptions: Exceptions; library: Pick<Library, 'add'>; wake: Wake }

export function createExceptionTap({ exceptions, library, wake }: Deps) {
  /** @returns what the tap is answered with */
  return async function onTap(coachId: string, by: Member, action: ExceptionAction, id: string): Promise<TextKey> {
    // Whose way, and whose documents they are.
    if (by.role !== 'owner') return 'tap-coach-only'
    const verdict = verdictOf[action]
    const ruleId = verdict === 'new_rule' ? await addRule(coachId, id) : undefined
    const { kind, wakeUps } = await exceptions.decide(coachId, id, verdict, { by: by.id, ...(ruleId && { ruleId }) })
    await wake(wakeUps)
    return answers[kind]
  }

  /** The same words are the same document, however often it is tapped or begun anew. */
  async function addRule(coachId: string, id: string): Promise<string | undefined> {
    const question = await exceptions.find(coachId, id)
    if (!question?.rule || question.isOver || (question.verdict && !question.isGone)) return undefined
    const { rule } = question
    const file = { fileName: ruleFileName, title: rule, mime: 'text/plain', origin: 'snippet' as const }
    return (await library.add(coachId, Readable.from([Buffer.from(rule)]), file)).document.id
  }
}
