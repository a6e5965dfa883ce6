/** What the product would decide now: danger first, then the rules and the sum of the signals. */
import { createJudgeTurn } from '../../src/coaching/handoff/judge-turn.ts'
import { handoffLexicons } from '../../src/coaching/handoff/lexicons.ts'
import { createReadSignals } from '../../src/coaching/handoff/word-signals.ts'
import type { CrisisScreen } from '../../src/coaching/safety/screen.ts'
import { softDanger } from '../../src/coaching/safety/soft.ts'
import { type Decided, type Head, type ReplayTurn, unansweredOf } from './turns.ts'

const gradeOfRisk = { low: 1, high: 3, imminent: 4 } as const
/** Stands for a judgement that is not stored: sees nothing, and is sure of itself. */
const sawNothing: Head = {
  risk: 'none',
  wants_human: false,
  situation: '',
  sentiment: 0,
  stakes: 'none',
  confidence: 1,
}

export function createDecideNow({ screen }: Pick<CrisisScreen, 'screen'>): (turn: ReplayTurn) => Decided {
  const judgeTurn = createJudgeTurn(createReadSignals(handoffLexicons))

  return (replayed) => {
    const { head, reply, turn } = replayed
    const unanswered = unansweredOf(replayed)
    const found = unanswered.flatMap(({ content }) => screen(content) ?? []).sort((a, b) => b.grade - a.grade)
    if (found[0]) return danger(found[0].grade, found[0].matched)
    const soft = head === 'failed' && softDanger(unanswered.map(({ content }) => content))
    if (soft) return danger(soft.grade, soft.rule)
    const known = head === 'unknown' ? sawNothing : head
    if (known !== 'failed' && known.risk !== 'none') return danger(gradeOfRisk[known.risk], `model:${known.risk}`)
    const { outcome, reason, record } =
      known === 'failed'
        ? judgeTurn(turn, undefined, undefined)
        : judgeTurn(turn, { ...known, reply }, known.confidence)
    const by = record.decided_by === 'sum' ? `sum ${record.score}` : record.decided_by
    return { outcome, ...(reason && { reason }), by }
  }
}

function danger(grade: number, rule: string): Decided {
  return { outcome: 'danger', reason: `level ${grade}`, by: rule }
}
