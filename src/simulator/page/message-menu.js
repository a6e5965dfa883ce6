import { asPicture } from './message.js'

/** @typedef {import('./api.js').Message} Message */

// The heart as the Bot API names it; it is drawn red.
const EMOJIS = ['👍', '❤', '🔥', '😁', '😢', '🙏', '👎']
const LINK = /(?:https?:\/\/|\bt\.me\/)[^\s<>"']*[^\s<>"'.,;:!?)]/i

/**
 * What a person can do with a message.
 *
 * @param {Message} message
 * @param {number} me
 * @param {{ reply: (message: Message) => void, react: (message: Message, emoji: string | null) => void,
 *   quote: (words: string) => void, edit: () => void, remove: () => void, pin: () => void, forward: () => void, say: (text: string) => void }} can
 * @param {string} selected the words of it that are marked
 */
export function messageMenu(message, me, { reply, quote, react, edit, remove, pin, forward, say }, selected) {
  const mine = message.from.id === me
  const link = LINK.exec(message.text)?.[0] ?? message.entities.find((entity) => entity.url)?.url
  const copy = async (/** @type {string} */ text) => {
    await navigator.clipboard.writeText(text).then(
      () => say('Copied'),
      () => say('The browser did not allow copying.'),
    )
  }
  return {
    emojis: EMOJIS.map((emoji) => {
      const chosen = message.reactions.some((reaction) => reaction.emoji === emoji && reaction.by.includes(me))
      return { emoji: asPicture(emoji), chosen, run: () => react(message, chosen ? null : emoji) }
    }),
    items: [
      { label: 'Reply', icon: 'reply', run: () => reply(message) },
      ...(selected ? [{ label: 'Quote what is marked', icon: 'quote', run: () => quote(selected) }] : []),
      ...(mine && !message.attachment && !message.forwardedFrom ? [{ label: 'Edit', icon: 'edit', run: edit }] : []),
      { label: message.pinned ? 'Unpin' : 'Pin', icon: message.pinned ? 'unpin' : 'pin', run: pin },
      { label: 'Forward', icon: 'forward', run: forward },
      ...(message.text ? [{ label: 'Copy text', icon: 'copy', run: () => copy(message.text) }] : []),
      ...(link ? [{ label: 'Copy link', icon: 'link', run: () => copy(link) }] : []),
      ...(mine ? [{ label: 'Delete', icon: 'trash', danger: true, run: remove }] : []),
    ],
  }
}
