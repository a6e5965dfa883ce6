import { type Message, type PersonAccount, topicOf } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { type ChatName, findChat, printScreen, screenOf } from './screen.ts'

export type Hearing = {
  chat?: ChatName
  topic?: number
  /** Part of the text, or a pattern. */
  text: string | RegExp
  /** Only messages with a greater id count. */
  since?: number
  /** Milliseconds of real time, whatever the simulator's clock does. */
  timeoutMs?: number
}

/** Nothing like it came in time; the message shows what was on the screen instead. */
export class NotHeard extends Error {
  override readonly name = 'NotHeard'
  readonly screen: string[]
  constructor(person: PersonAccount, text: string | RegExp, screen: string[]) {
    const shown = screen.length > 0 ? screen.join('\n  ') : '(empty)'
    super(
      `${person.firstName} did not hear ${text instanceof RegExp ? text : JSON.stringify(text)}. On the screen:\n  ${shown}`,
    )
    this.screen = screen
  }
}

/** Resolves with the newest fitting message from someone else, at once or when it comes. @throws {NotHeard} */
export function waitForMessage(world: World, person: PersonAccount, hearing: Hearing): Promise<Message> {
  const { text, topic, since = 0, timeoutMs = world.patienceMs ?? 10_000 } = hearing
  const chat = findChat(world, person, hearing.chat)
  const fits = (shown: string) =>
    typeof text === 'string' ? shown.includes(text) : new RegExp(text, text.flags.replace(/[gy]/g, '')).test(shown)
  // A topic can be deleted while we wait: then its screen is empty.
  const look = () =>
    [...chat.messages.values()].findLast(
      (message) =>
        !message.deleted &&
        message.id > since &&
        message.from.id !== person.id &&
        (topic === undefined || topicOf(message) === topic) &&
        fits(message.text),
    )

  return new Promise((resolve, reject) => {
    const heard = look()
    if (heard) return resolve(heard)
    const stop = () => {
      clearTimeout(timer)
      stopListening()
      world.closing.removeEventListener('abort', giveUp)
    }
    const giveUp = () => {
      stop()
      const stillThere =
        chat.type !== 'private' && topic !== undefined && !chat.topics.has(topic) ? [] : screenOf(chat, topic)
      reject(new NotHeard(person, text, printScreen(stillThere)))
    }
    const stopListening = world.onEvent(() => {
      const message = look()
      if (!message) return
      stop()
      resolve(message)
    })
    const timer = setTimeout(giveUp, timeoutMs)
    world.closing.addEventListener('abort', giveUp)
  })
}
