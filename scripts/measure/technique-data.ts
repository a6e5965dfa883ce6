/** Transcripts whose utterances were coded by people, for `train:technique` and `eval:technique`. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Before } from '../../src/llm/offline/analysis/kind-features.ts'
import type { Kind } from '../../src/llm/offline/analysis/kind-rules.ts'

const line = z.object({
  transcript_id: z.string(),
  interlocutor: z.enum(['therapist', 'client']),
  utterance_text: z.string(),
  main_therapist_behaviour: z.enum(['question', 'reflection', 'therapist_input', 'other', 'n/a']),
})

const kindNamed = { question: 'question', reflection: 'reflection', therapist_input: 'input', other: 'none' } as const

/** What somebody whose work is to help said, and what it was coded as. */
export type CodedUtterance = { transcript: string; text: string; before: Before; kind: Kind }

/** @returns in the order of the file; `tune` is every other transcript, from the first on */
export function readCodedUtterances(path: string): { tune: CodedUtterance[]; heldOut: CodedUtterance[] } {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((text) => text.trim() !== '')
    .map((text) => line.parse(JSON.parse(text)))
  const transcripts = [...Map.groupBy(lines, ({ transcript_id }) => transcript_id)].map(([transcript, said]) => {
    const before = { client: '', own: '' }
    return said.flatMap((one): CodedUtterance[] => {
      const { utterance_text: text, main_therapist_behaviour: behaviour } = one
      if (one.interlocutor === 'client') {
        before.client = text
        return []
      }
      const coded = behaviour === 'n/a' ? [] : [{ transcript, text, before: { ...before }, kind: kindNamed[behaviour] }]
      before.own = text
      return coded
    })
  })
  return {
    tune: transcripts.filter((_, at) => at % 2 === 0).flat(),
    heldOut: transcripts.filter((_, at) => at % 2 === 1).flat(),
  }
}
