import { render } from 'preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { createApi, Refusal } from './api.js'
import { Chooser } from './chooser.js'
import { FileList } from './file-list.js'
import { html } from './html.js'
import { createSending } from './sending.js'
import { openSession } from './session.js'
import { loadTexts } from './texts.js'
import { useAwake } from './use-awake.js'

const lookEveryMs = 2_000

function App() {
  const [texts, setTexts] = useState(/** @type {Awaited<ReturnType<typeof loadTexts>> | undefined} */ (undefined))
  const [session, setSession] = useState(/** @type {import('./api.js').Session | undefined} */ (undefined))
  const [trouble, setTrouble] = useState(/** @type {'gone' | 'unreachable' | undefined} */ (undefined))

  async function open() {
    setTrouble(undefined)
    try {
      const opened = await openSession()
      await speak(opened.language)
      setSession(opened)
    } catch (error) {
      await speak(navigator.language).catch(() => {})
      setTrouble(error instanceof Refusal && (error.status === 410 || error.status === 400) ? 'gone' : 'unreachable')
    }
  }
  /** @param {string} language */
  async function speak(language) {
    const loaded = await loadTexts(language)
    document.documentElement.lang = language
    document.title = loaded.say('upload-heading')
    setTexts(loaded)
  }
  useEffect(() => void open(), [])

  if (!texts) return trouble ? html`<main><p role="alert">The server cannot be reached.</p></main>` : null
  const { say } = texts
  if (trouble === 'gone')
    return html`<main><h1>${say('upload-heading')}</h1><p class="notice" role="alert">${say('upload-link-gone')}</p></main>`
  if (trouble)
    return html`<main>
      <h1>${say('upload-heading')}</h1>
      <p class="notice" role="alert">${say('upload-unreachable')}</p>
      <button class="main" onClick=${open}>${say('upload-again-button')}</button>
    </main>`
  if (!session) return html`<main><p>${say('upload-opening')}</p></main>`
  return html`<${Page} texts=${texts} session=${session} onOver=${() => setTrouble('gone')} />`
}

/** @param {{ texts: Awaited<ReturnType<typeof loadTexts>>, session: import('./api.js').Session, onOver: () => void }} props */
function Page({ texts, session, onOver }) {
  const { say, language } = texts
  const [, setTurn] = useState(0)
  const { api, sending } = useMemo(() => {
    const api = createApi(session.token)
    const onChange = () => setTurn((turn) => turn + 1)
    return { api, sending: createSending({ api, limitBytes: session.limit_bytes, onChange, onOver }) }
  }, [session.token])
  const items = sending.list()
  const isSending = sending.isSending()
  useAwake(isSending)

  useEffect(() => {
    const look = async () => {
      if (document.hidden) return
      try {
        sending.merge((await api.list()).files)
      } catch (error) {
        if (error instanceof Refusal && error.status === 401) onOver()
      }
    }
    void look()
    const timer = setInterval(() => {
      const isOpen = sending
        .list()
        .some(({ state, document: made }) => state === 'sent' && !['ready', 'failed'].includes(made?.status ?? ''))
      if (isOpen || sending.isSending()) void look()
    }, lookEveryMs)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [sending])

  const until = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(session.expires_at),
  )
  return html`<main>
    <h1>${say('upload-heading')}</h1>
    <p class="quiet">${say('upload-for', { coach: session.coach_name, until })}</p>
    <${Chooser} texts=${texts} limitBytes=${session.limit_bytes} onFiles=${sending.add} />
    <${Summary} items=${items} isSending=${isSending} say=${say} />
    <${FileList} items=${items} texts=${texts} sending=${sending} />
  </main>`
}

/** @param {{ items: import('./sending.js').Item[], isSending: boolean, say: import('./texts.js').Say }} props */
function Summary({ items, isSending, say }) {
  const ready = items.filter((item) => item.document?.status === 'ready').length
  const needYou = items.filter(
    (item) => item.document?.status === 'failed' || ['refused', 'unchosen'].includes(item.state),
  ).length
  const underWay = items.length - ready - needYou
  // A status is read out when it changes: so it holds numbers, and no percentages.
  return html`<p class="summary" role="status">
    ${items.length > 0 && say('upload-summary', { ready, underWay, needYou })}
    ${isSending && html`<br /><strong>${say('upload-keep-open')}</strong>`}
    ${items.length > 0 && !isSending && underWay > 0 && html`<br />${say('upload-all-here')}`}
  </p>`
}

const place = document.getElementById('app')
if (place) render(html`<${App} />`, place)
