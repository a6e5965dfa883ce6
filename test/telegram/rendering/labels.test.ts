import { describe, expect, test } from 'vitest'
import { renderAi, renderHuman, renderNotice } from '../../../src/telegram/rendering/labels.ts'
import { refusalOf } from './telegram-rules.ts'

const ai = (markdown: string, name = 'Dana Levi') => renderAi(markdown, name).map((part) => part.text)

describe('a human', () => {
  test('begins with the name in bold', () => {
    expect(renderHuman('Dana', 'I am *here*.')).toEqual([
      { text: 'Dana: I am *here*.', entities: [{ type: 'bold', offset: 0, length: 5 }] },
    ])
  })

  test('keeps their own formatting', () => {
    const [message] = renderHuman('Dana', 'Well done', [{ type: 'italic', offset: 5, length: 4 }])
    expect(message?.entities).toContainEqual({ type: 'italic', offset: 11, length: 4 })
  })

  test('is named on every part', () => {
    const parts = renderHuman('Dana', 'word '.repeat(2000))
    expect(parts.length).toBeGreaterThan(2)
    for (const part of parts) {
      expect(part.text).toMatch(/^Dana: word/)
      expect(part.entities[0]).toEqual({ type: 'bold', offset: 0, length: 5 })
      expect(refusalOf(part)).toBeUndefined()
    }
  })

  test('has a name even when Telegram gives none that can be seen', () => {
    expect(renderHuman(' \u200b ', 'Hi')[0]?.text).toBe('Coach: Hi')
    expect(renderHuman('Da\nna', 'Hi')[0]?.text).toBe('Da na: Hi')
    expect(renderHuman('D'.repeat(500), 'Hi')[0]?.text.length).toBeLessThan(80)
  })

  test('who says nothing sends nothing', () => {
    expect(renderHuman('Dana', ' \u200b\n')).toEqual([])
  })
})

test('a notice has its sign on every part, and is in italics', () => {
  expect(renderNotice('Dana is here now.')).toEqual([
    { text: 'ℹ️ Dana is here now.', entities: [{ type: 'italic', offset: 3, length: 17 }] },
  ])
  for (const part of renderNotice('word '.repeat(2000))) expect(part.text).toMatch(/^ℹ️ word/)
})

describe('the AI', () => {
  test('speaks without a label', () => {
    expect(renderAi('Hello **Sarah**', 'Dana')).toEqual([
      { text: 'Hello Sarah', entities: [{ type: 'bold', offset: 6, length: 5 }] },
    ])
  })

  test.each([
    'Dana: I am here',
    'dana: I am here',
    'DANA : I am here',
    '**Dana:** I am here',
    '**Dana**: I am here',
    '*Dana:* I am here',
    '_Dana_: I am here',
    '__Dana Levi__: I am here',
    'Dana  Levi: I am here',
    '[Dana]: I am here',
    '[Dana](https://example.org): I am here',
    '> **Dana:** I am here',
    '# Dana: I am here',
    '`Dana:` I am here',
    '- Dana: I am here',
    '"Dana": I am here',
    'Coach Dana: I am here',
    'Dana (coach): I am here',
    '👩 Dana: I am here',
    'D\u200bana: I am here',
    '\u200b\u2060Dana\u00ad: I am here',
    'Dаna: I am here',
    'Dánà: I am here',
    'Ｄａｎａ： I am here',
    '𝐃𝐚𝐧𝐚: I am here',
    'Dana： I am here',
    'Dana: Dana: I am here',
    'ℹ️ I am here',
    'ℹ I am here',
    '*ℹ️* I am here',
    '\u200bℹ️ I am here',
    'ℹ️ Dana: I am here',
    'ⓘ I am here',
  ])('does not pass for another: %s', (markdown) => {
    expect(ai(markdown)).toEqual(['I am here'])
  })

  test('does not take another line in the name of the coach', () => {
    expect(ai('One moment.\n\n**Dana:** I am here')).toEqual(['One moment.\n\nI am here'])
  })

  test('does not pass for another in a later part', () => {
    const parts = ai(`${'x'.repeat(4095)} ℹ️ Dana: I am here`)
    expect(parts[1]).toBe('I am here')
  })

  test.each([
    'Dana told me: rest first',
    'I asked Dana: she agrees',
    'Danaë: a myth',
    'Your goals: sleep',
    'Note: ℹ️ is a sign',
  ])('may speak of the coach: %s', (text) => {
    expect(ai(text)).toEqual([text])
  })

  test('with nothing left to say sends nothing', () => {
    expect(ai('**Dana:**')).toEqual([])
    expect(ai('\u200b')).toEqual([])
  })

  test('keeps the rest of the markup in place', () => {
    expect(renderAi('**Dana:** Hello *you*', 'Dana')).toEqual([
      { text: 'Hello you', entities: [{ type: 'italic', offset: 6, length: 3 }] },
    ])
  })

  test('a coach whose name is punctuation does no harm', () => {
    expect(ai('.*: hello', '.*')).toEqual(['.*: hello'])
    expect(ai('A(b: hello', 'A(b')).toEqual(['hello'])
  })
})
