/** Buttons that say where someone is. */
import type { TextKey } from '../locales/texts.ts'
import type { ReplyButton } from './replies.ts'

/** A country that is not in the table: then no number is shown but those that hold everywhere. */
const elsewhere = 'ZZ'

/** Two in a row; the names are in the reader's language. Who is in none of them must not be shown the number of another. */
export function countryButtons(
  countries: readonly string[],
  language: string,
  about: { action: 'client_country' | 'set_country'; subject: (code: string) => string },
): ReplyButton[][] {
  const buttons = countries.map(
    (code): ReplyButton => ({
      key: 'country-button' satisfies TextKey,
      params: { country: nameOf(code, language) ?? code },
      action: about.action,
      subject: about.subject(code.toLowerCase()),
    }),
  )
  const rows: ReplyButton[][] = []
  for (let at = 0; at < buttons.length; at += 2) rows.push(buttons.slice(at, at + 2))
  return [
    ...rows,
    [{ key: 'country-elsewhere', action: about.action, subject: about.subject(elsewhere.toLowerCase()) }],
  ]
}

/** @param code as it comes back with a tap; undefined for what was never offered */
export function chosenCountry(countries: readonly string[], code: string): string | undefined {
  return [...countries, elsewhere].find((one) => one.toLowerCase() === code)
}

/** What someone has typed: a code, or a name in their language or in English; undefined for one that has no lines here. */
export function findCountry(countries: readonly string[], typed: string, language: string): string | undefined {
  const fold = (text: string | undefined) => text?.trim().toLocaleLowerCase(language)
  const said = fold(typed)
  return countries.find((code) =>
    [code, nameOf(code, language), nameOf(code, 'en')].some((name) => fold(name) === said),
  )
}

/** In the reader's language; undefined for somewhere else. */
export function nameOf(code: string, language: string): string | undefined {
  if (code === elsewhere) return undefined
  return new Intl.DisplayNames(language, { type: 'region', fallback: 'code' }).of(code) ?? code
}
