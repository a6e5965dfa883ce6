import { useEffect, useState } from 'preact/hooks'
import { api } from './api.js'
import { Avatar, TopicIcon } from './avatar.js'
import { html } from './html.js'
import { Modal } from './modal.js'
import { openPanel } from './overlay.js'

/** Asks where a message should go. @param {number} personId @param {(to: import('./api.js').Place, title: string) => void} run */
export function openForward(personId, run) {
  openPanel((close) => html`<${Forward} personId=${personId} run=${run} onClose=${close} />`)
}

/** @param {{ personId: number, run: (to: import('./api.js').Place, title: string) => void, onClose: () => void }} props */
function Forward({ personId, run, onClose }) {
  const [chats, setChats] = useState(/** @type {Awaited<ReturnType<typeof api.chats>>} */ ([]))
  useEffect(() => {
    api.chats(personId).then(setChats, onClose)
  }, [])
  const row = (
    /** @type {import('./api.js').Place} */ place,
    /** @type {string} */ title,
    /** @type {unknown} */ picture,
  ) =>
    html`<li key=${`${place.chat}/${place.topic}`}><button type="button" class="row" onClick=${() => {
      onClose()
      run(place, title)
    }}>${picture}<b>${title}</b></button></li>`
  return html`<${Modal} label="Forward to" onClose=${onClose}>
    <div class="chooser"><h2>Forward to…</h2>
      <ul>${chats.flatMap((chat) =>
        chat.isForum
          ? chat.topics
              .filter(({ closed }) => !closed)
              .map((topic) =>
                row(
                  { chat: chat.id, topic: topic.id },
                  `${chat.title} › ${topic.name}`,
                  html`<${TopicIcon} topic=${topic} />`,
                ),
              )
          : [
              row(
                { chat: chat.bot ?? chat.id },
                chat.title,
                html`<${Avatar} id=${chat.id} name=${chat.title} size="small" />`,
              ),
            ],
      )}</ul>
      <div class="dialog-actions"><button type="button" class="text-button" onClick=${onClose}>Cancel</button></div>
    </div>
  <//>`
}
