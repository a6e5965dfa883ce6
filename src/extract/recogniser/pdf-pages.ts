import * as canvas from '@napi-rs/canvas'
import { createIsomorphicCanvasFactory, renderPageAsImage } from 'unpdf'
import { openPdf } from '../reader/pdf-file.ts'

const canvasImport = async () => canvas
/** Dots an inch: letters of 10 points are then 28 dots high, what Tesseract reads best. */
const resolution = 200
const pointsPerInch = 72
/** Of a poster fewer dots an inch: four bytes each. */
const mostPixels = 12_000_000

/** Draws pages of a PDF. @throws {ExtractionFailed} as `openPdf` does */
export async function openPages(path: string) {
  const CanvasFactory = await createIsomorphicCanvasFactory(canvasImport)
  const pdf = await openPdf(path, { CanvasFactory })
  return {
    /** A PNG of the page; undefined when it cannot be drawn. */
    async draw(number: number): Promise<Buffer | undefined> {
      try {
        const page = await pdf.getPage(number)
        const { width, height } = page.getViewport({ scale: 1 })
        const scale = Math.min(resolution / pointsPerInch, Math.sqrt(mostPixels / (width * height)))
        const png = await renderPageAsImage(pdf, number, { canvasImport, scale })
        page.cleanup()
        return Buffer.from(png)
      } catch {
        return undefined
      }
    },
  }
}
