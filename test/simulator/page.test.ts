import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { bubbles, openBrowser, openStory, type Story } from './open-page.ts'

// The page in a real browser, over the real simulator; the bot is played by the test, over HTTP as any bot.

let browser: Browser
let story: Story

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())

beforeEach(async () => {
  story = await openStory(browser)
})
afterEach(async () => {
  await story.close()
  expect(story.problems).toEqual([])
})

test('Sarah presses Start, writes two lines, and reads the answer with everything Telegram draws', async () => {
  const { open, phone, page, sarah, api } = story
  await open()
  await phone.getByRole('button', { name: 'Start' }).click()
  await expect.poll(() => bubbles(phone)).toEqual(['/start'])

  const field = phone.getByRole('textbox', { name: 'Message, as Sarah' })
  await field.fill('I cannot stop')
  await field.press('Shift+Enter')
  await field.pressSequentially('rewriting')
  await field.press('Enter')
  await expect.poll(() => bubbles(phone)).toEqual(['/start', 'I cannot stop\nrewriting'])
  expect(await field.inputValue()).toBe('')

  await api('sendChatAction', { chat_id: sarah.id, action: 'typing' })
  await phone.getByText('typing', { exact: true }).waitFor()
  const text = 'Bold, secret, /goals\nA quoted line\nend'
  await api('sendMessage', {
    chat_id: sarah.id,
    text,
    entities: [
      { type: 'bold', offset: 0, length: 4 },
      { type: 'spoiler', offset: 6, length: 6 },
      { type: 'blockquote', offset: 21, length: 13 },
    ],
  })
  await phone.locator('b', { hasText: 'Bold' }).waitFor()
  expect(await phone.locator('blockquote').textContent()).toBe('A quoted line')
  expect(await phone.getByText('typing', { exact: true }).count()).toBe(0)
  expect(await phone.getByText('secret').isVisible()).toBe(false)
  await phone.getByRole('button', { name: 'Hidden text' }).click()
  expect(await phone.getByText('secret').isVisible()).toBe(true)
  const long = Array.from({ length: 6 }, (_, n) => `Line ${n + 1}`).join('\n')
  const expandable = { type: 'expandable_blockquote', offset: 0, length: long.length }
  await api('sendMessage', { chat_id: sarah.id, text: long, entities: [expandable] })
  const quoteHeight = async () => (await phone.locator('blockquote.expandable').boundingBox())?.height ?? 0
  await phone.getByRole('button', { name: 'Show the whole quote' }).waitFor()
  const folded = await quoteHeight()
  await phone.getByRole('button', { name: 'Show the whole quote' }).press('Enter')
  await expect.poll(quoteHeight).toBeGreaterThan(folded * 1.5)
  await phone.getByRole('button', { name: 'Show less' }).click()
  await expect.poll(quoteHeight).toBe(folded)
  await phone.getByRole('button', { name: '/goals' }).click()
  await expect.poll(async () => (await bubbles(phone)).at(-1)).toBe('/goals')
  expect(await page.getByText('Write as Sarah').isVisible()).toBe(true)
})

test('the mirror waits unread in Sarah’s topic; what is loud is announced, what is silent is not', async () => {
  const { open, window, page, topic, api, group } = story
  await open()
  await window.getByRole('button', { name: /^General/ }).waitFor() // a topic that is there before is the one that opens
  const topicId = await topic('Sarah', 'Sarah: I cannot stop', { disable_notification: true })
  const row = window.getByRole('button', { name: /^Sarah, 2 unread/ }) // the topic's beginning, and the mirror
  await row.waitFor()
  const announced = page.getByRole('status', { name: 'Notifications' })
  expect(await announced.textContent()).toBe('')

  await api('sendMessage', { chat_id: group.id, message_thread_id: topicId, text: 'Sarah asks for you' })
  await announced.getByText('Sarah asks for you').waitFor()
  expect(await announced.textContent()).not.toContain('I cannot stop')
  await window.getByRole('button', { name: /^Sarah, 3 unread/ }).click()
  await expect.poll(() => bubbles(window)).toEqual(['Sarah: I cannot stop', 'Sarah asks for you'])
  expect(await window.getByRole('img', { name: 'with sound' }).count()).toBe(1)
  await window.getByRole('button', { name: 'Sarah', exact: true }).waitFor() // read now
  await expect.poll(() => announced.textContent()).toBe('')
})

test('a tap shows that it waits, then what the bot answers, as a toast or as an alert', async () => {
  const { open, window, page, topic, api } = story
  const keyboard = [[{ text: 'Take over', callback_data: 'take' }], [{ text: 'Why?', callback_data: 'why' }]]
  await topic('Sarah', 'Sarah asks for you', { reply_markup: { inline_keyboard: keyboard } })
  await open()
  await window.getByRole('button', { name: /^Sarah/ }).click()
  const button = window.getByRole('button', { name: 'Take over' })
  await button.click()
  await expect.poll(() => button.getAttribute('aria-busy')).toBe('true')
  const answerTap = async (data: string, answer: Record<string, unknown>) => {
    const updates = JSON.stringify(await api('getUpdates', { timeout: 5, allowed_updates: ['callback_query'] }))
    const [, id] =
      new RegExp(`"callback_query":\\{"id":"(\\w+)"(?:(?!callback_query").)*"data":"${data}"`).exec(updates) ?? []
    await api('answerCallbackQuery', { callback_query_id: id, ...answer })
  }
  await answerTap('take', { text: 'Sarah is yours' })
  await window.getByText('Sarah is yours').waitFor()
  await expect.poll(() => button.getAttribute('aria-busy')).toBe('false')

  await window.getByRole('button', { name: 'Why?' }).click()
  await answerTap('why', { text: 'She asked for you', show_alert: true })
  const dialog = page.getByRole('dialog', { name: 'She asked for you' })
  await dialog.waitFor()
  await page.keyboard.press('Enter')
  await expect.poll(() => dialog.count()).toBe(0)
})

test('markup that people write is shown as they wrote it, wherever it stands', async () => {
  const { open, phone, window, page, sarah, api, topic } = story
  const attack = '<img src=x onerror="window.broken=1"><script>window.broken=1</script>'
  await sarah.says(attack, { chat: '@clone_bot' })
  const buttons = { inline_keyboard: [[{ text: attack, callback_data: 'x' }]] }
  const link = { type: 'text_link', offset: 0, length: 4, url: 'javascript:window.broken=1' }
  const raw = story.simulator.world.privateChats[0]?.messages.values().next().value
  raw?.entities.push(link)
  await api('sendMessage', { chat_id: sarah.id, text: 'see', reply_markup: buttons })
  await topic(attack.slice(0, 60), attack)
  await open()
  await expect.poll(async () => (await bubbles(phone))[0]).toBe(attack)
  await phone.getByRole('button', { name: attack }).waitFor()
  await window.getByText(attack.slice(0, 60)).first().waitFor()
  expect(await page.locator('#app img, #app script, #app a[href^="javascript"]').count()).toBe(0)
  expect(await page.evaluate('window.broken')).toBeUndefined()
})

test('commands are offered after a slash and chosen by keyboard; an invitation link opens the chat', async () => {
  const { open, phone, page, sarah, api } = story
  const commands = [
    { command: 'human', description: 'Talk to Dana' },
    { command: 'help', description: 'How this works' },
  ]
  await api('setMyCommands', { commands })
  await open()
  await phone.getByRole('button', { name: 'Phone menu' }).click()
  await page.getByRole('menuitem', { name: 'Open a link' }).click()
  await page.getByRole('textbox', { name: 'Link' }).fill('t.me/clone_bot?start=abc')
  await page.keyboard.press('Enter')
  await expect.poll(() => bubbles(phone)).toEqual(['/start abc'])

  const field = phone.getByRole('textbox')
  await field.pressSequentially('/h')
  await phone.getByRole('option', { name: '/help' }).waitFor()
  await field.press('ArrowDown')
  await field.press('Enter')
  await expect.poll(() => bubbles(phone)).toEqual(['/start abc', '/help'])

  await phone.getByRole('button', { name: 'Phone menu' }).click()
  await page.getByRole('menuitem', { name: 'Block bot' }).click()
  await phone.getByRole('button', { name: 'Unblock bot' }).waitFor()
  expect(sarah.chats()[0]?.blocked).toBe(true)
  await phone.getByRole('button', { name: 'Unblock bot' }).click()
  await field.waitFor()
})

test('Sarah edits, answers and reacts', async () => {
  const { open, phone, page, sarah, api } = story
  const mine = await sarah.says('It is 2 am', { chat: '@clone_bot' })
  await api('sendMessage', { chat_id: sarah.id, text: 'What would help?', reply_markup: { force_reply: true } })
  await open()
  const field = phone.getByRole('textbox')
  await phone.getByText('Reply to Clone').waitFor() // asked for by the bot
  await field.fill('Sleep')
  await field.press('Enter')
  await expect
    .poll(() => sarah.screen({ chat: '@clone_bot' }).at(-1))
    .toMatchObject({ text: 'Sleep', replyTo: mine.id + 1 })
  await phone.getByRole('button', { name: 'In reply to Clone: What would help?' }).waitFor()

  const actionsOf = (name: RegExp) =>
    phone.getByRole('article', { name }).first().getByRole('button', { name: 'Message actions' })
  await actionsOf(/^You/).press('Enter')
  await page.getByRole('menuitem', { name: 'Edit' }).press('Enter')
  await expect.poll(() => field.inputValue()).toBe('It is 2 am')
  await field.fill('It is 3 am')
  await field.press('Enter')
  await expect.poll(async () => (await bubbles(phone))[0]).toBe('It is 3 am')
  await phone.getByText('edited').waitFor()

  await actionsOf(/^Clone/).click({ force: true })
  await page.getByRole('menuitemcheckbox', { name: 'React with 👍' }).click()
  await phone.getByRole('button', { name: '👍, 1', pressed: true }).waitFor()
})

test('a reader who scrolled up is left in peace, and a half-written message stays', async () => {
  const { open, phone, sarah, api } = story
  for (let n = 1; n <= 40; n++) await sarah.says(`Line ${n}`, { chat: '@clone_bot' })
  await open()
  const log = phone.getByRole('log')
  const fromBottom = () => log.evaluate((box) => Math.round(box.scrollHeight - box.scrollTop - box.clientHeight))
  await expect.poll(fromBottom).toBe(0)
  await api('sendMessage', { chat_id: sarah.id, text: 'Still at the end' })
  await phone.getByText('Still at the end').waitFor()
  await expect.poll(fromBottom).toBe(0)

  await phone.getByRole('textbox').fill('Half a thou')
  await log.evaluate((box) => box.scrollTo(0, 0))
  await phone.getByRole('button', { name: 'Go to the end' }).waitFor()
  await api('sendMessage', { chat_id: sarah.id, text: 'Meanwhile' })
  await phone.getByRole('button', { name: '1 new, go to the end' }).waitFor()
  expect(await log.evaluate((box) => box.scrollTop)).toBe(0)
  expect(await phone.getByRole('textbox').inputValue()).toBe('Half a thou')
  expect(await phone.getByRole('textbox').evaluate((field) => field === field.ownerDocument.activeElement)).toBe(true)
  await phone.getByRole('button', { name: '1 new, go to the end' }).click()
  await expect.poll(fromBottom).toBe(0)
})

test('each member sees the group with their own eyes, and a link in it leads to its topic', async () => {
  const { open, window, page, topic, api, group } = story
  const topicId = await topic('Sarah', 'Sarah: I cannot stop')
  const address = `https://t.me/c/${String(group.id).slice(4)}/${topicId}/${topicId + 1}`
  const entities = [{ type: 'text_link', offset: 11, length: 5, url: address }]
  await api('sendMessage', { chat_id: group.id, text: 'Needs you: Sarah', entities })
  await api('pinChatMessage', { chat_id: group.id, message_id: topicId + 2 })
  await open()
  await window.getByRole('button', { name: /^General/ }).click()
  await window
    .getByRole('button', { name: /Pinned message/ })
    .getByText('Needs you: Sarah')
    .waitFor()
  await window.getByRole('link', { name: 'Sarah' }).click()
  await window.getByRole('heading', { name: 'Sarah' }).waitFor()
  await expect.poll(() => bubbles(window)).toEqual(['Sarah: I cannot stop'])

  await window.getByRole('textbox', { name: 'Message, as Dana' }).fill('I am here')
  await page.keyboard.press('Enter')
  await expect.poll(() => window.locator('article.mine').count()).toBe(1)
  await page.getByRole('button', { name: 'as Mia' }).click()
  await page
    .getByRole('group', { name: 'Telegram, as Mia' })
    .getByRole('button', { name: /^Sarah/ })
    .click()
  await window.getByRole('article', { name: /^Dana/ }).waitFor()
  expect(await window.locator('article.mine').count()).toBe(0)
})

test('on a wide screen the phone stands beside the coach’s window, both wholly in sight', async () => {
  const { open, phone, window } = story
  await open()
  const [left, right] = [await phone.boundingBox(), await window.boundingBox()]
  if (!left || !right) throw new Error('Both sides are drawn')
  expect(left.width).toBeLessThan(420)
  expect(left.x + left.width).toBeLessThan(right.x)
  expect(right.x + right.width).toBeLessThanOrEqual(1440)
  for (const { y, height } of [left, right]) expect(y + height).toBeLessThanOrEqual(900)
})

test('the clock moves on request', async () => {
  const { open, page, simulator } = story
  await open()
  await page.getByRole('button', { name: 'Move the clock by 1 hour' }).click()
  await page.getByRole('group', { name: 'Clock' }).getByText('10:00').waitFor()
  await page.getByRole('button', { name: 'next morning' }).click()
  await page.getByText('Tue 3 Mar').waitFor()
  expect(simulator.world.now()).toEqual(new Date('2026-03-03T09:00:00'))
})

test('on a screen of 390 pixels one side shows at a time, and nothing sticks out', async () => {
  const { open, page, phone, window, sarah, topic } = story
  await page.setViewportSize({ width: 390, height: 844 })
  await sarah.says('A_word_without_an_end_'.repeat(12), { chat: '@clone_bot' })
  await topic('Sarah', 'Sarah: I cannot stop')
  await open()
  const fits = () => page.locator('html').evaluate((root) => root.scrollWidth <= 390 && root.scrollHeight <= 844)
  expect(await phone.isVisible()).toBe(true)
  expect(await window.count()).toBe(0)
  expect(await fits()).toBe(true)
  await page.getByRole('button', { name: /^Coach’s group/ }).click()
  await window.getByRole('button', { name: /^Sarah/ }).click()
  await expect.poll(() => bubbles(window)).toEqual(['Sarah: I cannot stop'])
  expect(await fits()).toBe(true)
  await window.getByRole('button', { name: 'Back to the list' }).click()
  await window.getByRole('button', { name: /^General/ }).waitFor()
})
