/** What a coach reads in a try: what a client would have got, and in a quiet line below it what would have been done. */
import { whyNow } from '../../coaching/alerts.ts'
import { fillOwnText, isMuted } from '../../coaching/lifecycle.ts'
import { firstCrisisText } from '../../coaching/safety/danger.ts'
import type { NoAi, TryAnswer } from '../../coaching/trying/tries.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import type { ReplyButton } from '../replies.ts'
import { blockquote, concat, type Formatted, italic, join, plain } from './formatted.ts'
import { renderAi, renderNotice } from './labels.ts'
import { renderSources } from './sources.ts'
import { splitFormatted } from './split.ts'
import { dayInWords } from './times.ts'

export type TryReader = {
  coachName: string
  team: readonly string[]
  /** The coach's, in which they try it. */
  language: string
  timezone: string
  country: string | undefined
  /** What clients read in the coach's own words, and what they don't read. */
  ownTexts: { own: readonly { key: string; language: string; text: string }[]; muted: readonly string[] }
}

export function renderTry(answer: TryAnswer, reader: TryReader, texts: Texts): Formatted[] {
  const { coachName: coach, language } = reader
  const say = (key: TextKey, params: Record<string, string | number> = {}) => texts.render(language, key, params)
  switch (answer.kind) {
    case 'no_ai':
      return [plain(say(noAiKey(answer.why)))]
    case 'unheard':
      return [plain(say('try-unheard'))]
    case 'danger': {
      const params = { coach, ...(reader.country && { country: reader.country }) }
      const text = say(firstCrisisText({ grade: answer.grade, kind: answer.danger }), params)
      return below(renderNotice(text), [plain(say('try-danger'))])
    }
    case 'call': {
      const { reason, trigger, confidence, held } = answer
      const alert = say(`alert-${reason.replaceAll('_', '-')}` as TextKey, { client: say('try-client') })
      const why = whyNow({ reason, trigger, aiConfidenceBefore: confidence })
      const lines = [
        say('try-would-alert', { alert }),
        ...why.map(({ key, params }) => say(key as TextKey, params)),
        ...(held === undefined ? [] : [say('try-held')]),
      ]
      return below(holding(`holding-${reason.replaceAll('_', '-')}` as TextKey, reader, texts), [
        plain(lines.join('\n')),
        ...(held === undefined ? [] : [blockquote(plain(held))]),
      ])
    }
    case 'reply': {
      const { confidence = 0, sources, like_intervention: like, model } = answer.metadata
      const places = renderSources(sources, language, texts)
      const lines = [
        `${say('try-sure', { confidence: Math.round(confidence * 100) })} ${say(`try-goes-${answer.goes}`)}`,
        ...(places === undefined ? [] : [places]),
        ...(answer.isGap ? [say('try-gap')] : []),
        ...(like ? [say('mirror-like-yours', { day: dayInWords(new Date(like.at), reader) })] : []),
        ...(model === 'offline' ? [say('try-rehearsal')] : []),
      ]
      return below(renderAi(answer.text, coach, ...reader.team), [plain(lines.join('\n'))])
    }
  }
}

/** Of what the AI said, or called the coach for, they may say what they would have said, and ask why. */
export function tryButtons({ kind }: TryAnswer, subject: string): ReplyButton[][] {
  if (kind !== 'reply' && kind !== 'call') return []
  return [
    [
      { key: 'teach-button', action: 'try_teach', subject },
      { key: 'try-why-button', action: 'try_why', subject },
    ],
  ]
}

export function noAiKey(why: NoAi): TextKey {
  return `try-${why.replaceAll('_', '-')}` as TextKey
}

/** What a client reads while the coach is called: in the coach's own words where there are any, or nothing. */
function holding(key: TextKey, { coachName: coach, language, ownTexts }: TryReader, texts: Texts): Formatted[] {
  if (isMuted({ mutedTexts: ownTexts.muted }, key)) return [plain(texts.render(language, 'try-muted'))]
  const own = ownTexts.own.find((one) => one.key === key && one.language === texts.languageOf(language))
  return renderNotice(own ? fillOwnText(own.text, { coach }) : texts.render(language, key, { coach }))
}

function below(parts: Formatted[], lines: Formatted[]): Formatted[] {
  const quiet = join(
    lines.map((line, at) => (at === 0 ? italic(line) : line)),
    '\n',
  )
  const last = parts.at(-1)
  return last ? [...parts.slice(0, -1), ...splitFormatted(concat(last, '\n\n', quiet))] : [quiet]
}
