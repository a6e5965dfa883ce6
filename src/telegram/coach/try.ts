/** `/try`: the coach's private chat is for a while the one of a client of theirs, whom their own clone answers. */
import type { Context } from 'grammy'
import type { Message } from 'grammy/types'
import type { Logger } from 'pino'
import type { Teachings } from '../../coaching/learning/ports.ts'
import type { CoachTexts } from '../../coaching/ports/practices.ts'
import type { Clock, MemberAddress, Senders, Wake } from '../../coaching/ports.ts'
import { isNotSo, type Reaction } from '../../coaching/reactions.ts'
import type { ShowTry } from '../../coaching/trying/answer-try.ts'
import type { TriedAnswer, Tries } from '../../coaching/trying/tries.ts'
import type { Trying } from '../../coaching/trying/trying.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import { type BotApi, outcomeOf } from '../bot-api.ts'
import { keyboard } from '../buttons.ts'
import { fileOf, textOf } from '../content.ts'
import { originOf } from '../incoming.ts'
import { italic, join, plain } from '../rendering/formatted.ts'
import { splitFormatted } from '../rendering/split.ts'
import { noAiKey, renderTry, tryButtons } from '../rendering/try.ts'
import { renderReason } from '../rendering/why.ts'
import type { Replies } from '../replies.ts'
import type { SettingScreens } from './setting-screen.ts'

const tryAgainMs = 10_000
/** So much of a client's words is said again. */
const quotedCharacters = 300

export const tryActions = ['try_words', 'try_teach', 'try_why'] as const
export type TryAction = (typeof tryActions)[number]

type ShowDeps = { botApi: Pick<BotApi, 'sendText'>; coachTexts: Pick<CoachTexts, 'list'>; texts: Texts; log: Logger }

export function createShowTry({ botApi, coachTexts, texts, log }: ShowDeps): ShowTry {
  return async function show({ coachId, chatId, language, country, turn }, { id, answer }) {
    const { displayName: coachName } = turn.coach
    const { timezone } = turn.client
    const ownTexts = await coachTexts.list(coachId)
    const parts = renderTry(answer, { coachName, team: turn.team, language, timezone, country, ownTexts }, texts)
    const buttons = keyboard(tryButtons(answer, id), texts, language)
    try {
      let messageId: number | null = null
      for (const [at, part] of parts.entries()) {
        const isLast = at === parts.length - 1
        messageId = await botApi.sendText({ chatId }, part, { silent: true, ...(isLast && { keyboard: buttons }) })
      }
      return { kind: 'shown', id, messageId }
    } catch (error) {
      const outcome = outcomeOf(error)
      log.warn({ coachId, outcome }, 'an answer in a try is not shown')
      if (outcome.kind === 'blocked' || outcome.kind === 'refused') return { kind: 'shown', id, messageId: null }
      return { kind: 'later', afterMs: outcome.kind === 'too_early' ? outcome.retryAfterMs : tryAgainMs }
    }
  }
}

type Deps = {
  trying: Trying
  tries: Pick<Tries, 'find' | 'findAsked' | 'findShown' | 'noteAsked'>
  teachings: Pick<Teachings, 'answer'>
  senders: Pick<Senders, 'findMember'>
  screens: SettingScreens
  botApi: Pick<BotApi, 'sendText'>
  replies: Replies
  texts: Texts
  wake: Wake
  clock: Clock
}
export type TryChat = ReturnType<typeof createTryChat>

export function createTryChat({
  trying,
  tries,
  teachings,
  senders,
  screens,
  botApi,
  replies,
  texts,
  wake,
  clock,
}: Deps) {
  return {
    async onCommand(ctx: Context, member: MemberAddress): Promise<void> {
      await say(member, begunKey(await trying.begin(member, originOf(ctx))))
    },

    /** @returns false when there was no try to end */
    async onDone(member: MemberAddress): Promise<boolean> {
      const isEnded = await trying.end(member)
      if (isEnded) await say(member, 'try-over')
      return isEnded
    },

    isOpen: trying.isOpen,
    end: trying.end,

    /** In a try: typed, or said aloud. */
    onWords(ctx: Context, message: Message, member: MemberAddress): Promise<void> {
      return trying.write(member, originOf(ctx), message.text ?? '', message.voice && fileOf(message))
    },

    /** What the coach would have said, asked for by [Teach], is said in reply to that: this is about which answer. */
    async answerAsked(message: Message, { coachId }: MemberAddress): Promise<TriedAnswer | undefined> {
      const asked = message.reply_to_message
      const place = asked && { chatId: message.chat.id, messageId: asked.message_id }
      return place && asked.from?.is_bot ? tries.findAsked(coachId, place) : undefined
    },

    async onTaught(ctx: Context, message: Message, member: MemberAddress, tried: TriedAnswer): Promise<void> {
      const said = message.text === undefined ? '' : textOf(message)
      if (said.trim() === '') return say(member, 'teach-words-only')
      const written = { chatId: message.chat.id, messageId: message.message_id }
      const answer = { kind: 'taught', before: tried.facing, said, by: member.member.id, written } as const
      const wakeUps = await teachings.answer(member.coachId, originOf(ctx), answer)
      if (!wakeUps) return
      await wake(wakeUps)
      await say(member, 'try-taught')
    },

    /** `/why` as a reply to what the clone answered. @returns whether it was that */
    async onWhy({ chat, reply_to_message: target }: Message, member: MemberAddress): Promise<boolean> {
      const place = target?.from?.is_bot && { chatId: chat.id, messageId: target.message_id }
      const tried = place ? await tries.findShown(member.coachId, place) : undefined
      if (!tried?.reason) return false
      await explain(member, tried)
      return true
    },

    /** 👎 on what the clone answered: as in a topic, it asks what the coach would have said. */
    async onReaction(userId: number, place: { chatId: number; messageId: number }, reaction: Reaction): Promise<void> {
      if (!isNotSo(reaction)) return
      const member = await senders.findMember(userId)
      if (member?.member.role !== 'owner') return
      const tried = await tries.findShown(member.coachId, place)
      if (tried?.reason) await askFor(member, tried) // what is said in danger is nobody's to teach
    },

    /** @returns what the tap is answered with */
    async onTap(ctx: Context, action: TryAction, subject: string): Promise<TextKey | undefined> {
      if (action === 'try_words') return onLooseWords(ctx)
      const member = ctx.from && (await senders.findMember(ctx.from.id))
      if (member?.member.role !== 'owner') return 'tap-owner-only'
      const tried = await tries.find(member.coachId, subject)
      if (!tried) return 'try-gone'
      if (action === 'try_teach') await askFor(member, tried)
      else await explain(member, tried)
      return undefined
    },
  }

  /** [Try on my clone] below the answer to words that are neither a command nor an answer. */
  function onLooseWords(ctx: Context): Promise<TextKey | undefined> {
    return screens.onTap(ctx, async (member) => {
      const offer = ctx.callbackQuery?.message
      const words = offer && 'reply_to_message' in offer ? offer.reply_to_message?.text : undefined
      if (!words?.trim()) return 'snippet-gone'
      const why = await trying.begin(member, originOf(ctx), words)
      return { text: texts.render(member.language, begunKey(why)), buttons: [] }
    })
  }

  async function askFor(member: MemberAddress, { id, facing }: TriedAnswer): Promise<void> {
    const words = facing.length > quotedCharacters ? `${facing.slice(0, quotedCharacters).toWellFormed()}…` : facing
    const place = { chatId: member.member.telegramUserId }
    const messageId = await replies.toCoach(place, member.language, 'try-ask', { words }, { forceReply: true })
    await tries.noteAsked(member.coachId, id, messageId)
  }

  async function explain({ member, language }: MemberAddress, { reason }: TriedAnswer): Promise<void> {
    if (!reason) return
    const tried = { ...reason, client: texts.render(language, 'try-client') }
    const [first = plain(''), ...more] = renderReason(tried, language, clock.now(), texts)
    const head = join([italic(plain(texts.render(language, 'try-why'))), first], '\n')
    for (const part of [...splitFormatted(head), ...more])
      await botApi.sendText({ chatId: member.telegramUserId }, part, { silent: true })
  }

  async function say({ member, language }: MemberAddress, key: TextKey): Promise<void> {
    await replies.toCoach({ chatId: member.telegramUserId }, language, key, {}, { silent: true })
  }
}

function begunKey(why: Parameters<typeof noAiKey>[0] | undefined): TextKey {
  return why ? noAiKey(why) : 'try-begin'
}
