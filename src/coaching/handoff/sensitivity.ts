/**
 * How readily a coach is called or offered where no hard rule decides: what each sign counts, in words. Danger is none of
 * it, and what always calls (a plain request, a coach's own rules, a decision of high stakes) does so whatever is set.
 */
import { z } from 'zod'
import type { DecisionRecord } from '../attribution.ts'
import { decideAgain } from './decide.ts'
import { episodeSilenceMs } from './offer.ts'
import { defaultWeights, type Weights } from './weights.ts'

/** The signs that a coach may weigh. */
export const weighableSigns = ['confidence', 'sentiment', 'stakes', 'wants_human', 'loop'] as const
export type WeighableSign = (typeof weighableSigns)[number]

export const sensitivityLevels = ['off', 'little', 'normal', 'strong'] as const
type SensitivityLevel = (typeof sensitivityLevels)[number]
/** Of a sign's usual weight. Strong is enough for an offer with every one of them alone. */
const factors: Record<SensitivityLevel, number> = { off: 0, little: 0.5, normal: 1, strong: 2 }

/** As stored: what is normal is left out. */
export const storedSensitivity = z.partialRecord(z.enum(weighableSigns), z.enum(sensitivityLevels))
type StoredSensitivity = z.infer<typeof storedSensitivity>
export type Sensitivity = Record<WeighableSign, SensitivityLevel>
export type SensitivityChange = Sensitivity | { sign: WeighableSign; level: SensitivityLevel }

export const sensitivityPresets = ['early', 'balanced', 'rarely'] as const
type SensitivityPreset = (typeof sensitivityPresets)[number]
const levelOfPreset = { early: 'strong', balanced: 'normal', rarely: 'little' } as const

export function presetSensitivity(preset: SensitivityPreset): Sensitivity {
  return every(() => levelOfPreset[preset])
}

/** Which of the presets it is, if one. */
export function sensitivityPresetOf(sensitivity: Sensitivity): SensitivityPreset | undefined {
  return sensitivityPresets.find((preset) =>
    weighableSigns.every((sign) => sensitivity[sign] === levelOfPreset[preset]),
  )
}

export function sensitivityOf(stored: StoredSensitivity | undefined): Sensitivity {
  return every((sign) => stored?.[sign] ?? 'normal')
}

/** @returns undefined when all is normal */
export function toStoredSensitivity(sensitivity: Sensitivity): StoredSensitivity | undefined {
  const other = Object.entries(sensitivity).filter(([, level]) => level !== 'normal')
  return other.length > 0 ? storedSensitivity.parse(Object.fromEntries(other)) : undefined
}

export function changeSensitivity(before: Sensitivity, change: SensitivityChange): Sensitivity {
  return 'sign' in change ? { ...before, [change.sign]: change.level } : change
}

/** What each signal counts in the sum; danger's weight is nobody's to change. */
export function weightsOf(sensitivity: Sensitivity): Weights {
  return { ...defaultWeights, ...every((sign) => defaultWeights[sign] * factors[sensitivity[sign]]) }
}

/** What was decided over a client's words, and whether the coach was offered with the answer. */
export type PastDecision = { record: DecisionRecord; conversationId: string; at: Date; wasOffered: boolean }

/**
 * How many of these decisions would have called the coach, and offered them: once an episode, as it is done. Where an offer
 * was really made a new episode had begun, whatever had ended the one before.
 */
export function countOutcomes(decisions: readonly PastDecision[], sensitivity: Sensitivity) {
  const weights = weightsOf(sensitivity)
  /** Of each conversation: when it was last decided on, and whether its episode has had its offer by then. */
  const latest = new Map<string, { at: number; hasOffer: boolean }>()
  let [calls, offers] = [0, 0]
  for (const { record, conversationId, at, wasOffered } of oldestFirst(decisions)) {
    const before = latest.get(conversationId)
    const goesOn = before !== undefined && at.getTime() - before.at < episodeSilenceMs && !wasOffered
    const hadOffer = goesOn && before.hasOffer
    const outcome = decideAgain(record, weights)
    if (outcome === 'handoff') calls++
    if (outcome === 'offer' && !hadOffer) offers++
    latest.set(conversationId, {
      at: at.getTime(),
      hasOffer: outcome === 'offer' || (outcome === 'continue' && hadOffer),
    })
  }
  return { calls, offers }
}
export type CountedOutcomes = ReturnType<typeof countOutcomes>

function oldestFirst(decisions: readonly PastDecision[]): PastDecision[] {
  return decisions.toSorted((one, other) => one.at.getTime() - other.at.getTime())
}

function every<T>(of: (sign: WeighableSign) => T): Record<WeighableSign, T> {
  return {
    confidence: of('confidence'),
    sentiment: of('sentiment'),
    stakes: of('stakes'),
    wants_human: of('wants_human'),
    loop: of('loop'),
  }
}
