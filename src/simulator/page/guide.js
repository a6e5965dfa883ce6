import { useState } from 'preact/hooks'
import { api } from './api.js'
import { openGuideAction } from './guide-action.js'
import { html } from './html.js'
import { Icon } from './icons.js'
import { useLive } from './live.js'

/** @typedef {Awaited<ReturnType<typeof api.guide>>} GuideData */

/** What the simulator suggests, for as long as it is wanted; undefined until it is known. */
export function useGuide() {
  const [guide] = useLive('guide', api.guide, ({ kind }) => ['guide', 'message', 'reconnected'].includes(kind))
  return /** @type {GuideData | undefined} */ (guide)
}

/** The steps to try, and whatever stands beside them. @param {{ guide: GuideData | undefined }} props */
export function Guide({ guide }) {
  const [hidden, setHidden] = useState(sessionStorage.getItem('guide') === 'hidden')
  if (hidden || !guide || guide.steps.length === 0) return null
  const hide = () => {
    sessionStorage.setItem('guide', 'hidden')
    setHidden(true)
  }
  return html`<section class="guide" aria-label="What to try">
    <ol>
      ${guide.steps.map(({ title, hint }) => html`<li><div><b>${title}</b><span>${hint}</span></div></li>`)}
    </ol>
    ${guide.note && html`<p class="guide-note">${guide.note}</p>`}
    <button type="button" class="plain-button" aria-label="Hide the steps" onClick=${hide}><${Icon} name="close" /></button>
  </section>`
}

/** What can be done beside the chats. @param {{ guide: GuideData | undefined }} props */
export function GuideActions({ guide }) {
  return (guide?.actions ?? []).map(
    (action) =>
      html`<button type="button" class="guide-action" key=${action.id} onClick=${() => openGuideAction(action)}>${action.label}</button>`,
  )
}
