import { expect, test } from 'vitest'
import type { MemoryItem } from '../../../src/coaching/memory/items.ts'
import { openTexts } from '../../../src/locales/texts.ts'
import { renderItem } from '../../../src/telegram/rendering/memory.ts'

const texts = openTexts()

function goal(text: string): MemoryItem {
  return {
    ...{ id: 'goal', clientId: 'client', conversationId: 'conversation', kind: 'goal', text, standing: 'current' },
    ...{ details: { status: 'active', targetDate: '2026-06-01' }, validFrom: new Date(0), expiresAt: undefined },
    ...{ endedAt: undefined, confirmedAt: undefined, said: [], hasEarlier: false },
  }
}

test.each([
  ['en', 'Wants to lead the team by June 1st', false],
  ['en', 'Wants to lead the team by 2026-06-01', false],
  ['en', 'Wants to lead the team by June 10', true],
  ['en', 'Wants to lead the team', true],
  ['de', 'Will das Team bis zum 1. Juni leiten', false],
  ['es', 'Quiere dirigir el equipo para el 1 de junio', false],
])('a goal says its day once (%s: %s)', (language, text, isAdded) => {
  const shown = renderItem(goal(text), { language, timezone: 'UTC', isClient: true }, texts).text
  const day = texts.render(language, 'memory-by', { date: '' }).trim()
  expect(shown.includes(day)).toBe(isAdded)
})
