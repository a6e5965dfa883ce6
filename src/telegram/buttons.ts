/** Inline buttons: an action and the id it is about, within Telegram's 64 bytes of callback data. */
import type { InlineKeyboardMarkup } from 'grammy/types'
import type { Button, ButtonAction } from '../coaching/deliveries.ts'
import type { TextKey, Texts } from '../locales/texts.ts'

/** Buttons of the edge alone: nothing of the conversation is about them. */
export type EdgeAction = 'link_group' | 'check_group' | 'add_member'
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

/** @returns undefined for data that is not ours */
export function parseTap(data: string | undefined): { action: Action; subject: string } | undefined {
  const [action, subject] = data?.split(':', 2) ?? []
  return action && subject ? { action: action as Action, subject } : undefined
}
