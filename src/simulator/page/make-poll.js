import { useState } from 'preact/hooks'
import { html } from './html.js'
import { Modal } from './modal.js'
import { openPanel } from './overlay.js'

const MOST_OPTIONS = 12

/** @param {(poll: object) => Promise<boolean>} send */
export function openPollMaker(send) {
  openPanel((close) => html`<${PollMaker} send=${send} onClose=${close} />`)
}

/** @param {{ send: (poll: object) => Promise<boolean>, onClose: () => void }} props there is always one empty option left to fill */
function PollMaker({ send, onClose }) {
  const [question, setQuestion] = useState('')
  const [options, setOptions] = useState(['', ''])
  const [isAnonymous, setAnonymous] = useState(true)
  const [allowsMultiple, setMultiple] = useState(false)
  const given = options.map((text) => text.trim()).filter(Boolean)
  const ready = question.trim() !== '' && given.length >= 2 && new Set(given).size === given.length

  const write = (/** @type {number} */ index, /** @type {string} */ value) => {
    const next = options.map((text, at) => (at === index ? value : text))
    setOptions(next.every(Boolean) && next.length < MOST_OPTIONS ? [...next, ''] : next)
  }
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault()
    if (!ready) return
    onClose()
    send({ kind: 'poll', question: question.trim(), options: given, isAnonymous, allowsMultiple })
  }
  const written = (/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.target).value
  return html`<${Modal} label="New poll" onClose=${onClose}>
    <form onSubmit=${submit}>
      <h2>New poll</h2>
      <label>Question<input autofocus type="text" maxlength="300" dir="auto" value=${question} onInput=${(/** @type {Event} */ event) => setQuestion(written(event))} /></label>
      ${options.map(
        (text, index) => html`<label key=${index}>Option ${index + 1}
          <input type="text" maxlength="100" dir="auto" value=${text} onInput=${(/** @type {Event} */ event) => write(index, written(event))} /></label>`,
      )}
      <label class="tick"><input type="checkbox" checked=${isAnonymous} onChange=${() => setAnonymous(!isAnonymous)} />Anonymous</label>
      <label class="tick"><input type="checkbox" checked=${allowsMultiple} onChange=${() => setMultiple(!allowsMultiple)} />Several answers</label>
      <div class="dialog-actions">
        <button type="button" class="text-button" onClick=${onClose}>Cancel</button>
        <button type="submit" class="text-button strong" disabled=${!ready}>Create</button>
      </div>
    </form>
  <//>`
}
