import { useState } from 'preact/hooks'
import { Album } from './album.js'
import { Attachment } from './attachment.js'
import { Avatar, colourOf } from './avatar.js'
import { html } from './html.js'
import { Icon, Ticks } from './icons.js'
import { useLongPress } from './long-press.js'
import { isBare, isPicture, Media, pictureWidth, WIDEST_PX } from './media.js'
import { RichText } from './rich-text.js'
import { inOneLine } from './words.js'
import { timeOf } from './world.js'

/**
 * @typedef {import('./api.js').Message} MessageData
 * @typedef {import('./api.js').Button} Button
 * @typedef {{ mine: boolean, first: boolean, last: boolean, inGroup: boolean }} Placement whether the message begins or
 *   ends a run of one sender's messages: the name stands over the first, the tail hangs on the last
 * @typedef {{ command: (text: string) => void, link: (address: string) => void, tap: (message: MessageData, button: Button) => Promise<void>,
 *   react: (message: MessageData, emoji: string | null) => void, reveal: (messageId: number) => void,
 *   vote: (message: MessageData, options: string[]) => void,
 *   menu: (message: MessageData, at: { x: number, y: number }, selected: string) => void, reply: (message: MessageData) => void }} MessageActions
 */

/** @param {{ message: MessageData }} props */
export function ServiceMessage({ message }) {
  return html`<p class="service" data-message=${message.id}><span>${message.text}</span></p>`
}

/**
 * @param {{ message: MessageData, album?: MessageData[], me: number, placement: Placement, repliedTo?: MessageData, actions: MessageActions }} props
 *   album: all the files that were sent with it, itself too
 */
export function Message({ message, album, me, placement, repliedTo, actions }) {
  const { mine, first, last, inGroup } = placement
  const rows = message.buttons ?? []
  const words = album?.find(({ text }) => text) ?? message
  const reacted = album?.find(({ reactions }) => reactions.length > 0) ?? message
  const hasReactions = reacted.reactions.length > 0
  const pictures = album ? album.every(({ media }) => isPicture(media)) : isPicture(message.media)
  const bare = isBare(message.media)
  const meta = html`<${Meta} message=${message} mine=${mine} />`
  const named = inGroup && !mine && first
  const press = useLongPress()
  const openMenu = (/** @type {MouseEvent} */ event) => {
    event.preventDefault()
    const bubble = /** @type {HTMLElement} */ (event.currentTarget).closest('.bubble')
    const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect()
    const file = /** @type {HTMLElement} */ (event.target).closest('[data-file]')?.getAttribute('data-file')
    const about = album?.find(({ id }) => String(id) === file) ?? words
    // A menu opened from the keyboard has no pointer to stand at.
    const at = event.clientX ? { x: event.clientX, y: event.clientY } : { x: box.left, y: box.bottom }
    actions.menu(about, at, selectedIn(bubble, about.text))
  }
  const kinds = [
    ...(mine ? ['mine'] : ['theirs']),
    ...(first ? ['first'] : []),
    ...(last ? ['last'] : []),
    ...(inGroup ? ['in-group'] : []),
    ...(bare ? ['bare'] : pictures ? ['with-picture'] : []),
    ...(words.text || message.attachment ? [] : ['wordless']),
  ]
  return html`<article data-message=${message.id} tabindex="-1" class=${`message ${kinds.join(' ')}`}
    aria-label=${`${mine ? 'You' : message.from.name}, ${timeOf(message.date)}`}>
    <div class="stack" style=${pictures ? `--picture: ${album ? WIDEST_PX : pictureWidth(message.media)}px` : ''}>
      <div class="bubble" onContextMenu=${openMenu} onDblClick=${() => actions.reply(message)} ...${press}>
        ${inGroup && !mine && last && html`<${Avatar} id=${message.from.id} name=${message.from.name} size="small" />`}
        ${named && html`<p class=${`sender name-${colourOf(message.from.id)}`}>${message.from.name}</p>`}
        ${message.forwardedFrom && html`<p class="forwarded">Forwarded from <b dir="auto">${message.forwardedFrom}</b></p>`}
        ${repliedTo && html`<${Quote} message=${repliedTo} words=${message.quote} onClick=${() => actions.reveal(repliedTo.id)} />`}
        ${album ? html`<${Album} messages=${album} />` : message.media && html`<${Media} media=${message.media} from=${message.from.name} />`}
        ${
          message.attachment &&
          html`<${Attachment} attachment=${message.attachment} onLink=${actions.link}
            onVote=${(/** @type {string[]} */ options) => actions.vote(message, options)} />`
        }
        ${
          words.text
            ? html`<div class="text" dir="auto">
                <${RichText} text=${words.text} entities=${words.entities} onCommand=${actions.command} onLink=${actions.link} />
                ${!hasReactions && meta}
              </div>`
            : !hasReactions && html`<div class="meta-line">${meta}</div>`
        }
        ${hasReactions && html`<div class="reactions"><${Reactions} message=${reacted} me=${me} onReact=${actions.react} />${meta}</div>`}
        <button type="button" class="message-menu" tabindex="-1" aria-label="Message actions" aria-haspopup="menu" onClick=${openMenu}><${Icon} name="more" /></button>
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

/** What a bot is writing, before it is sent. @param {{ draft: import('./api.js').Draft, name: string }} props */
export function DraftMessage({ draft, name }) {
  const nothing = () => {}
  return html`<article class="message theirs first last draft" aria-live="off" aria-label=${`${name} is writing`}>
    <div class="stack"><div class="bubble"><div class="text" dir="auto">
      <${RichText} text=${draft.text} entities=${draft.entities ?? []} onCommand=${nothing} onLink=${nothing} /><i class="caret" aria-hidden="true"></i>
    </div></div></div>
  </article>`
}

/** Words of a message that are marked in its bubble, as they can be quoted. @param {Element | null} bubble @param {string} text */
function selectedIn(bubble, text) {
  const selection = getSelection()
  const inside =
    selection &&
    !selection.isCollapsed &&
    bubble?.contains(selection.anchorNode) &&
    bubble.contains(selection.focusNode)
  const words = inside ? selection.toString().trim() : ''
  return text.includes(words) ? words : ''
}

/** @param {{ message: MessageData, mine: boolean }} props */
function Meta({ message, mine }) {
  return html`<span class="meta">
    ${!mine && !message.silent && html`<span role="img" aria-label="with sound" title="This one makes the phone ring"><${Icon} name="bell" /></span>`}
    ${message.editedAt && html`<span>edited</span>`}
    <time datetime=${message.date}>${timeOf(message.date)}</time>
    ${mine && html`<${Ticks} />`}
  </span>`
}

/** @param {{ message: MessageData, words?: string, onClick: () => void }} props words: those that are quoted, instead of the whole */
function Quote({ message, words, onClick }) {
  const shown = words ?? inOneLine(message)
  return html`<button type="button" class=${`quote name-${colourOf(message.from.id)}`} onClick=${onClick} aria-label=${`In reply to ${message.from.name}: ${shown}`}>
    <b>${message.from.name}</b><span>${shown}</span>
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
