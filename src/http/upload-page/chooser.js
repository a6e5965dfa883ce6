import { useRef, useState } from 'preact/hooks'
import { html } from './html.js'
import { sizeText } from './texts.js'

/** Files by the device's own picker, or dropped. @param {{ texts: any, limitBytes: number, onFiles: (files: File[]) => void }} props */
export function Chooser({ texts: { say, language }, limitBytes, onFiles }) {
  const input = useRef(/** @type {HTMLInputElement | null} */ (null))
  const [isOver, setOver] = useState(false)

  const onDrop = (/** @type {DragEvent} */ event) => {
    event.preventDefault()
    setOver(false)
    onFiles([...(event.dataTransfer?.files ?? [])])
  }
  const onDragOver = (/** @type {DragEvent} */ event) => {
    event.preventDefault()
    setOver(true)
  }
  const onChange = () => {
    const field = input.current
    if (!field) return
    onFiles([...(field.files ?? [])])
    field.value = '' // the same file may be chosen again
  }

  return html`<section
    class=${isOver ? 'chooser over' : 'chooser'}
    onDragOver=${onDragOver}
    onDragLeave=${() => setOver(false)}
    onDrop=${onDrop}
  >
    <button class="main" onClick=${() => input.current?.click()}>${say('upload-choose-button')}</button>
    <input ref=${input} type="file" multiple hidden onChange=${onChange} />
    <p class="drop">${say('upload-drop')}</p>
    <p class="quiet">${say('upload-accepts', { limit: sizeText(limitBytes, language) })}</p>
  </section>`
}
