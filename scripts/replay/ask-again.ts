/** `--model`: each turn is put to the coach's model once more, as the product would put it. */
import { v7 as uuidv7 } from 'uuid'
import { systemClock } from '../../src/clock.ts'
import { turnAnswer } from '../../src/coaching/answer.ts'
import { AiUnavailable } from '../../src/coaching/errors.ts'
import type { ModelUsage } from '../../src/coaching/ports.ts'
import { toMessages } from '../../src/coaching/prompt.ts'
import { createConversations } from '../../src/db/conversations.ts'
import { costUsd } from '../../src/llm/prices.ts'
import { openModels } from './models.ts'
import type { Store } from './store.ts'
import { ReplayError, type ReplayTurn } from './turns.ts'

/** A token is about so many characters; an answer has about so many tokens. */
const charactersPerToken = 4
const tokensOutEach = 250

/** What it will cost, as one sentence. */
export function estimate(turns: readonly ReplayTurn[], model: string): string {
  const characters = turns.map(({ turn }) => toMessages(turn).reduce((sum, { content }) => sum + content.length, 0))
  const tokensIn = Math.ceil(characters.reduce((sum, each) => sum + each, 0) / charactersPerToken)
  const tokensOut = turns.length * tokensOutEach
  const usd = costUsd(model, { tokensIn, tokensCached: 0, tokensOut })
  const price = usd === null ? 'at a price that is not known here' : `about $${usd.toFixed(4)}`
  return `${turns.length} calls of ${model} with the coach's key: about ${tokensIn} tokens in and ${tokensOut} out, ${price}.`
}

/** @throws {ReplayError} without consent, or without a key */
export async function askAgain(
  { config, doors }: Store,
  { coachId, conversationId, hasConsent }: { coachId: string; conversationId: string; hasConsent: boolean },
  turns: readonly ReplayTurn[],
): Promise<ReplayTurn[]> {
  if (!hasConsent)
    throw new ReplayError('The client has not agreed, or has withdrawn: nothing of theirs goes to a model.')
  const ids = { next: () => uuidv7() }
  const { models } = openModels({ config, doors }, { offline: false })
  const model = await models.forCoach(coachId).catch((error: unknown) => {
    if (error instanceof AiUnavailable) throw new ReplayError('The coach has no key that could be asked.')
    throw error
  })
  const conversations = createConversations({ doors, clock: systemClock, ids })
  const asked: ReplayTurn[] = []
  for (const replayed of turns) {
    const { head, reply, usage } = await ask(replayed)
    asked.push({ ...replayed, head, reply })
    if (usage)
      await conversations.change({ coachId, conversationId }, undefined, () => ({
        effects: [{ kind: 'record_usage', id: ids.next(), purpose: 'replay', usage }],
        result: undefined,
      }))
  }
  return asked

  async function ask({ turn }: ReplayTurn): Promise<Pick<ReplayTurn, 'head' | 'reply'> & { usage?: ModelUsage }> {
    try {
      const request = { purpose: 'turn' as const, messages: toMessages(turn), schema: turnAnswer }
      const { value, usage } = await model.answer({ ...request, schemaName: 'turn_answer' })
      const { reply, used: _, ...head } = value
      return { head, reply, usage }
    } catch (error) {
      if (!(error instanceof AiUnavailable)) throw error
      return { head: 'failed', reply: '', ...(error.usage && { usage: error.usage }) }
    }
  }
}
