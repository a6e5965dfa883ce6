import { useRef, useState } from 'preact/hooks'
import { fileAddress } from './api.js'
import { html } from './html.js'
import { Icon } from './icons.js'
import { asDuration } from './words.js'

const BARS = 34

/** What plays now: the next one stops it. @type {HTMLAudioElement | null} */
let current = null

/** Voice messages and music. @param {{ media: import('./api.js').Media }} props */
export function Voice({ media }) {
  const audio = useRef(/** @type {HTMLAudioElement | null} */ (null))
  const [playing, setPlaying] = useState(false)
  const [at, setAt] = useState(0)
  const [broken, setBroken] = useState(false)
  const total = media.durationS ?? 0
  const share = total > 0 ? Math.min(1, at / total) : 0
  const isVoice = media.kind === 'voice'
  const name = isVoice ? 'voice message' : (media.name ?? 'audio')

  const toggle = async () => {
    const element = audio.current
    if (!element) return
    if (!element.paused) return element.pause()
    if (current !== element) current?.pause()
    current = element
    await element.play().catch(() => setBroken(true))
  }
  const stop = () => {
    setPlaying(false)
    setAt(0)
  }
  const seek = (/** @type {InputEvent} */ event) => {
    const seconds = Number(/** @type {HTMLInputElement} */ (event.target).value)
    if (audio.current) audio.current.currentTime = seconds
    setAt(seconds)
  }
  return html`<div class="voice" role="group" aria-label=${isVoice ? 'Voice message' : name}>
    <button type="button" class="round-icon" aria-label=${`${playing ? 'Pause' : 'Play'} the ${name}`} onClick=${toggle}>
      <${Icon} name=${playing ? 'pause' : 'play'} />
    </button>
    <span class="voice-words">
      ${!isVoice && html`<b dir="auto">${name}</b>`}
      <span class="wave">
        ${barsOf(media.uniqueId).map((height, index) => html`<i style=${`height: ${height}%`} class=${index < share * BARS ? 'heard' : ''}></i>`)}
        <input type="range" min="0" max=${Math.max(total, 0.1)} step="0.1" value=${at} aria-label="Position" aria-valuetext=${asDuration(at)} onInput=${seek} />
      </span>
      <span class="voice-time">${broken ? 'no sound that this browser plays' : asDuration(playing || at > 0 ? at : total)}</span>
    </span>
    <audio ref=${audio} src=${fileAddress(media)} preload="none" onPlay=${() => setPlaying(true)} onPause=${() => setPlaying(false)} onEnded=${stop}
      onTimeUpdate=${(/** @type {Event} */ event) => setAt(/** @type {HTMLAudioElement} */ (event.target).currentTime)}></audio>
  </div>`
}

/** A shape to look at, the same for the same file: the sound itself is not read. @param {string} id @returns {number[]} percent */
function barsOf(id) {
  let seed = [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7)
  return Array.from({ length: BARS }, (_, index) => {
    seed = (seed * 1_664_525 + 1_013_904_223) >>> 0
    const swell = 0.55 + 0.45 * Math.sin(index / 2.6 + (seed % 3))
    return Math.round(14 + 86 * swell * ((seed >>> 8) / 2 ** 24))
  })
}
