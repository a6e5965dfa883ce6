import { AiUnavailable } from '../coaching/errors.ts'
import type { ChatModel, ModelMessage, ModelRequest } from '../coaching/ports.ts'
import { analyseIntervention } from './offline/analysis.ts'
import { briefCoach } from './offline/briefing.ts'
import { findConflicts } from './offline/conflicts.ts'
import { readConversation } from './offline/conversation.ts'
import { followExample } from './offline/examples.ts'
import { describeRelationship, sumUpSession } from './offline/memory.ts'
import { findPassage } from './offline/passages.ts'
import { sayWhatWasSaid } from './offline/recalled.ts'
import { composeReply, withNote } from './offline/reply.ts'
import { judgeSentences } from './offline/reply-judge.ts'
import { askAboutPassage } from './offline/sample-question.ts'
import { normalise, readSignals } from './offline/signals.ts'

/**
 * A model without a model: answers by rules and tables, so that the product can be tried with no key. It gives the same
 * answer to the same request, costs nothing, asserts nothing about the client, and says in each conversation that it is
 * a rehearsal. No real client is ever answered by it.
 */
export function createOfflineModel(): ChatModel {
  return {
    async answer<T>({ purpose, messages, schema, signal }: ModelRequest<T>) {
      signal?.throwIfAborted()
      const result = schema.safeParse(rules[purpose](messages))
      if (!result.success) throw new AiUnavailable('malformed', { cause: result.error })
      const usage = { model: 'offline', tokensIn: 0, tokensCached: 0, tokensOut: 0, costUsd: 0, latencyMs: 0 }
      return { value: result.data, usage }
    },
  }
}

/** A purpose without a rule does not compile. */
const rules: Record<ModelRequest<unknown>['purpose'], (messages: readonly ModelMessage[]) => unknown> = {
  key_check: () => ({ ok: true }),
  turn: answerTurn,
  reply_check: judgeSentences,
  suggestion: suggestReply,
  briefing: briefCoach,
  sample_question: askAboutPassage,
  conflict_check: findConflicts,
  memory: sumUpSession,
  relationship: describeRelationship,
  analysis: analyseIntervention,
}

/**
 * Where the prompt holds a passage with the question's words, it is said as it stands: the rehearsal shows what is found, and where.
 *
 * @param asked what the client has not been answered yet
 */
function fromPassages(messages: readonly ModelMessage[], asked: string) {
  const isQuestion = /[?？]/u.test(asked)
  const best = isQuestion ? findPassage(messages, asked) : undefined
  return { asks_knowledge: isQuestion, used: best ? [best.id] : [], ...(best && { reply: `“${best.text}”` }) }
}

/** A rehearsal of what a coach might write: the client's words back, and a question. */
function suggestReply(messages: readonly ModelMessage[]) {
  const lines = messages.flatMap(({ role, content }) => (role === 'user' ? content.split('\n') : []))
  const last = lines.filter((line) => /^[^:<]+: /.test(line)).at(-1)
  const conversation = readConversation([{ role: 'user', content: last?.replace(/^[^:]+: /, '') ?? '' }])
  const signals = { ...readSignals(normalise(conversation.unanswered), undefined), wantsHuman: false }
  return { draft: composeReply(conversation, signals) }
}

function answerTurn(messages: readonly ModelMessage[]) {
  const conversation = readConversation(messages)
  const signals = readSignals(normalise(conversation.unanswered), conversation.coachName)
  const said = sayWhatWasSaid(messages, conversation.unanswered)
  const isCalm = signals.risk === 'none' && !signals.wantsHuman
  const followed = isCalm && !said ? followExample(messages) : undefined
  return {
    risk: signals.risk,
    wants_human: signals.wantsHuman,
    situation: signals.situation,
    sentiment: signals.sentiment,
    stakes: signals.stakes,
    confidence: signals.confidence,
    reply: composeReply(conversation, signals),
    ...(said
      ? { asks_knowledge: false, used: [], reply: said }
      : followed
        ? { asks_knowledge: false, used: [followed.id], reply: withNote(conversation, followed.reply) }
        : fromPassages(messages, conversation.unanswered)),
  }
}
