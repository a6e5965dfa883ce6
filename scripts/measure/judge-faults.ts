/** What is lost, doubled or out of order, from what people wrote and what they got. */
import type { Arrival, Client } from './faults.ts'

/**
 * Telegram has no idempotent send: a kill between a send and its record leaves nobody knowing. A second copy counts as that if
 * a kill came so soon after the first.
 */
export const ambiguousMs = 1_000

/** Texts that came again though nothing was unclear, and those that came again because it was. */
export function findDoubled(arrivals: readonly Arrival[], killedAt: readonly number[]) {
  const before = new Map<string, number>()
  const outside: string[] = []
  const inside: string[] = []
  for (const { text, at } of arrivals) {
    const first = before.get(text)
    before.set(text, at)
    if (first === undefined || !isNumbered(text)) continue
    const isUnclear = killedAt.some((kill) => kill >= first && kill - first <= ambiguousMs && kill <= at)
    ;(isUnclear ? inside : outside).push(text)
  }
  return { outside, inside }
}

/** Of `wanted` those that are missing in `found`. */
export function findLost(wanted: readonly string[], found: readonly string[]): string[] {
  const there = new Set(found)
  return wanted.filter((text) => !there.has(text))
}

/** Texts that come after one that was written later; a text that comes again counts where it came first. */
export function findOutOfOrder(written: readonly string[], found: readonly string[]): string[] {
  const places = [...new Set(found)].map((text) => ({ text, place: written.indexOf(text) }))
  let furthest = -1
  return places.flatMap(({ text, place }) => {
    if (place < 0) return []
    const isLate = place < furthest
    furthest = Math.max(furthest, place)
    return isLate ? [text] : []
  })
}

/** AI texts that came after the client was told that the human is here, and before they were told that she has left. */
export function findAiWhileHumanLed({ arrivals }: Pick<Client, 'arrivals'>): string[] {
  let humanLeads = false
  return arrivals.flatMap(({ text }) => {
    if (text.includes('is here now, in person')) humanLeads = true
    if (text.includes('has left the chat')) humanLeads = false
    return humanLeads && text.startsWith('Heard: ') ? [text] : []
  })
}

/** Only these are written once: notices may come again for good reason. */
function isNumbered(text: string): boolean {
  return /^(Heard|Dana): .*\d\.$/.test(text)
}
