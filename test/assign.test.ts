/** `/assign`: whose a client is when the human is called. Alerts name them; all else stays as it was. */
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { joinsTeam } from './support/acts.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>
const minuteMs = 60_000

/** The topic's messages that ring for someone, and for whom. */
const mentions = (world: World) =>
  world.topic('Sarah').flatMap(({ text, entities }) => {
    const marks = (entities ?? []) as { type: string; user?: { id: number } }[]
    return marks.flatMap(({ type, user }) => (type === 'text_mention' ? [{ text, id: user?.id }] : []))
  })
const inTopic = (world: World, text: string) => world.topic('Sarah').filter((message) => message.text.includes(text))
const assignee = async (world: World) => {
  const [row] = await world.rows<{ name: string }>(
    sql`select m.display_name as name from conversations c join coach_members m on m.coach_id = c.coach_id and m.id = c.assigned_to`,
  )
  return row?.name
}

async function started() {
  const world = await openWorld()
  await world.sarah.says('Hello.')
  await world.settle()
  const kim = await joinsTeam(world, 'Kim')
  return { world, kim, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() }
}

async function writes(world: World, text: string) {
  await world.writes(world.dana, 'Sarah', text)
  await world.settle()
}

/** What the card says now: it comes after everything else, at the group's pace. */
async function card(world: World): Promise<string> {
  await world.advance(minuteMs)
  await world.settle()
  return world.topic('Sarah').find(({ pinned }) => pinned)?.text ?? ''
}

describe('a client is assigned', () => {
  test.each(['/assign Kim', '/assign @kim_test'])(
    '%s: the alert names Kim, her card does, reminders stay the coach’s',
    async (command) => {
      await using opened = await started()
      const { world, kim } = opened
      await writes(world, command)
      expect(inTopic(world, "Sarah is Kim's from now on")).toHaveLength(1)
      expect(await card(world)).toContain("👤 Kim's when you are called")
      expect(mentions(world)).toEqual([])
      await world.sarah.says('/human')
      await world.settle()
      expect(mentions(world)).toMatchObject([{ text: expect.stringContaining('Sarah asks for you'), id: kim.id }])
      await world.advance(5 * minuteMs)
      expect(inTopic(world, 'has been waiting for 5 minutes')).toHaveLength(1)
      expect(mentions(world)).toHaveLength(1)
    },
  )

  test('by buttons, while they wait: Kim is called at once; and back to nobody', async () => {
    await using opened = await started()
    const { world, kim } = opened
    await world.sarah.says('/human')
    await world.settle()
    expect(mentions(world)).toEqual([])
    await writes(world, '/assign Lee')
    expect(inTopic(world, 'I know no Lee on your team')).toHaveLength(1)
    await world.taps(world.dana, 'Kim')
    await world.settle()
    expect(mentions(world)).toMatchObject([{ id: kim.id }])
    expect(await assignee(world)).toBe('Kim')
    await writes(world, '/assign')
    expect(inTopic(world, "Sarah is Kim's when you are called")).toHaveLength(1)
    await world.taps(world.dana, 'Nobody in particular')
    await world.settle()
    expect(await assignee(world)).toBeUndefined()
    expect(await card(world)).not.toContain('👤')
  })

  test('/assign off, and a member who has left: alerts are the coach’s again', async () => {
    await using opened = await started()
    const { world, kim } = opened
    await writes(world, '/assign Kim')
    await writes(world, '/assign off')
    expect(await assignee(world)).toBeUndefined()
    await writes(world, '/assign Kim')
    expect(await card(world)).toContain('👤')
    await kim.leaves(world.group.id)
    await world.settle()
    expect(await assignee(world)).toBeUndefined()
    expect(await card(world)).not.toContain('👤')
    await world.sarah.says('/human')
    await world.settle()
    expect(inTopic(world, 'Sarah asks for you')).toHaveLength(1)
    expect(mentions(world)).toEqual([])
  })
})
