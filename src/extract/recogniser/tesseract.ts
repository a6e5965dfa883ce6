import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { gunzipSync } from 'node:zlib'
import load from 'tesseract.js-core/tesseract-core-simd-lstm.js'
import { z } from 'zod'
import { codesOf } from './languages.ts'

/** Less sure than this, of 100, a paragraph is a pattern on the wall and no text. */
const leastSure = 40
const neuralNetworkAlone = 1

/** What Tesseract finds on a picture, as far as it is used here. */
const found = z.object({
  blocks: z.array(
    z.object({
      paragraphs: z.array(z.object({ confidence: z.number(), lines: z.array(z.object({ text: z.string() })) })),
    }),
  ),
})

export type Recogniser = {
  /** Paragraphs as they stand on a picture, from top to bottom. */
  read(image: Buffer): string[]
}

/**
 * Tesseract itself, without tesseract.js around it: that takes languages from one folder or the network alone, and works in
 * a thread that this process need not be allowed. Without relaxed SIMD, which may add up differently on another machine.
 *
 * @param languages see `codesOf`
 */
export async function openRecogniser(languages: readonly string[]): Promise<Recogniser> {
  const quiet = () => {}
  const tesseract = await load({ print: quiet, printErr: quiet })
  const codes = codesOf(languages)
  const { resolve } = createRequire(import.meta.url)
  for (const code of codes) {
    // In whole numbers: read as well as the best, and three times as fast.
    const packed = await readFile(resolve(`@tesseract.js-data/${code}/4.0.0_best_int/${code}.traineddata.gz`))
    tesseract.FS.writeFile(`${code}.traineddata`, gunzipSync(packed))
  }
  const api = new tesseract.TessBaseAPI()
  if (api.Init(null, codes.join('+'), neuralNetworkAlone, undefined) !== 0) throw new Error('Tesseract does not start')

  return {
    read(image) {
      tesseract.FS.writeFile('/input', image)
      if (api.SetImageFile(1, 0) !== 0) return []
      api.Recognize(null)
      return found
        .parse(JSON.parse(api.GetJSONText()))
        .blocks.flatMap(({ paragraphs }) => paragraphs)
        .filter(({ confidence }) => confidence >= leastSure)
        .map(({ lines }) => rejoin(lines.map(({ text }) => text.trim())))
        .filter((text) => /[\p{L}\p{N}]{2}/u.test(text))
    },
  }
}

/** Lines of a paragraph, with the words that were parted at their ends made whole. */
function rejoin(lines: readonly string[]): string {
  return lines.filter(Boolean).reduce((text, line) => {
    if (text === '') return line
    return /\p{L}[-‐]$/u.test(text) && /^\p{Ll}/u.test(line) ? text.slice(0, -1) + line : `${text} ${line}`
  }, '')
}
