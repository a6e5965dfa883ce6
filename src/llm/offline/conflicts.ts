import { closestSentences } from '../../coaching/knowledge/same-subject.ts'
import type { ModelMessage } from '../../coaching/ports.ts'

const pairs = /<pair number="(\d+)">\n<first>\n([\s\S]*?)\n<\/first>\n<second>\n([\s\S]*?)\n<\/second>\n<\/pair>/g
const negation =
  /(?<!\p{L})(?:not|never|no|without|cannot|nicht|nie|niemals|kein\p{L}*|ohne|nunca|jamás|sin)(?!\p{L})|n['’]t(?!\p{L})/giu
const numbers = /\d+(?:[.,]\d+)?/g
/** Nearly the same sentence: what differs is what is looked at. */
const sameFrom = 0.6

/** A rehearsal of reading two documents: sentences that say the same but for a number or a "not". */
export function findConflicts(messages: readonly ModelMessage[]) {
  const told = messages.findLast(({ role }) => role === 'user')?.content ?? ''
  const conflicts = [...told.matchAll(pairs)].flatMap(([, number = '', first = '', second = '']) => {
    const closest = closestSentences(first, second)
    if (!closest || closest.share < sameFrom || !differs(closest.first, closest.second)) return []
    return [{ pair: Number(number), first: closest.first.slice(0, 300), second: closest.second.slice(0, 300) }]
  })
  return { conflicts }
}

function differs(one: string, other: string): boolean {
  const [here, there] = [one.match(numbers) ?? [], other.match(numbers) ?? []]
  if (here.length > 0 && here.length === there.length && here.join() !== there.join()) return true
  return (one.match(negation) ?? []).length % 2 !== (other.match(negation) ?? []).length % 2
}
