import { type Browser, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'
import { createMovableClock } from '../../src/simulator/clock.ts'
import type { GuideAction } from '../../src/simulator/control/seeing.ts'
import { createSimulator, listenSimulator } from '../../src/simulator/server.ts'
import { findChromium } from '../support/chromium.ts'

/** A browser whose microphone hums. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('These tests need Chromium: install it, or set CHROMIUM_PATH to where it is.')
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']
  args.push('--disable-component-update', '--disable-sync')
  args.push('--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream')
  return await chromium.launch({ executablePath, args })
}

export type Story = Awaited<ReturnType<typeof openStory>>

/** Sarah and Tom with phones, Dana and Mia in a forum, and a bot that does what the test says. */
export async function openStory(browser: Browser, { actions }: { actions?: GuideAction[] } = {}) {
  const steps = [{ title: 'Write as Sarah', hint: 'Ask the clone something.' }]
  const guide = { steps, note: 'A rehearsal.', actions }
  const simulator = createSimulator({ clock: createMovableClock(new Date('2026-03-02T09:00:00')), guide })
  const bot = simulator.addBot({ username: 'clone_bot', name: 'Clone' })
  bot.canReadAllGroupMessages = true
  const [sarah, tom, dana, mia] = ['Sarah', 'Tom', 'Dana', 'Mia'].map((firstName) => simulator.addPerson({ firstName }))
  if (!sarah || !tom || !dana || !mia) throw new Error('Four people were made')
  const group = simulator.addGroup({ title: 'Dana’s practice', owner: dana, isForum: true, members: [mia] })
  await dana.promotes('@clone_bot', group.id, { rights: { can_manage_topics: true, can_pin_messages: true } })
  const server = await listenSimulator(simulator)

  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text())
  })

  async function api(method: string, parameters: Record<string, unknown> = {}) {
    const response = await fetch(`${server.url}/bot${bot.token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(parameters),
    })
    const answer: unknown = await response.json()
    expect(answer, method).toMatchObject({ ok: true })
    return answer
  }

  return {
    ...{ simulator, bot, group, sarah, tom, dana, mia, page, problems, api },
    phone: page.getByRole('group', { name: 'The phone of' }),
    window: page.getByRole('group', { name: 'Telegram, as' }),
    open: async (path = '') => {
      await page.goto(`${server.url}/${path}`)
      await page.getByRole('log').first().waitFor()
    },
    /** A topic with what the bot says in it. */
    topic: async (name: string, text: string, more: Record<string, unknown> = {}) => {
      await api('createForumTopic', { chat_id: group.id, name })
      const topicId = [...group.topics.keys()].at(-1) ?? 0
      await api('sendMessage', { chat_id: group.id, message_thread_id: topicId, text, ...more })
      return topicId
    },
    close: async () => {
      await context.close()
      await server.close()
    },
  }
}

/** The chat's messages as they stand on the screen, without times. */
export async function bubbles(place: ReturnType<Page['locator']>): Promise<string[]> {
  return await place.locator('article .text').evaluateAll((texts) =>
    texts.map((text) => {
      const words = [...text.childNodes].filter((node) => !node.matches?.('.meta'))
      return words.map((node) => node.textContent).join('')
    }),
  )
}
