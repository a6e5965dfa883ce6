import type { PDFPageProxy } from 'unpdf/pdfjs'

/** A run of text on one line without a wide gap in it. Points (1/72 inch), from the page's upper left corner, upright. */
export type Segment = { text: string; left: number; right: number; baseline: number; size: number }

type Run = Segment & { endsInSpace: boolean }

/** As wide as this, in ems, a gap is more than a space: of a column, a table, a tab. */
const gapEms = 0.9
/** From so much on, in ems, there is a space that the file does not spell out. */
const spaceEms = 0.16

/** The text of a page as it stands there, in no order yet; text that is turned against the page is left out. */
export async function segmentsOf(page: PDFPageProxy): Promise<Segment[]> {
  const { transform } = page.getViewport({ scale: 1 })
  const { items } = await page.getTextContent()
  const runs: Run[] = []
  for (const item of items) {
    if (!('str' in item) || item.str.trim() === '') continue
    const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = multiply(transform, item.transform)
    const size = Math.hypot(c, d)
    if (size === 0 || Math.abs(b) > Math.abs(a) * 0.2) continue
    const left = a < 0 ? e - item.width : e
    const text = item.str.replace(/\s+/g, ' ')
    runs.push({ text, left, right: left + item.width, baseline: f, size, endsInSpace: text.endsWith(' ') })
  }
  return joinRuns(runs)
}

function multiply(m: readonly number[], n: readonly number[]): number[] {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = m
  const [g = 0, h = 0, i = 0, j = 0, k = 0, l = 0] = n
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f]
}

function joinRuns(runs: readonly Run[]): Segment[] {
  const segments: Run[] = []
  for (const row of rowsOf(runs)) {
    let open: Run | undefined
    for (const run of row.toSorted((one, other) => one.left - other.left)) {
      const gap = open ? run.left - open.right : 0
      const em = Math.max(run.size, open?.size ?? 0)
      if (!open || gap > em * gapEms) {
        open = { ...run }
        segments.push(open)
        continue
      }
      // Drawn twice, slightly apart, to look bold.
      if (open.text.endsWith(run.text) && open.right - run.right > -em * 0.1 && gap < -em * 0.3) continue
      const hasSpace = open.endsInSpace || run.text.startsWith(' ') || gap < em * spaceEms
      open.text = `${open.text}${hasSpace ? '' : ' '}${run.text}`
      // A raised number says nothing of the line's size.
      if (run.right - run.left > (open.right - open.left) / 2) open.size = Math.max(open.size, run.size)
      open.right = Math.max(open.right, run.right)
      open.endsInSpace = run.endsInSpace
    }
  }
  return segments.map(({ endsInSpace: _, ...segment }) => ({ ...segment, text: segment.text.trim() }))
}

/** What stands on the same line, from top to bottom. */
export function rowsOf<S extends Segment>(segments: readonly S[]): S[][] {
  const rows: { baseline: number; size: number; segments: S[] }[] = []
  for (const segment of segments.toSorted((one, other) => one.baseline - other.baseline)) {
    // Footnote marks and the like stand a little above or below.
    const row = rows
      .slice(-4)
      .find(({ baseline, size }) => Math.abs(segment.baseline - baseline) < Math.min(size, segment.size) * 0.45)
    if (row) row.segments.push(segment)
    else rows.push({ baseline: segment.baseline, size: segment.size, segments: [segment] })
  }
  return rows.map(({ segments: row }) => row)
}
