import { expect, test } from 'vitest'
import type { Contribution } from '../../../src/simulator/people/contributions.ts'
import { mediaKinds } from '../../../src/simulator/world/media.ts'
import { openSimulator } from '../open-simulator.ts'

async function openChats() {
  const world = await openSimulator()
  const group = await world.openForum()
  await world.sarah.says('/start')
  await world.updates()
  const move = { chat_id: group.id, from_chat_id: world.sarah.id }
  return { ...world, group, move }
}

const contributions: Contribution[] = [
  ...mediaKinds.map((kind) => ({ kind, ...(kind !== 'sticker' && kind !== 'video_note' && { caption: 'About it' }) })),
  { kind: 'location', latitude: 48.2, longitude: 16.4 },
  { kind: 'venue', latitude: 48.2, longitude: 16.4, title: 'The park', address: 'Ring 1' },
  { kind: 'contact', phoneNumber: '+43100', firstName: 'Mia' },
  { kind: 'poll', question: 'When?', options: ['Now', 'Later'] },
  { kind: 'dice' },
]

test.each(contributions)(
  'a $kind reaches the bot, is copied without its author and forwarded with it',
  async (sent) => {
    await using world = await openChats()
    const { id, text } = await world.sarah.sends(sent)
    const [update] = await world.updates()
    const received = update?.['message']
    expect(received).toMatchObject({ [sent.kind]: expect.anything(), ...(text && { caption: text }) })

    const copy = await world.get('copyMessage', { ...world.move, message_id: id })
    const copied = world.dana.message(copy.message_id, { chat: world.group.id })
    const original = world.sarah.message(id)
    expect(copied).toMatchObject({
      text,
      media: original.media,
      attachment: original.attachment,
      from: { isBot: true },
    })
    expect(copied.forwardedFrom).toBeUndefined()

    const forwarded = await world.get('forwardMessage', { ...world.move, message_id: id })
    expect(forwarded).toMatchObject({
      [sent.kind]: received[sent.kind],
      forward_origin: { type: 'user', sender_user: { id: world.sarah.id } },
    })
    expect(world.dana.screen({ chat: world.group.id }).at(-1)?.forwardedFrom).toBe('Sarah')
  },
)

test.each<[what: string, parameters: object, text: string]>([
  ['stays', {}, 'About it'],
  ['is replaced', { caption: 'From Sarah' }, 'From Sarah'],
  ['is removed', { caption: '' }, ''],
])('the caption of a copy %s', async (_, parameters, text) => {
  await using world = await openChats()
  const { id } = await world.sarah.sends({ kind: 'photo', caption: 'About it' })
  await world.get('copyMessage', { ...world.move, message_id: id, ...parameters })
  expect(world.dana.screen({ chat: world.group.id }).at(-1)).toMatchObject({ text, media: { kind: 'photo' } })
})

test('an album goes on as another album; what is not there is passed over', async () => {
  await using world = await openChats()
  const album = await world.sarah.sendsAlbum([{ kind: 'photo', caption: 'Both' }, { kind: 'video' }])
  const received = (await world.updates()).map((update) => update['message'].media_group_id)
  expect(received).toEqual([album[0]?.albumId, album[0]?.albumId])

  const message_ids = [...album.map(({ id }) => id), 999]
  for (const [method, captions] of [
    ['copyMessages', ['', '']],
    ['forwardMessages', ['Both', '']],
  ] as const) {
    const more = method === 'copyMessages' ? { remove_caption: true } : {}
    expect(await world.get(method, { ...world.move, message_ids, ...more })).toHaveLength(2)
    const [first, second] = world.dana.screen({ chat: world.group.id }).slice(-2)
    expect([first?.text, second?.text]).toEqual(captions)
    expect(first?.albumId).toBe(second?.albumId)
    expect(first?.albumId).not.toBe(album[0]?.albumId)
  }
  expect(await world.api('copyMessages', { ...world.move, message_ids: [999] })).toMatchObject({ status: 400 })
  expect(await world.api('copyMessages', { ...world.move, message_ids: message_ids.toReversed() })).toMatchObject({
    description: 'Bad Request: message identifiers must be in a strictly increasing order',
  })
})

test('files sent under one word are one album, under another another', async () => {
  await using world = await openChats()
  const send = async (albumOf: string) => (await world.sarah.sends({ kind: 'photo', albumOf })).albumId
  const [first, second, other] = [await send('walk'), await send('walk'), await send('work')]
  expect(first).toMatch(/^\d+$/)
  expect(second).toBe(first)
  expect(other).not.toBe(first)
})

test('people forward too: the first author stays, a shy one leaves a name, a hidden admin the group', async () => {
  await using world = await openChats()
  const mia = world.simulator.addPerson({ firstName: 'Mia', lastName: 'Berg', hidesForwards: true })
  await world.dana.adds(mia.id, world.group.id)
  await world.dana.adds(world.sarah.id, world.group.id)
  const chat = world.group.id
  const said = await mia.says('Drink water', { chat })
  await world.dana.promotes(world.dana.id, chat, { rights: null, isAnonymous: true })
  const hidden = await world.dana.says('Sleep', { chat })
  await world.updates()

  await world.sarah.forwards(said.id, { chat, to: '@clone_bot' })
  await world.sarah.forwards(hidden.id, { chat, to: '@clone_bot' })
  const origins = (await world.updates()).map((update) => update['message'].forward_origin)
  expect(origins).toMatchObject([
    { type: 'hidden_user', sender_user_name: 'Mia Berg' },
    { type: 'chat', sender_chat: { id: chat } },
  ])
  const again = await world.get('forwardMessage', { ...world.move, message_id: world.sarah.screen().at(-2)?.id })
  expect(again.forward_origin).toMatchObject({ type: 'hidden_user', sender_user_name: 'Mia Berg' })
})
