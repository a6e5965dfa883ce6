/**
 * The human is offered once an episode, and never while someone else leads: the real rules over the real rows, through any
 * sequence of turns, taps, takeovers, silence and switches. Telegram may show what was sent, late or not at all.
 */
import { sql } from 'drizzle-orm'
import { pino } from 'pino'
import { v7 as uuidv7 } from 'uuid'
import { beforeAll, expect, test } from 'vitest'
import type { TurnAnswer } from '../src/coaching/answer.ts'
import { createAnswerChecked } from '../src/coaching/checked-answer.ts'
import { createClientActions } from '../src/coaching/client-actions.ts'
import { createCoachActions } from '../src/coaching/coach-actions.ts'
import { createDecideTurn } from '../src/coaching/decide-turn.ts'
import { createJudgeTurn } from '../src/coaching/handoff/judge-turn.ts'
import { handoffLexicons } from '../src/coaching/handoff/lexicons.ts'
import { episodeSilenceMs } from '../src/coaching/handoff/offer.ts'
import { createReadSignals } from '../src/coaching/handoff/word-signals.ts'
import type { ClaimedDelivery } from '../src/coaching/ports/deliveries.ts'
import type { ChatModel } from '../src/coaching/ports.ts'
import { newCode } from '../src/coaching/practice.ts'
import { createReceive } from '../src/coaching/receive.ts'
import { createReplyCheck } from '../src/coaching/reply-check/check-reply.ts'
import { replyRules } from '../src/coaching/reply-check/languages.ts'
import { crisisPhrases } from '../src/coaching/safety/languages.ts'
import { createCrisisScreen } from '../src/coaching/safety/screen.ts'
import { timerRules } from '../src/coaching/timers.ts'
import { createTurn } from '../src/coaching/turn.ts'
import { rowsOf } from '../src/db/client.ts'
import { createConversations } from '../src/db/conversations.ts'
import { createDoors } from '../src/db/doors.ts'
import { createOutbox } from '../src/db/outbox.ts'
import { createPractices } from '../src/db/practices.ts'
import { createSenders } from '../src/db/senders.ts'
import { createTimers } from '../src/db/timers.ts'
import { createMovableClock } from '../src/simulator/clock.ts'
import { bareContext } from './support/bare-context.ts'
import { openTestStore, type TestStore } from './support/databases.ts'
import fc from './support/property.ts'

const judgeTurn = createJudgeTurn(createReadSignals(handoffLexicons))
const screen = createCrisisScreen(crisisPhrases)
const checkReply = createReplyCheck(replyRules)

const steps = [
  ...['client writes', 'client writes', 'client writes of something weighty', 'client writes of something weighty'],
  ...['a turn', 'a turn', 'a turn', 'sends go out', 'sends go out', 'sends go out', 'a send is lost'],
  ...['client taps yes', 'client taps no', 'client taps an old yes', 'client taps an old no', 'client sends /human'],
  ...['takeover', 'coach writes', 'handback', 'AI may answer', '/ai off', '/ai on'],
  ...['consent is withdrawn', 'client agrees again', 'danger', 'handback with a reason'],
  ...['a minute passes', 'three hours pass', 'seven hours pass'],
] as const
type Step = (typeof steps)[number]
type Act = Exclude<Step, 'a minute passes' | 'three hours pass' | 'seven hours pass'>
/** Hours. */
const passing: Partial<Record<Step, number>> = {
  'a minute passes': 1 / 60,
  'three hours pass': 3,
  'seven hours pass': 7,
}

/** What usually follows each other, so that the rare orders behind it are reached often. */
const answered: Step[] = ['client writes of something weighty', 'a minute passes', 'a turn']
const offered: Step[] = [...answered, 'sends go out', 'sends go out']
const scenes: Step[][] = [
  answered,
  offered,
  offered,
  [...offered, 'client taps no'],
  [...offered, 'client taps yes', 'takeover', 'coach writes', 'handback'],
  [...offered, 'seven hours pass'],
  ['takeover', 'a minute passes', 'handback', 'a minute passes'],
]
const schedules = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...steps).map((step): Step[] => [step]) },
      { weight: 2, arbitrary: fc.constantFrom(...scenes) },
    ),
    { minLength: 3, maxLength: 12 },
  )
  .map((parts) => parts.flat())

/** An offer that is declined, and in the next episode one that is accepted. */
const twice: Step[] = [...offered, 'client taps no', 'seven hours pass', ...offered, 'client taps yes']

let store: TestStore
beforeAll(async () => {
  store = await openTestStore()
})

test('over any sequence: one open offer at most, one an episode, none while a human is called or leads, or the AI is off', async () => {
  const practice = await openPractice()
  let made = 0
  let closed = 0
  await fc.assert(
    fc.asyncProperty(schedules, async (schedule) => {
      const chat = await openChat(practice)
      for (const step of schedule) {
        await chat.take(step)
        await chat.check()
      }
      await chat.finish()
      await chat.check()
      await chat.checkPhone()
      const count = await chat.count()
      made += count.made
      closed += count.closed
    }),
    {
      examples: [[twice]],
      numRuns: Number(process.env['INTERLEAVINGS'] ?? 25),
      seed: 20261126,
      interruptAfterTimeLimit: 120_000, // on a busy machine fewer runs, not a red test
      markInterruptAsFailure: false,
    },
  )
  expect(made).toBeGreaterThan(1)
  expect(closed).toBeGreaterThan(1)
})

const coachTelegramUserId = 601
const groupChatId = -1002

type Practice = Awaited<ReturnType<typeof openPractice>>

async function openPractice() {
  const clock = createMovableClock(new Date('2026-03-02T10:00:00Z'))
  const ids = { next: () => uuidv7({ msecs: clock.now().getTime() }) }
  const doors = createDoors(store.database)
  const practices = createPractices({ doors, clock, ids, newCode })
  await practices.addCoachLink('hash', new Date(clock.now().getTime() + 60_000))
  const person = { telegramUserId: coachTelegramUserId, displayName: 'Dana', language: 'en' }
  const signedUp = await practices.signUpCoach('hash', person)
  if (signedUp.kind === 'unknown_link') throw new Error('no coach')
  const senders = createSenders({ doors })
  await practices.linkGroup(signedUp.coachId, groupChatId, false, 'system')
  await practices.setMirrors(signedUp.coachId, 'all', 'system')
  const code = await practices.getInviteCode(signedUp.coachId)
  const dana = await senders.findMember(coachTelegramUserId)
  if (!dana) throw new Error('no member')
  let counter = 2_000
  return { clock, ids, doors, practices, senders, code, dana, unique: () => ++counter }
}

async function openChat({ clock, ids, doors, practices, senders, code, dana, unique }: Practice) {
  const conversations = createConversations({ doors, clock, ids })
  const outbox = createOutbox({ doors, clock, ids })
  const timers = createTimers({ doors, clock, ids })
  const wake = async () => {} // rows say what is due
  const answer: TurnAnswer = {
    ...{ risk: 'none', wants_human: false, situation: '', sentiment: 0, stakes: 'none' },
    ...{ confidence: 0.4, asks_knowledge: false, used: [], reply: 'What would change?' },
  }
  const usage = { model: 'fake', tokensIn: 1, tokensCached: 0, tokensOut: 1, costUsd: null, latencyMs: 1 }
  const model: ChatModel = { answer: async ({ schema }) => ({ value: schema.parse(answer), usage }) }
  const takeTurn = createTurn({
    conversations,
    decideTurn: createDecideTurn({
      judgeTurn,
      models: { forCoach: async () => model },
      answerChecked: createAnswerChecked({ check: checkReply, clock }),
      gatherContext: bareContext,
      noAnswer: () => '',
      log: pino({ level: 'silent' }),
      showTyping: () => ({ stop() {} }),
      renewLease: conversations.renewLease,
    }),
    showTyping: () => ({ stop() {} }),
    wake,
    clock,
    ids,
  })
  const { receive } = createReceive({
    screen,
    senders,
    conversations,
    emergency: { sendCrisisText: async () => true },
    wake,
    clock,
    ids,
  })
  const client = createClientActions({ conversations, wake, clock, ids })
  const coach = createCoachActions({ conversations, wake, clock, ids })
  const sarahId = unique()
  const origin = () => ({ botId: 1, updateId: unique() })
  const found = await practices.acceptInvite(code, { telegramUserId: sarahId, displayName: 'Sarah', language: 'en' })
  if (!found) throw new Error('no client')
  const sarah = found
  await client.agree(sarah, 'wording', origin())
  const { coachId, conversationId } = sarah
  const at = () => ({ coachId, conversationId, member: dana.member, origin: origin() })
  /** Offers whose buttons are on the client's phone: by delivery, the offer's id. */
  const phone = new Map<string, string>()
  const wrongs: string[] = []

  async function rows<T>(query: ReturnType<typeof sql>): Promise<T[]> {
    return rowsOf<T>(store.database.drizzle, query)
  }

  async function says(text: string) {
    const message = {
      ...{ origin: origin(), chatId: sarahId, messageId: unique(), telegramUserId: sarahId },
      ...({ text, kind: 'text', sentAt: clock.now() } as const),
    }
    await receive(message, await senders.findClient(sarahId))
  }

  async function tap(action: 'acceptOffer' | 'declineOffer', which: 'shown' | 'newest'): Promise<void> {
    const [newest] = await rows<{ id: string }>(
      sql`select id from offers where conversation_id = ${conversationId} order by id desc limit 1`,
    )
    const offerId = which === 'shown' ? [...phone.values()].at(-1) : newest?.id
    const address = offerId && (await senders.findClientOffer(sarahId, offerId))
    if (offerId && address) await client[action](address, offerId, origin())
  }

  const acts: Record<Act, () => Promise<unknown>> = {
    'client writes': () => says(`message ${unique()}.`),
    'client writes of something weighty': () => says('I think of getting a divorce some day.'),
    danger: () => says('I want to kill myself.'),
    'a turn': () => takeTurn(coachId, conversationId),
    'sends go out': async () => [await sendOne('client', 'sent'), await sendOne('topic', 'sent')],
    'a send is lost': () => sendOne('client', 'unclear'),
    'client taps yes': () => tap('acceptOffer', 'shown'),
    'client taps no': () => tap('declineOffer', 'shown'),
    'client taps an old yes': () => tap('acceptOffer', 'newest'),
    'client taps an old no': () => tap('declineOffer', 'newest'),
    'client sends /human': () => client.requestHuman(sarah, origin()),
    'consent is withdrawn': () => client.withdraw(sarah, origin()),
    'client agrees again': () => client.agree(sarah, 'wording', origin()),
    takeover: () => coach.takeOver(at()),
    handback: () => coach.handBack(at(), ''),
    'handback with a reason': () => coach.handBack(at(), 'She is safe.'),
    'AI may answer': () => coach.letAiAnswer(at()),
    '/ai off': () => coach.switchAi(at(), false),
    '/ai on': () => coach.switchAi(at(), true),
    'coach writes': () =>
      coach.write(at(), {
        ...({ text: 'I am here.', kind: 'text', chatId: groupChatId, telegramMessageId: unique() } as const),
        sentAt: clock.now(),
      }),
  }

  async function take(step: Step): Promise<void> {
    clock.advance(7)
    const hours = passing[step]
    if (hours === undefined) return void (await acts[step as Act]())
    clock.advance(hours * 3_600_000)
    await fireTimers()
  }

  async function fireTimers(): Promise<void> {
    const rule: Parameters<typeof timers.fire>[2] = (s, timer) =>
      timerRules[timer.kind](s, timer, { now: clock.now(), nextId: () => ids.next() })
    while (await timers.fire(coachId, conversationId, rule));
  }

  async function sendOne(target: 'client' | 'topic', outcome: 'sent' | 'unclear'): Promise<boolean> {
    const { delivery } = await outbox.claim(coachId, conversationId, target)
    if (!delivery) return false
    if (outcome === 'unclear') {
      await outbox.recordOutcome(delivery, { kind: 'unclear', error: 'lost' })
      return true
    }
    show(delivery)
    const sent = [{ telegramMessageId: unique() }]
    await outbox.recordOutcome(delivery, {
      kind: 'sent',
      last: { chatId: target === 'client' ? sarahId : groupChatId, sent },
    })
    return true
  }

  function show({ id, body }: ClaimedDelivery): void {
    if (body.kind === 'text' && body.key === 'offer-human') phone.set(id, body.buttons?.[0]?.[0]?.subject ?? '')
    if (body.kind === 'replace') phone.delete(body.deliveryId)
  }

  /** What may be sent now, is. */
  async function finish(): Promise<void> {
    for (let round = 0; round < 60; round++) {
      const moved = [await sendOne('client', 'sent'), await sendOne('topic', 'sent')]
      if (!moved.includes(true)) clock.advance(5_000)
      const [left] = await rows<{ n: number }>(sql`select count(*)::int as n from deliveries
        where conversation_id = ${conversationId} and target = 'client' and status in ('pending', 'sending')`)
      if (left?.n === 0) return
    }
    wrongs.push('What the client is owed is not sent')
  }

  type OfferRow = { id: string; status: string; made_at: string; closed_reason: string | null }

  async function check(): Promise<void> {
    expect(wrongs).toEqual([])
    const offers = await rows<OfferRow>(
      sql`select id, status, made_at, closed_reason from offers where conversation_id = ${conversationId} order by id`,
    )
    const open = offers.filter(({ status }) => status === 'open')
    expect(open.length).toBeLessThanOrEqual(1)
    if (open.length > 0) {
      const [now] = await rows<Record<string, unknown>>(
        sql`select v.state, v.ai_enabled, c.consent_at is not null as consented,
          exists (select from safety_episodes e where e.conversation_id = v.id and e.closed_at is null) as in_danger,
          exists (select from handoffs h where h.conversation_id = v.id and h.closed_at is null) as is_called
          from conversations v join clients c on c.id = v.client_id where v.id = ${conversationId}`,
      )
      expect(now).toEqual({ state: 'ai', ai_enabled: true, consented: true, in_danger: false, is_called: false })
    }
    const counted = offers.filter(({ closed_reason: why }) => why !== 'not_shown')
    for (const [index, offer] of counted.entries()) {
      const before = counted[index - 1]
      if (before) expect(await hasEndedBetween(before.made_at, offer.made_at), 'a new episode').toBe(true)
    }
    const accepted = offers.filter(({ status }) => status === 'accepted')
    const called = await rows(
      sql`select id from handoffs where conversation_id = ${conversationId} and signals ? 'offer_id'`,
    )
    expect(called).toHaveLength(accepted.length)
    const said = await rows<{ offer: string | null; status: string }>(
      sql`select m.metadata ->> 'offer' as offer, case when o.closed_reason = 'not_shown' then null else o.status end as status
        from offers o join messages m on m.id = o.message_id where o.conversation_id = ${conversationId}`,
    )
    for (const { offer, status } of said) expect(offer).toBe(status)
  }

  /** Reckoned from moves and messages alone: the AI was left, or the client was silent for long. */
  async function hasEndedBetween(from: string, to: string): Promise<boolean> {
    const moves = await rows(
      sql`select id from conversation_moves where conversation_id = ${conversationId} and from_state = 'ai'
        and moved_at >= ${from} and moved_at <= ${to}`,
    )
    if (moves.length > 0) return true
    const written = await rows<{ at: string }>(
      sql`select sent_at as at from messages where conversation_id = ${conversationId} and sender_type = 'client'
        and visibility = 'shared' and sent_at <= ${to} order by seq`,
    )
    const times = written.map((row) => new Date(row.at).getTime())
    return times.some(
      (time, index) =>
        time > new Date(from).getTime() && index > 0 && time - (times[index - 1] ?? time) >= episodeSilenceMs,
    )
  }

  /** Buttons are there for an offer that stands, and for no other. */
  async function checkPhone(): Promise<void> {
    const open = await rows<{ id: string }>(
      sql`select id from offers where conversation_id = ${conversationId} and status = 'open'`,
    )
    expect([...phone.values()]).toEqual(open.map(({ id }) => id))
  }

  async function count() {
    const [counted] = await rows<{ made: number; closed: number }>(
      sql`select count(*)::int as made, (count(*) filter (where status <> 'open'))::int as closed
        from offers where conversation_id = ${conversationId}`,
    )
    return counted ?? { made: 0, closed: 0 }
  }

  return { take, check, checkPhone, finish, count }
}
