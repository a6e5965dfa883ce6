/** What a coach sees of their rules: the list, one of them, and what they make of a message. */
import { type CoachRule, coachRuleActions } from '../../coaching/handoff/rules.ts'
import type { Outcome, Tried } from '../../coaching/handoff/try-words.ts'
import { sureFrom } from '../../coaching/handoff/weights.ts'
import type { SignalLine } from '../../coaching/handoff/why.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import type { ReplyButton } from '../replies.ts'

export type RulesScreen = { text: string; buttons: ReplyButton[][] }

const perPage = 8
const perRow = 4
/** So much of a rule is in the list; the whole of it is a tap away. */
const listedCharacters = 240

/** Numbered through all pages; a number is a button. */
export function renderRules(rules: readonly CoachRule[], page: number, language: string, texts: Texts): RulesScreen {
  const first: ReplyButton[] = [
    { key: 'rules-add-button', action: 'rules_add', subject: 'one' },
    { key: 'rules-try-button', action: 'rules_try', subject: 'one' },
  ]
  if (rules.length === 0) return { text: texts.render(language, 'rules-none'), buttons: [first] }
  const pages = Math.ceil(rules.length / perPage)
  const at = Math.min(Math.max(0, page), pages - 1)
  const shown = rules.slice(at * perPage, (at + 1) * perPage).map((rule, index) => {
    const text = describeRule(rule, language, texts)
    const number = at * perPage + index + 1
    return { number, id: rule.id, text: text.length > listedCharacters ? `${text.slice(0, listedCharacters)}…` : text }
  })
  const numbers = shown.map(
    ({ number, id }): ReplyButton => ({
      key: 'rules-number-button',
      params: { number: String(number) },
      action: 'rule_show',
      subject: id,
    }),
  )
  const turn = (to: number, key: TextKey): ReplyButton[] =>
    to >= 0 && to < pages ? [{ key, action: 'rules_page', subject: String(to) }] : []
  const rows = [
    numbers.slice(0, perRow),
    numbers.slice(perRow),
    [...turn(at - 1, 'texts-back-button'), ...turn(at + 1, 'texts-next-button')],
    first,
  ]
  const list = shown.map(({ number, text }) => `${number}. ${text}`).join('\n')
  return {
    text: `${texts.render(language, 'rules-list')}\n\n${list}\n\n${texts.render(language, 'rules-how')}`,
    buttons: rows.filter((row) => row.length > 0),
  }
}

export function renderRule(rule: CoachRule, language: string, texts: Texts): RulesScreen {
  const what = texts.render(language, `rules-about-${rule.action}`)
  return { text: `${describeRule(rule, language, texts)}\n\n${what}`, buttons: ruleButtons(rule) }
}

export function ruleButtons({ id, action }: CoachRule): ReplyButton[][] {
  const others = coachRuleActions.filter((one) => one !== action)
  return [
    ...others.map((one): ReplyButton[] => [{ key: `rules-to-${one}-button`, action: `rule_${one}`, subject: id }]),
    [
      { key: 'rules-remove-button', action: 'rule_remove', subject: id },
      { key: 'rules-all-button', action: 'rules_page', subject: '0' },
    ],
  ]
}

/** In one line: what happens, over which words. */
export function describeRule({ phrases, action }: CoachRule, language: string, texts: Texts): string {
  const words = new Intl.ListFormat(language, { type: 'disjunction' }).format(phrases.map((one) => `“${one}”`))
  return texts.render(language, `rules-${action}`, { words })
}

export function renderTried(tried: Tried, language: string, texts: Texts): string {
  const say = (key: TextKey, params: Record<string, string | number> = {}) => texts.render(language, key, params)
  if (tried.kind === 'danger') return say('rules-tried-danger', { grade: tried.grade })
  const { sure, unsure, signals, rule, isSoft } = tried
  const isSame = sure.outcome === unsure.outcome && sure.by.kind === unsure.by.kind
  const percent = new Intl.NumberFormat(language, { style: 'percent' }).format(sureFrom)
  const lines = [
    say(`rules-tried-${sure.outcome}`),
    deciderOf(sure),
    ...(isSame ? [] : [`${say('rules-tried-unsure', { sure: percent })} ${say(`rules-tried-${unsure.outcome}`)}`]),
    ...(isSame ? [] : [deciderOf(unsure)]),
    ...(signals.length > 0 ? [say('rules-tried-signals', { signals: signals.map(signalOf).join('; ') })] : []),
    ...(rule && sure.by.kind !== 'coach_rule' ? [say('rules-tried-not-decisive', rule)] : []),
    ...(isSoft ? [say('rules-tried-soft')] : []),
    say('rules-tried-without-ai'),
  ]
  return lines.join('\n\n')

  function deciderOf({ by }: Outcome): string {
    if (by.kind === 'coach_rule' && rule) return say('rules-tried-by-rule', rule)
    if (by.kind === 'words') return say('why-by-words')
    if (by.kind === 'stakes') return say('why-by-stakes', { sure: percent })
    return say(signals.length > 0 ? 'why-by-sum' : 'rules-tried-by-nothing')
  }

  function signalOf({ name, saw }: SignalLine): string {
    const seen = saw.flatMap((one) =>
      one.kind === 'topic'
        ? [say(`why-topic-${one.topic}` as TextKey)]
        : one.kind === 'immediate'
          ? [say('why-saw-now')]
          : [],
    )
    const what = say(`rules-signal-${name.replaceAll('_', '-')}` as TextKey)
    return seen.length > 0 ? `${what} (${seen.join(', ')})` : what
  }
}
