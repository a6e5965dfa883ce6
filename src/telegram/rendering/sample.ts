/** What a coach reads of a question that was tried out: what a client might ask, and what they would be told. */
import type { Sample, SampleVerdict } from '../../coaching/knowledge/samples.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import type { ReplyButton } from '../replies.ts'
import { renderSources } from './sources.ts'

/** A message of Telegram's has 4,096 characters. */
const answerLength = 2_500

type Shown = Sample & { id: string; verdict?: SampleVerdict | undefined }

/** @param options.isAsked the coach's own words are waited for */
export function renderSample(
  sample: Shown,
  language: string,
  texts: Texts,
  { isAsked = false } = {},
): { text: string; buttons: ReplyButton[][] } {
  const { id, question, sources, model, verdict } = sample
  const say = (key: TextKey, params = {}) => texts.render(language, key, params)
  const answer =
    sample.answer.length > answerLength ? `${sample.answer.slice(0, answerLength).toWellFormed()}…` : sample.answer
  const where = renderSources(sources, language, texts)
  const parts = [
    say('sample-question', { question }),
    say('sample-answer', { answer }),
    where ? say('sample-from', { sources: where }) : say('sample-from-nothing'),
    ...(model === 'offline' ? [say('sample-rehearsal')] : []),
    ...(verdict ? [say(`sample-is-${verdict}`)] : []),
  ]
  const choice: ReplyButton[] = [
    { key: 'sample-good-button', action: 'sample_good', subject: id },
    { key: 'sample-teach-button', action: 'sample_teach', subject: id },
  ]
  const row: ReplyButton[] = isAsked
    ? [{ key: 'sample-not-now-button', action: 'sample_not_now', subject: id }]
    : choice
  return { text: parts.join('\n\n'), buttons: verdict ? [] : [row] }
}
