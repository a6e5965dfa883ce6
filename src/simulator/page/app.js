import { render } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { api } from './api.js'
import { CoachWindow } from './coach.js'
import { Clock, Switcher } from './frame.js'
import { Guide, GuideActions, useGuide } from './guide.js'
import { html } from './html.js'
import { Icon } from './icons.js'
import { newestInvitation } from './invitation.js'
import { connect, useConnected, useLive } from './live.js'
import { dismissNotifications, Notifications, Overlay, openDialog, toast } from './overlay.js'
import { useNotifications, useOverview } from './overview.js'
import { Phone } from './phone.js'
import { Rings, useRings } from './rings.js'
import { placeKey, possessive, sides } from './world.js'

const NARROW = '(max-width: 900px)'
const CLOCK_MS = 10_000

/** @param {string} query */
function useMedia(query) {
  const [matches, setMatches] = useState(matchMedia(query).matches)
  useEffect(() => {
    const media = matchMedia(query)
    const listen = () => setMatches(media.matches)
    media.addEventListener('change', listen)
    return () => media.removeEventListener('change', listen)
  }, [query])
  return matches
}

function App() {
  const [state, refresh] = useLive('state', api.state)
  useEffect(() => {
    const timer = setInterval(refresh, CLOCK_MS)
    return () => clearInterval(timer)
  }, [])
  const lastEvent = useRef(0)
  useEffect(() => {
    if (state && state.lastEvent < lastEvent.current) location.reload() // another world: nothing known here holds there
    lastEvent.current = state?.lastEvent ?? 0
  }, [state])
  if (!state) return html`<p class="loading">Opening the simulator…</p>`
  return html`<${World} state=${state} />`
}

/** @param {{ state: import('./api.js').State }} props */
function World({ state }) {
  const narrow = useMedia(NARROW)
  const connected = useConnected()
  const [pane, setPane] = useState(/** @type {'phone' | 'coach'} */ ('phone'))
  const { clients, coaches } = sides(state)
  const [clientId, setClientId] = useState(/** @type {number | undefined} */ (undefined))
  const [coachId, setCoachId] = useState(/** @type {number | undefined} */ (undefined))
  const client = clients.find(({ id }) => id === clientId) ?? clients[0]
  const coach = coaches.find(({ id }) => id === coachId) ?? coaches[0]
  const phones = usePhones(clients)
  const entries = useOverview(coach, state.bots)
  const [places, setPlaces] = useState(/** @type {Record<number, import('./api.js').Place | undefined>} */ ({}))
  const [revealed, setRevealed] = useState(/** @type {import('./log.js').Revealed | null} */ (null))

  const go = (
    /** @type {import('./api.js').Place | undefined} */ place,
    /** @type {number | undefined} */ messageId,
  ) => {
    if (!coach) return
    setPane('coach')
    if (place) dismissNotifications(placeKey(coach.id, place))
    setPlaces((before) => ({ ...before, [coach.id]: place }))
    setRevealed(place && messageId !== undefined ? { id: messageId, key: placeKey(coach.id, place) } : null)
  }
  const guide = useGuide()
  const [rings, resetRings] = useRings(state)

  const phoneSide = html`<${PhoneSide} clients=${clients} client=${client} state=${state} phones=${phones} connected=${connected} onClient=${setClientId}
    coaches=${coaches} rings=${client ? (rings[client.id] ?? 0) : 0} onRingsReset=${() => client && resetRings(client.id)} />`
  // At first the topic of whoever's phone is shown: what happens on the left is seen to arrive on the right.
  const first = entries?.[0]
  const found = first?.topics.find(({ title }) => title === client?.firstName)?.place ?? first?.place
  const firstPlaces = useRef(/** @type {Record<number, import('./api.js').Place | undefined>} */ ({}))
  if (coach && found) firstPlaces.current[coach.id] ??= found
  const place = coach && (coach.id in places ? places[coach.id] : narrow ? undefined : firstPlaces.current[coach.id])
  const isSeen = coach && place && (!narrow || pane === 'coach')
  useNotifications(coach?.id, entries, isSeen ? placeKey(coach.id, place) : undefined, go)
  const coachSide = html`<section class="side coach-side" aria-label="The coach’s side">
    <header class="side-header">
      <h2>${coach ? `${possessive(coach.firstName)} Telegram` : 'The coach’s group'}</h2>
      ${coach && html`<${Rings} key=${coach.id} name=${coach.firstName} count=${rings[coach.id] ?? 0} onReset=${() => resetRings(coach.id)} />`}
      <span class="spacer"></span>
      <${Switcher} label="Show the group as" people=${coaches.map(({ id, firstName }) => ({ id, name: `as ${firstName}` }))} chosen=${coach?.id} onChoose=${setCoachId} />
    </header>
    ${
      coach && entries
        ? html`<${CoachWindow} coach=${coach} state=${state} entries=${entries} place=${place} narrow=${narrow} connected=${connected} revealed=${revealed} go=${go} />`
        : html`<div class="window empty"><p class="nobody">${coach ? '' : 'No coach has a group yet. It appears here as soon as there is one.'}</p></div>`
    }
  </section>`

  const unreadPhones = clients.reduce((sum, { id }) => sum + unreadOn(phones[id]), 0)
  const unreadCoach = (entries ?? []).reduce((sum, entry) => sum + entry.unread, 0)
  return html`
    <header class="top">
      <h1>OpenCoach</h1>
      <${GuideActions} guide=${guide} />
      <${Clock} now=${state.now} />
    </header>
    <${Guide} guide=${guide} />
    ${
      narrow &&
      html`<div class="tabs" role="group" aria-label="What to show">
        <${Tab} chosen=${pane === 'phone'} name=${client ? `${possessive(client.firstName)} phone` : 'Phone'} unread=${unreadPhones} onChoose=${() => setPane('phone')} />
        <${Tab} chosen=${pane === 'coach'} name="Coach’s group" unread=${unreadCoach} onChoose=${() => setPane('coach')} />
      </div>`
    }
    <main class="sides">
      ${(!narrow || pane === 'phone') && phoneSide}
      ${(!narrow || pane === 'coach') && coachSide}
      <${Notifications} />
    </main>
    <${Overlay} />
  `
}

/** @param {{ chosen: boolean, name: string, unread: number, onChoose: () => void }} props */
function Tab({ chosen, name, unread, onChoose }) {
  return html`<button type="button" aria-pressed=${chosen} onClick=${onChoose}>
    ${name}${!chosen && unread > 0 && html`<span class="badge" aria-label=${`${unread} unread`}>${unread}</span>`}
  </button>`
}

/**
 * @param {{ clients: import('./api.js').Person[], client: import('./api.js').Person | undefined, state: import('./api.js').State,
 *   phones: Record<number, PhoneChat[]>, connected: boolean, onClient: (id: number) => void, coaches: import('./api.js').Person[],
 *   rings: number, onRingsReset: () => void }} props
 */
function PhoneSide({ clients, client, state, phones, connected, onClient, coaches, rings, onRingsReset }) {
  const [botName, setBotName] = useState('')
  const bot = state.bots.find(({ username }) => username === botName) ?? state.bots[0]
  const chat = client && bot && phones[client.id]?.find((each) => each.bot === `@${bot.username}`)
  const addClient = async () =>
    openDialog({
      title: 'Another client',
      text: 'A new person with a phone of their own. With an invitation link they press it at once.',
      fields: [
        { label: 'First name', placeholder: 'Tom' },
        {
          label: 'Invitation link (optional)',
          placeholder: `https://t.me/${bot?.username ?? 'bot'}?start=…`,
          value: await newestInvitation(coaches),
          optional: true,
        },
      ],
      action: 'Add',
      run: async ([name, link]) => {
        try {
          const person = await api.addPerson(name)
          onClient(person.id)
          if (link) await api.open(person.id, link)
        } catch (error) {
          toast(error instanceof Error ? error.message : String(error), 'phone')
        }
      },
    })
  const people = clients.map(({ id, firstName }) => ({
    id,
    name: firstName,
    unread: id === client?.id ? 0 : unreadOn(phones[id]),
  }))
  return html`<section class="side phone-side" aria-label="The client’s side" key="phone">
    <header class="side-header">
      <h2 class=${clients.length > 1 ? 'spoken' : ''}>${client ? `${possessive(client.firstName)} phone` : 'The client’s phone'}</h2>
      <${Switcher} label="Whose phone" people=${people} chosen=${client?.id} onChoose=${onClient} />
      <span class="spacer"></span>
      ${client && html`<${Rings} key=${client.id} name=${client.firstName} count=${rings} onReset=${onRingsReset} />`}
      <button type="button" class="plain-button" aria-label="Add a client" title="Add a client" onClick=${addClient}><${Icon} name="plus" /></button>
    </header>
    ${
      client && bot
        ? html`<${Phone} client=${client} bot=${bot} state=${state} connected=${connected} blocked=${chat?.blocked ?? false} onBot=${setBotName} />`
        : html`<div class="phone empty"><p class="nobody">${client ? 'There is no bot yet.' : 'There is no client yet. Add one with +'}</p></div>`
    }
  </section>`
}

/** @typedef {import('./api.js').Chat & { unread: number }} PhoneChat */

/** The chats on each client's phone. @param {import('./api.js').Person[]} clients @returns {Record<number, PhoneChat[]>} */
function usePhones(clients) {
  const [phones] = useLive(`phones/${clients.map(({ id }) => id).join()}`, async () =>
    Object.fromEntries(await Promise.all(clients.map(async ({ id }) => [id, await api.chats(id)]))),
  )
  return phones ?? {}
}

/** @param {PhoneChat[] | undefined} chats */
function unreadOn(chats = []) {
  return chats.reduce((sum, { unread }) => sum + unread, 0)
}

connect()
render(html`<${App} />`, /** @type {HTMLElement} */ (document.getElementById('app')))
