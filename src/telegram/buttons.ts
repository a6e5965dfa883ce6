/** Inline buttons: an action and the id it is about, within Telegram's 64 bytes of callback data. */
import type { InlineKeyboardMarkup } from 'grammy/types'
import type { Button, ButtonAction } from '../coaching/deliveries.ts'
import type { TextKey, Texts } from '../locales/texts.ts'

/** Buttons of the edge alone: nothing of the conversation is about them. */
export type EdgeAction = 'link_group' | 'check_group' | 'add_member' | 'set_mirrors'
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
  send_held: 'uuid',
  keep_as_note: 'uuid',
  agree: 'uuid',
  decline: 'uuid',
  withdraw_consent: 'uuid',
  link_group: 'number',
  check_group: 'number',
  add_member: 'number',
  set_mirrors: 'word',
} as const satisfies Record<Action, 'uuid' | 'number' | 'word'>

const shapes = { uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, number: /^-?\d{1,16}$/, word: /^[a-z]{1,16}$/ }

/** @returns undefined for data that is not ours: a client of Telegram's can send whatever it likes */
export function parseTap(data: string | undefined): { action: Action; subject: string } | undefined {
  const [name = '', subject = ''] = data?.split(':', 2) ?? []
  if (!Object.hasOwn(subjects, name)) return undefined
  const action = name as Action
  return shapes[subjects[action]].test(subject) ? { action, subject } : undefined
}
