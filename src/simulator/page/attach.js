import { useRef } from 'preact/hooks'
import { outgoing, whyNot } from './files.js'
import { html } from './html.js'
import { Icon } from './icons.js'
import { openPollMaker } from './make-poll.js'
import { openDialog, openMenu } from './overlay.js'
import { openSendSheet } from './send-sheet.js'

/**
 * The paper clip, and everything that hangs on it.
 *
 * @param {{ sendFiles: (album: import('./files.js').Outgoing[]) => Promise<boolean>, sendThing: (thing: object) => Promise<boolean>,
 *   say: (text: string) => void }} props
 */
export function AttachButton({ sendFiles, sendThing, say }) {
  const input = useRef(/** @type {HTMLInputElement | null} */ (null))
  const use = useRef((/** @type {File[]} */ _files) => {})

  /** @param {string} accept @param {boolean} multiple @param {(files: File[]) => void} then */
  const choose = (accept, multiple, then) => {
    const field = input.current
    if (!field) return
    Object.assign(field, { accept, multiple, value: '' })
    use.current = then
    field.click()
  }
  /** One file, sent as it is: these have no caption. @param {import('./files.js').Kind} kind */
  const sendAs =
    (kind) =>
    async (/** @type {File[]} */ [file]) => {
      const refusal = whyNot(file)
      if (refusal) say(refusal)
      else await sendFiles([await outgoing(file, kind)])
    }
  const openSheet = (/** @type {boolean} */ asFiles) => (/** @type {File[]} */ files) =>
    openSendSheet({ files, asFiles, send: sendFiles, say })
  const items = [
    { label: 'Photo or video', icon: 'photo', run: () => choose('image/*,video/*', true, openSheet(false)) },
    { label: 'File', icon: 'file', run: () => choose('', true, openSheet(true)) },
    { label: 'Voice message from a file', icon: 'mic', run: () => choose('audio/*', false, sendAs('voice')) },
    { label: 'Round video from a file', icon: 'round', run: () => choose('video/*', false, sendAs('video_note')) },
    { label: 'Location', icon: 'place', run: () => askPlace(sendThing, say) },
    { label: 'Contact', icon: 'person', run: () => askContact(sendThing) },
    { label: 'Poll', icon: 'poll', run: () => openPollMaker(sendThing) },
  ]
  const open = (/** @type {MouseEvent} */ event) => {
    const { left, top } = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect()
    openMenu({ x: left, y: top - 292, items })
  }
  return html`<button type="button" class="plain-button attach" aria-label="Attach" aria-haspopup="menu" onClick=${open}><${Icon} name="clip" /></button>
    <input type="file" hidden ref=${input} tabindex="-1" aria-hidden="true"
      onChange=${(/** @type {Event} */ event) => {
        const files = [.../** @type {FileList} */ (/** @type {HTMLInputElement} */ (event.target).files)]
        if (files.length > 0) use.current(files)
      }} />`
}

/** @param {(thing: object) => Promise<boolean>} send @param {(text: string) => void} say */
function askPlace(send, say) {
  openDialog({
    title: 'Send a location',
    fields: [{ label: 'Latitude, longitude', placeholder: '47.3769, 8.5417' }],
    action: 'Send',
    run: ([text]) => {
      const [latitude, longitude, ...rest] = text.split(',').map(Number)
      const isPlace = rest.length === 0 && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
      if (!isPlace) return say('Two numbers are needed, for example 47.3769, 8.5417.')
      send({ kind: 'location', latitude, longitude })
    },
  })
}

/** @param {(thing: object) => Promise<boolean>} send */
function askContact(send) {
  openDialog({
    title: 'Send a contact',
    fields: [
      { label: 'First name', placeholder: 'Tom' },
      { label: 'Phone number', placeholder: '+41 79 000 00 00' },
    ],
    action: 'Send',
    run: ([firstName, phoneNumber]) => send({ kind: 'contact', firstName, phoneNumber }),
  })
}
