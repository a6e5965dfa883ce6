import { html } from './html.js'
import { Icon } from './icons.js'
import { Modal } from './modal.js'
import { openPanel } from './overlay.js'

/** A picture as large as the window. @param {{ address: string, from: string }} picture */
export function openViewer({ address, from }) {
  openPanel(
    (close) => html`<${Modal} class="viewer" label=${`Photo from ${from}`} onClose=${close}>
      <button type="button" class="viewer-close" aria-label="Close" onClick=${close}><${Icon} name="close" /></button>
      <button type="button" class="viewer-picture" tabindex="-1" aria-hidden="true" onClick=${close}><img src=${address} alt="" /></button>
    <//>`,
  )
}
