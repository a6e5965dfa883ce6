/**
 * The job of rehearsing: what clients said when the coach stepped in is put to the clone as it is now, one intervention after the
 * other, and what it says is held against what the coach said. Nobody is sent anything of it.
 */

import type { Logger } from 'pino'
import type { TurnAnswer } from '../answer.ts'
import type { AnswerChecked, Spent } from '../checked-answer.ts'
import { fitContext } from '../context.ts'
import { AiUnavailable } from '../errors.ts'
import { deadKeyOf } from '../incident.ts'
import { type Consult, queryOf } from '../knowledge/consult.ts'
import type { KnowledgeSetting } from '../knowledge/setting.ts'
import { standOn } from '../knowledge/sources.ts'
import { newLookups } from '../lookups.ts'
import { nobody, nobodysName, saidByNobody } from '../nobody.ts'
import type { ChatModel, ClaimedTurn, Clock, Models, StoredMessage, WakeUp } from '../ports.ts'
import type { Told } from '../prompt.ts'
import type { LearnedFrom } from './analysis.ts'
import { analysisRequest } from './analysis-request.ts'
import { checkAnalysis } from './check-analysis.ts'
import * as style from './coach-style.ts'
import type { Learned } from './ports.ts'
import type { ReadLearned } from './read-learned.ts'
import { type Comparison, type Likeness, likenessOf, type Rehearsed } from './rehearsal.ts'

/** To answer, and to name what was answered. */
export const callsEach = 2
/** What fails so often ends the run: the model is not there. */
const attemptsAtMost = 3
const tryAgain = { kind: 'later', afterMs: 30_000 } as const
const nothingKept = { insights: [], sessions: [], relationship: undefined }

/** An intervention, without names and figures. */
export type RehearsedIntervention = LearnedFrom & { facing: string; answer: string }

export type RehearsalPlace = { chatId: number; messageId: number }

/** One step of a run, taken under a lease. */
export type RehearsalWork = {
  coachId: string
  id: string
  leaseId: string
  /** This one among them, at the same step. */
  attempts: number
  /** Where it is shown; undefined: nowhere. */
  place: RehearsalPlace | undefined
  language: string
  timezone: string
  coach: { displayName: string; methodology: string }
  knowledge: KnowledgeSetting
  hasDocuments: boolean
  /** Undefined: all are answered, and what came of it is shown. */
  next: RehearsedIntervention | undefined
  done: number
  total: number
}

export type RehearsalReport = Comparison & {
  total: number
  /** When it was done before; undefined: never. */
  since: Date | undefined
  /** Who answered. */
  model: string | undefined
  /** The worst of them, side by side. */
  shown: { facing: string; coach: string; clone: string | undefined }[]
}

export type RehearsalResult =
  | { kind: 'scored'; likeness: Likeness; reply: string | undefined; model: string }
  /** Of this one nothing can be said. */
  | { kind: 'left_out' }
  | { kind: 'later'; afterMs: number }
  | { kind: 'ended' }
  /** As if it had not been: it is nothing to compare with. */
  | { kind: 'stopped' }

export type RehearsalView = { count: number; isRunning: boolean; lastAt: Date | undefined }

export interface Rehearsals {
  /** What could be rehearsed, and whether that goes on already. */
  view(coachId: string): Promise<RehearsalView>
  /** One at a time: `running` when there is one. */
  start(
    coachId: string,
    options: { place?: RehearsalPlace; limit?: number },
  ): Promise<{ kind: 'started'; id: string; total: number; wakeUps: WakeUp[] } | { kind: 'running' | 'nothing' }>
  /** The coach's next step that is due; nobody else gets it for a while. */
  claim(coachId: string): Promise<RehearsalWork | undefined>
  /** Under the lease; what was spent is recorded all the same. @returns false when it is someone else's by now */
  record(work: RehearsalWork, result: RehearsalResult, spent?: readonly Spent[]): Promise<boolean>
  /** Of a run whose interventions are all answered. Once it has ended, nobody knows what the clone said. */
  report(coachId: string, id: string): Promise<RehearsalReport | undefined>
}

export type RehearsalNews =
  | { kind: 'progress'; done: number; total: number }
  | { kind: 'report'; report: RehearsalReport }
  | { kind: 'stopped'; why: 'no_key' | 'unavailable' }

/** Never throws for a failure of Telegram's. @returns false when it should be tried again */
export type ShowRehearsal = (work: RehearsalWork, news: RehearsalNews) => Promise<boolean>

type Deps = {
  rehearsals: Rehearsals
  readLearned: ReadLearned
  models: Models
  consult: Consult
  answerChecked: AnswerChecked
  noAnswer: (coachName: string, language: string) => string
  show: ShowRehearsal
  clock: Clock
  log: Pick<Logger, 'error'>
  budgetTokens: number
}

/** @returns does the coach's next step that is due, whether there was one */
export function createRehearseNext({
  rehearsals,
  readLearned,
  models,
  consult,
  answerChecked,
  noAnswer,
  show,
  clock,
  log,
  budgetTokens,
}: Deps) {
  return async function rehearseNext(coachId: string): Promise<boolean> {
    const work = await rehearsals.claim(coachId)
    if (!work) return false
    const spent: Spent[] = []
    try {
      if (work.next) await step(work, work.next, spent)
      else await end(work)
    } catch (error) {
      log.error({ err: error, coachId }, 'a step of a rehearsal failed')
      const result = work.attempts >= attemptsAtMost ? { kind: 'stopped' as const } : tryAgain
      const isOurs = await rehearsals.record(work, result, spent)
      if (isOurs && result.kind === 'stopped') await show(work, { kind: 'stopped', why: 'unavailable' })
    }
    return true
  }

  async function step(work: RehearsalWork, next: RehearsedIntervention, spent: Spent[]): Promise<void> {
    let why: 'no_key' | 'unavailable' = 'unavailable'
    const result = await ask(work, next, spent).catch((error: unknown): RehearsalResult => {
      if (!(error instanceof AiUnavailable)) throw error
      if (error.usage) spent.push({ purpose: 'turn', usage: error.usage })
      const isKey = error.why === 'no_key' || deadKeyOf(error.why) !== undefined
      if (isKey) why = 'no_key'
      else if (!error.retryable) return { kind: 'left_out' }
      return isKey || work.attempts >= attemptsAtMost ? { kind: 'stopped' } : tryAgain
    })
    if (!(await rehearsals.record(work, result, spent))) return
    if (result.kind === 'stopped') await show(work, { kind: 'stopped', why })
    else if (result.kind !== 'later') await show(work, { kind: 'progress', done: work.done + 1, total: work.total })
  }

  async function end(work: RehearsalWork): Promise<void> {
    const report = await rehearsals.report(work.coachId, work.id)
    if (!report || report.total === 0) {
      await rehearsals.record(work, { kind: 'stopped' })
      return void (await show(work, { kind: 'stopped', why: 'unavailable' }))
    }
    const isShown = await show(work, { kind: 'report', report })
    const isOver = isShown || work.attempts >= attemptsAtMost
    await rehearsals.record(work, isOver ? { kind: 'ended' } : tryAgain)
  }

  async function ask(work: RehearsalWork, next: RehearsedIntervention, spent: Spent[]): Promise<RehearsalResult> {
    const model = await models.forCoach(work.coachId)
    const turn = asTurn(work, next)
    const { reply, model: name } = await answer(work, next, turn, model, spent)
    const said = { techniques: next.analysis.techniques, structure: next.analysis.structure, text: next.answer }
    const named = reply === undefined ? undefined : await nameIt(work, turn.messages, reply, model, spent)
    return { kind: 'scored', likeness: likenessOf(said, named), reply, model: name }
  }

  /** By the way of a client's message. The reply is undefined where a client would be sent none. */
  async function answer(
    work: RehearsalWork,
    next: RehearsedIntervention,
    turn: RehearsalTurn,
    model: ChatModel,
    spent: Spent[],
  ): Promise<{ reply: string | undefined; model: string }> {
    const query = queryOf(turn)
    const lookups = newLookups()
    const [known, material] = await Promise.all([
      readLearned({
        coachId: work.coachId,
        clientId: nobody,
        query,
        text: query,
        asked: lookups.vectors,
        spent,
        whole: true,
      }),
      consult(turn, spent, lookups),
    ])
    const context = fitContext(
      turn,
      { kept: nothingKept, learned: without(known, next), recalled: { found: [], isAnswered: false }, material },
      { budgetTokens, now: clock.now() },
    )
    const silence = work.knowledge.noAnswer ?? noAnswer(work.coach.displayName, work.language)
    const asSaid = (given: TurnAnswer) => standOn(given, context.material, work.knowledge, silence).answer
    const checked = await answerChecked({
      model,
      turn,
      context,
      asSaid,
      spent,
      isReply: ({ answer }) => answer.risk === 'none',
    })
    spent.push({ purpose: 'turn', usage: checked.usage })
    const isSent = !checked.unsafe && checked.answer.risk === 'none'
    return { reply: isSent ? checked.answer.reply : undefined, model: checked.usage.model }
  }

  /** By the same analysis that has named what the coach did. */
  async function nameIt(
    { coach, language }: RehearsalWork,
    before: readonly StoredMessage[],
    reply: string,
    model: ChatModel,
    spent: Spent[],
  ): Promise<Rehearsed> {
    const said = { senderType: 'human_coach', senderName: coach.displayName, kind: 'text', content: reply } as const
    const { value, usage } = await model.answer(analysisRequest({ coach, language, before, run: [said], after: [] }))
    spent.push({ purpose: 'analysis', usage })
    const { techniques, structure } = checkAnalysis(value, { coachTexts: [reply], clientTextsAfter: [], names: [] })
    return { text: reply, techniques, structure }
  }

  function asTurn(
    { coachId, coach, knowledge, hasDocuments, language, timezone }: RehearsalWork,
    next: RehearsedIntervention,
  ) {
    const message = saidByNobody({ id: next.interventionId, seq: 1, text: next.facing, at: clock.now() })
    return {
      ...{ coachId, coach, knowledge, hasDocuments, clientId: nobody, dealtWithUpToSeq: 0 },
      ...{ noteForAi: undefined, rejectedDraft: undefined, isRestricted: false, leftToAi: false },
      client: { displayName: nobodysName, language, timezone, telegramUserId: 0 },
      messages: [message],
    } satisfies RehearsalTurn
  }
}

type RehearsalTurn = Told & Pick<ClaimedTurn, 'coachId' | 'clientId' | 'hasDocuments' | 'client'>

/** As if this one had never been: it would only be recited. */
export function without(known: Learned, left: LearnedFrom): Learned {
  return {
    ...known,
    style: known.style && style.takeBack(known.style, left),
    approaches: [],
    exemplars: known.exemplars.filter(({ id }) => id !== left.interventionId),
  }
}
