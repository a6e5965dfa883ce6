/** A key that the model refuses: one incident for the coach, one line for each client, and an answer for all when it works again. */
import { sql } from 'drizzle-orm'
import { pino } from 'pino'
import { v7 as uuidv7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import { openApp } from '../src/app.ts'
import { createDecideTurn } from '../src/coaching/decide-turn.ts'
import { createJudgeTurn } from '../src/coaching/handoff/judge-turn.ts'
import { handoffLexicons } from '../src/coaching/handoff/lexicons.ts'
import { createReadSignals } from '../src/coaching/handoff/word-signals.ts'
import { sentenceWaitMs } from '../src/coaching/pacing.ts'
import { createTurn } from '../src/coaching/turn.ts'
import { createConversations } from '../src/db/conversations.ts'
import { createIncidents } from '../src/db/incidents.ts'
import { createTendIncidents } from '../src/jobs/incidents.ts'
import { asked, heard, joinsTeam, notices, stateOf, updatesHandled, whileModelThinks } from './support/acts.ts'
import { bareContext } from './support/bare-context.ts'
import { nameOf } from './support/openai-server.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>
const minuteMs = 60_000
const twenty = Array.from({ length: 20 }, (_, at) => `Client${String.fromCharCode(65 + at)}`)

/** Messages about the key in Dana's private chat, as they read now. */
const told = ({ dana }: World) =>
  dana
    .screen()
    .filter(({ from, text, deleted }) => from.isBot && !deleted && /Your clone (can't answer|answers again)/.test(text))
const lines = (world: World, name: string) =>
  notices(world.client(name)).filter((notice) => notice.includes("something on our side doesn't work"))
const boardOf = (world: World) => world.dana.screen({ chat: world.group.id }).find(({ pinned }) => pinned)?.text ?? ''

/** Whose words the last questions were about, in the order they were asked. */
const waited = (world: World, count: number) =>
  asked(world)
    .slice(-count)
    .map((texts) => /Words of (\w+)\./.exec(texts.join())?.[1])

async function outage(options: Parameters<typeof openWorld>[0] = {}): Promise<World> {
  const world = await openWorld(options)
  world.model.alwaysFail('401')
  return world
}

async function says(world: World, name: string, text: string) {
  await world.client(name).says(text)
  await world.settle()
}

async function sendsKey(world: World) {
  world.model.alwaysFail(undefined)
  await world.dana.says('/key sk-test-key-of-dana-0009')
  await world.dana.hears('0009')
  await world.settle()
}

describe('twenty clients write while the key is refused', () => {
  test('the coach has one message, each client one line; with a new key all are answered once', async () => {
    await using world = await outage({ clients: twenty })
    world.model.answersWith((request) => ({ reply: `Answer to ${request.texts('user').at(-1)}` }))
    const before = world.model.requests.length
    for (const [at, name] of twenty.entries()) {
      await world.client(name).says(`Words of ${name}.`)
      await updatesHandled(world)
      world.clock.advance(1_000)
      if (at === 3) await world.settle() // four find it at once, the others after them
    }
    await world.settle()
    for (const name of twenty.slice(0, 7)) await world.client(name).says('Are you there?')
    await world.settle()

    const [message, ...others] = told(world)
    expect(others).toEqual([])
    expect(message?.silent).toBe(false)
    expect(message?.text).toContain('the AI service refuses your key')
    expect(message?.text).toContain('20 clients are waiting, the longest first: ClientA, ClientB')
    expect(boardOf(world)).toContain('Your key does not work since')
    expect(boardOf(world)).toContain('20 clients wait')
    for (const name of twenty) {
      expect(lines(world, name), name).toHaveLength(1)
      expect(heard(world.client(name)), name).toEqual([])
      expect(world.topic(name).filter(({ text }) => text.includes('AI could not answer'))).toEqual([])
      expect(world.topic(name).filter((shown) => !shown.silent && !shown.service && shown.from.isBot)).toEqual([])
    }
    // Once it is known, the key is not tried for each of them.
    expect(world.model.requests.length - before).toBeLessThanOrEqual(4)

    const asks = world.model.requests.length
    await sendsKey(world)
    expect(waited(world, 20).toSorted()).toEqual(twenty.toSorted())
    expect(world.model.requests.length - asks).toBe(21) // the key was tried first
    for (const name of twenty) {
      expect(heard(world.client(name)), name).toHaveLength(1)
      expect(heard(world.client(name))[0]).toMatch(/Answer to/)
      expect(lines(world, name)).toHaveLength(1)
    }
    const [over, ...more] = told(world)
    expect(more).toEqual([])
    expect(over?.id).toBe(message?.id)
    expect(over?.text).toContain('Your clone answers again')
    expect(over?.text).toContain('20 clients had to wait')
    expect(over?.buttons ?? []).toEqual([])
    expect(boardOf(world)).toContain('Nobody needs you now')

    await says(world, 'ClientA', 'Thank you.')
    expect(heard(world.client('ClientA'))).toHaveLength(2)
  })

  test('the longest waiting is answered first', async () => {
    const names = twenty.slice(0, 8)
    // One turn at a time: with more, who of those under way is ready first is the machine's to say.
    await using world = await outage({ clients: names, turnConcurrency: 1 })
    for (const name of names) await says(world, name, `Words of ${name}.`)
    // The queue delays by the machine's clock: what was announced with the messages comes only now, and finds nothing to do.
    await new Promise((resolve) => setTimeout(resolve, sentenceWaitMs + 2_000))
    await world.settle()
    const asks = asked(world).length
    await sendsKey(world)
    expect(waited(world, asked(world).length - asks)).toEqual(names)
  })

  test('a process that dies in the middle of the recovery leaves nobody out, and answers nobody twice', async () => {
    const names = twenty.slice(0, 8)
    await using world = await outage({ clients: twenty })
    for (const name of names) await says(world, name, `Words of ${name}.`)
    let answers = 0
    world.model.answersWith(() => {
      answers += 1
      if (answers === 4) world.faults.databaseDown = true
      return { reply: 'What would help?' }
    })
    world.model.alwaysFail(undefined)
    // Dana's key was mended at the service: the next try finds out.
    world.clock.advance(3 * minuteMs)
    await world.app.reconciler.tick()
    await expect.poll(() => world.faults.databaseDown).toBe(true)
    world.clock.advance(2 * minuteMs) // what was under way is taken for cut off
    const options = { ...world.appOptions, config: { ...world.appOptions.config, roles: ['worker' as const] } }
    world.faults.databaseDown = false
    const other = await openApp(options)
    try {
      await Promise.all([world.app.reconciler.tick(), other.reconciler.tick()])
      for (let minute = 0; minute < 4; minute++) await world.advance(minuteMs)
      await world.settle()
    } finally {
      await other.close()
    }
    // One answer each. Sent once, too, save where the process died between a send and its record.
    expect(
      await world.rows(sql`select c.display_name as name, count(*)::int as answers from messages m
        join conversations v on v.id = m.conversation_id join clients c on c.id = v.client_id
        where m.sender_type = 'ai' and m.visibility = 'shared' group by 1 order by 1`),
    ).toEqual(names.map((name) => ({ name, answers: 1 })))
    for (const name of names) expect(new Set(heard(world.client(name))), name).toEqual(new Set(['What would help?']))
    expect(told(world)).toHaveLength(1)
    expect(told(world)[0]?.text).toContain('Your clone answers again')
  })

  test('what a crash leaves half done is done when its lease has ended: the message, and the recovery', async () => {
    await using world = await outage({ clients: ['Sarah', 'Tom'] })
    await says(world, 'Sarah', 'First.')
    await says(world, 'Tom', 'Second.')
    const lease = () => new Date(world.clock.now().getTime() + 90_000).toISOString()
    // Taken for an edit, and never heard of again.
    await world.rows(sql`update incidents set lease_id = gen_random_uuid(), leased_until = ${lease()}::timestamptz,
      show_at = ${lease()}::timestamptz, shown = null, probe_at = ${lease()}::timestamptz + interval '1 hour'`)
    world.model.alwaysFail(undefined)
    // A key is kept and the process ends before anyone is answered; another begins, and ends after one of two.
    await world.rows(sql`update incidents set closed_at = ${world.clock.now().toISOString()}::timestamptz`)
    await world.advance(60_000)
    expect(heard(world.client('Tom'))).toEqual([])
    await world.advance(60_000)
    await world.settle()
    expect([heard(world.client('Sarah')).length, heard(world.client('Tom')).length]).toEqual([1, 1])
    expect(told(world)).toHaveLength(1)
    expect(told(world)[0]?.text).toContain('2 clients had to wait')
  })
})

describe('the key', () => {
  test('is tried again by itself, more and more seldom, and by the coach at once', async () => {
    await using world = await outage()
    await says(world, 'Sarah', 'Hello?')
    const tries = () =>
      world.model.requests.filter((request) => request.texts('user')[0]?.startsWith('Answer with ok')).length
    const before = tries()
    for (let minute = 0; minute < 70; minute++) await world.advance(minuteMs)
    expect(tries() - before).toBeGreaterThanOrEqual(5)
    expect(tries() - before).toBeLessThanOrEqual(8)
    expect(told(world)[0]?.text).toMatch(/Last tried at \d\d:\d\d: not yet/)

    const now = tries()
    await world.dana.taps('Try again')
    await world.settle()
    expect(tries() - now).toBe(1)
    expect(told(world)).toHaveLength(1)
    world.model.alwaysFail(undefined)
    await world.dana.taps('Try again')
    await world.settle()
    expect(heard(world.sarah)).toHaveLength(1)
    expect(told(world)[0]?.text).toContain('one client had to wait')
  })

  test('that is removed in the demo: it says that the rehearsal answers, and it does', async () => {
    await using world = await outage({ rehearsal: true })
    await says(world, 'Sarah', 'Hello?')
    const [before] = told(world)
    await world.app.practices.forgetKey(world.coach.id, 'system')
    await world.advance(5_000)
    await world.settle()
    const after = world.dana.screen().find(({ id }) => id === before?.id)
    expect(after?.text).toContain('Your key is removed')
    expect(after?.text).toContain('the rehearsal answers')
    expect(after?.text).not.toContain('comes straight to you')
    expect(heard(world.sarah)).toHaveLength(1)
    expect(await stateOf(world)).toBe('ai')
  })

  test('that is removed while it is being refused opens nothing: the client is brought straight to the coach', async () => {
    await using world = await openWorld()
    await world.sarah.says('Hello?')
    world.model.alwaysFail('401')
    await whileModelThinks(world, () => world.app.practices.forgetKey(world.coach.id, 'system'))
    await world.settle()
    expect(await world.rows(sql`select id from incidents`)).toEqual([])
    expect(await stateOf(world)).toBe('waiting')
    expect(notices(world.sarah).at(-1)).toContain('Dana answers here in person')
    expect(lines(world, 'Sarah')).toEqual([])
  })

  test('that is gone from under an open incident ends it with the next try', async () => {
    await using world = await outage()
    await says(world, 'Sarah', 'Hello?')
    await world.rows(sql`delete from coach_secrets`)
    await world.advance(2 * minuteMs)
    await world.settle()
    expect(await world.rows(sql`select id from incidents where closed_at is null`)).toEqual([])
    expect(await stateOf(world)).toBe('waiting')
  })

  test('that is removed ends it in words that are true, and who waits is brought straight to the coach', async () => {
    await using world = await outage({ clients: ['Sarah', 'Tom'] })
    await says(world, 'Sarah', 'Hello?')
    await says(world, 'Tom', 'Hello?')
    const [before] = told(world)
    await world.app.practices.forgetKey(world.coach.id, 'system')
    await world.advance(5_000)
    await world.settle()
    const after = world.dana.screen().find(({ id }) => id === before?.id)
    expect(after?.text).toContain('Your key is removed')
    expect(after?.text).toContain('comes straight to you')
    expect(after?.buttons ?? []).toEqual([])
    for (const name of ['Sarah', 'Tom']) {
      expect(await stateOf(world, name), name).toBe('waiting')
      expect(heard(world.client(name)), name).toEqual([])
      expect(notices(world.client(name)).at(-1), name).toContain('Dana answers here in person')
      expect(
        world.topic(name).filter((shown) => !shown.silent && !shown.service && shown.from.isBot),
        name,
      ).toHaveLength(1)
    }
    expect(await world.rows(sql`select id from incidents where closed_at is null or released_at is null`)).toEqual([])
    expect(boardOf(world)).not.toContain('Your key does not work')
    const probes = world.model.requests.length
    await world.advance(60 * minuteMs)
    expect(world.model.requests).toHaveLength(probes)

    await sendsKey(world)
    for (const name of ['Sarah', 'Tom']) expect(heard(world.client(name)), name).toHaveLength(1)
  })

  test('without credit is named so; [Use another key] asks for one; one that is refused too changes nothing', async () => {
    await using world = await openWorld()
    world.model.alwaysFail('quota_429')
    await says(world, 'Sarah', 'Hello?')
    expect(told(world)[0]?.text).toContain('no credit left')
    await world.dana.taps('Use another key')
    await world.dana.hears('Please send me your API key')
    await world.dana.says('sk-test-key-of-dana-0010')
    await world.dana.hears('it has no credit left. It is not stored')
    await world.settle()
    expect(heard(world.sarah)).toEqual([])
    expect(told(world)[0]?.text).toContain('One client is waiting: Sarah')
  })

  test('a rate limit or a service that is down is no incident of the coach', async () => {
    await using world = await openWorld()
    world.model.alwaysFail('rate_429')
    await says(world, 'Sarah', 'Hello?')
    expect(told(world)).toEqual([])
    expect(await stateOf(world)).toBe('waiting')
  })

  test('an old key that is refused while the new one is stored opens nothing: the turn is tried with the new one', async () => {
    await using world = await openWorld()
    const { model, sarah, dana } = world
    await sarah.says('Hello?')
    await whileModelThinks(world, async () => {
      model.willFail('401')
      await dana.says('/key sk-test-key-of-dana-0011')
      await updatesHandled(world)
      // The key is checked while the turn is under way; its own check comes after the turn's failure.
    })
    await world.settle()
    if (told(world).length > 0) await world.advance(2 * minuteMs)
    await world.settle()
    expect(heard(sarah)).toHaveLength(1)
  })

  test('that passes a small check while turns are refused is one outage: one sound, one line, tries more and more seldom', async () => {
    await using world = await openWorld({ clients: ['Sarah', 'Tom'] })
    world.model.alwaysFail('quota_429_turns')
    await says(world, 'Sarah', 'Hello?')
    await says(world, 'Tom', 'Hello?')
    const before = asked(world).length
    for (let minute = 0; minute < 20; minute++) await world.advance(minuteMs)
    expect(told(world).map(({ silent }) => silent)).toEqual([false])
    for (const name of ['Sarah', 'Tom']) expect(lines(world, name), name).toHaveLength(1)
    expect(asked(world).length - before).toBeLessThanOrEqual(10)
    expect(told(world)[0]?.text).toContain('2 clients are waiting')
    expect(await world.rows(sql`select id from incidents`)).toHaveLength(1)

    world.model.alwaysFail(undefined)
    for (let minute = 0; minute < 31; minute++) await world.advance(minuteMs)
    await world.settle()
    for (const name of ['Sarah', 'Tom']) expect(heard(world.client(name)), name).toHaveLength(1)
    expect(told(world).map(({ text }) => text.includes('answers again'))).toEqual([true])
  })

  test('a second outage is another incident: another message with a sound, another line', async () => {
    await using world = await outage()
    await says(world, 'Sarah', 'Hello?')
    await sendsKey(world)
    world.model.alwaysFail('401')
    await world.advance(31 * minuteMs)
    await says(world, 'Sarah', 'And now?')
    expect(told(world).map(({ silent }) => silent)).toEqual([false, false])
    expect(told(world).map(({ text }) => text.includes('answers again'))).toEqual([true, false])
    expect(lines(world, 'Sarah')).toHaveLength(2)
    await sendsKey(world)
    expect(heard(world.sarah)).toHaveLength(2)
  })

  test('that works by the time a turn is held without a call opens nothing again: the turn is tried with it', async () => {
    await using world = await outage()
    await says(world, 'Sarah', 'Hello?')
    const [at] = await world.rows<{ coach: string; id: string }>(sql`select coach_id as coach, id from conversations`)
    const now = world.clock.now().toISOString()
    await world.rows(sql`update conversations set turn_due_at = ${now}::timestamptz`)
    const ids = { next: () => uuidv7() }
    const conversations = createConversations({ doors: world.app.doors, clock: world.clock, ids })
    const unused = () => {
      throw new Error('No call is made')
    }
    const takeTurn = createTurn({
      conversations: {
        ...conversations,
        async claimTurn(coachId, conversationId) {
          const turn = await conversations.claimTurn(coachId, conversationId)
          // By a process whose clock is a little behind.
          await world.rows(sql`update incidents set closed_at = ${now}::timestamptz - interval '1 second'`)
          return turn
        },
      },
      decideTurn: createDecideTurn({
        models: { forCoach: unused },
        answerChecked: unused,
        gatherContext: bareContext,
        noAnswer: () => '',
        judgeTurn: createJudgeTurn(createReadSignals(handoffLexicons)),
        log: pino({ level: 'silent' }),
        showTyping: () => ({ stop() {} }),
        renewLease: conversations.renewLease,
      }),
      showTyping: () => ({ stop() {} }),
      wake: async () => {},
      clock: world.clock,
      ids,
    })
    expect(await takeTurn(at?.coach ?? '', at?.id ?? '')).toBe('retrying')
    expect(await world.rows(sql`select id from incidents where closed_at is null`)).toEqual([])
    world.model.alwaysFail(undefined)
    await world.settle()
    expect(heard(world.sarah)).toHaveLength(1)
  })

  test('whose message cannot be changed is tried more and more seldom while it lasts, and no more once it is over', async () => {
    await using world = await outage()
    await says(world, 'Sarah', 'Hello?')
    const since = world.simulator.calls.list().at(-1)?.n ?? 0
    const edits = () =>
      world.simulator.calls
        .list({ method: 'editMessageText', since })
        .filter((call) => call.parameters['chat_id'] === world.dana.id).length
    world.simulator.faults.add({ method: 'editMessageText', chat: world.dana.id, status: 403, times: 1_000 })
    for (let minute = 0; minute < 60; minute++) await world.advance(minuteMs)
    expect(edits()).toBeGreaterThanOrEqual(3)
    expect(edits()).toBeLessThanOrEqual(12)
    await sendsKey(world)
    const over = edits()
    await world.advance(60 * minuteMs)
    expect(edits()).toBe(over)
    expect(await world.rows(sql`select show_at from incidents`)).toEqual([{ show_at: null }])
  })

  test('whose message cannot be had in private is told of in the group, with a sound; there only the coach decides', async () => {
    await using world = await outage()
    const zoe = await joinsTeam(world, 'Zoe')
    world.simulator.faults.add({ method: 'sendMessage', chat: world.dana.id, status: 403, times: 1_000 })
    await says(world, 'Sarah', 'Hello?')
    expect(told(world)).toEqual([])
    const inGroup = () =>
      world.dana.screen({ chat: world.group.id }).filter(({ text }) => text.includes("Your clone can't answer"))
    const [message, ...more] = inGroup()
    expect(more).toEqual([])
    expect(message?.silent).toBe(false)
    expect(message?.text).toContain('One client is waiting: Sarah')
    const requests = world.model.requests.length
    const tap = await world.taps(zoe, 'Try again')
    await world.settle()
    expect(tap.answer?.text).toBe('Only the coach can do this.')
    expect(world.model.requests).toHaveLength(requests)
    await world.taps(world.dana, 'Try again')
    await world.settle()
    expect(world.model.requests).toHaveLength(requests + 1)
    expect(inGroup()).toHaveLength(1)
  })

  test('a message that was deleted comes back without a sound', async () => {
    await using world = await outage({ clients: ['Sarah', 'Tom'] })
    await says(world, 'Sarah', 'Hello?')
    const [first] = told(world)
    await world.dana.deletes(first?.id ?? 0)
    await says(world, 'Tom', 'Hello?')
    await world.advance(minuteMs)
    expect(told(world).map(({ silent }) => silent)).toEqual([true])
    expect(told(world)[0]?.text).toContain('2 clients are waiting')
  })
})

describe('while it lasts', () => {
  test('danger is answered as ever, in plain words and in soft ones', async () => {
    await using world = await outage({ clients: ['Sarah', 'Tom', 'Mia'] })
    await says(world, 'Mia', 'Hello?')
    await says(world, 'Sarah', 'I want to kill myself tonight.')
    await says(world, 'Tom', 'It all feels hopeless, and I am so numb.')
    const grades = await world.rows<{ grade: number }>(sql`select grade from safety_episodes order by grade`)
    expect(grades.map(({ grade }) => grade)).toEqual([2, 4])
    for (const name of ['Sarah', 'Tom'])
      expect(world.topic(name).filter(({ text, silent }) => text.includes('may be in danger') && !silent)).toHaveLength(
        1,
      )
    await sendsKey(world)
    expect(heard(world.client('Mia'))).toHaveLength(1)
    expect(heard(world.client('Sarah'))).toEqual([]) // a human's to answer
    expect(heard(world.client('Tom'))).toEqual([])
  })

  test('who asks for the human is handed off, in words or by command, and is theirs to answer', async () => {
    await using world = await outage({ clients: ['Sarah', 'Tom', 'Mia'] })
    await says(world, 'Sarah', 'Hello?')
    await says(world, 'Sarah', 'Can I talk to Dana herself?')
    await says(world, 'Tom', 'Hello?')
    await says(world, 'Tom', '/human')
    for (const name of ['Sarah', 'Tom']) {
      expect(await stateOf(world, name)).toBe('waiting')
      expect(
        world.topic(name).filter(({ text, silent }) => text.includes(`${name} asks for you`) && !silent),
      ).toHaveLength(1)
    }
    // No call that can only be refused.
    expect(world.model.requests.map(nameOf).filter((name) => name.startsWith('briefing'))).toEqual([])
    await says(world, 'Mia', 'Hello?')
    expect(told(world)[0]?.text).toContain('One client is waiting: Mia')
    // The AI has no word to say: nobody is given back to it, by button or by time.
    await world.dana.taps('AI may answer', { chat: world.group.id })
    await world.settle()
    for (let minutes = 0; minutes < 90; minutes += 10) await world.advance(10 * minuteMs)
    expect(await stateOf(world, 'Sarah')).toBe('waiting')
    expect(notices(world.sarah).filter((notice) => notice.includes('the AI goes on'))).toEqual([])
    expect(notices(world.sarah).filter((notice) => notice.includes("I'm the AI, and I go on"))).toEqual([])
    await sendsKey(world)
    expect(heard(world.client('Mia'))).toHaveLength(1)
    await world.advance(10 * minuteMs)
    await world.settle()
    expect(notices(world.sarah).filter((notice) => notice.includes("I'm the AI, and I go on"))).toHaveLength(1)
  })

  test('a human who takes over and answers has answered; after the handback the client is told again', async () => {
    await using world = await outage({ clients: ['Sarah', 'Tom', 'Mia'] })
    for (const name of ['Sarah', 'Tom', 'Mia']) await says(world, name, 'Hello?')
    await world.writes(world.dana, 'Sarah', '/takeover')
    await world.writes(world.dana, 'Tom', '/takeover')
    await world.settle()
    await world.writes(world.dana, 'Sarah', 'I am here.')
    await world.writes(world.dana, 'Tom', 'I am here, too.')
    await world.settle()
    await world.writes(world.dana, 'Tom', '/handback')
    await world.settle()
    await world.advance(minuteMs)
    expect(told(world)[0]?.text).toContain('One client is waiting: Mia')
    await says(world, 'Tom', 'One thing more.')
    expect(lines(world, 'Tom')).toHaveLength(2)
    await sendsKey(world)
    expect(heard(world.sarah)).toEqual(['Dana: I am here.'])
    expect(heard(world.client('Tom'))).toHaveLength(2)
    expect(heard(world.client('Mia'))).toHaveLength(1)
  })

  test('a human who takes over while the clients are given back is not answered over, then or after the handback', async () => {
    await using world = await outage()
    await says(world, 'Sarah', 'Hello?')
    world.model.alwaysFail(undefined)
    await world.app.reconciler.stop() // what follows is done here
    await world.rows(sql`update incidents set closed_at = ${world.clock.now().toISOString()}::timestamptz`)
    const { doors } = world.app
    const { clock, log } = world
    const ids = { next: () => uuidv7() }
    const unused = () => {
      throw new Error('The key is not tried, and the coach is told later')
    }
    const incidents = createIncidents({ doors, clock, ids })
    const released: string[][] = []
    const tend = createTendIncidents({
      incidents: {
        ...incidents,
        async claim(coachId) {
          if (released.length > 0) return undefined
          const work = await incidents.claim(coachId)
          if (work?.kind === 'release') released.push(work.conversationIds)
          await world.writes(world.dana, 'Sarah', '/takeover')
          await updatesHandled(world)
          return work
        },
      },
      conversations: createConversations({ doors, clock, ids }),
      models: { forCoach: unused },
      show: unused,
      readWhatWaits: unused,
      wake: async () => {},
      clock,
      log,
    })
    await tend({ coachId: world.coach.id })
    expect(released).toMatchObject([[expect.any(String)]])
    expect(await stateOf(world)).toBe('human')
    await world.settle()
    await world.writes(world.dana, 'Sarah', 'I am here.')
    await world.settle()
    await world.writes(world.dana, 'Sarah', '/handback')
    await world.settle()
    expect(await stateOf(world)).toBe('ai')
    expect(heard(world.sarah)).toEqual(['Dana: I am here.'])
  })

  test('where the AI is switched off it stays off, and who withdraws is not answered', async () => {
    await using world = await outage({ clients: ['Sarah', 'Tom'] })
    await says(world, 'Sarah', 'Hello?')
    await says(world, 'Tom', 'Hello?')
    await world.writes(world.dana, 'Sarah', '/ai off')
    await world.settle()
    expect(await stateOf(world, 'Sarah')).toBe('waiting')
    expect(notices(world.sarah).at(-1)).toContain('Dana answers here in person')
    for (let minutes = 0; minutes < 90; minutes += 10) await world.advance(10 * minuteMs)
    expect(notices(world.sarah).at(-1)).toContain("hasn't been able to look in yet")
    await says(world, 'Tom', '/privacy')
    await world.client('Tom').taps('Stop and withdraw my consent')
    await world.settle()
    await world.advance(minuteMs)
    expect(told(world)[0]?.text).toContain('No client is waiting right now')
    await sendsKey(world)
    expect(heard(world.sarah)).toEqual([])
    expect(heard(world.client('Tom'))).toEqual([])
  })

  test('who cannot be written to any more is not counted among those who wait', async () => {
    await using world = await outage()
    const { faults } = world.simulator
    faults.add({ method: 'sendMessage', chat: world.sarah.id, status: 429, retryAfter: 20 })
    faults.add({ method: 'sendMessage', chat: world.sarah.id, status: 403 })
    await world.sarah.says('Hello?')
    await world.quiet()
    await world.advance(3_000)
    expect(told(world)[0]?.text).toContain('One client is waiting: Sarah')
    await world.advance(20_000)
    await world.settle()
    expect(await world.rows(sql`select status from clients`)).toEqual([{ status: 'blocked' }])
    expect(told(world)[0]?.text).toContain('No client is waiting right now')
  })

  test('the coach reads what they write at once, whatever they usually see', async () => {
    await using world = await outage()
    await world.dana.says('/mirrors')
    await world.dana.hears('How much do you want to see')
    await world.dana.taps('only when I am needed')
    await says(world, 'Sarah', 'Hello?')
    await says(world, 'Sarah', 'Anyone?')
    const shown = world
      .topic('Sarah')
      .map(({ text }) => text)
      .join('\n')
    expect(shown).toContain('Hello?')
    expect(shown).toContain('Anyone?')
  })
})
