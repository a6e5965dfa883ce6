/** The product is killed while it holds what the coach said against their documents, and when they have answered: one question, one rule. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type KilledWorld, openKilledWorld } from './support/killed-world.ts'
import { analysed } from './support/learning.ts'

let world: KilledWorld
let kills = 0
/** Longer than a lease: on servers nobody can tell sooner that a process is dead. */
const leaseOutMs = 400_000
const points = [
  ...['exception-claimed', 'exception-found-not-recorded', 'exception-asked-not-woken'],
  ...['rule-added-not-decided', 'rule-decided-not-woken'],
]
const sentence = (topic: string, hours: number) => `A session about ${topic} is charged after ${hours} hours.`
const topics = ['sleep', 'money', 'grief', 'travel', 'music']

beforeAll(async () => {
  world = await openKilledWorld({ reads: true })
  world.model.answersAs('analysis', analysed)
  world.model.answersAs('conflict_check', (request) => {
    const pairs = request.texts('user').join('\n').split('<pair number=').slice(1)
    const conflicts = pairs.flatMap((pair, at) => {
      const topic = /A session about (\w+) is charged after 24/.exec(pair)?.[1] ?? ''
      const [first, second] = [sentence(topic, 48), sentence(topic, 24)]
      return pair.includes(first) ? [{ pair: at + 1, first, second }] : []
    })
    return { conflicts }
  })
  const rules = topics.map((topic) => sentence(topic, 48)).join('\n\n')
  await world.addDocument('workbook.txt', rules)
})
afterAll(() => world?.close())

const count = async (what: string) =>
  (await world.rows<{ n: number }>(`select count(*)::int as n from ${what}`))[0]?.n ?? 0

test.each(
  points.map((point, at) => [point, topics[at] ?? '', ['Ann', 'Ben', 'Cleo', 'Dora', 'Emil'][at] ?? ''] as const),
)('I8: %s', async (point, topic, name) => {
  const client = await world.invite(name)
  await expect
    .poll(() => count(`documents where file_name = 'workbook.txt' and status = 'ready'`), { timeout: 60_000 })
    .toBe(1)
  const isOfRule = point.startsWith('rule')
  const before = await count(`documents where file_name = 'rule.txt'`)
  await client.says('When is it charged?')
  await client.hears('Heard:')
  await world.rest()
  const at = { chat: world.group.id, topic: world.topicIdOf(name) }
  const questions = () =>
    world.dana.screen(at).filter(({ text, from }) => from.isBot && text.startsWith('What you wrote to'))
  const asked = () => expect.poll(() => questions().length, { timeout: 60_000, interval: 200 }).toBe(1)
  if (!isOfRule) await world.arm(point)
  const answer = world.dana.screen(at).find(({ text }) => text.includes('Heard:'))
  await world.dana.says(`/teach ${sentence(topic, 24)}`, { ...at, replyTo: answer?.id ?? 0 })
  if (isOfRule) {
    await asked()
    await world.arm(point)
    void world.dana.taps('New rule', { chat: at.chat }).catch(() => {})
  }
  await world.died()
  kills++
  await world.restart({ laterMs: kills * leaseOutMs })
  await asked()
  await world.rest()
  expect(questions()).toHaveLength(1)
  expect(await count(`document_exceptions where found is null or due_at is not null`)).toBe(0)
  if (!isOfRule) return
  await expect.poll(() => questions()[0]?.text, { timeout: 60_000, interval: 200 }).toContain('✓ A new rule for all')
  expect(await count(`documents where file_name = 'rule.txt'`)).toBe(before + 1)
  expect(await count('superseded_sentences')).toBe(before + 1)
})
