/** The coach's private chat: sign up, method, key, invitation, help. */
import type { Context } from 'grammy'
import type { Message, User } from 'grammy/types'
import type { Boards } from '../../coaching/ports/boards.ts'
import type { Practices, Question } from '../../coaching/ports/practices.ts'
import type { ClientAddress, MemberAddress } from '../../coaching/ports.ts'
import { type KeyResult, methodLength, type PracticeService } from '../../coaching/practice.ts'
import type { createReceive } from '../../coaching/receive.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import type { BotApi } from '../bot-api.ts'
import { isTeamCommand, setCoachCommands, whereItWorks } from '../commands.ts'
import { fileOf, kindOf, textOf } from '../content.ts'
import { type Command, originOf } from '../incoming.ts'
import { personOf } from '../people.ts'
import { renderInDanger } from '../rendering/board.ts'
import { type Formatted, join, plain } from '../rendering/formatted.ts'
import type { Replies } from '../replies.ts'
import type { AnswersSetting } from './answers-setting.ts'
import { type ColdStart, situationAsked } from './cold-start.ts'
import type { CopilotSetting } from './copilot-setting.ts'
import type { DocsSetting } from './docs-setting.ts'
import type { createDrill } from './drill.ts'
import type { GapsList } from './gaps.ts'
import type { HoursSetting } from './hours-setting.ts'
import { type ImportChats, isExport } from './import-chats.ts'
import type { AskMirrors } from './mirror-setting.ts'
import { asksFor, isKept } from './questions.ts'
import type { ReceiptsSetting } from './receipts-setting.ts'
import { holdsReadableFile, type ReceiveFile } from './receive-file.ts'
import type { RehearseScreens } from './rehearse.ts'
import type { ReminderSetting } from './reminder-setting.ts'
import type { RulesSetting } from './rules-setting.ts'
import type { SampleTaps } from './sample.ts'
import type { SensitivitySetting } from './sensitivity-setting.ts'
import type { StyleScreens } from './style.ts'
import type { TextsSetting } from './texts-setting.ts'
import type { SendToday } from './today.ts'
import type { TokenSetting } from './token-setting.ts'
import type { TryChat } from './try.ts'
import type { SendUploadLink } from './upload-link.ts'
import type { WayScreens } from './ways.ts'
import type { SendWhy } from './why.ts'

type Deps = {
  practice: PracticeService
  practices: Practices
  boards: Pick<Boards, 'view'>
  replies: Replies
  botApi: BotApi
  texts: Texts
  askMirrors: AskMirrors
  sendToday: SendToday
  sendWhy: SendWhy
  hoursSetting: HoursSetting
  textsSetting: TextsSetting
  rulesSetting: RulesSetting
  reminderSetting: ReminderSetting
  sensitivitySetting: SensitivitySetting
  answersSetting: AnswersSetting
  receiptsSetting: ReceiptsSetting
  copilotSetting: CopilotSetting
  gapsList: GapsList
  styleScreens: StyleScreens
  wayScreens: Pick<WayScreens, 'itemAnswered' | 'onWords'>
  rehearseScreens: RehearseScreens
  tokenSetting: TokenSetting
  sendUploadLink: SendUploadLink
  docsSetting: DocsSetting
  sampleTaps: Pick<SampleTaps, 'onWords' | 'isAskedBy'>
  coldStart: ColdStart
  importChats: ImportChats
  tryChat: TryChat
  receiveFile: ReceiveFile
  drill: ReturnType<typeof createDrill>
  screenOnly: ReturnType<typeof createReceive>['screenOnly']
  /** Runs what nobody else's message may wait for. */
  inBackground: (what: string, work: () => Promise<unknown>) => void
}

export function createCoachChat({
  practice,
  practices,
  boards,
  replies,
  botApi,
  texts,
  askMirrors,
  sendToday,
  sendWhy,
  hoursSetting,
  textsSetting,
  rulesSetting,
  reminderSetting,
  sensitivitySetting,
  answersSetting,
  receiptsSetting,
  copilotSetting,
  gapsList,
  styleScreens,
  wayScreens,
  rehearseScreens,
  tokenSetting,
  sendUploadLink,
  docsSetting,
  sampleTaps,
  coldStart,
  importChats,
  tryChat,
  receiveFile,
  drill,
  screenOnly,
  inBackground,
}: Deps) {
  return {
    onMessageInClientRole,
    askForKey,

    async onSignUp(ctx: Context, code: string, from: User): Promise<void> {
      const person = personOf(from)
      const result = await practice.signUp(code, person)
      const place = { chatId: from.id }
      if (result.kind === 'unknown_link')
        return void (await replies.toCoach(place, person.language, 'coach-link-unknown'))
      const key = result.kind === 'signed_up' ? 'coach-welcome' : 'coach-welcome-back'
      await replies.toCoach(place, person.language, key, { coach: person.displayName, bot: ctx.me.username })
      await setCoachCommands(botApi, texts, from.id, person.language)
    },

    async onMessage(
      ctx: Context,
      message: Message,
      member: MemberAddress,
      command: Command | undefined,
    ): Promise<void> {
      const place = { chatId: message.chat.id }
      const say = (key: Parameters<Replies['toCoach']>[2], params = {}, options = {}) =>
        replies.toCoach(place, member.language, key, params, options)
      const text = textOf(message)
      // What a client in danger would read follows from there.
      if (!command && (await isTried(message, member))) return tryChat.onWords(ctx, message, member)
      // The lines are shown to anyone who needs them, coaches too.
      const { telegramUserId } = member.member
      const isDanger = await screenOnly({ telegramUserId, text, language: member.language })

      const where = command && whereItWorks(command.name)
      const isOwners = where === 'private' || where === 'anywhere'
      if (isOwners && member.member.role !== 'owner' && command?.name !== 'help' && command?.name !== 'start')
        return void (await say('owner-only', { coach: member.coachName }))
      // Whoever turns to something else is no longer answering what they were asked.
      if (command) await practices.takeQuestion(member.coachId, telegramUserId)
      // Those are set by buttons, below what is shown either way.
      if (command?.argument && setByButtons.includes(command.name))
        await say('setting-unknown', { value: command.argument.slice(0, 100) }, { silent: true })
      switch (command?.name) {
        case 'start':
        case 'help':
          return sayHelp(ctx, member)
        case 'method':
          if (command.argument) return saveMethod(member, command.argument)
          await practice.ask(member, 'method')
          return showMethod(member)
        case 'key':
          if (removesKey.test(command.argument)) return removeKey(member)
          if (command.argument) return saveKey(member, message, command.argument)
          return askForKey(member)
        case 'teach':
          return coldStart.onCommand(member)
        case 'import':
          return importChats.onCommand(member)
        case 'invite': {
          const code = await practices.getInviteCode(member.coachId)
          return void (await say('invite-link', {
            link: `https://t.me/${ctx.me.username}?start=${code}`,
            coach: member.coachName,
          }))
        }
        case 'mirrors':
          return askMirrors(place, member, command.argument)
        case 'hours':
          return hoursSetting.onHours(place, member, command.argument)
        case 'timezone':
          return hoursSetting.onTimezone(place, member, command.argument)
        case 'texts':
          return textsSetting.onCommand(member)
        case 'rules':
          return rulesSetting.onCommand(member, command.argument)
        case 'reminders':
          return reminderSetting.onCommand(member)
        case 'sensitivity':
          return sensitivitySetting.onCommand(member)
        case 'docs':
          return docsSetting.onCommand(member, command.argument)
        case 'upload':
          return sendUploadLink(member)
        case 'answers':
          return answersSetting.onCommand(member, command.argument)
        case 'receipts':
          return receiptsSetting.onCommand(member)
        case 'style':
          return styleScreens.onStyle(member)
        case 'unlearn':
          return styleScreens.onUnlearn(member)
        case 'rehearse':
          return rehearseScreens.onCommand(member)
        case 'try':
          return tryChat.onCommand(ctx, member)
        case 'done':
          if (await tryChat.onDone(member)) return
          return void (await say('command-of-clients', { command: command.name }))
        case 'copilot':
          return copilotSetting.onCommand(member)
        case 'gaps':
          return gapsList.onCommand(member)
        case 'token':
          return tokenSetting.onCommand(member)
        case 'drill':
          return drill.start(member)
        case 'country':
          return drill.askCountry(member, command.argument)
        case 'today':
          return sendToday(member.coachId, place)
        case 'why': {
          if (await tryChat.onWhy(message, member)) return
          const target = message.reply_to_message
          const about = target && { chatId: message.chat.id, messageId: target.message_id }
          return sendWhy({ practice: member, place, replyTo: message.message_id, about })
        }
        case 'coach':
          return void (await say('coach-role'))
        case undefined:
          return onLooseText(ctx, message, member, isDanger)
        default:
          if (where === 'topic' || where === 'group') await say(`command-in-${where}`, { command: command?.name })
          else if (where === 'client') await say('command-of-clients', { command: command?.name })
          else await say('unknown-command')
      }
    },
  }

  /**
   * A coach who is being another coach's client here: what is meant for their own practice must not reach that one.
   *
   * @returns whether it was meant for their own practice, and is answered
   */
  async function onMessageInClientRole(
    message: Message,
    member: MemberAddress,
    client: ClientAddress,
    command: Command | undefined,
  ): Promise<boolean> {
    const place = { chatId: message.chat.id }
    if (command?.name === 'coach') {
      await practices.leaveClientRole(member.member.telegramUserId)
      await tryChat.end(member)
      await replies.toCoach(place, member.language, 'coach-role')
      await setCoachCommands(botApi, texts, member.member.telegramUserId, member.language)
      return true
    }
    const maybeKey = command?.name === 'key' || looksLikeKey(textOf(message))
    if (!maybeKey && !isForOwnPractice(command)) return false
    if (maybeKey) await botApi.deleteMessage(message.chat.id, message.message_id).catch(() => {})
    await replies.toCoach(place, member.language, 'in-client-role', { coach: client.coachName })
    return true
  }

  async function onLooseText(ctx: Context, message: Message, member: MemberAddress, isDanger: boolean): Promise<void> {
    const text = textOf(message)
    const { coachId, language } = member
    const { telegramUserId } = member.member
    const place = { chatId: message.chat.id }
    const asked = await practices.findQuestion(coachId, telegramUserId)
    // A key is recognised even when nobody asked, or something else was asked: it must neither stay in the chat nor be read.
    if (looksLikeKey(text) || (asked === 'key' && isLongWord(text))) {
      await practices.takeQuestion(coachId, telegramUserId)
      return saveKey(member, message, text)
    }
    const inDanger = renderInDanger(await boards.view(coachId))
    const item = member.member.role === 'owner' ? wayScreens.itemAnswered(message) : undefined
    if (item) {
      if (inDanger.length > 0) await sayNotSent(member, inDanger)
      return wayScreens.onWords(member, item, message, inDanger.length > 0)
    }
    const open = inDanger.length > 0 ? asked : await coldStart.takeUp(member, message, asked)
    const situation = situationAsked(open)
    const voice = situation && inDanger.length === 0 && message.voice && fileOf(message)
    if (voice) return coldStart.onVoice(member, situation, voice, originOf(ctx))
    // Whatever was asked: a file is no answer, and becomes knowledge. Nor does it reach anyone who is in danger.
    if (holdsReadableFile(message)) {
      if (member.member.role !== 'owner')
        return void (await replies.toCoach(place, language, 'owner-only', { coach: member.coachName }))
      if (isExport(message, open)) {
        if (open === 'import') await practices.takeQuestion(coachId, telegramUserId)
        return importChats.onFile(message, member)
      }
      const received = await receiveFile(ctx, message, member)
      if (received?.isFirst && inDanger.length > 0) await sayNotSent(member, inDanger)
      return
    }
    const tried = inDanger.length === 0 ? await tryChat.answerAsked(message, member) : undefined
    if (tried) return tryChat.onTaught(ctx, message, member, tried)
    if (open && (await isForSomeoneElse(open, message, member, inDanger.length > 0))) {
      if (inDanger.length > 0) await sayNotSent(member, inDanger)
      return void (await replies.toCoach(place, language, 'question-kept'))
    }
    // Asked until it is stored that it was answered.
    if (situation) return coldStart.onAnswer(member, situation, message, originOf(ctx))
    const question = open && (await practices.takeQuestion(coachId, telegramUserId))
    if (question === 'key' && text) return saveKey(member, message, text)
    if (question === 'import') return importChats.onCommand(member)
    if (question === 'method' && text) return saveMethod(member, text)
    if (question?.startsWith('text:')) return textsSetting.onReply(member, question.slice('text:'.length), text)
    if (question?.startsWith('title:') && text)
      return docsSetting.onNewTitle(member, question.slice('title:'.length), text)
    if (question?.startsWith('sample:') && text)
      return sampleTaps.onWords(member, question.slice('sample:'.length), text)
    if ((question === 'rule' || question === 'rule_try') && text) return rulesSetting.onReply(member, question, text)
    if (inDanger.length > 0) return sayNotSent(member, inDanger)
    // Whoever has just been given help lines is not told that nobody understands them.
    if (isDanger) return
    if (kindOf(message) !== 'text') return void (await replies.toCoach(place, language, 'file-kind-unreadable'))
    // Never guessed at: it may be meant for a client.
    const isOwner = member.member.role === 'owner' && message.text
    const add = { key: 'snippet-add-button', action: 'snippet_add', subject: 'this' } as const
    const tryIt = { key: 'snippet-try-button', action: 'try_words', subject: 'this' } as const
    if (!isOwner) return void (await replies.toCoach(place, language, 'loose-text'))
    const isLeft = await coldStart.isLeft(member)
    const goOn = { key: 'cold-go-on-button', action: 'cold_begin', subject: 'now' } as const
    await replies.toCoach(
      place,
      language,
      isLeft ? 'loose-text-cold' : 'loose-text',
      {},
      { replyTo: message.message_id, buttons: [[add], [tryIt], ...(isLeft ? [[goOn]] : [])] },
    )
  }

  /**
   * Is it written as a client would write it? While the clone is tried out all is, except what is more pressing, or answers
   * a question.
   */
  async function isTried(message: Message, member: MemberAddress): Promise<boolean> {
    const { coachId } = member
    const { telegramUserId } = member.member
    const isSaid = message.text !== undefined || message.voice !== undefined
    if (!isSaid || looksLikeKey(textOf(message)) || coldStart.isReply(message)) return false
    if (!(await tryChat.isOpen(member)) || (await tryChat.answerAsked(message, member))) return false
    if (await practices.findQuestion(coachId, telegramUserId)) return false
    return renderInDanger(await boards.view(coachId)).length === 0
  }

  /**
   * With someone in danger it is an answer only when it is said to be: a phone makes a reply to the question of anything. What
   * clients would be told from then on is taken from a reply alone: the coach's next words may be about anything.
   */
  async function isForSomeoneElse(
    question: Question,
    message: Message,
    member: MemberAddress,
    inDanger: boolean,
  ): Promise<boolean> {
    const { language } = member
    const target = message.reply_to_message
    const said = target && textOf(target)
    if (inDanger) return said === undefined || !isKept(said, language, texts)
    if (question.startsWith('sample:')) {
      if (said === undefined) return true
      return (
        !isKept(said, language, texts) && !(await sampleTaps.isAskedBy(member, question.slice('sample:'.length), said))
      )
    }
    return said !== undefined && !asksFor(question, said, language, texts)
  }

  /** Words that are meant for someone in danger must not seem to have reached them. */
  async function sayNotSent({ member, language, groupChatId }: MemberAddress, inDanger: Formatted[]): Promise<void> {
    const key = groupChatId === undefined ? 'loose-text-crisis-phone' : 'loose-text-crisis'
    await botApi.sendText(
      { chatId: member.telegramUserId },
      join([plain(texts.render(language, key)), ...inDanger], '\n'),
    )
  }

  /** What is still to be done, if anything is, and all that can be. */
  async function sayHelp(ctx: Context, { coachId, coachName, member, language }: MemberAddress): Promise<void> {
    const { methodology, keyLast4, groupChatId } = await practices.getPractice(coachId)
    const isReady = methodology && keyLast4 && groupChatId !== undefined
    const help = (key: TextKey, params = {}) => texts.render(language, key, params)
    const commands = help('coach-commands')
    const parts = isReady
      ? [commands, help('coach-help-group')]
      : [help('coach-next-steps', { coach: coachName, bot: ctx.me.username }), commands]
    await botApi.sendText({ chatId: member.telegramUserId }, plain(parts.join('\n\n')))
  }

  async function showMethod(member: MemberAddress): Promise<void> {
    const place = { chatId: member.member.telegramUserId }
    const { methodology } = await practices.getPractice(member.coachId)
    if (methodology)
      await replies.toCoach(place, member.language, 'method-now', { method: methodology.slice(0, 3_000) })
    await replies.toCoach(place, member.language, 'method-ask', {}, { forceReply: true })
  }

  async function saveMethod(member: MemberAddress, text: string): Promise<void> {
    const place = { chatId: member.member.telegramUserId }
    if (text.length > methodLength)
      return void (await replies.toCoach(place, member.language, 'method-too-long', { limit: methodLength }))
    const { methodology: before } = await practices.getPractice(member.coachId)
    await practices.setMethod(member.coachId, text, member.member.id)
    await replies.toCoach(place, member.language, 'method-saved')
    if (before === '') await coldStart.offer(member) // once: from now on there is a method
  }

  async function askForKey(member: MemberAddress): Promise<void> {
    await practice.ask(member, 'key')
    const place = { chatId: member.member.telegramUserId }
    await replies.toCoach(place, member.language, 'key-ask', {}, { forceReply: true })
  }

  /** Whoever waits for an answer with it is brought to the coach, as anyone who writes without a key is. */
  async function removeKey(member: MemberAddress): Promise<void> {
    const place = { chatId: member.member.telegramUserId }
    const { keyLast4 } = await practices.getPractice(member.coachId)
    if (!keyLast4) return void (await replies.toCoach(place, member.language, 'key-none'))
    await practices.forgetKey(member.coachId, member.member.id)
    await replies.toCoach(place, member.language, 'key-removed', { last4: keyLast4 })
  }

  async function saveKey(member: MemberAddress, message: Message, text: string): Promise<void> {
    const place = { chatId: message.chat.id }
    // First of all it leaves the chat, whatever becomes of it.
    const deleted = await botApi.deleteMessage(message.chat.id, message.message_id).then(
      () => true,
      () => false,
    )
    if (!deleted) await replies.toCoach(place, member.language, 'key-not-deleted')
    // The provider may take its time, and nobody else's message waits for it.
    inBackground('key check', async () => sayHowKeyWent(member, await practice.setKey(member, text.trim())))
  }

  async function sayHowKeyWent(member: MemberAddress, result: KeyResult): Promise<void> {
    const place = { chatId: member.member.telegramUserId }
    if (result.kind === 'saved') await replies.toCoach(place, member.language, 'key-saved', { last4: result.last4 })
    else if (result.kind === 'no_secrets_key') await replies.toCoach(place, member.language, 'key-no-secrets')
    else
      await replies.toCoach(place, member.language, 'key-refused', {
        why: texts.render(member.language, `key-why-${result.why.replaceAll('_', '-')}` as never),
      })
  }
}

/** Words behind one of the group's commands are words to whoever is written to; behind one of this chat's they are a setting. */
function isForOwnPractice(command: Command | undefined): boolean {
  if (!command || !isTeamCommand(command.name)) return false
  return command.argument === '' || whereItWorks(command.name) === 'private'
}

/** Sent when a key was asked for: of whatever service, it is one long word. */
function isLongWord(text: string): boolean {
  return /^\S{16,}$/.test(text.trim())
}
/** Commands that only show a screen, whatever stands behind them. */
const setByButtons = ['reminders', 'sensitivity', 'texts', 'token', 'receipts', 'copilot']

/** `/key remove`, in any of our languages. */
const removesKey = /^(?:remove|delete|forget|off|entfernen|löschen|aus|quitar|borrar|eliminar)$/i

function looksLikeKey(text: string): boolean {
  return /\bsk-[\w-]{16,}/.test(text)
}
