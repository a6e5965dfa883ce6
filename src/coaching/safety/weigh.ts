/** What the words of a message mean for how its sender is: typed, edited, or spoken and written down. */
import type { ConversationSnapshot } from '../conversation.ts'
import type { Danger } from './danger.ts'
import type { CrisisFinding } from './screen.ts'
import { softDanger } from './soft.ts'

/** Of equal ones what has been done to the body: its text asks for another kind of help. */
export function graver(one: CrisisFinding | undefined, other: CrisisFinding | undefined): CrisisFinding | undefined {
  const weight = (finding: CrisisFinding | undefined) =>
    finding ? finding.grade * 2 + (finding.kind === 'overdose' || finding.kind === 'medical' ? 1 : 0) : 0
  return weight(other) > weight(one) ? other : one
}

/** While waiting no model weighs what is written, and no human may have read it yet. */
export function unweighedDanger(s: ConversationSnapshot, text: string): Danger | undefined {
  return s.state === 'waiting' && s.client.consented && !s.openEpisode ? softDanger([text]) : undefined
}
