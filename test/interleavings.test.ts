/**
 * The AI never talks over the human: the real rules over the real rows, their steps in any order that two workers, a
 * slow model and a slow Telegram could bring about. Between two steps anything else may happen.
 */
import { sql } from 'drizzle-orm'
import { pino } from 'pino'
import { v7 as uuidv7 } from 'uuid'
import { beforeAll, expect, test } from 'vitest'
import type { TurnAnswer } from '../src/coaching/answer.ts'
import { createAnswerChecked } from '../src/coaching/checked-answer.ts'
import { createClientActions } from '../src/coaching/client-actions.ts'
import { createCoachActions } from '../src/coaching/coach-actions.ts'
import { assertLegalMove, type ConversationState } from '../src/coaching/conversation.ts'
import { createDecideTurn } from '../src/coaching/decide-turn.ts'
import { createJudgeTurn } from '../src/coaching/handoff/judge-turn.ts'
import { handoffLexicons } from '../src/coaching/handoff/lexicons.ts'
import { createReadSignals } from '../src/coaching/handoff/word-signals.ts'
import type { ClaimedDelivery } from '../src/coaching/ports/deliveries.ts'
import type { ChatModel, ClientAddress, MemberAddress } from '../src/coaching/ports.ts'
import { newCode } from '../src/coaching/practice.ts'
import { createReceive } from '../src/coaching/receive.ts'
import { createReplyCheck } from '../src/coaching/reply-check/check-reply.ts'
import { replyRules } from '../src/coaching/reply-check/languages.ts'
import { crisisPhrases } from '../src/coaching/safety/languages.ts'
import { createCrisisScreen } from '../src/coaching/safety/screen.ts'
import { createTurn } from '../src/coaching/turn.ts'
import { rowsOf } from '../src/db/client.ts'
import { createConversations } from '../src/db/conversations.ts'
import { createDoors } from '../src/db/doors.ts'
import { createOutbox } from '../src/db/outbox.ts'
import { createPractices } from '../src/db/practices.ts'
import { createSenders } from '../src/db/senders.ts'
import { createMovableClock } from '../src/simulator/clock.ts'
import { bareContext } from './support/bare-context.ts'
import { openTestStore, type TestStore } from './support/databases.ts'
import fc from './support/property.ts'

const judgeTurn = createJudgeTurn(createReadSignals(handoffLexicons))

const steps = [
  'client writes',
  'client writes',
  'a turn is claimed',
  'a turn is claimed',
  'the model answers',
  'the model answers',
  'the model asks for the human',
  'a delivery is claimed',
  'a delivery is claimed',
  'a delivery is claimed',
  'Telegram shows it',
  'Telegram shows it',
  'the send is recorded',
  'the send is recorded',
  'the answer of the send is lost',
  'takeover',
  'takeover',
  'coach writes',
  'handback',
  'AI may answer',
  '2 s pass',
  '40 s pass',
] as const
type Step = (typeof steps)[number]

/** What usually follows each other, so that the rare orders behind it are reached often. */
const asked: Step[] = ['client writes', '2 s pass', 'a turn is claimed']
const replied: Step[] = [...asked, 'the model answers']
const scenes: Step[][] = [
  asked,
  replied,
  [...replied, 'a delivery is claimed'],
  [...replied, 'a delivery is claimed', 'Telegram shows it'],
  ['takeover', 'handback'],
  ['takeover', 'a delivery is claimed', 'Telegram shows it', 'Telegram shows it'],
  ['takeover', 'coach writes', 'handback'],
  ['the answer of the send is lost', '2 s pass', 'a delivery is claimed', 'Telegram shows it'],
]
const anyStep = fc.constantFrom(...steps).map((step) => [step])
const schedules = fc
  .array(fc.oneof({ weight: 3, arbitrary: anyStep }, { weight: 2, arbitrary: fc.constantFrom(...scenes) }), {
    minLength: 3,
    maxLength: 12,
  })
  .map((parts) => parts.flat())

/** Found by this test once: in flight during a takeover and a handback, then sent again; and then dropped, unanswered. */
const knownToHaveFailed: Step[][] = [
  [...replied, 'a delivery is claimed', 'takeover', 'handback', 'the answer of the send is lost', '40 s pass'],
  [
    ...([...replied, 'a delivery is claimed', 'takeover', 'coach writes', 'handback'] satisfies Step[]),
    ...(['the answer of the send is lost', '2 s pass', 'a delivery is claimed', 'Telegram shows it'] satisfies Step[]),
  ],
]

const coachTelegramUserId = 501
const groupChatId = -1001
/** No call to Telegram takes longer: what has not happened by then never does. */
const callDeadlineMs = 10_000
/** A send that is not recorded by then is taken for cut off by a crash. */
const cutOffMs = 30_000

let store: TestStore
beforeAll(async () => {
  store = await openTestStore()
})

test('over any order of steps: no AI text after an acknowledged takeover, nobody forgotten, only legal moves', async () => {
  const practice = await openPractice()
  await fc.assert(
    fc.asyncProperty(schedules, async (schedule) => {
      const chat = await openChat(practice)
      await chat.finish() // the welcome
      for (const step of schedule) await chat.take(step)
      await chat.finish()
      await chat.check()
    }),
    {
      examples: knownToHaveFailed.map((schedule) => [schedule]),
      numRuns: Number(process.env['INTERLEAVINGS'] ?? 20),
      seed: 20261122,
      interruptAfterTimeLimit: 120_000, // on a busy machine fewer runs, not a red test
      markInterruptAsFailure: false,
    },
  )
})

type Practice = Awaited<ReturnType<typeof openPractice>>

async function openPractice() {
  const clock = createMovableClock(new Date('2026-03-02T10:00:00Z'))
  const ids = { next: () => uuidv7({ msecs: clock.now().getTime() }) }
  const doors = createDoors(store.database)
  const practices = createPractices({ doors, clock, ids, newCode })
  await practices.addCoachLink('hash', new Date(clock.now().getTime() + 60_000))
  const signedUp = await practices.signUpCoach('hash', {
    telegramUserId: coachTelegramUserId,
    displayName: 'Dana',
    language: 'en',
  })
  if (signedUp.kind === 'unknown_link') throw new Error('no coach')
  const senders = createSenders({ doors })
  await practices.linkGroup(signedUp.coachId, groupChatId, false, 'system')
  await practices.setMirrors(signedUp.coachId, 'all', 'system') // each run brings a client, and a crowd is shown by session
  const code = await practices.getInviteCode(signedUp.coachId)
  const dana = await senders.findMember(coachTelegramUserId)
  if (!dana) throw new Error('no member')
  let counter = 1_000
  return { clock, ids, doors, practices, senders, code, dana, unique: () => ++counter }
}

type Shown = { who: 'ai' | 'human' | 'notice'; text: string; delivery: ClaimedDelivery }
type Flight = { delivery: ClaimedDelivery; since: number; shown: boolean }
type Ask = { clientTexts: string[]; answer: (value: TurnAnswer) => void; turn: Promise<unknown> }

async function openChat({ clock, ids, doors, practices, senders, code, dana, unique }: Practice) {
  const conversations = createConversations({ doors, clock, ids })
  const outbox = createOutbox({ doors, clock, ids })
  const wake = async () => {} // rows say what is due; a wake-up may come at any time or never
  const asks: Ask[] = []
  let onAsk: () => void = () => {}
  const model: ChatModel = {
    async answer({ messages, schema }) {
      const clientTexts = messages.filter((message) => message.role === 'user').map((message) => message.content)
      const { promise, resolve } = Promise.withResolvers<TurnAnswer>()
      asks.push({ clientTexts, answer: resolve, turn: Promise.resolve() })
      onAsk()
      const usage = { model: 'fake', tokensIn: 1, tokensCached: 0, tokensOut: 1, costUsd: null, latencyMs: 1 }
      return { value: schema.parse(await promise), usage }
    },
  }
  const takeTurn = createTurn({
    conversations,
    decideTurn: createDecideTurn({
      judgeTurn,
      models: { forCoach: async () => model },
      answerChecked: createAnswerChecked({ check: createReplyCheck(replyRules), clock }),
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
    screen: createCrisisScreen(crisisPhrases),
    senders,
    conversations,
    emergency: { sendCrisisText: async () => true },
    wake,
    clock,
    ids,
  })
  const coach = createCoachActions({ conversations, wake, clock, ids })

  const sarahId = unique()
  const origin = () => ({ botId: 1, updateId: unique() })
  const sarah = await agreedClient()
  const { coachId, conversationId } = sarah
  const at = () => ({ coachId, conversationId, member: (dana as MemberAddress).member, origin: origin() })
  const flights: Flight[] = []
  /** The client's phone, and beside it what the coach was told, in the order of showing. */
  const phone: Shown[] = []
  const wrongs: string[] = []
  const written: string[] = []
  const said: string[] = []
  let isAcknowledged = false
  let lossesOfAi = 0

  async function agreedClient(): Promise<ClientAddress> {
    const client = await practices.acceptInvite(code, { telegramUserId: sarahId, displayName: 'Sarah', language: 'en' })
    if (!client) throw new Error('no client')
    await createClientActions({ conversations, wake, clock, ids }).agree(client, 'wording', origin())
    return client
  }

  async function stateNow(): Promise<ConversationState> {
    const [row] = await rowsOf<{ state: ConversationState }>(
      store.database.drizzle,
      sql`select state from conversations where id = ${conversationId}`,
    )
    if (!row) throw new Error('no conversation')
    return row.state
  }

  async function take(step: Step): Promise<void> {
    clock.advance(7)
    switch (step) {
      case 'client writes': {
        const text = `message ${written.length}.`
        written.push(text)
        const message = {
          origin: origin(),
          chatId: sarahId,
          messageId: unique(),
          telegramUserId: sarahId,
          text,
          kind: 'text',
          sentAt: clock.now(),
        } as const
        await receive(message, await senders.findClient(sarahId))
        return
      }
      case 'a turn is claimed':
        return claimTurn()
      case 'the model answers':
        return answer({})
      case 'the model asks for the human':
        return answer({ wants_human: true })
      case 'a delivery is claimed':
        await claim('client')
        return void (await claim('topic'))
      case 'Telegram shows it':
        return show(oldestToShow())
      case 'the send is recorded':
        return land(oldestShown(), 'sent')
      case 'the answer of the send is lost':
        return land(flights[0], 'unclear')
      case 'takeover':
        await coach.takeOver(at())
        return
      case 'coach writes': {
        const text = `coach ${unique()}`
        const result = await coach.write(at(), {
          text,
          kind: 'text',
          chatId: groupChatId,
          telegramMessageId: unique(),
          sentAt: clock.now(),
        })
        if (result?.kind === 'said') said.push(text)
        return
      }
      case 'handback':
        if ((await coach.handBack(at(), ''))?.kind === 'handed_back') isAcknowledged = false
        return
      case 'AI may answer':
        await coach.letAiAnswer(at())
        return
      case '2 s pass':
        clock.advance(2_000)
        return
      case '40 s pass':
        clock.advance(40_000)
        return
    }
  }

  async function claimTurn(): Promise<void> {
    const asked = new Promise<void>((resolve) => {
      onAsk = resolve
    })
    const before = asks.length
    const turn = takeTurn(coachId, conversationId)
    await Promise.race([turn, asked])
    const ask = asks[before]
    if (ask) ask.turn = turn
    else await turn
  }

  async function answer(rest: Partial<TurnAnswer>): Promise<void> {
    const ask = asks.shift()
    if (!ask) return
    ask.answer({
      risk: 'none',
      wants_human: false,
      situation: '',
      sentiment: 0,
      stakes: 'none',
      asks_knowledge: false,
      confidence: 0.9,
      used: [],
      reply: ask.clientTexts.join(' '),
      ...rest,
    })
    await ask.turn
  }

  async function claim(target: 'client' | 'topic'): Promise<boolean> {
    const { delivery } = await outbox.claim(coachId, conversationId, target)
    if (delivery) flights.push({ delivery, since: clock.now().getTime(), shown: false })
    return delivery !== undefined
  }

  async function show(flight: Flight | undefined): Promise<void> {
    if (!flight) return
    flight.shown = true
    const { delivery } = flight
    if (delivery.target === 'topic') {
      if (delivery.body.kind === 'text' && delivery.body.key === 'takeover-confirmed')
        isAcknowledged = (await stateNow()) === 'human'
      return
    }
    const [message] = delivery.messages
    const who = delivery.isAi ? 'ai' : message?.senderType === 'human_coach' ? 'human' : 'notice'
    phone.push({ who, text: message?.content ?? '', delivery })
    if (who === 'ai' && isAcknowledged) wrongs.push(`AI after an acknowledged takeover: ${message?.content}`)
    if (who === 'ai') await checkMadeSinceHandback(flight)
    await outbox.recordPart(delivery, sarahId, [{ telegramMessageId: unique() }])
  }

  /** What the AI made before a human led must not come after it. What was in flight at the takeover may. */
  async function checkMadeSinceHandback({ delivery: { createdAt, messages }, since }: Flight) {
    const newer = await rowsOf<{ at: string }>(
      store.database.drizzle,
      sql`select moved_at as at from conversation_moves
        where conversation_id = ${conversationId} and from_state = 'human' and to_state = 'ai' and moved_at > ${createdAt.toISOString()}
        and moved_at <= ${new Date(since).toISOString()}`,
    )
    if (newer.length > 0) wrongs.push(`AI text from before a handback: ${messages[0]?.content}`)
  }

  /** Telegram confirms only what it has shown; without an answer it may have happened or not. */
  async function land(flight: Flight | undefined, kind: 'sent' | 'unclear'): Promise<void> {
    if (!flight) return
    flights.splice(flights.indexOf(flight), 1)
    if (flight.delivery.isAi && (kind === 'unclear' || ageOf(flight) > cutOffMs)) lossesOfAi++
    await outbox.recordOutcome(flight.delivery, kind === 'sent' ? { kind } : { kind, error: 'lost' })
  }

  function ageOf(flight: Flight): number {
    return clock.now().getTime() - flight.since
  }
  const oldestToShow = () => flights.find((flight) => !flight.shown && ageOf(flight) < callDeadlineMs)
  const oldestShown = () => flights.find((flight) => flight.shown)

  /** From here on everything works: what is due, happens. */
  async function finish(): Promise<void> {
    for (let round = 0; round < 60; round++) {
      const before = [phone.length, flights.length, asks.length].join()
      while (oldestToShow()) await show(oldestToShow())
      while (flights[0]) await land(flights[0], flights[0].shown ? 'sent' : 'unclear')
      while (asks.length > 0) await answer({})
      await claimTurn()
      const claimed = [await claim('client'), await claim('topic')]
      const after = [phone.length, flights.length, asks.length].join()
      if (before === after && !claimed.includes(true) && (await openWork()) === 0) return
      clock.advance(5_000)
    }
    wrongs.push('It does not come to rest')
  }

  async function openWork(): Promise<number> {
    const rows = await rowsOf(
      store.database.drizzle,
      sql`select id from deliveries where conversation_id = ${conversationId} and status in ('pending', 'sending')
        union all select id from conversations where id = ${conversationId} and turn_due_at is not null`,
    )
    return rows.length
  }

  async function check(): Promise<void> {
    expect(wrongs).toEqual([])
    const moves = await rowsOf<{ from_state: ConversationState; to_state: ConversationState }>(
      store.database.drizzle,
      sql`select from_state, to_state from conversation_moves where conversation_id = ${conversationId} order by moved_at, id`,
    )
    let state: ConversationState = 'ai'
    for (const move of moves) {
      expect(move.from_state).toBe(state)
      assertLegalMove(move.from_state, move.to_state, { episodeOpen: false, reason: 'none' })
      state = move.to_state
    }
    expect(await stateNow()).toBe(state)

    const shownAi = phone.filter((shown) => shown.who === 'ai')
    const shownHuman = phone.filter((shown) => shown.who === 'human')
    expect([...new Set(shownHuman.map((shown) => shown.text))]).toEqual(said) // every word, in order
    const ids = shownAi.map((shown) => shown.delivery.id)
    expect(ids.length - new Set(ids).size).toBeLessThanOrEqual(lossesOfAi) // twice only where an answer was lost

    if (state !== 'ai') return // the human side owes what is unanswered
    const answered = await rowsOf<{ content: string }>(
      store.database.drizzle,
      sql`select m.content from messages m where m.conversation_id = ${conversationId} and m.sender_type = 'client'
        and exists (select from messages h where h.conversation_id = m.conversation_id and h.sender_type = 'human_coach'
          and h.visibility = 'shared' and h.seq > m.seq)`,
    )
    const byHuman = new Set(answered.map((row) => row.content))
    for (const text of written) {
      const isAnswered = byHuman.has(text) || shownAi.some((shown) => shown.text.includes(text))
      expect(isAnswered, `${text} is answered`).toBe(true)
    }
  }

  return { take, finish, check }
}
