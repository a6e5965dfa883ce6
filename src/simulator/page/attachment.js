import { Avatar } from './avatar.js'
import { html } from './html.js'
import { Icon } from './icons.js'
import { Poll } from './poll.js'

/** @typedef {import('./api.js').Attachment} AttachmentData */

/**
 * What is neither words nor a file.
 *
 * @param {{ attachment: AttachmentData, onVote: (options: string[]) => void, onLink: (address: string) => void }} props
 */
export function Attachment({ attachment, onVote, onLink }) {
  switch (attachment.kind) {
    case 'poll':
      return html`<${Poll} poll=${attachment} onVote=${onVote} />`
    case 'location':
      return html`<${Place} at=${attachment.payload} onLink=${onLink} />`
    case 'venue':
      return html`<${Place} at=${attachment.payload.location} title=${attachment.payload.title} address=${attachment.payload.address} onLink=${onLink} />`
    case 'contact':
      return html`<${Contact} contact=${attachment.payload} />`
    default:
      return html`<p class="dice"><span role="img" aria-label=${`Dice ${attachment.payload.emoji}`}>${attachment.payload.emoji}</span> <b>${attachment.payload.value}</b></p>`
  }
}

/**
 * No map is fetched: a pin on a plain ground, and where it is in numbers.
 *
 * @param {{ at: { latitude: number, longitude: number }, title?: string, address?: string, onLink: (address: string) => void }} props
 */
function Place({ at, title, address, onLink }) {
  const { latitude, longitude } = at
  const inNumbers = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`
  return html`<button type="button" class="place" aria-label=${`${title ?? 'Location'}, ${address ?? inNumbers}, open a map`}
    onClick=${() => onLink(`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`)}>
    <span class="map"><${Icon} name="place" /></span>
    <span class="two-lines"><b dir="auto">${title ?? 'Location'}</b><span dir="auto">${address ?? inNumbers}</span></span>
  </button>`
}

/** @param {{ contact: { phone_number: string, first_name: string, last_name?: string, user_id?: number } }} props */
function Contact({ contact }) {
  const name = [contact.first_name, contact.last_name].filter(Boolean).join(' ')
  return html`<div class="contact" role="group" aria-label="Contact">
    <${Avatar} id=${contact.user_id ?? name.length} name=${name} />
    <span class="two-lines"><b dir="auto">${name}</b><span>${contact.phone_number}</span></span>
  </div>`
}
