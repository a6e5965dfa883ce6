/** Does a reply give away what only the model was told: its rules, the coach's notes, the form of its answer? */
import { fold } from '../phrases/normalise.ts'
import type { Certainty } from './rule-file.ts'

/** So many words in a row are no accident: of our rules, and of what a coach wrote for the model. */
const wordsOfRules = 7
const wordsOfNotes = 10

/** The material that a prompt fences in tags is the coach's; what is outside is ours. */
const fencedMaterial = /<([a-z_]+)>([\s\S]*?)<\/\1>/g

const marks: readonly { rule: string; pattern: RegExp }[] = [
  { rule: 'prompt.tag', pattern: /<\/?[a-z][a-z_]{2,}>/i },
  {
    rule: 'prompt.label',
    pattern: /\[[^\]\n]{1,80}, of the coach['’]s team, in person\]|\[[a-z ]+, which you cannot (?:see|hear)\]/i,
  },
  {
    rule: 'prompt.form',
    pattern: /["'`]?\b(?:wants_human|coach_method)\b|["'`](?:risk|stakes|sentiment|confidence|situation)["'`]\s*:/i,
  },
]

export type Leak = { rule: string; certainty: Certainty; words: string }

/** @param system the system messages of the turn */
export function findLeaks(reply: string, system: readonly string[]): Leak[] {
  const leaks: Leak[] = marks.flatMap(({ rule, pattern }) => {
    const found = pattern.exec(reply)?.[0]
    return found ? [{ rule, certainty: 'sure' as const, words: found }] : []
  })
  const whole = system.join('\n')
  const material = [...whole.matchAll(fencedMaterial)].map(({ 2: text = '' }) => text).join('\n')
  const rules = longestRun(reply, whole.replace(fencedMaterial, '\n'))
  if (rules.count >= wordsOfRules) leaks.push({ rule: 'prompt.rules', certainty: 'sure', words: rules.words })
  const notes = longestRun(reply, material)
  // A coach's method may well be spoken of: only the model can tell what of it was meant for a client.
  if (notes.count >= wordsOfNotes) leaks.push({ rule: 'prompt.notes', certainty: 'unsure', words: notes.words })
  return leaks
}

/** The most words in a row that both texts have. */
function longestRun(reply: string, source: string): { count: number; words: string } {
  const [a, b] = [wordsOf(reply), wordsOf(source)]
  let best = { count: 0, end: 0 }
  let before = new Uint16Array(b.length + 1)
  for (const [i, word] of a.entries()) {
    const row = new Uint16Array(b.length + 1)
    for (const [j, other] of b.entries()) {
      if (word !== other) continue
      const count = (before[j] ?? 0) + 1
      row[j + 1] = count
      if (count > best.count) best = { count, end: i + 1 }
    }
    before = row
  }
  return { count: best.count, words: a.slice(best.end - best.count, best.end).join(' ') }
}

function wordsOf(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? []
}
