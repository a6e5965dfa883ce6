import { describe, expect, test } from 'vitest'
import { countEmojis, countStyle, sentencesOf } from '../../src/coaching/learning/count-style.ts'
import fc from '../support/property.ts'

describe('what is counted of a run', () => {
  test('in English, over several messages and lines', () => {
    expect(
      countStyle(['Hey Sarah, I hear you!\nBreathe first', 'What would help you now? 🙂'], ['Sarah Miller']),
    ).toEqual({
      messages: 2,
      words: 12,
      sentences: 3,
      questions: 1,
      exclamations: 1,
      emojis: 1,
      opening: 'hey i hear you',
      closing: 'would help you now',
    })
  })

  test.each([
    [
      '¿Qué necesitas ahora? ¡Ánimo!',
      { sentences: 2, questions: 1, exclamations: 1, words: 4, opening: 'qué necesitas ahora ánimo' },
    ],
    ['Am 3. Oktober, d.h. bald. Was brauchst du?', { sentences: 2, questions: 1, opening: 'd.h bald was brauchst' }],
    ['See https://example.org/?q=what. Good.', { questions: 0, sentences: 2 }],
    ['...', { words: 0, sentences: 0, opening: '', closing: '' }],
    ['Really?! Yes.', { questions: 1, exclamations: 1, sentences: 2 }],
    ['Zorva said so. My boss Kandor agrees', { opening: 'said so my boss', closing: 'so my boss agrees' }],
  ])('%s', (text, counted) => {
    expect(countStyle([text], [])).toMatchObject(counted)
  })

  test('nobody has written', () => {
    expect(countStyle([], [])).toMatchObject({ messages: 0, words: 0, sentences: 0, opening: '', closing: '' })
  })

  test.each([
    ['👨‍👩‍👧 👍🏽 🇩🇪 1️⃣ ❤️', 5],
    ['❤', 1],
    ['© 2024 ™ 12 #', 0],
  ])('emojis of %s', (text, count) => {
    expect(countEmojis(text)).toBe(count)
  })
})

test('parts are never more than the whole, and sentences hold all words', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.lorem({ mode: 'sentences' }))), (texts) => {
      const { messages, words, sentences, questions, exclamations, opening, closing } = countStyle(texts, [])
      expect(messages).toBe(texts.length)
      expect(questions).toBeLessThanOrEqual(sentences)
      expect(exclamations).toBeLessThanOrEqual(sentences)
      expect(sentences).toBeLessThanOrEqual(words)
      for (const edge of [opening, closing]) expect(edge.split(' ').length).toBeLessThanOrEqual(4)
      const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '')
      for (const text of texts) expect(letters(sentencesOf(text).join(''))).toBe(letters(text))
    }),
  )
})
