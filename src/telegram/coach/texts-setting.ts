/** `/texts`: what clients read at each turn of the way; the coach rewords it, or leaves it out. */
import type { Context } from 'grammy'
import {
  checkOwnText,
  fillOwnText,
  findLifecycleKey,
  type LifecycleKey,
  lifecycleKeys,
  mayMute,
  mayReword,
  type OwnTextFault,
  ownTextLength,
} from '../../coaching/lifecycle.ts'
import type { CoachTexts, Question } from '../../coaching/ports/practices.ts'
import type { MemberAddress } from '../../coaching/ports.ts'
import { textParameters } from '../../locales/text-keys.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import type { BotApi } from '../bot-api.ts'
import type { Action } from '../buttons.ts'
import { blockquote, bold, concat, type Formatted, join, plain } from '../rendering/formatted.ts'
import { renderNotice } from '../rendering/labels.ts'
import type { ReplyButton } from '../replies.ts'
import type { Screen, SettingScreens } from './setting-screen.ts'

const perPage = 6
export const textActions = [
  'texts_page',
  'text_show',
  'text_change',
  'text_ours',
  'text_undo',
  'text_mute',
  'text_unmute',
] as const satisfies readonly Action[]
export type TextAction = (typeof textActions)[number]

type Deps = {
  coachTexts: CoachTexts
  screens: SettingScreens
  botApi: BotApi
  texts: Texts
  ask: (member: MemberAddress, question: Question) => Promise<void>
}
export type TextsSetting = ReturnType<typeof createTextsSetting>

export function createTextsSetting({ coachTexts, screens, botApi, texts, ask }: Deps) {
  return {
    async onCommand(member: MemberAddress): Promise<void> {
      await screens.send(member, await list(member, 0))
    },

    /** @returns what the tap is answered with */
    onTap(ctx: Context, action: TextAction, subject: string): Promise<TextKey | undefined> {
      return screens.onTap(ctx, (member) => screenAfter(member, action, subject))
    },

    /** The new wording, as the coach has sent it. */
    async onReply(member: MemberAddress, about: string, text: string): Promise<void> {
      const [name = '', language = ''] = about.split('.')
      const key = findLifecycleKey(name)
      if (!key || !mayReword(key)) return
      const place = { chatId: member.member.telegramUserId }
      const fault = checkOwnText(text, textParameters[key])
      if (fault) {
        await ask(member, `text:${about}`)
        await botApi.sendText(place, plain(faultText(fault, key, member)), { forceReply: true })
        return
      }
      await coachTexts.set(member.coachId, key, language, text.trim(), member.member.id)
      const { muted } = await coachTexts.list(member.coachId)
      const isMuted = muted.includes(key)
      const saved = texts.render(member.language, isMuted ? 'texts-saved-muted' : 'texts-saved', {
        language: languageName(language, member),
      })
      await screens.send(member, {
        text: concat(plain(`${saved}\n`), blockquote(preview(text.trim(), member))),
        buttons: [
          [
            { key: 'texts-undo-button', action: 'text_undo', subject: about },
            { key: 'texts-show-button', action: 'text_show', subject: key },
          ],
          ...(isMuted ? [[{ key: 'texts-unmute-button', action: 'text_unmute', subject: key } as const]] : []),
        ],
      })
    },
  }

  /** What the message that was tapped turns into; a key is only an answer to the tap. */
  async function screenAfter(
    member: MemberAddress,
    action: TextAction,
    subject: string,
  ): Promise<Screen | TextKey | undefined> {
    if (action === 'texts_page') return list(member, Number(subject))
    const [name = '', language = ''] = subject.split('.')
    const key = findLifecycleKey(name)
    if (!key) return undefined
    const { coachId } = member
    const by = member.member.id
    if (action === 'text_mute' || action === 'text_unmute') {
      if (!mayMute(key)) return 'texts-fixed-tap'
      await coachTexts.setMuted(coachId, key, action === 'text_mute', by)
    }
    if (action === 'text_change' && texts.languages.includes(language)) {
      if (!mayReword(key)) return 'texts-fixed-tap'
      await ask(member, `text:${key}.${language}`)
      const places = textParameters[key].map((place) => `{${place}}`).join(', ')
      const params = { event: nameOf(key, member), language: languageName(language, member), limit: ownTextLength }
      const asked = places
        ? texts.render(member.language, 'texts-ask-places', { ...params, places })
        : texts.render(member.language, 'texts-ask', params)
      await botApi.sendText({ chatId: member.member.telegramUserId }, plain(asked), { forceReply: true })
      return undefined
    }
    if (action === 'text_ours') await coachTexts.set(coachId, key, language, undefined, by)
    if (action === 'text_undo') await coachTexts.undo(coachId, key, language, by)
    return show(member, key)
  }

  async function list(member: MemberAddress, page: number): Promise<Screen> {
    const { own, muted } = await coachTexts.list(member.coachId)
    const pages = Math.ceil(lifecycleKeys.length / perPage)
    const at = Math.min(Math.max(0, page), pages - 1)
    const shown = lifecycleKeys.slice(at * perPage, (at + 1) * perPage)
    const buttons = shown.map((key): ReplyButton[] => {
      const mark = muted.includes(key) ? '🔇 ' : own.some((one) => one.key === key) ? '✏️ ' : mayReword(key) ? '' : '🔒 '
      const event = `${mark}${nameOf(key, member)}`
      return [{ key: 'texts-event-button', params: { event }, action: 'text_show', subject: key }]
    })
    const turn = (to: number, key: TextKey): ReplyButton[] =>
      to >= 0 && to < pages ? [{ key, action: 'texts_page', subject: String(to) }] : []
    const head = texts.render(member.language, 'texts-list', { page: at + 1, pages })
    return {
      text: plain(head),
      buttons: [...buttons, [...turn(at - 1, 'texts-back-button'), ...turn(at + 1, 'texts-next-button')]],
    }
  }

  async function show(member: MemberAddress, key: LifecycleKey): Promise<Screen> {
    const { own, muted, languages } = await coachTexts.list(member.coachId)
    const say = (name: TextKey, params = {}) => plain(texts.render(member.language, name, params))
    const spoken = [...new Set([...languages, member.language].map(texts.languageOf))].sort()
    const isMuted = muted.includes(key)
    const parts = spoken.flatMap((language) => {
      const mine = own.find((one) => one.key === key && one.language === language)
      const whose = say(mine ? 'texts-yours' : 'texts-ours', { language: languageName(language, member) })
      return [
        concat(bold(whose), plain('\n'), blockquote(mine ? preview(mine.text, member) : ours(key, language, member))),
      ]
    })
    const can = mayReword(key)
    const state = isMuted ? 'texts-muted' : !can ? 'texts-fixed' : mayMute(key) ? 'texts-may-mute' : 'texts-not-mutable'
    const rows = can
      ? spoken.map((language): ReplyButton[] => {
          const subject = `${key}.${language}`
          const isOwn = own.some((one) => one.key === key && one.language === language)
          const params = { language: languageName(language, member) }
          return [
            { key: 'texts-change-button', params, action: 'text_change', subject },
            ...(isOwn
              ? [{ key: 'texts-ours-button', params, action: 'text_ours', subject } satisfies ReplyButton]
              : []),
          ]
        })
      : []
    const mute: ReplyButton[] = !mayMute(key)
      ? []
      : [
          isMuted
            ? { key: 'texts-unmute-button', action: 'text_unmute', subject: key }
            : { key: 'texts-mute-button', action: 'text_mute', subject: key },
        ]
    const page = String(Math.floor(lifecycleKeys.indexOf(key) / perPage))
    const back: ReplyButton = { key: 'texts-all-button', action: 'texts_page', subject: page }
    return {
      text: join([bold(plain(nameOf(key, member))), ...parts, say(state)], '\n\n'),
      buttons: [...rows, ...(mute.length > 0 ? [mute] : []), [back]],
    }
  }

  /** As it looks on a client's phone. */
  function preview(text: string, member: MemberAddress): Formatted {
    return join(renderNotice(fillOwnText(text, samples(member))), '\n')
  }

  function ours(key: LifecycleKey, language: string, member: MemberAddress): Formatted {
    return join(renderNotice(texts.render(language, key, samples(member))), '\n')
  }

  function samples({ coachName, language }: MemberAddress) {
    return { coach: coachName, back: texts.render(language, 'when-tomorrow', { time: '09:00' }) }
  }

  function nameOf(key: LifecycleKey, { language }: MemberAddress): string {
    return texts.render(language, `event-${key}`)
  }

  function languageName(language: string, member: MemberAddress): string {
    return new Intl.DisplayNames(member.language, { type: 'language', fallback: 'code' }).of(language) ?? language
  }

  function faultText(fault: OwnTextFault, key: LifecycleKey, { language }: MemberAddress): string {
    const places = textParameters[key].map((one) => `{${one}}`).join(', ')
    if (fault.kind === 'empty') return texts.render(language, 'texts-empty')
    if (fault.kind === 'too_long')
      return texts.render(language, 'texts-too-long', { length: fault.length, limit: ownTextLength })
    const what = fault.kind === 'brace' ? '{ }' : `{${fault.place}}`
    if (!places) return texts.render(language, 'texts-no-places', { place: what })
    return texts.render(language, 'texts-unknown-place', { place: what, places })
  }
}
