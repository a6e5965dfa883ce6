import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { AttachButton } from './attach.js'
import { html } from './html.js'
import { Icon } from './icons.js'
import { RecordButton } from './recorder.js'
import { openSendSheet } from './send-sheet.js'
import { inOneLine } from './words.js'

/** Unsent words by place, so that looking elsewhere loses none. @type {Map<string, string>} */
const drafts = new Map()
const TALLEST_PX = 160

/**
 * Where a person writes. Drawn once per place (give it the place's key), so the words and the caret stay while
 * messages come in.
 *
 * @typedef {{ kind: 'reply' | 'edit', message: import('./api.js').Message, quote?: string }} Intent quote: the words of it that are meant
 * @param {{ draftKey: string, label: string, intent: Intent | null, commands: { command: string, description: string }[],
 *   showMenuButton: boolean, onCancel: () => void, onEditLast: () => void, onSend: (text: string) => Promise<boolean>,
 *   onFiles: (album: import('./files.js').Outgoing[]) => Promise<boolean>, onThing: (thing: object) => Promise<boolean>, say: (text: string) => void }} props
 *   onSend answers whether it was sent; if not, the words come back
 */
export function Composer({
  draftKey,
  label,
  intent,
  commands,
  showMenuButton,
  onCancel,
  onEditLast,
  onSend,
  onFiles,
  onThing,
  say,
}) {
  const [text, setText] = useState(drafts.get(draftKey) ?? '')
  const [menuOpen, setMenuOpen] = useState(false)
  const [chosen, setChosen] = useState(0)
  const [dismissed, setDismissed] = useState('')
  const [recording, setRecording] = useState(false)
  const field = useRef(/** @type {HTMLTextAreaElement | null} */ (null))
  const list = useRef(/** @type {HTMLElement | null} */ (null))

  const write = (/** @type {string} */ value) => {
    drafts.set(draftKey, value)
    setText(value)
    setChosen(0)
  }

  useLayoutEffect(() => {
    const element = field.current
    if (!element) return
    element.style.height = 'auto'
    element.style.height = `${Math.min(element.scrollHeight, TALLEST_PX)}px`
    element.style.overflowY = element.scrollHeight > TALLEST_PX ? 'auto' : 'hidden'
  }, [text])

  useEffect(() => {
    if (!intent) return
    if (intent.kind === 'edit') write(intent.message.text)
    field.current?.focus()
  }, [intent?.kind, intent?.message.id])

  const typed = /^\/(\w*)$/.exec(text)
  const matching =
    typed && dismissed !== text ? commands.filter(({ command }) => command.startsWith(typed[1].toLowerCase())) : []
  const offered = menuOpen ? commands : matching

  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen, offered.length])

  async function send(/** @type {string} */ words) {
    const kept = text
    write('')
    setMenuOpen(false)
    field.current?.focus()
    if (!(await onSend(words)) && (drafts.get(draftKey) ?? '') === '') write(kept)
  }

  const submit = (/** @type {Event} */ event) => {
    event.preventDefault()
    if (text.trim()) send(text.trim())
  }

  const cancel = () => {
    if (intent?.kind === 'edit') write('')
    onCancel()
    field.current?.focus()
  }

  /** @param {KeyboardEvent} event */
  function onKeyDown(event) {
    if (event.isComposing) return
    if (offered.length > 0 && choose(event)) return event.preventDefault()
    if (event.key === 'Enter' && !event.shiftKey) return submit(event)
    if (event.key === 'Escape' && intent) return cancel()
    if (event.key === 'ArrowUp' && text === '' && !intent) {
      event.preventDefault()
      onEditLast()
    }
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether the key was for the list of commands */
  function choose({ key, shiftKey }) {
    const { command } = offered[Math.min(chosen, offered.length - 1)]
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      setChosen((chosen + (key === 'ArrowDown' ? 1 : offered.length - 1)) % offered.length)
    } else if (key === 'Enter' && !shiftKey) {
      send(`/${command}`)
    } else if (key === 'Tab' && !shiftKey) {
      setMenuOpen(false)
      write(`/${command} `)
    } else if (key === 'Escape') {
      setMenuOpen(false)
      setDismissed(text)
    } else {
      return false
    }
    return true
  }

  const paste = (/** @type {ClipboardEvent} */ event) => {
    const files = [...(event.clipboardData?.files ?? [])]
    if (files.length === 0) return
    event.preventDefault()
    openSendSheet({ files, send: onFiles, say })
  }

  const records = !text.trim() && intent?.kind !== 'edit'
  const listId = `commands-${draftKey}`
  return html`<form class="composer" onSubmit=${submit}>
    ${
      offered.length > 0 &&
      html`<ul class="commands" role="listbox" aria-label="Commands" id=${listId} ref=${list}>
        ${offered.map(
          (
            { command, description },
            index,
          ) => html`<li key=${command} role="option" id=${`${listId}-${index}`} aria-selected=${index === chosen}
            onMouseDown=${(/** @type {Event} */ event) => event.preventDefault()} onClick=${() => send(`/${command}`)}>
            <b>/${command}</b><span>${description}</span>
          </li>`,
        )}
      </ul>`
    }
    ${
      intent &&
      html`<div class="intent">
        <${Icon} name=${intent.kind} />
        <p><b>${intent.kind === 'edit' ? 'Edit message' : `Reply to ${intent.message.from.name}`}</b><span>${intent.quote ?? inOneLine(intent.message)}</span></p>
        <button type="button" class="plain-button" aria-label=${intent.kind === 'edit' ? 'Cancel editing' : 'Cancel the reply'} onClick=${cancel}><${Icon} name="close" /></button>
      </div>`
    }
    <div class=${`composer-line ${recording ? 'records' : ''}`}>
      <${AttachButton} sendFiles=${onFiles} sendThing=${onThing} say=${say} />
      ${
        showMenuButton &&
        commands.length > 0 &&
        html`<button type="button" class="menu-button" aria-expanded=${menuOpen} onClick=${() => {
          setMenuOpen(!menuOpen)
          setChosen(0)
          field.current?.focus()
        }}><${Icon} name=${menuOpen ? 'close' : 'menu'} />Menu</button>`
      }
      <textarea ref=${field} rows="1" placeholder="Message" aria-label=${label} dir="auto" value=${text} maxlength="4096"
        aria-controls=${offered.length > 0 ? listId : undefined}
        aria-activedescendant=${offered.length > 0 ? `${listId}-${Math.min(chosen, offered.length - 1)}` : undefined}
        onInput=${(/** @type {InputEvent} */ event) => {
          setMenuOpen(false)
          write(/** @type {HTMLTextAreaElement} */ (event.target).value)
        }}
        onPaste=${paste} onKeyDown=${onKeyDown} onBlur=${() => setMenuOpen(false)}></textarea>
      ${
        records
          ? html`<${RecordButton} send=${onFiles} say=${say} onRecording=${setRecording} />`
          : html`<button type="submit" class="send" aria-label=${intent?.kind === 'edit' ? 'Save' : 'Send'} disabled=${!text.trim()}>
              <${Icon} name=${intent?.kind === 'edit' ? 'check' : 'send'} />
            </button>`
      }
    </div>
  </form>`
}
