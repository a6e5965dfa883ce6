/** A coach's list of rules, and one change of it. */
import type { CoachSettings } from '../coach.ts'
import type { RuleChange } from '../ports/practices.ts'
import { type CoachRule, coachRuleLimits } from './rules.ts'

type Changed = Required<Pick<CoachSettings, 'rules'>> & { removedRule: CoachSettings['removedRule']; rule: CoachRule }

/**
 * Adding what is there already changes nothing, so that a repeated message adds no second rule.
 *
 * @returns the list afterwards, and the rule it is about; undefined when there is no such rule, or no room for one more
 */
export function changeRules({ rules = [], removedRule }: CoachSettings, change: RuleChange): Changed | undefined {
  if (change.kind === 'add') {
    const same = rules.find((rule) => isSame(rule, change.rule))
    if (same) return { rules, removedRule, rule: same }
    if (rules.length >= coachRuleLimits.rules) return undefined
    return { rules: [...rules, change.rule], removedRule, rule: change.rule }
  }
  if (change.kind === 'restore') {
    if (removedRule?.rule.id !== change.id || rules.length >= coachRuleLimits.rules) return undefined
    const { rule, at } = removedRule
    return { rules: rules.toSpliced(at, 0, rule), removedRule: undefined, rule }
  }
  const at = rules.findIndex(({ id }) => id === change.id)
  const found = rules[at]
  if (!found) return undefined
  if (change.kind === 'remove') return { rules: rules.toSpliced(at, 1), removedRule: { rule: found, at }, rule: found }
  const rule = { ...found, action: change.action }
  return { rules: rules.with(at, rule), removedRule, rule }
}

function isSame(one: CoachRule, other: CoachRule): boolean {
  const wordsOf = ({ phrases }: CoachRule) => phrases.map((phrase) => phrase.toLowerCase()).join('\n')
  return one.action === other.action && wordsOf(one) === wordsOf(other)
}
