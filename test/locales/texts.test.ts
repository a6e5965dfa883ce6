import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type TextKey, textParameters } from '../../src/locales/text-keys.ts'
import { openTexts } from '../../src/locales/texts.ts'

const texts = openTexts()
const keys = Object.keys(textParameters) as TextKey[]
const folder = new URL('../../src/locales/', import.meta.url)
const languages = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())

/** As long as such a thing gets. */
const samples: Record<string, string | number> = {
  coach: 'Dana Levi-Montalcini',
  client: 'Sarah',
  lines: 'Suicide & Crisis Lifeline, call or text 988 (day and night, English and Spanish)',
  emergency: 'your local emergency number (112 or 911)',
  confidence: 71,
}

function rendered(key: TextKey, locale?: string): string {
  const params = Object.fromEntries(textParameters[key].map((name) => [name, samples[name] ?? `<${name}>`]))
  return texts.render(locale, key, params)
}

function definitions(language: string): { key: string; parameters: Set<string> }[] {
  const files = readdirSync(new URL(`${language}/`, folder))
  const source = files.map((name) => readFileSync(new URL(`${language}/${name}`, folder), 'utf8')).join('\n')
  return source
    .replace(/^#.*$/gm, '')
    .split(/^(?=[a-z])/m)
    .filter((text) => text.trim() !== '')
    .map((text) => ({
      key: /^[a-z0-9-]+/.exec(text)?.[0] ?? text,
      parameters: new Set([...text.matchAll(/\$(\w+)/g)].map(([, name = '']) => name)),
    }))
}

describe.each(languages.map((entry) => entry.name))('%s', (language) => {
  const defined = definitions(language)

  test('has no text that the code does not know, and none twice', () => {
    const known = new Set<string>(keys)
    expect(defined.map(({ key }) => key).filter((key) => !known.has(key))).toEqual([])
    expect(new Set(defined.map(({ key }) => key)).size).toBe(defined.length)
  })

  test('has every text', () => {
    const has = new Set(defined.map(({ key }) => key))
    expect(keys.filter((key) => !has.has(key))).toEqual([])
  })

  test.each(defined)('$key asks for what the code fills in', ({ key, parameters }) => {
    const expected: readonly string[] = textParameters[key as TextKey]
    expect([...parameters].filter((name) => !expected.includes(name))).toEqual([])
    expect([...parameters].sort()).toEqual([...expected].sort())
  })

  test.each(keys)('%s can be read', (key) => {
    const text = rendered(key, language)
    expect(text.trim()).not.toBe('')
    expect(text).not.toMatch(/[{}\u2068\u2069]|\$\w/)
    for (const name of textParameters[key]) {
      expect(text).toContain(String(samples[name] ?? `<${name}>`))
    }
    expect(text.length).toBeLessThan(1000)
  })

  test.each(keys.filter((key) => key.startsWith('crisis-')))('%s fits where nobody reads long texts', (key) => {
    expect(rendered(key, language).length).toBeLessThanOrEqual(500)
  })

  test.each(keys.filter((key) => key.startsWith('crisis-first')))('%s says what it is and whom to call', (key) => {
    const text = rendered(key, language)
    expect(text).toContain(samples.lines)
    expect(text).toContain(samples.emergency)
    expect(text).toMatch(/I'm an AI|[Ss]oy una IA|[Ii]ch bin eine KI/)
  })

  test.each(keys.filter((key) => key.startsWith('command-')))('%s fits a menu', (key) => {
    expect(rendered(key, language).length).toBeLessThanOrEqual(256)
    expect(rendered(key, language)).not.toContain('\n')
  })

  test.each(keys.filter((key) => key.endsWith('-button') || key.startsWith('button-')))('%s fits a button', (key) => {
    expect(rendered(key, language).length).toBeLessThanOrEqual(40)
  })
})

describe('a language', () => {
  test.each([
    ['es', 'Ahora Dana está aquí, en persona.'],
    ['es-AR', 'Ahora Dana está aquí, en persona.'],
    ['de', 'Dana ist jetzt persönlich da.'],
    ['de-CH', 'Dana ist jetzt persönlich da.'],
  ])('%s gets its own text', (locale, text) => {
    expect(texts.render(locale, 'human-here', { coach: 'Dana' })).toBe(text)
  })

  test.each([undefined, 'en', 'en-GB', 'EN', 'xx', 'pt-BR', '', 'not a language', '\u0000', '__proto__'])(
    '%s is understood',
    (locale) => {
      expect(texts.render(locale, 'human-here', { coach: 'Dana' })).toBe('Dana is here now, in person.')
    },
  )
})

test('lines and paragraphs are kept, and what is filled in is literal', () => {
  expect(texts.render('en', 'crisis-first', { coach: '{ $x } *D*', lines: 'L', emergency: 'E' })).toBe(
    "Thank you for telling me. I'm an AI, and I can't keep you safe on my own.\n\n" +
      "I've alerted { $x } *D*, who may not see this for hours: please don't wait for an answer here.\n\n" +
      'You can talk to someone right away: L\n\nIf you might act on this, call E.',
  )
})

describe('what is missing', () => {
  test('a text in a language: the English one, filled in', () => {
    const partial = mkdtempSync(join(tmpdir(), 'texts-'))
    cpSync(new URL('en/', folder), join(partial, 'en'), { recursive: true })
    mkdirSync(join(partial, 'de'))
    writeFileSync(join(partial, 'de', 'client.ftl'), 'human-already-here = { $coach } ist schon da.\n')
    const lagging = openTexts(partial)
    rmSync(partial, { recursive: true })
    expect(lagging.render('de', 'human-already-here', { coach: 'Dana' })).toBe('Dana ist schon da.')
    expect(lagging.render('de', 'human-here', { coach: 'Dana' })).toBe('Dana is here now, in person.')
  })

  test.each([
    ['es', 'llama al número de emergencias de tu país (112 o 911).'],
    ['de', 'wähl bitte den Notruf deines Landes (112 oder 911).'],
  ])('the emergency number in %s: the one that holds everywhere', (locale, text) => {
    expect(texts.render(locale, 'crisis-first', { coach: 'Dana' })).toContain(text)
  })

  test('a help line or emergency number: the ones that hold everywhere', () => {
    const text = texts.render('en', 'crisis-first', { coach: 'Dana' })
    expect(text).toContain('findahelpline.com')
    expect(text).toContain('call your local emergency number (112 or 911).')
  })

  test('anything else shows, and does not keep the text from the reader', () => {
    expect(texts.render('en', 'human-here')).toBe('… is here now, in person.')
  })

  test('a text that is not there is a mistake the types find', () => {
    // @ts-expect-error there is no such text
    expect(texts.render('en', 'no-such-text')).toBe('{no-such-text}')
  })
})
