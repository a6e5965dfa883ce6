import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { refused } from '../../src/simulator/refusal.ts'
import { bubbles, openBrowser, openStory, type Story } from './open-page.ts'

// Who hears what, who comes along, and what one does with a message.

let browser: Browser
let story: Story

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())
afterEach(async () => {
  await story.close()
  expect(story.problems).toEqual([])
})

test('one sees which messages make a phone ring, what is unread where, and what the bot is writing', async () => {
  story = await openStory(browser)
  const { open, page, phone, window, sarah, tom, dana, group, topic, api } = story
  for (const person of [sarah, tom]) await person.says('/start', { chat: '@clone_bot' })
  await open()
  await api('sendMessage', { chat_id: sarah.id, text: 'Quietly', disable_notification: true })
  await phone.getByText('Quietly').waitFor()
  expect(await page.getByRole('button', { name: /’s phone rang/ }).count()).toBe(0)
  for (const text of ['One', 'Two']) await api('sendMessage', { chat_id: sarah.id, text })
  await page.getByRole('button', { name: 'Sarah’s phone rang 2 times' }).click()
  await expect.poll(() => page.getByRole('button', { name: 'Sarah’s phone rang' }).count()).toBe(0)
  expect(await phone.getByRole('img', { name: 'with sound' }).count()).toBe(2)

  await api('sendMessage', { chat_id: tom.id, text: 'For Tom' })
  await page.getByRole('button', { name: 'Tom, 1 unread' }).click()
  await page.getByRole('button', { name: 'Tom’s phone rang 1 time,' }).waitFor()
  await page.getByRole('button', { name: 'Tom', exact: true }).waitFor()

  const sarahs = await topic('Sarah', 'Sarah: Quietly', { disable_notification: true })
  await topic('Tom', 'Tom asks for you')
  await window.getByRole('button', { name: 'Tom, 2 unread' }).waitFor() // the topic's beginning, too
  await window.getByRole('button', { name: 'Sarah, 2 unread' }).click()
  await window.getByRole('button', { name: 'Sarah', exact: true }).waitFor()
  await window.getByRole('button', { name: 'Tom, 2 unread' }).waitFor() // one topic read is not the other
  await page.getByRole('button', { name: 'Dana’s phone rang 1 time,' }).waitFor()
  await dana.says('I am here', { chat: group.id, topic: sarahs })
  await window.getByRole('article').getByText('I am here').waitFor()
  await page.getByRole('button', { name: 'as Mia' }).click()
  await page.getByRole('button', { name: 'Mia’s phone rang 2 times' }).waitFor()
  await page.getByRole('button', { name: 'as Dana' }).click()
  await page.getByRole('button', { name: 'Dana’s phone rang 1 time,' }).waitFor() // not of what she writes herself

  await api('sendMessageDraft', { chat_id: tom.id, draft_id: 7, text: 'Half a thou' })
  await phone.getByRole('article', { name: 'The bot is writing' }).getByText('Half a thou').waitFor()
  await api('sendMessage', { chat_id: tom.id, text: 'Half a thought, whole' })
  await phone.getByText('Half a thought, whole').waitFor()
  await expect.poll(() => phone.getByRole('article', { name: 'The bot is writing' }).count()).toBe(0)
})

test('a new client comes by the invitation that the bot gave the coach, without a reload', async () => {
  story = await openStory(browser)
  const { open, page, phone, dana, simulator, api } = story
  await dana.says('/invite', { chat: '@clone_bot' })
  await api('sendMessage', { chat_id: dana.id, text: 'Here it is: https://t.me/clone_bot?start=abc-1' })
  await open()
  await page.getByRole('button', { name: 'Add a client' }).click()
  const dialog = page.getByRole('dialog', { name: 'Another client' })
  expect(await dialog.getByRole('textbox', { name: 'Invitation link' }).inputValue()).toContain('?start=abc-1')
  await dialog.getByRole('textbox', { name: 'First name' }).fill('Ana')
  await page.keyboard.press('Enter')
  await page.getByRole('group', { name: 'The phone of Ana' }).waitFor()
  await expect.poll(() => bubbles(phone)).toEqual(['/start abc-1'])

  for (const firstName of ['Ben', 'Cleo']) simulator.addPerson({ firstName }) // too many for tabs
  await page.getByRole('combobox', { name: 'Whose phone' }).selectOption('Cleo')
  await page.getByRole('group', { name: 'The phone of Cleo' }).waitFor()
})

/** In the page: marks "cannot stop" in "Sarah: I cannot stop working". */
const marking = `{
  const text = document.querySelector('.window article .text')
  const words = [...text.childNodes].find((node) => node.textContent.includes('cannot'))
  getSelection().setBaseAndExtent(words, 9, words, 20)
}`

test('by keyboard alone: from message to message, pin, quote, forward, delete', async () => {
  story = await openStory(browser)
  const { open, page, window, dana, topic, group } = story
  const topicId = await topic('Sarah', 'Sarah: I cannot stop working')
  const other = await topic('Tom', 'Tom: Hello')
  await dana.says('Mine', { chat: group.id, topic: topicId })
  await open()
  await window.getByRole('button', { name: /^Sarah/ }).press('Enter')
  await window.getByRole('article').getByText('Mine').waitFor()
  const choose = async (ups: number, item: string) => {
    await window.getByRole('log').focus()
    for (let n = 0; n < ups; n++) await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: item }).press('Enter')
  }
  await choose(2, 'Pin')
  await page.evaluate(marking)
  await choose(2, 'Quote what is marked')
  await window.getByText('Reply to Clone').waitFor()
  await window.getByRole('textbox').fill('Since when?')
  await page.keyboard.press('Enter')
  await window.getByRole('button', { name: 'In reply to Clone: cannot stop' }).waitFor()

  await choose(1, 'Forward')
  await page
    .getByRole('dialog', { name: 'Forward to' })
    .getByRole('button', { name: /› Tom$/ })
    .press('Enter')
  await window.getByText(/^Forwarded to .* › Tom$/).waitFor()
  expect(dana.screen({ chat: group.id, topic: other }).at(-1)).toMatchObject({
    text: 'Since when?',
    forwardedFrom: 'Dana',
  })
  await choose(2, 'Delete')
  await expect.poll(() => bubbles(window)).toEqual(['Sarah: I cannot stop working', 'Since when?'])
  await window.getByRole('button', { name: /^Tom/ }).click()
  const bubble = window.locator('.bubble', { hasText: 'Forwarded from' })
  const menu = page.getByRole('menu')
  await bubble.click({ button: 'right' })
  await menu.getByRole('menuitem', { name: 'Reply' }).waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => menu.count()).toBe(0)
  await bubble.dispatchEvent('pointerdown', { pointerType: 'touch', clientX: 900, clientY: 600 })
  await menu.getByRole('menuitem', { name: 'Reply' }).waitFor() // a finger held still
})

test('what the simulator offers beside the chats asks for what it needs, and says in a sentence how it went', async () => {
  const given: Record<string, string>[] = []
  const run = async (values: Record<string, string>) => {
    given.push(values)
    if (values['key'] === 'wrong') throw refused(400, 'The service does not know it.')
    return { message: 'It works.' }
  }
  const fields = [
    { name: 'key', label: 'Key', secret: true },
    { name: 'place', label: 'Place', optional: true },
  ]
  story = await openStory(browser, {
    actions: [{ id: 'key', label: 'Use my key', text: 'It is tested.', fields, run }],
  })
  const { open, page } = story
  await open()
  await page.getByRole('button', { name: 'Use my key' }).click()
  const form = page.getByRole('dialog', { name: 'Use my key' })
  const field = form.getByLabel('Key', { exact: true })
  await field.fill('wrong')
  await field.press('Enter')
  await form.getByRole('alert').getByText('The service does not know it.').waitFor()
  story.problems.splice(0) // the browser notes the refusal by itself
  await field.fill('right')
  expect(await field.getAttribute('type')).toBe('password')
  await field.press('Enter')
  await page.getByRole('dialog', { name: 'It works.' }).getByRole('button', { name: 'OK' }).click()
  expect(given).toEqual([{ key: 'wrong' }, { key: 'right' }])
  expect(await page.content()).not.toContain('right"')
})
