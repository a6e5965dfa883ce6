import * as canvas from '@napi-rs/canvas'
import { createIsomorphicCanvasFactory } from 'unpdf'
import { openPdf } from '../reader/pdf-file.ts'
import { greyOf } from './grey.ts'

/** Dots an inch: letters of 10 points are then 28 dots high, what Tesseract reads best. */
const resolution = 200
const pointsPerInch = 72
/** Of a poster fewer dots an inch: four bytes each. */
const mostPixels = 12_000_000

/** Draws pages of a PDF. @throws {ExtractionFailed} as `openPdf` does */
export async function openPages(path: string) {
  const CanvasFactory = await createIsomorphicCanvasFactory(async () => canvas)
  const pdf = await openPdf(path, { CanvasFactory })
  return {
    /** The page in grey; undefined when it cannot be drawn. */
    async draw(number: number): Promise<Buffer | undefined> {
      try {
        const page = await pdf.getPage(number)
        const { width, height } = page.getViewport({ scale: 1 })
        const scale = Math.min(resolution / pointsPerInch, Math.sqrt(mostPixels / (width * height)))
        const viewport = page.getViewport({ scale })
        const drawn = canvas.createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height))
        // Its context is the browser's in all but name.
        await page.render({ canvas: null, canvasContext: drawn.getContext('2d') as never, viewport }).promise
        page.cleanup()
        return greyOf(drawn)
      } catch {
        return undefined
      }
    },
  }
}
