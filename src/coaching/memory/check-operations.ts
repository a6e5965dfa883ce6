/**
 * What of a model's proposals is applied: code decides, by the client's own words. A model that is wrong, or was talked into
 * something, can lose a memory here but not invent one.
 */

import { splitSentences } from '../knowledge/sentences.ts'
import { endOfDay } from './days.ts'
import {
  type CheckContext,
  firstSaid,
  type Grounds,
  groundsOf,
  type Held,
  indexOf,
  patternGrounds,
  wrongWords,
} from './grounds.ts'
import { type Insight, type InsightDetails, insightDetails } from './insight.ts'
import type { MemoryChange, ProposedOperation, Rejection } from './operations.ts'
import { type Gist, gistOf, keeps, saysTheSame } from './stems.ts'

const longestHoldMs = 5 * 366 * 24 * 3_600_000
/** One short sentence, as it stands in a list. */
const textAtMost = 240

export function checkOperations(
  proposed: readonly ProposedOperation[],
  context: CheckContext,
): { changes: MemoryChange[]; rejected: { operation: ProposedOperation; why: Rejection }[] } {
  const held = new Map<string, Held>(context.known.map((insight) => [insight.id, insight]))
  const changes: MemoryChange[] = []
  const rejected: { operation: ProposedOperation; why: Rejection }[] = []
  for (const operation of proposed) {
    const result = check(operation, held, context)
    if (typeof result === 'string') {
      rejected.push({ operation, why: result })
      continue
    }
    changes.push(...result)
    for (const change of result) hold(held, change)
  }
  return { changes, rejected }
}

function check(
  operation: ProposedOperation,
  held: ReadonlyMap<string, Held>,
  context: CheckContext,
): MemoryChange[] | Rejection {
  const target = operation.operation === 'add' ? undefined : targetOf(operation, held, context)
  if (operation.operation !== 'add' && !target) return 'unknown_insight'
  const grounds = groundsOf(operation, target, context)
  if (typeof grounds === 'string') return grounds
  if (!target) return add(operation, grounds, held, context, undefined)

  // Put right by somebody, it stands on no words, and none that are older change it.
  const saidBefore = Math.max(
    target.evidence.length > 0 ? 0 : target.validFrom.getTime(),
    ...target.evidence.map(({ saidAt }) => saidAt.getTime()),
  )
  if (operation.operation === 'noop') return support(target, grounds)
  if (firstSaid(grounds) < saidBefore) return 'older_than_known'
  if (operation.operation === 'update') return update(operation, target, grounds, held, context)
  if (operation.text === null || operation.content === null)
    return [{ kind: 'end', insightId: target.id, at: new Date(firstSaid(grounds)), supersededBy: undefined }]
  return add(operation, grounds, held, context, target)
}

function add(
  { content, text, until, rests_on }: ProposedOperation,
  grounds: Grounds,
  held: ReadonlyMap<string, Held>,
  context: CheckContext,
  replaced: Held | undefined,
): MemoryChange[] | Rejection {
  const said = sentenceOf(text)
  if (!content || said === '') return 'incomplete'
  const { lexicon } = grounds
  const gist = gistOf(said, lexicon)
  const others = [...held.values()].filter(({ id, kind }) => id !== replaced?.id && kind === content.kind)
  const wrong = wrongWords(said, gist, undefined, grounds, context)
  if (wrong) return wrong
  const details = detailsOf(content, grounds, context)
  const expiresAt = expiryOf(details, until, grounds, context)

  const same = others.find((one) => saysTheSame(gistOf(one.text, lexicon), gist))
  if (same) {
    const changes = merge(same, { said, gist, details, expiresAt }, grounds)
    return replaced ? [...changes, endOf(replaced, grounds, same.id)] : changes
  }
  // Said again as it stands, it is no contradiction.
  if (replaced?.text === said) return 'known_already'
  if (wasHeldBefore(content.kind, gist, grounds, context)) return 'known_already'
  const evidence = content.kind === 'pattern' ? patternGrounds(grounds, rests_on, held, context) : grounds.evidence
  if (!evidence) return 'too_little_for_a_pattern'
  const id = context.nextId()
  const validFrom = new Date(firstSaid(grounds))
  return [
    { kind: 'add', insight: { id, kind: content.kind, text: said, details, validFrom, expiresAt }, evidence },
    ...(replaced ? [endOf(replaced, grounds, id)] : []),
  ]
}

/** The same with more detail; what says something else takes its place, and it stays as what was. */
function update(
  operation: ProposedOperation,
  target: Held,
  grounds: Grounds,
  held: ReadonlyMap<string, Held>,
  context: CheckContext,
): MemoryChange[] | Rejection {
  const { content, until } = operation
  if (content && content.kind !== target.kind) return 'incomplete'
  const said = sentenceOf(operation.text) || target.text
  const gist = gistOf(said, grounds.lexicon)
  const before = gistOf(target.text, grounds.lexicon)
  if (!keeps(before, gist)) return add(operation, grounds, held, context, target)
  const wrong = wrongWords(said, gist, before, grounds, context)
  if (wrong) return wrong
  const details = content ? detailsOf(content, grounds, context) : target.details
  const expiresAt = content || until ? expiryOf(details, until, grounds, context) : target.expiresAt
  return [{ kind: 'update', insightId: target.id, text: said, details, expiresAt, evidence: grounds.evidence }]
}

function support(target: Held, grounds: Grounds): MemoryChange[] | Rejection {
  return grounds.evidence.every(({ messageId }) => target.evidence.some((one) => one.messageId === messageId))
    ? 'known_already'
    : [{ kind: 'support', insightId: target.id, evidence: grounds.evidence }]
}

/** It is known: there is one more place where it was said, and perhaps more detail. */
function merge(
  same: Held,
  {
    said,
    gist,
    details,
    expiresAt,
  }: { said: string; gist: Gist; details: InsightDetails; expiresAt: Date | undefined },
  grounds: Grounds,
): MemoryChange[] {
  const newest = Math.max(0, ...same.evidence.map(({ saidAt }) => saidAt.getTime()))
  const saysMore = gist.telling.size > gistOf(same.text, grounds.lexicon).telling.size
  const isDated = expiresAt !== undefined && expiresAt.getTime() !== same.expiresAt?.getTime()
  if (firstSaid(grounds) < newest || !(saysMore || isDated))
    return [{ kind: 'support', insightId: same.id, evidence: grounds.evidence }]
  const text = saysMore ? said : same.text
  return [{ kind: 'update', insightId: same.id, text, details, expiresAt, evidence: grounds.evidence }]
}

function endOf({ id }: Held, grounds: Grounds, supersededBy: string): MemoryChange {
  return { kind: 'end', insightId: id, at: new Date(firstSaid(grounds)), supersededBy }
}

/** What this session gave when it was looked at before, and something has taken the place of since. */
function wasHeldBefore(kind: Insight['kind'], gist: Gist, { evidence, lexicon }: Grounds, { ended }: CheckContext) {
  return ended.some(
    (one) =>
      one.kind === kind &&
      saysTheSame(gistOf(one.text, lexicon), gist) &&
      one.evidence.some(({ messageId }) => evidence.some((said) => said.messageId === messageId)),
  )
}

function detailsOf(
  { kind, ...rest }: NonNullable<ProposedOperation['content']>,
  grounds: Grounds,
  { timezone }: CheckContext,
): InsightDetails {
  if (kind !== 'goal') return insightDetails[kind].parse(rest)
  const { targetDate, status } = rest as InsightDetails<'goal'>
  const isSane = targetDate !== null && isAhead(endOfDay(targetDate, timezone), grounds)
  return { status, targetDate: isSane ? targetDate : null }
}

/** An active goal holds until its day; anything else until the day that was named with it. */
function expiryOf(details: InsightDetails, until: string | null, grounds: Grounds, { timezone }: CheckContext) {
  const isGoal = 'targetDate' in details
  if (isGoal && details.status !== 'active') return undefined
  const day = (isGoal ? details.targetDate : null) ?? until
  const at = day === null ? undefined : endOfDay(day.trim(), timezone)
  return isAhead(at, grounds) ? at : undefined
}

function isAhead(at: Date | undefined, grounds: Grounds): boolean {
  const aheadMs = (at?.getTime() ?? 0) - firstSaid(grounds)
  return at !== undefined && aheadMs > 0 && aheadMs <= longestHoldMs
}

function sentenceOf(text: string | null): string {
  const said = (text ?? '').replace(/\s+/gu, ' ').trim()
  return said.length > textAtMost || splitSentences(said).length > 1 ? '' : said
}

function targetOf({ insight }: ProposedOperation, held: ReadonlyMap<string, Held>, { known }: CheckContext) {
  return held.get(known[indexOf('i', insight ?? '')]?.id ?? '')
}

function hold(held: Map<string, Held>, change: MemoryChange): void {
  if (change.kind === 'add') held.set(change.insight.id, { ...change.insight, evidence: change.evidence } as Held)
  if (change.kind === 'end') held.delete(change.insightId)
  const before = change.kind === 'update' || change.kind === 'support' ? held.get(change.insightId) : undefined
  if (!before || (change.kind !== 'update' && change.kind !== 'support')) return
  const evidence = [...before.evidence, ...change.evidence]
  held.set(before.id, {
    ...before,
    evidence,
    ...(change.kind === 'update' && { text: change.text, details: change.details, expiresAt: change.expiresAt }),
  } as Held)
}
