/** What is more than words goes both ways as the same thing, under the name of who sent it (F5). */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { asked } from './support/acts.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>
type Person = World['sarah']
type Sending = Parameters<Person['sends']>[0]
type Album = Parameters<Person['sendsAlbum']>[0]

const files: Sending[] = [
  { kind: 'photo', caption: 'My desk.' },
  { kind: 'voice' },
  { kind: 'video', caption: 'The view.' },
  { kind: 'video_note' },
  { kind: 'audio' },
  { kind: 'document', caption: 'My plan.' },
  { kind: 'animation' },
  { kind: 'sticker', emoji: '😢' },
]
/** What is heard in them is shown as well. */
const spoken = new Set(['voice', 'video_note', 'audio'])
const others: Sending[] = [
  { kind: 'location', latitude: 52.52, longitude: 13.405 },
  { kind: 'venue', latitude: 52.52, longitude: 13.405, title: 'Blue Café', address: '1 Main Street' },
  { kind: 'contact', phoneNumber: '+10000000', firstName: 'Anna' },
  { kind: 'poll', question: 'Which day?', options: ['Monday', 'Friday'] },
  { kind: 'dice' },
]

async function danaLeads(world: World): Promise<void> {
  await world.writes(world.dana, 'Sarah', '/takeover')
  await world.settle()
}

const uniqueIds = (screen: ReturnType<Person['screen']>) => screen.flatMap(({ media }) => media?.uniqueId ?? [])
const kinds = (screen: ReturnType<Person['screen']>) =>
  screen.flatMap(({ media, attachment }) => media?.kind ?? attachment?.kind ?? [])

test('a client’s files and places reach the topic as they are, and each says whose it is', async () => {
  await using world = await openWorld()
  await danaLeads(world)
  await world.advance(60_000)
  const sent: string[] = []
  for (const sending of [...files, ...others]) {
    if (sending.kind && spoken.has(sending.kind)) world.model.speech.willAnswer({ text: '' })
    const message = await world.sarah.sends(sending)
    sent.push(...uniqueIds([message]))
    await world.settle()
  }
  const topic = world.topic('Sarah')
  expect(uniqueIds(topic)).toEqual(sent)
  expect(kinds(topic)).toEqual([...files, ...others].map(({ kind }) => kind))
  expect(topic.filter(({ media }) => media).every(({ silent }) => silent)).toBe(true)
  // A caption names her; what can have none comes right behind her name.
  for (const [at, message] of topic.entries()) {
    if (!message.media && !message.attachment) continue
    const label = message.text.startsWith('Sarah:') ? message : topic[at - 1]
    expect(label?.text).toMatch(/^Sarah:/)
  }
  expect(topic.map(({ text }) => text)).toEqual(expect.arrayContaining(['Sarah: My desk.', 'Sarah: The view.']))
})

test('a coach’s files reach the client as they are, under the coach’s name; their notes never', async () => {
  await using world = await openWorld()
  await danaLeads(world)
  const at = { chat: world.group.id, topic: world.topicOf('Sarah') }
  const sent: string[] = []
  const start = world.sarah.screen().length
  for (const sending of [...files, ...others]) {
    sent.push(...uniqueIds([await world.dana.sends(sending, at)]))
    await world.settle()
  }
  const shown = world.sarah.screen().slice(start)
  expect(uniqueIds(shown)).toEqual(sent)
  expect(kinds(shown)).toEqual([...files, ...others].map(({ kind }) => kind))
  for (const [index, message] of shown.entries()) {
    const label = message.text.startsWith('Dana:') ? message : shown[index - 1]
    expect(label?.text).toMatch(/^Dana:/)
  }
  const before = world.sarah.screen().length
  const note = await world.dana.sends({ kind: 'photo', caption: '// her desk last week' }, at)
  await world.dana.sends({ kind: 'voice', caption: '/note what she said in March' }, at)
  await world.dana.sends({ kind: 'document', caption: '/unsend' }, at)
  await world.dana.sendsAlbum([{ kind: 'photo', caption: '//two more' }, { kind: 'photo' }], at)
  await world.dana.sendsAlbum([{ kind: 'photo' }, { kind: 'photo', caption: '// the mark comes last' }], at)
  await world.settle()
  expect(world.sarah.screen()).toHaveLength(before)
  expect(world.dana.message(note.id, at).reactions.map(({ emoji }) => emoji)).toEqual(['✍'])
})

test('an album goes both ways as one album', async () => {
  await using world = await openWorld()
  await danaLeads(world)
  const album: Album = [{ kind: 'photo', caption: 'Before and after.' }, { kind: 'photo' }, { kind: 'video' }]
  await world.sarah.sendsAlbum(album)
  await world.settle()
  const mirrored = world.topic('Sarah').filter(({ media }) => media)
  expect(mirrored).toHaveLength(3)
  expect(new Set(mirrored.map(({ albumId }) => albumId)).size).toBe(1)
  expect(mirrored.map(({ text }) => text)).toEqual(['Sarah: Before and after.', '', '']) // one caption is the album's

  const at = { chat: world.group.id, topic: world.topicOf('Sarah') }
  await world.dana.sendsAlbum(album, at)
  await world.settle()
  const heard = world.sarah.screen().filter(({ media, from }) => media && from.isBot)
  expect(heard).toHaveLength(3)
  expect(new Set(heard.map(({ albumId }) => albumId)).size).toBe(1)
  expect(heard[0]?.text).toBe('Dana: Before and after.')
})

test('while the AI leads, an album of the coach waits for one tap, and goes as a whole', async () => {
  await using world = await openWorld()
  const at = { chat: world.group.id, topic: world.topicOf('Sarah') }
  const before = world.sarah.screen().length
  await world.dana.sendsAlbum([{ kind: 'photo' }, { kind: 'photo' }, { kind: 'photo' }], at)
  await world.settle()
  expect(world.sarah.screen()).toHaveLength(before)
  expect(world.topic('Sarah').filter(({ text }) => text.startsWith('Not sent'))).toHaveLength(1)
  await world.taps(world.dana, 'Take over and send')
  await world.settle()
  expect(world.sarah.screen().filter(({ media, from }) => media && from.isBot)).toHaveLength(3)

  await world.writes(world.dana, 'Sarah', '/handback')
  await world.settle()
  await world.dana.sendsAlbum([{ kind: 'document' }, { kind: 'document' }], at)
  await world.settle()
  await world.taps(world.dana, 'Keep as note')
  await world.settle()
  expect(await world.rows(sql`select visibility from messages where kind = 'document'`)).toEqual([
    { visibility: 'note' },
    { visibility: 'note' },
  ])
})

test('a voice note nobody has heard is a human’s: the client is told, the coach is called with sound', async () => {
  await using world = await openWorld()
  world.model.speech.willAnswer({ text: '' })
  await world.sarah.sends({ kind: 'voice' })
  await world.settle()
  await world.sarah.hears('Dana will listen to this in person')
  expect(world.topic('Sarah').filter(({ text, silent }) => text.includes('sent a voice note') && !silent)).toHaveLength(
    1,
  )
  expect(asked(world)).toEqual([])
  // Left to the AI, it says what it could not hear, and guesses nothing.
  await world.taps(world.dana, 'AI may answer')
  await world.settle()
  expect(asked(world).at(-1)).toEqual(['[voice, which you cannot hear]'])
})

test('the AI answers what can be said in words, and says once what it cannot see', async () => {
  await using world = await openWorld()
  await world.sarah.sendsAlbum([{ kind: 'photo' }, { kind: 'photo' }])
  await world.settle()
  expect(world.sarah.screen().filter(({ text }) => text.includes("I can't see what you sent"))).toHaveLength(1)
  expect(world.topic('Sarah').filter(({ media }) => media)).toHaveLength(2)

  await world.advance(120_000) // so long the word that it cannot see is not repeated
  await world.sarah.sendsAlbum([{ kind: 'photo', caption: 'My old desk.' }, { kind: 'photo' }])
  await world.settle()
  expect(world.model.requests.at(-1)?.texts('user').slice(-2)).toEqual([
    '[photo, which you cannot see] My old desk.',
    '[photo, which you cannot see]',
  ])
  expect(world.sarah.screen().filter(({ text }) => text.includes("I can't see what you sent"))).toHaveLength(1)

  await world.sarah.sends({ kind: 'photo', caption: 'This is my new desk.' })
  await world.sarah.sends({ kind: 'sticker', emoji: '😢' })
  await world.sarah.sends({ kind: 'poll', question: 'Which day?', options: ['Monday', 'Friday'] })
  await world.settle()
  expect(world.model.requests.at(-1)?.texts('user').slice(-3)).toEqual([
    '[photo, which you cannot see] This is my new desk.',
    '[sticker] 😢',
    '[poll] Which day?\nMonday\nFriday',
  ])
})

test('a forward is never taken for the client’s own words, and a quote shows what is meant', async () => {
  await using world = await openWorld({ clients: ['Sarah'] })
  const mia = world.simulator.addPerson({ firstName: 'Mia', lastName: 'Lind' })
  const friends = world.simulator.addGroup({ title: 'Friends', owner: mia, members: [world.sarah] })
  const said = await mia.says('I quit my job.', { chat: friends.id })
  await world.sarah.forwards(said.id, { chat: friends.id, to: '@clone_bot' })
  await world.settle()
  expect(world.model.requests.at(-1)?.texts('user').at(-1)).toBe('[forwarded, the words of Mia Lind] I quit my job.')
  expect(world.topic('Sarah').at(-1)?.text).toContain('Sarah (forwarded from Mia Lind): I quit my job.')

  const answer = world.sarah.screen().at(-1)
  await world.sarah.says('What do you mean by that?', { replyTo: answer?.id ?? 0 })
  await world.settle()
  expect(world.model.requests.at(-1)?.texts('user').at(-1)).toBe(`[about: “${answer?.text}”] What do you mean by that?`)
})

test('before consent a voice note is not heard, and says where help is', async () => {
  await using world = await openWorld({ clients: [] })
  const sarah = await world.addClient('Sarah', { agrees: false })
  await sarah.sends({ kind: 'voice' })
  await world.settle()
  await sarah.hears("I can't listen to this")
  expect(sarah.screen().at(-1)?.text).toContain('112')
})

test('what was copied and is gone by then is said in words', async () => {
  await using world = await openWorld()
  await danaLeads(world)
  world.simulator.faults.add({
    method: 'copyMessage',
    status: 400,
    description: 'Bad Request: message to copy not found',
  })
  await world.sarah.sends({ kind: 'venue', latitude: 1, longitude: 2, title: 'Blue Café', address: '1 Main Street' })
  await world.settle()
  expect(world.topic('Sarah').at(-1)?.text).toContain('📍 Blue Café, 1 Main Street')
})
