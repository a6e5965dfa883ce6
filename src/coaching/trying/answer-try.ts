/** The job of a try: what a coach has written as a client is answered, by the way of a client's message. */
import { attributionOf } from '../attribute.ts'
import type { Spent } from '../checked-answer.ts'
import type { DecideTurn, Decision } from '../decide-turn.ts'
import { noKey } from '../handoff/key-works.ts'
import type { Clock, Ids, Wake } from '../ports.ts'
import type { CrisisScreen } from '../safety/screen.ts'
import { graver } from '../safety/weigh.ts'
import type { HearAnswer } from '../voice/hear-answer.ts'
import {
  openWords,
  type Tries,
  type TryAnswer,
  type TryResult,
  type TrySaid,
  type TrySaidByClone,
  type TryWork,
} from './tries.ts'

/** What Telegram does not take so often is left: it can be written again. */
const showsAtMost = 5

/** Never throws for a failure of Telegram's. */
export type ShowTry = (work: TryWork, said: TrySaidByClone) => Promise<TryResult>

type Deps = {
  tries: Tries
  decideTurn: DecideTurn
  screen: CrisisScreen
  hearAnswer: HearAnswer
  show: ShowTry
  wake: Wake
  clock: Clock
  ids: Ids
}

/** Safe to run at any time and by several workers: what a crash cuts off is done again. */
export function createAnswerTry({ tries, decideTurn, screen, hearAnswer, show, wake, clock, ids }: Deps) {
  return async function answerTry({ coachId }: { coachId: string }): Promise<void> {
    const work = await tries.claim(coachId)
    if (!work) return
    const written = work.said.find((one) => one.by === 'clone' && one.shownAs === undefined)
    const said = written?.by === 'clone' ? written : await goOn(work)
    if (said) {
      const shown = await show(work, said)
      const isGivenUp = shown.kind === 'later' && work.attempts >= showsAtMost
      await tries.record(work, isGivenUp ? { kind: 'shown', id: said.id, messageId: null } : shown)
    }
    await wake([{ kind: 'try', coachId }])
  }

  /** @returns what is to be shown: it is kept before, since it is paid for once */
  async function goOn(work: TryWork): Promise<TrySaidByClone | undefined> {
    const spent: Spent[] = []
    const result = await nextOf(work, spent)
    const isOurs = await tries.record(work, result, spent)
    return isOurs && result.kind === 'answered' ? result.said : undefined
  }

  async function nextOf(work: TryWork, spent: Spent[]): Promise<TryResult> {
    const open = openWords(work.said)
    if (open.length === 0) return { kind: 'done' }
    const spoken = open.find(({ voice }) => voice !== undefined)
    if (spoken?.voice) {
      const heard = await hearAnswer(work.coachId, spoken.voice)
      if (heard) spent.push({ purpose: 'transcription', usage: heard.usage })
      if (heard && heard.text !== '') return { kind: 'heard', id: spoken.id, text: heard.text }
      return answered({ kind: 'unheard' }, [spoken])
    }
    const finding = open.map(({ text }) => screen.screen(text)).reduce(graver, undefined)
    if (finding) return answered({ kind: 'danger', grade: finding.grade, danger: finding.kind }, open)
    const decision = await decideTurn(work.turn, spent)
    if (decision.usage) spent.push({ purpose: 'turn', usage: decision.usage })
    if (decision.kind === 'retry') return { kind: 'later', afterMs: decision.after }
    return answered(answerOf(decision, work), open)
  }

  function answered(answer: TryAnswer, words: readonly TrySaid[]): TryResult {
    const said: TrySaidByClone = { by: 'clone', id: ids.next(), at: clock.now().toISOString(), answer }
    return { kind: 'answered', said, over: words.map(({ id }) => id) }
  }
}

/** What a client would have got; a turn would store and send it instead. */
function answerOf(decision: Exclude<Decision, { kind: 'retry' }>, { said, isCopilot }: TryWork): TryAnswer {
  switch (decision.kind) {
    case 'danger':
      return { kind: 'danger', grade: decision.danger.grade, danger: decision.danger.kind }
    case 'hold':
      return { kind: 'no_ai', why: decision.why }
    case 'handoff': {
      const { reason, trigger, signals, aiConfidenceBefore: confidence } = decision.request
      if (reason === 'ai_off') return { kind: 'no_ai', why: trigger === noKey ? 'no_key' : 'off' }
      const held = decision.draft && { held: decision.draft.answer.reply }
      return { kind: 'call', reason, trigger, signals, confidence, ...held }
    }
    case 'reply': {
      const { answer, isGap, judged, checked } = decision
      const metadata = {
        ...attributionOf({ handedBack: undefined }, decision),
        ...(judged && { decision: judged }),
        ...(checked && { reply_check: checked }),
      }
      // Once an episode; here the whole try is one.
      const wasOffered = said.some(
        (one) => one.by === 'clone' && one.answer.kind === 'reply' && one.answer.goes === 'offered',
      )
      const goes = isCopilot ? 'draft' : judged?.outcome === 'offer' && !wasOffered ? 'offered' : 'out'
      return { kind: 'reply', text: answer.reply, metadata, goes, isGap }
    }
  }
}
