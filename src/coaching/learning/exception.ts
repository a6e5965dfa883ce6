/** What a coach said to a client against their own document: asked about once, an exception for that client or a new rule for all. */
import type { Button } from '../deliveries.ts'
import type { Anchor } from '../knowledge/document.ts'
import type { ModelUsage, WakeUp } from '../ports.ts'

/** only_client: an exception. new_rule: it holds for all, instead of the document's sentence. none: it is no contradiction. */
export const exceptionVerdicts = ['only_client', 'new_rule', 'none'] as const
export type ExceptionVerdict = (typeof exceptionVerdicts)[number]

export type FoundException = {
  /** Where the sentence stood. */
  documentId: string
  title: string
  /** Left out where the place is not known. */
  anchor?: Anchor
  /** The document's sentence, and the coach's, as they stand there, in one line each. */
  quote: string
  said: string
  /** The coach's, as it may be told to all; left out where nothing is left without what is the client's own. */
  rule?: string
}

/** An intervention that is to be held against the documents, taken under a lease. */
export type ExceptionWork = {
  coachId: string
  id: string
  leaseId: string
  attempts: number
  /** What the coach wrote. */
  said: readonly string[]
  /** What the client wrote around it: nothing of it may come to stand in a rule. */
  heard: readonly string[]
  /** Of everyone who is known to be spoken of or to. */
  names: readonly string[]
}

export type ExceptionOutcome =
  | { kind: 'found'; found: FoundException }
  | { kind: 'nothing' }
  /** `counts` false: this attempt was none of the intervention's. */
  | { kind: 'later'; afterMs: number; counts: boolean }

export type ExceptionSpent = { purpose: 'conflict_check' | 'search'; usage: ModelUsage }

export interface ExceptionWorks {
  /** Takes the next of the coach's interventions that is due; nobody else gets it for a while. */
  claim(coachId: string): Promise<ExceptionWork | undefined>
  /** In one transaction, under the lease: what was found is asked in the client's topic, unless it has been asked before. */
  record(work: ExceptionWork, outcome: ExceptionOutcome, spent: readonly ExceptionSpent[]): Promise<WakeUp[]>
}

export type ExceptionQuestion = FoundException & {
  id: string
  /** Their name. */
  client: string
  verdict: ExceptionVerdict | undefined
  /** The document is no more, and nothing has been decided. */
  isOver: boolean
  /** What was decided holds no longer: the rule, or what was learned, has been removed elsewhere. */
  isGone: boolean
  /** Where it has been shown; undefined: not yet. */
  place: { chatId: number; telegramMessageId: number } | undefined
}

/** as_before: it says so already. overtaken: what was to be taken back is gone already. decided: something else, which is to be taken back first. over: there is nothing to decide about. */
export type DecidedException = 'decided_now' | 'as_before' | 'decided' | 'overtaken' | 'over' | 'unknown'

export interface Exceptions {
  find(coachId: string, id: string): Promise<ExceptionQuestion | undefined>
  /**
   * What is learned from it, and what turns are told, changes in the same transaction.
   *
   * @param verdict undefined takes back what was decided
   * @param ruleId of the document that is the new rule
   */
  decide(
    coachId: string,
    id: string,
    verdict: ExceptionVerdict | undefined,
    options: { by: string; ruleId?: string },
  ): Promise<{ kind: DecidedException; wakeUps: WakeUp[] }>
}

/** A rule's file in the library, by which it is known that it is nothing but a rule. */
export const ruleFileName = 'rule.txt'

/** What may be said of it now. */
export function exceptionButtons({ id, client, rule, verdict, isOver, isGone }: ExceptionQuestion): Button[][] {
  if (verdict && !isGone) return [[{ key: 'moment-undo-button', action: 'exception_undo', subject: id }]]
  // Of a lesson that is forgotten there is nothing to decide; a rule may be wanted again.
  if (isOver || verdict === 'only_client') return []
  return [
    [
      { key: 'exception-only-button', params: { client }, action: 'exception_only', subject: id },
      ...(rule ? [{ key: 'exception-rule-button', action: 'exception_rule', subject: id } as const] : []),
    ],
    [{ key: 'exception-none-button', action: 'exception_none', subject: id }],
  ]
}

type Asked = Pick<FoundException, 'quote' | 'said'> & { clientId: string; verdict: ExceptionVerdict | undefined }

/**
 * Has it been asked: of this client, whatever was said about that sentence; of another, in the same words; and never again what
 * a rule stands in the place of.
 */
export function isAskedAlready(found: FoundException & { clientId: string }, others: readonly Asked[]): boolean {
  return others.some(
    ({ quote, said, clientId, verdict }) =>
      sameWords(quote, found.quote) &&
      (verdict === 'new_rule' || clientId === found.clientId || sameWords(said, found.said)),
  )
}

/** Whatever its marks, case and spaces. */
export function sameWords(one: string, other: string): boolean {
  const words = (text: string) => (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')
  return words(one) === words(other)
}
