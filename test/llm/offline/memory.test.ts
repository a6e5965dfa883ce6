import { describe, expect, test } from 'vitest'
import { askForSession, sessionAnswer } from '../../../src/coaching/memory/sum-up.ts'
import { dayNamed } from '../../../src/llm/offline/dates.ts'
import { sumUpSession } from '../../../src/llm/offline/memory.ts'

/** A Monday. */
const said = '2026-03-02'

test.each([
  ['I want to lead the team by June', '2026-06-30'],
  ['I want to be done by the end of January', '2027-01-31'],
  ['I am away until Friday', '2026-03-06'],
  ['I will know by Monday', '2026-03-09'],
  ['I cannot run for two weeks', '2026-03-16'],
  ['Quiero correr un maratón para junio', '2026-06-30'],
  ['Estoy fuera hasta el viernes', '2026-03-06'],
  ['Lo sabré en tres días', '2026-03-05'],
  ['Ich will bis Juni das Team leiten', '2026-06-30'],
  ['Ich bin bis Freitag weg', '2026-03-06'],
  ['Ich kann in zwei Wochen wieder laufen', '2026-03-16'],
  ['I want to lead the team', undefined],
  ['I may go', undefined],
])('"%s" is until %s', (sentence, day) => {
  expect(dayNamed(sentence, said)).toBe(day)
})

describe('a rehearsal of a memory', () => {
  const sumUp = (...contents: string[]) => {
    const messages = contents.map((content, at) => ({
      ...{ id: `${at}`, seq: at, senderType: 'client' as const, senderName: 'Sarah', kind: 'text' as const, content },
      ...{ metadata: {}, sentAt: new Date(`${said}T10:00:00Z`) },
    }))
    const client = { displayName: 'Sarah', language: 'en', timezone: 'UTC' }
    const asked = askForSession({ coach: { displayName: 'Dana' }, client, messages, known: [] })
    return sessionAnswer.parse(sumUpSession(asked))
  }

  test('keeps what plain sentences say, each with the words it stands on', () => {
    const { operations } = sumUp('Well. I am afraid of flying, you know.', 'Vivo en Madrid.', 'Ich arbeite als Ärztin.')
    expect(operations.map(({ text, evidence }) => [text, evidence[0]?.message, evidence[0]?.quote])).toEqual([
      ['Is afraid of flying', 'm1', 'I am afraid of flying'],
      ['Vive en Madrid', 'm2', 'Vivo en Madrid'],
      ['Arbeitet als Ärztin', 'm3', 'Ich arbeite als Ärztin'],
    ])
  })

  test('makes nothing of what says nothing, and answers the same each time', () => {
    expect(sumUp('Hello!', 'How are you?').operations).toEqual([])
    expect(sumUp('I want to rest.')).toEqual(sumUp('I want to rest.'))
  })
})
