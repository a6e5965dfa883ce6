/** Letters, digits and dashes, in parts: no key leads out of the place where files are kept. */
const plainKey = /^[\w-]+(\/[\w-]+)*$/

/** @throws {TypeError} for a key that is not one of ours */
export function assertKey(key: string): void {
  if (!plainKey.test(key)) throw new TypeError('A file is kept under a key of our own making only')
}
