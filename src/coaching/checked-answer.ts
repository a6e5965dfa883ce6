/** An answer whose reply may be sent: checked, asked for once more if something is wrong with it, and else kept for the coach. */
import { type TurnAnswer, turnAnswer } from './answer.ts'
import type { MessageMetadata } from './attribution.ts'
import type { Context } from './context.ts'
import { AiUnavailable } from './errors.ts'
import type { ToldOfMemory } from './memory/told.ts'
import type { ChatModel, Clock, ModelMessage, ModelPurpose, ModelUsage, StoredMessage } from './ports.ts'
import { type Told, toMessages } from './prompt.ts'
import type { ReplyCheck, ReplyFinding } from './reply-check/check-reply.ts'
import { askAgain, judgeMessages, replyJudgement } from './reply-check/judge.ts'
import type { Said } from './reply-check/support.ts'

type Answered = { answer: TurnAnswer; usage: ModelUsage }
export type CheckRecord = NonNullable<MessageMetadata['reply_check']>
export type Spent = { purpose: ModelPurpose | 'search' | 'recall' | 'examples' | 'transcription'; usage: ModelUsage }

/** `unsafe`: caught twice, so it waits for the coach; without `checked` it was no reply, and nothing was looked at. */
export type CheckedAnswer = Answered & { checked?: CheckRecord; unsafe?: boolean }

type Asked = {
  model: ChatModel
  turn: Told
  context: Context
  /** What of it would be said: in strict mode not what the documents do not hold. */
  asSaid: (answer: TurnAnswer) => TurnAnswer
  /** Would this answer's reply be sent? Only then is it looked at. */
  isReply: (answered: Answered) => boolean
  /** Takes what is paid for beside the answer that is returned. */
  spent: Spent[]
  /** Ends the wait for the first answer. */
  signal?: AbortSignal
}

export type AnswerChecked = (asked: Asked) => Promise<CheckedAnswer>

/** Who of two decided that something is wrong: a rule, the model it asked, or that model's silence. */
type Decider = CheckRecord['found'][number]['decided_by']
type Wrong = ReplyFinding & { decidedBy: Decider }

export function createAnswerChecked({ check, clock }: { check: ReplyCheck; clock: Clock }): AnswerChecked {
  /** @throws {AiUnavailable} when the first call gives no usable answer */
  return async function answerChecked({ model, turn, context, asSaid, isReply, spent, signal }) {
    const messages = toMessages(turn, context)
    const said = [...saidBefore(context.remembered), ...turn.messages.map(toSaid)]
    const first = await ask(messages, signal)
    if (!isReply(first)) return first
    const wrong = await findWrong(first.answer.reply)
    if (wrong.length === 0) return first

    const found = recordOf(wrong, 1)
    const second = await askOnceMore(first, wrong)
    if (!second) return { ...first, checked: { tries: 1, found }, unsafe: true }
    spent.push({ purpose: 'turn', usage: first.usage })
    if (!isReply(second)) return second
    const stillWrong = await findWrong(second.answer.reply)
    const checked = { tries: 2, found: [...found, ...recordOf(stillWrong, 2)] }
    return { ...second, checked, ...(stillWrong.length > 0 && { unsafe: true }) }

    async function ask(asked: readonly ModelMessage[], until?: AbortSignal): Promise<Answered> {
      const request = { purpose: 'turn' as const, messages: asked, schema: turnAnswer, schemaName: 'turn_answer' }
      const { value, usage } = await model.answer({ ...request, ...(until && { signal: until }) })
      return { answer: asSaid(value), usage }
    }

    /** Undefined when there is no second answer: the first is then what the coach gets to see. */
    async function askOnceMore({ answer }: Answered, faults: readonly Wrong[]): Promise<Answered | undefined> {
      try {
        return await ask([...messages, ...askAgain(answer.reply, faults)])
      } catch (error) {
        if (!(error instanceof AiUnavailable)) throw error
        if (error.usage) spent.push({ purpose: 'turn', usage: error.usage })
        return undefined
      }
    }

    async function findWrong(reply: string): Promise<Wrong[]> {
      const findings = check.check(reply, {
        said,
        teamNames: namesOf(turn),
        // Without what the documents and the memory hold: that may be said.
        system: toMessages(turn).flatMap(({ role, content }) => (role === 'system' ? [content] : [])),
        now: clock.now(),
      })
      const sure = findings.filter(({ certainty }) => certainty === 'sure')
      const byRule = sure.map((one): Wrong => ({ ...one, decidedBy: 'rule' }))
      const unsure = findings.filter(({ certainty }) => certainty === 'unsure')
      // What is caught already needs no second opinion.
      if (unsure.length === 0 || sure.length > 0) return byRule
      return judge(unsure)
    }

    async function judge(unsure: readonly ReplyFinding[]): Promise<Wrong[]> {
      try {
        const { value, usage } = await model.answer({
          purpose: 'reply_check',
          messages: judgeMessages(unsure, said),
          schema: replyJudgement,
          schemaName: 'reply_judgement',
        })
        spent.push({ purpose: 'reply_check', usage })
        return unsure.flatMap((one, at): Wrong[] =>
          value.problems.includes(at + 1) ? [{ ...one, decidedBy: 'model' }] : [],
        )
      } catch (error) {
        if (!(error instanceof AiUnavailable)) throw error
        if (error.usage) spent.push({ purpose: 'reply_check', usage: error.usage })
        return unsure.map((one): Wrong => ({ ...one, decidedBy: 'no_answer' }))
      }
    }
  }
}

function recordOf(wrong: readonly Wrong[], attempt: number): CheckRecord['found'] {
  return wrong.map(({ concern, rule, words, decidedBy }) => ({
    attempt,
    concern,
    rule,
    words: words.slice(0, 300).toWellFormed(),
    decided_by: decidedBy,
  }))
}

/** Everyone of the team whom the model knows of. */
function namesOf({ coach, messages }: Told): string[] {
  const team = messages.filter(({ senderType }) => senderType === 'human_coach').map(({ senderName }) => senderName)
  return [...new Set([coach.displayName, ...team])]
}

function toSaid({ senderType, content, sentAt }: StoredMessage): Said {
  return { by: senderType === 'human_coach' ? 'team' : senderType, text: content, sentAt }
}

/** What is remembered was said: a reply may build on it as on what stands in the conversation. */
function saidBefore({ insights, sessions, recalled }: ToldOfMemory): Said[] {
  return [
    ...insights.map(({ of: { text, validFrom } }): Said => ({ by: 'client', text, sentAt: validFrom })),
    ...sessions.map(({ of }): Said => ({ by: 'summary', text: of.summary.summary, sentAt: of.startedAt })),
    ...recalled.map(
      ({ of: { author, text, at } }): Said => ({
        by: author?.type === 'human_coach' ? 'team' : (author?.type ?? 'summary'),
        text,
        sentAt: at,
      }),
    ),
  ]
}
