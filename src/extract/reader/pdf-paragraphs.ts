import type { Flow } from './pdf-columns.ts'

export type Line = { text: string; left: number; right: number; baseline: number; size: number }

export type Paragraph = {
  text: string
  size: number
  bullet: { depth: number; left: number } | undefined
  /** Pages. */
  from: number
  to: number
}

/** With those of Symbol and Wingdings, which have no names of their own. */
const bulletMark = /^\s*(?:[•‣◦▪●○■□–*-]|[\uf0b7\uf0a7\uf0d8\uf0fc]|\d{1,2}[.)]|[a-z]\))\s+(?=\S)/u
/** A bullet further in by so many points stands a level deeper. */
const stepPoints = 12
const deepest = 5

/** Joins lines into paragraphs, over the ends of columns and pages too. Call `end` before anything else is said. */
export function createLineJoiner(emit: (paragraph: Paragraph) => void) {
  let open: Paragraph | undefined
  let last: Line | undefined
  let flow: Flow | undefined
  /** The usual way from one line to the next, in points. */
  let pitch = 0
  /** A letter as tall as three lines that a chapter begins with. */
  let initial = ''

  function end(): void {
    if (open) emit(open)
    open = undefined
    last = undefined
  }

  return {
    end,
    startFlow(next: Flow, page: number): void {
      flow = next
      pitch = usualPitch(next)
      const first = next.rows[0]?.[0]
      // Text that stops in mid-sentence goes on in the next column, or over the page.
      const goesOn = open && first && /[\p{L},;-]$/u.test(open.text) && /^\p{Ll}/u.test(first.text)
      if (goesOn && open && sameSize(open.size, first.size) && page - open.to <= 1) last = undefined
      else end()
    },
    line(line: Line, page: number): void {
      if (/^\p{Lu}$/u.test(line.text) && line.size > pitch * 1.5) {
        initial += line.text
        return
      }
      const text = `${initial}${line.text}`
      initial = ''
      const mark = bulletMark.exec(text)
      if (open && last && startsAnew(line, mark !== null)) end()
      else if (open && !last && !sameSize(open.size, line.size)) end()
      if (open) {
        open.text = joinWords(open.text, text)
        open.to = page
      } else {
        const bullet = mark ? { depth: depthOf(line), left: line.left } : undefined
        open = { text: mark ? text.slice(mark[0].length) : text, size: line.size, bullet, from: page, to: page }
      }
      last = line
    },
  }

  function startsAnew(line: Line, hasBullet: boolean): boolean {
    if (!open || !last || !flow || hasBullet || !sameSize(last.size, line.size)) return true
    if (line.baseline - last.baseline > pitch * 1.35 || line.baseline < last.baseline - line.size) return true
    const width = flow.right - flow.left
    const isShort = last.right < flow.right - width * 0.2
    if (isShort && /[.!?:]["”’)]?$/.test(last.text)) return true
    if (open.bullet) return isShort && line.left <= open.bullet.left + 2
    return line.left - last.left > line.size * 0.8 && last.left - flow.left < line.size * 0.4
  }

  function depthOf(line: Line): number {
    return Math.min(deepest, Math.max(0, Math.round((line.left - (flow?.left ?? line.left)) / stepPoints / 1.5)))
  }
}

function sameSize(one: number, other: number): boolean {
  return Math.abs(one - other) <= Math.max(one, other) * 0.08
}

function usualPitch({ rows }: Flow): number {
  const size = rows[0]?.[0]?.size ?? 10
  const steps = rows.slice(1).map((row, index) => (row[0]?.baseline ?? 0) - (rows[index]?.[0]?.baseline ?? 0))
  const near = steps.filter((step) => step > 0 && step < size * 3).toSorted((a, b) => a - b)
  // The lower third: lines of a paragraph are nearer to each other than paragraphs are.
  return near[Math.floor(near.length / 3)] ?? size * 1.3
}

/** A word that was parted at the line's end is whole again; "self-" before "aware" stays ambiguous and is joined too. */
function joinWords(before: string, after: string): string {
  if (/\p{L}[-\u00ad\u2010]$/u.test(before) && /^\p{Ll}/u.test(after)) return before.slice(0, -1) + after
  return `${before} ${after}`
}
