import { html } from './html.js'

/** Telegram gives every person and bot one of seven colours, by id. */
const COLOURS = 7

/** @param {number} id */
export function colourOf(id) {
  return Math.abs(id) % COLOURS
}

/** @param {{ id: number, name: string, size?: 'small' | 'large', isForum?: boolean }} props decorative: the name stands beside it */
export function Avatar({ id, name, size, isForum }) {
  return html`<span class=${`avatar tone-${colourOf(id)} ${size ?? ''} ${isForum ? 'forum' : ''}`} aria-hidden="true">${initials(name)}</span>`
}

/** @param {string} name */
function initials(name) {
  const words = name.split(/\s+/).filter((word) => /^[\p{L}\p{N}]/u.test(word))
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : words
  return letters.map((word) => [...word][0].toLocaleUpperCase()).join('')
}

/** @param {{ topic: import('./api.js').Topic }} props what stands before a topic's name: its emoji, or else a coloured bubble */
export function TopicIcon({ topic }) {
  if (topic.id === 1) return html`<span class="topic-icon general" aria-hidden="true">#</span>`
  if (topic.icon) return html`<span class="topic-icon emoji" aria-hidden="true">${topic.icon}</span>`
  const colour = `#${(topic.iconColor & 0xffffff).toString(16).padStart(6, '0')}`
  return html`<svg class="topic-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path fill=${colour} d="M12 2.5c5.4 0 9.5 3.7 9.5 8.6 0 4.9-4.1 8.6-9.5 8.6-1 0-2-.1-2.9-.4-.9.9-2.7 2-4.7 2.1-.4 0-.6-.4-.3-.7.9-1 1.3-2.3 1.2-3.4-1.8-1.6-2.8-3.8-2.8-6.2 0-4.9 4.1-8.6 9.5-8.6z" />
    <text x="12" y="14.9" text-anchor="middle">${initials(topic.name).slice(0, 1)}</text>
  </svg>`
}
