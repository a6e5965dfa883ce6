/** What was learned, one thing after the other, each with what it stands on and how it has gone since. */
import type { LearnedItem } from '../../coaching/learning/ports.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import { dayInWords } from './times.ts'

const charactersShown = 220

type Reader = { language: string; timezone: string }

export function renderLearned(items: readonly LearnedItem[], reader: Reader, texts: Texts): string {
  const say = (key: TextKey, params: Record<string, string | number> = {}) => texts.render(reader.language, key, params)
  if (items.length === 0) return say('learned-none')
  const lines = items.map((item, at) =>
    [
      say('learned-item', {
        ...{ number: at + 1, day: dayInWords(item.at, reader) },
        situation: say(`situation-${item.situation.replaceAll('_', '-')}` as TextKey),
        technique: say(`technique-${item.technique.replaceAll('_', '-')}` as TextKey),
      }) +
        (item.isPinned ? ' 📌' : '') +
        (item.corrected ? ' ✏️' : ''),
      ...(item.facing ? [say('learned-facing', { words: shortened(item.facing) })] : []),
      say('learned-answer', { words: shortened(item.answer) }),
      ...(item.onlyFor ? [say('learned-only-for', { client: item.onlyFor })] : []),
      ...(item.timesUsed > 0
        ? [
            item.successRate === undefined
              ? say('learned-used', { times: item.timesUsed })
              : say('learned-used-rate', { times: item.timesUsed, share: Math.round(item.successRate * 100) }),
          ]
        : []),
    ].join('\n'),
  )
  return [say('learned-head'), ...lines, say('learned-how')].join('\n\n')
}

/** Of what is longer the beginning. */
export function shortened(text: string, charactersAtMost = charactersShown): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > charactersAtMost ? `${line.slice(0, charactersAtMost - 1).toWellFormed()}…` : line
}
