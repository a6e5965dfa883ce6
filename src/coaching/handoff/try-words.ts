/** What would be done with a message: the decision itself, with all that is known before the model is asked. */
import type { TurnAnswer } from '../answer.ts'
import type { CrisisScreen } from '../safety/screen.ts'
import { softDanger } from '../safety/soft.ts'
import type { Judged } from './decide.ts'
import type { JudgeTurn } from './judge-turn.ts'
import { type CoachRule, matchCoachRules } from './rules.ts'
import { type Sensitivity, weightsOf } from './sensitivity.ts'
import { type DecidedBy, ruleOf, type SignalLine, signalLines } from './why.ts'

export type Tried =
  | { kind: 'danger'; grade: number }
  | {
      kind: 'judged'
      /** With an AI that is sure of its answer, and with one that is not. */
      sure: Outcome
      unsure: Outcome
      /** What the words alone say. */
      signals: SignalLine[]
      /** The strictest rule of the coach's that speaks of it, whether it decides or not; counted from 1. */
      rule: { number: number; phrase: string } | undefined
      /** Words that count as danger when no model can weigh them. */
      isSoft: boolean
    }
export type Outcome = { outcome: Judged['outcome']; by: DecidedBy }

export type TryWords = (
  text: string,
  practice: { rules: readonly CoachRule[]; sensitivity: Sensitivity; coachName: string; now: Date },
) => Tried

export function createTryWords({ screen, judgeTurn }: { screen: CrisisScreen; judgeTurn: JudgeTurn }): TryWords {
  return (text, practice) => {
    const finding = screen.screen(text)
    if (finding) return { kind: 'danger', grade: finding.grade }
    const turn = turnOf(text, practice)
    const sure = judgeTurn(turn, unremarkable, 1)
    const unsure = judgeTurn(turn, unremarkable, 0)
    const [matched] = matchCoachRules(practice.rules, text)
    return {
      kind: 'judged',
      sure: outcomeOf(sure),
      unsure: outcomeOf(unsure),
      signals: signalLines(sure.record, undefined).filter(({ score }) => score > 0),
      rule: matched && { number: practice.rules.indexOf(matched.rule) + 1, phrase: matched.phrase },
      isSoft: softDanger([text]) !== undefined,
    }
  }
}

/** A model that sees nothing in it. */
const unremarkable: TurnAnswer = {
  risk: 'none',
  wants_human: false,
  situation: '',
  sentiment: 0,
  stakes: 'none',
  asks_knowledge: false,
  confidence: 1,
  used: [],
  reply: '',
}

function outcomeOf({ outcome, record }: Judged): Outcome {
  return { outcome, by: ruleOf(record.decided_by, record.score) }
}

function turnOf(
  text: string,
  { rules, sensitivity, coachName, now }: Parameters<TryWords>[1],
): Parameters<JudgeTurn>[0] {
  return {
    coach: { displayName: coachName, methodology: '' },
    rules,
    weights: weightsOf(sensitivity),
    dealtWithUpToSeq: 0,
    messages: [
      {
        id: '',
        seq: 1,
        senderType: 'client',
        senderId: '',
        senderName: '',
        kind: 'text',
        content: text,
        file: undefined,
        telegram: undefined,
        visibility: 'shared',
        metadata: {},
        sentAt: now,
        editedAt: undefined,
      },
    ],
  }
}
