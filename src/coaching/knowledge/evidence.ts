/** What a chunk says about a question, read in its text: the sentences that answer it, the words that stand together in both. */
import type { Candidates } from './ports.ts'
import { splitSentences } from './sentences.ts'
import { languageOfText, stemsOf } from './words.ts'

/** What each of a question's words says, in this coach's chunks. */
export type Weights = { of(stem: string): number; pairs: ReadonlyMap<string, number>; total: number }

export type Sentence = {
  text: string
  /** From 0 to about 1: of what the question says, how much this sentence holds. */
  share: number
}

export type Evidence = {
  sentences: Sentence[]
  stems: ReadonlySet<string>
  /** From 0: neighbouring words of the question that are neighbours here too. */
  pairs: number
  /** Of its best sentence. */
  best: number
  /** From 0 to 1: of what the question says, how much the chunk holds. */
  share: number
}

/** @param stems of the question, in their order */
export function weighQuestion(
  stems: readonly string[],
  { chunkCount, holding }: Omit<Candidates, 'candidates'>,
): Weights {
  const weights = new Map<string, number>()
  for (const stem of stems) {
    const held = holding.get(stem) ?? 0
    weights.set(stem, Math.log(1 + (chunkCount - held + 0.5) / (held + 0.5)))
  }
  const of = (stem: string) => weights.get(stem) ?? 0
  const pairs = new Map<string, number>()
  for (const [at, stem] of stems.entries()) {
    const next = stems[at + 1]
    if (next !== undefined) pairs.set(`${stem} ${next}`, Math.min(of(stem), of(next)))
  }
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0) || 1
  return { of, pairs, total }
}

export function readEvidence(content: string, weights: Weights): Evidence {
  const language = languageOfText(content)
  const stems = new Set<string>()
  const pairs = new Map<string, number>()
  let share = 0
  let best = 0
  const sentences = linesOf(content).map((text): Sentence => {
    const seen = new Set<string>()
    let held = 0
    let before = ''
    for (const stem of stemsOf(text, language)) {
      const pair = `${before} ${stem}`
      if (weights.pairs.has(pair)) pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
      before = stem
      if (seen.has(stem)) continue
      seen.add(stem)
      held += weights.of(stem)
      if (!stems.has(stem)) share += weights.of(stem)
      stems.add(stem)
    }
    best = Math.max(best, held)
    return { text, share: held / weights.total }
  })
  let together = 0
  // As in BM25, the second time says less than the first.
  for (const [pair, times] of pairs) together += ((weights.pairs.get(pair) ?? 0) * times * 2.2) / (times + 1.2)
  return { sentences, stems, pairs: together / weights.total, best: best / weights.total, share: share / weights.total }
}

/** Sentences and lines with what stands behind them: joined again they are the content. */
function linesOf(content: string): string[] {
  return content.split(/(?<=\n)/u).flatMap(splitSentences)
}
