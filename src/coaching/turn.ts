/** The story of one client turn: claim, gather, ask, decide, record. */

import { deliver } from './alerts.ts'
import { attributionOf } from './attribute.ts'
import type { DraftRecord } from './attribution.ts'
import type { Spent } from './checked-answer.ts'
import type { ConversationSnapshot, Effect, Ruling } from './conversation.ts'
import { goesAlone } from './copilot/alone.ts'
import { holdForCoach } from './copilot/draft.ts'
import { isCopilotOn } from './copilot/setting.ts'
import { type DecideTurn, type Decision, type Draft, handoff } from './decide-turn.ts'
import { holdDraft } from './handoff/draft.ts'
import { isAiOn } from './handoff/handback.ts'
import { makeOffer, mayOffer } from './handoff/offer.ts'
import { openHandoff } from './handoff/open.ts'
import { holdTurn } from './incident.ts'
import type { Situation } from './learning/vocabulary.ts'
import { replyNotBefore, restartsAtMost } from './pacing.ts'
import type { ClaimedTurn, Clock, Conversations, Ids, ShowTyping, Wake, WakeUp } from './ports.ts'
import { onDanger } from './safety/danger.ts'

export type TurnResult = 'replied' | 'drafted' | 'handed_off' | 'held' | 'restarted' | 'retrying' | 'overtaken'

type Deps = {
  conversations: Conversations
  decideTurn: DecideTurn
  showTyping: ShowTyping
  wake: Wake
  clock: Clock
  ids: Ids
}

export function createTurn({ conversations, decideTurn, showTyping, wake, clock, ids }: Deps) {
  /** @returns what became of the turn; undefined when it was answered already, or someone else has it */
  return async function takeTurn(coachId: string, conversationId: string): Promise<TurnResult | undefined> {
    const turn = await conversations.claimTurn(coachId, conversationId)
    if (!turn) return undefined

    const spent: Spent[] = []
    const decision = await decideTurn(turn, spent)
    const changed = await conversations.change({ coachId, conversationId, withDrafts: true }, undefined, (s) =>
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
      return { effects: [...effects, ...ask(s, turn, decision, alone, isOutdated, now)], result: 'drafted' }
    return { effects: [...effects, ...reply(s, turn, decision, isOutdated, now, alone)], result: 'replied' }
  }

  /** In copilot somebody of the team sees it before the client does. */
  function ask(
    s: ConversationSnapshot,
    turn: ClaimedTurn,
    decision: Extract<Decision, { kind: 'reply' }>,
    { situation, needsEye }: { situation: Situation; needsEye: boolean },
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
      ...holdForCoach(s, { id: ids.next(), content: answer.reply, metadata, situation, needsEye }, last, now),
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
