/** What goes when something is forgotten, and what else stands on it: told before it is done, and done as it was told. */
import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import { withoutSentences } from '../coaching/memory/forgetting.ts'
import { patternEvidence } from '../coaching/memory/insight.ts'
import type { CoachTx } from './doors.ts'
import { itself, withEarlier } from './item-rows.ts'
import { conversations, messages } from './schema/conversations.ts'
import { clientInsights, insightEvidence } from './schema/memory.ts'

export type Message = Pick<typeof messages.$inferSelect, 'id' | 'seq' | 'content' | 'metadata'>
type Piece = { insightId: string; messageId: string; sessionId: string; quote: string }

/** What goes: whole messages, and of others some sentences. */
export type Plan = {
  insightIds: string[]
  whole: Message[]
  cut: (Message & { rest: string })[]
  /** What is remembered beside it and stands on words that go. */
  tied: { id: string; left: Piece[]; isOver: boolean; isCorrection: boolean }[]
}

/** The client's message and what the AI said to it: up to their next words, or to a human's. */
export async function withAnswers(tx: CoachTx, conversationId: string, seq: number): Promise<string[]> {
  const ours = sql`coach_id = ${tx.coachId} and conversation_id = ${conversationId}`
  const found = await readMessages(
    tx,
    conversationId,
    or(
      eq(messages.seq, seq),
      and(
        eq(messages.senderType, 'ai'),
        sql`${messages.seq} > ${seq} and ${messages.seq} < least(
          coalesce((select min(seq) from messages where ${ours} and sender_type = 'human_coach' and visibility = 'shared' and seq > ${seq}), ${endless}),
          coalesce((select min(seq) from messages where ${ours} and sender_type = 'client' and seq > (
            select min(seq) from messages where ${ours} and sender_type = 'ai' and visibility = 'shared' and seq > ${seq})), ${endless}))`,
      ),
    ),
  )
  return found.map(({ id }) => id)
}

/** Fewer are in half of all that is said. */
const echoCharacters = 10
const endless = Number.MAX_SAFE_INTEGER

export async function planForgetting(
  tx: CoachTx,
  conversationId: string,
  asked: readonly string[],
  due: readonly Message[],
): Promise<Plan> {
  const insightIds = await withEarlier(tx, asked)
  const said = await readEvidence(tx, 'insightId', insightIds)
  const putRight = await readCorrected(tx, insightIds)
  const named = await readByIds(tx, conversationId, [...said.map(({ messageId }) => messageId), ...putRight])
  const wholeIds = new Set([...due.map(({ id }) => id), ...putRight])
  const rests = named.map((message) => {
    const quotes = said.filter(({ messageId }) => messageId === message.id).map(({ quote }) => quote)
    return { ...message, rest: wholeIds.has(message.id) ? '' : withoutSentences(message.content, quotes) }
  })
  for (const { id, rest } of rests) if (rest === '') wholeIds.add(id)
  const answers = await Promise.all([...due, ...rests].map(({ seq }) => withAnswers(tx, conversationId, seq)))
  const words = [...said.map(({ quote }) => quote), ...due.map(({ content }) => content)]
  for (const id of [...answers.flat(), ...(await findEchoes(tx, conversationId, words))])
    if (!rests.some((message) => message.id === id)) wholeIds.add(id)
  const cut = rests.filter(({ rest }) => rest !== '')
  const whole = await readByIds(tx, conversationId, [...wholeIds])
  return { insightIds, whole, cut, tied: await findTied(tx, insightIds, whole, cut) }
}

/** What the AI said in the same words, at whatever time. */
async function findEchoes(tx: CoachTx, conversationId: string, words: readonly string[]): Promise<string[]> {
  const telling = words.filter((one) => one.length >= echoCharacters)
  if (telling.length === 0) return []
  const echoing = or(...telling.map((one) => sql`position(lower(${one}) in lower(${messages.content})) > 0`))
  const found = await readMessages(tx, conversationId, and(eq(messages.senderType, 'ai'), echoing))
  return found.map(({ id }) => id)
}

/** What else loses words that it stands on, and what is left to it. */
async function findTied(tx: CoachTx, insightIds: readonly string[], whole: Plan['whole'], cut: Plan['cut']) {
  const rests = new Map([
    ...whole.map(({ id }) => [id, ''] as const),
    ...cut.map(({ id, rest }) => [id, rest] as const),
  ])
  const isGone = ({ messageId, quote }: Piece) => rests.has(messageId) && !(rests.get(messageId) ?? '').includes(quote)
  const touched = await readEvidence(tx, 'messageId', [...rests.keys()])
  const lost = touched.filter((piece) => isGone(piece) && !insightIds.includes(piece.insightId))
  const corrected = await tx
    .select({ id: clientInsights.id })
    .from(clientInsights)
    .where(
      and(
        eq(clientInsights.coachId, tx.coachId),
        inArray(
          clientInsights.correctedIn,
          whole.map(({ id }) => id),
        ),
      ),
    )
  const overIds = new Set(corrected.flatMap(({ id }) => (insightIds.includes(id) ? [] : id)))
  const tied: Plan['tied'] = []
  for (const id of new Set([...overIds, ...lost.map(({ insightId }) => insightId)])) {
    const left = (await readEvidence(tx, 'insightId', [id])).filter((piece) => !isGone(piece))
    const [insight] = await tx.select({ kind: clientInsights.kind }).from(clientInsights).where(itself(tx, id))
    const sessions = new Set(left.map(({ sessionId }) => sessionId)).size
    const isOver = overIds.has(id) || sessions < (insight?.kind === 'pattern' ? patternEvidence : 1)
    tied.push({ id, left, isOver, isCorrection: overIds.has(id) })
  }
  return tied
}

/** Oldest first. */
export async function readEvidence(
  tx: CoachTx,
  of: 'insightId' | 'messageId',
  ids: readonly string[],
): Promise<Piece[]> {
  if (ids.length === 0) return []
  return tx
    .select({
      insightId: insightEvidence.insightId,
      messageId: insightEvidence.messageId,
      sessionId: insightEvidence.sessionId,
      quote: insightEvidence.quote,
    })
    .from(insightEvidence)
    .innerJoin(messages, and(eq(messages.coachId, insightEvidence.coachId), eq(messages.id, insightEvidence.messageId)))
    .where(and(eq(insightEvidence.coachId, tx.coachId), inArray(insightEvidence[of], [...ids])))
    .orderBy(messages.seq)
}

async function readCorrected(tx: CoachTx, insightIds: readonly string[]): Promise<string[]> {
  const rows = await tx
    .select({ messageId: clientInsights.correctedIn })
    .from(clientInsights)
    .where(and(eq(clientInsights.coachId, tx.coachId), inArray(clientInsights.id, [...insightIds])))
  return rows.flatMap(({ messageId }) => messageId ?? [])
}

function readByIds(tx: CoachTx, conversationId: string, ids: readonly string[]): Promise<Message[]> {
  return readMessages(tx, conversationId, inArray(messages.id, [...ids]))
}

export function readMessages(tx: CoachTx, conversationId: string, which: SQL | undefined): Promise<Message[]> {
  return tx
    .select({ id: messages.id, seq: messages.seq, content: messages.content, metadata: messages.metadata })
    .from(messages)
    .where(and(inConversation(tx, conversationId), which))
}

export function inConversation(tx: CoachTx, conversationId: string) {
  return and(eq(messages.coachId, tx.coachId), eq(messages.conversationId, conversationId))
}

export function ofConversation(tx: CoachTx, conversationId: string) {
  return and(eq(clientInsights.coachId, tx.coachId), eq(clientInsights.clientId, clientOf(tx, conversationId)))
}

export function clientOf(tx: CoachTx, conversationId: string) {
  return sql`(select ${conversations.clientId} from ${conversations} where ${conversations.coachId} = ${tx.coachId}
    and ${conversations.id} = ${conversationId})`
}
