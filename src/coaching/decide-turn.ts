/** What becomes of what a client has written, for a real client and for a coach who tries it out alike: nothing is stored or sent here. */
import type { Logger } from 'pino'
import type { TurnAnswer } from './answer.ts'
import type { Answered } from './attribute.ts'
import type { DecisionRecord } from './attribution.ts'
import type { AnswerChecked, CheckRecord, Spent } from './checked-answer.ts'
import { confidenceOfAnswer } from './confidence/confidence.ts'
import type { GatherContext } from './context.ts'
import { AiUnavailable } from './errors.ts'
import type { Judged } from './handoff/decide.ts'
import type { JudgeTurn } from './handoff/judge-turn.ts'
import { noKey } from './handoff/key-works.ts'
import type { HandoffRequest } from './handoff/open.ts'
import { type DeadKey, deadKeyOf } from './incident.ts'
import { standOn } from './knowledge/sources.ts'
import { openMessages } from './open-messages.ts'
import type { ClaimedTurn, Models, ModelUsage, ShowTyping } from './ports.ts'
import type { Danger } from './safety/danger.ts'
import { softDanger, softWaitMs } from './safety/soft.ts'

/** A turn that was claimed this often and never ended goes to the coach. */
const attemptsAtMost = 3
/** Before a call that may succeed later is made again. */
const retryAfterMs = 3_000
const triesAtMost = 2
const leaseRenewalMs = 10_000

export type Decision =
  | ({ kind: 'reply'; usage: ModelUsage; judged?: DecisionRecord; checked?: CheckRecord } & Answered)
  | { kind: 'danger'; danger: Danger; usage?: ModelUsage }
  | { kind: 'handoff'; request: Omit<HandoffRequest, 'words'>; usage?: ModelUsage; draft?: Draft }
  | { kind: 'retry'; after: number; usage?: ModelUsage }
  /** Until the coach has a key that works. */
  | { kind: 'hold'; why: DeadKey; usage?: ModelUsage }

/** A reply that was caught, for the coach to decide about. */
export type Draft = Answered & { usage: ModelUsage; checked: CheckRecord }

type Deps = {
  models: Models
  answerChecked: AnswerChecked
  gatherContext: GatherContext
  /** What strict mode says where the documents are silent and the coach has no words of their own for it. */
  noAnswer: (coachName: string, language: string) => string
  judgeTurn: JudgeTurn
  showTyping: ShowTyping
  log: Logger
  /** Keeps a turn that is still being worked on. False when the lease is lost. */
  renewLease: (turn: ClaimedTurn) => Promise<boolean>
  /** Real milliseconds between renewals of the lease while the model is at work. */
  renewEveryMs?: number
}

/** @param spent takes what is paid for beside the decision's own answer */
export type DecideTurn = (turn: ClaimedTurn, spent: Spent[]) => Promise<Decision>

export function createDecideTurn({
  models,
  answerChecked,
  gatherContext,
  noAnswer,
  judgeTurn,
  showTyping,
  log,
  renewLease,
  renewEveryMs = leaseRenewalMs,
}: Deps): DecideTurn {
  return async function decideTurn(turn, spent) {
    const soft = softDanger(unanswered(turn))
    // Words that no model weighs are not left unread until the coach looks.
    if (!turn.aiAllowed) return soft ? { kind: 'danger', danger: soft } : handoff('ai_off', 'the AI is off')
    if (turn.deadKey) return withoutModel(turn) ?? { kind: 'hold', why: turn.deadKey }
    if (turn.attempts > attemptsAtMost) return withoutModel(turn) ?? handoff('ai_unavailable', 'the turn never ended')
    const typing = showTyping(turn.client.telegramUserId)
    // A lost lease does not stop the call: what it says of danger counts all the same, the rest is dropped when recorded.
    const renewal = setInterval(async () => {
      const isHeld = await renewLease(turn).catch(() => true)
      if (!isHeld) typing.stop()
    }, renewEveryMs)
    const patience = soft && AbortSignal.timeout(softWaitMs)
    try {
      const model = await models.forCoach(turn.coachId)
      const context = await gatherContext(turn, spent)
      const silence = turn.knowledge.noAnswer ?? noAnswer(turn.coach.displayName, turn.client.language)
      const stand = (answer: TurnAnswer) => standOn(answer, context.material, turn.knowledge, silence)
      const examples = context.learned.examples.map(({ of }) => of)
      const weigh = (answer: TurnAnswer, wasCaught: boolean): Answered => {
        const { support, ...stood } = stand(answer)
        return { ...stood, context, confidence: confidenceOfAnswer(turn, answer, wasCaught, support, examples) }
      }
      const decideOn = ({ answer, usage, ...rest }: { answer: TurnAnswer; usage: ModelUsage; checked?: CheckRecord }) =>
        decide(turn, weigh(answer, rest.checked !== undefined), usage)
      const answered = await answerChecked({
        model,
        turn,
        context,
        asSaid: (answer) => stand(answer).answer,
        spent,
        isReply: (candidate) => decideOn(candidate).kind === 'reply',
        ...(patience && { signal: patience }),
      })
      const { checked, unsafe } = answered
      if (unsafe && checked) return unsafeReply({ ...answered, ...weigh(answered.answer, true), checked })
      const decision = decideOn(answered)
      return decision.kind === 'reply' && checked ? { ...decision, checked } : decision
    } catch (error) {
      const spent = error instanceof AiUnavailable && error.usage && { usage: error.usage }
      // What nobody has weighed is not left to a second try, whatever is in the way.
      if (soft) {
        if (!(error instanceof AiUnavailable) && !patience?.aborted)
          log.error(
            { coachId: turn.coachId, conversationId: turn.conversationId, err: error },
            'a turn failed before its words were weighed',
          )
        return { kind: 'danger', danger: soft, ...spent }
      }
      if (!(error instanceof AiUnavailable)) throw error
      // Without a key the coach answers in any case.
      if (error.why === 'no_key') return handoff('ai_off', noKey)
      const decided = withoutModel(turn)
      if (decided) return { ...decided, ...spent }
      const dead = deadKeyOf(error.why)
      if (dead) return { kind: 'hold', why: dead, ...spent }
      if (error.retryable && turn.attempts < triesAtMost) return { kind: 'retry', after: retryAfterMs, ...spent }
      return { ...handoff('ai_unavailable', error.why), ...spent }
    } finally {
      clearInterval(renewal)
      typing.stop()
    }
  }

  /** What needs no model: words that nobody has weighed are not left to a later try, and what they ask for is plain. */
  function withoutModel(turn: ClaimedTurn): Decision | undefined {
    const soft = softDanger(unanswered(turn))
    if (soft) return { kind: 'danger', danger: soft }
    const asked = turn.alreadyCalled ? undefined : judgeTurn(turn, undefined, undefined)
    if (!asked?.reason || asked.reason === 'ai_unavailable') return undefined
    return { kind: 'handoff', request: requestOf(asked) }
  }

  function decide(turn: ClaimedTurn, answered: Answered, usage: ModelUsage): Decision {
    const { risk } = answered.answer
    if (risk !== 'none')
      return { kind: 'danger', danger: { grade: gradeOfRisk[risk], kind: 'model', rule: `model:${risk}` }, usage }
    if (turn.alreadyCalled) return { kind: 'reply', ...answered, usage }
    const judged = judgeTurn(turn, answered.answer, answered.confidence.calibrated)
    if (judged.outcome !== 'handoff') return { kind: 'reply', ...answered, usage, judged: judged.record }
    return { kind: 'handoff', usage, request: requestOf(judged, answered) }
  }
}

function unanswered(turn: ClaimedTurn): string[] {
  return openMessages(turn).map(({ content }) => content)
}

/** The second detector: a passive wish (L1), a method or unclear intent (L3), intent or an act (L4). */
const gradeOfRisk = { low: 1, high: 3, imminent: 4 } as const

/** Without a word of the model's to go by. */
export function handoff(reason: 'ai_off' | 'ai_unavailable', trigger: string): Extract<Decision, { kind: 'handoff' }> {
  return { kind: 'handoff', request: { reason, trigger, signals: {}, aiConfidenceBefore: null } }
}

/** Caught twice: the coach decides what becomes of it. */
function unsafeReply(draft: Draft): Extract<Decision, { kind: 'handoff' }> {
  const last = draft.checked.found.at(-1)
  return {
    kind: 'handoff',
    usage: draft.usage,
    draft,
    request: {
      reason: 'unsafe_reply',
      trigger: `reply check: ${last?.rule ?? ''}`,
      signals: { reply_check: draft.checked.found.map(({ words: _, ...found }) => found) },
      aiConfidenceBefore: draft.confidence.calibrated,
    },
  }
}

function requestOf({ reason, trigger, record }: Judged, answered?: Answered): Omit<HandoffRequest, 'words'> {
  return {
    reason: reason ?? 'several_signs',
    trigger,
    score: record.score,
    signals: { ...record, ...(answered && { model: headOf(answered.answer), confidence_parts: answered.confidence }) },
    aiConfidenceBefore: answered?.confidence.calibrated ?? null,
  }
}

function headOf({ risk, wants_human, situation, sentiment, stakes, confidence }: TurnAnswer) {
  return { risk, wants_human, situation, sentiment, stakes, confidence }
}
