import { createCanvas, loadImage } from '@napi-rs/canvas'
import { describe, expect, test } from 'vitest'
import type { TrendWeek } from '../../../src/coaching/learning/confidence-trend.ts'
import { renderTrend } from '../../../src/telegram/rendering/style-chart.ts'

const words = { title: 'How sure the AI is of its answers', below: 'Below each week: how many answers', language: 'en' }

/** The newest week first. */
function weeks(...means: number[]): TrendWeek[] {
  const newest = Date.parse('2026-11-23')
  return means
    .map((mean, ago) => ({
      monday: new Date(newest - ago * 7 * 24 * 3_600_000).toISOString().slice(0, 10),
      ...{ mean, n: 10 + ago },
    }))
    .reverse()
}

type Ink = { share: number; line: { x: number; y: number }[]; width: number; height: number }

/** What is not paper, and where the line's colour is. */
async function inkOf(png: Buffer | undefined): Promise<Ink> {
  if (!png) throw new Error('nothing was drawn')
  const image = await loadImage(png)
  const canvas = createCanvas(image.width, image.height)
  const context = canvas.getContext('2d')
  context.drawImage(image, 0, 0)
  const { data, width, height } = context.getImageData(0, 0, image.width, image.height)
  let drawn = 0
  const line: Ink['line'] = []
  for (let at = 0; at < data.length; at += 4) {
    const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3)
    if (red < 250 || green < 250 || blue < 250) drawn++
    if (red === 0x2b && green === 0x7c && blue === 0xc1)
      line.push({ x: (at / 4) % width, y: Math.floor(at / 4 / width) })
  }
  return { share: drawn / (width * height), line, width, height }
}

describe('the trend', () => {
  test('is a picture with ink in it, mostly paper', async () => {
    const png = renderTrend(weeks(0.8, 0.7, 0.6), words)
    expect(png?.subarray(0, 8)).toEqual(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))
    const { share, width, height } = await inkOf(png)
    expect(share).toBeGreaterThan(0.01)
    expect(share).toBeLessThan(0.2)
    expect(Math.max(width, height)).toBeLessThanOrEqual(1280) // what Telegram shows of a photo
  })

  test('rises from left to right with the weeks', async () => {
    const rising = (await inkOf(renderTrend(weeks(0.85, 0.5, 0.1), words))).line
    const falling = (await inkOf(renderTrend(weeks(0.1, 0.5, 0.85), words))).line
    const highestOf = (points: Ink['line'], from: number, to: number) =>
      Math.min(...points.filter(({ x }) => x >= from && x < to).map(({ y }) => y))
    expect(highestOf(rising, 900, 1080)).toBeLessThan(highestOf(rising, 0, 300) - 200)
    expect(highestOf(falling, 0, 300)).toBeLessThan(highestOf(falling, 900, 1080) - 200)
  })

  test('leaves out what is older than sixteen weeks', async () => {
    const recent = weeks(...Array.from({ length: 16 }, () => 0.5))
    const [older] = weeks(...Array.from({ length: 30 }, () => 0.9))
    expect(renderTrend([older as TrendWeek, ...recent], words)).toEqual(renderTrend(recent, words))
  })

  test.each([[[1]], [[0]], [[0.5, 0.5]]])('of %j stays in the picture', async (means) => {
    const { line, width, height } = await inkOf(renderTrend(weeks(...means), words))
    expect(line.length).toBeGreaterThan(200)
    expect(line.every(({ x, y }) => x > 100 && x < width - 10 && y > 100 && y < height - 150)).toBe(true)
  })

  test('a week without an answer breaks the line', async () => {
    const whole = weeks(0.5, 0.5, 0.5)
    const gap = whole.filter((_, at) => at !== 1)
    const [unbroken, broken] = [await inkOf(renderTrend(whole, words)), await inkOf(renderTrend(gap, words))]
    expect(broken.line.length).toBeLessThan(unbroken.line.length * 0.8)
  })
})

describe('there is no picture', () => {
  test('without a week', () => {
    expect(renderTrend([], words)).toBeUndefined()
  })

  test('on a machine without a font', () => {
    expect(renderTrend(weeks(0.5), words, { hasFont: false })).toBeUndefined()
  })
})
