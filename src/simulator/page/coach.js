import { Avatar, TopicIcon } from './avatar.js'
import { Chat } from './chat.js'
import { ChatList } from './chat-list.js'
import { html } from './html.js'
import { Icon } from './icons.js'
import { toast } from './overlay.js'
import { placeKey } from './world.js'

/**
 * The coach's window: the group with a topic for every client, and the private chat with the bot.
 *
 * @param {{ coach: import('./api.js').Person, state: import('./api.js').State, entries: import('./overview.js').ChatEntry[],
 *   place: import('./api.js').Place | undefined, narrow: boolean, connected: boolean, revealed: import('./log.js').Revealed | null,
 *   go: (place: import('./api.js').Place | undefined, messageId?: number) => void }} props place: what is open; on a
 *   narrow screen nothing may be, and the list shows instead
 */
export function CoachWindow({ coach, state, entries, place, narrow, connected, revealed, go }) {
  const keyOf = (/** @type {import('./overview.js').Entry} */ entry) => placeKey(coach.id, entry.place)
  const openKey = place && placeKey(coach.id, place)
  const openChat = entries.find((entry) => place && entry.place.chat === place.chat)
  const openEntry = openChat?.topics.find((entry) => keyOf(entry) === openKey) ?? openChat
  const goWithin = (/** @type {import('./api.js').Place} */ target, /** @type {number | undefined} */ messageId) => {
    const chat = entries.find((entry) => entry.place.chat === target.chat)
    if (!chat) return toast(`${coach.firstName} is not in that chat.`, 'coach')
    // A link without a topic leads to General of a forum, and to the whole of any other chat.
    const isForum = chat.topics.length > 0
    go(isForum ? { chat: target.chat, topic: target.topic ?? 1 } : { chat: target.chat }, messageId)
  }
  const list = html`<${ChatList} entries=${entries} open=${openChat ?? (narrow ? entries[0] : undefined)} openKey=${openKey} me=${coach.id} now=${state.now}
    keyOf=${keyOf} onOpen=${(/** @type {import('./overview.js').Entry} */ entry) => go(entry.place)} />`
  return html`<div class="window" role="group" aria-label=${`Telegram, as ${coach.firstName} sees it`}>
    ${(!narrow || !openEntry) && list}
    ${
      openEntry && openChat && place
        ? html`<${Chat} key=${coach.id} person=${coach} place=${place} state=${state} pane="coach" inGroup=${openChat.isGroup}
            closed=${openEntry.topic?.closed} go=${goWithin} revealed=${revealed}
            header=${(
              /** @type {string[]} */ typing,
            ) => html`<${Header} chat=${openChat} entry=${openEntry} typing=${typing} connected=${connected}
              onBack=${narrow ? () => go(undefined) : undefined} />`} />`
        : !narrow && html`<div class="chat empty"><p class="service"><span>Choose a chat</span></p></div>`
    }
  </div>`
}

/**
 * @param {{ chat: import('./overview.js').ChatEntry, entry: import('./overview.js').Entry, typing: string[], connected: boolean,
 *   onBack?: () => void }} props
 */
function Header({ chat, entry, typing, connected, onBack }) {
  const subtitle = entry.topic ? chat.title : chat.isGroup ? `${chat.members} members` : 'bot'
  const status = typing.length === 0 ? subtitle : chat.isGroup ? `${typing.join(', ')} typing` : 'typing'
  return html`<header class="chat-header">
    ${onBack && html`<button type="button" class="plain-button" aria-label="Back to the list" onClick=${onBack}><${Icon} name="back" /></button>`}
    ${entry.topic ? html`<${TopicIcon} topic=${entry.topic} />` : html`<${Avatar} id=${chat.id} name=${chat.title} />`}
    <div class="chat-title">
      <h3>${entry.title}</h3>
      <p class=${typing.length ? 'typing' : ''} aria-live="polite">${connected ? status : 'connecting…'}</p>
    </div>
  </header>`
}
