import { expect, test } from 'vitest'
import { cleanText, detectEntities } from '../../../src/simulator/world/text.ts'

const bold = (offset: number, length: number) => ({ type: 'bold', offset, length })

test.each<[string, ReturnType<typeof bold>[], ReturnType<typeof cleanText>]>([
  ['Hello', [], { text: 'Hello', entities: [], misplaced: 0 }],
  [' Hello ', [bold(1, 5)], { text: 'Hello', entities: [bold(0, 5)], misplaced: 0 }],
  [' Hello', [bold(0, 6)], { text: ' Hello', entities: [bold(0, 6)], misplaced: 0 }],
  ['Hello  ', [bold(3, 4)], { text: 'Hello', entities: [bold(3, 2)], misplaced: 0 }],
  ['Hello', [bold(3, 4)], { text: 'Hello', entities: [bold(3, 2)], misplaced: 1 }],
  ['Hello', [bold(5, 1), bold(-1, 2), bold(0, 0)], { text: 'Hello', entities: [], misplaced: 3 }],
  ['a\r\nb\u0007c', [], { text: 'a \nb c', entities: [], misplaced: 0 }],
])('%j with %j', (text, entities, expected) => {
  expect(cleanText(text, entities)).toEqual(expected)
})

test.each<[string, [type: string, text: string][]]>([
  ['/start code', [['bot_command', '/start']]],
  ['do /help@clone_bot now', [['bot_command', '/help@clone_bot']]],
  ['1/2 and/or a/b', []],
  ['</b> and <b>', []],
  ['see https://example.com/a?b=c#d.', [['url', 'https://example.com/a?b=c#d']]],
  [
    'ask @dana_coach, or mail me@example.com',
    [
      ['mention', '@dana_coach'],
      ['email', 'me@example.com'],
    ],
  ],
  [
    'a #goal for t.me/clone_bot',
    [
      ['hashtag', '#goal'],
      ['url', 't.me/clone_bot'],
    ],
  ],
])('finds in %j what Telegram finds', (text, expected) => {
  const found = detectEntities({ text, entities: [] })
  expect(found.map(({ type, offset, length }) => [type, text.slice(offset, offset + length)])).toEqual(expected)
})

test('finds nothing inside code', () => {
  const code = { type: 'code', offset: 0, length: 6 }
  expect(detectEntities({ text: '/start', entities: [code] })).toEqual([code])
})
