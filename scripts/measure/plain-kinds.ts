/** What a coach's utterance is by the first rules that come to mind, for the product to be compared with. Shares no code with it. */
import type { Kind } from '../../src/llm/offline/analysis/kind-rules.ts'

const mirrors =
  /\b(?:it|that) sounds|\bsounds like|\bseems like|\bi hear you|^\W*(?:(?:okay|ok|so|and|but|well|um|uh|yeah|right|mm-hmm)\W+)*(?:you|you're|you've|your)\b/i
const tells =
  /\b(?:should|recommend|suggest|would like to|try to|need to|important|for example|because|i'm|i am|i have|we)\b/i
const shortWords = 3
const longWords = 25

export function kindPlainly(utterance: string): Kind {
  const words = utterance.trim().split(/\s+/).length
  if (utterance.includes('?')) return 'question'
  if (words <= shortWords) return 'none'
  if (mirrors.test(utterance)) return 'reflection'
  if (tells.test(utterance) || words > longWords) return 'input'
  return /\byou/i.test(utterance) ? 'reflection' : 'none'
}
