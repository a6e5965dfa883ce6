/** What the four layers and recall take of a prompt, for a client of whom much is known. */
import { fitContext, recentMessagesTold } from '../../src/coaching/context.ts'
import { noMaterial } from '../../src/coaching/knowledge/material.ts'
import { splitSentences } from '../../src/coaching/knowledge/sentences.ts'
import type { KnownInsight } from '../../src/coaching/memory/insight.ts'
import type { Remembered } from '../../src/coaching/memory/ports.ts'
import type { Recalled } from '../../src/coaching/memory/recall/recollection.ts'
import type { StoredMessage } from '../../src/coaching/ports.ts'
import { recentMessages, toMessages } from '../../src/coaching/prompt.ts'
import { countTokens } from '../../src/coaching/tokens.ts'
import { claimedTurn } from '../replay/turns.ts'
import type { Chat, Turn } from './recall-data.ts'

/** As `CONTEXT_TOKENS` has it when nobody sets it. */
const budgetTokens = 8_000
/** As long as a summary mostly is. */
const summarySentences = 8
const words = (text: string) => text.split(/\s+/).length

/**
 * Layers 2 to 4 are made of the chat's own sentences, as many as a model would hardly keep of it: each longer message of the client
 * an insight, of each session the first sentences as its summary, and a relationship that has been written. So what the
 * layers are given is more than they may take.
 *
 * @returns of one question, asked at the end of the chat, how many tokens of the prompt are the newest ten messages, what is
 *   known, and what is recalled, with the wording around them
 */
export function countLayerTokens(chat: Chat): (question: string, recalled: Omit<Recalled, 'usage'>) => number {
  const kept = keptOf(chat)
  const before = chat.turns.slice(1 - recentMessages).map((turn, at) => toStored(turn, at, chat))
  return (question, recalled) => {
    const asked: Turn = { id: 'question', session: 0, isClient: true, text: question, at: chat.now }
    const turn = claimedTurn({
      messages: [...before, toStored(asked, before.length, chat)],
      coach: { displayName: chat.coach, methodology: '' },
      client: { displayName: chat.client, language: 'en', timezone: 'UTC', telegramUserId: 1 },
      ...{ rules: [], weights: {} as never },
    })
    const context = fitContext(turn, { kept, recalled, material: noMaterial }, { budgetTokens, now: chat.now })
    const [, ...told] = toMessages(turn, { ...context, messages: context.messages.slice(-recentMessagesTold) })
    return told.reduce((sum, { content }) => sum + countTokens(content), 0)
  }
}

function keptOf({ client, turns }: Chat): Remembered {
  const insights = turns.flatMap(({ id, text, at, isClient }): KnownInsight[] =>
    isClient && words(text) > 8
      ? [
          {
            ...{
              kind: 'fact',
              id,
              clientId: client,
              text: splitSentences(text)[0] ?? text,
              details: { about: 'other' },
            },
            ...{ validFrom: at, expiresAt: undefined, invalidatedAt: undefined, supersededBy: undefined },
            ...{ confirmedAt: undefined, timesDiscussed: 1, lastSaidAt: at },
          },
        ]
      : [],
  )
  const numbers = [...new Set(turns.map(({ session }) => session))]
  const sessions = numbers.slice(-3).map((number): Remembered['sessions'][number] => {
    const said = turns.filter(({ session }) => session === number)
    const [first, last] = [said[0]?.at ?? new Date(0), said.at(-1)?.at ?? new Date(0)]
    const sentences = said.flatMap(({ text }) => splitSentences(text))
    return {
      ...{ id: `session ${number}`, clientId: client, fromSeq: 0, toSeq: 0, startedAt: first, endedAt: last },
      ...{ messageCount: said.length, endedBy: 'idle' },
      summary: {
        summary: sentences.slice(0, summarySentences).join(' '),
        ...{ topics: [], insights: [], emotionalState: '', breakthroughs: [], coachInterventions: [] },
        actionItems: sentences.slice(-2).map((text) => ({ text, dueOn: null })),
      },
    }
  })
  const since = turns[0]?.at.toISOString() ?? ''
  return {
    ...{ insights, sessions },
    relationship: {
      counts: {
        ...{ since, sessions: numbers.length, messages: turns.length, hours: 30, sessionMinutes: 30 },
        ...{ clientAnswersInMinutes: 5, topics: [], crises: 0 },
      },
      written: {
        ...{ phase: 'action', rapport: 'Warm and frank; they laugh about the same things.' },
        ...{
          styleAdjustments: ['short sentences', 'one question at a time'],
          whatWorks: ['small steps', 'writing it down'],
        },
        ...{ whatDoesNot: ['long exercises'], frameworks: ['values'], milestones: [] },
      },
    },
  }
}

function toStored({ id, isClient, text, at }: Turn, seq: number, { client, coach }: Chat): StoredMessage {
  return {
    ...{ id, seq, senderType: isClient ? 'client' : 'ai', senderId: '', senderName: isClient ? client : coach },
    ...{ kind: 'text', content: text, file: undefined, telegram: undefined, visibility: 'shared', metadata: {} },
    ...{ sentAt: at, editedAt: undefined },
  }
}
