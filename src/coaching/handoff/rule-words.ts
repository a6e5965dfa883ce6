/** A coach's rule as they would say it: "divorce, custody", or "when someone mentions divorce or custody". */
import { type CoachRule, type CoachRuleAction, coachRule, coachRuleLimits } from './rules.ts'

export type SaidRule =
  | { kind: 'rule'; rule: Omit<CoachRule, 'id'> }
  | { kind: 'no_words' }
  | { kind: 'too_many'; count: number }
  | { kind: 'too_long'; phrase: string }
  | { kind: 'no_phrase'; phrase: string }

/** What is to happen, said first; else the coach is called. Whole sentences, so that no phrase is taken for one. */
const actions: readonly [RegExp, CoachRuleAction][] = [
  [
    /^(?:never call me|don['’]?t call me|do not call me|ruf mich (?:nicht|nie)|no me llames|nunca me llames)(?: (?:for|over|about|bei|wegen|für|por|para))?(?![\p{L}\p{N}])/iu,
    'never',
  ],
  [/^(?:offer me|biete mich an|ofréceme)(?: (?:for|bei|für|por|para))?(?![\p{L}\p{N}])/iu, 'offer'],
  [/^(?:call me|ruf mich|llámame)(?: (?:for|over|bei|für|por|para))?(?![\p{L}\p{N}])/iu, 'handoff'],
]
const openings = [
  /^(?:when|whenever|if) (?:someone|somebody|anyone|a client|they) (?:mentions?|says?|writes?|(?:talks?|speaks?) (?:of|about)) /iu,
  /^(?:cuando|si) (?:alguien|un cliente|una clienta) (?:mencion[ae]|di[cg][ea]|escrib[ea]|habl[ae] de) /iu,
]
/** German has its verb at the end. */
const around =
  /^(?:wenn|sobald) (?:jemand|ein klient|eine klientin) (?:von |über )?(.+?) (?:erwähnt|sagt|schreibt|spricht)$/iu
const quoted = /["“„«]([^"“”„«»]+)["”“»]/gu
const between = /\s*[,;\n]\s*(?:(?:or|oder|o)\s+)?|\s+(?:or|oder|o)\s+/iu

/** Phrases stand in quotation marks, or between commas and "or". */
export function parseRule(said: string): SaidRule {
  const whole = said.trim().replace(/[.!]+$/u, '')
  const [pattern, action] = actions.find(([one]) => one.test(whole)) ?? [/^(?!)/u, 'handoff' as const]
  const named = whole.replace(pattern, '').replace(/^[\s,:]+/u, '')
  const inner = around.exec(named)?.[1] ?? openings.reduce((rest, opening) => rest.replace(opening, ''), named)
  const inMarks = [...inner.matchAll(quoted)].map(([, phrase = '']) => phrase)
  const phrases = (inMarks.length > 0 ? inMarks : inner.split(between)).map((one) => one.trim()).filter(Boolean)
  if (phrases.length === 0) return { kind: 'no_words' }
  if (phrases.length > coachRuleLimits.phrases) return { kind: 'too_many', count: phrases.length }
  const tooLong = phrases.find((phrase) => phrase.length > coachRuleLimits.phraseLength)
  if (tooLong) return { kind: 'too_long', phrase: tooLong.slice(0, coachRuleLimits.phraseLength) }
  const wrong = phrases.find((phrase) => !coachRule.shape.phrases.safeParse([phrase]).success)
  if (wrong) return { kind: 'no_phrase', phrase: wrong }
  return { kind: 'rule', rule: { phrases, action } }
}
