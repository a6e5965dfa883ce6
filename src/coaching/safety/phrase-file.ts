import { z } from 'zod'

export const crisisKinds = [
  'suicide',
  'self_harm',
  'overdose',
  'medical',
  'eating_disorder',
  'harm_to_others',
  'abuse',
  'child_safety',
  'third_party',
] as const

/** What kind of danger; 'third_party' is someone the client worries about, whatever it is that they might do. */
export type CrisisKind = (typeof crisisKinds)[number]

/** L1 passive wish to be gone, L2 thoughts, L3 method or unclear intent, L4 intent, plan, act or danger now. */
export type CrisisGrade = 1 | 2 | 3 | 4

const patterns = z.array(z.string().min(1)).min(1)

const rule = z.strictObject({
  id: z.string().regex(/^[a-z_]+(\.[a-z0-9_]+)+$/),
  kind: z.enum(crisisKinds),
  grade: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  /** The phrase does not say whose it is ("wants to die"): the nearest person before it decides. */
  whose: z.literal('nearest_person').optional(),
  phrases: patterns,
})

/** The crisis phrases of one language; docs in `phrases/README.md`. */
export const phraseFile = z.strictObject({
  language: z.string().regex(/^[a-z]{2}$/),
  about: z.string().optional(),
  /** Alternatives that patterns name by `$name`. */
  lists: z.record(z.string().regex(/^[a-z_]+$/), patterns),
  /**
   * List names to swap for the same phrase said of someone else: { "self": "themself" } turns "kill $self" into
   * "kill $themself" as well, a finding of kind 'third_party'.
   */
  said_of_others: z.record(z.string(), z.string()),
  rules: z.array(rule),
  /**
   * What says little by itself ("I took them") and much in a crisis. It counts only while an episode is open or was
   * within a day; a denial clears it.
   */
  in_crisis: z.array(rule).default([]),
  /** Sayings that contain a danger phrase and mean none: a match inside one of them does not count. */
  harmless: patterns,
  people: z.strictObject({
    client: patterns,
    someone: patterns,
    /** Nobody one could help: crowds, "you", characters. */
    nobody: patterns,
    /**
     * Whose a phrase about "himself" is when its sentence names no person. In Spanish the verb says that there is one
     * ("se quiere matar"); in German it may be nobody's ("sich umzubringen ist verboten").
     */
    unnamed: z.enum(['someone', 'nobody']),
  }),
  negation: z.strictObject({
    before: patterns,
    /** Words that may stand between the negation and the phrase it denies. */
    fillers: patterns,
    /** Denials where the phrase leaves room for them: "ich will mich nicht umbringen". */
    inside: patterns,
    /** Denials that follow the phrase: "... is not an option". */
    after: patterns,
    /** What, standing before a negation, turns it round again: "why", "cannot promise". */
    undone_by: patterns,
    /** After the phrase: a denial that holds only for now ("not today", "not yet"). */
    for_now: patterns,
    /** After the phrase: no denial at all ("never wanted to die so much"). */
    stressed_by: patterns,
  }),
  past: patterns,
  now: patterns,
  /** Someone quotes a film, a song, a book. */
  fiction: patterns,
  /** Someone tells what another person said: "she said", "he texted me". */
  reporting: patterns,
})

export type PhraseFile = z.infer<typeof phraseFile>
