import { useEffect, useRef } from 'preact/hooks'
import { html } from './html.js'

/**
 * A dialog above everything; Escape and a click beside it close it, and the focus returns to where it was.
 *
 * @param {{ label: string, onClose: () => void, class?: string, children: unknown }} props
 */
export function Modal({ label, onClose, class: kind = 'dialog', children }) {
  const box = useRef(/** @type {HTMLDialogElement | null} */ (null))
  useEffect(() => {
    const opener = /** @type {HTMLElement | null} */ (document.activeElement)
    if (!box.current?.open) box.current?.showModal()
    return () => opener?.focus?.()
  }, [])
  return html`<dialog class=${kind} ref=${box} aria-label=${label} onClose=${onClose}
    onClick=${(/** @type {MouseEvent} */ event) => event.target === box.current && onClose()}>${children}</dialog>`
}
