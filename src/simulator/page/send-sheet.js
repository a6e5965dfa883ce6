import { useEffect, useState } from 'preact/hooks'
import { asAlbums, kindOf, outgoing, whyNot } from './files.js'
import { html } from './html.js'
import { Icon } from './icons.js'
import { Modal } from './modal.js'
import { openPanel } from './overlay.js'
import { asSize } from './words.js'

/**
 * Shows what is about to be sent, takes a caption, and sends it: several files as an album.
 *
 * @param {{ files: File[], asFiles?: boolean, send: (album: import('./files.js').Outgoing[]) => Promise<boolean>, say: (text: string) => void }} what
 */
export function openSendSheet({ files, asFiles = false, send, say }) {
  const refusal = files.map(whyNot).find(Boolean)
  if (refusal) say(refusal)
  const fine = files.filter((file) => !whyNot(file))
  if (fine.length > 0)
    openPanel(
      (close) =>
        html`<${SendSheet} files=${fine} asFilesAtFirst=${asFiles} send=${send} say=${say} onClose=${close} />`,
    )
}

/**
 * @param {{ files: File[], asFilesAtFirst: boolean, send: (album: import('./files.js').Outgoing[]) => Promise<boolean>,
 *   say: (text: string) => void, onClose: () => void }} props
 */
function SendSheet({ files, asFilesAtFirst, send, say, onClose }) {
  const [chosen, setChosen] = useState(files)
  const [asFiles, setAsFiles] = useState(asFilesAtFirst)
  const [caption, setCaption] = useState('')
  const [sending, setSending] = useState(false)
  const kindFor = (/** @type {File} */ file) => (asFiles ? 'document' : kindOf(file))
  const pictures = chosen.every((file) => ['photo', 'video'].includes(kindFor(file)))
  const thing = pictures ? (chosen.every((file) => kindFor(file) === 'photo') ? 'photo' : 'item') : 'file'
  const title = chosen.length === 1 ? `Send a ${thing}` : `Send ${chosen.length} ${thing}s`

  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault()
    if (sending) return
    setSending(true)
    try {
      const ready = await Promise.all(chosen.map((file) => outgoing(file, kindFor(file))))
      ready[0].caption = caption.trim() || undefined
      for (const album of asAlbums(ready)) if (!(await send(album))) break
      onClose()
    } catch (error) {
      say(error instanceof Error ? error.message : String(error))
      setSending(false)
    }
  }
  const without = (/** @type {File} */ file) => {
    const rest = chosen.filter((other) => other !== file)
    if (rest.length > 0) setChosen(rest)
    else onClose()
  }

  return html`<${Modal} label=${title} onClose=${onClose}>
    <form onSubmit=${submit}>
      <h2>${title}</h2>
      <ul class=${`outgoing ${pictures ? 'pictures' : ''}`}>
        ${chosen.map(
          (file) => html`<li key=${`${file.name}/${file.lastModified}/${file.size}`}>
            <${Preview} file=${file} large=${pictures} />
            <button type="button" class="plain-button" aria-label=${`Leave out ${file.name}`} onClick=${() => without(file)}><${Icon} name="close" /></button>
          </li>`,
        )}
      </ul>
      ${
        chosen.some((file) => kindOf(file) !== 'document') &&
        html`<label class="tick"><input type="checkbox" checked=${asFiles} onChange=${() => setAsFiles(!asFiles)} />Send as ${chosen.length === 1 ? 'a file' : 'files'}</label>`
      }
      <label>Caption
        <input autofocus type="text" maxlength="1024" dir="auto" placeholder="Add a caption…" value=${caption}
          onInput=${(/** @type {InputEvent} */ event) => setCaption(/** @type {HTMLInputElement} */ (event.target).value)} />
      </label>
      <div class="dialog-actions">
        <button type="button" class="text-button" onClick=${onClose}>Cancel</button>
        <button type="submit" class="text-button strong" disabled=${sending}>${sending ? 'Sending…' : 'Send'}</button>
      </div>
    </form>
  <//>`
}

/** @param {{ file: File, large: boolean }} props */
function Preview({ file, large }) {
  const [address, setAddress] = useState('')
  useEffect(() => {
    const made = URL.createObjectURL(file)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  if (large && kindOf(file) === 'photo') return html`<img class="outgoing-picture" src=${address} alt=${file.name} />`
  if (large)
    return html`<video class="outgoing-picture" src=${address} aria-label=${file.name} muted playsinline></video>`
  return html`<span class="document">
    <span class="round-icon"><${Icon} name="file" /></span>
    <span class="two-lines"><b dir="auto">${file.name}</b><span>${asSize(file.size)}</span></span>
  </span>`
}
