/** How sure the AI is goes by what came of past interventions like it: surer where they helped, less where the coach had to step in. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { ConfidenceRecord } from '../src/coaching/confidence/confidence.ts'
import { analysed } from './support/learning.ts'
import { openWorld } from './support/world.ts'

const minuteMs = 60_000

test('an answer like one that helped is surer, and less sure once the coach has taken over after it; /why says so', async () => {
  await using world = await openWorld()
  const { sarah, dana, model } = world
  model.answersAs('analysis', analysed)
  model.answersWith(() => ({ confidence: 0.8, stakes: 'none', risk: 'none' }))
  const writes = async (...texts: string[]) => {
    for (const text of texts) {
      await world.writes(dana, 'Sarah', text)
      await world.settle()
    }
  }
  /** @returns what the answer's confidence is made of */
  const answered = async (words: string): Promise<ConfidenceRecord> => {
    await sarah.says(words)
    await world.settle()
    const [row] = await world.rows<{ made: ConfidenceRecord }>(
      sql`select metadata -> 'confidence_parts' as made from messages where sender_type = 'ai' order by seq desc limit 1`,
    )
    if (!row) throw new Error('The AI has not answered')
    return row.made
  }
  const before = await answered('My work is crushing me, I cannot breathe at my desk.')
  expect(before.parts).not.toHaveProperty('examples')
  await writes('/takeover', 'Okay, breathe with me. What could you put down today?', '/handback')
  await sarah.says('That helped, thank you.')
  await world.settle()
  await world.advance(6 * minuteMs)
  await world.taps(dana, 'Keep')
  await world.settle()
  await world.advance(24 * 60 * minuteMs)

  const helped = await answered('Work again, I cannot breathe at my desk.')
  expect(helped.raw).toBeGreaterThan(before.raw)
  await writes('/why')
  expect(world.topic('Sarah').at(-1)?.text).toMatch(/• how answers to something like it went before: 8\d% × 0\.2/)

  await world.advance(minuteMs)
  await writes('/takeover')
  await world.advance(minuteMs)
  await writes('/handback')
  await world.advance(24 * 60 * minuteMs)
  const overtaken = await answered('Work again, I cannot breathe at my desk.')
  expect(overtaken.parts.model).toEqual(helped.parts.model)
  expect(overtaken.raw).toBeLessThan(before.raw)
})
