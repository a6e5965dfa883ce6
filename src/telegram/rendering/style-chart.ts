/** How sure the AI is of its answers, week by week, as a picture for a phone. */
import { createRequire } from 'node:module'
import type * as Canvas from '@napi-rs/canvas'
import type { SKRSContext2D } from '@napi-rs/canvas'
import type { TrendWeek } from '../../coaching/learning/confidence-trend.ts'

/** Loaded at the first picture: 24 MB that a process which draws none does without. */
const require = createRequire(import.meta.url)

type TrendWords = { title: string; below: string; language: string }

/** Shown some 360 points wide on a phone: a third of these sizes. */
const width = 1080
const height = 800
const plot = { left: 152, right: width - 56, top: 168, bottom: height - 206 }
/** So that weeks stay apart; those before are left out. */
const weeksAtMost = 16
const weekMs = 7 * 24 * 3_600_000
const colours = { paper: '#ffffff', grid: '#e4e8ec', text: '#1f2a33', quiet: '#66737f', line: '#2b7cc1' }
const between = 24
/** Without a file of rules for fonts, `sans-serif` alone is whatever comes first. */
const families = 'Inter, "Helvetica Neue", Arial, "Liberation Sans", "DejaVu Sans", sans-serif'

/**
 * A point a week, the newest sixteen weeks, with the week's first day and the number of answers below.
 *
 * @param points oldest first, a week once
 * @returns a PNG; undefined without a point, or on a machine without a font: a chart without its numbers says nothing
 */
export function renderTrend(
  points: readonly TrendWeek[],
  words: TrendWords,
  { hasFont = canvasOf().GlobalFonts.families.length > 0 } = {},
): Buffer | undefined {
  const newest = points.at(-1)
  if (!newest || !hasFont) return undefined
  const last = mondayOf(newest)
  const from = Math.max(mondayOf(points[0] ?? newest), last - (weeksAtMost - 1) * weekMs)
  const shown = points.filter((point) => mondayOf(point) >= from)
  const weeks = (last - from) / weekMs
  const xOf = (monday: number) =>
    weeks === 0
      ? (plot.left + plot.right) / 2
      : plot.left + between + ((monday - from) / weekMs / weeks) * (plot.right - plot.left - 2 * between)
  const marks = shown.map((week) => ({ week, x: xOf(mondayOf(week)), y: yOf(week.mean) }))

  const canvas = canvasOf().createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.fillStyle = colours.paper
  context.fillRect(0, 0, width, height)
  drawWords(context, words)
  drawGrid(context, words.language)
  drawLine(context, marks)
  drawBelow(context, marks, words.language)
  return canvas.toBuffer('image/png')
}

function canvasOf(): typeof Canvas {
  return require('@napi-rs/canvas')
}

type Mark = { week: TrendWeek; x: number; y: number }

function drawWords(context: SKRSContext2D, { title, below }: TrendWords): void {
  write(context, title, { x: 48, y: 84, size: 42, colour: colours.text, align: 'left' })
  write(context, below, { x: 48, y: height - 40, size: 28, colour: colours.quiet, align: 'left' })
}

function drawGrid(context: SKRSContext2D, language: string): void {
  context.strokeStyle = colours.grid
  context.lineWidth = 2
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    const y = yOf(share)
    stroke(context, [
      { x: plot.left, y },
      { x: plot.right, y },
    ])
    const text = percent(share, language)
    write(context, text, { x: plot.left - 20, y: y + 10, size: 28, colour: colours.quiet, align: 'right' })
  }
}

/** Over weeks without an answer the line is dashed: nothing is known of them. */
function drawLine(context: SKRSContext2D, marks: readonly Mark[]): void {
  context.strokeStyle = colours.line
  context.lineWidth = 5
  context.lineCap = 'round'
  for (const [at, to] of marks.entries()) {
    const from = marks[at - 1]
    if (!from) continue
    context.setLineDash(mondayOf(to.week) - mondayOf(from.week) > weekMs ? [4, 14] : [])
    stroke(context, [from, to])
  }
  context.setLineDash([])
  for (const { x, y } of marks) {
    context.beginPath()
    context.arc(x, y, 11, 0, 2 * Math.PI)
    context.fillStyle = colours.line
    context.fill()
    context.strokeStyle = colours.paper
    context.lineWidth = 4
    context.stroke()
  }
}

function drawBelow(context: SKRSContext2D, marks: readonly Mark[], language: string): void {
  const dayOf = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' })
  let free = Number.POSITIVE_INFINITY
  for (const { week, x, y } of marks.toReversed()) {
    const isNewest = free === Number.POSITIVE_INFINITY
    if (isNewest) {
      const above = week.mean > 0.9 ? y + 52 : y - 26
      write(context, percent(week.mean, language), { x, y: above, size: 34, colour: colours.line, align: 'center' })
    }
    write(context, `${week.n}`, { x, y: plot.bottom + 92, size: 26, colour: colours.quiet, align: 'center' })
    // From the newest on, as many days as have room.
    const day = dayOf.format(mondayOf(week))
    context.font = fontOf(28)
    const half = context.measureText(day).width / 2
    if (x + half > free) continue
    write(context, day, { x, y: plot.bottom + 50, size: 28, colour: colours.text, align: 'center' })
    free = x - half - between
  }
}

type Written = { x: number; y: number; size: number; colour: string; align: 'left' | 'center' | 'right' }

/** Smaller where it would not fit into the picture. */
function write(context: SKRSContext2D, text: string, { x, y, size, colour, align }: Written): void {
  context.font = fontOf(size)
  context.fillStyle = colour
  context.textAlign = align
  context.fillText(text, x, y, width - 96)
}

function stroke(context: SKRSContext2D, points: readonly { x: number; y: number }[]): void {
  context.beginPath()
  for (const [at, { x, y }] of points.entries()) {
    if (at === 0) context.moveTo(x, y)
    else context.lineTo(x, y)
  }
  context.stroke()
}

function fontOf(size: number): string {
  return `${size}px ${families}`
}

function yOf(share: number): number {
  return plot.bottom - share * (plot.bottom - plot.top)
}

function mondayOf({ monday }: TrendWeek): number {
  return Date.parse(monday)
}

function percent(share: number, language: string): string {
  return new Intl.NumberFormat(language, { style: 'percent' }).format(share)
}
