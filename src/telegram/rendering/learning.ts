/** What a coach reads of what the AI takes from them. */
import type { Moment } from '../../coaching/learning/moment.ts'
import type { Move } from '../../coaching/learning/vocabulary.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import { type Formatted, plain } from './formatted.ts'

/** More of an answer's moves nobody reads. */
const movesShown = 4

const headOf: Record<Moment['kind'], TextKey> = {
  takeover: 'moment',
  taught: 'moment-taught',
  cold_start: 'moment-taught',
  imported: 'moment-taught',
  edited_draft: 'moment-edited',
  rejected_draft: 'moment-edited',
}

/** "From you, just now: you named what they feel, then asked a question. I'll try that with Sarah when work comes up." */
export function renderMoment(moment: Moment, { language }: { language: string }, texts: Texts): Formatted {
  const say = (key: TextKey, params = {}) => texts.render(language, key, params)
  const did = (move: Move) => say(`moment-did-${dashed(move)}`)
  const { kind, client, analysis, verdict } = moment
  if (!analysis) return plain(say('moment-gone'))
  const [first, ...rest] = analysis.structure.slice(0, movesShown)
  const moves = [first ? did(first) : '', ...rest.map((move) => say('moment-then', { move: did(move) }))].join('')
  const { outcome, situation } = analysis
  return plain(
    [
      say(headOf[kind], { moves }),
      // In danger the AI says nothing: it has nothing to try there.
      ...(verdict === 'forgotten' || outcome?.client_reaction === 'negative' || situation === 'crisis'
        ? []
        : [say('moment-try', { client, situation: say(`moment-when-${dashed(situation)}`) })]),
      ...(outcome ? [say(`moment-went-${outcome.client_reaction}`, { client })] : []),
      ...(verdict ? [say(`moment-is-${dashed(verdict)}`, { client })] : []),
    ].join('\n'),
  )
}

function dashed<Word extends string>(word: Word): Dashed<Word> {
  return word.replaceAll('_', '-') as Dashed<Word>
}
type Dashed<Word extends string> = Word extends `${infer Left}_${infer Right}` ? `${Left}-${Dashed<Right>}` : Word
