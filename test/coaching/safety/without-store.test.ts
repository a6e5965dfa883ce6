/** What is remembered for a database that is down is answered once, in time, and not again. */
import { expect, test } from 'vitest'
import { createWithoutStore } from '../../../src/coaching/safety/without-store.ts'
import { createMovableClock } from '../../../src/simulator/clock.ts'

const sarah = { telegramUserId: 7, language: 'en' }
const found = { grade: 3, kind: 'suicide' } as const
const sends = async () => {}
const fails = () => Promise.reject(new Error('the database is down'))

/** @param reached how the tries to reach the client end, in order; after these all succeed */
function open(...reached: boolean[]) {
  const told: unknown[] = []
  const clock = createMovableClock(new Date('2026-03-02T10:00:00Z'))
  const emergency = {
    sendCrisisText: async (request: unknown) => {
      told.push(request)
      return reached.shift() ?? true
    },
  }
  return { told, clock, memory: createWithoutStore({ emergency, clock }) }
}

test('what is stored and cannot be read back is answered, once', async () => {
  const { told, memory } = open()
  memory.noteUnsent('v', sarah, found)
  await expect(memory.sendOrAnswer('v', fails)).rejects.toThrow('down')
  expect(told).toMatchObject([{ ...sarah, ...found }])
  await expect(memory.sendOrAnswer('v', fails)).rejects.toThrow('down')
  expect(told).toHaveLength(1)
})

test('what was sent is not answered when something later fails', async () => {
  const { told, memory } = open()
  memory.noteUnsent('v', sarah, found)
  await memory.sendOrAnswer('v', sends)
  await expect(memory.sendOrAnswer('v', fails)).rejects.toThrow('down')
  expect(told).toEqual([])
})

test('what is found while an earlier text is sent is still answered if its own cannot be read back', async () => {
  const { told, memory } = open()
  memory.noteUnsent('v', sarah, { ...found, grade: 2 })
  await memory.sendOrAnswer('v', async () => memory.noteUnsent('v', sarah, found))
  await expect(memory.sendOrAnswer('v', fails)).rejects.toThrow('down')
  expect(told).toMatchObject([found])
})

test('what was found long ago is not answered', async () => {
  const { told, clock, memory } = open()
  memory.noteUnsent('v', sarah, found)
  clock.advance(2 * 60_000 + 1)
  await expect(memory.sendOrAnswer('v', fails)).rejects.toThrow('down')
  expect(told).toEqual([])
})

test('who could not be reached is tried again', async () => {
  const { told, memory } = open(false)
  memory.noteUnsent('v', sarah, found)
  await expect(memory.sendOrAnswer('v', fails)).rejects.toThrow('down')
  await expect(memory.sendOrAnswer('v', fails)).rejects.toThrow('down')
  expect(told).toHaveLength(2)
})
