import type { ModelMessage } from '../../coaching/ports.ts'

/** So much of a passage is said; its first sentences carry the match. */
const longestQuote = 600

/** The passages of the coach's documents that a prompt holds, best first. */
export function readPassages(messages: readonly ModelMessage[]): { id: string; text: string }[] {
  const system = messages.filter(({ role }) => role === 'system').map(({ content }) => content)
  return [...system.join('\n').matchAll(/<passage id="([^"]+)"[^>]*>\n([\s\S]*?)\n<\/passage>/g)].map(
    ([, id = '', text = '']) => ({ id, text: shortened(text) }),
  )
}

function shortened(text: string): string {
  if (text.length <= longestQuote) return text
  const cut = text.slice(0, longestQuote)
  const end = Math.max(...['. ', '! ', '? ', '\n'].map((mark) => cut.lastIndexOf(mark)))
  return `${cut.slice(0, end > 100 ? end + 1 : longestQuote).trim()} …`
}
