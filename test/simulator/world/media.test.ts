import { expect, test } from 'vitest'
import { onePixel } from '../../../src/simulator/world/files.ts'
import { sidesOf } from '../../../src/simulator/world/media.ts'

/** A JPEG as far as its frame header: an application segment, then 3 high and 4 wide. */
const jpeg = Buffer.from('ffd8ffe000044a46ffc2000b080003000401011100', 'hex')

test.each<[what: string, bytes: Uint8Array, sides: [number, number] | undefined]>([
  ['a PNG', onePixel, [1, 1]],
  ['a JPEG', jpeg, [4, 3]],
  ['a JPEG cut short', jpeg.subarray(0, 10), undefined],
  ['two bytes', jpeg.subarray(0, 2), undefined],
  ['anything else', Buffer.from('some text that is long enough to be looked at'), undefined],
  ['nothing', new Uint8Array(), undefined],
])('the sides of %s', (_, bytes, sides) => {
  expect(sidesOf(bytes)).toEqual(sides)
})
