import type { Canvas } from '@napi-rs/canvas'

/** As the eye weighs them (ITU-R BT.601), of 256. */
const [red, green, blue] = [77, 151, 28]

/**
 * What is drawn, as a portable graymap: Tesseract makes it grey anyway, and a PNG in between takes a fifth of the time that
 * reading takes.
 */
export function greyOf(canvas: Canvas): Buffer {
  const { width, height } = canvas
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height)
  const head = Buffer.from(`P5\n${width} ${height}\n255\n`)
  const map = Buffer.alloc(head.length + width * height)
  head.copy(map)
  for (let from = 0, to = head.length; from < data.length; from += 4) {
    map[to++] = ((data[from] ?? 0) * red + (data[from + 1] ?? 0) * green + (data[from + 2] ?? 0) * blue) >> 8
  }
  return map
}
