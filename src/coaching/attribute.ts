/** What is kept with every reply of the AI's: what the model answered, how sure it was, what it saw, what it cost. */
import type { MessageMetadata } from './attribution.ts'
import type { ConfidenceRecord } from './confidence/confidence.ts'
import type { Context } from './context.ts'
import type { ConversationSnapshot } from './conversation.ts'
import type { Stood } from './knowledge/sources.ts'
import type { ModelUsage } from './ports.ts'
import { promptVersion } from './prompt.ts'

/** What the model answered, and how sure of it the AI is. */
export type Answered = Pick<Stood, 'answer' | 'sources' | 'isGap'> & { context: Context; confidence: ConfidenceRecord }

/** What is kept with a reply: how it came to it, and what it cost. */
export function attributionOf(
  s: Pick<ConversationSnapshot, 'handedBack'>,
  { answer, confidence, sources, context, usage }: Answered & { usage: ModelUsage },
): MessageMetadata {
  return {
    model: usage.model,
    prompt_version: promptVersion,
    tokens_in: usage.tokensIn,
    tokens_cached: usage.tokensCached,
    tokens_out: usage.tokensOut,
    cost_usd: usage.costUsd,
    latency_ms: usage.latencyMs,
    confidence: confidence.calibrated,
    confidence_parts: confidence,
    situation: answer.situation,
    risk: answer.risk,
    stakes: answer.stakes,
    sentiment: answer.sentiment,
    context_message_ids: context.messages.map(({ id }) => id),
    ...rememberedIds(context),
    ...exemplarIds(context, answer.used),
    ...(context.material.wasAsked && {
      sources,
      context_chunk_ids: context.material.passages.flatMap(({ chunkIds }) => chunkIds),
    }),
    ...(s.handedBack && {
      is_handback: true,
      ai_confidence_after: confidence.calibrated,
      human_duration_minutes: s.handedBack.humanMinutes,
      messages_in_intervention: s.handedBack.humanMessages,
    }),
  }
}

function exemplarIds({ learned: { examples } }: Context, used: readonly string[]): MessageMetadata {
  if (examples.length === 0) return {}
  const followed = examples.find((_, at) => used.includes(`e${at + 1}`))?.of
  return {
    context_exemplar_ids: examples.map(({ of }) => of.id),
    ...(followed && { like_intervention: { id: followed.id, at: followed.at.toISOString() } }),
  }
}

function rememberedIds({ remembered }: Context): MessageMetadata {
  const idsOf = (lines: readonly { of: { id: string } }[]) => lines.map(({ of }) => of.id)
  const { insights, sessions, recalled } = remembered
  return {
    ...(insights.length > 0 && { context_insight_ids: idsOf(insights) }),
    ...(sessions.length > 0 && { context_session_ids: idsOf(sessions) }),
    ...(recalled.length > 0 && { context_recalled: recalled.map(({ of: { kind, id } }) => ({ kind, id })) }),
  }
}
