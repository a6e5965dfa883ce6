/** What learning asks of the database. */

import type { WrittenAt } from '../conversation.ts'
import type { WordWeights } from '../knowledge/bm25.ts'
import type { ModelUsage, Origin, WakeUp } from '../ports.ts'
import type { InterventionAnalysis } from './analysis.ts'
import type { Success } from './approach.ts'
import type { ClientApproaches } from './client-approach.ts'
import type { StyleProfile } from './coach-style.ts'
import type { ConfidencePoint } from './confidence-trend.ts'
import type { LearningCorrection, StyleCorrection } from './corrections.ts'
import type { DigestCounts } from './digest.ts'
import type { ImportedRun } from './import-chats.ts'
import type { Intervention, InterventionRun, Verdict } from './intervention.ts'
import type { MayJudge } from './moment.ts'
import type { Pattern } from './patterns.ts'
import type { Situation, Technique } from './vocabulary.ts'

/** An intervention that is to be analysed, taken under a lease. */
export type InterventionWork = Intervention &
  InterventionRun & {
    coachId: string
    /** Undefined: of no conversation, as what was taught in private. */
    conversationId: string | undefined
    leaseId: string
    /** This one among them. */
    attempts: number
    coach: { displayName: string }
    /** The client's, such as "de"; the coach's where there is no client. */
    language: string
    /** It has been shown to the coach, whatever became of the analysis since. */
    wasShown: boolean
    /** Everyone's who speaks in it, or is known to the client's memory: for nobody else's eyes. */
    names: readonly string[]
    /** The model refuses the coach's key, as far as is known. */
    keyIsDead: boolean
  }

/** An intervention as an example to follow, without names and figures. */
export type Exemplar = {
  id: string
  at: Date
  situation: Situation
  /** What the client had said. */
  facing: string
  /** What the coach answered. */
  answer: string
  /** What they did there, where they have said so themselves. */
  did?: string | undefined
  /** What came of it, as far as is known. */
  success: Success | undefined
  /** How near the client's words are to what it answered: from 0, of no unit (`nearnessToExample`). */
  likeness: number
  /** It was said to the client who is answered now. */
  isTheirs: boolean
  isPinned: boolean
  /** Answers of the AI's that were given it, and the share that went well; undefined: nobody knows yet. */
  timesUsed: number
  successRate: number | undefined
}

/** What a turn is told of how the coach works. */
export type Learned = {
  style: StyleProfile | undefined
  /** What the coach has put right of it. */
  corrections: readonly StyleCorrection[]
  /** What has worked with this client, by situation. */
  approaches: readonly ClientApproaches[]
  /** What the coach did when somebody said something like it, nearest first. */
  exemplars: readonly Exemplar[]
  /** What has worked for several coaches. */
  patterns: readonly Pattern[]
}

export const nothingKnown: Learned = { style: undefined, corrections: [], approaches: [], exemplars: [], patterns: [] }

export type AskedOfLearned = {
  words: WordWeights
  situation: Situation
  /** The vector of what is asked, and whose it is; left out: by words alone. */
  meaning?: { vector: Float32Array; model: string }
  /** With what was said once, so that an intervention can be taken back from it. */
  whole?: boolean
}

export interface LearnedReader {
  /** Of what is kept: for all clients, or for this one. One transaction, its statements asked together. */
  read(coachId: string, clientId: string, asked: AskedOfLearned): Promise<Learned>
}

/** Of what is kept, for all clients or for one. */
export interface ExampleVectors {
  /** Takes some that have no vector of this model, newest first, without names and figures; nobody else gets them for a while. */
  claim(coachId: string, model: string, limit: number): Promise<{ id: string; text: string }[]>
  store(
    coachId: string,
    made: { model: string; vectors: readonly { id: string; vector: Float32Array }[]; usage: ModelUsage },
  ): Promise<void>
  /** Those that have none are due then; undefined: with whatever is learned next. */
  postpone(coachId: string, until: Date | undefined, usage: ModelUsage | undefined): Promise<void>
}

export type InterventionOutcome =
  | {
      kind: 'analysed'
      analysis: InterventionAnalysis
      situationText: string
      answerText: string
      words: WordWeights
      usage: ModelUsage
    }
  /** Nothing of it is left that could be learned from. */
  | { kind: 'nothing'; usage?: ModelUsage }
  /** `counts` false: this attempt was none of the intervention's. */
  | { kind: 'later'; at: Date; counts: boolean; usage?: ModelUsage }

export interface InterventionWorks {
  /** Takes the next of the coach's that is due; nobody else gets it for a while. */
  claim(coachId: string): Promise<InterventionWork | undefined>
  /** In one transaction, under the lease; what it says is shown in the client's topic, where there is one. */
  record(work: InterventionWork, outcome: InterventionOutcome): Promise<WakeUp[]>
  /** What the coach has said nothing of for a week is kept, where they have set it so; else it is looked at no more. */
  keepUnread(coachId: string): Promise<WakeUp[]>
  /** Counts how answers turned out that were given an intervention as an example, where that is due. */
  countUses(coachId: string): Promise<boolean>
}

/** What a coach shows in private of how they answer: kept, since they were asked, and analysed without a client. */
export interface Teachings {
  /** Which of the invented situations they have answered. */
  listAnswered(coachId: string): Promise<string[]>
  /** @returns undefined when this update had its effect before */
  answer(
    coachId: string,
    origin: Origin,
    answer: {
      /** taught: about what their clone had said to them in a try. */
      kind: 'cold_start' | 'taught'
      /** Which of the invented situations it is. */
      situation?: string
      before: string
      said: string
      by: string
      /** Where it was written: an edit of it is found by that. */
      written?: WrittenAt
      /** What it cost to write down, where it was said aloud. */
      heard?: ModelUsage
    },
  ): Promise<WakeUp[] | undefined>
  /**
   * They have edited an answer of theirs.
   *
   * @returns undefined when that message was none, or says the same
   */
  edit(coachId: string, written: WrittenAt, said: string): Promise<WakeUp[] | undefined>
  /** In one transaction; what was imported before is not added again. */
  keepImported(coachId: string, by: string, runs: readonly ImportedRun[]): Promise<{ added: number; wakeUps: WakeUp[] }>
}

export type JudgedIntervention = {
  /** overtaken: something else was decided since. unknown: nothing of it is left. */
  kind: 'judged' | 'as_before' | 'overtaken' | 'unknown'
  /** What had been said of it. */
  before: Verdict | undefined
}

/** Something that was learned, as the coach reads it. */
export type LearnedItem = {
  id: string
  at: Date
  situation: Situation
  technique: Technique
  whyItWorked: string
  facing: string
  answer: string
  /** The client it is kept for, where it is for one alone. */
  onlyFor: string | undefined
  isPinned: boolean
  /** Of the AI's answers that were given it; undefined: nobody knows yet how they went. */
  timesUsed: number
  successRate: number | undefined
  /** What of it the coach has put right. */
  corrected: LearningCorrection | undefined
}

export type KnownStyle = {
  profile: StyleProfile | undefined
  /** What the coach has put right of it. */
  corrections: readonly StyleCorrection[]
}

export type StyleView = KnownStyle & {
  /** Newest first. */
  recent: readonly LearnedItem[]
  /** Of the AI's answers in the last sixteen weeks. */
  confidence: readonly ConfidencePoint[]
}

export interface Interventions {
  viewStyle(coachId: string): Promise<StyleView>
  readStyle(coachId: string): Promise<KnownStyle>
  /** What is learned from, newest first, from there on. */
  listLearned(coachId: string, page: { before?: string; limit: number }): Promise<LearnedItem[]>
  /** Undefined when nothing is learned from it any more. */
  findLearned(coachId: string, id: string): Promise<LearnedItem | undefined>
  /** Of people who must not be named in what is told to everybody. */
  listNames(coachId: string): Promise<{ clients: string[]; team: string[] }>
  /**
   * What the coach puts right of one: the three levels change with it, in the same transaction.
   *
   * @param correction undefined takes back all that was put right of it
   * @returns what is learned from it now; undefined when nothing is any more
   */
  correct(coachId: string, id: string, correction: LearningCorrection | undefined): Promise<LearnedItem | undefined>
  /** Of what is counted of their way. `words` undefined: as it was counted. */
  correctStyle(
    coachId: string,
    correction: Omit<StyleCorrection, 'words'> & { words: StyleCorrection['words'] | undefined },
  ): Promise<void>
  /** Pinned, it goes before others that are as near to a client's words. */
  setPin(coachId: string, id: string, isPinned: boolean): Promise<void>
  /**
   * What the coach says of one: the three levels change with it, in the same transaction. Whatever comes of it, the message
   * that shows it says what is so now.
   *
   * @param verdict undefined takes back what was said of it
   */
  judge(
    coachId: string,
    id: string,
    verdict: Verdict | undefined,
    may: MayJudge,
  ): Promise<JudgedIntervention & { wakeUps: WakeUp[] }>
}

/** What a coach is told of a week, taken under a lease. */
export type DigestWork = {
  coachId: string
  leaseId: string
  /** The coach's private chat. */
  chatId: number
  language: string
  counts: DigestCounts
  /** Whose answers the coach has said nothing of, the newest first, and where those wait. */
  unreadOf: readonly { clientName: string; topicId: number | undefined }[]
  groupChatId: number | undefined
  groupIsForum: boolean
}

export interface Digests {
  /** What is due for the coach within their hours; nobody else gets it for a while. */
  claim(coachId: string): Promise<DigestWork | undefined>
  /** Under the lease: the next is due in another week. Until then whoever dies over it leaves it to be said, perhaps once more. */
  recordTold(work: DigestWork): Promise<void>
  /** Under the lease: it is due again after so long. */
  putOff(work: DigestWork, afterMs: number): Promise<void>
}
