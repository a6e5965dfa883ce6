import { useState } from 'preact/hooks'
import { Avatar, colourOf } from './avatar.js'
import { html } from './html.js'
import { Icon, Ticks } from './icons.js'
import { RichText } from './rich-text.js'
import { timeOf } from './world.js'

/**
 * @typedef {import('./api.js').Message} MessageData
 * @typedef {import('./api.js').Button} Button
 * @typedef {{ mine: boolean, first: boolean, last: boolean, inGroup: boolean }} Placement whether the message begins or
 *   ends a run of one sender's messages: the name stands over the first, the tail hangs on the last
 * @typedef {{ command: (text: string) => void, link: (address: string) => void, tap: (message: MessageData, button: Button) => Promise<void>,
 *   react: (message: MessageData, emoji: string | null) => void, reveal: (messageId: number) => void,
 *   menu: (message: MessageData, at: { x: number, y: number }) => void, reply: (message: MessageData) => void }} MessageActions
 */

/** @param {{ message: MessageData }} props */
export function ServiceMessage({ message }) {
  return html`<p class="service" data-message=${message.id}><span>${message.text}</span></p>`
}

/**
 * @param {{ message: MessageData, me: number, placement: Placement, repliedTo?: MessageData, actions: MessageActions }} props
 */
export function Message({ message, me, placement, repliedTo, actions }) {
  const { mine, first, last, inGroup } = placement
  const rows = message.buttons ?? []
  const hasReactions = message.reactions.length > 0
  const meta = html`<${Meta} message=${message} mine=${mine} />`
  const named = inGroup && !mine && first
  const openMenu = (/** @type {MouseEvent} */ event) => {
    event.preventDefault()
    const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect()
    // A menu opened from the keyboard has no pointer to stand at.
    actions.menu(message, event.clientX ? { x: event.clientX, y: event.clientY } : { x: box.left, y: box.bottom })
  }
  return html`<article data-message=${message.id} aria-label=${`${mine ? 'You' : message.from.name}, ${timeOf(message.date)}`}
    class=${`message ${mine ? 'mine' : 'theirs'} ${first ? 'first' : ''} ${last ? 'last' : ''} ${inGroup ? 'in-group' : ''}`}>
    <div class="stack">
      <div class="bubble" onContextMenu=${openMenu} onDblClick=${() => actions.reply(message)}>
        ${inGroup && !mine && last && html`<${Avatar} id=${message.from.id} name=${message.from.name} size="small" />`}
        ${named && html`<p class=${`sender name-${colourOf(message.from.id)}`}>${message.from.name}</p>`}
        ${repliedTo && html`<${Quote} message=${repliedTo} onClick=${() => actions.reveal(repliedTo.id)} />`}
        <div class="text" dir="auto">
          <${RichText} text=${message.text} entities=${message.entities} onCommand=${actions.command} onLink=${actions.link} />
          ${!hasReactions && meta}
        </div>
        ${hasReactions && html`<div class="reactions"><${Reactions} message=${message} me=${me} onReact=${actions.react} />${meta}</div>`}
        <button type="button" class="message-menu" aria-label="Message actions" aria-haspopup="menu" onClick=${openMenu}><${Icon} name="more" /></button>
      </div>
      ${
        rows.length > 0 &&
        html`<div class="buttons" role="group" aria-label="Buttons">
          ${rows.map(
            (row) => html`<div class="button-row">
              ${row.map((button) => html`<${InlineButton} button=${button} onTap=${() => actions.tap(message, button)} />`)}
            </div>`,
          )}
        </div>`
      }
    </div>
  </article>`
}

/** @param {{ message: MessageData, mine: boolean }} props */
function Meta({ message, mine }) {
  return html`<span class="meta">
    ${message.silent && html`<span class="silent" role="img" aria-label="without sound" title="Sent without sound"><${Icon} name="muted" /></span>`}
    ${message.editedAt && html`<span>edited</span>`}
    <time datetime=${message.date}>${timeOf(message.date)}</time>
    ${mine && html`<${Ticks} />`}
  </span>`
}

/** @param {{ message: MessageData, onClick: () => void }} props */
function Quote({ message, onClick }) {
  return html`<button type="button" class=${`quote name-${colourOf(message.from.id)}`} onClick=${onClick} aria-label=${`In reply to ${message.from.name}: ${message.text}`}>
    <b>${message.from.name}</b><span>${message.text}</span>
  </button>`
}

/** @param {{ message: MessageData, me: number, onReact: MessageActions['react'] }} props */
function Reactions({ message, me, onReact }) {
  return message.reactions.map(({ emoji, by }) => {
    const chosen = by.includes(me)
    return html`<button type="button" key=${emoji} class=${`reaction ${chosen ? 'chosen' : ''}`} aria-pressed=${chosen}
      aria-label=${`${emoji}, ${by.length}`} onClick=${() => onReact(message, chosen ? null : emoji)}>
      <span class="reaction-emoji">${asPicture(emoji)}</span>${by.length}
    </button>`
  })
}

/** Telegram's heart comes without the selector that makes it red. @param {string} emoji */
export function asPicture(emoji) {
  return emoji === '❤' ? '❤\ufe0f' : emoji
}

/** @param {{ button: Button, onTap: () => Promise<void> }} props */
function InlineButton({ button, onTap }) {
  const [waiting, setWaiting] = useState(false)
  const tap = async () => {
    if (waiting) return
    setWaiting(true)
    await onTap()
    setWaiting(false)
  }
  return html`<button type="button" class=${`inline-button ${waiting ? 'waiting' : ''}`} aria-busy=${waiting} onClick=${tap}>
    ${button.text}${button.url && html`<${Icon} name="away" />`}
  </button>`
}
