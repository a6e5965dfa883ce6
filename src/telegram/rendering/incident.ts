/** What a coach reads of an incident: one message that changes with it. */
import type { IncidentView } from '../../coaching/incident.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import { type Formatted, join, plain } from './formatted.ts'
import { clockTime } from './times.ts'

export function renderIncident(view: IncidentView, texts: Texts, { rehearses }: { rehearses: boolean }): Formatted {
  const { language, why, openedAt, closedAt, hasKey, probedAt, affected } = view
  const say = (key: TextKey, params = {}) => plain(texts.render(language, key, params))
  if (closedAt && !hasKey) return say(rehearses ? 'incident-key-removed-demo' : 'incident-key-removed')
  if (closedAt)
    return say('incident-over', { from: clockTime(openedAt, view), to: clockTime(closedAt, view), count: affected })
  const head = say(`incident-${why.replaceAll('_', '-')}` as TextKey, { since: clockTime(openedAt, view) })
  const tried = probedAt ? [say('incident-tried', { time: clockTime(probedAt, view) })] : []
  return join([head, whoWaits(view, texts), say('incident-what-to-do'), ...tried], '\n\n')
}

function whoWaits({ language, waiting, more }: IncidentView, texts: Texts): Formatted {
  if (waiting.length === 0) return plain(texts.render(language, 'incident-nobody-waits'))
  const counted = more > 0 ? [texts.render(language, 'board-more', { count: more })] : []
  const names = [new Intl.ListFormat(language).format(waiting.map((name) => name.slice(0, 40))), ...counted].join(' ')
  return plain(texts.render(language, 'incident-waiting', { count: waiting.length + more, clients: names }))
}
