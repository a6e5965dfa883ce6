/** Which updates wait for each other, whichever way Telegram brings them. */
import type { Update } from 'grammy/types'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { createLanes } from '../../src/telegram/lanes.ts'

const group = { id: -100, type: 'supergroup', title: 'x' }
const dana = { id: 1, is_bot: false, first_name: 'Dana' }
const sarah = { id: 2, is_bot: false, first_name: 'Sarah' }

const text = (update_id: number, from: object, chat: object) =>
  ({ update_id, message: { message_id: update_id, date: 0, from, chat, text: 'x' } }) as unknown as Update
const tap = (update_id: number, from: object, chat: object) =>
  ({ update_id, callback_query: { id: 'x', from, message: { message_id: 1, date: 0, chat } } }) as unknown as Update

function openLanes() {
  const begun: number[] = []
  const release = new Map<number, (isHandled: boolean) => void>()
  const lanes = createLanes({
    handling: {
      handle: ({ update_id }) => {
        begun.push(update_id)
        return new Promise((resolve) => release.set(update_id, resolve))
      },
      screenOnly: async () => {},
    },
    log: pino({ level: 'silent' }),
  })
  return { lanes, begun, release }
}

test('what a coach writes after a tap in the group waits for the tap; a client does not', async () => {
  const { lanes, begun, release } = openLanes()
  const tapped = lanes.take(tap(1, dana, group))
  const written = lanes.take(text(2, dana, group))
  const other = lanes.take(text(3, sarah, { id: sarah.id, type: 'private', first_name: 'Sarah' }))
  expect(begun).toEqual([1, 3])
  release.get(1)?.(true)
  expect(await tapped).toBe(true)
  expect(begun).toEqual([1, 3, 2])
  release.get(2)?.(true)
  release.get(3)?.(true)
  expect(await Promise.all([written, other])).toEqual([true, true])
  expect(lanes.idle()).toBe(true)
})

test('behind one that failed nothing of its chat is handled, and the next time all of it is', async () => {
  const { lanes, begun, release } = openLanes()
  const first = lanes.take(text(1, dana, group))
  const second = lanes.take(text(2, dana, group))
  release.get(1)?.(false)
  expect(await Promise.all([first, second])).toEqual([false, false])
  expect(begun).toEqual([1])
  const again = [lanes.take(text(1, dana, group)), lanes.take(text(2, dana, group))]
  release.get(1)?.(true)
  await again[0]
  release.get(2)?.(true)
  expect(await Promise.all(again)).toEqual([true, true])
  expect(begun).toEqual([1, 1, 2])
})
