/** What the AI has earned with one client, situation by situation: counted from what became of its drafts, kept nowhere else. */
import { isDisapproving } from '../confidence/outcomes.ts'
import type { Situation } from '../learning/vocabulary.ts'
import type { CopilotOfClient } from './setting.ts'
import { lightShare } from './words-kept.ts'

/** A draft that somebody has decided, or what was sent alone and the team has reacted to. */
export type Decided = {
  situation: Situation
  outcome: 'sent' | 'edited' | 'rejected' | 'alone'
  /** By the coach, and not by somebody else of the team. */
  byCoach: boolean
  /** Of an edited one: the share of its words that went out, 0 to 1. */
  kept: number | null
  /** Standing reactions of the team. */
  reactions: readonly string[]
}

/** A situation of one client's. */
export type Rung = {
  situation: Situation
  /** Drafts in a row, the newest among them, that the coach sent unchanged. */
  unchanged: number
  of: number
  isEarned: boolean
  rule: 'ask' | 'alone' | undefined
}

/** In these nothing is ever earned: what is not known is no one situation, and danger is a human's. */
const neverAlone: ReadonlySet<Situation> = new Set(['other', 'crisis'])

export function mayEarn(situation: Situation): boolean {
  return !neverAlone.has(situation)
}

/**
 * One situation of one client's. It is earned by `of` drafts in a row that the coach sent unchanged, and lost by one that is
 * rejected or much changed, whoever of the team did it. A light change begins the count anew, and takes nothing that was earned.
 * What somebody else sent unchanged counts for nothing: in whose place the AI speaks, they trust it.
 *
 * @param decided of that situation, oldest first
 */
export function standingOf(decided: readonly Decided[], of: number): { unchanged: number; isEarned: boolean } {
  let unchanged = 0
  let isEarned = false
  for (const one of decided) {
    if (isAgainst(one)) [unchanged, isEarned] = [0, false]
    else if (one.outcome === 'sent' && one.byCoach) unchanged += 1
    else if (one.outcome === 'edited') unchanged = 0
    if (unchanged >= of) isEarned = true
  }
  return { unchanged, isEarned }
}

function isAgainst({ outcome, kept, reactions }: Decided): boolean {
  if (outcome === 'edited') return (kept ?? 0) < lightShare
  return outcome === 'rejected' || (outcome === 'alone' && reactions.some(isDisapproving))
}

/** Every situation in which something was decided or is ruled, those furthest up first. */
export function ladderOf(decided: readonly Decided[], { situations = {} }: CopilotOfClient, of: number): Rung[] {
  const known = new Set([...decided.map(({ situation }) => situation), ...(Object.keys(situations) as Situation[])])
  return [...known]
    .filter(mayEarn)
    .map((situation) => ({
      situation,
      of,
      ...standingOf(
        decided.filter((one) => one.situation === situation),
        of,
      ),
      rule: situations[situation],
    }))
    .sort((a, b) => Number(b.isEarned) - Number(a.isEarned) || b.unchanged - a.unchanged)
}

/** May the AI send alone here? What the coach says of the situation counts before what was earned there. */
export function mayGoAlone(rung: Pick<Rung, 'isEarned' | 'rule'> | undefined): boolean {
  return rung !== undefined && (rung.rule === 'alone' || (rung.isEarned && rung.rule !== 'ask'))
}
