import { api } from './api.js'
import { Avatar } from './avatar.js'
import { Chat } from './chat.js'
import { html } from './html.js'
import { Icon } from './icons.js'
import { followLink } from './links.js'
import { openDialog, openMenu, toast } from './overlay.js'
import { fullName, timeOf } from './world.js'

/**
 * A client's phone, open at the chat with the bot.
 *
 * @param {{ client: import('./api.js').Person, bot: import('./api.js').Bot, state: import('./api.js').State, connected: boolean,
 *   blocked: boolean, onBot: (username: string) => void }} props onBot shows the chat with another bot
 */
export function Phone({ client, bot, state, connected, blocked, onBot }) {
  const say = (/** @type {string} */ text) => toast(text, 'phone')
  const attempt = (/** @type {Promise<unknown>} */ work) => work.catch((error) => say(error.message))
  const setBlocked = (/** @type {boolean} */ wanted) =>
    attempt((wanted ? api.block : api.unblock)(client.id, bot.username))
  const go = (/** @type {import('./api.js').Place} */ { chat }) => {
    if (typeof chat === 'string') return onBot(chat.slice(1))
    say(`${client.firstName} is not in that group.`)
  }
  const askLink = () =>
    openDialog({
      title: `Open a link as ${client.firstName}`,
      text: 'An invitation from the coach, for example.',
      fields: [{ label: 'Link', placeholder: `https://t.me/${bot.username}?start=…` }],
      action: 'Open',
      run: ([address]) => {
        const whole = /^https?:/.test(address) ? address : `https://${address}`
        if (!URL.canParse(whole)) return say('That is not a link.')
        followLink(whole, { personId: client.id, botUsernames: state.bots.map(({ username }) => username), go, say })
      },
    })
  const openPhoneMenu = (/** @type {MouseEvent} */ event) => {
    const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect()
    openMenu({
      x: box.right - 200,
      y: box.bottom,
      items: [
        { label: 'Open a link…', icon: 'link', run: askLink },
        ...state.bots
          .filter((other) => other.id !== bot.id)
          .map((other) => ({ label: `Chat with ${other.name}`, icon: 'reply', run: () => onBot(other.username) })),
        blocked
          ? { label: 'Unblock bot', icon: 'check', run: () => setBlocked(false) }
          : { label: 'Block bot', icon: 'block', danger: true, run: () => setBlocked(true) },
      ],
    })
  }

  return html`<div class="phone" role="group" aria-label=${`The phone of ${fullName(client)}`}>
    <div class="phone-status" aria-hidden="true">
      <span>${timeOf(state.now)}</span><span class="phone-island"></span><span class="phone-battery"></span>
    </div>
    <${Chat} key=${client.id} person=${client} place=${{ chat: `@${bot.username}` }} state=${state} pane="phone" inGroup=${false}
      blocked=${blocked} onUnblock=${() => setBlocked(false)} go=${go}
      header=${(/** @type {string[]} */ typing) => html`<header class="chat-header">
        <${Avatar} id=${bot.id} name=${bot.name} />
        <div class="chat-title">
          <h3>${bot.name}</h3>
          <p class=${typing.length ? 'typing' : ''} aria-live="polite">${connected ? (typing.length ? 'typing' : 'bot') : 'connecting…'}</p>
        </div>
        <button type="button" class="plain-button" aria-label="Phone menu" aria-haspopup="menu" onClick=${openPhoneMenu}><${Icon} name="more" /></button>
      </header>`} />
  </div>`
}
