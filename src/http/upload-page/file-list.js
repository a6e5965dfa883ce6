import { html } from './html.js'
import { sizeText } from './texts.js'

/**
 * @typedef {import('./sending.js').Item} Item
 * @typedef {ReturnType<typeof import('./sending.js').createSending>} Sending
 */

/** More than this is asked once for all. */
const askedOneByOne = 3

/** @param {{ items: Item[], texts: any, sending: Sending }} props */
export function FileList({ items, texts, sending }) {
  const { say } = texts
  const asked = items.filter(isAsked)
  const decideAll = (/** @type {boolean} */ replaces) => () => {
    for (const item of asked) void sending.decide(item, replaces)
  }
  const sorted = [...items].sort((a, b) => rank(a) - rank(b))
  return html`
    ${
      asked.length > askedOneByOne &&
      html`<section class="question" aria-live="polite">
      <p>${say('upload-same-many', { count: asked.length })}</p>
      <p class="choices">
        <button onClick=${decideAll(true)}>${say('upload-replace-all-button')}</button>
        <button onClick=${decideAll(false)}>${say('upload-keep-all-button')}</button>
      </p>
    </section>`
    }
    <ul class="files">
      ${sorted.map((item) => html`<${FileRow} key=${item.key} item=${item} texts=${texts} sending=${sending} asks=${asked.length <= askedOneByOne} />`)}
    </ul>
  `
}

/** @param {{ item: Item, texts: any, sending: Sending, asks: boolean }} props */
function FileRow({ item, texts, sending, asks }) {
  const { say, language } = texts
  const { text, mood, share } = stateOf(item, say, language)
  const old = item.document?.same_title[0]
  const date = old && new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(new Date(old.created_at))
  const mayRemove = !item.document
  return html`<li class=${mood}>
    <div class="row">
      <span class="name">${item.name}</span>
      <span class="size">${sizeText(item.size, language)}</span>
      ${
        mayRemove &&
        html`<button class="small" aria-label=${say('upload-remove', { name: item.name })} onClick=${() => sending.remove(item)}>×</button>`
      }
    </div>
    ${share !== undefined && html`<progress max="1" value=${share} aria-label=${item.name}></progress>`}
    <p class="state">${text}</p>
    ${
      asks &&
      isAsked(item) &&
      html`<div class="question">
      <p>${say('upload-same-title', { title: item.document?.title ?? '', date })}</p>
      <p class="choices">
        <button onClick=${() => sending.decide(item, true)}>${say('upload-replace-button')}</button>
        <button onClick=${() => sending.decide(item, false)}>${say('upload-keep-button')}</button>
      </p>
    </div>`
    }
  </li>`
}

/** Is it perhaps a new version of what the coach has? @param {Item} item */
function isAsked({ document, keepsBoth }) {
  return (
    keepsBoth === undefined &&
    document != null &&
    document.status !== 'failed' &&
    document.replaces === null &&
    document.same_title.length > 0
  )
}

/** What needs the coach stands above, what is done below. @param {Item} item */
function rank(item) {
  if (
    ['failed', 'asked'].includes(item.document?.status ?? '') ||
    ['refused', 'unchosen'].includes(item.state) ||
    isAsked(item)
  )
    return 0
  return item.document?.status === 'ready' ? 2 : 1
}

/** @param {Item} item @param {import('./texts.js').Say} say @param {string} language @returns {{ text: string, mood: string, share?: number }} */
function stateOf(item, say, language) {
  const { document } = item
  const share = item.size > 0 ? item.sent / item.size : 1
  const percent = Math.floor(share * 100)
  if (document) {
    const part = Math.floor(document.progress * 100)
    if (document.status === 'failed')
      return { text: say(`document-problem-${(document.problem ?? 'damaged').replaceAll('_', '-')}`), mood: 'bad' }
    if (document.status === 'ready') return { text: say('upload-ready'), mood: 'good' }
    if (document.status === 'asked') return { text: askedOf(document, say, language), mood: 'ask' }
    if (document.status === 'queued') return { text: say('upload-queued'), mood: 'busy' }
    return { text: say(`upload-${document.status}`, { percent: part }), mood: 'busy', share: document.progress }
  }
  if (item.problem === 'no_room' || item.reason === 'no_room') return { text: say('upload-no-room'), mood: 'bad' }
  switch (item.state) {
    case 'refused':
      return { text: say('document-problem-too-large'), mood: 'bad' }
    case 'unchosen':
      return { text: say('upload-choose-again', { percent }), mood: 'ask', share }
    case 'interrupted':
      return { text: say('upload-interrupted'), mood: 'ask', share }
    case 'sending':
      return { text: say('upload-sending', { percent }), mood: 'busy', share }
    case 'sent':
      return { text: say('upload-queued'), mood: 'busy' }
    default:
      return { text: say('upload-waiting'), mood: 'busy' }
  }
}

/**
 * What the bot asks the coach about the speech in it.
 *
 * @param {import('./api.js').Document} document @param {import('./texts.js').Say} say @param {string} language
 */
function askedOf({ duration_ms, price_usd }, say, language) {
  const minutes = Math.max(1, Math.round((duration_ms ?? 0) / 60_000))
  if (price_usd === null) return say('upload-asked-unpriced', { minutes })
  const money = new Intl.NumberFormat(language, { style: 'currency', currency: 'USD' })
  return say('upload-asked', { minutes, cost: money.format(Math.max(price_usd, 0.01)) })
}
