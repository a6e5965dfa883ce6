import { describe, expect, test } from 'vitest'
import { renderMarkdown } from '../../../src/telegram/rendering/markdown.ts'
import fc from '../../support/property.ts'
import { refusalOf } from './telegram-rules.ts'

/** Entities written around the text they cover: [bold|text]. Makes a table readable. */
function drawn(markdown: string): string {
  const { text, entities } = renderMarkdown(markdown)
  const marks = entities.flatMap((entity, order) => [
    {
      at: entity.offset,
      rank: 1 + order / 1000,
      mark: `[${entity.type}${entity.type === 'text_link' ? ` ${entity.url}` : ''}|`,
    },
    { at: entity.offset + entity.length, rank: -order / 1000, mark: ']' },
  ])
  marks.sort((one, other) => other.at - one.at || other.rank - one.rank)
  return marks.reduce((drawing, { at, mark }) => drawing.slice(0, at) + mark + drawing.slice(at), text)
}

describe('markup', () => {
  test.each([
    ['**bold**', '[bold|bold]'],
    ['*italic* and _italic_', '[italic|italic] and [italic|italic]'],
    ['__bold__', '[bold|bold]'],
    ['***both***', '[italic|[bold|both]]'],
    ['**a *b* c**', '[bold|a [italic|b] c]'],
    ['*a **b** c*', '[italic|a [bold|b] c]'],
    ['~~gone~~', '[strikethrough|gone]'],
    ['say `npm *start*`', 'say [code|npm *start*]'],
    ['``a ` b``', '[code|a ` b]'],
    ['# Plan', '[bold|Plan]'],
    ['### **Plan** now', '[bold|Plan now]'],
    ['- one\n* two\n  + three', '• one\n• two\n  • three'],
    ['1. one\n2. two', '1. one\n2. two'],
    ['* **Sleep**: more', '• [bold|Sleep]: more'],
    ['> be *kind*\n> to you\nok', '[blockquote|be [italic|kind]\nto you]\nok'],
    ['```js\nlet a = *b*\n```\nok', '[pre|let a = *b*]\nok'],
    ['[a *page*](https://example.org/x?y=1)', '[text_link https://example.org/x?y=1|a [italic|page]]'],
    ['**[page](https://example.org)**', '[bold|[text_link https://example.org|page]]'],
    ['[Dana](tg://user?id=1)', '[text_link tg://user?id=1|Dana]'],
    ['🙂 **b🙂** _c_', '🙂 [bold|b🙂] [italic|c]'],
    ['\\*not\\*', '*not*'],
  ])('%s', (markdown, expected) => {
    expect(drawn(markdown)).toBe(expected)
  })
})

describe('what is not markup stays', () => {
  test.each([
    '**open',
    'open**',
    '2 * 3 * 4',
    'snake_case_name',
    'a ** b ** c',
    '****',
    '`open',
    '``',
    '```\nnever closed',
    '[text](javascript:alert(1))',
    '[text](file:///etc/passwd)',
    '[text](example.org)',
    '[text] (https://example.org)',
    '#hashtag',
    '~one~',
    '-5 degrees',
    ' spaced  text ',
    '',
  ])('%s', (text) => {
    expect(renderMarkdown(text)).toEqual({ text, entities: [] })
  })

  test('unbalanced markers do not disturb balanced ones', () => {
    expect(drawn('*a **b** c')).toBe('*a [bold|b] c')
    expect(drawn('*a ~~b _c_ d')).toBe('*a ~~b [italic|c] d')
  })
})

const soup = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '*',
        '**',
        '***',
        '_',
        '__',
        '~~',
        '`',
        '```',
        '\n',
        '> ',
        '# ',
        '- ',
        '[',
        '](',
        ')',
        'https://a.b',
        '\\',
        ' ',
        '🙂',
        '\ud83d',
      ),
      fc.string({ maxLength: 5 }),
      fc.string({ unit: 'binary', maxLength: 5 }),
    ),
    { maxLength: 40 },
  )
  .map((pieces) => pieces.join(''))

test('any text at all gives entities that Telegram takes, properly nested, and no word is lost', () => {
  fc.assert(
    fc.property(soup, (markdown) => {
      const { text, entities } = renderMarkdown(markdown)
      if (text.trim() !== '') expect(refusalOf({ text, entities }, Number.MAX_SAFE_INTEGER)).toBeUndefined()
      for (const one of entities) {
        for (const other of entities) {
          const [from, to] = [one.offset, one.offset + one.length]
          const crosses = other.offset > from && other.offset < to && other.offset + other.length > to
          expect(crosses).toBe(false)
        }
      }
      // Only markup goes: what is left stands in the source, in this order, and every word of the source is left.
      expect(isSubsequence(text.replaceAll('•', ''), markdown.toWellFormed())).toBe(true)
    }),
    { numRuns: 2000, seed: 5 },
  )
})

test('text without markup characters is untouched', () => {
  const calm = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[*_~`[\]\\>#+\-\r]/g, ''))
  fc.assert(
    fc.property(calm, (text) => {
      expect(renderMarkdown(text)).toEqual({ text: text.toWellFormed(), entities: [] })
    }),
    { seed: 5 },
  )
})

test.each(['*', '_', '**a ', '*a _b ', '[', '[a](', '`', '> ', '`a``b```c', '**a*'])(
  'a long run of "%s" is quick',
  (piece) => {
    const started = performance.now()
    renderMarkdown(piece.repeat(8000 / piece.length))
    expect(performance.now() - started).toBeLessThan(2000) // a runaway takes minutes
  },
)

function isSubsequence(short: string, long: string): boolean {
  let at = 0
  for (const unit of long) if (short.startsWith(unit, at)) at += unit.length
  return at === short.length
}
