import { useEffect, useState } from 'preact/hooks'
import { api } from './api.js'
import { Composer } from './composer.js'
import { useDrop } from './drop.js'
import { openForward } from './forward.js'
import { html } from './html.js'
import { Icon } from './icons.js'
import { followLink } from './links.js'
import { useLive } from './live.js'
import { Log } from './log.js'
import { messageMenu } from './message-menu.js'
import { openDialog, openMenu, PaneToasts, toast } from './overlay.js'
import { openSendSheet } from './send-sheet.js'
import { inOneLine } from './words.js'
import { placeKey } from './world.js'

const TYPING_MS = 1_000

/**
 * One place as one person sees it: header, pinned message, messages, composer.
 *
 * @param {{ person: import('./api.js').Person, place: import('./api.js').Place, state: import('./api.js').State,
 *   pane: 'phone' | 'coach', header: (typing: string[]) => unknown, inGroup: boolean, closed?: boolean, blocked?: boolean,
 *   onUnblock?: () => void, go: (place: import('./api.js').Place, messageId?: number) => void, revealed?: import('./log.js').Revealed | null }} props
 *   header gets the names of those who are writing; revealed: a message to bring into view
 */
export function Chat({ person, place, state, pane, header, inGroup, closed, blocked, onUnblock, go, revealed: asked }) {
  const key = placeKey(person.id, place)
  const [screen, refresh] = useLive(
    `messages/${key}`,
    () => api.messages(person.id, place),
    () => true,
  )
  const [commands] = useLive(`commands/${person.id}/${place.chat}`, () => api.commands(person.id, place.chat))
  const [intent, setIntent] = useState(/** @type {import('./composer.js').Intent | null} */ (null))
  const [revealed, setRevealed] = useState(/** @type {import('./log.js').Revealed | null} */ (null))
  const messages = screen?.messages ?? []
  const lastMessage = messages.at(-1)

  useEffect(() => setIntent(null), [key])
  useEffect(() => asked && setRevealed(asked), [asked])
  useTypingEnd((screen?.typing.length ?? 0) + (screen?.drafts.length ?? 0), refresh)
  useReadMark(person.id, place, messages.findLast(({ from }) => from.id !== person.id)?.id)
  useEffect(() => {
    if (lastMessage?.forceReply && asksMe(lastMessage, messages, person.id))
      setIntent({ kind: 'reply', message: lastMessage })
  }, [lastMessage?.id])

  const say = (/** @type {string} */ text) => toast(text, pane)
  const reveal = (/** @type {number} */ id) => setRevealed({ id, key })
  /** @param {() => Promise<unknown>} work @returns {Promise<boolean>} whether the simulator allowed it */
  async function attempt(work) {
    try {
      await work()
      return true
    } catch (error) {
      say(error instanceof Error ? error.message : String(error))
      return false
    }
  }

  /** @param {string} text */
  async function send(text) {
    const done = await attempt(() =>
      intent?.kind === 'edit'
        ? api.edit(person.id, { chat: place.chat, messageId: intent.message.id, text })
        : api.send(person.id, { ...place, text, replyTo: intent?.message.id, quote: intent?.quote }),
    )
    if (done) setIntent(null)
    return done
  }

  /** @param {object} thing what `send` takes instead of a text */
  async function sendThing(thing) {
    const replyTo = intent?.kind === 'reply' ? intent.message.id : undefined
    const done = await attempt(() => api.send(person.id, { ...place, ...thing, replyTo }))
    if (done) setIntent(null)
    return done
  }
  const sendFiles = (/** @type {import('./files.js').Outgoing[]} */ album) =>
    sendThing(album.length === 1 ? album[0] : { album })

  const follow = (/** @type {string} */ address) =>
    followLink(address, { personId: person.id, botUsernames: state.bots.map((bot) => bot.username), go, say })
  const react = (/** @type {import('./api.js').Message} */ message, /** @type {string | null} */ emoji) =>
    attempt(() => api.react(person.id, { chat: place.chat, messageId: message.id, emoji }))
  const reply = (/** @type {import('./api.js').Message} */ message) => setIntent({ kind: 'reply', message })
  const forward = (/** @type {import('./api.js').Message} */ message) =>
    openForward(person.id, async (to, title) => {
      const asked = { chat: place.chat, messageId: message.id, to: to.chat, topic: to.topic }
      if (await attempt(() => api.forward(person.id, asked))) say(`Forwarded to ${title}`)
    })
  const actions = {
    command: send,
    link: follow,
    react,
    reply,
    vote: (/** @type {import('./api.js').Message} */ message, /** @type {string[]} */ options) =>
      attempt(() => api.vote(person.id, { chat: place.chat, messageId: message.id, options })),
    tap: async (/** @type {import('./api.js').Message} */ message, /** @type {import('./api.js').Button} */ button) => {
      if (button.url) return follow(button.url)
      await attempt(async () => {
        const { answer, url } = await api.tap(person.id, {
          chat: place.chat,
          button: button.text,
          messageId: message.id,
        })
        if (answer?.text && answer.alert) openDialog({ title: answer.text })
        else if (answer?.text) say(answer.text)
        if (url) await follow(url)
      })
    },
    menu: (
      /** @type {import('./api.js').Message} */ message,
      /** @type {{ x: number, y: number }} */ at,
      /** @type {string} */ selected,
    ) =>
      openMenu({
        ...at,
        ...messageMenu(
          message,
          person.id,
          {
            reply,
            react,
            say,
            quote: (words) => setIntent({ kind: 'reply', message, quote: words }),
            forward: () => forward(message),
            pin: () =>
              attempt(() =>
                (message.pinned ? api.unpin : api.pin)(person.id, { chat: place.chat, messageId: message.id }),
              ),
            edit: () => setIntent({ kind: 'edit', message }),
            remove: () => attempt(() => api.delete(person.id, { chat: place.chat, messageId: message.id })),
          },
          selected,
        ),
      }),
  }
  const editLast = () => {
    const mine = messages.findLast(
      (message) => message.from.id === person.id && !message.service && !message.attachment,
    )
    if (mine) setIntent({ kind: 'edit', message: mine })
  }

  const isNew = screen !== undefined && messages.length === 0 && typeof place.chat === 'string'
  const mayWrite = !blocked && !isNew && !closed
  const dropping = useDrop((files) => mayWrite && openSendSheet({ files, send: sendFiles, say }))
  return html`<section class=${`chat ${dropping.over && mayWrite ? 'dropping' : ''}`} aria-label=${`${person.firstName}: chat`} ...${dropping.on}>
    ${header(screen?.typing ?? [])}
    <${PinnedBar} pinned=${messages.filter((message) => message.pinned && !message.service)} onReveal=${reveal} />
    <${Log} key=${key} messages=${messages} me=${person.id} now=${state.now} inGroup=${inGroup} revealed=${revealed?.key === key ? revealed : null} actions=${actions} drafts=${screen?.drafts ?? []}
      label=${`Messages, as ${person.firstName} sees them`}>
      ${screen && html`<p class="service nothing"><span>${isNew ? 'Press Start, or open an invitation link' : 'No messages here yet'}</span></p>`}
    <//>
    <${PaneToasts} pane=${pane} />
    ${
      blocked
        ? html`<button type="button" class="bottom-button" onClick=${onUnblock}>Unblock bot</button>`
        : isNew
          ? html`<button type="button" class="bottom-button" onClick=${() => send('/start')}>Start</button>`
          : closed
            ? html`<p class="bottom-note"><${Icon} name="lock" />This topic is closed</p>`
            : html`<${Composer} key=${key} draftKey=${key} label=${`Message, as ${person.firstName}`} intent=${intent} commands=${commands ?? []}
                showMenuButton=${!inGroup} onCancel=${() => setIntent(null)} onEditLast=${editLast} onSend=${send} onFiles=${sendFiles} onThing=${sendThing} say=${say} />`
    }
  </section>`
}

/**
 * Nobody says when typing ends without a message: whoever shows it asks.
 *
 * @param {number} writing how many are
 * @param {() => void} refresh
 */
function useTypingEnd(writing, refresh) {
  useEffect(() => {
    if (writing === 0) return
    const timer = setInterval(refresh, TYPING_MS)
    return () => clearInterval(timer)
  }, [writing])
}

/**
 * Marks the place read while somebody can see it.
 *
 * @param {number} personId
 * @param {import('./api.js').Place} place
 * @param {number | undefined} lastId
 */
function useReadMark(personId, place, lastId) {
  useEffect(() => {
    if (lastId === undefined) return
    const mark = () => {
      if (document.visibilityState !== 'visible') return
      api.read(personId, place).catch(() => {}) // a failure is mended by the next message
    }
    mark()
    document.addEventListener('visibilitychange', mark)
    return () => document.removeEventListener('visibilitychange', mark)
  }, [placeKey(personId, place), lastId])
}

/**
 * A forced reply in a group is meant for the one whose message it answers, if it answers one.
 *
 * @param {import('./api.js').Message} message
 * @param {import('./api.js').Message[]} messages
 * @param {number} me
 */
function asksMe(message, messages, me) {
  const answered = messages.find(({ id }) => id === message.replyTo)
  return message.from.id !== me && (!answered || answered.from.id === me)
}

/** @param {{ pinned: import('./api.js').Message[], onReveal: (id: number) => void }} props the newest pinned message, as Telegram shows it */
function PinnedBar({ pinned, onReveal }) {
  const newest = pinned.at(-1)
  if (!newest) return null
  return html`<button type="button" class="pinned-bar" onClick=${() => onReveal(newest.id)}>
    <span class="pinned-words"><b>Pinned message</b><span>${inOneLine(newest)}</span></span><${Icon} name="pin" />
  </button>`
}
