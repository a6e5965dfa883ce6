/** What a coach reads of a rehearsal: what has come nearer to them, and what has not, side by side. */
import type { RehearsalNews, RehearsalReport } from '../../coaching/learning/rehearse.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import { dayInWords } from './times.ts'

/** Three of them, both answers and all, are no longer than a message of Telegram's. */
const facingCharacters = 250
const answerCharacters = 420

type Reader = { language: string; timezone: string }

export function renderRehearsal(news: RehearsalNews, reader: Reader, texts: Texts): string {
  if (news.kind === 'progress')
    return texts.render(reader.language, 'rehearse-progress', { done: news.done, count: news.total })
  if (news.kind === 'stopped')
    return texts.render(
      reader.language,
      news.why === 'no_key' ? 'rehearse-stopped-no-key' : 'rehearse-stopped-unavailable',
    )
  return renderReport(news.report, reader, texts)
}

function renderReport(report: RehearsalReport, reader: Reader, texts: Texts): string {
  const { since, total, nearer, farther, same, mean = 0, shown } = report
  const say = (key: TextKey, params: Record<string, string | number> = {}) => texts.render(reader.language, key, params)
  const isCompared = nearer + farther + same > 0
  const date = since && dayInWords(since, reader)
  const head = !date
    ? [say('rehearse-first', { count: total })]
    : isCompared
      ? [
          say('rehearse-compared', { nearer, farther, date }),
          ...(same > 0 ? [say('rehearse-same', { count: same })] : []),
        ]
      : [say('rehearse-none-again', { date })]
  const pairs = shown.map(({ facing, coach, clone }, at) =>
    [
      say('rehearse-facing', { number: at + 1, words: shortened(facing, facingCharacters) }),
      say('rehearse-you', { words: shortened(coach, answerCharacters) }),
      clone === undefined
        ? say('rehearse-clone-calls')
        : say('rehearse-clone', { words: shortened(clone, answerCharacters) }),
    ].join('\n'),
  )
  return [
    head.join(' '),
    say('rehearse-mean', { share: Math.round(mean * 100), count: total }),
    ...(report.model === 'offline' ? [say('rehearse-offline')] : []),
    ...(pairs.length > 0 ? [say(since ? 'rehearse-farther' : 'rehearse-least'), ...pairs] : []),
  ].join('\n\n')
}

function shortened(text: string, characters: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > characters ? `${line.slice(0, characters - 1).toWellFormed()}…` : line
}
