import { Refusal } from './api.js'

/**
 * A file on its way. `file` is missing for one that an earlier visit began: it must be chosen again.
 *
 * @typedef {{ key: string, name: string, size: number, modifiedAt: string, file?: File, id?: string, sent: number,
 *   state: 'waiting' | 'sending' | 'interrupted' | 'sent' | 'refused' | 'unchosen', reason?: string, keepsBoth?: boolean,
 *   document?: import('./api.js').Document | null, problem?: string | null }} Item
 */

const atOnce = 2
const firstPauseMs = 1_000
const longestPauseMs = 30_000

/**
 * Sends files in parts, a few at a time, and goes on by itself when the connection is back.
 *
 * @param {{ api: ReturnType<typeof import('./api.js').createApi>, limitBytes: number, onChange: () => void, onOver: () => void }} deps
 */
export function createSending({ api, limitBytes, onChange, onOver }) {
  /** @type {Map<string, Item>} */
  const items = new Map()
  let active = 0

  function pump() {
    for (const item of items.values()) {
      if (active >= atOnce) break
      if (item.state === 'waiting' && item.file) void send(item)
    }
    onChange()
  }

  /** @param {Item} item */
  async function send(item) {
    active++
    item.state = 'sending'
    for (
      let pauseMs = firstPauseMs;
      items.has(item.key) && item.state !== 'refused';
      pauseMs = Math.min(pauseMs * 2, longestPauseMs)
    )
      try {
        await sendParts(item)
        item.state = 'sent'
        break
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        if (error.status === 401) return onOver()
        if (error.status === 413 || error.status === 507) Object.assign(item, { state: 'refused', reason: error.code })
        else {
          item.state = 'interrupted'
          onChange()
          await pause(error.retryAfterMs ?? pauseMs)
        }
      }
    active--
    pump()
  }

  /** @param {Item} item */
  async function sendParts(item) {
    const { file } = item
    if (!file) return
    const { id, part_bytes: partBytes, received } = await api.begin(file)
    item.id = id
    item.state = 'sending'
    const here = new Set(received)
    const count = Math.ceil(file.size / partBytes)
    const sizeOf = (/** @type {number} */ part) => Math.min(partBytes, file.size - part * partBytes)
    let done = received.reduce((sum, part) => sum + sizeOf(part), 0)
    for (let part = 0; part < count; part++) {
      if (here.has(part)) continue
      if (!items.has(item.key)) return
      const bytes = file.slice(part * partBytes, part * partBytes + sizeOf(part))
      await api.sendPart(id, part, bytes, (sent) => {
        item.sent = done + Math.min(sent, sizeOf(part))
        item.state = 'sending'
        onChange()
      })
      done += sizeOf(part)
      item.sent = done
    }
  }

  return {
    /** In the order in which they came. @returns {Item[]} */
    list: () => [...items.values()],
    isSending: () =>
      [...items.values()].some(({ state }) => state === 'waiting' || state === 'sending' || state === 'interrupted'),

    /** Those that are on their way already are not taken twice; one that was begun before goes on. @param {Iterable<File>} files */
    add(files) {
      for (const file of files) {
        const modifiedAt = new Date(file.lastModified).toISOString()
        const key = keyOf(file.name, file.size, modifiedAt)
        const known = items.get(key)
        if (known && known.state !== 'unchosen' && known.state !== 'refused') continue
        const isTooLarge = file.size > limitBytes
        items.set(key, {
          ...{ key, name: file.name, size: file.size, modifiedAt, file, sent: known?.sent ?? 0, id: known?.id },
          ...(isTooLarge ? { state: 'refused', reason: 'file_too_large' } : { state: 'waiting' }),
        })
      }
      pump()
    },

    /** @param {Item} item */
    async remove(item) {
      items.delete(item.key)
      onChange()
      if (item.id) await api.discard(item.id).catch(() => {})
    },

    /** What the server has: of this visit and of earlier ones. @param {import('./api.js').Listed[]} listed */
    merge(listed) {
      for (const one of listed) {
        const key = keyOf(one.file_name, one.size_bytes, one.modified_at)
        const item = items.get(key) ?? {
          ...{ key, name: one.file_name, size: one.size_bytes, modifiedAt: one.modified_at },
          ...{
            state: /** @type {const} */ ('unchosen'),
            sent: Math.min(one.size_bytes, one.received * one.part_bytes),
          },
        }
        if (item.id !== undefined && item.id !== one.id && !one.document) continue
        item.id = one.id
        item.document = one.document
        item.problem = one.problem
        if (one.document || one.received * one.part_bytes >= one.size_bytes)
          Object.assign(item, { state: 'sent', sent: item.size })
        items.set(key, item)
      }
      onChange()
    },

    /** @param {Item} item @param {boolean} replaces */
    async decide(item, replaces) {
      item.keepsBoth = !replaces
      onChange()
      const old = item.document?.same_title[0]
      if (!replaces || !item.id || !old) return
      await api.replace(item.id, old.id).catch(() => {
        item.keepsBoth = undefined // asked again
      })
    },
  }
}

/** @param {string} name @param {number} size @param {string} modifiedAt */
function keyOf(name, size, modifiedAt) {
  return JSON.stringify([name, size, modifiedAt])
}

/** Shorter when the device says that it is connected again. @param {number} ms @returns {Promise<void>} */
function pause(ms) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      removeEventListener('online', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    addEventListener('online', done)
  })
}
