import { Avatar, TopicIcon } from './avatar.js'
import { html } from './html.js'
import { Icon } from './icons.js'
import { inOneLine, kindName } from './words.js'
import { shortWhen } from './world.js'

/** @typedef {import('./overview.js').ChatEntry} ChatEntry */
/** @typedef {import('./overview.js').Entry} Entry */

/**
 * The left side of Telegram's window: all chats, or the topics of the open forum with the chats beside them.
 *
 * @param {{ entries: ChatEntry[], open: ChatEntry | undefined, openKey: string | undefined, me: number, now: string,
 *   onOpen: (entry: Entry) => void, keyOf: (entry: Entry) => string }} props openKey: the place that is shown
 */
export function ChatList({ entries, open, openKey, me, now, onOpen, keyOf }) {
  const isForum = open !== undefined && open.topics.length > 0
  const row = (/** @type {Entry} */ entry, /** @type {unknown} */ picture) =>
    html`<${Row} key=${keyOf(entry)} entry=${entry} picture=${picture} current=${keyOf(entry) === openKey} me=${me} now=${now} onOpen=${onOpen} />`
  if (!isForum) {
    return html`<nav class="list-column" aria-label="Chats">
      <header class="chat-header"><div class="chat-title"><h3>Chats</h3></div></header>
      <ul class="rows">${entries.map((entry) => row(entry, html`<${Avatar} id=${entry.id} name=${entry.title} size="large" isForum=${entry.topics.length > 0} />`))}</ul>
    </nav>`
  }
  return html`<div class="list-column split">
    <nav class="rail" aria-label="Chats">
      ${entries.map(
        (
          entry,
        ) => html`<button type="button" key=${entry.id} class=${entry === open ? 'current' : ''} aria-current=${entry === open}
          title=${entry.title} aria-label=${withUnread(entry)} onClick=${() => onOpen(entry)}>
          <${Avatar} id=${entry.id} name=${entry.title} size="large" isForum=${entry.topics.length > 0} />
          ${entry.unread > 0 && html`<span class="badge" aria-hidden="true">${entry.unread}</span>`}
        </button>`,
      )}
    </nav>
    <nav class="topics" aria-label=${`Topics of ${open.title}`}>
      <header class="chat-header"><div class="chat-title">
        <h3>${open.title}</h3><p>${open.members} ${open.members === 1 ? 'member' : 'members'}</p>
      </div></header>
      <ul class="rows">${open.topics.map((entry) => row(entry, entry.topic && html`<${TopicIcon} topic=${entry.topic} />`))}</ul>
    </nav>
  </div>`
}

/** @param {Entry} entry */
function withUnread({ title, unread }) {
  return unread > 0 ? `${title}, ${unread} unread` : title
}

/**
 * @param {{ entry: Entry, picture: unknown, current: boolean, me: number, now: string, onOpen: (entry: Entry) => void }} props
 */
function Row({ entry, picture, current, me, now, onOpen }) {
  const { title, unread, lastMessage, topic, place } = entry
  return html`<li>
    <button type="button" class=${`row ${current ? 'current' : ''}`} aria-current=${current} aria-label=${withUnread(entry)} onClick=${() => onOpen(entry)}>
      ${picture}
      <span class="row-words">
        <span class="row-line"><b>${title}</b>${topic?.closed && html`<${Icon} name="lock" />`}
          ${lastMessage && html`<time>${shortWhen(lastMessage.date, now)}</time>`}
        </span>
        <span class="row-line"><span class="preview">${lastMessage && html`<${Preview} message=${lastMessage} me=${me} inGroup=${typeof place.chat === 'number'} />`}</span>
          ${unread > 0 && html`<span class="badge">${unread}</span>`}
        </span>
      </span>
    </button>
  </li>`
}

/** @param {{ message: import('./api.js').Message, me: number, inGroup: boolean }} props */
function Preview({ message, me, inGroup }) {
  if (message.service) return html`<i>${message.text}</i>`
  const author = message.from.id === me ? 'You' : inGroup ? message.from.name : undefined
  const kind = message.text ? kindName(message) : undefined
  return html`${author && html`<span class="preview-name">${author}: </span>`}${kind && html`<span class="preview-kind">${kind}: </span>`}${inOneLine(message)}`
}
