/** Where in a text a piece of it stands, whatever has become of its spaces. */
import type { Span } from './retrieval-data.ts'

export type Places = {
  /** @param within where to look: a piece may stand in the text more than once @returns undefined when it does not stand there */
  find(piece: string, within?: Span): Span | undefined
}

export function placesIn(documentId: string, text: string): Places {
  let letters = ''
  const at: number[] = []
  for (let index = 0; index < text.length; index++) {
    const letter = text.charAt(index)
    if (/\s/u.test(letter)) continue
    letters += letter
    at.push(index)
  }
  /** The first letter at or behind a character of the text. */
  const letterAt = (character: number) => {
    let low = 0
    let high = at.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((at[middle] ?? 0) < character) low = middle + 1
      else high = middle
    }
    return low
  }
  return {
    find(piece, within) {
      const wanted = piece.replace(/\s+/gu, '')
      const from = letters.indexOf(wanted, within ? letterAt(within.from) : 0)
      if (wanted === '' || from < 0) return undefined
      const span = { documentId, from: at[from] ?? 0, to: (at[from + wanted.length - 1] ?? 0) + 1 }
      return within && span.to > within.to ? undefined : span
    },
  }
}
