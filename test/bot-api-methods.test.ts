import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createSimulator } from '../src/simulator/server.ts'

const folder = join(import.meta.dirname, '../src/telegram')

/** Every Bot API method that the product calls, by grammY's name for it; grammY itself asks getMe when it starts. */
function methodsInUse(): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  const calls = files.flatMap((file) => [
    ...readFileSync(join(folder, file), 'utf8').matchAll(/(?<![\w.])(?:bot\.|ctx\.)?api\s*\.(\w+)\(/g),
  ])
  return [...new Set(['getMe', ...calls.map((call) => call[1] ?? '')])]
}

test('the calls are found in the sources', () => {
  expect(methodsInUse()).toEqual(expect.arrayContaining(['sendMessage', 'getUpdates', 'createForumTopic']))
  expect(methodsInUse().length).toBeGreaterThan(10)
})

test('nothing else talks to Telegram: handlers answer through the one way there, not through ctx', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  const shortcuts = files.filter((file) =>
    /\bctx\s*\.(reply|answer\w*|react|edit\w+|delete\w+|api)\s*\(/.test(read(file)),
  )
  expect(shortcuts).toEqual([])
})

function read(file: string): string {
  return readFileSync(join(folder, file), 'utf8')
}

test.each(methodsInUse())('the simulator has %s', async (method) => {
  const simulator = createSimulator()
  const { token } = simulator.addBot({ username: 'clone_bot', name: 'Clone' })
  const answer = await simulator.app.request(`/bot${token}/${method}`, { method: 'POST' })
  expect(answer.status).not.toBe(501)
  expect(await answer.json()).not.toMatchObject({ description: 'Not Found: method not found' })
})
