/** Whatever happens in whatever order: an open episode is watched by a timer, and only people end it. */

import { expect, test } from 'vitest'
import {
  assertLegalMove,
  type ConversationSnapshot,
  type Effect,
  type Member,
} from '../../../src/coaching/conversation.ts'
import { handBack } from '../../../src/coaching/handoff/handback.ts'
import { takeOver } from '../../../src/coaching/handoff/takeover.ts'
import { clientSaysSafe } from '../../../src/coaching/safety/closing.ts'
import { onDanger, onMessageInEpisode } from '../../../src/coaching/safety/danger.ts'
import { humanIsThere } from '../../../src/coaching/safety/episode.ts'
import { crisisTaps, onCrisisTap } from '../../../src/coaching/safety/taps.ts'
import { timerRules } from '../../../src/coaching/timers.ts'
import fc from '../../support/property.ts'

const member = (id: string): Member => ({
  id,
  displayName: id,
  role: id === 'dana' ? 'owner' : 'assistant',
  telegramUserId: id.length,
})
const team = [member('dana'), member('mia')]

function newConversation(hasGroup: boolean): ConversationSnapshot {
  return {
    id: 'v',
    state: 'ai',
    stateReason: undefined,
    stateSince: new Date(0),
    claimedBy: undefined,
    assignee: undefined,
    aiEnabled: true,
    turnDueAt: undefined,
    turnWaitingSince: undefined,
    turnRestarts: 0,
    turnAttempts: 0,
    leaseId: undefined,
    lastNoticeAt: undefined,
    lastUnaskedAt: undefined,
    silentAt: undefined,
    session: undefined,
    lastCrisisTextAt: undefined,
    crisisTextCount: 0,
    coach: {
      id: 'c',
      displayName: 'Dana',
      mode: 'auto',
      hasGroup,
      telegramUserId: 4,
      mirrors: 'all',
      timezone: 'UTC',
      settings: {},
      country: undefined,
    },
    client: {
      id: 's',
      displayName: 'Sarah',
      language: 'en',
      status: 'active',
      consented: true,
      wantsReceipts: true,
      telegramUserId: 9,
      timezone: 'UTC',
      country: undefined,
    },
    team,
    openHandoff: undefined,
    handedBack: undefined,
    copilot: {},
    draft: undefined,
    offer: undefined,
    openEpisode: undefined,
    flaggedAt: undefined,
    lastClientSeq: 0,
    lastAnswerSeq: 0,
    humanMessages: 0,
    lastHumanMessageAt: undefined,
    lastClientMessageAt: undefined,
    aiReplyPending: false,
    hasHeldClientMessages: false,
    lastCoachAlbum: undefined,
    lastAiConfidence: undefined,
    keyIncident: undefined,
    lastKeyIncident: undefined,
    keyProvenAt: undefined,
    hasKey: true,
    listening: [],
    timers: [],
  }
}

/** What the database does with the effects that matter here. */
function apply(before: ConversationSnapshot, effects: readonly Effect[], now: Date): ConversationSnapshot {
  const s = { ...before }
  for (const effect of effects) {
    if (effect.kind === 'open_episode')
      s.openEpisode = {
        ...effect.episode,
        state: 'alerted',
        openedAt: now,
        expectedFrom: undefined,
        unattendedSince: undefined,
        noHumanAt: undefined,
      }
    if (effect.kind === 'raise_episode' && s.openEpisode) s.openEpisode = { ...s.openEpisode, grade: effect.grade }
    if (effect.kind === 'step_episode' && s.openEpisode)
      s.openEpisode = {
        ...s.openEpisode,
        state: effect.to,
        expectedFrom: effect.expectedFrom ?? s.openEpisode.expectedFrom,
        ...(effect.to === 'escalated' && { unattendedSince: now, noHumanAt: now }),
      }
    if (effect.kind === 'close_episode') s.openEpisode = undefined
    if (effect.kind === 'move') {
      assertLegalMove(before.state, effect.to, { episodeOpen: s.openEpisode !== undefined, reason: effect.reason })
      s.state = effect.to
      s.claimedBy = team.find(({ id }) => id === effect.claimedBy)
    }
    if (effect.kind === 'set_timer')
      s.timers = [
        ...s.timers.filter(({ kind }) => kind !== effect.timer),
        { kind: effect.timer, dueAt: effect.dueAt, data: effect.data ?? {} },
      ]
    if (effect.kind === 'cancel_timer') s.timers = s.timers.filter(({ kind }) => kind !== effect.timer)
    if (effect.kind === 'note_crisis_text') s.lastCrisisTextAt = now
  }
  return s
}

const who = fc.constantFrom(...team)
const act = fc.oneof(
  fc.record({ kind: fc.constant('danger' as const), grade: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: fc.constant('client_writes' as const) }),
  fc.record({ kind: fc.constant('client_safe' as const) }),
  fc.record({ kind: fc.constant('tap' as const), tap: fc.constantFrom(...crisisTaps), who }),
  fc.record({ kind: fc.constant('takeover' as const), who }),
  fc.record({ kind: fc.constant('human_writes' as const), who }),
  fc.record({ kind: fc.constant('handback' as const), who, note: fc.constantFrom('', 'She is safe.') }),
  fc.record({ kind: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 200 }) }),
)

type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

test('an open episode is never without a timer unless a human is there, and is ended by people alone', () => {
  fc.assert(
    fc.property(fc.boolean(), fc.array(act, { minLength: 3, maxLength: 40 }), (hasGroup, acts) => {
      let s = newConversation(hasGroup)
      let now = new Date('2026-03-02T10:00:00Z')
      let n = 0
      const nextId = () => `id${++n}`
      let isClientWaiting = false
      for (const one of [{ kind: 'danger' as const, grade: 3 }, ...acts]) {
        const wasOpen = s.openEpisode
        const effects = take(one)
        s = apply(s, effects, now)
        for (const effect of effects)
          if (effect.kind === 'close_episode') {
            const isByTeam = team.some(({ id }) => id === effect.by) && effect.reason !== ''
            const isByClient = effect.by === 'client' && effect.outcome === 'client_safe' && (wasOpen?.grade ?? 4) <= 2
            expect(isByTeam || isByClient).toBe(true)
          }
        if (s.openEpisode && (s.openEpisode.state !== 'human' || isClientWaiting))
          expect(s.timers.map(({ kind }) => kind)).toContain('crisis_step')
        if (s.openEpisode) expect(s.state).not.toBe('ai')
        else expect(s.timers.map(({ kind }) => kind)).not.toContain('crisis_step')
      }

      function take(one: Act): Effect[] {
        switch (one.kind) {
          case 'danger':
            isClientWaiting = true
            return onDanger(s, { grade: one.grade, kind: 'suicide', rule: 'r' }, { now, nextId, words: '' })
          case 'client_writes':
            if (!s.openEpisode) return []
            isClientWaiting = true
            return onMessageInEpisode(s, now)
          case 'client_safe':
            return clientSaysSafe(s).effects
          case 'tap':
            if (one.tap === 'crisis_reached') isClientWaiting = false
            return onCrisisTap(s, one.who, one.tap, { now, nextId }).effects
          case 'takeover':
            return takeOver(s, one.who, nextId, now).effects
          case 'human_writes':
            if (s.state !== 'human' || s.claimedBy?.id !== one.who.id) return []
            isClientWaiting = false
            return humanIsThere(s, one.who, 'wrote')
          case 'handback':
            return handBack(s, one.who, one.note, now).effects
          case 'wait': {
            now = new Date(now.getTime() + one.minutes * 60_000)
            const due = s.timers.find(({ dueAt }) => dueAt <= now)
            if (!due) return []
            s = { ...s, timers: s.timers.filter((timer) => timer !== due) }
            return timerRules[due.kind](s, due, { now, nextId })
          }
        }
      }
    }),
    { numRuns: 1_000 },
  )
})
