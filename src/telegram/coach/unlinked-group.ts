/** A group that is no coach's, seen by someone who is of a team: once it was theirs, or it may be one day. */
import type { Context } from 'grammy'
import type { Message } from 'grammy/types'
import type { MemberAddress, Senders } from '../../coaching/ports.ts'
import type { TextKey } from '../../locales/texts.ts'
import { isService } from '../content.ts'
import type { Command } from '../incoming.ts'
import type { Replies } from '../replies.ts'
import type { Nowhere } from './nowhere.ts'

type Deps = { senders: Pick<Senders, 'findMember' | 'wasGroupOf'>; nowhere: Nowhere; replies: Replies }

export function createUnlinkedGroup({ senders, nowhere, replies }: Deps) {
  return {
    async onMessage(message: Message, command: Command | undefined): Promise<void> {
      if (isService(message) || message.via_bot || !message.from || message.from.is_bot) return
      const member = await senders.findMember(message.from.id)
      if (!member) return
      if (await wasTheirs(member, message.chat.id)) return nowhere.inFormerGroup(message, member)
      if (command?.name !== 'help' && command?.name !== 'link') return
      const key = member.member.role === 'owner' ? 'group-not-linked' : 'owner-only'
      const place = {
        chatId: message.chat.id,
        topicId: message.is_topic_message ? message.message_thread_id : undefined,
      }
      const params = { coach: member.coachName }
      await replies.toCoach(place, member.language, key, params, { silent: true, replyTo: message.message_id })
    },

    /** @returns what the tap is answered with */
    async onTap(ctx: Context): Promise<TextKey> {
      const message = ctx.callbackQuery?.message as Message | undefined
      const member = ctx.from && (await senders.findMember(ctx.from.id))
      if (!message || !member || !(await wasTheirs(member, message.chat.id))) return 'tap-team-only'
      await nowhere.inFormerGroup(message, member)
      return 'tap-group-old'
    },
  }

  function wasTheirs({ coachId }: MemberAddress, chatId: number): Promise<boolean> {
    return senders.wasGroupOf(coachId, chatId)
  }
}
