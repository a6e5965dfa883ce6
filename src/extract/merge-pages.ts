import type { Block } from '../coaching/knowledge/document.ts'

/**
 * Puts what was read from pictures of pages where the pages are. A page that has a little text of its own (its number, a
 * stamp) keeps that only if looking at it brought little more.
 */
export function mergePages(
  read: readonly Block[],
  seen: readonly Block[],
): { blocks: Block[]; recognisedPages: number[] } {
  const recognised = Map.groupBy(seen, pageOf)
  const own = Map.groupBy(read, pageOf)
  for (const [page, blocks] of recognised) {
    if (lettersIn(blocks) <= lettersIn(own.get(page) ?? []) * 1.5) recognised.delete(page)
  }
  const kept = read.filter((block) => !(recognised.has(pageOf(block)) && lastPageOf(block) === pageOf(block)))
  const blocks: Block[] = []
  const waiting = [...recognised].toSorted(([one], [other]) => one - other)
  for (const block of kept) {
    while (waiting[0] && waiting[0][0] < pageOf(block)) blocks.push(...(waiting.shift()?.[1] ?? []))
    blocks.push(block)
  }
  return {
    blocks: [...blocks, ...waiting.flatMap(([, rest]) => rest)],
    recognisedPages: [...recognised.keys()].toSorted((a, b) => a - b),
  }
}

function pageOf({ anchor }: Block): number {
  return anchor && anchor.kind !== 'time' ? anchor.from : 0
}

function lastPageOf({ anchor }: Block): number {
  return anchor && anchor.kind !== 'time' ? anchor.to : 0
}

function lettersIn(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + (block.kind === 'table_row' ? block.cells.join('') : block.text).length, 0)
}
