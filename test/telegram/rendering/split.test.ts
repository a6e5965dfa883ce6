import type { MessageEntity } from 'grammy/types'
import { describe, expect, test } from 'vitest'
import { bold, concat, italic, plain } from '../../../src/telegram/rendering/formatted.ts'
import { splitFormatted } from '../../../src/telegram/rendering/split.ts'
import fc from '../../support/property.ts'
import { refusalOf, withoutSpace } from './telegram-rules.ts'

const texts = (text: string, limit: number) => splitFormatted(plain(text), limit).map((part) => part.text)

describe('where a text is cut', () => {
  test.each([
    ['not at all', 'Short.', 10, ['Short.']],
    ['at a paragraph', 'One two.\nThree.\n\nFour five.', 20, ['One two.\nThree.', 'Four five.']],
    ['at a line', 'One two.\nThree four five', 16, ['One two.', 'Three four five']],
    ['at a sentence', 'One two. Three four five', 16, ['One two.', 'Three four five']],
    ['at a word', 'One two three four', 12, ['One two', 'three four']],
    ['between letters', 'Onetwothree', 4, ['Onet', 'woth', 'ree']],
    ['where exactly the limit fits', 'abcd efgh', 4, ['abcd', 'efgh']],
    ['not for a paragraph that is far too early', 'A\n\nBcd efg hij klm nop', 18, ['A\n\nBcd efg hij klm', 'nop']],
    ['between people, not inside a family', 'ab👨‍👩‍👧cd', 9, ['ab', '👨‍👩‍👧c', 'd']],
    ['between flags', '🇩🇪🇫🇷', 6, ['🇩🇪', '🇫🇷']],
    ['inside a family that alone is too long', '👨‍👩‍👧', 4, ['👨‍', '👩‍', '👧']],
    ['nowhere in nothing', ' \n\t ', 4, []],
  ])('%s', (_, text, limit, expected) => {
    expect(texts(text, limit)).toEqual(expected)
  })

  test('the default is what Telegram takes', () => {
    expect(texts('x'.repeat(5000), 4096).map((part) => part.length)).toEqual([4096, 904])
    expect(splitFormatted(plain('x'.repeat(5000)))).toHaveLength(2)
  })
})

describe('entities', () => {
  test('go on in the next part', () => {
    const parts = splitFormatted(concat('A ', bold(concat('bb ', italic('cc dd'))), ' e'), 7)
    expect(parts).toEqual([
      {
        text: 'A bb cc',
        entities: [
          { type: 'bold', offset: 2, length: 5 },
          { type: 'italic', offset: 5, length: 2 },
        ],
      },
      {
        text: 'dd e',
        entities: [
          { type: 'bold', offset: 0, length: 2 },
          { type: 'italic', offset: 0, length: 2 },
        ],
      },
    ])
  })

  test('that lie outside, are empty or cut a character are put right', () => {
    const entities: MessageEntity[] = [
      { type: 'bold', offset: -3, length: 4 },
      { type: 'italic', offset: 1, length: 99 },
      { type: 'code', offset: 2, length: 0 },
      { type: 'underline', offset: 50, length: 2 },
      { type: 'spoiler', offset: 2, length: 1 },
    ]
    expect(splitFormatted({ text: 'a🙂b', entities })[0]?.entities).toEqual([
      { type: 'bold', offset: 0, length: 1 },
      { type: 'italic', offset: 1, length: 3 },
      { type: 'spoiler', offset: 1, length: 2 },
    ])
  })
})

test('a lone surrogate becomes a replacement character', () => {
  expect(texts('a\ud83db', 10)).toEqual(['a\ufffdb'])
})

test('Telegram takes every part of any text, and nothing is lost but space at the cuts', () => {
  const unit = fc.oneof(
    { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        '👨‍👩‍👧‍👦',
        '🇩🇪',
        'e\u0301\u0302\u0303',
        '\ud83d',
        '\udc00',
        ' ',
        '\n',
        '\n\n',
        '. ',
        'שלום ',
        '\u200f',
      ),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 20, maxLength: 90 }) },
  )
  const entity = fc.record({
    type: fc.constantFrom('bold' as const, 'italic' as const, 'blockquote' as const),
    offset: fc.integer({ min: -5, max: 600 }),
    length: fc.integer({ min: -5, max: 600 }),
  })
  fc.assert(
    fc.property(
      fc.array(unit, { maxLength: 40 }),
      fc.array(entity, { maxLength: 6 }),
      fc.integer({ min: 2, max: 60 }),
      (units, entities, limit) => {
        const text = units.join('')
        const parts = splitFormatted({ text, entities }, limit)
        for (const part of parts) expect(refusalOf(part, limit)).toBeUndefined()
        expect(withoutSpace(parts.map((part) => part.text).join(''))).toBe(withoutSpace(text))
        expect(boldLetters(parts)).toBe(boldLetters([{ text: text.toWellFormed(), entities: grown(text, entities) }]))
      },
    ),
    { numRuns: 500, seed: 11 },
  )
})

/** The letters under bold, in order: what entities must keep over any cut. */
function boldLetters(parts: { text: string; entities: MessageEntity[] }[]): string {
  const letters = parts.flatMap(({ text, entities }) =>
    [...text.split('').entries()]
      .filter(([at]) => entities.some((one) => one.type === 'bold' && at >= one.offset && at < one.offset + one.length))
      .map(([, letter]) => letter),
  )
  return withoutSpace(letters.join(''))
}

/** Entities grown to whole characters, written down another way than in the splitter. */
function grown(text: string, entities: MessageEntity[]): MessageEntity[] {
  const starts = new Set<number>()
  let at = 0
  for (const character of text) {
    starts.add(at)
    at += character.length
  }
  return entities.map((entity) => {
    let from = Math.max(0, entity.offset)
    let to = Math.min(text.length, entity.offset + entity.length)
    if (to <= from) return { ...entity, offset: 0, length: 0 }
    while (from > 0 && !starts.has(from)) from--
    while (to < text.length && !starts.has(to)) to++
    return { ...entity, offset: from, length: to - from }
  })
}
