/** `/style`: what was learned of a coach's way, in words and honest numbers. For the coach alone. */
import { type Approach, atLeast, type Tried } from '../../coaching/learning/approach.ts'
import { byFrequency, rated, responsesTo, since } from '../../coaching/learning/coach-style.ts'
import type { CorrectedSaid, CorrectedStyle, LearningCorrection } from '../../coaching/learning/corrections.ts'
import { byCount, type Counts } from '../../coaching/learning/counts.ts'
import { type Situation, situations, type Technique } from '../../coaching/learning/vocabulary.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import { bold, type Formatted, join, plain } from './formatted.ts'
import { dateOf } from './memory.ts'
import { splitFormatted } from './split.ts'

/** One intervention that was learned from. */
export type RecentLearning = {
  at: Date
  situation: Situation
  technique: Technique
  whyItWorked: string
  corrected?: LearningCorrection | undefined
}

type Reader = { language: string; timezone: string }
type Say = (key: TextKey, params?: Readonly<Record<string, string | number>>) => string

const techniquesAtMost = 6
const situationsAtMost = 5
const phrasesAtMost = 8
const saidAtMost = 3
const frameworksAtMost = 4
const recentAtMost = 5
/** Words that were said once are no phrase yet. */
const phraseFrom = 2
/** Put right by the coach. */
const theirs = ' ✏️'

/** @param recent newest first. @returns the messages to send: one, unless much was learned */
export function renderStyle(
  profile: CorrectedStyle | undefined,
  recent: readonly RecentLearning[],
  { language, timezone }: Reader,
  texts: Texts,
): Formatted[] {
  const say: Say = (key, params) => texts.render(language, key, params)
  if (!profile) return [plain(say('style-none'))]

  const section = (head: TextKey, lines: readonly string[]) =>
    lines.length > 0 ? [join([bold(say(head)), ...lines.map((line) => `• ${line}`)], '\n')] : []
  const from = { count: profile.n, date: dateOf(new Date(since(profile) ?? 0), { language, timezone: 'UTC' }) }
  const techniques = rated(profile.techniques).slice(0, techniquesAtMost)
  const blocks = [
    join([bold(say('style-head')), say('style-from', from)], '\n'),
    ...section('style-signature', signatureOf(profile, language, say)),
    ...section(
      'style-techniques',
      techniques.map((one) =>
        say('style-tried', {
          name: word('technique', one.key, say),
          times: one.used,
          rate: rateOf(one, language, say),
        }),
      ),
    ),
    ...section('style-responses', responseLines(profile, language, say)),
    ...section('style-phrases', quoted(profile.phrases, phrasesAtMost, say)),
    ...section(
      'style-recent',
      recent.slice(0, recentAtMost).map(({ at, situation, technique, whyItWorked, corrected }) => {
        const what = { situation: word('situation', situation, say), technique: word('technique', technique, say) }
        const learned = say('style-learned', { date: dateOf(at, { language, timezone }), ...what, why: whyItWorked })
        return learned.trim() + (corrected ? theirs : '')
      }),
    ),
    ...(techniques.some(({ worked }) => worked > 0) ? [plain(say('style-low'))] : []),
  ]
  return splitFormatted(join(blocks, '\n\n'))
}

function signatureOf(profile: CorrectedStyle, language: string, say: Say): string[] {
  const { n, totals, metaphors, frameworks } = profile
  const share = (name: string, times: number) => say('style-share', { name, times, count: n })
  const most = (kind: string, counts: Counts) =>
    byCount(counts)
      .slice(0, 1)
      .map(([name, times]) => share(word(kind, name, say), times))
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 })
  const perMessage = (sum: number) => number.format(sum / Math.max(1, totals.messages))
  const named = byCount(frameworks)
    .slice(0, frameworksAtMost)
    .map(([name, times]) => share(name === 'solution_focused' ? word('framework', name, say) : name, times))
  const listed = (key: TextKey, said: readonly CorrectedSaid[]) => {
    const all = quoted(said, saidAtMost, say)
    return all.length > 0 ? [say(key, { texts: all.join(', ') })] : []
  }
  return [
    ...(profile.signature ? [say('way-said', { words: profile.signature }) + theirs] : []),
    [
      ...most('tone', profile.tones),
      ...most('pace', profile.paces),
      ...most('formality', profile.formalities),
      ...most('energy', profile.energies),
    ].join(', '),
    say('style-length', {
      words: perMessage(totals.words),
      sentences: perMessage(totals.sentences),
      questions: perMessage(totals.questions),
    }),
    ...(metaphors > 0 ? [say('style-metaphors', { times: metaphors, count: n })] : []),
    ...(named.length > 0 ? [say('style-frameworks', { names: named.join(', ') })] : []),
    ...listed('style-openings', profile.openings),
    ...listed('style-closings', profile.closings),
  ]
}

/** Of each situation what worked most surely; the commonest situations first. */
function responseLines(profile: CorrectedStyle, language: string, say: Say): string[] {
  return situations
    .map((situation) => ({ situation, responses: responsesTo(profile, situation) }))
    .map((one) => ({ ...one, used: one.responses.reduce((sum, { used }) => sum + used, 0) }))
    .toSorted((one, other) => other.used - one.used)
    .slice(0, situationsAtMost)
    .flatMap(({ situation, responses: [best] }) => {
      if (!best) return []
      const { technique, structure } = inWords(best.approach, say)
      const rate = rateOf(best, language, say)
      return say('style-response', { situation: word('situation', situation, say), technique, structure, rate })
    })
}

/** Worked 6 of 8, at least 45%. Of none that worked nothing is certain. */
export function rateOf({ known, worked }: Tried, language: string, say: Say): string {
  if (known === 0) return say('style-rate-unknown')
  if (worked === 0) return say('style-rate-none', { known })
  const low = Math.floor(atLeast(worked, known) * 100) / 100
  const percent = new Intl.NumberFormat(language, { style: 'percent' }).format(low)
  return say('style-rate', { worked, known, low: percent })
}

function inWords({ technique, structure }: Approach, say: Say): { technique: string; structure: string } {
  return {
    technique: word('technique', technique, say),
    structure: structure.map((move) => word('move', move, say)).join(', '),
  }
}

function quoted(said: readonly CorrectedSaid[], atMost: number, say: Say): string[] {
  return byFrequency(said)
    .filter(({ n }) => n >= phraseFrom)
    .slice(0, atMost)
    .map(({ text, n, counted }) => say('style-phrase', { text, times: n }) + (counted === undefined ? '' : theirs))
}

export function word(kind: string, name: string, say: Say): string {
  return say(`${kind}-${name.replaceAll('_', '-')}` as TextKey)
}
