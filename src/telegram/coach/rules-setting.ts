/** `/rules`: words of a client's that call the coach, offer them, or leave it to the AI. */
import type { Context } from 'grammy'
import { parseRule } from '../../coaching/handoff/rule-words.ts'
import { type CoachRule, coachRuleLimits } from '../../coaching/handoff/rules.ts'
import type { TryWords } from '../../coaching/handoff/try-words.ts'
import type { Practices, Question } from '../../coaching/ports/practices.ts'
import type { Clock, Ids, MemberAddress } from '../../coaching/ports.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import type { Action } from '../buttons.ts'
import {
  describeRule,
  type RulesScreen,
  renderRule,
  renderRules,
  renderTried,
  ruleButtons,
} from '../rendering/rules.ts'
import type { Replies, ReplyButton } from '../replies.ts'
import type { SettingScreens } from './setting-screen.ts'

export const ruleActions = [
  'rules_page',
  'rules_add',
  'rules_try',
  'rule_show',
  'rule_handoff',
  'rule_offer',
  'rule_never',
  'rule_remove',
  'rule_undo',
] as const satisfies readonly Action[]
export type RuleAction = (typeof ruleActions)[number]

type Deps = {
  practices: Pick<Practices, 'getPractice' | 'changeRules'>
  screens: SettingScreens
  replies: Replies
  texts: Texts
  tryWords: TryWords
  ask: (member: MemberAddress, question: Question) => Promise<void>
  clock: Clock
  ids: Ids
}
export type RulesSetting = ReturnType<typeof createRulesSetting>

export function createRulesSetting({ practices, screens, replies, texts, tryWords, ask, clock, ids }: Deps) {
  return {
    async onCommand(member: MemberAddress, argument: string): Promise<void> {
      const [, verb = '', rest = ''] = /^(\S*)\s*(.*)$/su.exec(argument) ?? []
      if (verb === '') return screens.send(member, await list(member, 0))
      if (verb.toLowerCase() === 'add') return rest ? add(member, rest) : askFor(member, 'rule')
      if (verb.toLowerCase() === 'try') return rest ? tryOut(member, rest) : askFor(member, 'rule_try')
      await say(member, 'setting-unknown', { value: argument.slice(0, 100) })
      await say(member, 'rules-how')
    },

    /** What was asked for by a button. */
    onReply: (member: MemberAddress, question: 'rule' | 'rule_try', text: string): Promise<void> =>
      question === 'rule' ? add(member, text) : tryOut(member, text),

    /** @returns what the tap is answered with */
    onTap(ctx: Context, action: RuleAction, subject: string): Promise<TextKey | undefined> {
      return screens.onTap(ctx, (member) => screenAfter(member, action, subject))
    },
  }

  /** What the message that was tapped turns into; a key is only an answer to the tap. */
  async function screenAfter(
    member: MemberAddress,
    action: RuleAction,
    id: string,
  ): Promise<RulesScreen | TextKey | undefined> {
    const { coachId, language } = member
    const by = member.member.id
    switch (action) {
      case 'rules_page':
        return list(member, Number(id))
      case 'rules_add':
        return void (await askFor(member, 'rule'))
      case 'rules_try':
        return void (await askFor(member, 'rule_try'))
      case 'rule_show': {
        const rule = (await rulesOf(member)).find((one) => one.id === id)
        return rule ? renderRule(rule, language, texts) : 'rules-gone'
      }
      case 'rule_handoff':
      case 'rule_offer':
      case 'rule_never': {
        const to = ({ rule_handoff: 'handoff', rule_offer: 'offer', rule_never: 'never' } as const)[action]
        const changed = await practices.changeRules(coachId, { kind: 'set_action', id, action: to }, by)
        return changed ? renderRule(changed, language, texts) : 'rules-gone'
      }
      case 'rule_remove': {
        const removed = await practices.changeRules(coachId, { kind: 'remove', id }, by)
        if (!removed) return 'rules-gone'
        const text = texts.render(language, 'rules-removed', { rule: describeRule(removed, language, texts) })
        return { text, buttons: [[{ key: 'rules-undo-button', action: 'rule_undo', subject: id }, allRules]] }
      }
      case 'rule_undo': {
        const restored = await practices.changeRules(coachId, { kind: 'restore', id }, by)
        return restored ? renderRule(restored, language, texts) : 'rules-no-undo'
      }
    }
  }

  async function rulesOf({ coachId }: MemberAddress): Promise<readonly CoachRule[]> {
    return (await practices.getPractice(coachId)).rules
  }

  async function list(member: MemberAddress, page: number): Promise<RulesScreen> {
    return renderRules(await rulesOf(member), page, member.language, texts)
  }

  async function askFor(member: MemberAddress, question: 'rule' | 'rule_try'): Promise<void> {
    await ask(member, question)
    const key = question === 'rule' ? 'rules-ask-rule' : 'rules-ask-message'
    await replies.toCoach({ chatId: member.member.telegramUserId }, member.language, key, {}, { forceReply: true })
  }

  async function add(member: MemberAddress, words: string): Promise<void> {
    const said = parseRule(words)
    if (said.kind === 'no_words') return void (await say(member, 'rules-no-words'))
    if (said.kind === 'too_many')
      return void (await say(member, 'rules-too-many-words', { count: said.count, limit: coachRuleLimits.phrases }))
    if (said.kind === 'too_long')
      return void (await say(member, 'rules-too-long', { phrase: said.phrase, limit: coachRuleLimits.phraseLength }))
    if (said.kind === 'no_phrase') return void (await say(member, 'rules-no-word', { phrase: said.phrase }))
    const rule: CoachRule = { id: ids.next(), ...said.rule }
    const added = await practices.changeRules(member.coachId, { kind: 'add', rule }, member.member.id)
    if (!added) return void (await say(member, 'rules-full', { limit: coachRuleLimits.rules }))
    const saved = texts.render(member.language, 'rules-saved', { rule: describeRule(added, member.language, texts) })
    await screens.send(member, { text: saved, buttons: ruleButtons(added) })
  }

  async function tryOut(member: MemberAddress, text: string): Promise<void> {
    const { rules, sensitivity } = await practices.getPractice(member.coachId)
    const practice = { rules, sensitivity, coachName: member.coachName, now: clock.now() }
    await screens.send(member, {
      text: renderTried(tryWords(text, practice), member.language, texts),
      buttons: [[{ key: 'rules-another-button', action: 'rules_try', subject: 'one' }, allRules]],
    })
  }

  function say(member: MemberAddress, key: TextKey, params = {}): Promise<number> {
    return replies.toCoach({ chatId: member.member.telegramUserId }, member.language, key, params, { silent: true })
  }
}

const allRules: ReplyButton = { key: 'rules-all-button', action: 'rules_page', subject: '0' }
