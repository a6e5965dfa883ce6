/** Inline buttons: an action and the id it is about, within Telegram's 64 bytes of callback data. */
import type { InlineKeyboardMarkup, Message } from 'grammy/types'
import type { Button, ButtonAction } from '../coaching/deliveries.ts'
import type { TextKey, Texts } from '../locales/texts.ts'

/** Buttons of the edge alone: nothing of the conversation is about them. */
export type EdgeAction =
  | 'link_group'
  | 'check_group'
  | 'add_member'
  | 'set_mirrors'
  | 'set_reminders'
  | 'set_sensitivity'
  | 'set_country'
  | 'client_country'
  | 'drill_yes'
  | 'drill_no'
  | 'key_other'
  | 'key_again'
  | 'texts_page'
  | 'text_show'
  | 'text_change'
  | 'text_ours'
  | 'text_undo'
  | 'text_mute'
  | 'text_unmute'
  | 'rules_page'
  | 'rules_add'
  | 'rules_try'
  | 'rule_show'
  | 'rule_handoff'
  | 'rule_offer'
  | 'rule_never'
  | 'rule_remove'
  | 'rule_undo'
  | 'set_answers'
  | 'gaps_page'
  | 'gap_close'
  | 'gap_reopen'
  | 'token_new'
  | 'token_revoke'
  | 'batch_start'
  | 'batch_leave_out'
  | 'batch_replace'
  | 'batch_keep'
  | 'docs_page'
  | 'doc_show'
  | 'doc_rename'
  | 'doc_remove'
  | 'doc_remove_sure'
  | 'doc_undo'
  | 'doc_again'
  | 'snippet_add'
  | 'conflicts'
  | 'conflict_keep'
  | 'conflict_remove'
  | 'batch_conflict_keep'
  | 'batch_conflict_remove'
  | 'batch_conflict_show'
  | 'sample_good'
  | 'sample_teach'
  | 'sample_not_now'
  | 'memory_kinds'
  | 'memory_page'
  | 'memory_restore'
  | 'memory_correct'
  | 'memory_forget_sure'
  | 'memory_keep'
  | 'memory_earlier'
  | 'goal_active'
  | 'goal_achieved'
  | 'goal_abandoned'
  | 'receipts_on'
  | 'receipts_off'
  | 'forget_message_sure'
  | 'forget_message_not'
  | 'keep_message'
  | 'set_receipts'
  | 'learned_page'
  | 'learned_drop'
  | 'learned_back'
  | 'learned_back_only'
  | 'learned_pin'
  | 'learned_unpin'
  | 'set_learning'
  | 'way_list'
  | 'way_show'
  | 'way_ask'
  | 'way_not'
  | 'way_drop'
  | 'way_undo'
  | 'way_name'
  | 'way_as'
  | 'rehearse_start'
  | 'rehearse_not'
  | 'try_words'
  | 'try_teach'
  | 'try_why'
  | 'set_copilot'
  | 'rung_ask'
  | 'rung_let'
  | 'rung_earn'
  | 'teach'
  | 'cold_begin'
  | 'cold_skip'
  | 'cold_later'
  | 'import_chat'
  | 'import_start'
  | 'import_cancel'
export type Action = ButtonAction | EdgeAction

export function keyboard(
  rows: readonly (readonly (Omit<Button, 'action'> & { action: Action })[])[],
  texts: Texts,
  language: string,
): InlineKeyboardMarkup | undefined {
  if (rows.length === 0) return undefined
  return {
    inline_keyboard: rows.map((row) =>
      row.map(({ key, params, action, subject }) => ({
        text: texts.render(language, key as TextKey, params),
        callback_data: `${action}:${subject}`,
      })),
    ),
  }
}

const subjects = {
  takeover: 'uuid',
  handback: 'uuid',
  ai_may_answer: 'uuid',
  looked: 'uuid',
  assign: 'uuid',
  unassign: 'uuid',
  send_held: 'uuid',
  send_draft: 'uuid',
  edit_draft: 'uuid',
  reject_draft: 'uuid',
  draft_again: 'uuid',
  suggest: 'uuid',
  another: 'uuid',
  keep_as_note: 'uuid',
  agree: 'uuid',
  decline: 'uuid',
  withdraw_consent: 'uuid',
  offer_yes: 'uuid',
  offer_no: 'uuid',
  keep_ai: 'uuid',
  wait_for_coach: 'uuid',
  crisis_writing: 'uuid',
  crisis_phoning: 'uuid',
  crisis_reached: 'uuid',
  crisis_no_answer: 'uuid',
  crisis_false_alarm: 'uuid',
  crisis_false_alarm_sure: 'uuid',
  crisis_safe_company: 'uuid',
  crisis_safe_care: 'uuid',
  crisis_safe_talked: 'uuid',
  call_line: 'uuid',
  someone_with_me: 'uuid',
  i_am_safe: 'uuid',
  not_safe: 'uuid',
  choose_country: 'uuid',
  client_country: 'place',
  set_country: 'word',
  drill_yes: 'number',
  drill_no: 'number',
  key_other: 'uuid',
  key_again: 'uuid',
  texts_page: 'number',
  text_show: 'text',
  text_change: 'text',
  text_ours: 'text',
  text_undo: 'text',
  text_mute: 'text',
  text_unmute: 'text',
  rules_page: 'number',
  rules_add: 'word',
  rules_try: 'word',
  rule_show: 'uuid',
  rule_handoff: 'uuid',
  rule_offer: 'uuid',
  rule_never: 'uuid',
  rule_remove: 'uuid',
  rule_undo: 'uuid',
  set_answers: 'word',
  gaps_page: 'uuid',
  gap_close: 'uuid',
  gap_reopen: 'uuid',
  token_new: 'word',
  token_revoke: 'uuid',
  batch_start: 'uuid',
  batch_leave_out: 'uuid',
  batch_replace: 'uuid',
  batch_keep: 'uuid',
  docs_page: 'page',
  doc_show: 'uuid',
  doc_rename: 'uuid',
  doc_remove: 'uuid',
  doc_remove_sure: 'uuid',
  doc_undo: 'uuid',
  doc_again: 'uuid',
  snippet_add: 'word',
  conflicts: 'word',
  conflict_keep: 'uuid',
  conflict_remove: 'uuid',
  batch_conflict_keep: 'uuid',
  batch_conflict_remove: 'uuid',
  batch_conflict_show: 'uuid',
  sample_good: 'uuid',
  sample_teach: 'uuid',
  sample_not_now: 'uuid',
  memory_show: 'uuid',
  memory_right: 'uuid',
  memory_wrong: 'uuid',
  memory_forget: 'uuid',
  memory_revert: 'uuid',
  learn_keep: 'uuid',
  learn_only_client: 'uuid',
  learn_forget: 'uuid',
  learn_undo: 'uuid',
  exception_only: 'uuid',
  exception_rule: 'uuid',
  exception_none: 'uuid',
  exception_undo: 'uuid',
  teach: 'uuid',
  teach_not: 'uuid',
  cold_begin: 'word',
  cold_skip: 'text',
  cold_later: 'word',
  import_chat: 'number',
  import_start: 'word',
  import_cancel: 'word',
  memory_kinds: 'uuid',
  memory_page: 'items',
  memory_restore: 'uuid',
  memory_correct: 'uuid',
  memory_forget_sure: 'uuid',
  memory_keep: 'uuid',
  memory_earlier: 'uuid',
  goal_active: 'uuid',
  goal_achieved: 'uuid',
  goal_abandoned: 'uuid',
  receipts_on: 'uuid',
  receipts_off: 'uuid',
  forget_message_sure: 'uuid',
  forget_message_not: 'uuid',
  keep_message: 'uuid',
  set_receipts: 'word',
  learned_page: 'entry',
  learned_drop: 'uuid',
  learned_back: 'uuid',
  learned_back_only: 'uuid',
  learned_pin: 'uuid',
  learned_unpin: 'uuid',
  set_learning: 'word',
  way_list: 'word',
  way_show: 'way',
  way_ask: 'way',
  way_not: 'way',
  way_drop: 'way',
  way_undo: 'way',
  way_name: 'uuid',
  way_as: 'technique',
  rehearse_start: 'word',
  rehearse_not: 'word',
  try_words: 'word',
  try_teach: 'uuid',
  try_why: 'uuid',
  set_copilot: 'word',
  rung_ask: 'rung',
  rung_let: 'rung',
  rung_earn: 'rung',
  link_group: 'number',
  check_group: 'number',
  add_member: 'number',
  set_mirrors: 'word',
  set_reminders: 'word',
  set_sensitivity: 'choice',
} as const satisfies Record<
  Action,
  'uuid' | 'number' | 'word' | 'place' | 'text' | 'choice' | 'page' | 'items' | 'entry' | 'rung' | 'way' | 'technique'
>

const shapes = {
  /** A conversation, and a country. */
  place: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[a-z]{2}$/,
  /** A text of ours, and a language. */
  text: /^[a-z0-9-]{1,40}(\.[a-z]{2})?$/,
  /** What is chosen, how, and how all was before. */
  choice: /^[a-z_]{1,16}\.[a-z0-9]{1,16}\.[0-9]{1,16}$/,
  /** A page of what is listed, and what was looked for. */
  page: /^[0-9]{1,5}(\.[A-Za-z0-9_-]{1,40})?$/,
  /** What a list goes on from. */
  entry: /^(newest|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
  /** A conversation, a kind of what is remembered, and a page of it. */
  items: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[a-z]{4,12}\.[0-9]{1,2}$/,
  /** A conversation, and a situation. */
  rung: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[a-z_]{4,15}$/,
  /** A piece of the coach's way, or one thing that was learned. */
  way: /^(signature|(phrase|opening|closing)\.[0-9a-f]{12}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
  /** One thing that was learned, and what carried it. */
  technique: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[a-z_]{5,15}$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  number: /^-?\d{1,16}$/,
  word: /^[a-z]{1,16}$/,
}

/** What a message of the bot's is about, by the first button of these below it: Telegram brings them along with what is answered. */
export function subjectBelow(answered: Message | undefined, actions: readonly string[]): string | undefined {
  if (!answered?.from?.is_bot) return undefined
  const taps = answered.reply_markup?.inline_keyboard.flat().flatMap((button) => {
    const tap = 'callback_data' in button ? parseTap(button.callback_data) : undefined
    return tap && actions.includes(tap.action) ? tap.subject : []
  })
  return taps?.[0]
}

export type Tap = { action: Action; subject: string }

/** @returns undefined for data that is not ours: a client of Telegram's can send whatever it likes */
export function parseTap(data: string | undefined): Tap | undefined {
  const [name = '', subject = ''] = data?.split(':', 2) ?? []
  if (!Object.hasOwn(subjects, name)) return undefined
  const action = name as Action
  return shapes[subjects[action]].test(subject) ? { action, subject } : undefined
}
