/** The story of one client turn: claim, gather, ask, decide, record. */

import { deliver } from './alerts.ts'
import type { TurnAnswer } from './answer.ts'
import { type Answered, attributionOf } from './attribute.ts'
import type { DecisionRecord, DraftRecord } from './attribution.ts'
import type { AnswerChecked, CheckRecord, Spent } from './checked-answer.ts'
import { confidenceOfAnswer } from './confidence/confidence.ts'
import type { GatherContext } from './context.ts'
import type { ConversationSnapshot, Effect, Ruling } from './conversation.ts'
import { goesAlone } from './copilot/alone.ts'
import { holdForCoach } from './copilot/draft.ts'
import { isCopilotOn } from './copilot/setting.ts'
import { AiUnavailable } from './errors.ts'
import type { Judged } from './handoff/decide.ts'
import { holdDraft } from './handoff/draft.ts'
import { isAiOn } from './handoff/handback.ts'
import type { JudgeTurn } from './handoff/judge-turn.ts'
import { noKey } from './handoff/key-works.ts'
import { makeOffer, mayOffer } from './handoff/offer.ts'
import { type HandoffRequest, openHandoff } from './handoff/open.ts'
import { type DeadKey, deadKeyOf, holdTurn } from './incident.ts'
import { standOn } from './knowledge/sources.ts'
import type { Situation } from './learning/vocabulary.ts'
import { openMessages } from './open-messages.ts'
import { replyNotBefore, restartsAtMost } from './pacing.ts'
import type { ClaimedTurn, Clock, Conversations, Ids, Models, ModelUsage, ShowTyping, Wake, WakeUp } from './ports.ts'
import { type Danger, onDanger } from './safety/danger.ts'
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
type Draft = Answered & { usage: ModelUsage; checked: CheckRecord }

export type TurnResult = 'replied' | 'drafted' | 'handed_off' | 'held' | 'restarted' | 'retrying' | 'overtaken'

type Deps = {
  conversations: Conversations
  models: Models
  answerChecked: AnswerChecked
  gatherContext: GatherContext
  /** What strict mode says where the documents are silent and the coach has no words of their own for it. */
  noAnswer: (coachName: string, language: string) => string
  judgeTurn: JudgeTurn
  showTyping: ShowTyping
  wake: Wake
  clock: Clock
  ids: Ids
  /** Real milliseconds between renewals of the lease while the model is at work. */
  renewEveryMs?: number
}

export function createTurn({
  conversations,
  models,
  answerChecked,
  gatherContext,
  noAnswer,
  judgeTurn,
  showTyping,
  wake,
  clock,
  ids,
  renewEveryMs = leaseRenewalMs,
}: Deps) {
  /** @returns what became of the turn; undefined when it was answered already, or someone else has it */
  return async function takeTurn(coachId: string, conversationId: string): Promise<TurnResult | undefined> {
    const turn = await conversations.claimTurn(coachId, conversationId)
    if (!turn) return undefined

    const spent: Spent[] = []
    const decision = await decideTurn(turn, spent)
    const changed = await conversations.change({ coachId, conversationId }, undefined, (s) =>
      record(s, turn, decision, spent),
    )
    await wake(changed?.wakeUps ?? [])
    keepTyping(turn, changed?.wakeUps ?? [])
    return changed?.result
  }

  /** A reply that waits a little for the rest of a burst is shown as still being written. */
  function keepTyping({ client }: ClaimedTurn, wakeUps: readonly WakeUp[]): void {
    const waitsMs = Math.max(
      0,
      ...wakeUps.map(({ kind, dueAt }) => (kind === 'deliver' && dueAt ? dueAt.getTime() - clock.now().getTime() : 0)),
    )
    if (waitsMs > 0) setTimeout(showTyping(client.telegramUserId).stop, waitsMs).unref()
  }

  async function decideTurn(turn: ClaimedTurn, spent: Spent[]): Promise<Decision> {
    const soft = softDanger(unanswered(turn))
    // Words that no model weighs are not left unread until the coach looks.
    if (!turn.aiAllowed) return soft ? { kind: 'danger', danger: soft } : handoff('ai_off', 'the AI is off')
    if (turn.deadKey) return withoutModel(turn) ?? { kind: 'hold', why: turn.deadKey }
    if (turn.attempts > attemptsAtMost) return withoutModel(turn) ?? handoff('ai_unavailable', 'the turn never ended')
    const typing = showTyping(turn.client.telegramUserId)
    // A lost lease does not stop the call: what it says of danger counts all the same, the rest is dropped when recorded.
    const renewal = setInterval(async () => {
      const isHeld = await conversations.renewLease(turn).catch(() => true)
      if (!isHeld) typing.stop()
    }, renewEveryMs)
    const patience = soft && AbortSignal.timeout(softWaitMs)
    try {
      const model = await models.forCoach(turn.coachId)
      const context = await gatherContext(turn, spent)
      const silence = turn.knowledge.noAnswer ?? noAnswer(turn.coach.displayName, turn.client.language)
      const stand = (answer: TurnAnswer) => standOn(answer, context.material, turn.knowledge, silence)
      const weigh = (answer: TurnAnswer, wasCaught: boolean): Answered => {
        const { support, ...stood } = stand(answer)
        return { ...stood, context, confidence: confidenceOfAnswer(turn, answer, wasCaught, support) }
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
      if (soft && patience?.aborted) return { kind: 'danger', danger: soft }
      if (!(error instanceof AiUnavailable)) throw error
      const spent = error.usage && { usage: error.usage }
      // What nobody has weighed is not left to a second try.
      if (soft) return { kind: 'danger', danger: soft, ...spent }
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

  /** Drops a reply when the lease is lost, and one that a human or a newer message has overtaken. */
  function record(
    s: ConversationSnapshot,
    turn: ClaimedTurn,
    decision: Decision,
    spent: readonly Spent[],
  ): Ruling<TurnResult> {
    const now = clock.now()
    const words = turn.messages.filter((message) => message.senderType === 'client').at(-1)?.content ?? ''
    const effects: Effect[] = []
    // Paid for, whatever becomes of it.
    for (const one of spent) effects.push({ kind: 'record_usage', id: ids.next(), ...one })
    if ('usage' in decision && decision.usage)
      effects.push({ kind: 'record_usage', id: ids.next(), purpose: 'turn', usage: decision.usage })
    const isOurs = s.leaseId === turn.leaseId
    if (isOurs) effects.push({ kind: 'release_lease' })
    // Danger counts whoever leads by now; everything else is the AI's business only while it leads.
    if (decision.kind === 'danger')
      return {
        effects: [...effects, ...onDanger(s, decision.danger, { now, nextId: () => ids.next(), words })],
        result: 'handed_off',
      }
    if (!isOurs || s.state !== 'ai' || !s.client.consented) return { effects, result: 'overtaken' }

    const wasSwitchedOff = (decision.kind === 'reply' || decision.kind === 'hold') && !isAiOn(s)
    if (decision.kind === 'handoff' || wasSwitchedOff) {
      const { request, draft } = decision.kind === 'handoff' ? decision : handoff('ai_off', 'the AI was switched off')
      const handoffId = ids.next()
      effects.push(...openHandoff(s, { ...request, words }, handoffId))
      if (draft) effects.push(...hold(s, draft, handoffId, now))
      return { effects, result: 'handed_off' }
    }
    // The key has been seen to work since this turn began, was only believed to be dead, or is no more: another try finds
    // what holds now. Without a key nobody waits for it.
    const isProven = s.keyProvenAt !== undefined && s.keyProvenAt > turn.claimedAt
    const isHearsay = turn.deadKey !== undefined && s.keyIncident === undefined
    const isOldNews = decision.kind === 'hold' && (isProven || isHearsay || !s.hasKey)
    if (decision.kind === 'hold' && !isOldNews)
      return { effects: [...effects, ...holdTurn(s, decision.why, turn.upToSeq, now)], result: 'held' }
    if (decision.kind === 'retry' || decision.kind === 'hold') {
      const dueAt = new Date(now.getTime() + (decision.kind === 'retry' ? decision.after : 0))
      return {
        effects: [...effects, { kind: 'set_turn', dueAt, waitingSince: s.turnWaitingSince ?? now }],
        result: 'retrying',
      }
    }

    const isOutdated = s.lastClientSeq > turn.upToSeq
    if (isOutdated && s.turnRestarts < restartsAtMost) {
      const dueAt = s.turnDueAt ?? now // the newer message has set it
      return {
        effects: [
          ...effects,
          {
            kind: 'set_turn',
            dueAt,
            waitingSince: s.turnWaitingSince ?? now,
            restarts: s.turnRestarts + 1,
            attempts: 0,
          },
        ],
        result: 'restarted',
      }
    }
    const alone = isCopilotOn(s) ? goesAlone(s, turn, decision, now) : undefined
    if (alone && 'asks' in alone)
      return { effects: [...effects, ...ask(s, turn, decision, alone.situation, isOutdated, now)], result: 'drafted' }
    return { effects: [...effects, ...reply(s, turn, decision, isOutdated, now, alone)], result: 'replied' }
  }

  /** In copilot somebody of the team sees it before the client does. */
  function ask(
    s: ConversationSnapshot,
    turn: ClaimedTurn,
    decision: Extract<Decision, { kind: 'reply' }>,
    situation: Situation,
    isOutdated: boolean,
    now: Date,
  ): Effect[] {
    const { answer, judged, checked } = decision
    const last = turn.messages.filter((message) => message.senderType === 'client').at(-1)
    const metadata = {
      ...attributionOf(s, decision),
      ...(judged && { decision: judged }),
      ...(checked && { reply_check: checked }),
    }
    return [
      turnAfter(s, isOutdated, now),
      ...holdForCoach(s, { id: ids.next(), content: answer.reply, metadata, situation }, last, now),
      ...noted(s, decision, last),
    ]
  }

  function hold(s: ConversationSnapshot, draft: Draft, handoffId: string, now: Date): Effect[] {
    const { answer, checked } = draft
    const metadata = { ...attributionOf(s, draft), reply_check: checked }
    return holdDraft(s, { id: ids.next(), content: answer.reply, metadata, handoffId }, now)
  }

  function reply(
    s: ConversationSnapshot,
    turn: ClaimedTurn,
    decision: Extract<Decision, { kind: 'reply' }>,
    isOutdated: boolean,
    now: Date,
    alone: DraftRecord | undefined,
  ): Effect[] {
    const { answer, judged, checked } = decision
    const id = ids.next()
    const last = turn.messages.filter((message) => message.senderType === 'client').at(-1)
    const isFinal = s.turnRestarts >= restartsAtMost
    const notBefore = last && !isFinal ? replyNotBefore(last.content, last.sentAt, s.turnWaitingSince ?? now, now) : now
    const answersSeq = isFinal ? undefined : turn.upToSeq
    // Over words that the client has written on from, nothing is offered: those get a turn of their own.
    const offered = judged?.outcome === 'offer' && !isOutdated && mayOffer(s) ? judged : undefined
    return [
      turnAfter(s, isOutdated, now),
      {
        kind: 'store_message',
        message: {
          id,
          senderType: 'ai',
          senderId: 'ai_clone',
          content: answer.reply,
          visibility: 'shared',
          metadata: {
            ...attributionOf(s, decision),
            ...(judged && { decision: judged }),
            ...(offered && { offer: 'open' as const }),
            ...(checked && { reply_check: checked }),
            ...(alone && { draft: alone }),
          },
          sentAt: now,
        },
      },
      deliver({
        target: 'client',
        lane: 'client',
        body: { kind: 'message', ...(alone && { mirror: 'always' }) },
        messageId: id,
        isAi: true,
        notBefore,
        ...(answersSeq !== undefined && { answersSeq }),
      }),
      ...(offered
        ? makeOffer(
            s,
            {
              id: ids.next(),
              deliveryId: ids.next(),
              messageId: id,
              clientMessageId: last?.id,
              answersSeq,
              notBefore,
              decision: offered,
            },
            now,
          )
        : []),
      ...noted(s, decision, last),
    ]
  }

  /** What follows from an answer whether it goes out at once or waits. */
  function noted(
    s: ConversationSnapshot,
    { isGap, confidence }: Extract<Decision, { kind: 'reply' }>,
    last: { id: string } | undefined,
  ): Effect[] {
    return [
      ...(isGap && last ? [{ kind: 'note_gap', id: ids.next(), messageId: last.id } as const] : []),
      ...(s.handedBack
        ? [
            {
              kind: 'record_confidence_after',
              handoffId: s.handedBack.handoffId,
              confidence: confidence.calibrated,
            } as const,
          ]
        : []),
    ]
  }
}

/** What came since gets a turn of its own. */
function turnAfter(s: ConversationSnapshot, isOutdated: boolean, now: Date): Effect {
  return {
    kind: 'set_turn',
    dueAt: isOutdated ? (s.turnDueAt ?? now) : null,
    waitingSince: isOutdated ? now : (s.turnWaitingSince ?? null),
    attempts: 0,
  }
}

function unanswered(turn: ClaimedTurn): string[] {
  return openMessages(turn).map(({ content }) => content)
}

/** The second detector: a passive wish (L1), a method or unclear intent (L3), intent or an act (L4). */
const gradeOfRisk = { low: 1, high: 3, imminent: 4 } as const

function handoff(reason: 'ai_off' | 'ai_unavailable', trigger: string): Extract<Decision, { kind: 'handoff' }> {
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
