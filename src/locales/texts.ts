import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { I18n } from '@grammyjs/i18n'
import { type TextKey, textParameters } from './text-keys.ts'

export type { TextKey }

export type Texts = {
  /** Two-letter codes of the languages that there are texts in. */
  languages: readonly string[]
  /** Which of them a reader of `locale` gets. */
  languageOf(locale: string | undefined): string
  /**
   * A text for people, in the language nearest to `locale` (Telegram's language code); English if there is none.
   *
   * Never throws: a person in need gets a text. A crisis text whose help line or emergency number is not given names
   * the ones that hold everywhere; anything else that is missing shows as an ellipsis. What is filled in stays as it is.
   */
  render(locale: string | undefined, key: TextKey, params?: Readonly<Record<string, string | number>>): string
  /** All texts of these files, as Fluent writes them: for a page that renders them itself. */
  source(locale: string | undefined, files: readonly string[]): string
}

const fallbackLanguage = 'en'
const everywhere: Readonly<Record<string, TextKey>> = {
  lines: 'crisis-lines-unknown',
  emergency: 'crisis-emergency-unknown',
}

/** Where someone is: the number for emergencies, and the lines that may be shown. */
export type HelpIn = (
  country: string,
) => { emergency: string; lines: readonly { name: string; contact: string; hours: string }[] } | undefined

/** Reads all texts: in `folder` one folder a language, its files grouped by who reads them. */
export function openTexts(folder = import.meta.dirname, helpIn: HelpIn = () => undefined): Texts {
  const i18n = new I18n({
    defaultLocale: fallbackLanguage,
    // Isolating marks around names would end up in buttons, and in what screen readers read.
    fluentBundleOptions: { useIsolating: false, functions: { SPAN: ([minutes]) => spanOf(minutes) } },
    fluentOptions: { warningHandler: () => undefined }, // what is not translated yet is shown in English
  })
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) i18n.loadLocaleSync(entry.name, { source: readLanguage(join(folder, entry.name)) })
  }

  function render(locale: string | undefined, key: TextKey, params: Readonly<Record<string, string | number>> = {}) {
    const filled: Record<string, string | number> = { ...params, ...helpFor(locale, key, params) }
    for (const name of textParameters[key] ?? []) filled[name] ??= missing(locale, name)
    return i18n.t(locale ?? fallbackLanguage, key, filled)
  }

  /** A text that names lines and a number is given those of the country, where there are any. */
  function helpFor(locale: string | undefined, key: TextKey, { country }: Readonly<Record<string, string | number>>) {
    const needed: readonly string[] = textParameters[key] ?? []
    if (typeof country !== 'string' || !needed.includes('emergency')) return {}
    const help = helpIn(country)
    if (!help) return {}
    const lines = help.lines.map(({ name, contact, hours }) => {
      const open = hours === 'always' ? render(locale, 'crisis-hours-always') : hours
      return `${name}, ${contact} (${open})`
    })
    return { emergency: help.emergency, ...(lines.length > 0 && { lines: lines.join('; ') }) }
  }

  function missing(locale: string | undefined, name: string): string {
    const key = everywhere[name]
    return key ? render(locale, key) : '…'
  }

  function languageOf(locale: string | undefined): string {
    const language = locale?.split('-', 1)[0]?.toLowerCase() ?? fallbackLanguage
    return i18n.locales.includes(language) ? language : fallbackLanguage
  }

  function source(locale: string | undefined, files: readonly string[]): string {
    return files.map((name) => readFileSync(join(folder, languageOf(locale), `${name}.ftl`), 'utf8')).join('\n')
  }

  return { languages: i18n.locales, languageOf, render, source }
}

/** From here on nobody counts in minutes. */
const hoursFromMinutes = 120

/** `SPAN($minutes)` in a text: "81 min", "2 h 21 min"; written alike in all our languages. */
function spanOf(minutes: unknown): string {
  const given = Number(minutes)
  if (Number.isNaN(given)) return `${minutes} min`
  if (given < hoursFromMinutes) return `${given} min`
  const rest = given % 60
  return rest > 0 ? `${Math.floor(given / 60)} h ${rest} min` : `${given / 60} h`
}

function readLanguage(folder: string): string {
  const files = readdirSync(folder).filter((name) => name.endsWith('.ftl'))
  return files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n')
}
