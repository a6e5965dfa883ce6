/** A conversation's decisions, from the rows: what each AI message and each handoff was decided from. */
import { and, asc, eq } from 'drizzle-orm'
import type { DecisionRecord, MessageMetadata } from '../../src/coaching/attribution.ts'
import { confidenceRecord } from '../../src/coaching/confidence/confidence.ts'
import { sensitivityOf, weightsOf } from '../../src/coaching/handoff/sensitivity.ts'
import type { ClaimedTurn, StoredMessage } from '../../src/coaching/ports.ts'
import { recentMessages } from '../../src/coaching/prompt.ts'
import type { Doors } from '../../src/db/doors.ts'
import { clients } from '../../src/db/schema/clients.ts'
import { coaches, coachMembers } from '../../src/db/schema/coaches.ts'
import { conversations, messages } from '../../src/db/schema/conversations.ts'
import { handoffs } from '../../src/db/schema/handoffs.ts'
import { toStoredMessage } from '../../src/db/snapshot.ts'
import { claimedTurn, type Decided, type Head, ReplayError, type ReplayTurn } from './turns.ts'

type Handoff = typeof handoffs.$inferSelect
type Whose = { coachId: string; conversationId: string; hasConsent: boolean }

/** @throws {ReplayError} when there is no such conversation */
export async function readConversation(doors: Doors, id: string): Promise<Whose & { turns: ReplayTurn[] }> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
    throw new ReplayError(`"${id}" is no id of a conversation: those look like 0190f3a2-....`)
  const [whose] = await doors.asSystem('resolve_sender', (tx) =>
    tx.select({ coachId: conversations.coachId }).from(conversations).where(eq(conversations.id, id)),
  )
  if (!whose) throw new ReplayError(`There is no conversation ${id} here.`)
  return doors.asCoach(whose.coachId, async (tx) => {
    const { coachId } = tx
    const [who] = await tx
      .select({ coach: coaches, client: clients })
      .from(conversations)
      .innerJoin(clients, and(eq(clients.coachId, conversations.coachId), eq(clients.id, conversations.clientId)))
      .innerJoin(coaches, eq(coaches.id, conversations.coachId))
      .where(and(eq(conversations.coachId, coachId), eq(conversations.id, id)))
    if (!who) throw new ReplayError(`There is no conversation ${id} here.`)
    const team = await tx.select().from(coachMembers).where(eq(coachMembers.coachId, coachId))
    const nameOf = (senderId: string) => team.find((member) => member.id === senderId)?.displayName
    const rows = await tx
      .select()
      .from(messages)
      .where(and(eq(messages.coachId, coachId), eq(messages.conversationId, id), eq(messages.visibility, 'shared')))
      .orderBy(asc(messages.seq))
    const said = rows.map((row) => toStoredMessage(row, nameOf(row.senderId) ?? who.client.displayName))
    const called = await tx
      .select()
      .from(handoffs)
      .where(and(eq(handoffs.coachId, coachId), eq(handoffs.conversationId, id)))
    const common = {
      coach: { displayName: who.coach.displayName, methodology: who.coach.methodology },
      client: {
        displayName: who.client.displayName,
        language: who.client.language,
        timezone: 'UTC',
        telegramUserId: 0,
      },
      rules: who.coach.settings.rules ?? [],
      weights: weightsOf(sensitivityOf(who.coach.settings.sensitivity)),
    }
    const turns = [...turnsOfAi(said, common), ...turnsOfHandoffs(said, called, common), ...dangers(said, common)]
    turns.sort((one, other) => (one.at?.getTime() ?? 0) - (other.at?.getTime() ?? 0))
    return { coachId, conversationId: id, hasConsent: who.client.consentAt !== null, turns }
  })
}

type Common = Pick<ClaimedTurn, 'coach' | 'client' | 'rules' | 'weights'>

/** What the AI answered itself, with the judgement that was stored with it. */
function turnsOfAi(said: readonly StoredMessage[], common: Common): ReplayTurn[] {
  return said.flatMap((answer, at) => {
    if (answer.senderType !== 'ai') return []
    const saw = new Set(answer.metadata.context_message_ids ?? said.slice(0, at).map(({ id }) => id))
    const before = said.slice(0, at).filter(({ id }) => saw.has(id))
    const { decision } = answer.metadata
    return turnOf(before, common, {
      head: headOfReply(answer.metadata),
      reply: answer.content,
      ...(decision ? { decided: decidedOf(decision) } : { notCompared: 'not judged then' }),
    })
  })
}

function turnsOfHandoffs(said: readonly StoredMessage[], called: readonly Handoff[], common: Common): ReplayTurn[] {
  return called.flatMap((handoff) => {
    const { reason, trigger, signals, openedAt } = handoff
    // Nobody's words: the coach stepped in, or a button was pressed.
    if (reason === 'coach_initiated' || trigger === '/human') return []
    const model = headOfHandoff(signals)
    const rule = String(signals['rule'] ?? '')
    // A message that rules found dangerous stands for itself.
    if (reason === 'crisis' && !rule.startsWith('model:')) return []
    // Ids are made in the order of what they stand for.
    const before = said.filter(({ id, sentAt }) => id < handoff.id && sentAt <= openedAt)
    const isJudged = 'outcome' in signals
    return turnOf(before, common, {
      head: reason === 'crisis' ? headOfRisk(rule) : (model ?? (reason === 'ai_unavailable' ? 'failed' : 'unknown')),
      reply: '',
      decided:
        reason === 'crisis'
          ? { outcome: 'danger', reason: `level ${Number(signals['grade'])}`, by: rule }
          : { outcome: 'handoff', reason, by: trigger },
      ...(!isJudged &&
        !['crisis', 'ai_unavailable'].includes(reason) && { notCompared: `${reason}: no words decided` }),
    })
  })
}

function dangers(said: readonly StoredMessage[], common: Common): ReplayTurn[] {
  return said.flatMap((message, at) => {
    const { crisis_grade: grade, crisis_rule: rule = '' } = message.metadata
    if (grade === undefined) return []
    return turnOf(said.slice(0, at + 1), common, {
      head: 'unknown',
      reply: '',
      decided: { outcome: 'danger', reason: `level ${grade}`, by: rule },
    })
  })
}

type Known = Pick<ReplayTurn, 'head' | 'reply'> & { decided?: Decided; notCompared?: string }

/** None where there is nothing of the client's to decide about. */
function turnOf(before: readonly StoredMessage[], common: Common, known: Known): ReplayTurn[] {
  const last = before.at(-1)
  if (last?.senderType !== 'client') return []
  const { decided, notCompared, ...rest } = known
  const unanswered = before.length - 1 - before.findLastIndex(({ senderType }) => senderType !== 'client')
  return [
    {
      source: { messageId: last.id },
      at: last.sentAt,
      turn: claimedTurn({ ...common, messages: before.slice(-Math.max(recentMessages, unanswered)) }),
      ...rest,
      was: decided,
      ...(notCompared && { notCompared }),
    },
  ]
}

function decidedOf({ outcome, decided_by: by, score }: DecisionRecord): Decided {
  return { outcome, by: by === 'sum' ? `sum ${score}` : by }
}

/** Stored with each AI message but for `wants_human`: an AI that answered saw a wish only where the client declined. */
function headOfReply(metadata: MessageMetadata): Head | 'unknown' {
  const { risk, stakes, sentiment, confidence, situation = '', decision } = metadata
  if (risk === undefined || stakes === undefined || sentiment === undefined || confidence === undefined)
    return 'unknown'
  const wantsHuman = decision?.wish === 'decline' && decision.scores.wants_human === 1
  return { risk, stakes, sentiment, confidence, situation, wants_human: wantsHuman }
}

function headOfHandoff({ model, confidence_parts: parts }: Record<string, unknown>): Head | undefined {
  const head = model as Head | undefined
  const weighed = confidenceRecord.safeParse(parts)
  return head && { ...head, confidence: weighed.data?.calibrated ?? head.confidence }
}

function headOfRisk(rule: string): Head {
  const risk = rule.slice('model:'.length) as Head['risk']
  return { risk, wants_human: false, situation: '', sentiment: 0, stakes: 'none', confidence: 1 }
}
