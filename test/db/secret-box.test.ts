import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createSecretBox } from '../../src/db/secret-box.ts'
import fc from '../support/property.ts'

const box = createSecretBox(randomBytes(32))
const secret = 'sk-test-key-of-dana-0001'

test('what was sealed for a coach opens for that coach', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.uuid(), (words, owner) => {
      expect(box.open(box.seal(words, owner), owner)).toBe(words)
    }),
  )
})

test('in the row of another coach it does not open', () => {
  expect(() => box.open(box.seal(secret, 'dana'), 'mia')).toThrow()
})

test('with another key it does not open', () => {
  expect(() => createSecretBox(randomBytes(32)).open(box.seal(secret, 'dana'), 'dana')).toThrow()
})

test('a change of any one bit is noticed', () => {
  const sealed = box.seal(secret, 'dana')
  const flip = (bytes: Uint8Array, bit: number) => {
    const changed = Uint8Array.from(bytes)
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    return changed
  }
  for (let bit = 0; bit < sealed.ciphertext.length * 8; bit++)
    expect(() => box.open({ ...sealed, ciphertext: flip(sealed.ciphertext, bit) }, 'dana')).toThrow()
  for (let bit = 0; bit < sealed.nonce.length * 8; bit++)
    expect(() => box.open({ ...sealed, nonce: flip(sealed.nonce, bit) }, 'dana')).toThrow()
})

test.each([0, 1, 4, 12, 15])('a tag cut to %i bytes is refused', (length) => {
  const sealed = box.seal('', 'dana') // nothing but the tag
  expect(() => box.open({ ...sealed, ciphertext: sealed.ciphertext.subarray(0, length) }, 'dana')).toThrow()
})

test('the ciphertext shows nothing of the secret, and no two are alike', () => {
  const [one, two] = [box.seal(secret, 'dana'), box.seal(secret, 'dana')]
  expect(Buffer.from(one.ciphertext).includes(Buffer.from(secret.slice(0, 8)))).toBe(false)
  expect(Buffer.from(one.nonce).equals(Buffer.from(two.nonce))).toBe(false)
  expect(Buffer.from(one.ciphertext).equals(Buffer.from(two.ciphertext))).toBe(false)
  expect(one.nonce).toHaveLength(12)
})

test('a secret of another version of the key says which it needs, and not what it is', () => {
  expect(() => box.open({ ...box.seal(secret, 'dana'), keyVersion: 7 }, 'dana')).toThrow(/version 7 of SECRETS_KEY/)
})
