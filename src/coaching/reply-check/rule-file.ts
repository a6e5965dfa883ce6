import { z } from 'zod'

export const replyConcerns = [
  'promise',
  'diagnosis',
  'medication',
  'legal',
  'invented_past',
  'prompt_leak',
  'claims_human',
  'claims_coach',
] as const

/** What is wrong with a reply: it must not be sent as it is. */
export type ReplyConcern = (typeof replyConcerns)[number]

/** `unsure`: the words alone do not tell; the model is asked. */
export type Certainty = 'sure' | 'unsure'

/** Whose earlier words can bear out what a reply says. */
export type Source = 'client' | 'team' | 'anyone'

const patterns = z.array(z.string().min(1)).min(1)

const replyRule = z.strictObject({
  id: z.string().regex(/^[a-z_]+(\.[a-z0-9_]+)+$/),
  concern: z.enum(replyConcerns),
  certainty: z.enum(['sure', 'unsure']),
  /** What a question is worth: nothing (the default), a step less, or as much as a statement. */
  questions: z.enum(['ignored', 'softer', 'same']).default('ignored'),
  /** Only where a sentence begins, behind `openers` at most: orders, and who speaks. */
  at_start: z.boolean().default(false),
  /** Of an invented past: whose words it claims to repeat. */
  source: z.enum(['client', 'team', 'anyone']).optional(),
  phrases: patterns,
  /** A sentence that holds one of these is not meant. */
  unless: patterns.optional(),
})

/** What a reply must not say, in one language; docs in `phrases/README.md`. */
export const ruleFile = z.strictObject({
  language: z.string().regex(/^[a-z]{2}$/),
  about: z.string().optional(),
  /** Alternatives that patterns name by `$name`; `$coach` also stands for every name of the team. */
  lists: z.record(z.string().regex(/^[a-z_]+$/), patterns),
  /** Words that may stand before an order. */
  openers: patterns,
  /** "She will call you", right behind a sentence about the coach, is about the coach. */
  pronouns: z.array(z.string().min(1)),
  rules: z.array(replyRule),
  unless: z.partialRecord(z.enum(replyConcerns), patterns),
  /** What dates something before today. */
  dated: patterns,
  /** Words that say nothing of what a sentence is about, spaces between. */
  stopwords: z.string(),
})

export type ReplyRule = z.infer<typeof replyRule>
