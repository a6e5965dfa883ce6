import { useEffect, useRef, useState } from 'preact/hooks'
import { html } from './html.js'
import { Icon } from './icons.js'
import { useEvents } from './live.js'

/**
 * How often each person's phone has rung since the page was opened. What is sent without sound rings nobody.
 *
 * @param {import('./api.js').State} state
 * @returns {[Record<number, number>, (personId: number) => void]} the counts, and a way to begin one anew
 */
export function useRings({ chats, people }) {
  const [rings, setRings] = useState(/** @type {Record<number, number>} */ ({}))
  useEvents(({ kind, chatId, fromId }) => {
    if (kind !== 'alert') return
    // A private chat bears its person's number.
    const group = chats.find(({ id, type }) => id === chatId && type !== 'private')
    const heard = people.filter(({ id }) => id !== fromId && (group ? group.members.includes(id) : id === chatId))
    setRings((before) => ({ ...before, ...Object.fromEntries(heard.map(({ id }) => [id, (before[id] ?? 0) + 1])) }))
  })
  return [rings, (personId) => setRings((before) => ({ ...before, [personId]: 0 }))]
}

/** A bell that moves when the phone rings, and how often it has. @param {{ name: string, count: number, onReset: () => void }} props */
export function Rings({ name, count, onReset }) {
  const bell = useRef(/** @type {HTMLElement | null} */ (null))
  useEffect(() => {
    bell.current?.classList.remove('ringing')
    if (count === 0) return
    void bell.current?.offsetWidth // restarts the animation
    bell.current?.classList.add('ringing')
  }, [count])
  if (count === 0) return null
  return html`<button type="button" class="rings" title="Messages with sound since the page was opened; a click counts anew"
    aria-label=${`${name}’s phone rang ${count} ${count === 1 ? 'time' : 'times'}, count anew`} onClick=${onReset}>
    <span ref=${bell}><${Icon} name="bell" /></span>rang ${count}×
  </button>`
}
