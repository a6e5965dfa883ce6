import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { openBrowser, openStory, type Story } from './open-page.ts'

// Files of every kind on the page: sent by button, paste, drop and microphone, and shown as Telegram shows them.

let browser: Browser
let story: Story

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())

beforeEach(async () => {
  story = await openStory(browser)
  await story.sarah.says('/start', { chat: '@clone_bot' })
  await story.open()
})
afterEach(async () => {
  await story.close()
  expect(story.problems).toEqual([])
})

/** A picture of 300 by 200 in one colour. */
async function picture(page: Page, colour: string): Promise<Buffer> {
  const painter = await page.context().newPage()
  await painter.setViewportSize({ width: 300, height: 200 })
  await painter.setContent(`<body style="background: ${colour}">`)
  const png = await painter.screenshot()
  await painter.close()
  return png
}

async function attach(
  page: Page,
  side: Locator,
  what: string,
  files: { name: string; mimeType: string; buffer: Buffer }[],
) {
  await side.getByRole('button', { name: 'Attach' }).click()
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('menuitem', { name: what, exact: true }).click(),
  ])
  await chooser.setFiles(files)
}

/** In the page: as the browser tells of files that are pasted or dropped. */
const bringing = `(element, { how, name, type, text }) => {
  const held = new DataTransfer()
  held.items.add(new File([text], name, { type }))
  const about = { bubbles: true, cancelable: true }
  if (how === 'paste') return element.dispatchEvent(new ClipboardEvent('paste', { ...about, clipboardData: held }))
  element.dispatchEvent(new DragEvent('dragenter', { ...about, dataTransfer: held }))
  element.dispatchEvent(new DragEvent('drop', { ...about, dataTransfer: held }))
}`

async function bring(page: Page, how: 'paste' | 'drop', file: { name: string; type: string; text: string }) {
  const place = `document.querySelector('.phone ${how === 'paste' ? 'textarea' : '.log'}')`
  await page.evaluate(`(${bringing})(${place}, ${JSON.stringify({ how, ...file })})`)
}

test('Sarah sends an album with a caption and enlarges a picture; pasted and dropped files go as what they are', async () => {
  const { page, phone, sarah } = story
  const colours = ['tomato', 'seagreen', 'royalblue']
  const files = await Promise.all(
    colours.map(async (name) => ({ name: `${name}.png`, mimeType: 'image/png', buffer: await picture(page, name) })),
  )
  await attach(page, phone, 'Photo or video', files)
  const sheet = page.getByRole('dialog', { name: 'Send 3 photos' })
  await sheet.getByRole('textbox', { name: 'Caption' }).fill('My week')
  await page.keyboard.press('Enter')
  const album = phone.getByRole('group', { name: 'Album of 3' })
  await album.waitFor()
  await phone.getByText('My week').waitFor()
  const sent = sarah.screen({ chat: '@clone_bot' }).slice(1)
  expect(sent.map(({ text, media }) => [text, media?.kind, media?.width])).toEqual([
    ['My week', 'photo', 300],
    ['', 'photo', 300],
    ['', 'photo', 300],
  ])
  expect(new Set(sent.map(({ albumId }) => albumId)).size).toBe(1)
  const widths = await album.locator('img').evaluateAll((images) => images.map((image) => image.naturalWidth))
  expect(widths).toEqual([300, 300, 300])

  await album.getByRole('button', { name: 'Photo, enlarge' }).first().press('Enter')
  const viewer = page.getByRole('dialog', { name: 'Photo from Sarah' })
  await expect.poll(async () => (await viewer.locator('img').boundingBox())?.width ?? 0).toBeGreaterThanOrEqual(300)
  await page.keyboard.press('Escape')
  await expect.poll(() => viewer.count()).toBe(0)

  const name = '<img src=x onerror=alert(1)>.html'
  await bring(page, 'paste', { name, type: 'text/html', text: '<script>1</script>' })
  await page.getByRole('dialog', { name: 'Send a file' }).getByRole('button', { name: 'Send', exact: true }).click()
  const document = phone.getByRole('link', { name: `Download ${name}, 18 B` })
  await document.waitFor()
  const [saved] = await Promise.all([page.waitForEvent('download'), document.click()])
  expect(saved.suggestedFilename()).toMatch(/\.html$/)

  await bring(page, 'drop', {
    name: 'song.mp3',
    type: 'audio/mpeg',
    text: 'x',
  })
  await page.getByRole('dialog', { name: 'Send a file' }).getByRole('checkbox', { name: 'Send as a file' }).check()
  await page.keyboard.press('Enter')
  await phone.getByRole('link', { name: 'Download song.mp3, 1 B' }).waitFor()
  expect(sarah.screen({ chat: '@clone_bot' }).at(-1)?.media).toMatchObject({ kind: 'document', mime: 'audio/mpeg' })
})

test('a voice message is recorded and played; what else people and bots send has its own shape', async () => {
  const { page, phone, sarah, api } = story
  await phone.getByRole('button', { name: 'Record a voice message' }).click()
  await phone.getByRole('timer', { name: 'Recording' }).waitFor()
  await page.keyboard.press('Escape') // thrown away
  await phone.getByRole('textbox').waitFor()
  expect(sarah.screen({ chat: '@clone_bot' }).length).toBe(1)
  await phone.getByRole('button', { name: 'Record a voice message' }).click()
  await phone
    .getByRole('timer', { name: 'Recording' })
    .getByText(/^0:0[1-9]$/)
    .waitFor()
  await phone.getByRole('button', { name: 'Send the voice message' }).click()
  const voice = phone.getByRole('group', { name: 'Voice message' })
  await voice.getByRole('button', { name: 'Play the voice message' }).click()
  await expect.poll(() => page.evaluate(`document.querySelector('.voice audio').played.length`)).toBe(1)
  const media = sarah.screen({ chat: '@clone_bot' }).at(-1)?.media
  expect(media).toMatchObject({ kind: 'voice', mime: expect.stringMatching(/^audio\/(ogg|webm)$/) })
  expect(media?.size).toBeGreaterThan(500)

  const made = { mimeType: 'video/mp4', buffer: Buffer.from('a film') }
  await attach(page, phone, 'Round video from a file', [{ name: 'me.mp4', ...made }])
  await phone.getByRole('button', { name: 'Play the video message, 0:01' }).waitFor()
  await attach(page, phone, 'Photo or video', [{ name: 'walk.mp4', ...made }])
  await page.getByRole('dialog', { name: /^Send/ }).getByRole('textbox', { name: 'Caption' }).press('Enter')
  await phone.getByLabel('Video', { exact: true }).waitFor()
  await api('sendLocation', { chat_id: sarah.id, latitude: 47.3769, longitude: 8.5417 })
  await phone.getByRole('button', { name: 'Location, 47.37690, 8.54170' }).waitFor()
  await api('sendContact', { chat_id: sarah.id, phone_number: '+41 79 000 00 00', first_name: 'Tom' })
  await phone.getByRole('group', { name: 'Contact' }).getByText('+41 79 000 00 00').waitFor()
  await sarah.sends({ kind: 'sticker', emoji: '🎉' }, { chat: '@clone_bot' })
  await phone.getByRole('img', { name: 'Sticker 🎉' }).waitFor()
})

test('a poll is made, voted in and taken back; one who voted sees what the others said', async () => {
  const { page, phone, sarah, api } = story
  await api('sendPoll', { chat_id: sarah.id, question: 'How was it?', options: [{ text: 'Hard' }, { text: 'Fine' }] })
  const poll = phone.getByRole('group', { name: 'Poll: How was it?' })
  await poll.getByRole('button', { name: 'Fine' }).click()
  await poll.getByRole('img', { name: 'Fine: 100%, your vote' }).waitFor()
  await poll.getByText('1 vote').waitFor()
  await poll.getByRole('button', { name: 'Take back' }).click()
  await poll.getByRole('button', { name: 'Hard' }).waitFor()

  await phone.getByRole('button', { name: 'Attach' }).click()
  await page.getByRole('menuitem', { name: 'Poll' }).click()
  const maker = page.getByRole('dialog', { name: 'New poll' })
  await maker.getByRole('textbox', { name: 'Question' }).fill('Which days?')
  await maker.getByRole('textbox', { name: 'Option 1' }).fill('Monday')
  await maker.getByRole('textbox', { name: 'Option 2' }).fill('Friday')
  await maker.getByRole('textbox', { name: 'Option 3' }).waitFor()
  await maker.getByRole('checkbox', { name: 'Several answers' }).check()
  await maker.getByRole('button', { name: 'Create' }).click()
  const mine = phone.getByRole('group', { name: 'Poll: Which days?' })
  await mine.getByRole('button', { name: 'Monday' }).click()
  await mine.getByRole('button', { name: 'Friday' }).click()
  await mine.getByRole('button', { name: 'Vote' }).click()
  await mine.getByRole('img', { name: 'Friday: 50%, your vote' }).waitFor()
})
