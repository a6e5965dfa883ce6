import { Bot, InputFile, InputMediaBuilder } from 'grammy'
import { expect, test } from 'vitest'
import { type Json, openSimulator } from '../open-simulator.ts'

async function openChat() {
  const world = await openSimulator()
  await world.sarah.says('/start')
  await world.updates()
  const bot = new Bot(world.bot.token, { client: { apiRoot: world.url } })
  const chat_id = world.sarah.id
  /** A multipart form, as a bot without a library would send it. */
  async function upload(method: string, fields: Record<string, string>, files: Record<string, File>) {
    const form = new FormData()
    for (const [name, value] of Object.entries({ chat_id: String(chat_id), ...fields })) form.set(name, value)
    for (const [name, file] of Object.entries(files)) form.set(name, file)
    const response = await fetch(`${world.url}/bot${world.bot.token}/${method}`, { method: 'POST', body: form })
    return { status: response.status, ...((await response.json()) as Record<string, Json>) } as Record<string, Json>
  }
  const download = (path: string) => fetch(`${world.url}/file/bot${world.bot.token}/${path}`)
  return { ...world, chat_id, telegram: bot.api, upload, download }
}

const bytes = (text = 'some bytes') => new TextEncoder().encode(text)
const pdf = () => new InputFile(bytes(), 'Week 1.pdf')

type Telegram = Bot['api']

test.each<[field: string, send: (api: Telegram, chat: number) => Promise<object>, shown: object]>([
  ['photo', (api, chat) => api.sendPhoto(chat, pdf(), { caption: 'Look', has_spoiler: true }), { width: 800 }],
  ['voice', (api, chat) => api.sendVoice(chat, pdf(), { caption: 'Listen', duration: 7 }), { durationS: 7 }],
  [
    'video',
    (api, chat) => api.sendVideo(chat, pdf(), { width: 640, height: 360 }),
    { name: 'Week 1.pdf', height: 360 },
  ],
  ['video_note', (api, chat) => api.sendVideoNote(chat, pdf(), { length: 240 }), { width: 240, height: 240 }],
  ['animation', (api, chat) => api.sendAnimation(chat, pdf()), { mime: 'video/mp4' }],
  ['audio', (api, chat) => api.sendAudio(chat, pdf(), { title: 'Calm', performer: 'Dana' }), { durationS: 1 }],
  ['document', (api, chat) => api.sendDocument(chat, pdf()), { name: 'Week 1.pdf', mime: 'application/pdf' }],
  ['sticker', (api, chat) => api.sendSticker(chat, pdf(), { emoji: '👍' }), { emoji: '👍' }],
])('a %s uploaded by grammY is a message with its file', async (field, send, shown) => {
  await using world = await openChat()
  const message = (await send(world.telegram, world.chat_id)) as Json
  const object = field === 'photo' ? message.photo.at(-1) : message[field]
  expect(object).toMatchObject({ file_id: expect.any(String), file_size: bytes().length })
  expect(world.sarah.screen().at(-1)).toMatchObject({
    text: message.caption ?? '',
    media: { kind: field, fileId: object.file_id, uniqueId: object.file_unique_id, size: bytes().length, ...shown },
  })
  world.simulator.assertNoViolations()
})

test.each<[method: string, parameters: object, shown: object]>([
  ['sendLocation', { latitude: 48.2, longitude: 16.4 }, { kind: 'location', payload: { latitude: 48.2 } }],
  [
    'sendVenue',
    { latitude: 48.2, longitude: 16.4, title: 'The park', address: 'Ring 1' },
    { kind: 'venue', payload: { title: 'The park', location: { latitude: 48.2 } } },
  ],
  [
    'sendContact',
    { phone_number: '+43100', first_name: 'Mia' },
    { kind: 'contact', payload: { phone_number: '+43100', first_name: 'Mia' } },
  ],
  ['sendDice', { emoji: '🎯' }, { kind: 'dice', payload: { emoji: '🎯' } }],
  [
    'sendPoll',
    { question: 'When?', options: [{ text: 'Now' }, { text: 'Later' }] },
    { kind: 'poll', question: 'When?', options: [{ text: 'Now', votes: 0 }, { text: 'Later' }], closed: false },
  ],
])('%s is on the screen', async (method, parameters, shown) => {
  await using world = await openChat()
  const { message_id } = await world.get(method, { chat_id: world.chat_id, ...parameters })
  expect(world.sarah.message(message_id)).toMatchObject({ text: '', attachment: shown })
})

test('a file stands in the part called like its parameter, or in one that is named', async () => {
  await using world = await openChat()
  const file = () => new File([bytes()], 'notes.txt', { type: 'text/plain' })
  const direct = await world.upload('sendDocument', {}, { document: file() })
  const named = await world.upload('sendDocument', { document: 'attach://elsewhere' }, { elsewhere: file() })
  expect(direct['result'].document).toMatchObject({ file_name: 'notes.txt', mime_type: 'text/plain' })
  expect(named['result'].document).toEqual(direct['result'].document)
  expect(await world.upload('sendDocument', { document: 'attach://nowhere' }, {})).toMatchObject({
    description: 'Bad Request: file "nowhere" is not specified',
  })
  world.simulator.assertNoViolations()
})

test('the same bytes are one file by their unique id, whatever they are called, and another one as a photo', async () => {
  await using world = await openChat()
  const send = async (name: string) =>
    (await world.telegram.sendDocument(world.chat_id, new InputFile(bytes(), name))).document
  const [first, again, renamed] = [await send('a.txt'), await send('a.txt'), await send('b.txt')]
  expect(again).toEqual(first)
  expect(renamed.file_unique_id).toBe(first.file_unique_id)
  const photo = (await world.telegram.sendPhoto(world.chat_id, new InputFile(bytes()))).photo.at(-1)
  expect(photo?.file_unique_id).not.toBe(first.file_unique_id)

  const reused = await world.telegram.sendDocument(world.chat_id, first.file_id)
  expect(reused.document).toEqual(first)
  expect(await world.api('sendPhoto', { chat_id: world.chat_id, photo: first.file_id })).toMatchObject({
    status: 400,
    description: "Bad Request: can't use file of type Document as Photo",
  })
})

test.each<[what: string, method: string, parameters: object, description: string]>([
  ['an id nobody gave', 'sendPhoto', { photo: 'AgAC' }, 'wrong file identifier/HTTP URL specified'],
  ['an id nobody gave', 'getFile', { file_id: 'AgAC' }, 'invalid file_id'],
  ['no file', 'sendVoice', {}, 'parameter "voice" is required'],
  ['a place off the globe', 'sendLocation', { latitude: 91, longitude: 0 }, 'wrong latitude or longitude specified'],
  ['a die that is none', 'sendDice', { emoji: '🥒' }, 'wrong parameter emoji in the request'],
  ['a poll without options', 'sendPoll', { question: 'Well?', options: [] }, 'poll must have 1 to 12 options'],
  ['a long question', 'sendPoll', { question: 'x'.repeat(301), options: [{ text: 'a' }] }, 'question'],
])('%s in %s is a 400', async (_, method, parameters, description) => {
  await using world = await openChat()
  const answer = await world.api(method, { ...(method !== 'getFile' && { chat_id: world.chat_id }), ...parameters })
  expect(answer).toMatchObject({ status: 400, description: expect.stringContaining(description) })
})

test('captions have 1,024 UTF-16 units and entities of their own', async () => {
  await using world = await openChat()
  const send = (caption: string, caption_entities?: object[]) =>
    world.upload(
      'sendDocument',
      { caption, ...(caption_entities && { caption_entities: JSON.stringify(caption_entities) }) },
      { document: new File([bytes()], 'a.txt') },
    )
  expect(await send('👍'.repeat(512))).toMatchObject({ ok: true })
  expect(await send(`${'👍'.repeat(512)}x`)).toMatchObject({ description: 'Bad Request: message caption is too long' })
  const entities = [{ type: 'bold', offset: 0, length: 4 }]
  expect((await send('Read this', entities))['result']).toMatchObject({
    caption: 'Read this',
    caption_entities: entities,
  })
  expect(world.sarah.screen().at(-1)).toMatchObject({ text: 'Read this', entities })
})

test('an album is several messages with one id, its files uploaded together', async () => {
  await using world = await openChat()
  const messages = (await world.telegram.sendMediaGroup(world.chat_id, [
    InputMediaBuilder.photo(new InputFile(bytes('one')), { caption: 'Both' }),
    InputMediaBuilder.video(new InputFile(bytes('two'))),
  ])) as Json[]
  const [first, second] = messages
  expect(first.media_group_id).toMatch(/^\d+$/)
  expect(second.media_group_id).toBe(first.media_group_id)
  expect(first).toMatchObject({ caption: 'Both', photo: expect.any(Array) })
  expect(second).toMatchObject({ video: { file_size: 3 } })
  world.simulator.assertNoViolations()

  const mixed = await world.api('sendMediaGroup', {
    chat_id: world.chat_id,
    media: [
      { type: 'photo', media: first.photo.at(-1).file_id },
      { type: 'document', media: 'x' },
    ],
  })
  expect(mixed.description).toMatch(/can't be mixed/)
  const single = { chat_id: world.chat_id, media: [{ type: 'photo', media: first.photo.at(-1).file_id }] }
  expect((await world.api('sendMediaGroup', single)).description).toMatch(/2 to 10 items/)
})

test('a file is fetched by a link that is good for an hour', async () => {
  await using world = await openChat()
  const { media } = await world.sarah.sends({ kind: 'document', bytes: bytes('my notes'), fileName: 'notes.txt' })
  const file = await world.get('getFile', { file_id: media?.fileId })
  expect(file).toMatchObject({ file_size: 8, file_path: expect.stringMatching(/^documents\/file_\d+\.txt$/) })
  expect(await (await world.download(file.file_path)).text()).toBe('my notes')

  world.clock.advance(3_600_000)
  const late = await world.download(file.file_path)
  expect({ status: late.status, body: await late.json() }).toMatchObject({ status: 404, body: { ok: false } })
  await world.get('getFile', { file_id: media?.fileId })
  expect((await world.download(file.file_path)).status).toBe(200)
  expect((await world.download('documents/file_99.txt')).status).toBe(404)
  const other = world.simulator.addBot({ username: 'other_bot', name: 'Other' })
  expect((await fetch(`${world.url}/file/bot${other.token}/${file.file_path}`)).status).toBe(404)
})

test('20 MB can be fetched and not a byte more, 50 MB be sent, 10 MB as a photo', async () => {
  await using world = await openChat()
  const mb = 1024 * 1024
  const fetchable = async (size: number) => {
    const { media } = await world.sarah.sends({ kind: 'video', bytes: new Uint8Array(size) })
    return world.api('getFile', { file_id: media?.fileId })
  }
  expect(await fetchable(20 * mb)).toMatchObject({ ok: true })
  expect(await fetchable(20 * mb + 1)).toMatchObject({ status: 400, description: 'Bad Request: file is too big' })

  const send = (method: string, field: string, size: number) =>
    world.upload(method, {}, { [field]: new File([new Uint8Array(size)], 'big') })
  expect(await send('sendDocument', 'document', 50 * mb + 1)).toMatchObject({
    status: 413,
    description: 'Request Entity Too Large',
  })
  expect(await send('sendPhoto', 'photo', 10 * mb + 1)).toMatchObject({ status: 400 })
  expect(await send('sendDocument', 'document', 0)).toMatchObject({
    description: 'Bad Request: file must be non-empty',
  })
})

test('an animation is a document as well, for those who read documents only', async () => {
  await using world = await openChat()
  await world.sarah.sends({ kind: 'animation' })
  const [update] = await world.updates()
  expect(update?.['message'].document.file_id).toBe(update?.['message'].animation.file_id)
})

test('captions and files are edited, each kind of message by its own method', async () => {
  await using world = await openChat()
  const { message_id } = await world.telegram.sendDocument(world.chat_id, pdf(), { caption: 'Draft' })
  const target = { chat_id: world.chat_id, message_id }
  await world.get('editMessageCaption', { ...target, caption: 'Final' })
  expect(world.sarah.message(message_id)).toMatchObject({ text: 'Final', media: { name: 'Week 1.pdf' } })
  expect(await world.api('editMessageCaption', { ...target, caption: 'Final' })).toMatchObject({
    description: expect.stringContaining('message is not modified'),
  })
  expect(await world.api('editMessageText', { ...target, text: 'x' })).toMatchObject({
    description: 'Bad Request: there is no text in the message to edit',
  })
  await world.telegram.editMessageMedia(
    world.chat_id,
    message_id,
    InputMediaBuilder.photo(new InputFile(bytes('a picture'))),
  )
  expect(world.sarah.message(message_id)).toMatchObject({ text: '', media: { kind: 'photo', size: 9 } })

  const plain = await world.get('sendMessage', { chat_id: world.chat_id, text: 'Hello' })
  const onPlain = { chat_id: world.chat_id, message_id: plain.message_id, caption: 'x' }
  expect(await world.api('editMessageCaption', onPlain)).toMatchObject({
    description: 'Bad Request: there is no caption in the message to edit',
  })
})

test('a poll is answered, which its bot hears, and stopped', async () => {
  await using world = await openChat()
  const options = [{ text: 'Morning' }, { text: 'Evening' }]
  const sent = await world.get('sendPoll', { chat_id: world.chat_id, question: 'When?', options, is_anonymous: false })
  await world.sarah.votes(sent.message_id, ['Evening'])
  const [answer, poll] = await world.updates()
  expect(answer).toMatchObject({
    poll_answer: { poll_id: sent.poll.id, user: { id: world.sarah.id }, option_ids: [1] },
  })
  expect(poll).toMatchObject({ poll: { total_voter_count: 1, options: [{ voter_count: 0 }, { voter_count: 1 }] } })
  expect(world.sarah.message(sent.message_id).attachment).toMatchObject({
    options: [{ votes: 0 }, { votes: 1, voters: [world.sarah.id] }],
  })
  await expect(world.sarah.votes(sent.message_id, ['Morning', 'Evening'])).rejects.toThrow('one answer')

  const target = { chat_id: world.chat_id, message_id: sent.message_id }
  expect(await world.get('stopPoll', target)).toMatchObject({ is_closed: true, total_voter_count: 1 })
  await expect(world.sarah.votes(sent.message_id, ['Morning'])).rejects.toThrow('closed')
})

test('what a person quotes, the bot reads; a bot cannot quote what was not said', async () => {
  await using world = await openChat()
  const { message_id } = await world.get('sendMessage', { chat_id: world.chat_id, text: 'Sleep well, Sarah' })
  await world.sarah.says('I will', { replyTo: message_id, quote: 'Sleep well' })
  expect((await world.updates())[0]?.['message']).toMatchObject({
    quote: { text: 'Sleep well', position: 0, is_manual: true },
    reply_to_message: { message_id },
  })
  const reply = (quote: string) =>
    world.api('sendMessage', { chat_id: world.chat_id, text: 'x', reply_parameters: { message_id, quote } })
  expect((await reply('well, Sarah')).result.quote).toMatchObject({ position: 6 })
  expect(await reply('Wake up')).toMatchObject({ description: 'Bad Request: QUOTE_TEXT_INVALID' })
})
