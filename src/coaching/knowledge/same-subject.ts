/** Do two texts speak of the same thing? As far as their words say. */
import { splitSentences } from './sentences.ts'
import { languageOfText, stemsOf } from './words.ts'

/** Fewer shared stems are chance. */
const sharedAtLeast = 3
/** Of the stems of both. */
const shareAtLeast = 0.4

type Closest = { first: string; second: string; share: number }

/** The two sentences, one of each text, that share most of their words and are not the same; undefined when none are close. */
export function closestSentences(first: string, second: string): Closest | undefined {
  const others = read(second)
  let best: Closest | undefined
  for (const one of read(first))
    for (const other of others) {
      let shared = 0
      for (const stem of one.stems) if (other.stems.has(stem)) shared++
      const share = shared / (one.stems.size + other.stems.size - shared)
      const isClose = shared >= sharedAtLeast && share >= shareAtLeast && one.text !== other.text
      if (isClose && share > (best?.share ?? 0)) best = { first: one.text, second: other.text, share }
    }
  return best
}

function read(text: string) {
  const language = languageOfText(text)
  return text
    .split('\n')
    .flatMap(splitSentences)
    .map((sentence) => ({ text: sentence.trim(), stems: new Set(stemsOf(sentence, language)) }))
}
