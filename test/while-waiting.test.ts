/** What people see and hear while something else is slow, stuck or in the way. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { openApp } from '../src/app.ts'
import { stateOf } from './support/acts.ts'
import { openWorld } from './support/world.ts'

test('typing is shown while a reply to a fragment waits for the rest of it', async () => {
  await using world = await openWorld()
  const typings = () => world.simulator.calls.list({ method: 'sendChatAction' }).length
  const waiting = sql`select id from deliveries where status = 'pending' and target = 'client' and not_before > ${world.clock.now().toISOString()}::timestamptz`
  world.model.willAnswer({ reply: 'What is it about?' })
  await world.sarah.says('There is something I')
  await world.quiet()
  for (let steps = 0; steps < 20 && (await world.rows(waiting)).length === 0; steps++) await world.advance(250)
  expect(await world.rows(waiting)).toHaveLength(1)
  expect(typings()).toBeGreaterThan(1) // once for the answer being made, once more for its waiting
  await world.settle()
  await world.sarah.hears('What is it about?')
})

test('a reply of which nothing visible is left calls the human instead of leaving the client without an answer', async () => {
  await using world = await openWorld()
  world.model.willAnswer({ reply: '```\n```' })
  await world.sarah.says('Are you still there?')
  await world.settle()
  expect(await stateOf(world)).toBe('waiting')
  expect(world.topic('Sarah').some(({ text, silent }) => /Are you still there/.test(text) && !silent)).toBe(true)
})

test('a webhook left on the token is removed at the next start, and what was written meanwhile is answered', async () => {
  await using world = await openWorld()
  const call = async (method: string, body: Record<string, unknown> = {}) => {
    const answer = await fetch(`${world.telegramUrl}/bot${world.bot.token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return (await answer.json()) as { ok: boolean; result: unknown }
  }
  world.model.willAnswer({ reply: 'I hear you.' })
  await world.app.close()
  expect(await call('setWebhook', { url: 'http://127.0.0.1:9/left' })).toMatchObject({ ok: true })
  await world.sarah.says('Does anyone hear me?')
  const next = await openApp(world.appOptions)
  try {
    await next.start()
    await expect.poll(() => world.rows(sql`select id from conversations where turn_due_at is not null`)).toHaveLength(1)
    world.clock.advance(1_500)
    await next.reconciler.tick()
    await world.sarah.hears('I hear you.')
    expect(await call('getWebhookInfo')).toMatchObject({ result: { url: '' } })
  } finally {
    await next.close()
  }
})
