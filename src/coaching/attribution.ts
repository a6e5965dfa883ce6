/** Who wrote a message, why them, what they knew and what it cost: the typed metadata of every message. */
import { z } from 'zod'
import { confidenceRecord } from './confidence/confidence.ts'
import { signalNames } from './handoff/weights.ts'
import { source } from './knowledge/sources.ts'
import { situations } from './learning/vocabulary.ts'
import { replyConcerns } from './reply-check/rule-file.ts'

export const handoffReasons = [
  'crisis',
  'explicit_request',
  'high_stakes_decision',
  'ai_unavailable',
  'unsafe_reply',
  'ai_off',
  'voice_note',
  'coach_rule',
  'loop',
  'several_signs',
  'coach_initiated',
] as const
export type HandoffReason = (typeof handoffReasons)[number]

/** What became of an offer to bring in the human. */
export const offerStatuses = ['open', 'accepted', 'declined', 'expired'] as const
export type OfferStatus = (typeof offerStatuses)[number]

/** The signals of a turn, and what decided: kept with what the AI said, or with the handoff. */
export const decisionRecord = z.strictObject({
  outcome: z.enum(['continue', 'offer', 'handoff']),
  /** The rule that decided, or `sum`. */
  decided_by: z.string(),
  /** The weighted sum, whatever decided. */
  score: z.number(),
  /** What each signal was worth, 0 to 1, before its weight. */
  scores: z.record(z.enum(signalNames), z.number()),
  /** What each counted in the sum. */
  weights: z.record(z.enum(signalNames), z.number()).optional(),
  /** What the sum had to exceed. */
  above: z.strictObject({ offer: z.number(), handoff: z.number() }).optional(),
  /** What the client's words said; never the words. */
  wish: z.enum(['ask', 'hint', 'decline']).nullable(),
  topics: z.array(z.string()),
  is_immediate: z.boolean(),
  sentiment: z.number(),
  usual_sentiment: z.number().nullable(),
})
export type DecisionRecord = z.infer<typeof decisionRecord>

/** What was spoken, as a model wrote it down. */
export const transcriptionRecord = z.object({
  text: z.string(),
  model: z.string(),
  /** As the model names it; null where it does not say. */
  language: z.string().nullable(),
  seconds: z.number().nullable(),
  cost_usd: z.number().nullable(),
})
export type TranscriptionRecord = z.infer<typeof transcriptionRecord>

/** Why something spoken was not written down. */
export const hearingProblems = [
  'no_key',
  /** Refused, or its money is spent. */
  'key_dead',
  /** The offline model has no ears. */
  'rehearsal',
  'too_large',
  /** Nothing was said. */
  'silent',
  /** The messenger does not give the file. */
  'no_file',
  'unavailable',
] as const
export type HearingProblem = (typeof hearingProblems)[number]

/** Of a handoff over something that nobody has heard; undefined where that is not known. */
export function hearingProblemOf(trigger: string): HearingProblem | undefined {
  return hearingProblems.find((problem) => trigger === `voice: ${problem}`)
}

/**
 * What became of a reply of the AI's in copilot. sent, edited, rejected: decided by someone of the team. expired: nobody
 * decided, and it went out by itself. alone: it needed nobody. replaced: the client wrote on, or another try was asked for.
 * taken_over: a human answered instead. dropped: what followed left no room for it.
 */
export const draftOutcomes = [
  ...(['waiting', 'sent', 'edited', 'rejected', 'expired', 'alone'] as const),
  ...(['replaced', 'taken_over', 'dropped'] as const),
] as const
export type DraftOutcome = (typeof draftOutcomes)[number]

export const draftRecord = z.strictObject({
  outcome: z.enum(draftOutcomes),
  /** Of the AI's words for it, one of the fixed ones. */
  situation: z.enum(situations),
  /** Our id of the client's newest message that it answers. */
  answers: z.string().optional(),
  /** Something in it asks for a human's eye, whatever has been earned: it never goes out by itself. */
  needs_eye: z.boolean().optional(),
  /** Who decided, by their member id, and when (ISO). */
  decided_by: z.string().optional(),
  decided_at: z.string().optional(),
  /** Of an edited one: the share of its words that went out, 0 to 1. */
  kept: z.number().optional(),
  /** Somebody had rejected it before they wrote what went out. */
  was_rejected: z.boolean().optional(),
  /** Of one that was sent alone: so many in a row had gone out unchanged, of so many that are asked for. */
  unchanged: z.number().int().optional(),
  of: z.number().int().optional(),
})
export type DraftRecord = z.infer<typeof draftRecord>

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
    /** Calibrated; what it was made of is in the parts. */
    confidence: z.number(),
    confidence_parts: confidenceRecord,
    situation: z.string(),
    risk: z.enum(['none', 'low', 'high', 'imminent']),
    stakes: z.enum(['none', 'low', 'high']),
    sentiment: z.number(),
    /** What was judged before this was said, and the rule or sum that decided. */
    decision: decisionRecord,
    /** The human was offered with it, and what became of that. */
    offer: z.enum(offerStatuses),
    /** Of the coach's documents: what it stands on, and all that the model was given. */
    sources: z.array(source),
    context_chunk_ids: z.array(z.string()),
    /** Ids of the messages that the model saw. */
    context_message_ids: z.array(z.string()),
    /** What of the memory it saw: insights, the last sessions, and what was found for the client's words. */
    context_insight_ids: z.array(z.string()),
    context_session_ids: z.array(z.string()),
    context_recalled: z.array(z.object({ kind: z.enum(['message', 'summary', 'insight']), id: z.string() })),

    /** Past interventions that it was given, and the one it says it goes by. */
    context_exemplar_ids: z.array(z.string()),
    like_intervention: z.object({ id: z.string(), at: z.string() }),

    /** What the reply check found wrong, in this reply or in the one before it. */
    reply_check: z.object({
      tries: z.number().int(),
      found: z.array(
        z.object({
          attempt: z.number().int(),
          concern: z.enum(replyConcerns),
          rule: z.string(),
          words: z.string(),
          decided_by: z.enum(['rule', 'model', 'no_answer']),
        }),
      ),
    }),
    /** On AI text that waits for the coach: the handoff it waits in, and who let it go. */
    held_for_handoff: z.string(),
    /** A human's words that the AI drafted and they sent. */
    suggested: z.boolean(),
    approved_by: z.string(),
    /** In copilot: what became of the AI's words, and, where somebody put others in their place, which those were. */
    draft: draftRecord,
    edited_from: z.string(),
    /** Our id of what is learned from these words: whoever edits them changes that too. */
    taught: z.string(),

    /** Whose words a forwarded message is; never the sender's own. */
    forwarded_from: z.string(),
    /** The words of another message that this one is about. */
    quote: z.string(),
    /** Our id of the message that this one answers. */
    reply_to_message_id: z.string(),
    /** Of something spoken: its words, which its content has as well, or why there are none. */
    transcription: transcriptionRecord,
    not_transcribed: z.enum(hearingProblems),
    /** Grade of the crisis rule that fired on a client's message, and its id. */
    crisis_grade: z.number().int(),
    crisis_rule: z.string(),
  })
  .partial()
  .strict()

export type MessageMetadata = z.infer<typeof messageMetadata>
