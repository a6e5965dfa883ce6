/** `/summary`: where a client stands, on one screen of the coach's. */
import type { MemoryItem, MemoryOwner } from '../../coaching/memory/items.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import { dateOf, type MemoryReader } from './memory.ts'

export function renderSummary(
  { clientName: client, lastSession, counts }: MemoryOwner,
  { goals, blockers }: { goals: readonly MemoryItem[]; blockers: readonly MemoryItem[] },
  reader: MemoryReader,
  texts: Texts,
): string {
  const say = (key: TextKey, params = {}) => texts.render(reader.language, key, params)
  const listed = (key: TextKey, lines: readonly string[]) =>
    lines.length > 0 ? [[say(key), ...lines.map((line) => `• ${line}`)].join('\n')] : []
  const open = goals.filter(({ details }) => 'status' in details && details.status === 'active')
  const { summary } = lastSession ?? {}
  const actions = summary?.actionItems.map(({ text, dueOn }) =>
    dueOn ? say('summary-action-due', { text, date: dateOf(new Date(dueOn), { ...reader, timezone: 'UTC' }) }) : text,
  )
  return [
    say('summary-head', { client }),
    ...listed('memory-kind-goal', open.map(textOf)),
    ...listed('memory-kind-blocker', blockers.map(textOf)),
    ...(lastSession
      ? [`${say('summary-session', { date: dateOf(lastSession.endedAt, reader) })}\n${lastSession.summary.summary}`]
      : [say('summary-no-session')]),
    ...(summary?.emotionalState ? [say('summary-mood', { mood: summary.emotionalState })] : []),
    ...listed('summary-actions', actions ?? []),
    ...(counts
      ? [
          say('summary-figures', {
            since: dateOf(new Date(counts.since), { ...reader, timezone: 'UTC' }),
            sessions: counts.sessions,
            messages: counts.messages,
            hours: Math.round(counts.hours * 10) / 10,
          }),
        ]
      : []),
    ...(counts && counts.topics.length > 0
      ? [
          say('summary-topics', {
            topics: counts.topics
              .slice(0, 5)
              .map(({ topic }) => topic)
              .join(', '),
          }),
        ]
      : []),
  ].join('\n\n')
}

function textOf({ text }: MemoryItem): string {
  return text
}
