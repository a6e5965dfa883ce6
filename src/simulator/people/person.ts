import type { Entity, PersonAccount, Rights } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { edit, openLink, pin, react, read, remove, setBlocked, tap, unpin } from './acts.ts'
import type { Contribution } from './contributions.ts'
import { add, changeTopic, dropTopic, type MemberName, makeTopic, promote, removeFrom } from './group-acts.ts'
import { type ChatName, chatsOf, draftsIn, findChat, getMessage, printScreen, screenOf, showChatTo } from './screen.ts'
import { forward, send, sendAlbum, type Vote, voteIn } from './sending.ts'
import { type ShownMessage, showMessage, showTopic } from './shown.ts'
import { type Hearing, waitForMessage } from './waiting.ts'

type Place = { chat?: ChatName; topic?: number }
type Context = { replyTo?: number; quote?: string }

/** A person driven from code, with the same thumbs as one driven over the control API. */
export type Person = ReturnType<typeof createPerson>

/** Where no chat is named, the private chat with the only bot is meant. */
export function createPerson(world: World, account: PersonAccount) {
  return {
    id: account.id,
    firstName: account.firstName,
    account,

    async says(text: string, options: Place & Context & { entities?: Entity[] } = {}): Promise<ShownMessage> {
      return showMessage(send(world, account, { ...options, text }))
    },

    /** A file, a place, a contact, a poll or a die; bytes that are left out are made up. */
    async sends(contribution: Contribution, options: Place & Context = {}): Promise<ShownMessage> {
      return showMessage(send(world, account, { ...options, ...contribution }))
    },

    /** Several files at once; each is a message, and they share `albumId`. */
    async sendsAlbum(album: Contribution[], options: Place & Context = {}): Promise<ShownMessage[]> {
      return sendAlbum(world, account, { ...options, album }).map((message) => showMessage(message, account.id))
    },

    /** Sends on what is in `chat` to the chat `to`. */
    async forwards(messageId: number, { chat, to, topic }: Place & { to?: ChatName } = {}): Promise<ShownMessage> {
      return showMessage(forward(world, account, { chat, messageId, to, topic }))
    },

    /** Answers a poll by the texts of its options; none of them takes the vote back. */
    async votes(messageId: number, options: string[], { chat }: Place = {}): Promise<void> {
      voteIn(world, account, { chat, messageId, options } satisfies Vote)
    },

    /** The newest button with this text, or the one on the message; resolves when the bot has answered, or after 5 s. */
    async taps(button: string, options: Place & { messageId?: number; timeoutMs?: number } = {}) {
      return await tap(world, account, { ...options, button })
    },

    /** A deep link such as `https://t.me/clone_bot?start=code`. */
    async opens(link: string): Promise<ShownMessage> {
      return showMessage(openLink(world, account, link))
    },

    async edits(messageId: number, text: string, { chat }: Place = {}): Promise<ShownMessage> {
      return showMessage(edit(world, account, { chat, messageId, text }))
    },

    async deletes(messageId: number, { chat }: Place = {}): Promise<void> {
      remove(world, account, { chat, messageId })
    },

    /** `null` takes the reaction back. */
    async reacts(messageId: number, emoji: string | null, { chat }: Place = {}): Promise<void> {
      react(world, account, { chat, messageId, emoji })
    },

    async pins(messageId: number, { chat, silent }: Pick<Place, 'chat'> & { silent?: boolean } = {}): Promise<void> {
      pin(world, account, { chat, messageId, silent })
    },

    async unpins(messageId: number, { chat }: Pick<Place, 'chat'> = {}): Promise<void> {
      unpin(world, account, { chat, messageId })
    },

    async reads(place: Place = {}): Promise<void> {
      read(world, account, place)
    },

    async blocks(bot: string): Promise<void> {
      setBlocked(world, account, bot, true)
    },

    async unblocks(bot: string): Promise<void> {
      setBlocked(world, account, bot, false)
    },

    /**
     * Resolves with the newest message from someone else that holds the text, now or when it comes.
     *
     * @throws {NotHeard} after `timeoutMs` (10 s); it prints the screen
     */
    async hears(text: string | RegExp, options: Omit<Hearing, 'text'> = {}): Promise<ShownMessage> {
      return showMessage(await waitForMessage(world, account, { ...options, text }))
    },

    /** What is on the screen now, oldest first. */
    screen({ chat, topic }: Place = {}): ShownMessage[] {
      return screenOf(findChat(world, account, chat), topic).map((message) => showMessage(message, account.id))
    },

    /** What a bot is writing, before it is a message. */
    drafts({ chat }: Pick<Place, 'chat'> = {}) {
      return draftsIn(world, findChat(world, account, chat))
    },

    /** The same for reading: one line a message, buttons in brackets. */
    printedScreen({ chat, topic }: Place = {}): string[] {
      return printScreen(screenOf(findChat(world, account, chat), topic))
    },

    message(messageId: number, { chat }: Place = {}): ShownMessage {
      return showMessage(getMessage(findChat(world, account, chat), messageId))
    },

    /** `member` as in the control API: a person's id or a bot's `@username`. */
    async adds(member: MemberName, groupId: number): Promise<void> {
      add(world, world.getGroup(groupId), account, member)
    },

    async removes(member: MemberName, groupId: number): Promise<void> {
      removeFrom(world, world.getGroup(groupId), account, member)
    },

    /** By an invitation link. */
    async joins(groupId: number): Promise<void> {
      add(world, world.getGroup(groupId), account, account.id)
    },

    async leaves(groupId: number): Promise<void> {
      removeFrom(world, world.getGroup(groupId), account, account.id)
    },

    /** Makes an administrator, or no longer one with `rights: null`; adds them first if need be. */
    async promotes(
      member: MemberName,
      groupId: number,
      standing: { rights: Rights | null; isAnonymous?: boolean },
    ): Promise<void> {
      promote(world, world.getGroup(groupId), account, member, standing)
    },

    async makesTopic(name: string, groupId: number) {
      return showTopic(makeTopic(world, world.getGroup(groupId), account, name))
    },

    async changesTopic(topicId: number, groupId: number, changes: { name?: string; closed?: boolean }) {
      return showTopic(changeTopic(world, world.getGroup(groupId), account, topicId, changes))
    },

    async deletesTopic(topicId: number, groupId: number): Promise<void> {
      dropTopic(world, world.getGroup(groupId), account, topicId)
    },

    chats() {
      return chatsOf(world, account).map((chat) => showChatTo(world, account, chat))
    },
  }
}
