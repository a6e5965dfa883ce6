import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Avatar } from './avatar.js'
import { html } from './html.js'
import { Icon } from './icons.js'

/**
 * What lies above the chats: menus, dialogs, toasts and notifications. Anything on the page may ask for one;
 * `Overlay`, drawn once, shows them.
 *
 * @typedef {{ label: string, icon: string, danger?: boolean, run: () => void }} MenuItem
 * @typedef {{ x: number, y: number, items: MenuItem[], emojis?: { emoji: string, chosen: boolean, run: () => void }[],
 *   opener?: HTMLElement | null }} Menu
 * @typedef {{ title: string, text?: string, action?: string,
 *   fields?: { label: string, placeholder: string, value?: string, optional?: boolean }[], run?: (values: string[]) => void }} Dialog
 * @typedef {{ id: number, place: string, from: { id: number, name: string }, title: string, text: string, open: () => void }} Notification
 */

const TOAST_MS = 3_500
const NOTIFICATION_MS = 6_000

/** @type {{ menu: Menu | null, dialog: Dialog | null, panel: ((close: () => void) => unknown) | null, toasts: { id: number, text: string, pane: string }[], notifications: Notification[] }} */
let shown = { menu: null, dialog: null, panel: null, toasts: [], notifications: [] }
/** @type {Set<() => void>} */
const viewers = new Set()
let lastId = 0

/** @param {Partial<typeof shown>} change */
function show(change) {
  shown = { ...shown, ...change }
  for (const redraw of viewers) redraw()
}

function useShown() {
  const [, redraw] = useState(0)
  useEffect(() => {
    const view = () => redraw((count) => count + 1)
    viewers.add(view)
    return () => {
      viewers.delete(view)
    }
  }, [])
  return shown
}

/** @param {Menu} menu x and y: where its corner should be, in the window */
export function openMenu(menu) {
  show({ menu: { opener: /** @type {HTMLElement | null} */ (document.activeElement), ...menu } })
}

/** @param {Dialog} dialog */
export function openDialog(dialog) {
  show({ dialog })
}

/** Something larger, drawn by whoever asks for it. @param {(close: () => void) => unknown} panel */
export function openPanel(panel) {
  show({ panel })
}

/** A line over one of the two panes, gone after a moment. @param {string} text @param {'phone' | 'coach'} pane */
export function toast(text, pane) {
  const id = ++lastId
  show({ toasts: [...shown.toasts.filter((other) => other.pane !== pane), { id, text, pane }] })
  setTimeout(() => show({ toasts: shown.toasts.filter((other) => other.id !== id) }), TOAST_MS)
}

/** A message that makes a sound. @param {Omit<Notification, 'id'>} notification */
export function notify(notification) {
  const id = ++lastId
  show({ notifications: [...shown.notifications, { ...notification, id }].slice(-3) })
  setTimeout(() => dismiss(id), NOTIFICATION_MS)
}

/** Someone has gone to look. @param {string} place its key */
export function dismissNotifications(place) {
  show({ notifications: shown.notifications.filter((other) => other.place !== place) })
}

/** @param {number} id */
function dismiss(id) {
  show({ notifications: shown.notifications.filter((other) => other.id !== id) })
}

/** @param {{ pane: 'phone' | 'coach' }} props */
export function PaneToasts({ pane }) {
  const { toasts } = useShown()
  return html`<div class="toasts" role="status">
    ${toasts.filter((each) => each.pane === pane).map((each) => html`<p class="toast" key=${each.id}>${each.text}</p>`)}
  </div>`
}

/** What would make the coach's phone ring. */
export function Notifications() {
  const { notifications } = useShown()
  return html`<div class="notifications" role="status" aria-label="Notifications">
    ${notifications.map(
      (each) => html`<div class="notification" key=${each.id}>
        <button type="button" class="notification-open"
          onClick=${() => {
            dismiss(each.id)
            each.open()
          }}>
          <${Avatar} id=${each.from.id} name=${each.from.name} />
          <span class="notification-words">
            <b><${Icon} name="bell" />${each.title}</b>
            <span>${each.text}</span>
          </span>
        </button>
        <button type="button" class="plain-button" aria-label="Dismiss" onClick=${() => dismiss(each.id)}><${Icon} name="close" /></button>
      </div>`,
    )}
  </div>`
}

export function Overlay() {
  const { menu, dialog, panel } = useShown()
  // A dialog tells that it has closed a little later: by then another panel may stand there.
  return html`
    ${menu && html`<${MenuView} menu=${menu} />`}
    ${panel?.(() => shown.panel === panel && show({ panel: null }))}
    ${dialog && html`<${DialogView} key=${dialog.title} dialog=${dialog} />`}
  `
}

/** @param {{ menu: Menu }} props */
function MenuView({ menu }) {
  const box = useRef(/** @type {HTMLElement | null} */ (null))
  const close = () => {
    show({ menu: null })
    menu.opener?.focus()
  }

  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const { width, height } = element.getBoundingClientRect()
    element.style.left = `${Math.max(8, Math.min(menu.x, innerWidth - width - 8))}px`
    element.style.top = `${Math.max(8, Math.min(menu.y, innerHeight - height - 8))}px`
    element.querySelector('button')?.focus()
  }, [menu])

  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault()
      close()
    }
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key]
    if (!step || !box.current) return
    event.preventDefault()
    const buttons = [...box.current.querySelectorAll('button')]
    const next =
      (buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement)) + step + buttons.length) %
      buttons.length
    buttons[next].focus()
  }
  const run = (/** @type {{ run: () => void }} */ item) => {
    close()
    item.run()
  }

  return html`<div class="menu-backdrop" onClick=${close} onContextMenu=${(/** @type {Event} */ event) => event.preventDefault()}>
    <div class="menu" role="menu" ref=${box} onKeyDown=${onKeyDown} onClick=${(/** @type {Event} */ event) => event.stopPropagation()}>
      ${
        menu.emojis &&
        html`<div class="menu-emojis" role="group" aria-label="React">
          ${menu.emojis.map(
            (
              each,
            ) => html`<button type="button" role="menuitemcheckbox" aria-checked=${each.chosen} aria-label=${`React with ${each.emoji}`}
              onClick=${() => run(each)}>${each.emoji}</button>`,
          )}
        </div>`
      }
      ${menu.items.map(
        (
          item,
        ) => html`<button type="button" role="menuitem" class=${item.danger ? 'danger' : ''} onClick=${() => run(item)}>
          <${Icon} name=${item.icon} />${item.label}
        </button>`,
      )}
    </div>
  </div>`
}

/** @param {{ dialog: Dialog }} props */
function DialogView({ dialog }) {
  const box = useRef(/** @type {HTMLDialogElement | null} */ (null))
  const fields = dialog.fields ?? []
  const [values, setValues] = useState(fields.map(({ value = '' }) => value))
  useEffect(() => {
    if (!box.current?.open) box.current?.showModal()
  }, [])
  const close = () => show({ dialog: null })
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault()
    if (fields.some(({ optional }, index) => !optional && !values[index].trim())) return
    close()
    dialog.run?.(values.map((value) => value.trim()))
  }
  return html`<dialog class="dialog" ref=${box} onClose=${close} aria-labelledby="dialog-title">
    <form onSubmit=${submit}>
      <h2 id="dialog-title">${dialog.title}</h2>
      ${dialog.text && html`<p>${dialog.text}</p>`}
      ${fields.map(
        ({ label, placeholder }, index) => html`<label>${label}
          <input autofocus=${index === 0} type="text" placeholder=${placeholder} value=${values[index]}
            onInput=${(/** @type {InputEvent} */ event) =>
              setValues(
                values.map((value, at) =>
                  at === index ? /** @type {HTMLInputElement} */ (event.target).value : value,
                ),
              )} />
        </label>`,
      )}
      <div class="dialog-actions">
        ${dialog.run && html`<button type="button" class="text-button" onClick=${close}>Cancel</button>`}
        <button type="submit" class="text-button strong">${dialog.action ?? 'OK'}</button>
      </div>
    </form>
  </dialog>`
}
