/** What a coach is told of a week: a line for each thing there is to say, and whose answers wait. */
import type { DigestLine } from '../../coaching/learning/digest.ts'
import type { DigestWork } from '../../coaching/learning/ports.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import type { ReplyButton } from '../replies.ts'
import { renderPlace } from './board.ts'
import { concat, type Formatted, join } from './formatted.ts'
import { rateOf, word } from './style.ts'

/** So many clients are named. */
const namesAtMost = 3
/** Stands for the names until they are put there as links: no name has it. */
const namesPlace = '\u0001'

type Whose = Pick<DigestWork, 'language' | 'unreadOf' | 'groupChatId' | 'groupIsForum'>

export function renderDigest(lines: readonly DigestLine[], whose: Whose, texts: Texts): Formatted {
  const { language, unreadOf } = whose
  const say = (key: TextKey, params: Readonly<Record<string, string | number>> = {}) =>
    texts.render(language, key, params)
  return join(lines.map(inWords), '\n\n')

  function inWords(line: DigestLine): string | Formatted {
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
      case 'unread': {
        const [before = '', after = ''] = say('digest-unread', { count: line.count, clients: namesPlace }).split(
          namesPlace,
        )
        return concat(before, names(), after)
      }
    }
  }

  function names(): Formatted {
    const named = unreadOf.slice(0, namesAtMost).map((client) => renderPlace(client, whose))
    const more = unreadOf.length - named.length
    return concat(join(named, ', '), more > 0 ? ` ${say('board-more', { count: more })}` : '')
  }
}

/** What it is set to is what the button would change. */
export function digestButton(tellsWeekly: boolean): ReplyButton {
  return tellsWeekly
    ? { key: 'learning-digest-off-button', action: 'set_learning', subject: 'digestoff' }
    : { key: 'learning-digest-on-button', action: 'set_learning', subject: 'digeston' }
}
