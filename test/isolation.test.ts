/** Two coaches share one bot, and even a client: nothing of the one is seen, said or changed by way of the other. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { rowsOf } from '../src/db/client.ts'
import { systemReasons } from '../src/db/doors.ts'
import { createSenders } from '../src/db/senders.ts'
import { assertOutsideTransaction, InsideTransaction } from '../src/db/transaction-guard.ts'
import { createModels } from '../src/llm/models.ts'
import { openBot } from '../src/telegram/bot.ts'
import { createBotApi } from '../src/telegram/bot-api.ts'
import { opensPractice } from './support/acts.ts'
import { checkStatement } from './support/statements.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>
type Person = World['dana']

const toDana = 'Dana alone may know of my divorce.'
const toMia = 'Mia alone may know of my new job.'

/** Mia is a coach beside Dana, with a group of her own, and Sarah is the client of both. */
async function openTwoPractices() {
  const world = await openWorld({ method: 'The method of Dana.' })
  const { sarah, app } = world
  const { coach: mia, coachId: miaId, group } = await opensPractice(world, 'Mia')

  world.model.answersWith((request) => ({ reply: `Heard: ${request.texts('user').at(-1)}` }))
  await sarah.says(toDana)
  await world.settle()
  await sarah.opens(world.link(await app.practices.getInviteCode(miaId)))
  await sarah.hears('works with Mia')
  await sarah.taps('I agree')
  await world.settle()
  await sarah.says(toMia)
  await world.settle()

  const idOf = async (coachId: string) =>
    (await world.rows<{ id: string }>(sql`select id from conversations where coach_id = ${coachId}`))[0]?.id ?? ''
  return {
    world,
    mia,
    miaId,
    miaGroup: group,
    danaConversation: await idOf(world.coach.id),
    miaConversation: await idOf(miaId),
    shownTo: (person: Person, chat: number) =>
      person
        .screen({ chat })
        .map((message) => message.text)
        .join('\n'),
    async [Symbol.asyncDispose]() {
      await world.close()
    },
  }
}

test('a client of two coaches: each sees their own conversation, and so does each clone', async () => {
  await using two = await openTwoPractices()
  const { world, mia, miaGroup } = two
  const seenByDana = two.shownTo(world.dana, world.group.id) + two.shownTo(world.dana, world.dana.id)
  const seenByMia = two.shownTo(mia, miaGroup.id) + two.shownTo(mia, mia.id)
  expect(seenByDana).toContain(toDana)
  expect(seenByDana).not.toContain(toMia)
  expect(seenByMia).toContain(toMia)
  expect(seenByMia).not.toContain(toDana)

  const prompts = world.model.requests.filter((request) => request.texts('user').some((text) => /may know/.test(text)))
  expect(prompts.map((request) => JSON.stringify(request.body.messages))).toEqual([
    expect.stringMatching(/^(?!.*(Mia|job)).*divorce/s),
    expect.stringMatching(/^(?!.*(Dana|divorce)).*job/s),
  ])
  expect(prompts.map((request) => request.authorization)).toEqual([
    'Bearer sk-test-key-of-dana-0001',
    'Bearer sk-test-key-of-mia-00002',
  ])
  for (const [coachId, words] of [
    [world.coach.id, toDana],
    [two.miaId, toMia],
  ] as const) {
    const rows = await world.rows<{ content: string }>(
      sql`select content from messages where coach_id = ${coachId} and sender_type = 'client'`,
    )
    expect(rows).toEqual([{ content: words }])
  }
})

test("a button under one coach's words acts on that coach's conversation, whoever is the active one", async () => {
  await using two = await openTwoPractices()
  const { world } = two
  // Sarah talks with Mia now; the buttons under Dana's disclosure are Dana's.
  const disclosure = world.sarah.screen().find((message) => message.text.includes('works with Dana'))
  await world.sarah.taps('No, thank you', { messageId: disclosure?.id ?? 0 })
  await world.settle()
  const consents = await world.rows(sql`select coach_id, consent_at is not null as given from clients order by given`)
  expect(consents).toEqual([
    { coach_id: world.coach.id, given: false },
    { coach_id: two.miaId, given: true },
  ])
})

test("no coach acts on another's conversation, by its id or by its topic's", async () => {
  await using two = await openTwoPractices()
  const { world, mia, miaGroup, danaConversation } = two
  // A button in Mia's own group that names Dana's conversation, as one could forge it.
  const [bot] = [world.bot]
  const message = mia.screen({ chat: miaGroup.id }).findLast((shown) => shown.from.isBot)
  for (const [action, subject] of [
    ['takeover', danaConversation],
    ['handback', danaConversation],
    ['ai_may_answer', danaConversation],
    ['takeover', 'nonsense'],
    ['add_member', 'nonsense'],
  ])
    bot.queue.push('callback_query', {
      id: `forged-${action}-${subject}`,
      from: { id: mia.id, is_bot: false, first_name: 'Mia' },
      message: {
        message_id: message?.id,
        date: 1_772_445_600,
        chat: { id: miaGroup.id, type: 'supergroup', title: 'x', is_forum: true },
        text: 'x',
      },
      chat_instance: '1',
      data: `${action}:${subject}`,
    })
  await mia.makesTopic('Sarah', miaGroup.id)
  await world.settle()
  expect(await world.rows(sql`select state from conversations where coach_id = ${world.coach.id}`)).toEqual([
    { state: 'ai' },
  ])

  // By the ids of Dana's topic and messages, asked for as Mia.
  const senders = createSenders(world.app)
  expect(await senders.findConversationOfTopic(two.miaId, world.topicOf('Sarah') + 1_000)).toBeUndefined()
  const [sent] = await world.rows<{ chat_id: string; telegram_message_id: string }>(
    sql`select chat_id, telegram_message_id from sent_messages where coach_id = ${world.coach.id} limit 1`,
  )
  expect(
    await senders.findConversationOfMessage(two.miaId, Number(sent?.chat_id), Number(sent?.telegram_message_id)),
  ).toBeUndefined()
})

/** The role and the coach, as a door sets them; rolled back at the end. */
async function withRole<T>(
  world: World,
  role: 'opencoach_app' | 'opencoach_system' | undefined,
  coachId: string,
  work: (query: (text: string) => Promise<Record<string, unknown>[]>) => Promise<T>,
): Promise<T> {
  let result: T | undefined
  const done = new Error('done')
  await world.store.database.drizzle
    .transaction(async (tx) => {
      if (role)
        await tx.execute(sql`select set_config('role', ${role}, true), set_config('app.coach_id', ${coachId}, true)`)
      result = await work((text) => rowsOf(tx, sql.raw(text)))
      throw done
    })
    .catch((error: unknown) => {
      if (error !== done) throw error
    })
  return result as T
}

/** What is wrong with the tables: row-level security off or not forced, no policy, or one that lets an app see all. */
const faultyTables = `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind = 'r' and (not c.relrowsecurity or not c.relforcerowsecurity
    or not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'system_rows')
    or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'coach_id')
      and c.relname <> 'active_clients' and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'coach_rows'
        and pg_get_expr(p.polqual, c.oid) like '%coach_id%app.coach_id%' and pg_get_expr(p.polwithcheck, c.oid) like '%coach_id%app.coach_id%'))
  order by 1`

const tenantTables = `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
  join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind = 'r' and a.attname = 'coach_id' order by 1`

test('every table has forced row-level security and its policies, and a table without is found', async () => {
  await using world = await openWorld({ clients: [], group: false, key: false })
  await withRole(world, undefined, '', async (query) => {
    expect(await query(faultyTables)).toEqual([])
    await query('create table bare (coach_id uuid)')
    await query('create table open_to_all (coach_id uuid)')
    await query('alter table open_to_all enable row level security')
    await query('alter table open_to_all force row level security')
    await query('create policy system_rows on open_to_all to opencoach_system using (true)')
    await query('create policy coach_rows on open_to_all to opencoach_app using (true) with check (true)')
    expect(await query(faultyTables)).toEqual([{ name: 'bare' }, { name: 'open_to_all' }])
  })
})

test("under one coach's role, another's rows are not seen, changed or made, in any table", async () => {
  await using two = await openTwoPractices()
  const { world, miaId } = two
  const tables = (await world.rows<{ name: string }>(sql.raw(tenantTables))).map((row) => row.name)
  const danaId = world.coach.id
  expect(tables.length).toBeGreaterThan(15)
  for (const table of tables) {
    const dana = `coach_id = '${danaId}'`
    const [held] = await world.rows<{ n: number }>(sql.raw(`select count(*)::int as n from ${table} where ${dana}`))
    await withRole(world, 'opencoach_app', miaId, async (query) => {
      expect(await query(`select coach_id from ${table} where coach_id <> '${miaId}'`), table).toEqual([])
      expect(await query(`update ${table} set coach_id = coach_id where ${dana} returning coach_id`), table).toEqual([])
      expect(await query(`delete from ${table} where ${dana} returning coach_id`), table).toEqual([])
    })
    await withRole(world, 'opencoach_app', '', async (query) => {
      expect(await query(`select coach_id from ${table}`), table).toEqual([])
    })
    if ((held?.n ?? 0) > 0 && table !== 'active_clients')
      // Her own row may not become another's, nor a new one be made in another's name.
      await expect(
        withRole(world, 'opencoach_app', danaId, (query) => query(`update ${table} set coach_id = '${miaId}'`)),
        table,
      ).rejects.toThrow()
  }
  await withRole(world, 'opencoach_app', miaId, async (query) => {
    expect(await query('select id from coaches')).toEqual([{ id: miaId }])
    expect(await query('select telegram_user_id from active_clients')).toEqual([])
    expect(await query('select code_hash from coach_links')).toEqual([])
  })
  const forged = `insert into audit_log (coach_id, id, by_whom, action, subject, happened_at)
    values ('${danaId}', gen_random_uuid(), 'mia', 'x', 'x', now())`
  const refused = await withRole(world, 'opencoach_app', miaId, (query) => query(forged)).catch((error: Error) => error)
  expect(String((refused as Error).cause)).toMatch(/row-level security/)
  await withRole(world, 'opencoach_app', danaId, (query) => query(forged)) // in her own name it may be
})

test('no row can point at a row of another coach', async () => {
  await using two = await openTwoPractices()
  const { world, miaId, danaConversation } = two
  const id = 'gen_random_uuid()'
  const [client] = await world.rows<{ id: string }>(sql`select id from clients where coach_id = ${world.coach.id}`)
  const [message] = await world.rows<{ id: string }>(sql`select id from messages where coach_id = ${world.coach.id}`)
  const [member] = await world.rows<{ id: string }>(
    sql`select id from coach_members where coach_id = ${world.coach.id}`,
  )
  const statements = [
    `insert into messages (coach_id, id, conversation_id, sender_type, sender_id, content, visibility, sent_at)
      values ('${miaId}', ${id}, '${danaConversation}', 'client', 'x', 'x', 'shared', now())`,
    `insert into deliveries (coach_id, id, conversation_id, target, lane, body, not_before, created_at)
      values ('${miaId}', ${id}, '${danaConversation}', 'client', 1, '{}', now(), now())`,
    `update deliveries set message_id = '${message?.id}'
      where coach_id = '${miaId}' and seq = (select min(seq) from deliveries where coach_id = '${miaId}')`,
    `insert into handoffs (coach_id, id, conversation_id, reason, trigger, opened_at)
      values ('${miaId}', ${id}, '${danaConversation}', 'crisis', 'x', now())`,
    `insert into safety_episodes (coach_id, id, conversation_id, grade, kind, rule, opened_at)
      values ('${miaId}', ${id}, '${danaConversation}', 3, 'x', 'x', now())`,
    `insert into conversation_moves (coach_id, id, conversation_id, from_state, to_state, by_whom, reason, moved_at)
      values ('${miaId}', ${id}, '${danaConversation}', 'ai', 'human', 'x', 'x', now())`,
    `insert into consents (coach_id, id, client_id, version, wording, given_at)
      values ('${miaId}', ${id}, '${client?.id}', 'x', 'x', now())`,
    `update active_clients set client_id = '${client?.id}' where coach_id = '${miaId}'`,
    `update conversations set client_id = '${client?.id}' where coach_id = '${miaId}'`,
    `update conversations set claimed_by = '${member?.id}' where coach_id = '${miaId}'`,
    `update sent_messages set delivery_id = (select id from deliveries where coach_id = '${world.coach.id}' limit 1)
      where coach_id = '${miaId}'`,
  ]
  for (const statement of statements) {
    const refused = await withRole(world, undefined, '', (query) => query(statement)).catch((error: Error) => error)
    expect(String((refused as Error).cause), statement).toMatch(/foreign key/)
  }
})

const states = ['ai', 'waiting', 'human'] as const
const legal = ['ai>waiting', 'ai>human', 'waiting>human', 'waiting>ai', 'human>ai', 'human>waiting']
const legalInCrisis = ['ai>waiting', 'ai>human', 'waiting>human', 'human>waiting']

test.each([
  ['without an episode', false, '', legal],
  ['with an open episode', true, '', legalInCrisis],
  ['with an open episode and a reason', true, 'she is safe', [...legalInCrisis, 'human>ai']],
])('the database allows the legal moves alone, %s', async (_, inCrisis, reason, allowed) => {
  await using world = await openWorld({ group: false, key: false })
  const [conversation] = await world.rows<{ id: string; claimant: string }>(sql`select v.id, m.id as claimant
    from conversations v join coach_members m on m.coach_id = v.coach_id`)
  const moved: string[] = []
  for (const from of states)
    for (const to of states.filter((state) => state !== from)) {
      const move = withRole(world, undefined, '', async (query) => {
        await query('alter table conversations disable trigger user')
        await query(`update conversations set state = '${from}', claimed_by = '${conversation?.claimant}'`)
        await query('alter table conversations enable trigger user')
        if (inCrisis)
          await query(`insert into safety_episodes (coach_id, id, conversation_id, grade, kind, rule, opened_at)
            values ('${world.coach.id}', gen_random_uuid(), '${conversation?.id}', 3, 'x', 'x', now())`)
        await query(`update conversations set state = '${to}', state_reason = '${reason}'`)
      })
      await move.then(
        () => moved.push(`${from}>${to}`),
        (error: Error) => expect(String(error.cause)).toMatch(/illegal move/),
      )
    }
  expect(moved.toSorted()).toEqual(allowed.toSorted())
})

test('the database knows no fourth state, and no human who has not claimed', async () => {
  await using world = await openWorld({ group: false, key: false })
  for (const change of ["state = 'paused'", "state = 'human', claimed_by = null"])
    await expect(
      withRole(world, undefined, '', (query) => query(`update conversations set ${change}`)),
      change,
    ).rejects.toThrow()
})

test('whoever sees all rows is on this list, and says why', () => {
  const folder = join(import.meta.dirname, '../src')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  const callers = files.flatMap((file): [string, Record<string, number>][] => {
    if (file === 'db/doors.ts') return []
    const calls = [...readFileSync(join(folder, file), 'utf8').matchAll(/asSystem\(\s*'?(\w+)/g)]
    const reasons: Record<string, number> = {}
    for (const [, reason = ''] of calls) reasons[reason] = (reasons[reason] ?? 0) + 1
    return calls.length > 0 ? [[file, reasons]] : []
  })
  expect(Object.fromEntries(callers)).toEqual({
    'db/access.ts': { resolve_token: 2 },
    'db/patterns.ts': { patterns: 2 },
    'db/practice-groups.ts': { resolve_sender: 3 },
    'db/practices.ts': { sign_up: 4, resolve_sender: 1 },
    'db/senders.ts': { resolve_sender: 13 },
    'db/sweep.ts': { sweep: 3, recover: 3 },
  })
  expect([...new Set(callers.flatMap(([, reasons]) => Object.keys(reasons)))].toSorted()).toEqual(
    [...systemReasons].toSorted(),
  )
})

test.each([
  ['select "id" from "messages" where "messages"."id" = $1', false],
  ['select "id" from "messages" where ("messages"."coach_id" = $1 and "messages"."id" = $2)', true],
  ['select "coach_id" from "clients"', false],
  ['update "deliveries" set "status" = $1 where "deliveries"."id" = $2', false],
  ['update "deliveries" set "status" = $1 where ("deliveries"."coach_id" = $2 and "deliveries"."id" = $3)', true],
  ['delete from "consents" where "consents"."client_id" = $1', false],
  ['insert into "handoffs" ("id") values ($1)', false],
  ['insert into "handoffs" ("coach_id", "id") values ($1, $2)', true],
  ['select "id" from "coaches" limit $1', true], // no tenant's table: whether there is a coach at all
  ['select "key" from "clients" where "clients"."telegram_user_id" = $1', false],
])('%s: names its coach: %s', (statement, isFine) => {
  expect(checkStatement(statement)).toBe(isFine ? undefined : statement)
})

test('in a transaction neither the queue, the model, Telegram nor another transaction is waited for', async () => {
  await using world = await openWorld({ clients: [], group: false, key: false })
  const { app, bot, telegramUrl, model, clock, coach } = world
  const botApi = createBotApi({ api: openBot(bot.token, telegramUrl).api, assertOutsideTransaction })
  const models = createModels({
    keyOf: async () => undefined,
    clock,
    serverFor: () => ({ baseUrl: model.url, model: 'm' }),
    allowPrivateHosts: true,
    offline: true,
    assertOutsideTransaction,
  })
  const chatModel = await models.forCoach(coach.id)
  const attempts: Record<string, () => unknown> = {
    queue: () => app.queues.add('turn', { coachId: coach.id, conversationId: coach.id }),
    telegram: () => botApi.getMe(),
    model: () => chatModel.answer({ purpose: 'turn', messages: [], schema: z.object({}), schemaName: 'x' }),
    coach: () => app.doors.asCoach(coach.id, async () => {}),
    system: () => app.doors.asSystem('sweep', async () => {}),
  }
  for (const [name, attempt] of Object.entries(attempts))
    for (const door of ['asCoach', 'asSystem'] as const) {
      const inside = async () => attempt()
      const transaction = door === 'asCoach' ? app.doors.asCoach(coach.id, inside) : app.doors.asSystem('sweep', inside)
      await expect(transaction, `${name} in ${door}`).rejects.toThrow(InsideTransaction)
    }
  await app.doors.asCoach(coach.id, async () => {}) // and the session is free again
})
