import { useState } from 'preact/hooks'
import { api } from './api.js'
import { html } from './html.js'
import { toast } from './overlay.js'
import { clockOf } from './world.js'

/** The quiet frame around the chats: the clock, and who is who. */

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const MORNING_HOUR = 9
/** More people than these are chosen from a list. */
const MOST_TABS = 4

/** @param {string} now @returns {number} milliseconds until the next nine o'clock */
function untilMorning(now) {
  const morning = new Date(now)
  if (morning.getHours() >= MORNING_HOUR) morning.setDate(morning.getDate() + 1)
  return morning.setHours(MORNING_HOUR, 0, 0, 0) - new Date(now).getTime()
}

/** @param {{ now: string }} props time in the simulator, which moves on request */
export function Clock({ now }) {
  const { day, time } = clockOf(now)
  const [moving, setMoving] = useState(false)
  const advance = async (/** @type {number} */ ms) => {
    setMoving(true)
    await api.advance(ms).catch((error) => toast(error.message, 'coach'))
    setMoving(false)
  }
  const button = (/** @type {string} */ label, /** @type {string} */ spoken, /** @type {number} */ ms) =>
    html`<button type="button" class=${ms === HOUR_MS ? 'one-hour' : ''} aria-label=${spoken} disabled=${moving} onClick=${() => advance(ms)}>${label}</button>`
  return html`<div class="clock" role="group" aria-label="Clock">
    <time datetime=${now} title="The simulator’s clock"><span class="clock-day">${day}, </span>${time}</time>
    ${button('+5 min', 'Move the clock by 5 minutes', 5 * MINUTE_MS)}
    ${button('+1 h', 'Move the clock by 1 hour', HOUR_MS)}
    ${button('next morning', 'Move the clock to the next morning', untilMorning(now))}
  </div>`
}

/**
 * One of several people, as tabs are chosen or from a list; nothing when there is no choice.
 *
 * @param {{ label: string, people: { id: number, name: string, unread?: number }[], chosen: number | undefined,
 *   onChoose: (id: number) => void }} props
 */
export function Switcher({ label, people, chosen, onChoose }) {
  if (people.length < 2) return null
  const choose = (/** @type {Event} */ event) => onChoose(Number(/** @type {HTMLSelectElement} */ (event.target).value))
  if (people.length > MOST_TABS)
    return html`<select class="people" aria-label=${label} value=${chosen} onChange=${choose}>
      ${people.map(({ id, name, unread = 0 }) => html`<option key=${id} value=${id}>${unread > 0 ? `${name}, ${unread} unread` : name}</option>`)}
    </select>`
  return html`<div class="switcher" role="group" aria-label=${label}>
    ${people.map(
      ({ id, name, unread = 0 }) => html`<button type="button" key=${id} aria-pressed=${id === chosen}
        aria-label=${unread > 0 ? `${name}, ${unread} unread` : name} onClick=${() => onChoose(id)}>
        ${name}${unread > 0 && html`<span class="badge" aria-hidden="true">${unread}</span>`}
      </button>`,
    )}
  </div>`
}
