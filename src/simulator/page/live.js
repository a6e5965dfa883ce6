import { useCallback, useEffect, useRef, useState } from 'preact/hooks'

/**
 * What is shown stays true: one event stream for the page, and `useLive`, which asks again after every event.
 *
 * @typedef {{ n?: number, kind: string, chatId?: number, fromId?: number }} LiveEvent
 */

const RECONNECT_MS = 1_000

/** @type {Set<(event: LiveEvent) => void>} */
const listeners = new Set()
/** @type {Set<(connected: boolean) => void>} */
const connectionListeners = new Set()

/** Opens the event stream and keeps it open for as long as the page lives. */
export function connect() {
  const source = new EventSource('/control/events')
  source.onmessage = (message) => emit(JSON.parse(message.data))
  source.onopen = () => {
    for (const listen of connectionListeners) listen(true)
    emit({ kind: 'reconnected' }) // whatever happened meanwhile was missed
  }
  source.onerror = () => {
    for (const listen of connectionListeners) listen(false)
    // The browser reconnects by itself unless the server refused; then it is for us to try.
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, RECONNECT_MS)
  }
}

/** @param {LiveEvent} event */
function emit(event) {
  for (const listen of listeners) listen(event)
}

/** @param {(event: LiveEvent) => void} listen told of every event */
export function useEvents(listen) {
  const latest = useRef(listen)
  latest.current = listen
  useEffect(() => {
    const pass = (/** @type {LiveEvent} */ event) => latest.current(event)
    listeners.add(pass)
    return () => {
      listeners.delete(pass)
    }
  }, [])
}

/** Is the event stream open? True until the first failure, so that the page does not open with a warning. */
export function useConnected() {
  const [connected, setConnected] = useState(true)
  useEffect(() => {
    connectionListeners.add(setConnected)
    return () => {
      connectionListeners.delete(setConnected)
    }
  }, [])
  return connected
}

/** The last answer by key: what was seen before is shown at once while the new answer is on its way. */
const answers = new Map()

/**
 * Loads, and loads again after every event (one request under way at a time, and none lost). The value keeps its
 * identity while the answer is the same, so nothing is drawn anew without need.
 *
 * @template T
 * @param {string | null} key what is shown; another key is another thing, null shows nothing
 * @param {() => Promise<T>} load
 * @param {(event: LiveEvent) => boolean} [concerns] which events matter; all but typing by default
 * @returns {[T | undefined, () => void]} the value, and a way to ask again
 */
export function useLive(key, load, concerns = (event) => event.kind !== 'typing') {
  const [, redraw] = useState(0)
  const latest = useRef(load)
  latest.current = load
  const refresh = useRef(() => {})

  useEffect(() => {
    if (key === null) return
    let stopped = false
    let running = false
    let again = false
    refresh.current = async () => {
      again = true
      if (running) return
      running = true
      while (again && !stopped) {
        again = false
        const data = await latest.current().catch(() => undefined) // the next event, or reconnecting, tries again
        const text = JSON.stringify(data)
        if (stopped || data === undefined || answers.get(key)?.text === text) continue
        answers.set(key, { text, data })
        redraw((count) => count + 1)
      }
      running = false
    }
    const listen = (/** @type {LiveEvent} */ event) => concerns(event) && refresh.current()
    listeners.add(listen)
    refresh.current()
    return () => {
      stopped = true
      listeners.delete(listen)
    }
  }, [key])

  const ask = useCallback(() => refresh.current(), [])
  return [key === null ? undefined : answers.get(key)?.data, ask]
}
