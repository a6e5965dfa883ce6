/**
 * What the coach puts right of what was learned of them. What was counted stays as it was counted; what they say stands over it
 * wherever it is shown or told, for as long as they do not take it back.
 */
import { createHash } from 'node:crypto'
import type { InterventionAnalysis } from './analysis.ts'
import { byFrequency, folded, type Said, type StyleProfile } from './coach-style.ts'
import type { Counts } from './counts.ts'
import type { Technique } from './vocabulary.ts'

export const saidKinds = ['phrase', 'opening', 'closing'] as const
export type SaidKind = (typeof saidKinds)[number]

export type StyleCorrection = {
  kind: 'signature' | SaidKind
  /** The words as they were counted; '' of the signature. */
  counted: string
  /** The coach's; null: it is not to be said. */
  words: string | null
}

/** What the coach says of one intervention: what carried it, and what they did there, without names. */
export type LearningCorrection = { technique?: Technique; words?: string }

/** In characters. Whoever writes more describes something else. */
export const wordsAtMost = { signature: 200, phrase: 120, opening: 120, closing: 120, learning: 300 } as const

export type CorrectedSaid = Said & {
  /** Put right: how it was counted. */
  counted?: string
}
export type CorrectedStyle = Omit<StyleProfile, `${SaidKind}s`> &
  Record<`${SaidKind}s`, CorrectedSaid[]> & {
    /** How the coach describes their way themselves. */
    signature?: string
  }

/** A piece of the coach's way that can be put right, by an id that needs no row: a tap finds it again whatever has come since. */
export type StyleItem = {
  id: string
  kind: StyleCorrection['kind']
  counted: string
  n: number
  corrected?: { words: string | null }
}

export const signatureId = 'signature'

export function correctStyle(profile: StyleProfile, corrections: readonly StyleCorrection[]): CorrectedStyle {
  const signature = corrections.find(({ kind }) => kind === 'signature')?.words
  const said = (kind: SaidKind) =>
    inTheirWords(
      profile[`${kind}s`],
      corrections.filter((one) => one.kind === kind),
    )
  return {
    ...profile,
    ...{ phrases: said('phrase'), openings: said('opening'), closings: said('closing') },
    ...(signature && { signature }),
  }
}

/** The technique that was named first carried it: in its place stands the coach's. */
export function correctAnalysis(
  analysis: InterventionAnalysis,
  { technique, words }: LearningCorrection,
): InterventionAnalysis {
  const others = analysis.techniques.slice(1).filter((one) => one !== technique)
  return {
    ...analysis,
    ...(technique && { techniques: [technique, ...others] }),
    ...(words && { why_it_worked: words }),
  }
}

/** What was said often, the most frequent first, and whatever was put right. */
export function styleItems(profile: StyleProfile, corrections: readonly StyleCorrection[]): StyleItem[] {
  const correctionOf = (kind: StyleItem['kind'], counted: string) =>
    corrections.find((one) => one.kind === kind && one.counted === counted)
  const item = (kind: StyleItem['kind'], counted: string, n: number): StyleItem => {
    const correction = correctionOf(kind, counted)
    return { id: idOf(kind, counted), kind, counted, n, ...(correction && { corrected: { words: correction.words } }) }
  }
  return [
    item('signature', '', profile.n),
    ...saidKinds.flatMap((kind) =>
      byFrequency(profile[`${kind}s`])
        .filter(({ n, text }) => n >= 2 || correctionOf(kind, text))
        .map(({ text, n }) => item(kind, text, n)),
    ),
  ]
}

function idOf(kind: StyleItem['kind'], counted: string): string {
  if (kind === 'signature') return signatureId
  return `${kind}.${createHash('sha256').update(counted).digest('hex').slice(0, 12)}`
}

function inTheirWords(said: readonly Said[], corrections: readonly StyleCorrection[]): CorrectedSaid[] {
  const words = new Map(corrections.map((one) => [one.counted, one.words]))
  const shown = new Map<string, CorrectedSaid>()
  for (const one of said) {
    const put = words.get(one.text)
    if (put === null) continue
    const corrected = put === undefined ? one : { ...one, text: put, counted: one.text }
    const before = shown.get(folded(corrected.text))
    shown.set(folded(corrected.text), before ? asOne(before, corrected) : corrected)
  }
  return [...shown.values()]
}

/** What is the same now may have been said in the same answers: it is in no fewer than the more frequent of both. */
function asOne(one: CorrectedSaid, other: CorrectedSaid): CorrectedSaid {
  return {
    ...(one.counted === undefined ? other : one),
    n: Math.max(one.n, other.n),
    clients: most(one.clients, other.clients),
    situations: most(one.situations, other.situations),
  }
}

function most<Key extends string>(one: Counts<Key>, other: Counts<Key>): Counts<Key> {
  const both = { ...one }
  for (const [key, count] of Object.entries(other) as [Key, number][]) both[key] = Math.max(both[key] ?? 0, count)
  return both
}

/** A name of somebody's in words that are for everybody. */
export function nameIn(words: string, names: readonly string[]): string | undefined {
  const said = new Set(wordsIn(words))
  return names
    .flatMap((name) => name.match(/[\p{L}\p{M}'’-]{3,}/gu) ?? [])
    .find((one) => wordsIn(one).every((word) => said.has(word)))
}

function wordsIn(text: string): string[] {
  return (
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}]+/gu) ?? []
  )
}
