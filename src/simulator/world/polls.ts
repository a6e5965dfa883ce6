import { renderChat, renderUser } from '../bot-api/render.ts'
import { renderPoll } from '../bot-api/render-media.ts'
import type { Chat, Message, Poll, User } from './state.ts'
import type { World } from './world.ts'

/** Gives, changes or (with no options) takes back a vote. */
export function vote(world: World, message: Message, poll: Poll, by: User, optionIndexes: number[]): void {
  for (const [index, option] of poll.options.entries()) {
    if (optionIndexes.includes(index)) option.voterIds.add(by.id)
    else option.voterIds.delete(by.id)
  }
  if (!poll.isAnonymous) tellAnswer(world, message, poll, by, optionIndexes)
  changePoll(world, message, poll)
}

/** Who made the poll is told how it stands; forwarded polls are the same poll. */
export function changePoll(world: World, message: Message, poll: Poll): void {
  world.bots.get(message.from.id)?.queue.push('poll', renderPoll(poll))
  world.emit('edit', message.chat)
}

function tellAnswer(world: World, { from, chat }: Message, poll: Poll, by: User, optionIndexes: number[]) {
  world.bots.get(from.id)?.queue.push('poll_answer', {
    poll_id: poll.id,
    ...(isAnonymousIn(chat, by) ? { voter_chat: renderChat(chat) } : { user: renderUser(by) }),
    option_ids: optionIndexes,
    option_persistent_ids: optionIndexes.flatMap((index) => poll.options[index]?.id ?? []),
  })
}

function isAnonymousIn(chat: Chat, { id }: User): boolean {
  return chat.type !== 'private' && chat.members.get(id)?.isAnonymous === true
}
