/** `/teach` in the coach's private chat: five invented situations, one after the other, each answered in the coach's own words. */
import type { Context } from 'grammy'
import type { Message } from 'grammy/types'
import type { WrittenAt } from '../../coaching/conversation.ts'
import { type ColdSituation, coldSituations, findSituation, nextSituation } from '../../coaching/learning/cold-start.ts'
import type { Teachings } from '../../coaching/learning/ports.ts'
import type { MessageFile } from '../../coaching/media.ts'
import type { Practices, Question } from '../../coaching/ports/practices.ts'
import type { MemberAddress, ModelUsage, Origin, Senders, Wake } from '../../coaching/ports.ts'
import type { HearAnswer } from '../../coaching/voice/hear-answer.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import type { BotApi } from '../bot-api.ts'
import { subjectBelow } from '../buttons.ts'
import type { Replies } from '../replies.ts'

export const coldActions = ['cold_begin', 'cold_skip', 'cold_later'] as const
export type ColdAction = (typeof coldActions)[number]

type Deps = {
  teachings: Pick<Teachings, 'listAnswered' | 'answer' | 'edit'>
  practices: Pick<Practices, 'findQuestion' | 'takeQuestion' | 'getPractice'>
  senders: Pick<Senders, 'findMember'>
  botApi: Pick<BotApi, 'removeKeyboard'>
  replies: Replies
  texts: Texts
  ask: (member: MemberAddress, question: Question) => Promise<void>
  hearAnswer: HearAnswer
  wake: Wake
  inBackground: (what: string, work: () => Promise<unknown>) => void
}
export type ColdStart = ReturnType<typeof createColdStart>

/** Which of the situations was asked about; undefined when it was something else. */
export function situationAsked(question: Question | undefined): ColdSituation | undefined {
  return question?.startsWith('cold:') ? findSituation(question.slice('cold:'.length)) : undefined
}

function situationBelow(message: Message): ColdSituation | undefined {
  return findSituation(subjectBelow(message.reply_to_message, ['cold_skip']) ?? '')
}

export function createColdStart({ teachings, practices, senders, botApi, replies, texts, ask, wake, ...rest }: Deps) {
  const { hearAnswer, inBackground } = rest
  return {
    /** Begins, or goes on where it was left. */
    onCommand: (member: MemberAddress): Promise<void> => goOn(member, undefined),

    async offer(member: MemberAddress): Promise<void> {
      const begin = { key: 'cold-begin-button', action: 'cold_begin', subject: 'now' } as const
      await say(member, 'cold-offer', {}, { silent: true, buttons: [[begin]] })
    },

    /** Is it a reply to one of the questions, whenever that was asked? */
    isReply: (message: Message): boolean => situationBelow(message) !== undefined,

    /**
     * A reply to a question that was left, and has no answer yet, asks it again: from then on it is what stands.
     *
     * @returns what stands now
     */
    async takeUp(member: MemberAddress, message: Message, open: Question | undefined): Promise<Question | undefined> {
      const situation = situationBelow(message)
      if (!situation || (await teachings.listAnswered(member.coachId)).includes(situation)) return open
      const question: Question = `cold:${situation}`
      if (open !== question) await ask(member, question)
      return question
    },

    /** Begun, and not at its end? Whoever never began is not asked to go on. */
    async isLeft({ coachId }: MemberAddress): Promise<boolean> {
      const answered = await teachings.listAnswered(coachId)
      return answered.length > 0 && nextSituation(answered, undefined) !== undefined
    },

    onAnswer: (member: MemberAddress, situation: ColdSituation, message: Message, origin: Origin): Promise<void> =>
      onAnswer(member, situation, message.text ?? '', origin, { written: placeOf(message) }),

    /** @returns whether it was an answer that was edited */
    async onEdit(member: MemberAddress, message: Message): Promise<boolean> {
      if (!message.text?.trim()) return false
      const wakeUps = await teachings.edit(member.coachId, placeOf(message), message.text)
      if (!wakeUps) return false
      await wake(wakeUps)
      await say(member, 'teach-edited', {}, { silent: true, replyTo: message.message_id })
      return true
    },

    /** Said aloud: it is an answer once it is written down, if it still is asked for. */
    onVoice(member: MemberAddress, situation: ColdSituation, file: MessageFile, origin: Origin): void {
      inBackground('spoken answer', async () => {
        const heard = await hearAnswer(member.coachId, file)
        if (!(await isAsked(member, situation))) return
        const { keyLast4 } = await practices.getPractice(member.coachId)
        if (!heard && !keyLast4) return void (await say(member, 'cold-needs-key'))
        await onAnswer(member, situation, heard?.text ?? '', origin, heard && { heard: heard.usage })
      })
    },

    /** @returns what the tap is answered with */
    async onTap(ctx: Context, action: ColdAction, subject: string): Promise<TextKey | undefined> {
      const member = ctx.from && (await senders.findMember(ctx.from.id))
      const message = ctx.callbackQuery?.message
      if (member?.member.role !== 'owner' || !message) return 'tap-owner-only'
      await botApi.removeKeyboard(message.chat.id, message.message_id).catch(() => {})
      if (action === 'cold_later') await finish(member)
      else await goOn(member, action === 'cold_skip' ? findSituation(subject) : undefined)
      return undefined
    },
  }

  async function onAnswer(
    member: MemberAddress,
    situation: ColdSituation,
    text: string,
    origin: Origin,
    how: { heard?: ModelUsage; written?: WrittenAt } = {},
  ): Promise<void> {
    if (text.trim() === '') return void (await say(member, 'cold-words-only'))
    const before = texts.render(member.language, `cold-said-${situation}`)
    const answer = { kind: 'cold_start' as const, situation, before, said: text, by: member.member.id, ...how }
    const wakeUps = await teachings.answer(member.coachId, origin, answer)
    await wake(wakeUps ?? [])
    // Stored by an earlier try of this update: unless the next question has been asked since, it is to be.
    if (wakeUps || (await isAsked(member, situation))) await goOn(member, situation)
  }

  async function isAsked({ coachId, member }: MemberAddress, situation: ColdSituation): Promise<boolean> {
    return situationAsked(await practices.findQuestion(coachId, member.telegramUserId)) === situation
  }

  async function goOn(member: MemberAddress, after: ColdSituation | undefined): Promise<void> {
    const next = nextSituation(await teachings.listAnswered(member.coachId), after)
    if (!next) return finish(member)
    await ask(member, `cold:${next}`)
    const params = {
      ...{ at: coldSituations.indexOf(next) + 1, of: coldSituations.length },
      said: texts.render(member.language, `cold-said-${next}`),
    }
    const skip = { key: 'cold-skip-button', action: 'cold_skip', subject: next } as const
    const later = { key: 'cold-later-button', action: 'cold_later', subject: 'now' } as const
    await say(member, 'cold-ask', params, { buttons: [[skip, later]] })
  }

  async function finish(member: MemberAddress): Promise<void> {
    const { coachId } = member
    const { telegramUserId } = member.member
    if (situationAsked(await practices.findQuestion(coachId, telegramUserId)))
      await practices.takeQuestion(coachId, telegramUserId)
    const { length: count } = await teachings.listAnswered(coachId)
    const { keyLast4 } = await practices.getPractice(coachId)
    if (count === 0) await say(member, 'cold-none')
    else await say(member, keyLast4 ? 'cold-done' : 'cold-done-no-key', { count })
  }

  function say(member: MemberAddress, ...rest: Tail<Parameters<Replies['toCoach']>>): Promise<number> {
    return replies.toCoach({ chatId: member.member.telegramUserId }, member.language, ...rest)
  }
}

function placeOf({ chat, message_id: messageId }: Message): WrittenAt {
  return { chatId: chat.id, messageId }
}

type Tail<T extends unknown[]> = T extends [unknown, unknown, ...infer Rest] ? Rest : never
