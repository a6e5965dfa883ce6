/** Which of the bot's messages ask a coach for something in their private chat. */
import type { Question } from '../../coaching/ports/practices.ts'
import { type TextKey, textParameters } from '../../locales/text-keys.ts'
import type { Texts } from '../../locales/texts.ts'

/** "If that was your answer, send it again as a reply to this message." */
const keptKey = 'question-kept'

const asking: Record<
  'method' | 'key' | 'rule' | 'rule_try' | 'text' | 'title' | 'sample' | 'cold' | 'import',
  readonly TextKey[]
> = {
  method: ['method-ask', 'method-now'],
  key: ['key-ask'],
  rule: ['rules-ask-rule'],
  rule_try: ['rules-ask-message'],
  text: ['texts-ask', 'texts-ask-places', 'texts-empty', 'texts-too-long', 'texts-unknown-place', 'texts-no-places'],
  title: ['docs-ask-title'],
  sample: ['sample-ask'],
  cold: ['cold-ask', 'cold-words-only', 'cold-needs-key'],
  import: ['import-how'],
}

/** Is this text of the bot's the question itself, or what was said when it was kept open? */
export function asksFor(question: Question, said: string, language: string, texts: Texts): boolean {
  const kind = question.split(':', 1)[0] as keyof typeof asking
  return isKept(said, language, texts) || asking[kind].some((key) => isTextOf(key, said, language, texts))
}

export function isKept(said: string, language: string, texts: Texts): boolean {
  return isTextOf(keptKey, said, language, texts)
}

/** Whatever was filled in. */
function isTextOf(key: TextKey, said: string, language: string, texts: Texts): boolean {
  const gap = '\u{F8FF}' // of the private use area: in no text of ours
  const params = Object.fromEntries(textParameters[key].map((name) => [name, gap]))
  const parts = texts
    .render(language, key, params)
    .split(gap)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 'su').test(said)
}
