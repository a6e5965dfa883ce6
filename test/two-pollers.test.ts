import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { openApp } from '../src/app.ts'
import { createLog } from '../src/log.ts'
import { onServers } from './support/databases.ts'
import { openWorld } from './support/world.ts'

test.runIf(onServers)(
  'of two processes one polls without a conflict; when it ends the other one takes over',
  async () => {
    await using world = await openWorld({ clients: ['Sarah'] })
    const { sarah, model, app } = world
    await world.settle()
    const lines: string[] = []
    const log = createLog('info', { write: (line: string) => void lines.push(line) })
    const second = await openApp({ ...world.appOptions, log })
    try {
      await second.start()
      await expect.poll(() => lines.join('')).toContain('stands by')
      model.willAnswer({ reply: 'Good to hear from you.' })
      await sarah.says('Hello there.')
      await world.settle()
      await sarah.hears('Good to hear')
      expect(lines.join('')).not.toContain('with this token') // nobody was told of a conflict

      await app.close()
      await expect.poll(() => lines.filter((line) => line.includes('this process polls')).length).toBe(1)
      await sarah.says('And again.')
      await expect.poll(() => world.rows(sql`select id from messages where content = 'And again.'`)).toHaveLength(1)
    } finally {
      await second.close()
    }
  },
)

test('another installation that polls is waited out; a token revoked while running ends the process with one sentence', async () => {
  await using world = await openWorld({ clients: [] })
  const { simulator, app, dana } = world
  simulator.faults.add({ method: 'getUpdates', status: 409, times: 1 })
  const said = await dana.says('/help')
  await dana.hears(/./, { since: said.id })
  await expect.poll(() => simulator.faults.list()).toEqual([]) // it has struck
  simulator.faults.add({ method: 'getUpdates', status: 401, times: 1 })
  await dana.says('/help')
  await expect(app.stopped).rejects.toThrow('Telegram refuses TELEGRAM_BOT_TOKEN')
})

test('by webhook too: the first call that is refused for its token ends the process, and the webhook stays', async () => {
  await using world = await openWorld({ clients: [], webhook: true })
  const { simulator, app, dana, bot } = world
  simulator.faults.add({ method: 'sendMessage', status: 401, times: 1 })
  simulator.faults.add({ method: 'getWebhookInfo', status: 401, times: 1 })
  await dana.says('/help')
  await expect(app.stopped).rejects.toThrow('Telegram refuses TELEGRAM_BOT_TOKEN')
  await app.close()
  expect(bot.webhook?.url).toBe(`${world.websiteUrl}/telegram/webhook`)
})
