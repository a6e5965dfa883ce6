/**
 * What helps whoever is coached: situation and structure, in the fixed words and in numbers. No text of anyone has a place
 * in it, and coaches who keep theirs to themselves are not in what it is made from.
 */
import type { LearnedFrom } from './analysis.ts'
import { approachOf, structureKey, successIn } from './approach.ts'
import { compared } from './order.ts'
import { benjaminiHochberg, binomialTest, type Interval, wilson } from './statistics.ts'
import type { Situation } from './vocabulary.ts'

/** What one client of one coach adds: of `n` outcomes that are known, `successes`. */
export type Contribution = {
  coachId: string
  clientId: string
  situation: Situation
  /** As `structureKey` writes it. */
  structure: string
  n: number
  successes: number
}

export type Pattern = {
  situation: Situation
  structure: string
  coaches: number
  clients: number
  n: number
  successes: number
  rate: number
  /** 95% */
  wilson: Interval
  /** The rate of all other structures in this situation; undefined while too few outcomes of those are known. */
  base: number | undefined
  /** Of the difference from the base; 1 without one. */
  p: number
  /** May be told to a model. */
  isUsable: boolean
}

export const coachesAtLeast = 3
export const clientsAtLeast = 5
/** A rate from fewer others is no rate to compare with. */
export const baseAtLeast = 10
/** So great a share of the patterns that are used may be chance. */
export const falseAtMost = 0.05

/** A success is a whole one: what neither helped nor harmed counts as a try. Undefined while the outcome is not known, or of no client. */
export function contributionOf({ clientId, analysis }: LearnedFrom): Omit<Contribution, 'coachId'> | undefined {
  const success = successIn(analysis)
  if (clientId === undefined || success === undefined) return undefined
  const structure = structureKey(approachOf(analysis).structure)
  return { clientId, situation: analysis.situation, structure, n: 1, successes: success === 1 ? 1 : 0 }
}

/**
 * In the order of situation and structure.
 *
 * A pattern is used when enough coaches and clients stand behind it, it differs from its situation's base by an exact test,
 * and is better: altogether, and without any one coach. The tests counted against each other (Benjamini-Hochberg) are those
 * of patterns that enough stand behind: a choice that looks at no outcome (Bourgon, Gentleman and Huber, PNAS 107, 2010).
 *
 * @param contributions any order; several of a client for the same thing are added up
 */
export function findPatterns(contributions: readonly Contribution[]): Pattern[] {
  const counted = contributions.filter(({ n }) => n > 0)
  const found = [...Map.groupBy(counted, ({ situation }) => situation)].flatMap(([situation, all]) =>
    [...Map.groupBy(all, ({ structure }) => structure)].map(([structure, own]) =>
      measured(situation, structure, own, totalOf(all)),
    ),
  )
  const candidates = found.filter(({ isCandidate }) => isCandidate)
  const areSignificant = benjaminiHochberg(
    candidates.map(({ pattern }) => pattern.p),
    falseAtMost,
  )
  const usable = new Set(candidates.filter(({ isBetter }, at) => isBetter && areSignificant[at]))
  return found
    .map((one) => ({ ...one.pattern, isUsable: usable.has(one) }))
    .sort((one, other) => compared(one.situation, other.situation) || compared(one.structure, other.structure))
}

function measured(situation: Situation, structure: string, own: readonly Contribution[], all: Total) {
  const { n, successes } = totalOf(own)
  const coaches = new Set(own.map(({ coachId }) => coachId))
  const clients = new Set(own.map(({ coachId, clientId }) => `${coachId} ${clientId}`)).size
  const base = baseOf({ n: all.n - n, successes: all.successes - successes })
  const rate = successes / n
  const pattern = {
    ...{ situation, structure, coaches: coaches.size, clients, n, successes, rate, base },
    ...{ wilson: wilson(successes, n), p: base === undefined ? 1 : binomialTest(successes, n, base) },
  }
  const isBetter = base !== undefined && rate > base && [...coaches].every((coach) => isBetterWithout(coach, base))
  const isCandidate = coaches.size >= coachesAtLeast && clients >= clientsAtLeast && base !== undefined
  return { pattern, isCandidate, isBetter }

  function isBetterWithout(coach: string, than: number): boolean {
    const rest = totalOf(own.filter(({ coachId }) => coachId !== coach))
    return rest.successes > than * rest.n
  }
}

type Total = { n: number; successes: number }

/** With one success and one failure more (Laplace), so that no rate is certain. */
function baseOf({ n, successes }: Total): number | undefined {
  return n < baseAtLeast ? undefined : (successes + 1) / (n + 2)
}

function totalOf(contributions: readonly Contribution[]): Total {
  return contributions.reduce(
    (total, { n, successes }) => ({ n: total.n + n, successes: total.successes + successes }),
    { n: 0, successes: 0 },
  )
}
