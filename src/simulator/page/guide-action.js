import { useState } from 'preact/hooks'
import { api } from './api.js'
import { html } from './html.js'
import { Modal } from './modal.js'
import { openDialog, openPanel } from './overlay.js'

/** @typedef {import('./api.js').GuideAction} GuideAction */

/** Asks what an action needs, and does it. @param {GuideAction} action */
export function openGuideAction(action) {
  openPanel((close) => html`<${Form} action=${action} onClose=${close} />`)
}

/** @param {{ action: GuideAction, onClose: () => void }} props what is secret is forgotten with the form */
function Form({ action, onClose }) {
  const [values, setValues] = useState(/** @type {Record<string, string>} */ ({}))
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState('')
  const ready = action.fields.every(({ name, optional }) => optional || values[name]?.trim())

  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault()
    if (!ready || busy) return
    setBusy(true)
    setRefusal('')
    try {
      const { message } = await api.runGuideAction(action.id, values)
      onClose()
      openDialog({ title: message })
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : String(error))
      setBusy(false)
    }
  }
  return html`<${Modal} label=${action.label} onClose=${onClose}>
    <form onSubmit=${submit} autocomplete="off">
      <h2>${action.label}</h2>
      ${action.text && html`<p>${action.text}</p>`}
      ${action.fields.map(
        (
          { name, label, placeholder, secret, optional },
          index,
        ) => html`<label key=${name}>${optional ? `${label} (optional)` : label}
          <input autofocus=${index === 0} type=${secret ? 'password' : 'text'} autocomplete="off" spellcheck=${false} placeholder=${placeholder} value=${values[name] ?? ''}
            onInput=${(/** @type {InputEvent} */ event) => setValues({ ...values, [name]: /** @type {HTMLInputElement} */ (event.target).value })} />
        </label>`,
      )}
      <p class="refusal" role="alert">${refusal}</p>
      <div class="dialog-actions">
        <button type="button" class="text-button" onClick=${onClose}>Cancel</button>
        <button type="submit" class="text-button strong" disabled=${!ready || busy}>${busy ? 'One moment…' : action.label}</button>
      </div>
    </form>
  <//>`
}
