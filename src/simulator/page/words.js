/** @typedef {import('./api.js').Message} Message */

const NAMES = {
  photo: 'Photo',
  voice: 'Voice message',
  video_note: 'Video message',
  video: 'Video',
  animation: 'GIF',
  audio: 'Audio',
  document: 'File',
  sticker: 'Sticker',
  location: 'Location',
  venue: 'Place',
  contact: 'Contact',
  dice: 'Dice',
  poll: 'Poll',
}

/** What kind of thing a message brings besides words, named; undefined for plain words. @param {Message} message */
export function kindName({ media, attachment }) {
  const kind = media?.kind ?? attachment?.kind
  return kind && NAMES[kind]
}

/** A message in one line: its words, or else what it brings. @param {Message} message @returns {string} */
export function inOneLine(message) {
  if (message.text) return message.text
  const { media, attachment } = message
  if (attachment?.kind === 'poll') return `Poll: ${attachment.question}`
  if (media?.kind === 'sticker') return media.emoji ? `${media.emoji} Sticker` : 'Sticker'
  if (media?.name && (media.kind === 'document' || media.kind === 'audio')) return media.name
  return kindName(message) ?? ''
}

/** @param {number} seconds */
export function asDuration(seconds) {
  const whole = Math.max(0, Math.round(seconds))
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

/** @param {number} bytes */
export function asSize(bytes) {
  if (bytes < 1_000) return `${bytes} B`
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
