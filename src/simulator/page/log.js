import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { html } from './html.js'
import { Icon } from './icons.js'
import { DraftMessage, Message, ServiceMessage } from './message.js'
import { dayOf } from './world.js'

const NEAR_BOTTOM_PX = 60
const RUN_MS = 10 * 60_000

/**
 * The messages of one place, newest at the bottom. Stays at the bottom as messages arrive, unless the reader has
 * scrolled up; then an arrow counts what is new. Draw it with the place as its key.
 *
 * @typedef {{ id: number, key: string }} Revealed a message to bring into view, and its place; a new object asks again
 * @param {{ messages: import('./api.js').Message[], me: number, now: string, inGroup: boolean, label: string,
 *   actions: Omit<import('./message.js').MessageActions, 'reveal'>, revealed: Revealed | null,
 *   drafts: import('./api.js').Draft[], children?: unknown }} props
 *   revealed: the message to bring into view; children: what stands there when nothing was said yet
 */
export function Log({ messages, me, now, inGroup, label, actions, revealed, drafts, children }) {
  const box = useRef(/** @type {HTMLElement | null} */ (null))
  const content = useRef(/** @type {HTMLElement | null} */ (null))
  const atBottom = useRef(true)
  const lastTop = useRef(0)
  const [seenId, setSeenId] = useState(Number.POSITIVE_INFINITY)
  const lastMessage = messages.at(-1)
  const lastId = lastMessage?.id ?? 0

  const toBottom = (/** @type {ScrollBehavior} */ behavior = 'instant') => {
    box.current?.scrollTo({ top: box.current.scrollHeight, behavior })
  }
  useLayoutEffect(() => {
    if (lastMessage?.from.id === me && !lastMessage.service) atBottom.current = true
    if (atBottom.current) toBottom()
  }, [lastId, drafts.length])
  useLayoutEffect(() => {
    if (!box.current || !content.current) return
    // Pictures of the same words take more room once a quote unfolds or the composer grows.
    const watch = new ResizeObserver(() => atBottom.current && toBottom())
    watch.observe(box.current)
    watch.observe(content.current)
    return () => watch.disconnect()
  }, [])
  const onScroll = () => {
    const { scrollHeight, scrollTop, clientHeight } = /** @type {HTMLElement} */ (box.current)
    const near = scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM_PX
    const goesUp = scrollTop < lastTop.current
    lastTop.current = scrollTop
    // What has grown meanwhile is not the reader's doing: only who goes up is left in peace.
    if (atBottom.current && !near && !goesUp) return toBottom()
    if (near !== atBottom.current) setSeenId(near ? Number.POSITIVE_INFINITY : lastId)
    atBottom.current = near
  }

  const reveal = (/** @type {number} */ id) => {
    const element = /** @type {HTMLElement | null} */ (
      box.current?.querySelector(`[data-message="${id}"], [data-file="${id}"]`)
    )
    if (!element) return
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches
    element.scrollIntoView({ block: 'center', behavior: still ? 'instant' : 'smooth' })
    element.classList.remove('flash')
    void element.offsetWidth // restarts the animation
    element.classList.add('flash')
  }
  useEffect(() => {
    if (revealed) reveal(revealed.id)
  }, [revealed, messages.length > 0])

  /** The arrows lead from message to message; Enter opens what can be done with it. @param {KeyboardEvent} event */
  const onKeyDown = (event) => {
    const here = /** @type {HTMLElement} */ (event.target)
    const isMessage = here.matches('article')
    if (event.key === 'Enter' && isMessage) {
      event.preventDefault()
      return /** @type {HTMLElement | null} */ (here.querySelector('.message-menu'))?.click()
    }
    if (!['ArrowUp', 'ArrowDown'].includes(event.key) || (!isMessage && here !== box.current)) return
    const all = /** @type {HTMLElement[]} */ ([...(content.current?.querySelectorAll('article[data-message]') ?? [])])
    const at = isMessage ? all.indexOf(here) + (event.key === 'ArrowUp' ? -1 : 1) : all.length - 1
    if (!all[at]) return
    event.preventDefault()
    all[at].focus()
  }

  const items = inAlbums(messages)
  const byId = new Map(messages.map((message) => [message.id, message]))
  const unseen = messages.filter((message) => message.id > seenId && message.from.id !== me).length
  return html`<div class="log-frame">
    <div class="log" role="log" aria-live="polite" aria-label=${label} tabindex="0" ref=${box} onScroll=${onScroll} onKeyDown=${onKeyDown}>
      <div class="log-content" ref=${content}>
        ${messages.length === 0 && children}
        ${items.flatMap(([message, ...more], index) => {
          const before = items[index - 1]?.at(-1)
          const after = items[index + 1]?.[0]
          const day = dayOf(message.date, now)
          const placement = {
            mine: message.from.id === me,
            first: !inOneRun(before, message),
            last: !inOneRun(message, after),
            inGroup,
          }
          return html`
            ${(!before || dayOf(before.date, now) !== day) && html`<p class="service day" key=${`day-${day}`}><span>${day}</span></p>`}
            ${
              message.service
                ? html`<${ServiceMessage} key=${message.id} message=${message} />`
                : html`<${Message} key=${message.id} message=${message} album=${more.length > 0 ? [message, ...more] : undefined} me=${me} placement=${placement}
                    repliedTo=${message.replyTo === undefined ? undefined : byId.get(message.replyTo)} actions=${{ ...actions, reveal }} />`
            }
          `
        })}
        ${drafts.map((draft) => html`<${DraftMessage} key=${`draft-${draft.id}`} draft=${draft} name="The bot" />`)}
      </div>
    </div>
    ${
      seenId !== Number.POSITIVE_INFINITY &&
      html`<button type="button" class="to-bottom" aria-label=${unseen ? `${unseen} new, go to the end` : 'Go to the end'} onClick=${() => toBottom()}>
        <${Icon} name="down" />${unseen > 0 && html`<span class="badge">${unseen}</span>`}
      </button>`
    }
  </div>`
}

/** What was sent together stands together. @param {import('./api.js').Message[]} messages @returns {import('./api.js').Message[][]} */
function inAlbums(messages) {
  /** @type {import('./api.js').Message[][]} */
  const items = []
  for (const message of messages) {
    const open = items.at(-1)
    if (message.albumId && open?.[0].albumId === message.albumId) open.push(message)
    else items.push([message])
  }
  return items
}

/** @param {import('./api.js').Message | undefined} one @param {import('./api.js').Message | undefined} next */
function inOneRun(one, next) {
  if (!one || !next || one.service || next.service || one.from.id !== next.from.id) return false
  return new Date(next.date).getTime() - new Date(one.date).getTime() < RUN_MS
}
