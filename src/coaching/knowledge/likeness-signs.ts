/**
 * A vector's likeness to others in few bytes: turned at random, of each of its first dimensions only the sign. The more signs
 * two vectors share, the smaller the angle between them, so that few have to be compared exactly.
 *
 * The turn is a Hadamard transform of the vector with random signs, which spreads what stands in few dimensions over all:
 * of vectors as they are, many of them zeros, the signs alone would say little.
 *
 * @see Charikar, "Similarity Estimation Techniques from Rounding Algorithms", STOC 2002
 * @see Ailon and Chazelle, "The Fast Johnson-Lindenstrauss Transform", 2009
 */

/** What a client's past is kept with: of some thousand entries the few likest are told apart. */
export const likenessSigns = 1024
/** What documents are kept with: a quarter of it, since a coach may have a hundred thousand chunks, and more of them are then compared exactly. */
export const fewLikenessSigns = 256

/** @returns a 1 or 0 for each of so many, as a database reads bits; of fewer, the first of more */
export function likenessSignsOf(vector: Float32Array, count = likenessSigns): string {
  const turned = new Float32Array(2 ** Math.ceil(Math.log2(Math.max(likenessSigns, vector.length))))
  for (const [at, value] of vector.entries()) turned[at] = isFlipped(at) ? -value : value
  for (let half = 1; half < turned.length; half *= 2)
    for (let from = 0; from < turned.length; from += 2 * half)
      for (let at = from; at < from + half; at++) {
        const [one = 0, other = 0] = [turned[at], turned[at + half]]
        turned[at] = one + other
        turned[at + half] = one - other
      }
  let signs = ''
  for (let at = 0; at < count; at++) signs += (turned[at] ?? 0) > 0 ? '1' : '0'
  return signs
}

/** Half of the dimensions, always the same: by the end of murmur3. */
function isFlipped(at: number): boolean {
  let hash = Math.imul(at + 1, 0x9e3779b1)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) & 1) === 1
}
