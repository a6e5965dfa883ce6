import { createApi } from './api.js'

const place = 'opencoach-upload'

/**
 * The session of this browser: opened by the link's code, which is good once, and kept until it is over.
 *
 * @returns {Promise<import('./api.js').Session>}
 */
export async function openSession() {
  const code = location.hash.slice(1)
  const kept = read()
  // Whether its time is over the server knows: a device's clock may be wrong.
  if (kept && (!code || kept.code === code)) return kept
  const session = await createApi(undefined).open(code)
  keep({ ...session, code })
  return session
}

/** @returns {(import('./api.js').Session & { code: string }) | undefined} */
function read() {
  try {
    return JSON.parse(localStorage.getItem(place) ?? 'null') ?? undefined
  } catch {
    return undefined // a browser that keeps nothing
  }
}

/** @param {import('./api.js').Session & { code: string }} session */
function keep(session) {
  try {
    localStorage.setItem(place, JSON.stringify(session))
  } catch {
    // It lasts as long as the page, then.
  }
}
