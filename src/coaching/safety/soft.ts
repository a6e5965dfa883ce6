/**
 * Words that are no danger by themselves, but are not left unread: when the model that would have weighed them gives no
 * answer, they count as thoughts (L2). The second detector's "unknown".
 */

import { fold } from '../phrases/normalise.ts'
import type { Danger } from './danger.ts'
import softWords from './soft-words.json' with { type: 'json' }

/** With such words in the turn, the model is waited for no longer than this; real milliseconds, as a model's are. */
export const softWaitMs = 7_000

const patterns = Object.values(softWords).flatMap((words) =>
  words.map((word) => new RegExp(`(?<![\\p{L}\\p{N}])${fold(word)}(?![\\p{L}\\p{N}])`, 'u')),
)

/** @param texts what a client has written since the last answer */
export function softDanger(texts: readonly string[]): Danger | undefined {
  const isSoft = texts.some((text) => patterns.some((pattern) => pattern.test(fold(text))))
  return isSoft ? { grade: 2, kind: 'suicide', rule: 'soft words, model unknown' } : undefined
}
