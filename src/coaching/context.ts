/** Gathers what the model is told beside the client's newest words, and fits it into a budget of tokens. */
import type { Spent } from './checked-answer.ts'
import { type Consult, queryOf } from './knowledge/consult.ts'
import { type Material, noMaterial } from './knowledge/material.ts'
import { splitSentences } from './knowledge/sentences.ts'
import { chooseLearned } from './learning/choose.ts'
import { type Learned, nothingKnown } from './learning/ports.ts'
import type { ReadLearned } from './learning/read-learned.ts'
import { fitLearned, nothingLearned, type ToldOfLearning } from './learning/told.ts'
import type { LookAhead } from './look-ahead.ts'
import { type Lookups, newLookups } from './lookups.ts'
import type { Memory, Remembered } from './memory/ports.ts'
import { textToEmbed } from './memory/recall/question.ts'
import type { Recall, Recalled } from './memory/recall/recollection.ts'
import { refersBack } from './memory/refers-back.ts'
import {
  insightLines,
  type Line,
  nothingTold,
  recalledLines,
  relationshipLines,
  sessionLines,
  type ToldOfMemory,
  takeLines,
  tokensOf,
} from './memory/told.ts'
import { openMessages } from './open-messages.ts'
import type { ClaimedTurn, Clock, StoredMessage, UpcomingTurn } from './ports.ts'
import { countTokens } from './tokens.ts'

/** Layer 1, verbatim. Older ones of the newest twenty follow when all else has its place: danger may grow over several. */
export const recentMessagesTold = 10
/** An earlier message that is longer is shortened by whole sentences. */
const earlierMessageTokens = 300
/** The four layers together (docs/measurements.md says what they take). */
const layersTokens = 2_000
/** However long the newest messages are, so much of what is known of the client stays. */
const layersAtLeastTokens = 500
/** What each may take of what layers 2 to 4 and recall have together; what one leaves, those behind it have. */
const usualShares = { insights: 0.35, relationship: 0.1, sessions: 0.3, recalled: 0.5 }
/** When the client speaks of something from before. */
const sharesWhenAsked = { insights: 0.2, relationship: 0.1, sessions: 0.2, recalled: 0.6 }
/** What only the prompt's own wording takes, at most; the reply's schema comes on top. */
const wordingTokens = 900
const recollections = 12
/** How the coach works, what helps this client, and past interventions to go by. */
const learnedTokens = 900
/** What stands around a message or a passage: its role, its tag, who said it. */
const perLine = 30

export type Context = {
  messages: readonly StoredMessage[]
  remembered: ToldOfMemory
  learned: ToldOfLearning
  material: Material
}

/** Without a memory: of nobody, or of somebody who has none. */
export function contextOf(messages: readonly StoredMessage[], material: Material = noMaterial): Context {
  return { messages, remembered: nothingTold, learned: nothingLearned, material }
}

type Parts = { kept: Remembered; learned?: Learned; recalled: Omit<Recalled, 'usage'>; material: Material }
type Deps = {
  memory: Pick<Memory, 'read'>
  readLearned: ReadLearned
  lookUp: LookUp
  lookAhead: Pick<LookAhead, 'take'>
  clock: Clock
  budgetTokens: number
}

export type GatherContext = (turn: ClaimedTurn, spent: Spent[]) => Promise<Context>

export function createGatherContext({
  memory,
  readLearned,
  lookUp,
  lookAhead,
  clock,
  budgetTokens,
}: Deps): GatherContext {
  return async function gatherContext(turn, spent) {
    const lookups = lookAhead.take(turn.conversationId, spent) ?? newLookups()
    const [kept, found, known] = await Promise.all([
      memory.read(turn.coachId, turn.clientId),
      lookUp(turn, spent, lookups),
      learnedFor(turn, spent, lookups), // after recall, which pays for the vector of both
    ])
    return fitContext(turn, { kept, learned: known, ...found }, { budgetTokens, now: clock.now() })
  }

  async function learnedFor(turn: ClaimedTurn, spent: Spent[], { vectors: asked }: Lookups): Promise<Learned> {
    if (!turn.hasLearned) return nothingKnown
    const { coachId, clientId } = turn
    const query = queryOf(turn)
    return readLearned({ coachId, clientId, query, text: textToEmbed(query, namesIn(turn)), asked, spent })
  }
}

/** Of the client's past and of the coach's documents, by what the client has just said. */
export type LookUp = (
  turn: UpcomingTurn,
  spent: Pick<Spent[], 'push'>,
  lookups: Lookups,
) => Promise<Pick<Parts, 'recalled' | 'material'>>

export function createLookUp({ recall, consult }: { recall: Recall; consult: Consult }): LookUp {
  return async function lookUp(turn, spent, lookups) {
    const [recalled, material] = await Promise.all([recallFor(turn, spent, lookups), consult(turn, spent, lookups)])
    return { recalled, material }
  }

  async function recallFor(
    turn: UpcomingTurn,
    spent: Pick<Spent[], 'push'>,
    lookups: Lookups,
  ): Promise<Parts['recalled']> {
    const query = queryOf(turn)
    if (query === '') return { found: [], isAnswered: false }
    const { coachId, clientId, client, messages } = turn
    const beforeSeq = messages[0]?.seq
    const { usage, ...recalled } = await recall({
      ...{ coachId, clientId, query, limit: recollections, lookups },
      frame: { ...namesIn(turn), timezone: client.timezone },
      ...(beforeSeq !== undefined && { beforeSeq }),
    })
    if (usage) spent.push({ purpose: 'recall', usage })
    return recalled
  }
}

/**
 * The client's open messages always; of the rest what fits, in the order of its claims. The whole is no longer than the budget,
 * unless what cannot be left out is.
 */
export function fitContext(
  turn: Pick<ClaimedTurn, 'clientId' | 'messages' | 'dealtWithUpToSeq' | 'client' | 'coach' | 'noteForAi'>,
  { kept, learned: known = nothingKnown, recalled: { found, isAnswered }, material }: Parts,
  { budgetTokens, now }: { budgetTokens: number; now: Date },
): Context {
  const open = openMessages(turn)
  const words = open.map(({ content }) => content).join('\n')
  const room = createRoom(budgetTokens - wordingTokens - tokensOfAll([turn.coach.methodology, turn.noteForAi ?? '']))
  room.take(tokensOfMessages(open))

  const before = turn.messages.slice(0, turn.messages.length - open.length).map(shortenedMessage)
  const newest = takeNewest(before.slice(Math.max(0, turn.messages.length - recentMessagesTold)), room)

  const layers = Math.max(layersAtLeastTokens, layersTokens - tokensOfMessages([...newest, ...open]))
  const shared = createRoom(layers)
  const isAsked = refersBack(words)
  const shares = isAsked ? sharesWhenAsked : usualShares
  const claim = <T>(lines: Iterable<Omit<Line<T>, 'tokens'>>, share: number): Line<T>[] => {
    const taken = takeLines(lines, Math.min(room.left(), shared.left(), layers * share))
    room.take(tokensOf(taken))
    shared.take(tokensOf(taken))
    return taken
  }
  const seen = new Set(turn.messages.map(({ id }) => id))
  const longest = Math.min(earlierMessageTokens, Math.floor(layers * shares.recalled) - perLine)
  const unseen = isAnswered
    ? found.filter(({ id }) => !seen.has(id)).map((one) => ({ ...one, text: shortened(one.text, longest) }))
    : []
  const claimRecalled = () => claim(recalledLines(unseen, turn.client), shares.recalled)

  const touched = new Set(found.flatMap(({ kind, id }) => (kind === 'insight' ? [id] : [])))
  const insights = claim(insightLines(kept.insights, touched, { now, timezone: turn.client.timezone }), shares.insights)
  const relationship = claim(relationshipLines(kept), shares.relationship)
  const chosen = chooseLearned(known)
  const served = { clientId: turn.clientId, situation: chosen.situation, now, timezone: turn.client.timezone }
  const learned = fitLearned(chosen, served, Math.min(learnedTokens, room.left()))
  room.take(tokensOf([...learned.style, ...learned.approaches, ...learned.examples, ...learned.pattern]))
  const whenAsked = isAsked ? claimRecalled() : undefined
  const passages = takePassages(material, room)
  const sessions = claim(sessionLines(kept.sessions, turn.client.timezone), shares.sessions)
  const recalled = whenAsked ?? claimRecalled()
  const older = takeNewest(before.slice(0, before.length - newest.length), room)

  return {
    messages: [...older, ...newest, ...open],
    remembered: {
      ...{ insights, relationship, sessions: sessions.toReversed() },
      recalled: recalled.toSorted((one, other) => one.of.at.getTime() - other.of.at.getTime()),
      isMissed: isAsked && unseen.length === 0,
    },
    learned,
    material: passages,
  }
}

function namesIn({ client, coach, team }: UpcomingTurn) {
  return { client: client.displayName, team: [coach.displayName, ...team] }
}

type Room = { left(): number; take(tokens: number): void }

function createRoom(tokens: number): Room {
  let left = Math.max(0, tokens)
  return {
    left: () => left,
    take(taken) {
      left = Math.max(0, left - taken)
    },
  }
}

/** Of messages in their order the newest that fit, without a gap. */
function takeNewest(messages: readonly StoredMessage[], room: Room): StoredMessage[] {
  let from = messages.length
  for (; from > 0; from--) {
    const tokens = tokensOfMessages(messages.slice(from - 1, from))
    if (tokens > room.left()) break
    room.take(tokens)
  }
  return messages.slice(from)
}

function takePassages(material: Material, room: Room): Material {
  const passages = material.passages.filter(({ tokenCount }) => {
    const fits = tokenCount + perLine <= room.left()
    if (fits) room.take(tokenCount + perLine)
    return fits
  })
  return { ...material, passages }
}

/** Its first sentences and its last one, so far as an earlier message may be long. */
function shortened(text: string, tokensAtMost: number): string {
  if (countTokens(text) <= tokensAtMost) return text
  const sentences = splitSentences(text)
  const last = sentences.at(-1) ?? ''
  let left = tokensAtMost - Math.min(tokensAtMost / 2, countTokens(last))
  const kept: string[] = []
  for (const sentence of sentences.slice(0, -1)) {
    left -= countTokens(sentence)
    if (left < 0) break
    kept.push(sentence)
  }
  const end = countTokens(last) <= tokensAtMost / 2 ? last : ''
  return `${kept.join('').trimEnd()} […] ${end}`.trim()
}

function shortenedMessage(message: StoredMessage): StoredMessage {
  return { ...message, content: shortened(message.content, earlierMessageTokens) }
}

function tokensOfMessages(messages: readonly StoredMessage[]): number {
  return messages.reduce((sum, { content, metadata }) => {
    const { quote = '', forwarded_from: from = '' } = metadata
    return sum + tokensOfAll([content, quote, from]) + perLine
  }, 0)
}

function tokensOfAll(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + (text === '' ? 0 : countTokens(text)), 0)
}
