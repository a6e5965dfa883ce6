/** What decided, in words: rules have names for logs and measurements, and no coach has to know one. */
import type { HearingProblem } from '../../coaching/attribution.ts'
import type { TextKey } from '../../locales/texts.ts'

const faults = [
  'no_key',
  'key_refused',
  'quota_spent',
  'rate_limited',
  'timeout',
  'unreachable',
  'malformed',
  'refused',
] as const

/** Which rule saw danger. @param rule as the episode and its alert name it */
export function dangerSeenBy(rule: string): TextKey {
  if (rule === 'button:not_safe') return 'seen-by-button'
  if (rule.startsWith('model:')) return 'seen-by-model'
  return rule.startsWith('soft words') ? 'seen-by-soft-words' : 'seen-by-phrase'
}

/** Why the AI could not answer. @param fault an `AiUnavailableReason`, or what the turn was given up for */
export function faultWords(fault: string): TextKey {
  if (fault === 'the turn never ended') return 'ai-fault-timeout'
  const known = faults.find((one) => one === fault) ?? 'malformed'
  return `ai-fault-${known.replaceAll('_', '-')}` as TextKey
}

/** What was wrong with a reply. @param rule its id in the phrase file, `promise.will` */
export function replyFault(rule: string): TextKey {
  const concerns = ['promise', 'diagnosis', 'medication', 'legal', 'past', 'prompt', 'human', 'coach'] as const
  const concern = concerns.find((one) => rule.startsWith(`${one}.`))
  return concern ? `reply-fault-${concern}` : 'reply-fault-other'
}

/** Why nobody has heard what was spoken. */
export function whyUnheard(problem: HearingProblem): TextKey {
  return `why-now-voice-${problem.replaceAll('_', '-')}` as TextKey
}
