import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { entityTree, plainText, safeAddress } from './entities.js'
import { html } from './html.js'
import { Icon } from './icons.js'

/**
 * A message's text as Telegram draws it.
 *
 * @param {{ text: string, entities: import('./api.js').Entity[],
 *   onCommand: (command: string) => void, onLink: (address: string) => void }} props
 */
export function RichText({ text, entities, onCommand, onLink }) {
  return entityTree(text, entities).map((node) => draw(node, { onCommand, onLink }))
}

/**
 * @param {import('./entities.js').Node} node
 * @param {{ onCommand: (command: string) => void, onLink: (address: string) => void }} on
 */
function draw(node, on) {
  if (typeof node === 'string') return node
  const { entity, children } = node
  const inside = children.map((child) => draw(child, on))
  switch (entity.type) {
    case 'bold':
      return html`<b>${inside}</b>`
    case 'italic':
      return html`<i>${inside}</i>`
    case 'underline':
      return html`<u>${inside}</u>`
    case 'strikethrough':
      return html`<s>${inside}</s>`
    case 'code':
      return html`<code>${inside}</code>`
    case 'pre':
      return html`<pre tabindex="0"><code>${inside}</code></pre>`
    case 'blockquote':
      return html`<blockquote>${inside}</blockquote>`
    case 'expandable_blockquote':
      return html`<${ExpandableQuote}>${inside}<//>`
    case 'spoiler':
      return html`<${Spoiler}>${inside}<//>`
    case 'bot_command':
      return html`<button type="button" class="link" onClick=${() => on.onCommand(plainText(children))}>${inside}</button>`
    case 'text_link':
      return html`<${Link} address=${entity.url ?? ''} onLink=${on.onLink}>${inside}<//>`
    case 'url':
      return html`<${Link} address=${plainText(children)} onLink=${on.onLink}>${inside}<//>`
    case 'email':
      return html`<${Link} address=${`mailto:${plainText(children)}`} onLink=${on.onLink}>${inside}<//>`
    case 'mention':
    case 'text_mention':
    case 'hashtag':
    case 'cashtag':
    case 'phone_number':
      return html`<span class="link-like">${inside}</span>`
    default:
      return inside
  }
}

/** @param {{ address: string, onLink: (address: string) => void, children: unknown }} props */
function Link({ address, onLink, children }) {
  const href = safeAddress(address)
  if (!href) return html`<span class="link-like">${children}</span>`
  const follow = (/** @type {MouseEvent} */ event) => {
    event.preventDefault()
    onLink(href)
  }
  return html`<a href=${href} target="_blank" rel="noopener noreferrer" onClick=${follow}>${children}</a>`
}

function Spoiler({ children }) {
  const [shown, setShown] = useState(false)
  if (shown) return html`<span class="spoiler shown">${children}</span>`
  return html`<button type="button" class="spoiler" aria-label="Hidden text, show it" onClick=${() => setShown(true)}>
    <span aria-hidden="true">${children}</span>
  </button>`
}

/** Three lines until it is asked for; without the arrow when three lines are enough. */
function ExpandableQuote({ children }) {
  const [open, setOpen] = useState(false)
  const [overflows, setOverflows] = useState(false)
  const body = useRef(/** @type {HTMLElement | null} */ (null))
  useLayoutEffect(() => {
    if (body.current && !open) setOverflows(body.current.scrollHeight > body.current.clientHeight + 2)
  })
  return html`<blockquote class=${`expandable ${open ? 'open' : ''}`}>
    <div class="quote-body" ref=${body}>${children}</div>
    ${
      overflows &&
      html`<button type="button" class="quote-toggle" aria-expanded=${open} aria-label=${open ? 'Show less' : 'Show the whole quote'}
        onClick=${() => setOpen(!open)}><${Icon} name="chevron" /></button>`
    }
  </blockquote>`
}
