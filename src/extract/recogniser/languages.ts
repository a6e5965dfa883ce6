/** The languages the product speaks, in Tesseract's codes. Another one is a package more, and a line here. */
const codes: Record<string, string> = { de: 'deu', es: 'spa', en: 'eng' }

export const recognisedLanguages: readonly string[] = Object.keys(codes)

/**
 * Tesseract's codes of languages, each once; those it has no data for are left out, and all it has stand in for none.
 *
 * English comes last whoever asks: the first language's letters win, and German and Spanish have all of English's, while
 * English first reads "Schone Grüße" (measured: 95 % of the words of a German page against all of them).
 *
 * @param languages as in `en` or `en-GB`
 */
export function codesOf(languages: readonly string[]): string[] {
  const known = languages.map((language) => codes[language.toLowerCase().split('-')[0] ?? '']).filter(Boolean)
  const wanted = new Set(known.length > 0 ? known : Object.values(codes))
  return [...wanted]
    .filter((code) => code !== undefined)
    .toSorted((one, other) => Number(one === 'eng') - Number(other === 'eng'))
}
