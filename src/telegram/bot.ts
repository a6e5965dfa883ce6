/** Routes every update to the chat it belongs to, by who sent it and where. */
import { Bot, type Context } from 'grammy'
import type { Message } from 'grammy/types'
import type { ClientActions } from '../coaching/client-actions.ts'
import type { CoachActions } from '../coaching/coach-actions.ts'
import { NotFound } from '../coaching/errors.ts'
import type { SuggestReply } from '../coaching/handoff/suggestion.ts'
import type { Exceptions } from '../coaching/learning/exception.ts'
import type { MemoryItems } from '../coaching/memory/items.ts'
import type { AskMemory } from '../coaching/memory/recall/ask.ts'
import type { Boards } from '../coaching/ports/boards.ts'
import type { Incidents } from '../coaching/ports/incidents.ts'
import type { Copilots } from '../coaching/ports.ts'
import type { createReceive } from '../coaching/receive.ts'
import type { CrisisScreen } from '../coaching/safety/screen.ts'
import { crisisTaps } from '../coaching/safety/taps.ts'
import type { TextKey } from '../locales/texts.ts'
import { isTelegramFailure, outcomeOf } from './bot-api.ts'
import { parseTap } from './buttons.ts'
import { createClientChat } from './client.ts'
import { createDecideDraft, findDraftAction } from './coach/drafts.ts'
import { createExceptionTap, exceptionActions } from './coach/exceptions.ts'
import { createGroupChat } from './coach/group.ts'
import { createDecideHeld } from './coach/held.ts'
import { createLadder, ladderActions } from './coach/ladder.ts'
import { createLearningTap, learningActions } from './coach/learning.ts'
import { createLinking } from './coach/linking.ts'
import { createCoachMemory } from './coach/memory.ts'
import { createNowhere } from './coach/nowhere.ts'
import { createCoachChat } from './coach/private-chat.ts'
import { createSendRecollections } from './coach/recall.ts'
import { createReceiveFile } from './coach/receive-file.ts'
import { createCoachScreens, type ScreenDeps } from './coach/screens.ts'
import { createIncidentTap } from './coach/show-incident.ts'
import { createTeach } from './coach/teach.ts'
import { createSendToday } from './coach/today.ts'
import { createUnlinkedGroup } from './coach/unlinked-group.ts'
import { createSendWhy } from './coach/why.ts'
import { clearCoachCommands } from './commands.ts'
import { isService, textOf } from './content.ts'
import { commandOf, emojisOf, originOf } from './incoming.ts'
import { createClientMemory } from './memory/client-memory.ts'
import { createMemoryScreens } from './memory/screens.ts'
import { createReplies } from './replies.ts'

type Deps = ScreenDeps & {
  bot: Bot
  receive: ReturnType<typeof createReceive>
  clientActions: ClientActions
  coachActions: CoachActions
  boards: Pick<Boards, 'view'>
  copilots: Copilots
  memoryItems: MemoryItems
  incidents: Pick<Incidents, 'tryAgain'>
  screen: CrisisScreen
  suggestReply: SuggestReply
  askMemory: AskMemory
  exceptions: Exceptions
}

export function openBot(token: string, apiRoot: string): Bot {
  return new Bot(token, { client: { apiRoot } })
}

/** Installs the handlers. Each is safe to repeat: what it changes is keyed by its update. */
export function installHandlers(deps: Deps): void {
  const { bot, botApi, receive, clientActions, coachActions } = deps
  const { practice, practices, senders, boards, reasons, copilots, memoryItems, incidents } = deps
  const { interventions, exceptions, batches, library, helplines, screen, suggestReply, askMemory } = deps
  const { texts, wake, clock, inBackground, log } = deps
  const replies = createReplies({ botApi, texts })
  const sendToday = createSendToday({ boards, botApi, texts })
  const memoryScreens = createMemoryScreens({ items: memoryItems, texts })
  const clientMemory = createClientMemory({ items: memoryItems, screens: memoryScreens, senders, botApi, texts })
  const coachMemory = createCoachMemory({ items: memoryItems, screens: memoryScreens, botApi, texts })
  const client = createClientChat({
    ...receive,
    actions: clientActions,
    memory: clientMemory,
    ...{ practices, reasons, replies, helplines, texts },
  })
  const screens = createCoachScreens({ ...deps, replies })
  const sendWhy = createSendWhy({ reasons, senders, botApi, replies, texts, clock })
  const asked = { askMirrors: screens.mirrorSetting.ask, sendToday, sendWhy }
  const decideHeld = createDecideHeld({ actions: coachActions, botApi })
  const decideDraft = createDecideDraft({ actions: coachActions, botApi })
  const ladder = createLadder({ copilots, actions: coachActions, botApi, texts })
  const nowhere = createNowhere({ senders, boards, botApi, texts })
  const unlinked = createUnlinkedGroup({ senders, nowhere, replies })
  const group = createGroupChat({
    actions: coachActions,
    decideHeld,
    decideDraft,
    ladder,
    senders,
    practices,
    replies,
    botApi,
    nowhere,
    suggestReply,
    memory: coachMemory,
    teach: createTeach({ actions: coachActions, senders, botApi }),
    inBackground,
    sendRecollections: createSendRecollections({ askMemory, practices, botApi, replies, texts }),
    ...asked,
  })
  const coach = createCoachChat({
    ...receive,
    practice,
    practices,
    boards,
    replies,
    botApi,
    texts,
    ...asked,
    ...screens,
    receiveFile: createReceiveFile({ batches, practices, texts, wake }),
    inBackground,
  })
  const onIncidentTap = createIncidentTap({
    incidents,
    askForKey: coach.askForKey,
    wake: (coachId) => wake([{ kind: 'incident', coachId }]),
  })
  const onLearningTap = createLearningTap({ interventions, botApi, wake })
  const onExceptionTap = createExceptionTap({ exceptions, library, wake })
  const linking = createLinking({ practices, senders, botApi, texts, wake })

  bot.use(async (_ctx, next) => {
    try {
      await next()
    } catch (error) {
      // A direct answer that Telegram did not take: what the update changed is stored, and repeating it mends nothing.
      if (!isTelegramFailure(error)) throw error
      log.warn({ outcome: outcomeOf(error) }, 'a direct answer was not sent')
    }
  })

  bot.on('message', async (ctx) => (ctx.chat.type === 'private' ? onPrivateMessage(ctx) : onGroupMessage(ctx)))

  bot.on('edited_message', async (ctx) => {
    if (!ctx.from) return
    if (ctx.chat.type !== 'private') {
      const linked = await senders.findGroup(ctx.chat.id)
      return linked && group.onEdit(ctx, ctx.editedMessage, linked)
    }
    const { member, client: address } = await senders.findPerson(ctx.from.id)
    if (member && ((await screens.coldStart.onEdit(member, ctx.editedMessage)) || !address)) return
    await client.onEdit(ctx, ctx.editedMessage, ctx.from)
  })

  bot.on('message_reaction', async (ctx) => {
    const { chat, message_id: messageId, user } = ctx.messageReaction
    const shown = user && !user.is_bot ? await senders.findShownMessage(chat.id, messageId) : undefined
    if (!user || user.is_bot) return
    const reaction = {
      emojis: emojisOf(ctx.messageReaction.new_reaction),
      before: emojisOf(ctx.messageReaction.old_reaction),
      ...(chat.type !== 'private' && { on: messageId }),
    }
    if (!shown && chat.type === 'private')
      return screens.tryChat.onReaction(user.id, { chatId: chat.id, messageId }, reaction)
    if (!shown) return
    const isClient = chat.type === 'private' && (await senders.findClientConversation(user.id, shown.conversationId))
    if (isClient) return clientActions.react(shown, reaction, originOf(ctx))
    // In private the coach sees what belongs to a group that there is not.
    const found =
      chat.type === 'private'
        ? await senders.findMemberOfConversation(user.id, shown.conversationId)
        : await senders.findGroup(chat.id)
    if (found?.coachId !== shown.coachId) return
    const member =
      'member' in found ? found.member : found.members.find(({ telegramUserId }) => telegramUserId === user.id)
    if (member) await coachActions.react({ ...shown, member, origin: originOf(ctx) }, shown.messageId, reaction)
  })

  bot.on('callback_query', async (ctx) => {
    const answer = await onTap(ctx).catch((error: unknown): TextKey => {
      // Of a conversation that is another coach's, or is no more: trying again would change nothing.
      if (error instanceof NotFound) return 'tap-decided-before'
      throw error
    })
    // The tap had its effect; that Telegram no longer waits for an answer changes nothing.
    const text = answer && texts.render(ctx.from.language_code, answer)
    await botApi.answerTap(ctx.callbackQuery.id, text, { isAlert: answer === 'tap-nobody-told' }).catch(() => {})
  })

  bot.on('my_chat_member', async (ctx) => {
    if (ctx.chat.type !== 'private') return linking.onMyMembership(ctx)
    const address = await senders.findClient(ctx.from.id)
    if (address)
      await clientActions.setBlocked(address, ctx.myChatMember.new_chat_member.status === 'kicked', originOf(ctx))
  })

  async function onPrivateMessage(ctx: Context): Promise<void> {
    const { message, from } = ctx
    if (!message || !from || isService(message)) return
    const command = commandOf(message, ctx.me.username)
    // A client's or a stranger's words of danger behind a command are danger: they are read as a message.
    const isDanger = screen.screen(textOf(message)) !== undefined
    const code = command?.name === 'start' && !isDanger ? command.argument : ''
    if (code && practice.isCoachCode(code)) return coach.onSignUp(ctx, code, from)

    const { member, client: address } = await senders.findPerson(from.id)
    if (code) {
      const isOwnInvite = member !== undefined && (await practices.getInviteCode(member.coachId)) === code
      if (isOwnInvite) return void (await replies.toCoach({ chatId: from.id }, member.language, 'own-invite'))
      await client.onInvite(ctx, code, from)
      if (member && (await senders.findClient(from.id))) await clearCoachCommands(botApi, from.id)
      return
    }
    if (member && !address) return coach.onMessage(ctx, message, member, command)
    if (member && address && !isDanger && (await coach.onMessageInClientRole(message, member, address, command))) return
    const said = command || isDanger ? undefined : await clientMemory.readReply(message)
    if (said) return client.onSaidToMemory(ctx, message, from, said)
    await client.onMessage(ctx, message, from, address, isDanger ? undefined : command)
    if (address && !command && !isDanger) await clientMemory.tellHowToForget(message, address)
  }

  async function onGroupMessage(ctx: Context): Promise<void> {
    const { message, chat } = ctx
    if (!message || !chat) return
    if (isOwnChange(ctx, message)) {
      // "The bot changed the topic icon", "the bot pinned a message": the topic stays calm, if the bot may delete it.
      return inBackground('own service message', () =>
        botApi.deleteMessage(chat.id, message.message_id).catch(() => {}),
      )
    }
    if (message.migrate_to_chat_id) return practices.migrateGroup(chat.id, message.migrate_to_chat_id)
    if (commandOf(message, ctx.me.username)?.name === 'link') {
      const member = ctx.from && (await senders.findMember(ctx.from.id))
      if (member?.member.role === 'owner') return linking.showChecklist(chat.id, member)
    }
    const linked = await senders.findGroup(chat.id)
    const left = message.left_chat_member
    if (linked && left) return wake(await practices.unassignMember(linked.coachId, left.id))
    if (linked) return group.onMessage(ctx, message, linked)
    await unlinked.onMessage(message, commandOf(message, ctx.me.username))
  }

  async function onTap(ctx: Context): Promise<TextKey | undefined> {
    const tap = parseTap(ctx.callbackQuery?.data)
    const chat = ctx.callbackQuery?.message?.chat
    if (!tap || !chat || !ctx.from) return undefined
    const screenTap = screens.onTap(ctx, tap)
    if (screenTap) return screenTap
    if (tap.action === 'link_group' || tap.action === 'check_group') return linking.onTap(ctx, tap.action)
    if (tap.action === 'key_other' || tap.action === 'key_again')
      return onIncidentTap(await senders.findMember(ctx.from.id), tap.action, tap.subject)
    const crisisTap = crisisTaps.find((action) => action === tap.action)
    if (chat.type === 'private' && crisisTap) {
      const found = await senders.findMemberOfConversation(ctx.from.id, tap.subject)
      if (!found) return 'tap-nobody-told'
      const { coachId, member } = found
      await coachActions.crisisTap({ coachId, conversationId: tap.subject, member, origin: originOf(ctx) }, crisisTap)
      return 'tap-told'
    }
    if (chat.type === 'private' && (tap.action === 'send_held' || tap.action === 'keep_as_note')) {
      const found = await senders.findMemberOfMessage(ctx.from.id, tap.subject)
      return decideHeld(ctx, tap.action, tap.subject, found && { ...found, origin: originOf(ctx) })
    }
    const draftAction = findDraftAction(tap.action)
    if (chat.type === 'private' && draftAction) {
      const found = await senders.findMemberOfMessage(ctx.from.id, tap.subject)
      return decideDraft(ctx, draftAction, tap.subject, found && { ...found, origin: originOf(ctx) })
    }
    if (tap.action === 'client_country') {
      const [conversationId = '', code = ''] = tap.subject.split('.')
      const address = await senders.findClientConversation(ctx.from.id, conversationId)
      return address && (await client.onCountry(ctx, code, address))
    }
    if (tap.action === 'offer_yes' || tap.action === 'offer_no') {
      const offered = await senders.findClientOffer(ctx.from.id, tap.subject)
      return offered && client.onOfferTap(ctx, tap.action, tap.subject, offered)
    }
    if (chat.type === 'private' && clientMemory.isTap(tap.action))
      return clientMemory.onTap(ctx, tap.action, tap.subject)
    if (chat.type === 'private') {
      const address = await senders.findClientConversation(ctx.from.id, tap.subject)
      return address && (await client.onTap(ctx, tap.action, address))
    }
    const linked = await senders.findGroup(chat.id)
    const member = linked?.members.find((candidate) => candidate.telegramUserId === ctx.from?.id)
    if (!linked) return unlinked.onTap(ctx)
    if (!member) return 'tap-team-only'
    if (crisisTap) {
      const at = { coachId: linked.coachId, conversationId: tap.subject, member, origin: originOf(ctx) }
      await coachActions.crisisTap(at, crisisTap)
      return undefined
    }
    if (coachMemory.isTap(tap.action)) return coachMemory.onTap(ctx, tap.action, tap.subject, { group: linked, member })
    const learningAction = learningActions.find((action) => action === tap.action)
    if (learningAction) {
      const { message } = ctx.callbackQuery ?? {}
      return onLearningTap(learningAction, { coachId: linked.coachId, by: member, id: tap.subject, message })
    }
    const exceptionAction = exceptionActions.find((action) => action === tap.action)
    if (exceptionAction) return onExceptionTap(linked.coachId, member, exceptionAction, tap.subject)
    const ladderAction = ladderActions.find((action) => action === tap.action)
    if (ladderAction) return ladder.onTap(ctx, ladderAction, tap.subject, { group: linked, member })
    if (tap.action === 'add_member') return group.onAddMember(ctx, Number(tap.subject), linked, member)
    return group.onTap(ctx, tap.action, tap.subject, linked, member)
  }
}

function isOwnChange(ctx: Context, message: Message): boolean {
  return message.from?.id === ctx.me.id && Boolean(message.forum_topic_edited || message.pinned_message)
}
