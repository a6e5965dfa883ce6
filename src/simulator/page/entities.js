/**
 * Text with entities as a tree. Offsets count UTF-16 units, which is how JavaScript counts too.
 *
 * @typedef {import('./api.js').Entity} Entity
 * @typedef {string | { entity: Entity, children: Node[] }} Node
 */

const BLOCKS = new Set(['pre', 'blockquote', 'expandable_blockquote'])

/**
 * @param {string} text
 * @param {Entity[]} entities properly nested, in any order
 * @returns {Node[]} that together hold the whole text, in order, except the line breaks next to a block
 */
export function entityTree(text, entities) {
  const outerFirst = [...entities].sort(
    (a, b) => a.offset - b.offset || b.length - a.length || Number(BLOCKS.has(b.type)) - Number(BLOCKS.has(a.type)),
  )
  return nest(text, outerFirst, 0, text.length)
}

/**
 * @param {string} text
 * @param {Entity[]} entities outer ones first, all touching [from, to)
 * @param {number} from
 * @param {number} to
 * @returns {Node[]}
 */
function nest(text, entities, from, to) {
  /** @type {Node[]} */
  const nodes = []
  const plain = (/** @type {number} */ start, /** @type {number} */ end) => {
    if (start < end) nodes.push(text.slice(start, end))
  }
  let at = from
  for (let i = 0; i < entities.length; ) {
    const entity = entities[i]
    i += 1
    const start = Math.max(entity.offset, at)
    const end = Math.min(entity.offset + entity.length, to)
    if (start >= end) continue
    const inner = []
    for (; i < entities.length && entities[i].offset < end; i += 1) inner.push(entities[i])
    const isBlock = BLOCKS.has(entity.type)
    // A block stands on lines of its own: the break before and after it would show as an empty line.
    plain(at, isBlock && text[start - 1] === '\n' ? start - 1 : start)
    nodes.push({ entity, children: nest(text, inner, start, end) })
    at = isBlock && text[end] === '\n' ? end + 1 : end
  }
  plain(at, to)
  return nodes
}

/** @param {Node[]} nodes @returns {string} */
export function plainText(nodes) {
  return nodes.map((node) => (typeof node === 'string' ? node : plainText(node.children))).join('')
}

/**
 * Where an address leads, or undefined for one that a browser should not follow (`javascript:` and its like).
 *
 * @param {string} address as written: the scheme may be missing
 * @returns {string | undefined}
 */
export function safeAddress(address) {
  try {
    const url = new URL(/^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`)
    return ['http:', 'https:', 'mailto:', 'tel:'].includes(url.protocol) ? url.href : undefined
  } catch {
    return undefined
  }
}
