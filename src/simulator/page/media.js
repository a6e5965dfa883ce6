import { useState } from 'preact/hooks'
import { fileAddress } from './api.js'
import { html } from './html.js'
import { Icon } from './icons.js'
import { openViewer } from './viewer.js'
import { Voice } from './voice.js'
import { asDuration, asSize } from './words.js'

/**
 * The file of a message, as Telegram draws it. Names and types are what people made them: they are shown as text, and
 * nothing but pictures, sound and video is opened in the page.
 *
 * @typedef {import('./api.js').Media} MediaData
 */

const PICTURES = new Set(['photo', 'video', 'animation'])
const BARE = new Set(['sticker', 'video_note'])
export const WIDEST_PX = 340
const TALLEST_PX = 380
const NARROWEST_PX = 180

/** Does it fill its bubble, edge to edge? @param {MediaData | undefined} media */
export function isPicture(media) {
  return media !== undefined && PICTURES.has(media.kind)
}

/** Does it stand on the wallpaper, without a bubble? @param {MediaData | undefined} media */
export function isBare(media) {
  return media !== undefined && BARE.has(media.kind)
}

/** @param {{ media: MediaData, from: string, fills?: boolean }} props fills: takes the room it is given, in an album */
export function Media({ media, from, fills }) {
  switch (media.kind) {
    case 'photo':
      return html`<${Photo} media=${media} from=${from} fills=${fills} />`
    case 'video':
    case 'animation':
      return html`<${Video} media=${media} fills=${fills} />`
    case 'video_note':
      return html`<${VideoNote} media=${media} />`
    case 'sticker':
      return html`<${Sticker} media=${media} />`
    case 'voice':
    case 'audio':
      return html`<${Voice} media=${media} />`
    default:
      return html`<${Document} media=${media} />`
  }
}

/** How wide a picture is drawn, in pixels, where there is room. @param {MediaData} media */
export function pictureWidth({ width = 4, height = 3 }) {
  const scale = Math.min(WIDEST_PX / width, TALLEST_PX / height, 1)
  return Math.max(Math.round(width * scale), NARROWEST_PX)
}

/** @param {MediaData} media */
function shapeOf({ width = 4, height = 3 }) {
  return `aspect-ratio: ${Math.max(width / height, 0.5)}`
}

/** @param {{ media: MediaData, from: string, fills?: boolean }} props */
function Photo({ media, from, fills }) {
  const address = fileAddress(media)
  return html`<button type="button" class="photo" style=${fills ? '' : shapeOf(media)} aria-label="Photo, enlarge" aria-haspopup="dialog"
    onClick=${() => openViewer({ address, from })}>
    <img src=${address} alt=${`Photo from ${from}`} loading="lazy" draggable=${false} />
  </button>`
}

/** @param {{ media: MediaData, fills?: boolean }} props */
function Video({ media, fills }) {
  const isGif = media.kind === 'animation'
  if (media.mime.startsWith('image/'))
    return html`<span class="photo" style=${fills ? '' : shapeOf(media)}><img src=${fileAddress(media)} alt="GIF" loading="lazy" /></span>`
  return html`<span class="video" style=${fills ? '' : shapeOf(media)}>
    <video src=${fileAddress(media)} aria-label=${isGif ? 'GIF' : 'Video'} controls=${!isGif} autoplay=${isGif} loop=${isGif} muted=${isGif} playsinline preload="metadata"></video>
    <span class="on-picture top">${isGif ? 'GIF' : asDuration(media.durationS ?? 0)}</span>
  </span>`
}

/** A round one; a click plays it. @param {{ media: MediaData }} props */
function VideoNote({ media }) {
  const [playing, setPlaying] = useState(false)
  const toggle = (/** @type {MouseEvent} */ event) => {
    const video = /** @type {HTMLElement} */ (event.currentTarget).querySelector('video')
    if (!video) return
    if (video.paused) video.play().catch(() => setPlaying(false))
    else video.pause()
  }
  return html`<button type="button" class="video-note" aria-pressed=${playing} aria-label=${`${playing ? 'Pause' : 'Play'} the video message, ${asDuration(media.durationS ?? 0)}`} onClick=${toggle}>
    <video src=${fileAddress(media)} playsinline preload="metadata" onPlay=${() => setPlaying(true)} onPause=${() => setPlaying(false)} onEnded=${() => setPlaying(false)}></video>
    ${!playing && html`<span class="play"><${Icon} name="play" /></span>`}
    <span class="on-picture bottom">${asDuration(media.durationS ?? 0)}</span>
  </button>`
}

/** @param {{ media: MediaData }} props */
function Sticker({ media }) {
  const [broken, setBroken] = useState(false)
  const drawable = media.mime.startsWith('image/') && !broken && (media.width ?? 0) > 1
  const label = media.emoji ? `Sticker ${media.emoji}` : 'Sticker'
  if (!drawable) return html`<span class="sticker as-emoji" role="img" aria-label=${label}>${media.emoji ?? '🖼'}</span>`
  return html`<img class="sticker" src=${fileAddress(media)} alt=${label} onError=${() => setBroken(true)} />`
}

/** @param {{ media: MediaData }} props */
function Document({ media }) {
  const name = media.name ?? 'File'
  return html`<a class="document" href=${fileAddress(media)} download=${name} aria-label=${`Download ${name}, ${asSize(media.size)}`}>
    <span class="round-icon"><${Icon} name="file" /></span>
    <span class="two-lines"><b dir="auto">${name}</b><span>${asSize(media.size)}</span></span>
  </a>`
}
