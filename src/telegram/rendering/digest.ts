/** What a coach is told of a week: a line for each thing there is to say, and nobody's name. */
import type { DigestLine } from '../../coaching/learning/digest.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import type { ReplyButton } from '../replies.ts'
import { rateOf, word } from './style.ts'

export function renderDigest(lines: readonly DigestLine[], language: string, texts: Texts): string {
  const say = (key: TextKey, params: Readonly<Record<string, string | number>> = {}) =>
    texts.render(language, key, params)
  return lines.map(inWords).join('\n\n')

  function inWords(line: DigestLine): string {
    switch (line.kind) {
      case 'drafts': {
        const { changed, decided, before } = line
        if (!before) return say('digest-drafts', { changed, decided })
        const { part, whole } = before
        if (part === 0) return say('digest-drafts-before-none', { changed, decided })
        if (part === whole) return say('digest-drafts-before-all', { changed, decided })
        return say('digest-drafts-before', { changed, decided, part, whole })
      }
      case 'learned': {
        const { count, technique, situation } = line
        const learned = say('digest-learned', { count })
        if (!technique || !situation) return learned
        const most = { technique: word('technique', technique, say), situation: word('situation', situation, say) }
        return `${learned} ${say('digest-learned-most', most)}`
      }
      case 'used':
        return say('digest-used', { times: line.used, rate: rateOf(line, language, say) })
      case 'unread':
        return say('digest-unread', { count: line.count })
    }
  }
}

/** What it is set to is what the button would change. */
export function digestButton(tellsWeekly: boolean): ReplyButton {
  return tellsWeekly
    ? { key: 'learning-digest-off-button', action: 'set_learning', subject: 'digestoff' }
    : { key: 'learning-digest-on-button', action: 'set_learning', subject: 'digeston' }
}
