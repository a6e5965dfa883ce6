import { and, asc, eq, gte, isNull, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { messages } from '../../src/db/schema/conversations.ts'
import { insertion, modification, statement } from '../../src/db/statement.ts'
import { openWorld } from '../support/world.ts'

let world: Awaited<ReturnType<typeof openWorld>>
let place: { coachId: string; conversationId: string }
beforeAll(async () => {
  world = await openWorld({ clients: ['Sarah'] })
  const [row] = await world.rows<{ coach_id: string; id: string }>(sql`select coach_id, id from conversations`)
  place = { coachId: row?.coach_id ?? '', conversationId: row?.id ?? '' }
})
afterAll(() => world[Symbol.asyncDispose]())

const add = insertion(messages, [
  ...([
    'coachId',
    'conversationId',
    'id',
    'senderType',
    'senderId',
    'content',
    'file',
    'visibility',
    'sentAt',
  ] as const),
])
const since = statement((tx) =>
  tx
    .select({ content: messages.content, isNull: sql<boolean>`${messages.file} is null` })
    .from(messages)
    .where(
      and(
        eq(messages.coachId, sql.placeholder('coachId')),
        gte(messages.sentAt, sql.placeholder('since')),
        isNull(messages.editedAt),
      ),
    ),
)

test('a statement runs with other values each time, on the transaction that asks it', async () => {
  const { coachId, conversationId } = place
  const sentAt = new Date('2030-01-01T00:00:00.000Z')
  const row = {
    coachId,
    conversationId,
    senderType: 'client' as const,
    senderId: 'x',
    visibility: 'note' as const,
    sentAt,
  }

  const inside = await world.app.doors.asCoach(coachId, async (tx) => {
    await add(tx, { ...row, id: crypto.randomUUID(), content: 'one', file: null })
    await add(tx, { ...row, id: crypto.randomUUID(), content: 'two', file: null })
    return since(tx, { coachId, since: sentAt })
  })
  expect(inside).toEqual([
    { content: 'one', isNull: true },
    { content: 'two', isNull: true },
  ])

  const rolledBack = world.app.doors.asCoach(coachId, async (tx) => {
    await add(tx, { ...row, id: crypto.randomUUID(), content: 'three', file: null })
    throw new Error('no')
  })
  await expect(rolledBack).rejects.toThrow('no')
  const later = await world.app.doors.asCoach(coachId, (tx) => since(tx, { coachId, since: sentAt }))
  expect(later).toHaveLength(2)
  const none = await world.app.doors.asCoach(coachId, (tx) => since(tx, { coachId, since: new Date('2031-01-01') }))
  expect(none).toEqual([])
})

test('a modification changes what is given, to null too, and leaves alone what is undefined', async () => {
  const { coachId, conversationId } = place
  const [id, other] = [crypto.randomUUID(), crypto.randomUUID()]
  const change = modification(
    messages,
    and(eq(messages.coachId, sql.placeholder('coachId')), eq(messages.id, sql.placeholder('id'))),
  )
  const row = {
    coachId,
    conversationId,
    senderType: 'client' as const,
    senderId: 'x',
    visibility: 'note' as const,
    sentAt: new Date('2032-01-01'),
    file: { fileId: 'f', uniqueId: 'u' },
    content: 'before',
  }
  const editedAt = new Date('2032-02-02')
  const after = await world.app.doors.asCoach(coachId, async (tx) => {
    for (const each of [id, other]) await add(tx, { ...row, id: each })
    await change(tx, { coachId, id }, { content: 'after', editedAt, file: undefined })
    await change(tx, { coachId, id }, { file: null })
    await change(tx, { coachId, id }, { file: { fileId: 'g', uniqueId: 'v' }, content: undefined })
    await change(tx, { coachId, id: other }, { file: null })
    return tx
      .select()
      .from(messages)
      .where(and(eq(messages.coachId, coachId), gte(messages.sentAt, row.sentAt)))
      .orderBy(asc(messages.seq))
  })
  expect(after.map(({ content, file, editedAt: at }) => ({ content, file, at }))).toEqual([
    { content: 'after', file: { fileId: 'g', uniqueId: 'v' }, at: editedAt },
    { content: 'before', file: null, at: null },
  ])
})

test('the first question behind a door is asked under its role: another coach sees nothing', async () => {
  const { coachId } = place
  const other = crypto.randomUUID()
  const seen = await world.app.doors.asCoach(other, (tx) => since(tx, { coachId, since: new Date(0) }))
  expect(seen).toEqual([])
})
