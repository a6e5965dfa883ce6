/** A coach's own rules: words that bring the human in, offer them, or keep the AI at it, whatever else is judged. */
import { z } from 'zod'
import { createVocabulary, readWords, spellingsOf, splitWords } from '../phrases/normalise.ts'
import { createIndexer, findMatches } from '../phrases/phrase-index.ts'
import { compileLists } from '../phrases/phrase-pattern.ts'

/**
 * handoff: the client is handed to the human. offer: the AI answers, and the client is offered the human. never: nothing
 * that is only judged (stakes, loops, the sum of signals) brings the human in over these words; a crisis, a plain request
 * for the human and an AI that cannot answer still do.
 */
export const coachRuleActions = ['handoff', 'offer', 'never'] as const
export type CoachRuleAction = (typeof coachRuleActions)[number]

export const coachRuleLimits = { rules: 50, phrases: 20, phraseLength: 100 } as const

/** One word or several in a row; `*` at the end of a word is any ending ("divorc*"). */
const rulePhrase = z
  .string()
  .trim()
  .min(1)
  .max(coachRuleLimits.phraseLength)
  .refine((phrase) => patternOf(phrase) !== undefined, 'A phrase needs a word')

export const coachRule = z.strictObject({
  id: z.string().min(1).max(64),
  phrases: z.array(rulePhrase).min(1).max(coachRuleLimits.phrases),
  action: z.enum(coachRuleActions),
})
export type CoachRule = z.infer<typeof coachRule>

export type RuleMatch = { rule: CoachRule; phrase: string }

/**
 * Which of a coach's rules speak of a text, the strictest action first (handoff, never, offer), else in the coach's
 * order. Words are compared as crisis phrases are: case, accents and disguises do not matter; a phrase never reaches over
 * the end of a sentence. It means what it says: no denial and no quotation is looked for, so that a coach can tell
 * beforehand what a rule will do.
 *
 * @param rules as stored; phrases without a word are passed over
 */
export function matchCoachRules(rules: readonly CoachRule[], text: string): RuleMatch[] {
  if (rules.length === 0) return []
  const indexer = createIndexer(compileLists({}))
  const index = indexer.indexOf(
    rules.flatMap((rule) =>
      rule.phrases.flatMap((phrase) => {
        const pattern = patternOf(phrase)
        return pattern === undefined ? [] : [{ phrase: pattern, value: { rule, phrase } }]
      }),
    ),
  )
  const found = readWords(splitWords(text), createVocabulary(indexer.entries)).flatMap((words) =>
    findMatches(index, words).map(({ value }) => value),
  )
  const first = new Map<CoachRule, RuleMatch>()
  for (const match of found) if (!first.has(match.rule)) first.set(match.rule, match)
  return [...first.values()].sort(
    (one, other) =>
      strictness[one.rule.action] - strictness[other.rule.action] ||
      rules.indexOf(one.rule) - rules.indexOf(other.rule),
  )
}

const strictness: Record<CoachRuleAction, number> = { handoff: 0, never: 1, offer: 2 }

/** The phrase in the language of patterns, whose signs a coach need not know; undefined when it holds no word. */
function patternOf(phrase: string): string | undefined {
  const words = phrase
    .normalize('NFC')
    .replace(/(?<=\p{L})['’](?=\p{L})/gu, '')
    .match(/[\p{L}\p{N}]+\*?/gu)
  const readable = (words ?? []).filter((word) => spellingsOf(word).every((one) => /^[\p{L}\p{N}]+\*?$/u.test(one)))
  return readable.length > 0 ? readable.join(' ') : undefined
}
