/** Linking a group: what the bot may do in it, each missing right with its fix, and [Link this group]. */
import type { Context } from 'grammy'
import type { ChatMember } from 'grammy/types'
import type { Practices } from '../../coaching/ports/practices.ts'
import type { GroupAddress, MemberAddress, Senders, Wake } from '../../coaching/ports.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import type { BotApi } from '../bot-api.ts'
import { keyboard } from '../buttons.ts'
import { setGroupCommands } from '../commands.ts'
import { plain } from '../rendering/formatted.ts'

type Deps = { practices: Practices; senders: Senders; botApi: BotApi; texts: Texts; wake: Wake }

type CheckLine = { key: TextKey; ok: boolean; fix: TextKey; isNeeded: boolean }

export function createLinking({ practices, senders, botApi, texts, wake }: Deps) {
  /** The checklist last shown in a group that is not linked yet: it is kept up to date by editing. */
  const shown = new Map<number, number>()

  return {
    /** The bot was added to a group, or its rights there changed. */
    async onMyMembership(ctx: Context): Promise<void> {
      const change = ctx.myChatMember
      if (!change || change.chat.type === 'private') return
      const { chat, new_chat_member: now, old_chat_member: before, from } = change
      if (now.status === 'left' || now.status === 'kicked') {
        const lost = await senders.findGroup(chat.id)
        await wake(await practices.unlinkGroup(chat.id))
        const owner = lost?.members.find((member) => member.role === 'owner')
        if (lost && owner)
          await botApi.sendText({ chatId: owner.telegramUserId }, plain(texts.render(lost.language, 'group-lost')))
        return
      }
      const wasOutside = before.status === 'left' || before.status === 'kicked'
      const group = await senders.findGroup(chat.id)
      const member = await senders.findMember(from.id)
      // Only a coach's own group is of interest; anyone can add a bot anywhere.
      if (member?.member.role === 'owner' && (wasOutside || !group)) await showChecklist(chat.id, member)
      // Said once: Telegram tells of a change, not of a state. The checklist in the group says the same, for whoever looks there.
      if (group && hasLostRights(before, now)) await tellOwner(group, chat.id)
    },

    /** `/link` by a coach, in a group. */
    showChecklist,

    /** @returns what the tap is answered with */
    async onTap(ctx: Context, action: 'link_group' | 'check_group'): Promise<TextKey | undefined> {
      const message = ctx.callbackQuery?.message
      const member = ctx.from && (await senders.findMember(ctx.from.id))
      if (!message || !member || member.member.role !== 'owner') return 'tap-owner-only'
      const checks = await inspect(message.chat.id)
      const isReady = checks.every((line) => line.ok || !line.isNeeded)
      if (action === 'check_group' || !isReady) {
        await edit(message.chat.id, message.message_id, checks, member)
        return isReady ? undefined : 'link-not-ready'
      }
      const former = member.groupChatId === message.chat.id ? undefined : member.groupChatId
      const { linked, wakeUps } = await practices.linkGroup(
        member.coachId,
        message.chat.id,
        await isForum(message.chat.id),
        member.member.id,
      )
      if (!linked) return 'link-taken'
      await botApi.removeKeyboard(message.chat.id, message.message_id).catch(() => {})
      // First of all who waits is shown here.
      await wake(wakeUps)
      const done = texts.render(member.language, 'group-linked', { coach: member.coachName })
      const notThere = former === undefined ? [] : [texts.render(member.language, 'group-linked-instead')]
      await botApi.sendText({ chatId: message.chat.id }, plain([done, ...notThere].join('\n\n')))
      // Whoever still looks there sees it; that the bot is out of it already changes nothing.
      if (former !== undefined)
        await botApi
          .sendText({ chatId: former }, plain(texts.render(member.language, 'group-replaced')))
          .catch(() => {})
      await setGroupCommands(botApi, texts, message.chat.id).catch(() => {}) // the commands work without a menu too
      shown.delete(message.chat.id)
      return undefined
    },
  }

  async function tellOwner(group: GroupAddress, chatId: number): Promise<void> {
    const owner = group.members.find((candidate) => candidate.role === 'owner')
    const missing = (await inspect(chatId)).filter((line) => !line.ok && line.key !== 'check-topics')
    if (!owner || missing.length === 0) return
    const lines = missing.map(({ key, fix }) => {
      const [what, how] = [key, fix].map((text) => texts.render(group.language, text))
      return `❌ ${what}\n   ${how}`
    })
    const text = [texts.render(group.language, 'group-rights-lost'), '', ...lines].join('\n')
    await botApi.sendText({ chatId: owner.telegramUserId }, plain(text))
  }

  async function showChecklist(chatId: number, member: MemberAddress): Promise<void> {
    const checks = await inspect(chatId)
    const earlier = shown.get(chatId)
    if (earlier !== undefined && (await edit(chatId, earlier, checks, member))) return
    const text = plain(render(checks, member, chatId))
    shown.set(chatId, await botApi.sendText({ chatId }, text, { keyboard: buttons(checks, chatId, member.language) }))
  }

  async function edit(chatId: number, messageId: number, checks: CheckLine[], member: MemberAddress): Promise<boolean> {
    const text = plain(render(checks, member, chatId))
    return botApi.editText(chatId, messageId, text, buttons(checks, chatId, member.language)).then(
      () => true,
      // Nothing has changed: Telegram refuses to edit a text into itself. Anything else: it is gone.
      (error: unknown) => /not modified/.test(String(error)),
    )
  }

  function render(checks: CheckLine[], member: MemberAddress, chatId: number): string {
    const lines = checks.map((line) =>
      line.ok
        ? `✅ ${texts.render(member.language, line.key)}`
        : `❌ ${texts.render(member.language, line.key)}\n   ${texts.render(member.language, line.fix)}`,
    )
    const replaces = member.groupChatId !== undefined && member.groupChatId !== chatId
    return [
      texts.render(member.language, 'link-intro', { coach: member.coachName }),
      ...(replaces ? [texts.render(member.language, 'link-replaces')] : []),
      '',
      ...lines,
    ].join('\n')
  }

  function buttons(checks: CheckLine[], chatId: number, language: string) {
    const isReady = checks.every((line) => line.ok || !line.isNeeded)
    const check = { key: 'check-again-button' as const, action: 'check_group' as const, subject: String(chatId) }
    const link = { key: 'link-group-button' as const, action: 'link_group' as const, subject: String(chatId) }
    return keyboard(
      isReady ? (checks.every((line) => line.ok) ? [[link]] : [[link], [check]]) : [[check]],
      texts,
      language,
    )
  }

  async function isForum(chatId: number): Promise<boolean> {
    const chat = await botApi.getChat(chatId)
    return chat.type === 'supergroup' && chat.is_forum === true
  }

  /** What a coach's group needs, in the order in which it is mended. */
  async function inspect(chatId: number): Promise<CheckLine[]> {
    const me = await botApi.getMe()
    const [forum, membership] = [await isForum(chatId), await botApi.getMember(chatId, me.id)]
    const isAdmin = membership.status === 'administrator'
    const has = (right: AdminRight) => membership.status === 'administrator' && membership[right] === true
    return [
      { key: 'check-reads', fix: 'fix-reads', ok: isAdmin || me.can_read_all_group_messages, isNeeded: true },
      { key: 'check-topics', fix: 'fix-topics', ok: forum, isNeeded: false },
      ...(forum
        ? [
            {
              key: 'check-manages-topics' as const,
              fix: 'fix-manages-topics' as const,
              ok: has('can_manage_topics'),
              isNeeded: true,
            },
          ]
        : []),
      { key: 'check-pins', fix: 'fix-pins', ok: has('can_pin_messages'), isNeeded: false },
      { key: 'check-reactions', fix: 'fix-reactions', ok: isAdmin, isNeeded: false },
    ]
  }
}

const rightsUsed = ['can_manage_topics', 'can_pin_messages'] as const satisfies AdminRight[]

function hasLostRights(before: ChatMember, now: ChatMember): boolean {
  if (before.status !== 'administrator') return false
  return now.status !== 'administrator' || rightsUsed.some((right) => before[right] === true && now[right] !== true)
}

type AdminRight = keyof Extract<ChatMember, { status: 'administrator' }> & `can_${string}`
