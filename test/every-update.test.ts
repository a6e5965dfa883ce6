/** Every kind of update and message that the Bot API has is handled or answered: nothing is dropped in silence, nothing crashes (F1). */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { specification } from '../src/simulator/bot-api/specification.ts'
import { serviceFields } from '../src/telegram/content.ts'
import fc from './support/property.ts'
import { sampleOf, sampleOfField } from './support/samples.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

/** What says where and how a message came, not what it says. */
const envelope = [
  'message_id',
  'message_thread_id',
  'direct_messages_topic',
  'from',
  'sender_chat',
  'sender_boost_count',
  'sender_business_bot',
  'sender_tag',
  'date',
  'guest_query_id',
  'business_connection_id',
  'chat',
  'forward_origin',
  'is_topic_message',
  'is_automatic_forward',
  'reply_to_message',
  'external_reply',
  'quote',
  'reply_to_story',
  'reply_to_checklist_task_id',
  'reply_to_poll_option_id',
  'via_bot',
  'guest_bot_caller_user',
  'guest_bot_caller_chat',
  'edit_date',
  'has_protected_content',
  'is_from_offline',
  'is_paid_post',
  'media_group_id',
  'author_signature',
  'paid_star_count',
  'entities',
  'link_preview_options',
  'suggested_post_info',
  'effect_id',
  'caption_entities',
  'show_caption_above_media',
  'has_media_spoiler',
  'reply_markup',
]
const fields = Object.keys(specification.types['Message']?.fields ?? {})
/** Anything a person can put into a chat, known to us or not. */
const contents = fields.filter(
  (name) => !envelope.includes(name) && !(serviceFields as readonly string[]).includes(name),
)

/** What the bot could not handle. */
function failuresOf(world: World): unknown[] {
  const failures: unknown[] = []
  const note = (...about: unknown[]) => void failures.push(about)
  Object.assign(world.log, { error: note, fatal: note })
  return failures
}

function messageFrom(world: World, id: number, content: Record<string, unknown>, inTopic = false) {
  const who = inTopic ? world.dana : world.sarah
  const from = { id: who.id, is_bot: false, first_name: who.firstName }
  const chat = inTopic
    ? { id: world.group.id, type: 'supergroup', title: 'x', is_forum: true }
    : { id: who.id, type: 'private', first_name: who.firstName }
  const thread = inTopic ? { message_thread_id: world.topicOf('Sarah'), is_topic_message: true } : {}
  const date = Math.floor(world.clock.now().getTime() / 1_000)
  return { message_id: id, from, chat, date, ...thread, ...content }
}

const stored = async (world: World) =>
  (
    await world.rows<{ id: number }>(
      sql`select telegram_message_id::int as id from messages where telegram_message_id >= 5000`,
    )
  ).map(({ id }) => id)

test('every field of a message is either the envelope, said by someone, or said by nobody', () => {
  for (const name of serviceFields) expect(fields).toContain(name)
  expect(contents).toContain('text')
  expect(contents.length).toBeGreaterThan(20)
})

test('whatever a client sends is kept and shown; what nobody said is left alone; an edit of any of it crashes nothing', async () => {
  await using world = await openWorld()
  const failures = failuresOf(world)
  for (const [at, name] of contents.entries())
    world.simulator.inject({ message: messageFrom(world, 5_000 + at, { [name]: sampleOfField('Message', name) }) })
  for (const [at, name] of serviceFields.entries())
    world.simulator.inject({ message: messageFrom(world, 6_000 + at, { [name]: sampleOfField('Message', name) }) })
  await world.settle()
  expect(failures).toEqual([])
  expect((await stored(world)).sort()).toEqual(contents.map((_, at) => 5_000 + at).sort())

  for (const [at, name] of contents.entries())
    world.simulator.inject({
      edited_message: messageFrom(world, 5_000 + at, {
        edit_date: 1,
        [name]: sampleOfField('Message', name),
        caption: 'New.',
      }),
    })
  await world.settle()
  expect(failures).toEqual([])
  expect(await world.rows(sql`select id from deliveries where status in ('pending', 'sending')`)).toEqual([])
})

test('whatever a coach sends to their client reaches them or is answered', async () => {
  await using world = await openWorld()
  await world.writes(world.dana, 'Sarah', '/takeover')
  await world.settle()
  const failures = failuresOf(world)
  for (const [at, name] of contents.entries())
    world.simulator.inject({
      message: messageFrom(world, 5_000 + at, { [name]: sampleOfField('Message', name) }, true),
    })
  for (const [at, name] of serviceFields.entries())
    if (!name.startsWith('migrate'))
      world.simulator.inject({
        message: messageFrom(world, 6_000 + at, { [name]: sampleOfField('Message', name) }, true),
      })
  await world.settle()
  expect(failures).toEqual([])
  expect((await stored(world)).sort()).toEqual(contents.map((_, at) => 5_000 + at).sort())
  const undelivered = await world.rows<{ kind: string }>(
    sql`select m.kind from messages m where m.sender_type = 'human_coach' and not exists
      (select from deliveries d where d.message_id = m.id and d.target = 'client')`,
  )
  expect(undelivered).toEqual([])
})

test('a hidden file of any kind is passed on as Telegram takes it', async () => {
  await using world = await openWorld()
  const failures = failuresOf(world)
  for (const [at, name] of contents.entries()) {
    const content = { [name]: sampleOfField('Message', name), has_media_spoiler: true, caption: 'Look.' }
    world.simulator.inject({ message: messageFrom(world, 5_000 + at, content) }, { unchecked: true })
  }
  await world.settle()
  expect(failures).toEqual([])
})

test('every kind of update, and messages with any fields at all, are taken', async () => {
  await using world = await openWorld()
  const failures = failuresOf(world)
  for (const kind of Object.keys(specification.types['Update']?.fields ?? {})) {
    if (kind === 'update_id') continue
    world.simulator.inject({ [kind]: sampleOfField('Update', kind) }, { unchecked: true })
  }
  await world.settle()
  let id = 10_000
  const seed = Math.floor(Math.random() * 2 ** 31) // named when something fails, which is only seen after the last of them
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(
        fc.constantFrom(...fields.filter((name) => !['message_id', 'from', 'chat', 'date'].includes(name))),
        {
          minLength: 1,
          maxLength: 5,
        },
      ),
      fc.array(fc.nat(40), { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      async (names, choices, inTopic) => {
        let drawn = 0
        const pick = (atMost: number) => (choices[drawn++ % choices.length] ?? 0) % atMost
        const content = Object.fromEntries(names.map((name) => [name, sampleOfField('Message', name, pick)]))
        if ('migrate_to_chat_id' in content) return
        world.simulator.inject({ message: messageFrom(world, id++, content, inTopic) }, { unchecked: true })
      },
    ),
    { numRuns: 150, seed },
  )
  await world.settle()
  expect({ seed, failures }).toEqual({ seed, failures: [] })
  expect(sampleOf('Update')).toBeDefined()
})
