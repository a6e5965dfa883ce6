/**
 * Files on their way from the person at the page into a chat.
 *
 * @typedef {'photo' | 'voice' | 'video_note' | 'video' | 'animation' | 'audio' | 'document'} Kind
 * @typedef {{ kind: Kind, caption?: string, durationS?: number, file: { name?: string, mime?: string, base64: string } }} Outgoing
 */

const LARGEST_BYTES = 50_000_000
export const ALBUM_AT_MOST = 10
const LOAD_MS = 3_000

/** What Telegram would make of it, unless it is to be sent as a file. @param {File} file @returns {Kind} */
export function kindOf({ type }) {
  if (/^image\/(png|jpeg|webp|avif|bmp)$/.test(type)) return 'photo'
  if (type === 'image/gif') return 'animation'
  if (type.startsWith('video/')) return 'video'
  if (type.startsWith('audio/')) return 'audio'
  return 'document'
}

/** Why it cannot be sent, in a sentence. @param {File} file @returns {string | undefined} */
export function whyNot({ name, size }) {
  if (size === 0) return `${name} is empty.`
  if (size > LARGEST_BYTES) return `${name} is larger than 50 MB.`
  return undefined
}

/** @param {File} file @param {Kind} kind @returns {Promise<Outgoing>} */
export async function outgoing(file, kind) {
  const timed = ['voice', 'video_note', 'video', 'animation', 'audio'].includes(kind)
  const [base64, durationS] = await Promise.all([toBase64(file), timed ? durationOf(file) : undefined])
  return { kind, durationS, file: { name: file.name || undefined, mime: file.type || undefined, base64 } }
}

/**
 * As Telegram parts them: pictures go together, music goes together, all else goes together, ten at most at a time.
 *
 * @param {Outgoing[]} files
 * @returns {Outgoing[][]}
 */
export function asAlbums(files) {
  const groups = Map.groupBy(files, ({ kind }) => {
    if (kind === 'photo' || kind === 'video') return 'pictures'
    return kind === 'animation' ? Symbol(kind) : kind // a GIF goes alone
  })
  return [...groups.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / ALBUM_AT_MOST) }, (_, n) =>
      group.slice(n * ALBUM_AT_MOST, (n + 1) * ALBUM_AT_MOST),
    ),
  )
}

/** @param {Blob} blob @returns {Promise<string>} */
function toBase64(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '')
    reader.onerror = () => reject(new Error('The file could not be read.'))
    reader.readAsDataURL(blob)
  })
}

/** Whole seconds, or undefined for what this browser cannot play. @param {Blob} blob @returns {Promise<number | undefined>} */
function durationOf(blob) {
  return new Promise((resolve) => {
    const player = document.createElement(blob.type.startsWith('video/') ? 'video' : 'audio')
    const address = URL.createObjectURL(blob)
    const finish = () => {
      clearTimeout(timer)
      URL.revokeObjectURL(address)
      resolve(Number.isFinite(player.duration) ? Math.max(1, Math.round(player.duration)) : undefined)
    }
    const timer = setTimeout(finish, LOAD_MS)
    player.onloadedmetadata = finish
    player.onerror = finish
    player.src = address
  })
}
