import { html } from './html.js'

/** Drawn on a 24-unit grid, in the colour of the text around them. */
const PATHS = {
  send: 'M2.7 20.5c-.5.2-1-.3-.8-.8L4.4 13l9.2-1-9.2-1-2.5-6.7c-.2-.5.3-1 .8-.8l18.4 8c.5.2.5.9 0 1.1z',
  check: 'M4.5 12.7 9.7 18 19.8 6.6',
  more: 'M12 6.4a1.4 1.4 0 1 0 0-2.8 1.4 1.4 0 0 0 0 2.8zm0 7a1.4 1.4 0 1 0 0-2.8 1.4 1.4 0 0 0 0 2.8zm0 7a1.4 1.4 0 1 0 0-2.8 1.4 1.4 0 0 0 0 2.8z',
  close: 'M6 6l12 12M18 6L6 18',
  back: 'M14.5 5 7.5 12l7 7',
  down: 'M5.5 9 12 15.5 18.5 9',
  chevron: 'M6 9.5l6 6 6-6',
  reply: 'M10 5.5 4 11.5l6 6M4.5 11.5H13c4 0 6.5 2.2 7 6.5',
  edit: 'M4.5 19.5l.8-4L15.8 5a1.8 1.8 0 0 1 2.6 0l.6.6a1.8 1.8 0 0 1 0 2.6L8.5 18.7z',
  copy: 'M9 8.5h9.5a1 1 0 0 1 1 1V19a1 1 0 0 1-1 1H9a1 1 0 0 1-1-1V9.5a1 1 0 0 1 1-1zM15.5 5.5V5a1 1 0 0 0-1-1H5a1 1 0 0 0-1 1v9.5a1 1 0 0 0 1 1h.5',
  trash: 'M4.5 6.5h15M9.5 6V4.5h5V6M6.5 6.5l.8 12.6a1 1 0 0 0 1 .9h7.4a1 1 0 0 0 1-.9l.8-12.6M10 10.5v6M14 10.5v6',
  link: 'M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1',
  block: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM6.5 6.5l11 11',
  pin: 'M9 4h6l-.7 6 3.2 3.2v1.3H6.5v-1.3L9.7 10zM12 14.5V20.5',
  muted: 'M6.5 10.5a5.5 5.5 0 0 1 9-4.2M17.5 11.5c0 3 .8 4.3 1.5 5H8.5M5 16.5c.7-.7 1.5-2 1.5-5M10 19.5h4M4 4l16 16',
  bell: 'M6.5 10.5a5.5 5.5 0 0 1 11 0c0 4 .8 5.3 1.5 6H5c.7-.7 1.5-2 1.5-6zM10 19.5h4',
  plus: 'M12 5v14M5 12h14',
  menu: 'M4.5 7h15M4.5 12h15M4.5 17h15',
  away: 'M8 7h9v9M17 7 7 17',
  play: 'M8 5.2c0-.8.8-1.2 1.5-.8l10 6.8c.6.4.6 1.2 0 1.6l-10 6.8c-.7.4-1.5 0-1.5-.8z',
  pause:
    'M7.5 5h2a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1h-2a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1zm7 0h2a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1h-2a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1z',
  file: 'M7 3.5h6.5L18.5 8.5V19a1.5 1.5 0 0 1-1.5 1.5H7A1.5 1.5 0 0 1 5.5 19V5A1.5 1.5 0 0 1 7 3.5zM13.5 3.5V8.5H18.5',
  photo:
    'M5.5 5h13a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1h-13a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1zM4.5 16l4.5-4.5 4 4 2.5-2.5 4 3.5M15.5 10a1.3 1.3 0 1 0 0-2.6 1.3 1.3 0 0 0 0 2.6z',
  clip: 'M19.5 11.5l-7.7 7.7a4.6 4.6 0 0 1-6.5-6.5l8-8a3.1 3.1 0 0 1 4.4 4.4l-7.9 7.9a1.5 1.5 0 0 1-2.2-2.2l7.2-7.2',
  mic: 'M12 14.5a3 3 0 0 0 3-3V6.5a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3zM6 11.5a6 6 0 0 0 12 0M12 17.5V20.5',
  round: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM10.3 8.8l4.9 3.2-4.9 3.2z',
  place:
    'M12 21c4.3-4.6 6.5-8 6.5-11a6.5 6.5 0 0 0-13 0c0 3 2.2 6.4 6.5 11zM12 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z',
  person: 'M12 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM5 19.5c.6-3.2 3.3-5 7-5s6.4 1.8 7 5',
  poll: 'M6 19.5v-6M12 19.5v-15M18 19.5v-9.5',
  forward: 'M14 5.5l6 6-6 6M19.5 11.5H11c-4 0-6.5 2.2-7 6.5',
  quote: 'M5 7.5h5v5c0 2.5-1.5 4-4 4.5M14 7.5h5v5c0 2.5-1.5 4-4 4.5',
  unpin: 'M9 4h6l-.7 6 3.2 3.2v1.3H6.5v-1.3L9.7 10zM12 14.5V20.5M4 4l16 16',
  lock: 'M7 11h10a1 1 0 0 1 1 1v6.5a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1V12a1 1 0 0 1 1-1zM8.5 11V8.5a3.5 3.5 0 0 1 7 0V11',
}
const FILLED = new Set(['send', 'more', 'play', 'pause'])

/** @param {{ name: keyof typeof PATHS }} props */
export function Icon({ name }) {
  const filled = FILLED.has(name)
  return html`<svg class=${`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false"
    fill=${filled ? 'currentColor' : 'none'} stroke=${filled ? 'none' : 'currentColor'}>
    <path d=${PATHS[name]} />
  </svg>`
}

/** Sent and received: bots read at once. */
export function Ticks() {
  return html`<svg class="ticks" viewBox="0 0 20 14" role="img" aria-label="delivered" fill="none" stroke="currentColor">
    <path d="M1.2 7.6 5 11.4 12.6 2.8M8.6 10.8l.6.6L16.8 2.8" />
  </svg>`
}
