import { mkdir } from 'node:fs/promises'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { killChildren, startChild } from './support/child.ts'
import { findChromium } from './support/chromium.ts'
import { openFakeOpenAi } from './support/openai-server.ts'

// A newcomer with a mouse and a keyboard, on the real demo: `npm start`, the address it prints, the four steps of the strip.

const executablePath = findChromium()
/** DEMO_SHOTS=folder keeps pictures of each step there, light and dark, wide and narrow. */
const shots = process.env['DEMO_SHOTS']

let browser: Browser
let demo: ReturnType<typeof startChild>
let url = ''

beforeAll(async () => {
  if (!executablePath) throw new Error('These tests need Chromium: install it, or set CHROMIUM_PATH to where it is.')
  demo = startChild('src/main.ts', { PORT: '0' })
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']
  args.push('--disable-component-update', '--disable-sync')
  browser = await chromium.launch({ executablePath, args })
  url = (await demo.prints(/Open (http:\S+)/))[1] ?? ''
})
afterAll(async () => {
  await browser?.close()
  await killChildren()
})

async function open(width: number, height: number) {
  const page = await browser.newPage({ viewport: { width, height } })
  page.setDefaultTimeout(30_000)
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text())
  })
  await page.goto(url)
  await page.getByRole('log').first().waitFor()
  const phone = page.getByRole('group', { name: 'The phone of' })
  const window = page.getByRole('group', { name: 'Telegram, as' })
  return { page, phone, window, log: window.getByRole('log'), problems }
}

async function shoot(page: Page, name: string): Promise<void> {
  if (!shots) return
  await mkdir(shots, { recursive: true })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: `${shots}/${name}-${colorScheme}.png` })
  }
}

test('the four steps of the strip, by mouse and keyboard', async () => {
  const { page, phone, window, log, problems } = await open(1440, 900)
  await shoot(page, '0-arrival')
  for (const step of ['Write as Sarah', 'Take over as Dana', 'Answer, then hand back', 'Write as Sarah again'])
    await page.getByText(step, { exact: true }).first().waitFor()

  const phoneField = phone.getByRole('textbox', { name: 'Message, as Sarah' })
  await phoneField.fill('I said yes to another project today.')
  await phoneField.press('Enter')
  const answers = phone.locator('article:not(.mine)')
  const before = await answers.count()
  await expect.poll(() => answers.count()).toBe(before + 1)
  await shoot(page, '1-answered')

  await window.getByRole('button', { name: /^Sarah/ }).click()
  await log.getByText('Sarah: I said yes to another project today.').waitFor()
  const windowField = window.getByRole('textbox', { name: 'Message, as Dana' })
  await windowField.fill('I am reading along. What made you say yes?')
  await windowField.press('Enter')
  await log.getByText("Not sent: you don't lead the conversation").waitFor()
  await shoot(page, '2-not-sent')
  await window.getByRole('button', { name: 'Take over and send' }).click()
  await phone.getByText('Dana is here now, in person.').waitFor()
  await phone.getByText('Dana: I am reading along. What made you say yes?').waitFor()
  await shoot(page, '2-taken-over')

  await windowField.fill('/handback She found it hard to say no.')
  await windowField.press('Enter')
  await phone.getByText('Dana has left the chat').waitFor()
  await shoot(page, '3-handed-back')

  const spoken = await answers.count()
  await phoneField.fill('I was afraid they would ask someone else.')
  await phoneField.press('Enter')
  await expect.poll(() => answers.count()).toBe(spoken + 1)
  expect(await answers.last().textContent()).not.toContain('ℹ️')
  await phoneField.fill('/human')
  await phoneField.press('Enter')
  await phone.getByText("I've told Dana that you'd like to talk.").waitFor()
  await log.getByText('Sarah asks for you.').waitFor()
  await shoot(page, '4-human')
  expect(problems).toEqual([])
})

test('with a key of one’s own a real model answers, until one goes back to the rehearsal', async () => {
  const { page, phone, problems } = await open(1440, 900)
  await using model = await openFakeOpenAi()
  model.answersWith(() => ({ reply: 'A model says this.' }))
  const key = 'sk-of-a-newcomer-0123456789'
  const note = page.getByRole('region', { name: 'What to try' }).locator('.guide-note')
  await note.getByText('no language model is connected').waitFor()
  await page.getByRole('group', { name: 'Whose phone' }).getByRole('button', { name: /^Tom/ }).click()
  const answers = phone.locator('article:not(.mine)')
  const say = async (text: string) => {
    await phone.getByRole('textbox', { name: 'Message, as Tom' }).fill(text)
    await page.keyboard.press('Enter')
  }

  await page.getByRole('button', { name: 'Use my key' }).click()
  const form = page.getByRole('dialog', { name: 'Use my key' })
  await form.getByText('every message typed here goes to that provider').waitFor()
  await form.getByLabel('API key').fill(key)
  await form.getByLabel('Base URL').fill(model.url)
  await form.getByLabel('Model').fill('fake-model')
  model.willFail('echo_key')
  await page.keyboard.press('Enter')
  await form.getByText('The key was not taken: the AI service does not know it. Nothing has changed.').waitFor()
  await note.getByText('no language model is connected').waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'It works.' }).getByRole('button', { name: 'OK' }).click()
  const host = new URL(model.url).host
  await note.getByText(`Messages typed now go to ${host} and are answered by fake-model`).waitFor()
  expect(await page.content()).not.toContain(key)

  await say('I went running.')
  await answers.getByText('A model says this.').waitFor()
  expect(model.requests.at(-1)).toMatchObject({ authorization: `Bearer ${key}`, body: { model: 'fake-model' } })
  await shoot(page, '6-own-key')

  await page.getByRole('button', { name: 'Back to the rehearsal' }).click()
  await page.getByRole('dialog', { name: 'Back to the rehearsal' }).getByRole('button', { name: 'Back' }).click()
  await page.getByRole('dialog', { name: 'The rehearsal answers again.' }).getByRole('button', { name: 'OK' }).click()
  const asked = model.requests.length
  const spoken = await answers.count()
  await say('And again today.')
  await expect.poll(() => answers.count()).toBe(spoken + 1)
  expect(model.requests.length).toBe(asked)
  expect(demo.stdout + demo.stderr).not.toContain(key)
  expect(problems.filter((problem) => !problem.includes('409'))).toEqual([]) // the browser notes the refusal by itself
})

test('on a phone of 390 pixels the same page tells one side at a time, and nothing sticks out', async () => {
  const { page, phone, window, problems } = await open(390, 844)
  const fits = () => page.locator('html').evaluate((root) => root.scrollWidth <= 390 && root.scrollHeight <= 844)
  await phone.getByRole('textbox').waitFor()
  expect(await fits()).toBe(true)
  await shoot(page, '5-narrow-phone')
  await page.getByRole('button', { name: /^Coach’s group/ }).click()
  await window.getByRole('button', { name: /^Sarah/ }).click()
  await window.getByRole('log').waitFor()
  expect(await fits()).toBe(true)
  await shoot(page, '5-narrow-topic')
  expect(problems).toEqual([])
})
