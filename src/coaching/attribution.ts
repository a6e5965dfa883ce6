/** Who wrote a message, why them, what they knew and what it cost: the typed metadata of every message. */
import { z } from 'zod'

export const handoffReasons = [
  'crisis',
  'explicit_request',
  'high_stakes_decision',
  'ai_unavailable',
  'ai_off',
  'voice_note',
  'coach_initiated',
] as const
export type HandoffReason = (typeof handoffReasons)[number]

export const messageMetadata = z
  .object({
    /** On the first human message after a handoff or takeover. */
    is_handoff: z.boolean(),
    handoff_reason: z.enum(handoffReasons),
    handoff_trigger: z.string(),
    ai_confidence_before: z.number().nullable(),

    /** On the first AI message after a handback. */
    is_handback: z.boolean(),
    ai_confidence_after: z.number().nullable(),
    human_duration_minutes: z.number(),
    messages_in_intervention: z.number().int(),

    /** On every AI message. */
    model: z.string(),
    prompt_version: z.string(),
    tokens_in: z.number().int(),
    tokens_cached: z.number().int(),
    tokens_out: z.number().int(),
    cost_usd: z.number().nullable(),
    latency_ms: z.number(),
    confidence: z.number(),
    situation: z.string(),
    risk: z.enum(['none', 'low', 'high', 'imminent']),
    stakes: z.enum(['none', 'low', 'high']),
    sentiment: z.number(),
    /** Ids of the messages that the model saw. */
    context_message_ids: z.array(z.string()),

    /** Whose words a forwarded message is; never the sender's own. */
    forwarded_from: z.string(),
    /** The words of another message that this one is about. */
    quote: z.string(),
    /** Our id of the message that this one answers. */
    reply_to_message_id: z.string(),
    /** Grade of the crisis rule that fired on a client's message, and its id. */
    crisis_grade: z.number().int(),
    crisis_rule: z.string(),
  })
  .partial()
  .strict()

export type MessageMetadata = z.infer<typeof messageMetadata>
