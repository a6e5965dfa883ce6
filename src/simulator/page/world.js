/**
 * Who is who, and how people, places and times are written.
 *
 * @typedef {import('./api.js').Person} Person
 * @typedef {import('./api.js').State} State
 * @typedef {import('./api.js').Place} Place
 */

/**
 * Whoever is in a group is on the coach's side; everyone else is a client.
 *
 * @param {State} state
 * @returns {{ clients: Person[], coaches: Person[] }}
 */
export function sides({ people, chats }) {
  const inGroups = new Set(chats.filter((chat) => chat.type !== 'private').flatMap((chat) => chat.members))
  return {
    clients: people.filter((person) => !inGroups.has(person.id)),
    coaches: people.filter((person) => inGroups.has(person.id)),
  }
}

/** @param {Person} person */
export function fullName({ firstName, lastName }) {
  return lastName ? `${firstName} ${lastName}` : firstName
}

/** @param {string} name */
export function possessive(name) {
  return name.endsWith('s') ? `${name}’` : `${name}’s`
}

/** @param {number} personId @param {Place} place */
export function placeKey(personId, { chat, topic }) {
  return `${personId}/${chat}/${topic ?? ''}`
}

const clockTime = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const dayName = new Intl.DateTimeFormat('en-GB', { weekday: 'short' })
const dayAndMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' })
const shortDate = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })

/** @param {string | Date} date */
export function timeOf(date) {
  return clockTime.format(new Date(date))
}

/** @param {string} date @param {string} now */
function daysAgo(date, now) {
  const midnight = (/** @type {string} */ value) => new Date(value).setHours(0, 0, 0, 0)
  return Math.round((midnight(now) - midnight(date)) / 86_400_000)
}

/** The heading above a day's messages. @param {string} date @param {string} now */
export function dayOf(date, now) {
  const days = daysAgo(date, now)
  if (days === 0) return 'Today'
  if (days === 1) return 'Yesterday'
  return dayAndMonth.format(new Date(date))
}

/** The time in a list of chats: today by the clock, this week by the day, else by the date. @param {string} date @param {string} now */
export function shortWhen(date, now) {
  const days = daysAgo(date, now)
  if (days <= 0) return timeOf(date)
  return (days < 7 ? dayName : shortDate).format(new Date(date))
}

/** The simulator's clock, for the frame. @param {string} now */
export function clockOf(now) {
  return { day: `${dayName.format(new Date(now))} ${shortDate.format(new Date(now))}`, time: timeOf(now) }
}
