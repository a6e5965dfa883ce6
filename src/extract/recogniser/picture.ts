import { readFile } from 'node:fs/promises'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { ExtractionFailed } from '../../coaching/errors.ts'
import { greyOf } from './grey.ts'

const mostPixels = 12_000_000
/** Smaller pictures are drawn larger: letters on a screenshot are some ten dots high. */
const fewestPixels = 1_500_000

/**
 * A picture in grey on white, of a size that can be read.
 *
 * @throws {ExtractionFailed} `damaged` when it cannot be drawn
 */
export async function readPicture(path: string): Promise<Buffer> {
  const image = await loadImage(await readFile(path)).catch((cause: unknown) => {
    throw new ExtractionFailed('damaged', { cause })
  })
  const pixels = image.width * image.height
  if (pixels === 0) throw new ExtractionFailed('damaged')
  const wanted = Math.min(Math.max(pixels, fewestPixels), mostPixels)
  const scale = Math.min(3, Math.sqrt(wanted / pixels))
  const canvas = createCanvas(Math.round(image.width * scale), Math.round(image.height * scale))
  const context = canvas.getContext('2d')
  context.fillStyle = 'white' // what is transparent reads as black else
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  return greyOf(canvas)
}
