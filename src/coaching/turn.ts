/** The story of one client turn: claim, gather, ask, decide, record. */

import { deliver } from './alerts.ts'
import { type TurnAnswer, turnAnswer } from './answer.ts'
import type { MessageMetadata } from './attribution.ts'
import type { ConversationSnapshot, Effect, Ruling } from './conversation.ts'
import { AiUnavailable } from './errors.ts'
import { noKey } from './handoff/key-works.ts'
import { type HandoffRequest, openHandoff } from './handoff/open.ts'
import { replyNotBefore, restartsAtMost } from './pacing.ts'
import type { ClaimedTurn, Clock, Conversations, Ids, Models, ModelUsage, ShowTyping, Wake, WakeUp } from './ports.ts'
import { promptVersion, toMessages } from './prompt.ts'
import { type Danger, onDanger } from './safety/danger.ts'

/** Below this the AI does not answer a decision of high stakes alone. */
const highStakesConfidence = 0.6
/** A turn that was claimed this often and never ended goes to the coach. */
const attemptsAtMost = 3
/** Before a call that may succeed later is made again. */
const retryAfterMs = 3_000
const triesAtMost = 2
const leaseRenewalMs = 10_000

export type Decision =
  | { kind: 'reply'; answer: TurnAnswer; usage: ModelUsage }
  | { kind: 'danger'; danger: Danger; usage: ModelUsage }
  | { kind: 'handoff'; request: Omit<HandoffRequest, 'words'>; usage?: ModelUsage }
  | { kind: 'retry'; after: number; usage?: ModelUsage }

export type TurnResult = 'replied' | 'handed_off' | 'restarted' | 'retrying' | 'overtaken'

type Deps = {
  conversations: Conversations
  models: Models
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

    const decision = await decideTurn(turn)
    const changed = await conversations.change({ coachId, conversationId }, undefined, (s) => record(s, turn, decision))
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

  async function decideTurn(turn: ClaimedTurn): Promise<Decision> {
    if (!turn.aiAllowed) return handoff('ai_off', 'the AI is off')
    if (turn.attempts > attemptsAtMost) return handoff('ai_unavailable', 'the turn never ended')
    const typing = showTyping(turn.client.telegramUserId)
    // A lost lease does not stop the call: what it says of danger counts all the same, the rest is dropped when recorded.
    const renewal = setInterval(async () => {
      const isHeld = await conversations.renewLease(turn).catch(() => true)
      if (!isHeld) typing.stop()
    }, renewEveryMs)
    try {
      const model = await models.forCoach(turn.coachId)
      const { value, usage } = await model.answer({
        purpose: 'turn',
        messages: toMessages(turn),
        schema: turnAnswer,
        schemaName: 'turn_answer',
      })
      return decide(value, usage, turn)
    } catch (error) {
      if (!(error instanceof AiUnavailable)) throw error
      const spent = error.usage && { usage: error.usage }
      if (error.why === 'no_key') return handoff('ai_off', noKey)
      if (error.retryable && turn.attempts < triesAtMost) return { kind: 'retry', after: retryAfterMs, ...spent }
      return { ...handoff('ai_unavailable', error.why), ...spent }
    } finally {
      clearInterval(renewal)
      typing.stop()
    }
  }

  /** Drops a reply when the lease is lost, and one that a human or a newer message has overtaken. */
  function record(s: ConversationSnapshot, turn: ClaimedTurn, decision: Decision): Ruling<TurnResult> {
    const now = clock.now()
    const words = turn.messages.filter((message) => message.senderType === 'client').at(-1)?.content ?? ''
    const effects: Effect[] = []
    // Paid for, whatever becomes of it.
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

    const wasSwitchedOff = decision.kind === 'reply' && !(s.aiEnabled && s.coach.mode === 'auto')
    if (decision.kind === 'handoff' || wasSwitchedOff) {
      const { request } = decision.kind === 'handoff' ? decision : handoff('ai_off', 'the AI was switched off')
      return { effects: [...effects, ...openHandoff(s, { ...request, words }, ids.next())], result: 'handed_off' }
    }
    if (decision.kind === 'retry') {
      const dueAt = new Date(now.getTime() + decision.after)
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
    return { effects: [...effects, ...reply(s, turn, decision, isOutdated, now)], result: 'replied' }
  }

  function reply(
    s: ConversationSnapshot,
    turn: ClaimedTurn,
    { answer, usage }: Extract<Decision, { kind: 'reply' }>,
    isOutdated: boolean,
    now: Date,
  ): Effect[] {
    const id = ids.next()
    const last = turn.messages.filter((message) => message.senderType === 'client').at(-1)
    const isFinal = s.turnRestarts >= restartsAtMost
    const notBefore = last && !isFinal ? replyNotBefore(last.content, last.sentAt, s.turnWaitingSince ?? now, now) : now
    return [
      {
        kind: 'set_turn',
        dueAt: isOutdated ? (s.turnDueAt ?? now) : null, // what came since gets a turn of its own
        waitingSince: isOutdated ? now : (s.turnWaitingSince ?? null),
        attempts: 0,
      },
      {
        kind: 'store_message',
        message: {
          id,
          senderType: 'ai',
          senderId: 'ai_clone',
          content: answer.reply,
          visibility: 'shared',
          metadata: attribution(s, turn, answer, usage),
          sentAt: now,
        },
      },
      deliver({
        target: 'client',
        lane: 'client',
        body: { kind: 'message' },
        messageId: id,
        isAi: true,
        notBefore,
        ...(!isFinal && { answersSeq: turn.upToSeq }),
      }),
      ...(s.handedBack
        ? [
            {
              kind: 'record_confidence_after',
              handoffId: s.handedBack.handoffId,
              confidence: answer.confidence,
            } as const,
          ]
        : []),
    ]
  }
}

/** The hard rules, in their order. */
function decide(answer: TurnAnswer, usage: ModelUsage, { leftToAi }: ClaimedTurn): Decision {
  if (answer.risk === 'high' || answer.risk === 'imminent')
    return {
      kind: 'danger',
      danger: { grade: answer.risk === 'imminent' ? 4 : 3, kind: 'model', rule: `model:${answer.risk}` },
      usage,
    }
  if (leftToAi) return { kind: 'reply', answer, usage }
  const { risk, wants_human, situation, sentiment, stakes, confidence } = answer
  const signals = { risk, wants_human, situation, sentiment, stakes, confidence }
  if (wants_human)
    return {
      kind: 'handoff',
      usage,
      request: { reason: 'explicit_request', trigger: 'model:wants_human', signals, aiConfidenceBefore: confidence },
    }
  if (stakes === 'high' && confidence < highStakesConfidence)
    return {
      kind: 'handoff',
      usage,
      request: {
        reason: 'high_stakes_decision',
        trigger: `stakes high, confidence below ${highStakesConfidence}`,
        signals,
        aiConfidenceBefore: confidence,
      },
    }
  return { kind: 'reply', answer, usage }
}

function handoff(reason: 'ai_off' | 'ai_unavailable', trigger: string): Extract<Decision, { kind: 'handoff' }> {
  return { kind: 'handoff', request: { reason, trigger, signals: {}, aiConfidenceBefore: null } }
}

function attribution(
  s: ConversationSnapshot,
  turn: ClaimedTurn,
  answer: TurnAnswer,
  usage: ModelUsage,
): MessageMetadata {
  return {
    model: usage.model,
    prompt_version: promptVersion,
    tokens_in: usage.tokensIn,
    tokens_cached: usage.tokensCached,
    tokens_out: usage.tokensOut,
    cost_usd: usage.costUsd,
    latency_ms: usage.latencyMs,
    confidence: answer.confidence,
    situation: answer.situation,
    risk: answer.risk,
    stakes: answer.stakes,
    sentiment: answer.sentiment,
    context_message_ids: turn.messages.map((message) => message.id),
    ...(s.handedBack && {
      is_handback: true,
      ai_confidence_after: answer.confidence,
      human_duration_minutes: s.handedBack.humanMinutes,
      messages_in_intervention: s.handedBack.humanMessages,
    }),
  }
}
