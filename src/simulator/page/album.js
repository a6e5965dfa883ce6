import { html } from './html.js'
import { isPicture, Media } from './media.js'

/** @typedef {import('./api.js').Message} Message */

/** How many pictures stand in each row, as near to Telegram's as a grid gets. */
const ROWS = {
  2: [2],
  3: [1, 2],
  4: [2, 2],
  5: [2, 3],
  6: [3, 3],
  7: [2, 2, 3],
  8: [2, 3, 3],
  9: [3, 3, 3],
  10: [2, 3, 2, 3],
}

/** Files that were sent together: pictures side by side, anything else one below the other. @param {{ messages: Message[] }} props */
export function Album({ messages }) {
  const tile = (/** @type {Message} */ message, /** @type {boolean} */ fills) =>
    html`<div class="tile" key=${message.id} data-file=${message.id} aria-label=${`${messages.indexOf(message) + 1} of ${messages.length}`} role="group">
      <${Media} media=${message.media} from=${message.from.name} fills=${fills} />
    </div>`
  if (!messages.every(({ media }) => isPicture(media)))
    return html`<div class="album-list" role="group" aria-label=${`Album of ${messages.length}`}>${messages.map((message) => tile(message, false))}</div>`
  const rows = inRows(messages, ROWS[messages.length] ?? [messages.length])
  return html`<div class="album" role="group" aria-label=${`Album of ${messages.length}`}>
    ${rows.map((row) => html`<div class=${`album-row of-${row.length}`}>${row.map((message) => tile(message, true))}</div>`)}
  </div>`
}

/** @param {Message[]} messages @param {number[]} counts @returns {Message[][]} */
function inRows(messages, [count, ...counts]) {
  if (count === undefined) return []
  return [messages.slice(0, count), ...inRows(messages.slice(count), counts)]
}
