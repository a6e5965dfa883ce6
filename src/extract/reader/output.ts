import { writeSync } from 'node:fs'
import { ExtractionFailed } from '../../coaching/errors.ts'
import type { Anchor, Block } from '../../coaching/knowledge/document.ts'
import type { Message } from '../protocol.ts'
import { cleanCode, cleanText, splitLong } from './clean.ts'

/** The pipe to the process that asked; see `runConfined`. */
const pipe = 3
/** Blocks go together up to this size, in characters: a line of JSON each would cost more than the text. */
const batchCharacters = 64_000
/** What a block is beside its text weighs as much as so many characters where it is kept: ten million cells of one letter are not short. */
const blockCharacters = 40

/** Where the readers put what they find. */
export type Output = {
  /** Cleans the text; drops a block without any. @throws {ExtractionFailed} `too_much_inside` */
  block(block: Block): void
  /** How much of the work is done, 0 to 1. */
  progress(share: number): void
}

export function say(message: Message): void {
  const bytes = Buffer.from(`${JSON.stringify(message)}\n`)
  // Whoever reads may be slower than we are: a full pipe takes a part.
  for (let written = 0; written < bytes.length; ) written += writeSync(pipe, bytes, written)
}

export function openOutput(limits: { characters: number }): Output & { flush(): void; readonly characters: number } {
  let batch: Block[] = []
  let batched = 0
  let characters = 0
  let told = 0

  function flush(): void {
    if (batch.length > 0) say({ type: 'blocks', blocks: batch })
    batch = []
    batched = 0
  }

  function push(block: Block, size: number): void {
    if (size === 0) return
    characters += size + blockCharacters
    if (characters > limits.characters) throw new ExtractionFailed('too_much_inside')
    batch.push(block)
    batched += size
    if (batched > batchCharacters) flush()
  }

  return {
    flush,
    get characters() {
      return characters
    },
    block(block) {
      if (block.kind === 'table_row') {
        const cells = block.cells.map(cleanText)
        push({ ...block, cells, header: block.header.map(cleanText) }, cells.join('').length)
      } else {
        const text = block.kind === 'code' ? cleanCode(block.text) : cleanText(block.text)
        for (const part of splitLong(text)) push({ ...block, text: part }, part.length)
      }
    },
    progress(share) {
      // A message costs more than most steps.
      if (share - told < 0.01) return
      told = Math.min(1, share)
      say({ type: 'progress', share: told })
    },
  }
}

export function onPage(page: number): Anchor {
  return { kind: 'page', from: page, to: page }
}
