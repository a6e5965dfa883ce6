import { afterAll, expect, test } from 'vitest'
import { killChildren, startChild } from './support/child.ts'
import { createControl } from './support/control.ts'

// What a newcomer's script does that has read docs/simulator.md and nothing else.

afterAll(killChildren)

test('npm start without a token: the whole story over the control API, and the first reply within a minute', async () => {
  const demo = startChild('src/main.ts', { PORT: '0' })
  const [, url = ''] = await demo.prints(/Open (http:\S+)/)
  const control = createControl(url)

  const { people, chats } = await control.state()
  const find = (name: string) => control.person(people.find(({ firstName }) => firstName === name) ?? { id: 0 })
  const [sarah, dana] = [find('Sarah'), find('Dana')]
  const group = chats.find(({ type }) => type === 'supergroup')
  const topic = group?.topics.find(({ name }) => name === 'Sarah')
  const inTopic = { chat: group?.id ?? 0, topic: topic?.id ?? 0 }

  const first = await sarah.send('I slept badly because of the project.')
  const reply = await sarah.wait('/./', { since: first.id })
  const seconds = (performance.now() - demo.startedAt) / 1_000
  process.stdout.write(`F47: the first reply came ${seconds.toFixed(1)} s after the start\n`)
  expect(seconds).toBeLessThan(60)
  expect(reply.from.isBot).toBe(true)
  await dana.wait('Sarah: I slept badly because of the project.', inTopic)
  await dana.wait('/AI to Sarah/', inTopic)

  const taken = await dana.send('/takeover', inTopic)
  await dana.wait('Dana leads now', { ...inTopic, since: taken.id })
  await sarah.wait('Dana is here now, in person.', { since: reply.id })
  await dana.send('I read it all. What did you expect of yourself?', inTopic)
  const spoken = await sarah.wait('Dana: I read it all.', { since: reply.id })
  const answer = await sarah.send('That I notice it earlier.')
  await dana.wait('Sarah: That I notice it earlier.', inTopic)

  await dana.send('/handback She wants to notice it earlier.', inTopic)
  const left = await sarah.wait('Dana has left the chat', { since: spoken.id })
  const last = await sarah.send('What would be a first step?')
  const again = await sarah.wait('/./', { since: last.id })
  expect(again.text).not.toMatch(/^(Dana:|ℹ️)/)
  // While Dana led, the AI was silent.
  const between = (await sarah.messages()).filter(({ id }) => id > spoken.id && id < left.id)
  expect(between.map(({ id }) => id)).toEqual([answer.id])

  const { calls } = await control.get<{ calls: { unknownFields: string[]; problems: string[] }[] }>('/calls')
  expect(calls.flatMap(({ unknownFields, problems }) => [...unknownFields, ...problems])).toEqual([])
  expect(await demo.stop()).toBe(0)
})
