/**
 * `/import`: which chats of a Telegram Desktop export are with clients is asked below the file, and only then anything is kept. What is
 * chosen stands in the buttons, and the file stays with Telegram: nothing of it is stored here, whenever this is broken off.
 */
import { setImmediate as breathe } from 'node:timers/promises'
import type { Context } from 'grammy'
import type { InlineKeyboardMarkup, Message } from 'grammy/types'
import type { Logger } from 'pino'
import { FileTooLarge } from '../../coaching/errors.ts'
import { type Download, NotGiven } from '../../coaching/knowledge/fetch-files.ts'
import {
  type ExportedChat,
  type ImportedRun,
  NotAnExport,
  readExport,
  runsOf,
} from '../../coaching/learning/import-chats.ts'
import type { Teachings } from '../../coaching/learning/ports.ts'
import type { Question } from '../../coaching/ports/practices.ts'
import type { MemberAddress, Senders, Wake } from '../../coaching/ports.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import type { BotApi } from '../bot-api.ts'
import { parseTap } from '../buttons.ts'
import { plain } from '../rendering/formatted.ts'
import type { Replies, ReplyButton } from '../replies.ts'

export const importActions = ['import_chat', 'import_start', 'import_cancel'] as const
export type ImportAction = (typeof importActions)[number]

/** Read as a whole; Telegram gives 20 MB, a Bot API server on this machine more. */
const bytesAtMost = 64 * 1024 * 1024
/** One button each. */
const chatsShown = 30
const nameLength = 40
const listsRemembered = 100
const chosenMark = '☑'

type Deps = {
  teachings: Pick<Teachings, 'keepImported'>
  senders: Pick<Senders, 'findMember'>
  download: Download
  botApi: Pick<BotApi, 'editText' | 'changeKeyboard'>
  replies: Replies
  texts: Texts
  ask: (member: MemberAddress, question: Question) => Promise<void>
  wake: Wake
  inBackground: (what: string, work: () => Promise<unknown>) => void
  log: Logger
}
type Shown = { chatId: number; messageId: number }
export type ImportChats = ReturnType<typeof createImportChats>

/** A file that is called as Telegram Desktop calls it, or that was asked for. */
export function isExport({ document }: Message, asked: Question | undefined): boolean {
  return document !== undefined && (asked === 'import' || /^result.*\.json$/i.test(document.file_name ?? ''))
}

export function createImportChats(deps: Deps) {
  const { teachings, senders, download, botApi, replies, texts, ask, wake, inBackground, log } = deps
  /** By message: a tap may come before the edit that an earlier one led to is seen, and then brings the old buttons. */
  const chosenIn = new Map<string, ReadonlySet<number>>()

  return {
    async onCommand(member: MemberAddress): Promise<void> {
      await ask(member, 'import')
      await replies.toCoach({ chatId: member.member.telegramUserId }, member.language, 'import-how')
    },

    async onFile(message: Message, member: MemberAddress): Promise<void> {
      const { document } = message
      if (!document) return
      const place = { chatId: message.chat.id }
      const options = { silent: true, replyTo: message.message_id }
      // It may take a while, and nobody else's message waits for it.
      inBackground('chat export', async () => {
        const chats = await readChats(document.file_id, member)
        if (typeof chats === 'string') return replies.toCoach(place, member.language, chats, {}, options)
        return replies.toCoach(
          place,
          member.language,
          'import-list',
          { list: listOf(chats, member) },
          {
            ...options,
            buttons: buttonsOf(chats),
          },
        )
      })
    },

    /** @returns what the tap is answered with */
    async onTap(ctx: Context, action: ImportAction, index: number): Promise<TextKey | undefined> {
      const member = ctx.from && (await senders.findMember(ctx.from.id))
      const message = ctx.callbackQuery?.message
      if (member?.member.role !== 'owner' || !message || !('text' in message)) return 'tap-owner-only'
      const at = { chatId: message.chat.id, messageId: message.message_id }
      const key = `${at.chatId} ${at.messageId}`
      const before = chosenIn.get(key) ?? chosenBy(message.reply_markup)
      if (action === 'import_chat') {
        const chosen = new Set(before)
        if (!chosen.delete(index)) chosen.add(index)
        remember(key, chosen)
        await botApi.changeKeyboard(at.chatId, at.messageId, marked(message.reply_markup, chosen)).catch(ifChanged)
        return undefined
      }
      if (action === 'import_start' && before.size === 0) return 'import-choose'
      chosenIn.delete(key)
      if (action === 'import_cancel') return void (await show(at, member, 'import-cancelled'))
      const file = message.reply_to_message?.document
      if (!file) return void (await show(at, member, 'import-failed'))
      await show(at, member, 'import-working', { at: 0, of: before.size })
      inBackground('import of chats', () => importChosen(at, member, file.file_id, before))
      return undefined
    },
  }

  async function importChosen(
    at: Shown,
    member: MemberAddress,
    fileId: string,
    chosen: ReadonlySet<number>,
  ): Promise<void> {
    const { coachId, coachName } = member
    const chats = await readChats(fileId, member)
    if (typeof chats === 'string') return show(at, member, chats)
    const wanted = chats.filter((_, index) => chosen.has(index))
    let count = 0
    for (const [index, chat] of wanted.entries()) {
      const runs: ImportedRun[] = []
      for (const run of runsOf(coachId, chat, [coachName, member.member.displayName])) {
        runs.push(run)
        await breathe() // others come between
      }
      const { added, wakeUps } = await teachings.keepImported(coachId, member.member.id, runs)
      await wake(wakeUps)
      count += added
      if (index + 1 < wanted.length) await show(at, member, 'import-working', { at: index + 1, of: wanted.length })
    }
    await show(at, member, 'import-done', { count, chats: wanted.map(({ name }) => short(name)).join(', ') })
  }

  /** @returns what is wrong with it, as a text of ours */
  async function readChats(fileId: string, member: MemberAddress): Promise<ExportedChat[] | TextKey> {
    try {
      const chats = readExport(await readText(fileId), member.member.telegramUserId)
      return chats.length > 0 ? chats : 'import-no-chats'
    } catch (error) {
      if (error instanceof NotAnExport) return 'import-not-export'
      if (error instanceof FileTooLarge || (error instanceof NotGiven && error.why === 'too_big'))
        return 'import-too-big'
      log.warn({ coachId: member.coachId, err: error }, 'a chat export could not be fetched')
      return 'import-failed'
    }
  }

  async function readText(fileId: string): Promise<string> {
    const pieces: Uint8Array[] = []
    let sizeBytes = 0
    for await (const piece of download(fileId, new AbortController().signal)) {
      sizeBytes += piece.length
      if (sizeBytes > bytesAtMost) throw new FileTooLarge(bytesAtMost)
      pieces.push(piece)
    }
    return Buffer.concat(pieces).toString('utf8')
  }

  function listOf(chats: readonly ExportedChat[], { language }: MemberAddress): string {
    const shown = chats.slice(0, chatsShown)
    const lines = shown.map(({ name, count, mine }) =>
      texts.render(language, 'import-chat', { name: short(name), count, mine }),
    )
    const left = chats.length - shown.length
    if (left > 0) lines.push(texts.render(language, 'import-more', { count: left }))
    return lines.join('\n')
  }

  async function show({ chatId, messageId }: Shown, { language }: MemberAddress, key: TextKey, params = {}) {
    // The coach may have deleted it.
    await botApi.editText(chatId, messageId, plain(texts.render(language, key, params))).catch(() => {})
  }

  function remember(key: string, chosen: ReadonlySet<number>): void {
    chosenIn.set(key, chosen)
    for (const oldest of chosenIn.keys()) if (chosenIn.size > listsRemembered) chosenIn.delete(oldest)
  }
}

function buttonsOf(chats: readonly ExportedChat[]): ReplyButton[][] {
  const toggles = chats
    .slice(0, chatsShown)
    .map(({ name }, index): ReplyButton[] => [
      { key: 'import-chat-button', params: { name: short(name) }, action: 'import_chat', subject: String(index) },
    ])
  return [
    ...toggles,
    [
      { key: 'import-start-button', action: 'import_start', subject: 'now' },
      { key: 'import-cancel-button', action: 'import_cancel', subject: 'now' },
    ],
  ]
}

function chosenBy(markup: InlineKeyboardMarkup | undefined): ReadonlySet<number> {
  const chosen = (markup?.inline_keyboard ?? []).flat().flatMap((button) => {
    const index = chatIn(button)
    return index !== undefined && button.text.startsWith(chosenMark) ? [index] : []
  })
  return new Set(chosen)
}

/** The same buttons, with what is chosen now. */
function marked(markup: InlineKeyboardMarkup | undefined, chosen: ReadonlySet<number>): InlineKeyboardMarkup {
  return {
    inline_keyboard: (markup?.inline_keyboard ?? []).map((row) =>
      row.map((button) => {
        const index = chatIn(button)
        if (index === undefined) return button
        return { ...button, text: `${chosen.has(index) ? chosenMark : '☐'}${button.text.slice(1)}` }
      }),
    ),
  }
}

function chatIn(button: InlineKeyboardMarkup['inline_keyboard'][number][number]): number | undefined {
  const tap = 'callback_data' in button ? parseTap(button.callback_data) : undefined
  return tap?.action === 'import_chat' ? Number(tap.subject) : undefined
}

function short(name: string): string {
  return name.length > nameLength ? `${name.slice(0, nameLength).toWellFormed()}…` : name
}

function ifChanged(error: unknown): void {
  if (!/message is not modified/i.test(String(error))) throw error
}
