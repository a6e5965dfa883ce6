/** What of a client's memory a turn is given: whole lines, the weightiest first, as far as a budget of tokens reaches. */
import { splitSentences } from '../knowledge/sentences.ts'
import { countTokens } from '../tokens.ts'
import { dayOf } from './days.ts'
import type { InsightKind, KnownInsight } from './insight.ts'
import type { Remembered } from './ports.ts'
import type { Recollection } from './recall/recollection.ts'
import type { Relationship } from './relationship.ts'

/** A line of the prompt and what it is of. */
export type Line<T> = { of: T; text: string; tokens: number }

export type ToldOfMemory = {
  insights: readonly Line<KnownInsight>[]
  relationship: readonly Line<string>[]
  /** Oldest first. */
  sessions: readonly Line<Remembered['sessions'][number]>[]
  /** Oldest first. */
  recalled: readonly Line<Recollection>[]
  /** They speak of something from before, and nothing was found that could be it. */
  isMissed: boolean
}

export const nothingTold: ToldOfMemory = { insights: [], relationship: [], sessions: [], recalled: [], isMissed: false }

/** What a turn should know before all else comes first. */
const weightOfKind: Readonly<Record<InsightKind, number>> = {
  goal: 0,
  preference: 1,
  blocker: 2,
  fact: 3,
  pattern: 4,
  breakthrough: 5,
}

/** Of a summary that is not the last one. */
const olderSummarySentences = 2

/** No line is tried after so many that did not fit. */
const missesAtMost = 3

/** Takes whole lines while they fit; a shorter one behind one that does not still may. */
export function takeLines<T>(lines: Iterable<Omit<Line<T>, 'tokens'>>, budgetTokens: number): Line<T>[] {
  const taken: Line<T>[] = []
  let left = budgetTokens
  let misses = 0
  for (const line of lines) {
    const tokens = countTokens(line.text) + 1
    if (tokens <= left) {
      taken.push({ ...line, tokens })
      left -= tokens
    } else if (++misses === missesAtMost) break
  }
  return taken
}

export function tokensOf(lines: readonly Line<unknown>[]): number {
  return lines.reduce((sum, { tokens }) => sum + tokens, 0)
}

/** @param touched ids of those that are about what the client has just said: they come first */
export function* insightLines(
  insights: readonly KnownInsight[],
  touched: ReadonlySet<string>,
  when: { now: Date; timezone: string },
): Generator<Omit<Line<KnownInsight>, 'tokens'>> {
  const rank = (one: KnownInsight) => (touched.has(one.id) ? -1 : isOpen(one) ? weightOfKind[one.kind] : 6)
  const ordered = insights.toSorted(
    (one, other) => rank(one) - rank(other) || other.lastSaidAt.getTime() - one.lastSaidAt.getTime(),
  )
  for (const insight of ordered) yield { of: insight, text: insightLine(insight, when) }
}

function isOpen(insight: KnownInsight): boolean {
  return insight.kind !== 'goal' || insight.details.status === 'active'
}

function insightLine(insight: KnownInsight, { now, timezone }: { now: Date; timezone: string }): string {
  const { expiresAt } = insight
  const isPast = expiresAt !== undefined && expiresAt <= now
  const remarks = [
    `${insight.kind}${insight.kind === 'goal' && insight.details.status !== 'active' ? `, ${insight.details.status}` : ''}`,
    `said ${dayOf(insight.lastSaidAt, timezone)}`,
    ...(insight.kind === 'goal' && insight.details.targetDate ? [`by ${insight.details.targetDate}`] : []),
    ...(insight.timesDiscussed > 1 ? [`in ${insight.timesDiscussed} sessions`] : []),
    ...(isPast ? [`was so until ${dayOf(expiresAt, timezone)}: ask how it is now`] : []),
    ...(insight.confirmedAt || isPast ? [] : ['not confirmed: ask rather than assert']),
  ]
  return `- (${remarks.join('; ')}) ${oneLine(insight.text)}`
}

export function* relationshipLines({ relationship }: Remembered): Generator<Omit<Line<string>, 'tokens'>> {
  if (!relationship) return
  const { counts, written } = relationship
  yield {
    of: 'counts',
    text: `- ${counts.sessions} sessions since ${counts.since.slice(0, 10)}${written ? `; phase: ${written.phase}` : ''}`,
  }
  if (!written) return
  const lists: readonly [keyof Relationship, string][] = [
    ['styleAdjustments', 'speak with them like this'],
    ['whatWorks', 'works'],
    ['whatDoesNot', 'does not work'],
    ['frameworks', 'frameworks'],
  ]
  for (const [key, title] of lists) {
    const items = written[key] as readonly string[]
    if (items.length > 0) yield { of: key, text: `- ${title}: ${items.map(oneLine).join('; ')}` }
  }
  yield { of: 'rapport', text: `- rapport: ${oneLine(written.rapport)}` }
}

/** The newest first, and whole; of those before it the beginning. */
export function* sessionLines(
  sessions: readonly Remembered['sessions'][number][],
  timezone: string,
): Generator<Omit<Line<Remembered['sessions'][number]>, 'tokens'>> {
  for (const [at, session] of sessions.toReversed().entries()) {
    const { summary: whole, actionItems } = session.summary
    const summary = at === 0 ? whole : splitSentences(whole).slice(0, olderSummarySentences).join('')
    const items = actionItems.map(({ text, dueOn }) => (dueOn ? `${text} (by ${dueOn})` : text))
    const agreed = items.length > 0 ? ` Agreed: ${items.map(oneLine).join('; ')}.` : ''
    yield { of: session, text: `- (${dayOf(session.startedAt, timezone)}) ${oneLine(summary)}${agreed}` }
  }
}

/** The best first. */
export function* recalledLines(
  found: readonly Recollection[],
  client: { displayName: string; timezone: string },
): Generator<Omit<Line<Recollection>, 'tokens'>> {
  for (const one of found) {
    if (one.kind === 'insight') continue // in its own section
    const by = one.author
      ? one.author.type === 'client'
        ? oneLine(client.displayName).slice(0, 64).toWellFormed()
        : one.author.type === 'ai'
          ? 'you, the AI'
          : `${oneLine(one.author.name)}, in person`
      : 'summary of a session'
    yield { of: one, text: `- (${dayOf(one.at, client.timezone)}, ${by}) ${oneLine(one.text)}` }
  }
}

/** Data stays data: no line of its own, no tag. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('<', '‹').replaceAll('>', '›').trim()
}
