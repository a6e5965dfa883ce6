/** Vectors that cost next to nothing and follow from the text: what is measured with them is everything else. */
import type { EmbeddingModel } from '../../src/coaching/knowledge/ports.ts'

export const localDimensions = 1280
/** As many digits as a server's answer has. */
const values = Array.from({ length: 4096 }, (_, at) => Number((Math.sin(at + 1) / 25).toFixed(9)))

/** Not of length 1, and about nothing. */
export function embedLocally(text: string): number[] {
  let state = text.length
  for (let at = 0; at < text.length; at += 7) state = Math.imul(state ^ text.charCodeAt(at), 0x01000193)
  return Array.from({ length: localDimensions }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff
    return values[(state >> 8) & 4095] ?? 0
  })
}

/** The same as the product's port has it. @param onTexts told of each call */
export function createLocalEmbeddings(onTexts: (count: number) => void = () => {}): EmbeddingModel {
  return {
    ...{ name: `local/${localDimensions}`, server: '', dimensions: localDimensions },
    async embed(texts) {
      onTexts(texts.length)
      const usage = { model: 'local', tokensIn: 0, tokensCached: 0, tokensOut: 0, costUsd: 0, latencyMs: 0 }
      return { vectors: texts.map((text) => Float32Array.from(embedLocally(text))), usage }
    },
  }
}
