import type { Anchor } from './document.ts'

/** From the first of several places to the last, of those of one kind; undefined when there is none. */
export function spanOf(anchors: Iterable<Anchor | undefined>): Anchor | undefined {
  let span: Anchor | undefined
  for (const anchor of anchors) {
    if (!anchor) continue
    if (!span) span = anchor
    else if (span.kind === 'time' && anchor.kind === 'time')
      span = { kind: 'time', fromMs: Math.min(span.fromMs, anchor.fromMs), toMs: Math.max(span.toMs, anchor.toMs) }
    else if (span.kind !== 'time' && anchor.kind === span.kind)
      span = { kind: span.kind, from: Math.min(span.from, anchor.from), to: Math.max(span.to, anchor.to) }
  }
  return span
}
