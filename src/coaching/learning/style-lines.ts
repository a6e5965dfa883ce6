/** The coach's way in lines for a model, the most telling first; each says how often, so that one time is not taken for a habit. */
import { type Line, oneLine } from '../memory/told.ts'
import { byFrequency, type Rated, rated, responsesTo, type Said, saidTo } from './coach-style.ts'
import type { CorrectedStyle } from './corrections.ts'
import { byCount, type Counts } from './counts.ts'
import { approachInWords, inWords } from './in-words.ts'
import type { Situation } from './vocabulary.ts'

export type StyleAspect =
  | 'tone'
  | 'opening'
  | 'length'
  | 'questions'
  | 'phrases'
  | 'response'
  | 'techniques'
  | 'closing'
  | 'frameworks'
  | 'metaphors'
  | 'marks'

const phrasesAtMost = 6
const saidAtMost = 2
const listedAtMost = 3
/** Below, something is no habit. */
const habitShare = 0.25

/** @param clientId whose turn it is: words that were said to one other client alone are not told */
export function* styleLines(
  profile: CorrectedStyle,
  { clientId, situation }: { clientId: string; situation: Situation | undefined },
): Generator<Omit<Line<StyleAspect>, 'tokens'>> {
  const { n, totals } = profile
  const line = (of: StyleAspect, text: string) => ({ of, text: `- ${text}` })
  const sayable = (said: readonly Said[]) => byFrequency(saidTo(said, clientId))

  const { signature } = profile
  yield line('tone', signature ? `In their own words: “${oneLine(signature)}”` : `Tone: ${toneOf(profile)}`)
  const openings = sayable(profile.openings).slice(0, saidAtMost)
  if (openings.length > 0) yield line('opening', `Opens with: ${timesOf(openings, n)}`)
  yield line(
    'length',
    `A message has about ${per(totals.words, totals.messages)} words, ${per(totals.sentences, totals.messages)} sentences`,
  )
  yield line('questions', questionsOf(totals.questions / Math.max(1, totals.messages)))
  const phrases = here(sayable(profile.phrases), situation).slice(0, phrasesAtMost)
  if (phrases.length > 0) yield line('phrases', `Phrases of their own: ${timesOf(phrases, n)}`)
  const [response] = situation ? responsesTo(profile, situation) : []
  if (situation && response)
    yield line(
      'response',
      `In such a moment (${inWords(situation)}): ${approachInWords(response.approach)}${workedOf(response)}`,
    )
  const techniques = rated(profile.techniques).slice(0, listedAtMost)
  yield line(
    'techniques',
    `Techniques: ${techniques.map((one) => `${inWords(one.key)} (in ${one.used} of ${n}${workedIn(one)})`).join(', ')}`,
  )
  const closings = sayable(profile.closings).slice(0, saidAtMost)
  if (closings.length > 0) yield line('closing', `Ends with: ${timesOf(closings, n)}`)
  const frameworks = byCount(profile.frameworks).slice(0, listedAtMost)
  if (frameworks.length > 0)
    yield line(
      'frameworks',
      `Frameworks: ${frameworks.map(([name, count]) => `${inWords(name)} (in ${count} of ${n})`).join(', ')}`,
    )
  if (profile.metaphors / n >= habitShare)
    yield line('metaphors', `Speaks in pictures (in ${profile.metaphors} of ${n})`)
  yield line(
    'marks',
    `${habitOf(totals.emojis / Math.max(1, totals.messages), 'emojis')}, ${habitOf(totals.exclamations / Math.max(1, totals.messages), 'exclamation marks')}`,
  )
}

function toneOf({ n, tones, paces, formalities, energies }: CorrectedStyle): string {
  const first = (counts: Counts) => byCount(counts)[0] ?? ['', 0]
  const [tone, times] = first(tones)
  const others = byCount(tones)
    .slice(1, 2)
    .map(([name, count]) => `, else ${name} (${count})`)
  return `${tone} (in ${times} of ${n})${others.join('')}; ${first(paces)[0]}, ${first(formalities)[0]}, ${first(energies)[0]} energy`
}

/** Those of the situation at hand first. */
function here(said: readonly Said[], situation: Situation | undefined): Said[] {
  if (!situation) return [...said]
  return said.toSorted((one, other) => (other.situations[situation] ?? 0) - (one.situations[situation] ?? 0))
}

function timesOf(said: readonly Said[], n: number): string {
  return said.map((one) => `“${oneLine(one.text)}” (in ${one.n} of ${n})`).join(', ')
}

function questionsOf(perMessage: number): string {
  if (perMessage < habitShare) return 'Seldom asks a question'
  if (perMessage < 0.75) return 'Asks a question in some messages'
  if (perMessage < 1.5) return 'Asks one question a message'
  return `Asks about ${per(perMessage, 1)} questions a message`
}

function habitOf(perMessage: number, what: string): string {
  return perMessage >= habitShare ? `uses ${what}` : perMessage > 0 ? `seldom ${what}` : `no ${what}`
}

function workedIn({ known, worked }: Rated): string {
  return known > 0 ? `; worked ${worked} of ${known}` : ''
}

function workedOf(one: Rated): string {
  return one.known > 0 ? ` (worked ${one.worked} of ${one.known})` : ''
}

function per(sum: number, of: number): number {
  return Math.round(sum / Math.max(1, of))
}
