/** Past interventions are put to the clone as it is now: what has come nearer to the coach, and what has not. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { analysed } from './support/learning.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const generic = 'Consider making a prioritised list of all tasks.'
const facing = 'My work is crushing me, I cannot breathe at my desk.'
const words = 'Okay, breathe with me. You are scared, Sarah, and that makes sense. What could you put down today?'
const alike = 'Okay, breathe with me first. It makes sense that you are scared, Sarah. What could you put down?'

/** A model that says what the examples in its prompt say, and else what any model says; whom the method tells so, lists. */
function echoes({ model }: World) {
  model.answersAs('analysis', analysed)
  model.answersWith((request) => {
    const system = request.texts('system').join('\n')
    const [, id = '', answer = ''] = /- \[(e\d)\] .*? The answer: “(.*)”/.exec(system) ?? []
    return answer && !system.includes('Always give lists') ? { used: [id], reply: answer } : { reply: generic }
  })
}

const last = ({ dana }: World) => dana.screen().at(-1)
const labels = (world: World) =>
  last(world)
    ?.buttons?.flat()
    .map(({ text }) => text) ?? []
const turnsAsked = ({ model }: World) =>
  model.requests.filter(({ body }) => body.response_format?.json_schema?.name === 'turn_answer')

async function rehearses(world: World): Promise<string> {
  await world.dana.says('/rehearse')
  await world.settle()
  await world.dana.taps('Start')
  await world.settle()
  return last(world)?.text ?? ''
}

/** Sarah is told something; Dana says what she would have said. */
async function teaches(world: World, said: string): Promise<void> {
  const { sarah, dana } = world
  await sarah.says(facing)
  await world.settle()
  const reply = sarah.screen().at(-1)?.text ?? ''
  const mirrored = world.topic('Sarah').findLast(({ text }) => text.includes(reply))?.id ?? 0
  await world.writes(dana, 'Sarah', `/teach ${said}`, { replyTo: mirrored })
  await world.settle()
}

test('nearer when more is kept, farther after a method that leads away: told, and shown side by side', async () => {
  await using world = await openWorld()
  const { sarah, dana } = world
  echoes(world)
  await dana.says('/rehearse')
  await world.settle()
  expect(last(world)?.text).toContain('There is nothing to rehearse yet.')

  await teaches(world, words)
  const onPhone = sarah.screen().map(({ text }) => text)
  await dana.says('/rehearse')
  await world.settle()
  expect(last(world)?.text).toContain('1 of your answers')
  expect(last(world)?.text).toContain('about 2 calls to the model')
  expect(labels(world)).toEqual(['Start', 'Not now'])
  await dana.taps('Not now')
  await world.settle()
  expect(last(world)?.text).toContain('Not now, then.')
  expect(labels(world)).toEqual([])

  const asked = turnsAsked(world).length
  const first = await rehearses(world)
  expect(first).toContain('Rehearsed 1 of your answers for the first time.')
  expect(first).toContain(`Me now: “${generic}”`)
  // Answered without having it to go by, and without a name.
  const prompts = turnsAsked(world).slice(asked)
  expect(prompts).toHaveLength(1)
  const prompt = JSON.stringify(prompts[0]?.body.messages)
  expect(prompt).toContain('crushing')
  expect(prompt).not.toContain('breathe with me')
  expect(prompt).not.toContain('Sarah')

  await world.advance(dayMs)
  await teaches(world, alike)
  const second = await rehearses(world)
  expect(second).toContain('1 nearer, 0 farther than on 2 March.')
  expect(second).toContain('over 2 answers')
  expect(second).not.toContain('Facing:')

  await world.advance(dayMs)
  await dana.says('/method Always give lists.')
  await world.settle()
  const third = await rehearses(world)
  expect(third).toContain('0 nearer, 2 farther than on 3 March.')
  expect(third).toContain('Farther than before:')
  expect(third).toContain('1. Facing: “')
  expect(third).toContain('You: “Okay, breathe with me')
  expect(third.split(`Me now: “${generic}”`)).toHaveLength(3)
  expect(third).not.toContain('Sarah')

  // Nobody was sent anything of it, and of what was said nothing is left.
  expect(sarah.screen().map(({ text }) => text)).toEqual([...onPhone, facing, expect.any(String)])
  const rows = await world.rows<{ replies: object }>(sql`select * from clone_rehearsals`)
  expect(rows).toHaveLength(3)
  expect(JSON.stringify(rows)).not.toContain('prioritised')
  const [spent] = await world.rows(sql`select count(*)::int as calls from usage_events
    where purpose = 'rehearsal' and tokens_out > 0`)
  expect(spent).toEqual({ calls: 10 })
})

test('nothing changed: about the same, and nothing is shown as farther', async () => {
  await using world = await openWorld()
  echoes(world)
  await teaches(world, words)
  await rehearses(world)
  await world.advance(dayMs)
  const again = await rehearses(world)
  expect(again).toContain('0 nearer, 0 farther than on 2 March. 1 about the same.')
  expect(again).not.toContain('Facing:')
})

/** The first is answered and named; from then on the model refuses. */
async function startsAndStalls(world: World, before = () => {}): Promise<void> {
  const { dana, model } = world
  await teaches(world, words)
  await teaches(world, alike)
  before()
  await dana.says('/rehearse')
  await world.settle()
  model.answersAs('analysis', (request) => {
    model.alwaysFail('rate_429')
    return analysed(request)
  })
  await dana.taps('Start')
  await world.settle()
}

test('one at a time; after a restart it goes on with what is left, and what was answered is not asked again', async () => {
  await using world = await openWorld()
  const { dana, model } = world
  echoes(world)
  await startsAndStalls(world)
  expect(last(world)?.text).toBe('Rehearsing: 1 of 2 answered…')
  const shownBy = last(world)?.id
  await dana.says('/rehearse')
  await world.settle()
  expect(last(world)?.text).toBe('A rehearsal is under way already.')

  const asked = turnsAsked(world).length
  model.alwaysFail(undefined)
  model.answersAs('analysis', analysed)
  await world.restart({})
  await world.advance(minuteMs)
  expect(turnsAsked(world)).toHaveLength(asked + 1)
  const done = dana.screen().find(({ id }) => id === shownBy)
  expect(done?.text).toContain('Rehearsed 2 of your answers for the first time.')
})

test('a model that does not come back ends it, and so does a key that is gone: said, and nothing to compare with', async () => {
  await using world = await openWorld()
  const { dana, model } = world
  echoes(world)
  await startsAndStalls(world)
  for (let minutes = 0; minutes < 3; minutes++) await world.advance(minuteMs)
  expect(last(world)?.text).toContain('the model did not answer')
  expect(await world.rows(sql`select id from clone_rehearsals`)).toEqual([])

  model.alwaysFail(undefined)
  await dana.says('/key remove')
  await world.settle()
  expect(await rehearses(world)).toContain('there is no key that works')
  expect(await world.rows(sql`select id from clone_rehearsals`)).toEqual([])
})

test('a step that fails ends after a few tries, said to the coach, and nothing else that is learned waits for it', async () => {
  await using world = await openWorld()
  const { dana } = world
  echoes(world)
  await teaches(world, words)
  await teaches(world, alike)
  const looked = () =>
    world.rows(
      sql`select 1 from example_uses where due_at > ${world.clock.now().toISOString()}::timestamptz + interval '1 hour'`,
    )
  expect(await looked()).toEqual([])

  await world.rows(sql`create function fails() returns trigger language plpgsql as $$ begin raise 'fails'; end $$`)
  await world.rows(sql`create trigger fails before update on clone_rehearsals execute function fails()`)
  try {
    await dana.says('/rehearse')
    await world.settle()
    await dana.taps('Start')
    await world.settle()
    await world.advance(11 * minuteMs)
    expect(await looked()).toHaveLength(1)
  } finally {
    await world.rows(sql`drop function fails cascade`)
  }

  // Others begin with this database: it is left as it was.
  await world.rows(sql`alter table coach_style_profiles rename to elsewhere`)
  try {
    for (let minutes = 0; minutes < 3; minutes++) await world.advance(minuteMs)
    expect(last(world)?.text).toContain('the model did not answer')
    expect(await world.rows(sql`select id from clone_rehearsals`)).toEqual([])
  } finally {
    await world.rows(sql`alter table elsewhere rename to coach_style_profiles`)
  }
})

test('what a client wants forgotten while it runs is in nothing that is kept of it', async () => {
  await using world = await openWorld()
  const { sarah, model } = world
  echoes(world)
  await startsAndStalls(world, () =>
    model.answersWith((request) => ({ reply: `You said: ${request.texts('user').at(-1)}` })),
  )
  const kept = async () => JSON.stringify(await world.rows(sql`select * from clone_rehearsals`))
  expect(await kept()).toContain('crushing')
  const mine = sarah.screen().findLast(({ text }) => text.includes('crushing'))
  await sarah.says('forget this', { replyTo: mine?.id ?? 0 })
  await world.settle()
  await sarah.taps('Yes, forget it')
  await world.settle()
  expect(await kept()).not.toContain('crushing')
})

test('what was said in a crisis, is kept for one client alone, or is taken back is not rehearsed', async () => {
  await using world = await openWorld()
  const { dana } = world
  echoes(world)
  await teaches(world, words)
  const count = async () => {
    await dana.says('/rehearse')
    await world.settle()
    return /(\d+) of your answers/.exec(last(world)?.text ?? '')?.[1]
  }
  expect(await count()).toBe('1')
  await world.taps(dana, 'Only Sarah')
  await world.settle()
  expect(await count()).toBeUndefined()
  world.model.answersAs('analysis', (request) => ({ ...analysed(request), situation: 'crisis' }))
  await teaches(world, alike)
  expect(await count()).toBeUndefined()
})
