import { readQuestion, stemsOf } from '../../coaching/knowledge/words.ts'
import type { ModelMessage } from '../../coaching/ports.ts'
import { rarityOf } from '../../coaching/tokens.ts'

/** So much of a passage is said; its first sentences carry the match. */
const longestQuote = 600

/** Of what a question says, weighed by how rare its words are: a passage that holds less is about something else. */
const heldAtLeast = 0.5

/** The best of a prompt's passages that holds the question's own words: whoever knows no meaning must not answer from the others. */
export function findPassage(
  messages: readonly ModelMessage[],
  question: string,
): { id: string; text: string } | undefined {
  const passage = readPassages(messages).find(({ text }) => shareHeld(question, text) >= heldAtLeast)
  return passage && { id: passage.id, text: shortened(passage.text) }
}

/** From 0 to 1. */
function shareHeld(question: string, text: string): number {
  const held = new Set(stemsOf(text))
  const asked = Map.groupBy(readQuestion(question), ({ word }) => word)
  let all = 0
  let found = 0
  for (const [word, forms] of asked) {
    const weight = rarityOf(word)
    all += weight
    if (forms.some(({ stem }) => held.has(stem))) found += weight
  }
  return all === 0 ? 0 : found / all
}

/** The passages of the coach's documents that a prompt holds, best first. */
function readPassages(messages: readonly ModelMessage[]): { id: string; text: string }[] {
  const system = messages.filter(({ role }) => role === 'system').map(({ content }) => content)
  return [...system.join('\n').matchAll(/<passage id="([^"]+)"[^>]*>\n([\s\S]*?)\n<\/passage>/g)].map(
    ([, id = '', text = '']) => ({ id, text }),
  )
}

function shortened(text: string): string {
  if (text.length <= longestQuote) return text
  const cut = text.slice(0, longestQuote)
  const end = Math.max(...['. ', '! ', '? ', '\n'].map((mark) => cut.lastIndexOf(mark)))
  return `${cut.slice(0, end > 100 ? end + 1 : longestQuote).trim()} …`
}
