/** Which of the things that are known a session may touch: all where they are few, else those that share its words. */
import type { Insight } from './insight.ts'
import { lexiconFor } from './lexicon.ts'
import type { SessionMessage } from './session.ts'
import { countShared, gistOf } from './stems.ts'

const shownAtMost = 60

/** In the order given. */
export function nearest(known: readonly Insight[], messages: readonly SessionMessage[], language: string): Insight[] {
  if (known.length <= shownAtMost) return [...known]
  const said = messages.flatMap(({ senderType, content }) => (senderType === 'client' ? content : [])).join('\n')
  const lexicon = lexiconFor(said, language)
  const { telling } = gistOf(said, lexicon)
  const shared = new Map(known.map((insight) => [insight, countShared(gistOf(insight.text, lexicon).telling, telling)]))
  // Of those that are as near, the newest.
  const ranked = [...known].reverse().sort((one, other) => (shared.get(other) ?? 0) - (shared.get(one) ?? 0))
  const shown = new Set(ranked.slice(0, shownAtMost))
  return known.filter((insight) => shown.has(insight))
}
