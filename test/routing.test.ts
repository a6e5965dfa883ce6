/** Who gets what is decided by stored ids, never by text: nobody is shown what is another's (F2). */

import { expect, test } from 'vitest'
import { opensPractice } from './support/acts.ts'
import fc from './support/property.ts'
import { openWorld } from './support/world.ts'

/** The promise is made for 50 clients and 1,000 messages; `TEST_SCALE=full` tries as many. */
const [clientsOfEach, messages] = process.env['TEST_SCALE'] === 'full' ? [25, 1_000] : [4, 60]
/** All clients have the same two names, and coaches write the same words: only ids tell them apart. */
const names = ['Sarah', 'Dana']

test('shuffled messages of two coaches each reach the one client they were written to, and every client has one topic', async () => {
  await using world = await openWorld({ clients: [] })
  const mia = await opensPractice(world, 'Mia')
  const practices = [
    { coach: world.dana, coachId: world.coach.id, group: world.group },
    { coach: mia.coach, coachId: mia.coachId, group: mia.group },
  ]
  const clients = []
  for (const practice of practices) {
    const link = world.link(await world.app.practices.getInviteCode(practice.coachId))
    for (let n = 0; n < clientsOfEach; n++) {
      const person = world.simulator.addPerson({ firstName: names[n % names.length] ?? '' })
      const known = new Set(topicIds())
      await person.opens(link)
      await person.hears(/an AI/)
      await person.taps('I agree')
      await world.settle()
      const made = topicIds().filter((id) => !known.has(id))
      expect(made).toHaveLength(1)
      clients.push({ person, practice, topic: made[0] ?? 0, words: [] as string[] })
      await practice.coach.says('/takeover', { chat: practice.group.id, topic: made[0] ?? 0 })

      function topicIds(): number[] {
        const shown = practice.coach.chats().find((chat) => chat.id === practice.group.id)
        return shown?.topics.map((topic) => topic.id) ?? []
      }
    }
  }
  await world.settle()
  const order = fc.sample(fc.nat(clients.length - 1), { numRuns: messages, seed: 7 })
  const words = ['Yes.', 'No.', 'Sarah?', 'Dana: hello', '@clone_bot', 'for client 3', 'How was it?']
  for (const [at, which] of order.entries()) {
    const client = clients[which]
    if (!client) continue
    const text = `${words[at % words.length]} (${at})`
    client.words.push(text)
    await client.practice.coach.says(text, { chat: client.practice.group.id, topic: client.topic })
    if (at % 25 === 24) await world.settle()
  }
  await world.settle()
  for (const { person, practice, words: written } of clients) {
    const heard = person
      .screen()
      .filter(({ from, text }) => from.isBot && /\(\d+\)$/.test(text))
      .map(({ text }) => text)
    expect(heard).toEqual(written.map((text) => `${practice.coach.firstName}: ${text}`))
  }
  for (const { coach, group } of practices) {
    const topics = coach.chats().find((chat) => chat.id === group.id)?.topics ?? []
    expect(topics.filter(({ id }) => id !== 1)).toHaveLength(clientsOfEach)
  }
})
